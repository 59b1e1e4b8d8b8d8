/** An archive in memory behind the same door, for tests and `vite dev`. */

import type { Door } from '../door';
import type { AppState, Events, Recent, SearchRequest, SearchResult, Selection, Settings, Written } from '../types';
import { lastTime, makeEvents } from './events';
import { bundlePassphrase, bundleTask, lockedTask } from './bundle';
import { comparison, fileCheck, journalPage, verdict } from './evidence';
import { facets } from './facets';
import { fault } from './fault';
import { toHit } from './hit';
import { hostileEvents } from './hostile';
import { compare, matches } from './match';
import { plainSettings, type FakeOptions } from './options';
import { asked, parse } from './parse';
import { outside } from './retention';
import { copy, selectMatching, selectPasted } from './select';
import { cutNotes, FakeArchive, folderReport, report, toDetails } from './store';
import { FakeTasks } from './tasks';

export { plainSettings, type FakeOptions };

const pageSize = 200;
const troubles = ['held', 'panic'] as const;
const bundles = ['good', 'known', 'repacked', 'damaged', 'none', 'locked', 'keyed'] as const;

export function fakeDoor(options: Partial<FakeOptions> = {}): FakeDoor {
  const asksFor = new URLSearchParams(location.search);
  const number = (name: string, otherwise: number) => Number(asksFor.get(name) ?? otherwise);
  return new FakeDoor({
    events: number('events', 5000),
    delay: number('delay', 4),
    pace: number('pace', 150),
    hostile: asksFor.has('hostile'),
    settings: {},
    problems: Array.from({ length: number('problems', 0) }, (_, i) => `segments/${String(i + 1).padStart(6, '0')}/events/000001.sst: its size is 1048577 bytes, the seal says 1048576`),
    damage: asksFor.get('damage') ?? '',
    doubt: asksFor.has('doubt') ? ['This computer last knew (2026-11-22 18:40:00, in /home/officer/Documents/Northwind 2026.daybook) 12 lines of its journal, and the folder has 9'] : [],
    unread: number('unread', 0),
    readOnly: asksFor.has('readOnly') ? 'it is on a disk that is only read' : '',
    notices: Array.from({ length: number('mended', 0) }, (_, i) => `Found damaged, built again: segments/${String(i + 1).padStart(6, '0')}/columns: its bytes are not those that were sealed`),
    overdue: asksFor.has('overdue') ? 'The last checkpoint left this computer 45 days ago, and the archive has changed since.' : '',
    foreign: asksFor.has('foreign') ? ['desktop.ini', 'segments/.DS_Store'] : [],
    cut: number('cut', 0),
    folder: number('folder', 0),
    hasKey: !asksFor.has('keyless'),
    bundle: bundles.find((one) => one === asksFor.get('bundle')) ?? 'good',
    taken: number('taken', 1),
    refused: number('refused', 0),
    trouble: troubles.find((one) => one === asksFor.get('trouble')) ?? '',
    ...options,
  });
}

export class FakeDoor implements Door {
  private readonly ears = new Map<string, Set<(value: never) => void>>();
  private readonly tasks: FakeTasks;
  private readonly options: FakeOptions;
  /** For tests, too. */
  recents: Recent[];
  private archive: FakeArchive | null;
  private settings: Settings;
  private newest = 0;
  /** The key and checkpoint with which the bundle was compared. */
  private readonly compared = { key: false, checkpoint: false };

  constructor(options: FakeOptions) {
    this.options = options;
    this.settings = { ...plainSettings, ...options.settings };
    this.tasks = new FakeTasks((task) => this.tell('task', task), options.pace, () => this.archive?.key ?? '');
    this.archive = options.events > 0 ? sample(options) : null;
    this.recents = [
      { key: 'place-northwind', name: 'Northwind 2026', path: '/home/officer/Documents/Northwind 2026.daybook', opened: new Date(lastTime).toISOString(), events: 5000 },
      { key: 'place-contoso', name: 'Contoso, audit of spring', path: '/home/officer/Documents/Audits/Contoso.daybook', opened: '2026-05-03T08:00:00Z', events: 1_204_377 },
    ];
  }

  private async answer<T>(make: () => T): Promise<T> {
    await new Promise((done) => setTimeout(done, this.options.delay));
    return make();
  }

  private get open(): FakeArchive {
    if (!this.archive) throw fault('closed', 'No archive is open', '');
    return this.archive;
  }

  on<E extends keyof Events>(event: E, hear: (value: Events[E]) => void) {
    const ears = this.ears.get(event) ?? new Set();
    this.ears.set(event, ears);
    ears.add(hear);
    return () => void ears.delete(hear);
  }

  /** For tests, too: an event that the program would send by itself. */
  tell<E extends keyof Events>(event: E, value: Events[E]) {
    for (const hear of this.ears.get(event) ?? []) (hear as (value: Events[E]) => void)(value);
  }

  /** For tests: the problem that Verify must find. */
  damaged(words: string) {
    this.open.damage = words;
  }

  setFullscreen() {}
  setTheme() {}
  quit() {
    this.tell('closing', { busy: this.tasks.list().length > 0 });
  }
  async copyText(text: string) {
    await navigator.clipboard.writeText(text);
  }

  State = () => this.answer<AppState>(() => ({
    version: '0.9.0',
    settings: this.settings,
    recents: this.recents,
    archive: this.archive?.info() ?? null,
    tasks: this.tasks.list(),
    features: ['selected'],
    sources: ['the activity feed', 'Google Workspace', 'AWS CloudTrail', 'GitHub'],
  }));

  NewArchive: Door['NewArchive'] = ({ name, plan }) => this.answer(() => this.show(new FakeArchive('new', name, plan, [])));
  OpenSample: Door['OpenSample'] = () => this.answer(() => this.makeSample());
  OpenRecent: Door['OpenRecent'] = (key) => this.answer(() => this.show(this.opened(this.recents.find((one) => one.key === key))));
  ChooseArchive: Door['ChooseArchive'] = () => this.answer(() => this.show(this.opened(this.recents[0])));

  private opened(place: Recent | undefined): FakeArchive {
    if (this.options.trouble === 'held') {
      throw fault('held', '/home/officer/Documents/Northwind 2026.daybook was not opened: daybook 0.9.0 (process 4711 of amelie) has had it open since 4 August 2026, 09:12:44 (UTC+02:00); close it there and try again', '');
    }
    if (!place) throw fault('gone', 'That is no longer known', 'Do it again from the start.');
    return sample(this.options, place);
  }

  CloseArchive = () => this.answer(() => {
    this.archive = null;
  });

  Trust: Door['Trust'] = ({ reason, newKey }) => this.answer(() => {
    const archive = this.open;
    if (reason.trim() === '') throw fault('input', 'It needs a reason, which goes into the journal', '');
    if (archive.doubt.length === 0 && !newKey) throw fault('gone', 'The archive is as this computer knows it, and there is nothing to agree to', '');
    if (!archive.hasKey && !newKey) throw keyless();
    archive.doubt = [];
    archive.hasKey = true;
    this.tell('state', null);
    return archive.info();
  });

  /** Refuses to sign, as the program does, while somebody must agree first. */
  private signed(): FakeArchive {
    if (this.open.doubt.length > 0) throw fault('doubt', 'The archive is not as this computer last knew it, and is only read', 'Put the folder back that this computer knew, or agree to this one.');
    if (!this.open.hasKey) throw keyless();
    return this.open;
  }

  /** Refuses changes, as the program does, where the archive can only be read. */
  private changed(): FakeArchive {
    const archive = this.signed();
    if (archive.readOnly !== '') throw fault('read-only', `The archive is read-only (${archive.readOnly}); copy the whole folder to where it can be written`, '');
    return archive;
  }

  private makeSample() {
    return this.tasks.start({
      kind: 'sample', title: 'Sample', total: 5000, steps: 4,
      end: () => {
        this.show(sample(this.options));
        return {};
      },
    });
  }

  private show(archive: FakeArchive) {
    this.archive = archive;
    this.newest = 0;
    return archive.info();
  }

  Search: Door['Search'] = async (request: SearchRequest): Promise<SearchResult> => {
    this.newest = Math.max(this.newest, request.number);
    return this.answer(() => {
      if (request.number < this.newest) throw fault('superseded', 'A newer search was asked', '');
      const { search } = request;
      const archive = this.open;
      const parsed = parse(search.text, search.zone);
      const only = request.only ? archive.seqsOf(request.only) : null;
      const found = archive.events.filter((event) => (!only || only.has(event.seq)) && matches(event, search, parsed, lastTime));
      found.sort(compare(search.sort));
      const pages = Math.max(1, Math.ceil(found.length / pageSize));
      const page = Math.min(search.page, pages);
      return {
        number: request.number,
        total: found.length,
        page,
        pages,
        hits: request.countsOnly ? [] : found.slice((page - 1) * pageSize, page * pageSize).map((event) => toHit(event, archive.inToken(request.token, event.seq))),
        facets: request.facets ? facets(archive.events, archive.imports, search, parsed, lastTime, request.gapsAt === archive.snapshot) : null,
        asked: asked(search.text, search.zone),
        snapshot: archive.snapshot,
      };
    });
  };

  SelectMatching: Door['SelectMatching'] = (request) => this.answer(() => selectMatching(this.open, request, lastTime));
  SelectPasted: Door['SelectPasted'] = (request) => this.answer(() => selectPasted(this.open, request));
  Event: Door['Event'] = (seq) => this.answer(() => {
    if (this.options.trouble === 'panic') {
      throw fault('panic', 'Daybook made a mistake: runtime error: index out of range [5] with length 3', 'Try again, and report it if it comes back.');
    }
    const event = this.open.events.find((one) => one.seq === seq);
    if (!event) throw fault('gone', 'This event is not in the archive', '');
    return toDetails(this.open, event);
  });

  ImportFiles: Door['ImportFiles'] = () => this.takeIn();
  ImportFolder: Door['ImportFolder'] = () => this.takeIn();
  ImportDropped: Door['ImportDropped'] = () => this.takeIn();
  private takeIn = () => this.answer(() => {
    const archive = this.changed();
    if (this.tasks.list().some((task) => task.kind === 'import')) {
      throw fault('busy', 'An import is under way already', 'Wait for its end, or cancel it.');
    }
    return this.tasks.start({
      kind: 'import', title: 'cloudtrail-2026.json.gz', total: 40_000_000, steps: 20,
      end: () => {
        const imports = Array.from({ length: this.options.taken }, (_, i) => {
          const done = report(archive.imports.length + 1, 0);
          archive.imports.unshift(done);
          if (this.options.folder > 0) return folderReport(done.number, this.options.folder);
          return { ...report(2, 196), ...(i < this.options.cut && cutNotes), number: done.number, ...(i > 0 && { file: `cloudtrail-2026-${String(i + 1)}.json.gz` }) };
        });
        const refused = Array.from({ length: this.options.refused }, (_, i) => ({
          file: `notes-${String(i + 1)}.txt`,
          fault: { code: 'not-events', message: `notes-${String(i + 1)}.txt holds no events that Daybook knows`, hint: 'Import an export of the activity feed, Google Workspace, AWS CloudTrail or GitHub.' },
        }));
        if (imports.length > 0 && archive.unread > 0) {
          archive.unread = 0;
          archive.problems = [];
        }
        return { imports, refused };
      },
    });
  });
  WatchFolder: Door['WatchFolder'] = () => this.answer(() => {
    this.open.watched = '/home/officer/Exports';
    this.tell('state', null);
    return true;
  });
  StopWatching: Door['StopWatching'] = () => this.answer(() => {
    this.open.watched = '';
    this.tell('state', null);
  });
  Imports: Door['Imports'] = () => this.answer(() => this.open.imports);
  SaveRejections: Door['SaveRejections'] = () => this.answer(() => written('rejections.txt', 2, whole));
  Cancel: Door['Cancel'] = (task) => this.answer(() => this.tasks.cancel(task));

  Copy: Door['Copy'] = async (request) => {
    const { text, copied } = await this.answer(() => copy(this.open, request));
    await navigator.clipboard?.writeText(text).catch(() => undefined);
    return copied;
  };
  Export: Door['Export'] = (request) => this.answer(() => this.write('export', `activity.${request.format}`, request.selection));
  ExportBundle: Door['ExportBundle'] = (request) => this.answer(() => this.write('bundle', request.encryptFor + request.passphrase === '' ? 'evidence.zip' : 'evidence.zip.age', request.selection));

  private write(kind: 'export' | 'bundle', name: string, selection: Selection) {
    const archive = this.signed();
    const count = archive.seqsOf(selection).size;
    if (count === 0) throw fault('empty', 'Select rows first', '');
    return this.tasks.start({ kind, title: name, total: count, steps: 3, end: () => ({ written: written(name, count, archive) }) });
  }

  ShowInFolder: Door['ShowInFolder'] = () => this.answer(() => undefined);
  PreviewPurge: Door['PreviewPurge'] = () => this.answer(() => this.open.retention.look());
  Purge: Door['Purge'] = (token) => this.answer(() => {
    const { retention } = this.open;
    const { due } = retention.look();
    return this.tasks.start({
      kind: 'purge', title: `${String(due)} events`, total: due, steps: 3,
      end: () => ({ receipt: retention.purge(token) }),
    });
  });
  Receipts: Door['Receipts'] = () => this.answer(() => ({ all: this.open.retention.receipts, outside }));
  Verify: Door['Verify'] = () => this.answer(() => {
    const archive = this.open;
    return this.tasks.start({
      kind: 'verify', title: `${archive.name}.daybook`, total: archive.events.length, steps: 3,
      end: () => ({ verdict: verdict(archive) }),
    });
  });
  Journal: Door['Journal'] = ({ page }) => this.answer(() => journalPage(this.open, page));
  CheckFile: Door['CheckFile'] = () => this.answer(() => fileCheck());
  SaveCheckpoint: Door['SaveCheckpoint'] = () => this.answer(() => {
    if (this.open.readOnly === '') this.open.overdue = '';
    return written(`${this.open.name}.checkpoint`, 0, { ...whole, readOnly: this.open.readOnly });
  });
  Cosigned: Door['Cosigned'] = () => this.answer(() => this.open.witness.last(this.open.events.length));
  LookToCosign: Door['LookToCosign'] = () => this.answer(() => this.open.witness.look());
  Cosign: Door['Cosign'] = (r) => this.answer(() => ({ written: written('Contoso 2026-11-22.cosigned.checkpoint', 0, whole), ...this.open.witness.cosign(r) }));
  TakeCosigned: Door['TakeCosigned'] = () => this.answer(() => this.open.witness.take(this.changed()));
  TrustWitness: Door['TrustWitness'] = (_, key) => this.answer(() => this.open.witness.trust(this.changed(), key));
  CompareCheckpoint: Door['CompareCheckpoint'] = () => this.answer(() => comparison(this.open));
  VerifyBundle: Door['VerifyBundle'] = () => this.answer(() => this.checkBundle());
  VerifyDropped: Door['VerifyDropped'] = () => this.answer(() => this.checkBundle());
  CompareBundle: Door['CompareBundle'] = (_, against) => this.answer(() => {
    if (against !== '') this.compared[against] = true;
    return this.checkBundle();
  });
  OpenBundle: Door['OpenBundle'] = (_, passphrase) => this.answer(() => this.tasks.start(passphrase === bundlePassphrase ? bundleTask('good', this.compared) : lockedTask(true, true)));
  OpenBundleWithKey: Door['OpenBundleWithKey'] = () => this.answer(() => this.tasks.start(bundleTask('good', this.compared)));
  private checkBundle() {
    const { bundle } = this.options;
    if (bundle === 'locked' || bundle === 'keyed') return this.tasks.start(lockedTask(bundle === 'locked', false));
    return this.tasks.start(bundleTask(this.options.bundle, this.compared));
  }
  PreviewPlan: Door['PreviewPlan'] = (plan) => this.answer(() => ({ ...this.open.retention.look(plan), token: '' }));
  ChangePlan: Door['ChangePlan'] = (plan) => this.answer(() => {
    this.open.plan = plan;
  });
  Holds: Door['Holds'] = () => this.answer(() => this.open.retention.all());
  PreviewHold: Door['PreviewHold'] = (search) => this.answer(() => this.open.retention.preview(search));
  PlaceHold: Door['PlaceHold'] = (request) => this.answer(() => this.open.retention.place(request));
  ReleaseHold: Door['ReleaseHold'] = (id, reason) => this.answer(() => this.open.retention.release(id, reason));
  SaveSettings: Door['SaveSettings'] = (settings) => this.answer(() => {
    this.settings = settings;
  });
}

const lost = (unread: number) =>
  `Segments/000002: ${String(unread)} of the 1,500 events of segment 000002 (numbers 1,500 to 2,999) cannot be read: columns (its bytes are not those that were sealed), events/000001.sst (its bytes are not those that were sealed)`;

/** Every archive of the fake is a copy of one. */
function sample({ events, hostile, problems, damage, doubt, hasKey, unread, readOnly, notices, foreign, overdue }: FakeOptions, place?: Recent): FakeArchive {
  const archive = new FakeArchive('northwind', place?.name ?? 'Northwind 2026', 'enterprise', hostile ? hostileEvents() : makeEvents(events || 5000));
  if (place) {
    archive.key = place.key;
    archive.path = place.path;
  }
  archive.unread = unread;
  archive.readOnly = readOnly;
  archive.notices = notices;
  archive.foreign = foreign;
  archive.overdue = overdue;
  archive.problems = problems.length === 0 && unread > 0 ? [lost(unread)] : problems;
  archive.damage = damage;
  archive.doubt = doubt;
  archive.hasKey = hasKey;
  return archive;
}

/** Records of an import or of the tree always include events that cannot be read. */
const whole = { unread: 0, readOnly: '' };

const keyless = () =>
  fault('no-key', 'The key that signs for this archive cannot be used on this computer: key d8d55e44: there is no such key on this computer', 'Bring it here from the computer that has it, or agree to a new one.');

function written(name: string, count: number, { unread, readOnly }: Pick<FakeArchive, 'unread' | 'readOnly'>): Written {
  return {
    unread,
    unwritten: readOnly,
    token: `file-${name}`,
    path: `/home/officer/Documents/${name}`,
    count,
    bytes: count * 180,
    sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  };
}
