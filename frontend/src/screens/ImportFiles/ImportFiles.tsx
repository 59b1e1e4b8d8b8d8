import { useMemo, useState } from 'react';
import type { DateOrder, Drop } from '../../api';
import { Button } from '../../components/Button/Button';
import { ChoiceField, type Choice } from '../../components/ChoiceField/ChoiceField';
import { ComboField } from '../../components/ComboField/ComboField';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { startImport, type Taken } from '../../state/imports';
import { useSession } from '../../state/SessionContext';
import { listed } from '../../text/listed';
import { bytes, plural } from '../../text/numbers';
import { allZones } from '../../time/zone';
import styles from './ImportFiles.module.css';

const orders: readonly Choice<DateOrder>[] = [
  { value: 'unknown', label: 'Do not guess: reject it', note: 'the report names each one' },
  { value: 'day-first', label: 'Day first', note: '3 April' },
  { value: 'month-first', label: 'Month first', note: '4 March' },
];

/** Before an import: how times are read that do not say so themselves. An
 * archive forgets nothing, so this is asked first. */
export function ImportFiles({ drop }: { drop: Drop | null }) {
  const session = useSession();
  const { sources, settings: { importZone, dateOrder } } = session.app.get();
  const [zone, setZone] = useState(importZone);
  const [order, setOrder] = useState<DateOrder>(dateOrder);
  const zones = useMemo(() => allZones().map((value) => ({ value, label: value })), []);
  const go = (taken: Taken) => {
    session.view.close();
    void startImport(session, taken, { zone, dateOrder: order });
  };
  return (
    <Dialog
      title={drop ? `Import ${whatWasDropped(drop)}` : 'Import'}
      onClose={session.view.close}
      onSubmit={() => go(drop ? { dropped: drop.token } : 'files')}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          {!drop && <Button onClick={() => go('folder')}>Choose a folder…</Button>}
          <Button look="primary" type="submit" autoFocus>
            {drop ? 'Import' : 'Choose files…'}
          </Button>
        </>
      }
    >
      {drop ? (
        <ul className={styles.files}>
          {drop.files.map((file, i) => (
            <li key={i} className={styles.file}>
              <MarkedText text={file.name} />
              <span className={styles.size}>{file.folder ? 'folder, all files in it as one import' : bytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.intro}>
          Exports of {listed(sources, 'and')}: JSON, JSON lines or CSV, also gzipped or zipped, and evidence bundles. The content decides, not the name. All files in a folder are one import.
        </p>
      )}
      <ComboField label="Times that name no zone are read as" value={zone} options={zones} onChange={setZone} />
      <ChoiceField label="A date like 03/04/2026 is read as" value={order} choices={orders} onChange={setOrder} />
    </Dialog>
  );
}

function whatWasDropped({ files }: Drop): string {
  const folders = files.filter((file) => file.folder).length;
  const others = files.length - folders;
  return [folders > 0 ? plural(folders, 'folder') : '', others > 0 ? plural(others, 'file') : ''].filter(Boolean).join(' and ');
}
