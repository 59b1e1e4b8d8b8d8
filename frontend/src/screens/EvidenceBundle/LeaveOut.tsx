import type { EventPart } from '../../api';
import { ChoiceField } from '../../components/ChoiceField/ChoiceField';
import { Disclosure } from '../../components/Disclosure/Disclosure';
import { SwitchField } from '../../components/SwitchField/SwitchField';
import { listed } from '../../text/listed';
import { count, plural } from '../../text/numbers';
import styles from './EvidenceBundle.module.css';

/** What is left out of a bundle. */
export interface Left {
  open: boolean;
  parts: readonly EventPart[];
  /** Of the selected events only, in a bundle of all that match. */
  chosenOnly: boolean;
}

export const nothingLeft: Left = { open: false, parts: [], chosenOnly: false };

const parts: readonly [EventPart, string][] = [['member', 'Members'], ['description', 'Descriptions'], ['details', 'Details']];

interface Props {
  left: Left;
  onChange: (left: Left) => void;
  selected: number;
  matching: number;
}

export function LeaveOut({ left, onChange, selected, matching }: Props) {
  const set = (part: EventPart, on: boolean) =>
    onChange({ ...left, parts: parts.map(([each]) => each).filter((each) => (each === part ? on : left.parts.includes(each))) });
  return (
    <Disclosure label="Leave something out…" open={left.open} onChange={(open) => onChange(open ? { ...left, open } : nothingLeft)}>
      {parts.map(([part, label]) => (
        <SwitchField key={part} label={label} value={left.parts.includes(part)} onChange={(on) => set(part, on)} />
      ))}
      {selected < matching && (
        <ChoiceField
          label="Of which events"
          value={left.chosenOnly ? 'chosen' : 'all'}
          choices={[
            { value: 'all', label: selected === 1 ? 'The selected event, which is all of the bundle' : `All ${count(selected)} selected events, which are all of the bundle` },
            { value: 'chosen', label: `Only the ${plural(selected, 'selected event')}`, note: `The bundle is then of all ${count(matching)} that match, and shows the others whole.` },
          ]}
          onChange={(value) => onChange({ ...left, chosenOnly: value === 'chosen' })}
        />
      )}
      <p className={styles.preview} role="status">
        {preview(left, selected)}
      </p>
    </Disclosure>
  );
}

/** Says what will be left out, and how much. */
export function preview({ parts: chosen }: Left, selected: number): string {
  if (chosen.length === 0) return 'Nothing is left out yet.';
  const names = chosen.map((part) => (part === 'member' ? 'the member' : part === 'description' ? 'the description' : 'the details'));
  const more = chosen.includes('details') ? '' : ' The details go with them, since they are the source’s own record of both.';
  const named = chosen.includes('member') ? ' Members are called Member 1, Member 2 and so on; that one name is one member is your word, and not proved.' : '';
  return `Of ${plural(selected, 'event')}, ${listed(names, 'and')} will be left out, and whatever else would tell it.${more}${named} All the rest is proved as before, and what is left out can be shown and proved later.`;
}
