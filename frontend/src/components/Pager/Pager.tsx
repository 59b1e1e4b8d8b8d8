import { useState } from 'react';
import { count } from '../../text/numbers';
import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import styles from './Pager.module.css';

interface Props {
  page: number;
  pages: number;
  onPage: (page: number) => void;
  /** The mouse or the focus reached the button that turns by this many pages; null
   * when the mouse has left it. */
  onNear?: (by: number | null) => void;
}

/** Pages by number: the number is a field. */
export function Pager({ page, pages, onPage, onNear }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const go = () => {
    const wanted = Number.parseInt((typed ?? '').replace(/\D/g, ''), 10);
    setTyped(null);
    if (wanted >= 1) onPage(Math.min(pages, wanted));
  };
  const near = (by: number) => ({ onPointerEnter: () => onNear?.(by), onPointerLeave: () => onNear?.(null), onFocus: () => onNear?.(by) });
  return (
    <nav className={styles.pager} aria-label="Pages">
      <label className={styles.label}>
        <span>Page</span>
        <input
          className={styles.field}
          inputMode="numeric"
          aria-label={`Page, of ${count(pages)}`}
          value={typed ?? count(page)}
          size={Math.max(2, count(pages).length)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={go}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
        <span>of {count(pages)}</span>
      </label>
      <Button look="icon" className={styles.step} aria-label="Previous page" unavailable={page <= 1} onClick={() => onPage(page - 1)} {...near(-1)}>
        <Icon name="left" />
      </Button>
      <Button look="icon" className={styles.step} aria-label="Next page" unavailable={page >= pages} onClick={() => onPage(page + 1)} {...near(1)}>
        <Icon name="right" />
      </Button>
    </nav>
  );
}
