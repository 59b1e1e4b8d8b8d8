import { DialogNews } from '../../components/Dialog/Dialog';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import type { DialogState } from '../../state/view';
import { ChangePlan } from '../ChangePlan/ChangePlan';
import { Checkpoints } from '../Checkpoints/Checkpoints';
import { ChooseDates } from '../ChooseDates/ChooseDates';
import { EvidenceBundle } from '../EvidenceBundle/EvidenceBundle';
import { Holds } from '../Holds/Holds';
import { ImportFiles } from '../ImportFiles/ImportFiles';
import { ImportReportDialog } from '../ImportReport/ImportReport';
import { Leave } from '../Leave/Leave';
import { Journal } from '../Journal/Journal';
import { NewArchive } from '../NewArchive/NewArchive';
import { DialogNotices } from '../Notices/DialogNotices';
import { PasteIds } from '../PasteIds/PasteIds';
import { PastImports } from '../PastImports/PastImports';
import { Problems } from '../Problems/Problems';
import { Purge } from '../Purge/Purge';
import { Receipts } from '../Receipts/Receipts';
import { RenameSearch, SaveSearch } from '../SaveSearch/SaveSearch';
import { SettingsDialog } from '../SettingsDialog/SettingsDialog';
import { Shortcuts } from '../Shortcuts/Shortcuts';
import { Trust } from '../Trust/Trust';
import { Verify } from '../Verify/Verify';
import { VerifyBundle } from '../VerifyBundle/VerifyBundle';

/** The dialog that is open, if one is: one at a time. */
export function Dialogs() {
  const dialog = useStore(useSession().view.dialog);
  return dialog && <DialogNews value={<DialogNotices key={dialog.kind} />}>{draw(dialog)}</DialogNews>;
}

function draw(dialog: DialogState) {
  switch (dialog.kind) {
    case 'new':
      return <NewArchive />;
    case 'import':
      return <ImportFiles drop={dialog.drop} />;
    case 'report':
      return <ImportReportDialog reports={dialog.reports} refused={dialog.refused} />;
    case 'imports':
      return <PastImports />;
    case 'settings':
      return <SettingsDialog />;
    case 'shortcuts':
      return <Shortcuts />;
    case 'save':
      return <SaveSearch />;
    case 'rename':
      return <RenameSearch name={dialog.name} />;
    case 'paste':
      return <PasteIds text={dialog.text} />;
    case 'dates':
      return <ChooseDates />;
    case 'verify':
      return <Verify />;
    case 'verify-bundle':
      return <VerifyBundle />;
    case 'journal':
      return <Journal />;
    case 'checkpoints':
      return <Checkpoints />;
    case 'bundle':
      return <EvidenceBundle />;
    case 'purge':
      return <Purge />;
    case 'plan':
      return <ChangePlan />;
    case 'holds':
      return <Holds />;
    case 'receipts':
      return <Receipts />;
    case 'problems':
      return <Problems />;
    case 'trust':
      return <Trust newKey={dialog.newKey} />;
    case 'leave':
      return <Leave />;
  }
}
