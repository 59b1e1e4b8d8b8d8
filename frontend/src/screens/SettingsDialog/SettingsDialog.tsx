import { useMemo } from 'react';
import type { ColumnWidths, Theme } from '../../api';
import { Button } from '../../components/Button/Button';
import { ChoiceField, type Choice } from '../../components/ChoiceField/ChoiceField';
import { ComboField } from '../../components/ComboField/ComboField';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { SwitchField } from '../../components/SwitchField/SwitchField';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { allZones, systemZone } from '../../time/zone';
import { WatchedFolder } from './WatchedFolder';
import { WidthField } from './WidthField';
import styles from './SettingsDialog.module.css';

const themes: readonly Choice<Theme>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const widths: readonly { id: keyof ColumnWidths; label: string }[] = [
  { id: 'member', label: 'Member' },
  { id: 'action', label: 'Action' },
  { id: 'timestamp', label: 'Timestamp' },
];

/** Settings take effect at once. */
export function SettingsDialog() {
  const session = useSession();
  const settings = useSelected(session.app, (app) => app.settings);
  const zones = useMemo(() => [{ value: 'system', label: `As the system (${systemZone()})` }, ...allZones().map((value) => ({ value, label: value }))], []);
  return (
    <Dialog
      title="Settings"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} />}
    >
      <ChoiceField row label="Theme" value={settings.theme} choices={themes} onChange={(theme) => session.set({ theme })} />
      <ComboField label="Time zone" value={settings.zone} options={zones} onChange={(zone) => session.set({ zone })} help="Times are shown in it, and dates in the search are read in it. What is exported is always UTC." />
      <fieldset className={styles.widths}>
        <legend className={styles.legend}>Widths of the columns</legend>
        <div className={styles.row}>
          {widths.map(({ id, label }) => (
            <WidthField key={id} label={label} value={settings.columns[id]} onChange={(width) => session.set({ columns: { ...settings.columns, [id]: width } })} />
          ))}
        </div>
        <Button look="link" className={styles.reset} onClick={() => session.set({ columns: { member: 0, action: 0, timestamp: 0 } })}>
          Standard widths
        </Button>
      </fieldset>
      <WatchedFolder />
      <SwitchField
        label="Single-key shortcuts"
        note="/ goes to the search, ? lists the shortcuts. Those with Ctrl work either way."
        value={settings.singleKeys}
        onChange={(singleKeys) => session.set({ singleKeys })}
      />
      <SwitchField
        label="Keep all rows of a page in the document"
        note="For screen readers that read a table as a whole. The table is slower then."
        value={settings.allRows}
        onChange={(allRows) => session.set({ allRows })}
      />
    </Dialog>
  );
}
