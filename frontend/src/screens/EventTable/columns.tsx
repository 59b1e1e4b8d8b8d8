import type { ColumnWidths, Hit, Term } from '../../api';
import type { GridColumn } from '../../components/Grid/columns';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { direction } from '../../text/direction';
import { spelled } from '../../text/hidden';
import type { Needle } from '../../text/marks';
import { showExact, showSecond } from '../../time/format';
import { zoneName } from '../../time/zone';
import styles from './EventTable.module.css';

/** The terms that each column marks: those that are looked for in it. */
export function needlesOf(terms: readonly Term[]): Record<'member' | 'action' | 'description', Needle[]> {
  const of = (...fields: Term['field'][]): Needle[] =>
    terms.filter((term) => !term.exclude && fields.includes(term.field)).map(({ text, inside }) => ({ text, inside }));
  return {
    member: of('any', 'member'),
    action: [...of('any', 'action'), ...of('category').map((needle) => ({ ...needle, bounded: true }))],
    description: of('any', 'description'),
  };
}

export function eventColumns(terms: readonly Term[], zone: string, widths: ColumnWidths): GridColumn<Hit>[] {
  const needles = needlesOf(terms);
  return [
    {
      id: 'member', heading: 'Member', width: widths.member, standard: 'clamp(120px, 20cqw, 220px)', least: 108, most: 480, resize: 'end',
      title: (hit) => spelled(hit.actor),
      className: styles.member,
      dir: (hit) => direction(hit.actor),
      render: (hit) => (
        <span className={hit.actor === 'system' ? styles.system : undefined} dir="auto">
          <MarkedText text={hit.actor} needles={needles.member} />
        </span>
      ),
    },
    {
      id: 'action', heading: 'Action', width: widths.action, standard: 'clamp(140px, 19cqw, 210px)', least: 100, most: 480, resize: 'end',
      title: (hit) => spelled(`${hit.category}.${hit.action}`),
      className: styles.action,
      render: (hit) => <MarkedText text={`${hit.category}.${hit.action}`} needles={needles.action} within={hit.category.length} />,
    },
    {
      id: 'description', heading: 'Description', width: 0, standard: 'minmax(160px, 1fr)', least: 160, most: 2000, resize: 'none',
      className: styles.description,
      dir: (hit) => (hit.damage ? undefined : direction(hit.description)),
      title: (hit) => hit.damage && spelled(hit.damage),
      render: (hit) => hit.damage ? (
        <span className={styles.damage}>
          <Icon name="warning" />
          <span className={styles.text}>
            Damaged, cannot be read: <MarkedText text={hit.damage} />
          </span>
        </span>
      ) : (
        <>
          {hit.conflict && (
            <span className={styles.conflict} title="Another event has the same id and differs">
              <Icon name="warning" />
              <span className="visually-hidden">Conflict: </span>
            </span>
          )}
          <span className={styles.text} dir="auto">
            <MarkedText text={hit.description} needles={needles.description} />
            {hit.cut && '…'}
          </span>
        </>
      ),
    },
    {
      id: 'timestamp', heading: `Timestamp (${zoneName(zone)})`, headingTitle: `Times in ${zone}`, width: widths.timestamp,
      standard: 'clamp(12.25rem, 18cqw, 13rem)', least: 140, most: 400, resize: 'start',
      className: styles.time,
      title: (hit) => `${showExact(hit.time, 'UTC')} (UTC)${hit.originalTime ? `\n${spelled(hit.originalTime)} (original)` : ''}`,
      render: (hit) => showSecond(hit.time, zone),
    },
  ];
}
