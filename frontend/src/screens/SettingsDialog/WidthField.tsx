import { useState } from 'react';
import styles from './SettingsDialog.module.css';

interface Props {
  label: string;
  /** 0 for the standard width. */
  value: number;
  onChange: (width: number) => void;
}

const least = 90;
const most = 480;

/** A width in pixels: an alternative to dragging a column's edge. */
export function WidthField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const width = Number.parseInt(typed ?? '', 10);
    if (typed !== null) onChange(Number.isNaN(width) ? 0 : Math.min(most, Math.max(least, width)));
    setTyped(null);
  };
  return (
    <label className={styles.width}>
      <span>{label}</span>
      <input
        className={styles.input}
        inputMode="numeric"
        placeholder="standard"
        value={typed ?? (value > 0 ? String(value) : '')}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  );
}
