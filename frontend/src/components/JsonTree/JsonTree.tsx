import { useState, type ReactNode } from 'react';
import type { JsonNode } from '../../text/json';
import { plural } from '../../text/numbers';
import { Icon } from '../Icon/Icon';
import { MarkedText } from '../MarkedText/MarkedText';
import styles from './JsonTree.module.css';

/** A JSON value as a tree of disclosures; numbers as they were written. */
export function JsonTree({ node }: { node: JsonNode }) {
  return <div className={styles.tree}>{children(node, 0)}</div>;
}

const openDepth = 2;
const firstItems = 100;

function children(node: JsonNode, depth: number): ReactNode {
  if (node.kind === 'object') {
    return <Branches count={node.entries.length} at={(i) => <Entry key={i} name={node.entries[i]?.key ?? ''} value={node.entries[i]?.value} depth={depth} />} />;
  }
  if (node.kind === 'array') return <Branches count={node.items.length} at={(i) => <Entry key={i} name={String(i)} value={node.items[i]} depth={depth} />} />;
  return <Leaf node={node} />;
}

function Branches({ count, at }: { count: number; at: (i: number) => ReactNode }) {
  const [most, setMost] = useState(firstItems);
  return (
    <ul className={styles.list}>
      {Array.from({ length: Math.min(count, most) }, (_, i) => at(i))}
      {count > most && (
        <li>
          <button type="button" className={styles.toggle} onClick={() => setMost(most * 10)}>
            Show {plural(count - most, 'more entry', 'more entries')}
          </button>
        </li>
      )}
    </ul>
  );
}

function Entry({ name, value, depth }: { name: string; value: JsonNode | undefined; depth: number }) {
  const [open, setOpen] = useState(depth < openDepth);
  if (!value) return null;
  if (value.kind !== 'object' && value.kind !== 'array') {
    return (
      <li className={styles.entry}>
        <span className={styles.name}>
          <MarkedText text={name} />
        </span>{' '}
        <Leaf node={value} />
      </li>
    );
  }
  const size = value.kind === 'object' ? plural(value.entries.length, 'field') : plural(value.items.length, 'item');
  return (
    <li>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'down' : 'right'} />
        <span className={styles.name}>
          <MarkedText text={name} />
        </span>{' '}
        <span className={styles.size}>{size}</span>
      </button>
      {open && <div className={styles.inner}>{children(value, depth + 1)}</div>}
    </li>
  );
}

function Leaf({ node }: { node: JsonNode }) {
  if (node.kind === 'string') {
    return (
      <span className={styles.string}>
        <MarkedText text={node.text} />
      </span>
    );
  }
  return node.kind === 'number' || node.kind === 'literal' ? <span className={styles.literal}>{node.text}</span> : null;
}
