/** Importing files, and the results. */

import { faultWords, type ImportReport, type ImportOptions, type Task } from '../api';
import { count, plural } from '../text/numbers';
import type { NoticeKind } from './notices';
import type { RefusedFile } from './refused';
import type { Session } from './session';

/** The source of an import: dropped files, by their token, or a native dialog. */
export type Taken = { dropped: string } | 'files' | 'folder';

export async function startImport(session: Session, taken: Taken, how: ImportOptions) {
  session.set({ importZone: how.zone, dateOrder: how.dateOrder });
  const { door } = session;
  const task = await session.attempt(() => {
    if (taken === 'files') return door.ImportFiles(how);
    return taken === 'folder' ? door.ImportFolder(how) : door.ImportDropped(taken.dropped, how);
  });
  if (task) session.notices.say('The import has started');
}

/** "196 added, 1 duplicate, 1 conflict, 2 rejected" */
export function reportWords(reports: readonly ImportReport[]): string {
  const sum = (pick: (report: ImportReport) => number) => reports.reduce((all, report) => all + pick(report), 0);
  return [
    `${count(sum((report) => report.added))} added`,
    plural(sum((report) => report.duplicates), 'duplicate'),
    plural(sum((report) => report.conflicts), 'conflict'),
    `${count(sum((report) => report.rejected))} rejected`,
  ].join(', ');
}

/** That files were cut or say that more follows, or may be. */
function notWhole(files: number, one: boolean): string {
  if (one) return 'It was cut, or says that more follows: the report tells.';
  return `${plural(files, 'file was', 'files were')} cut, or say${files === 1 ? 's' : ''} that more follows: the report tells.`;
}

/** One notice for any number of files, so that none of it is missed. */
export function importEnded(session: Session, task: Task) {
  if (task.kind !== 'import') return;
  const at = new Date().toISOString();
  const { imports } = task;
  const refused = task.refused.map(({ file, fault }): RefusedFile => ({ file, message: faultWords(fault), at }));
  const here = session.isHere(task);
  const { recents } = session.app.get();
  const archive = (!here && recents.find((recent) => recent.key === task.archive)?.name) || 'The archive';
  if (here) session.refused.update((before) => [...refused.toReversed(), ...before]);
  const cancelled = task.phase === 'cancelled';
  const all = imports.length + refused.length;
  const told = refused.length === 1 && all === 1 && !cancelled; // the notice says all of it
  const tell = (kind: NoticeKind, title: string, text: string) => {
    const report = { label: 'Report', run: () => session.view.open({ kind: 'report', reports: imports, refused }) };
    session.notices.add(kind, title, here ? text : `${archive}: ${text}`, here && all > 0 && !told ? [report] : [], { lasting: !here || cancelled });
  };
  const [one] = refused;
  const clean = refused.length === 0 && imports.every((report) => report.rejected === 0 && !report.incomplete);
  const files = imports.length === 1 ? (imports[0]?.file ?? '') : plural(imports.length, 'file');
  const left = one ? `${plural(refused.length, 'file was', 'files were')} not imported` : '';
  const cut = imports.filter((report) => report.incomplete).length;
  const sum = `${cut > 0 ? `${notWhole(cut, imports.length === 1)} ` : ''}${reportWords(imports)}.`;
  if (cancelled) {
    const before = imports.length > 0 ? `${files} had been imported before: ${sum}` : `${archive} is as it was.`;
    tell(clean ? 'done' : 'warn', 'Import cancelled', one ? `${before} ${left}.` : before);
  } else if (one && all === 1) tell('error', `${one.file} was not imported`, one.message);
  else if (imports.length === 0 && one) tell('error', `None of ${plural(all, 'file')} was imported`, 'The report says why.');
  else if (one) tell('warn', `${count(imports.length)} of ${plural(all, 'file')} imported`, `${left}. ${sum}`);
  else if (imports.length > 0) tell(clean ? 'done' : 'warn', cut > 0 ? `${files} imported, but perhaps not whole` : `${files} imported`, sum);
}

export async function saveRejections(session: Session, importNumber: number) {
  const written = await session.attempt(() => session.door.SaveRejections(importNumber));
  if (!written) return;
  session.notices.add('done', `${plural(written.count, 'rejection')} saved`, written.path, [
    { label: 'Show in folder', run: () => void session.attempt(() => session.door.ShowInFolder(written.token)) },
  ], { lasting: true });
}
