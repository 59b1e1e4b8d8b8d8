import { memo, useId, useState } from 'react';
import { spelled } from '../../text/hidden';
import { count as words, plural } from '../../text/numbers';
import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import { MarkedText } from '../MarkedText/MarkedText';
import styles from './FacetList.module.css';

export interface FacetValue {
  value: string;
  count: number;
}

interface Props {
  heading: string;
  /** "categories", for the names of its controls. */
  many: string;
  values: readonly FacetValue[];
  /** Values with a match, shown here or not. */
  distinct: number;
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onClear: () => void;
  /** These counts are old; new ones are on their way. */
  busy?: boolean;
  /** How many are shown at first, and how many when all are asked for. */
  few?: number;
  mono?: boolean;
}

const most = 200;

/** Values with their counts; any of them can be chosen. */
export const FacetList = memo(function FacetList({ heading, many, values, distinct, chosen, onToggle, onClear, busy = false, few = 7, mono = false }: Props) {
  const id = useId();
  const [all, setAll] = useState(false);
  const [find, setFind] = useState('');
  const wanted = find.trim().toLowerCase();
  const found = wanted === '' ? values : values.filter((one) => one.value.toLowerCase().includes(wanted));
  const shown = all ? found.slice(0, most) : firstFew(values, chosen, few);
  const hidden = Math.max(values.length, distinct) - shown.length;
  return (
    <section className={styles.facet} aria-labelledby={id} aria-busy={busy}>
      <header className={styles.header}>
        <h3 id={id} className={styles.heading}>
          {heading}
        </h3>
        {chosen.length > 0 && (
          <Button look="link" className={styles.clear} onClick={onClear} aria-label={`All ${many}`}>
            All
          </Button>
        )}
      </header>
      {all && (
        <input className={styles.find} type="text" value={find} placeholder={`Find in ${many}`} aria-label={`Find in ${many}`} onChange={(event) => setFind(event.target.value)} />
      )}
      <ul className={styles.list}>
        {shown.map((one) => (
          <li key={one.value}>
            <FacetButton {...one} pressed={chosen.includes(one.value)} mono={mono} onToggle={onToggle} />
          </li>
        ))}
      </ul>
      {(hidden > 0 || all) && (
        <Button look="link" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${words(Math.max(values.length, distinct))}`}
        </Button>
      )}
      {all && found.length > most && <p className={styles.note}>The first {most} are shown. Find narrows them.</p>}
    </section>
  );
});

interface FacetButtonProps extends FacetValue {
  pressed: boolean;
  mono: boolean;
  onToggle: (value: string) => void;
}

const FacetButton = memo(function FacetButton({ value, count, pressed, mono, onToggle }: FacetButtonProps) {
  return (
    <button type="button" className={styles.value} aria-pressed={pressed} aria-label={`${spelled(value)}, ${plural(count, 'event')}`} data-none={count === 0 || undefined} onClick={() => onToggle(value)}>
      <span className={mono ? styles.mono : styles.name} title={spelled(value)}>
        <MarkedText text={value} />
      </span>{' '}
      {pressed && <Icon name="check" />}
      <span className={styles.count}>{words(count)}</span>
    </button>
  );
});

/** The first ones, and those chosen further down. */
function firstFew(values: readonly FacetValue[], chosen: readonly string[], few: number): FacetValue[] {
  return values.filter((one, i) => i < few || chosen.includes(one.value));
}
