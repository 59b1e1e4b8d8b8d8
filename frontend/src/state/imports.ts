/** Bringing files in, and what came of it. */

import { faultWords, type ImportReport, type ImportRequest, type Task } from '../api';
import { count, plural } from '../text/numbers';
import type { Session } from './session';

export async function startImport(session: Session, request: ImportRequest) {
  session.set({ importZone: request.zone, dateOrder: request.dateOrder });
  const task = await session.attempt(() => session.door.Import(request));
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

export function importEnded(session: Session, task: Task) {
  if (task.kind !== 'import') return;
  const { notices, view } = session;
  const refused = task.refused.map(({ file, fault }) => ({ file, message: faultWords(fault) }));
  const report = {
    label: 'Report',
    run: () => view.open({ kind: 'report', reports: task.imports, refused }),
  };
  const files = task.imports.length === 1 ? (task.imports[0]?.file ?? '') : plural(task.imports.length, 'file');
  if (task.phase === 'cancelled') {
    notices.add('done', 'Import cancelled', task.imports.length > 0 ? `${files} had been imported before: ${reportWords(task.imports)}.` : 'The archive is as it was.', task.imports.length > 0 ? [report] : []);
  } else if (task.imports.length > 0) {
    notices.add('done', `${files} imported`, `${reportWords(task.imports)}.`, [report]);
  }
  for (const { file, message } of refused) notices.add('error', `${file} was not imported`, message);
}

export async function saveRejections(session: Session, importNumber: number) {
  const written = await session.attempt(() => session.door.SaveRejections(importNumber));
  if (!written) return;
  session.notices.add('done', `${plural(written.count, 'rejection')} saved`, written.path, [
    { label: 'Show in folder', run: () => void session.attempt(() => session.door.ShowInFolder(written.token)) },
  ], { lasting: true });
}
