/** The state of everything besides the table: dialogs, full screen, panel. */

import type { Drop, ImportReport } from '../api';
import type { RefusedFile } from './refused';
import { Store } from './store';

export type DialogState =
  | { kind: 'new' }
  | { kind: 'import'; drop: Drop | null }
  | { kind: 'report'; reports: ImportReport[]; refused: RefusedFile[] }
  | { kind: 'imports' }
  | { kind: 'settings' }
  | { kind: 'shortcuts' }
  | { kind: 'save' }
  | { kind: 'rename'; name: string }
  | { kind: 'paste'; text: string }
  | { kind: 'dates' }
  | { kind: 'bundle' }
  | { kind: 'verify' }
  | { kind: 'verify-bundle' }
  | { kind: 'journal' }
  | { kind: 'checkpoints' }
  | { kind: 'purge' }
  | { kind: 'plan' }
  | { kind: 'holds' }
  | { kind: 'receipts' }
  | { kind: 'problems' }
  | { kind: 'trust'; newKey: boolean }
  | { kind: 'leave' };

/** About the window, whichever archive is open. */
const windowDialogs: ReadonlySet<DialogState['kind']> = new Set(['new', 'settings', 'shortcuts', 'leave', 'verify-bundle']);

export class View {
  readonly dialog = new Store<DialogState | null>(null);
  readonly fullscreen = new Store(false);
  /** null: as wide as the window allows. */
  readonly sidebar = new Store<boolean | null>(null);
  /** The event in the panel, by sequence number; null when it is closed. */
  readonly shown = new Store<number | null>(null);

  open = (dialog: DialogState) => this.dialog.set(dialog);
  close = () => this.dialog.set(null);

  /** Closes the dialog that is open if it is about the archive that was. */
  leaveArchive() {
    const dialog = this.dialog.get();
    if (dialog && !windowDialogs.has(dialog.kind)) this.close();
  }
}
