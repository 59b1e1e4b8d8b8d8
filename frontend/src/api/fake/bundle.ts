/** The bundle that the fake verifies, in the words of the verifier. */

import type { BundleVerdict } from '../types';
import { fault } from './fault';
import type { Work } from './tasks';

const file = 'evidence-northwind-2026-q2.zip';
const events = 45;

/** The kind of the bundle that is verified: whole, signed by a key that this
 * computer knows, whole in another zip, with a problem, none at all, or encrypted by a
 * passphrase or for keys. */
export type BundleKind = 'good' | 'known' | 'repacked' | 'damaged' | 'none' | 'locked' | 'keyed';

/** The passphrase of the fake's encrypted bundle. */
export const bundlePassphrase = 'correct horse battery';

/** The check of an encrypted bundle that stays locked, with what was wrong, if anything. */
export function lockedTask(passphrase: boolean, tried: boolean): Work {
  const locked = { token: 'locked-1', file: `${file}.age`, passphrase };
  const why = tried ? fault('passphrase', 'That passphrase does not open it', 'It is another one, or the file was changed on its way.') : null;
  return { kind: 'verify-bundle', title: locked.file, total: events, steps: 2, end: () => ({ locked, fault: why }) };
}

export function bundleTask(kind: BundleKind, compared: { key: boolean; checkpoint: boolean }): Work {
  const title = kind === 'none' ? 'notes.txt' : file;
  return {
    kind: 'verify-bundle', title, total: events, steps: 3,
    end: () => kind === 'none'
      ? { fault: fault('not-bundle', 'notes.txt is no evidence bundle of Daybook', 'If it is an export of events, open an archive and import it there.') }
      : { bundle: verdictOf(kind, compared) },
  };
}

function verdictOf(kind: BundleKind, compared: { key: boolean; checkpoint: boolean }): BundleVerdict {
  const owner = 'with which this computer signs for the archive "Northwind 2026"';
  if (kind === 'damaged') return damaged();
  if (kind === 'known') return { ...good(compared), ok: true, signer: 'known', signedBy: owner, cautions: [], headline: `Whole. Signed by key d8d55e44, ${owner}` };
  if (kind === 'repacked') return { ...good(compared), ok: false, repacked: true, cautions: [caution, anotherZip], headline: 'Same contents, other zip. Signer not known: key d8d55e44' };
  return good(compared);
}

const nothing: BundleVerdict = {
  token: 'bundle-1', file, ok: false, whole: false, signer: 'unknown', signedBy: '', repacked: false, cautions: [], headline: '', problems: [], count: 0, advice: '', undecided: '', facts: [],
  shows: { head: 'What this shows', lines: [] }, showsNot: { head: 'What it cannot show', lines: [] },
  key: '', keyKnown: false, checkpoint: '', checkpointKnown: false, text: '',
};

const caution =
  'Nothing here says who signed this: anybody can make such a bundle anew, with other events and a key of their own. Compare the whole key with one that you got from elsewhere; its eight digits can be imitated.';

const anotherZip =
  'The contents are those that were signed, and the zip is another than the one that Daybook wrote: it was unpacked and zipped again, or what describes its files was changed.';

function headline(key: boolean, checkpoint: boolean) {
  if (key) return 'Whole. Signed by key d8d55e44, which you gave';
  return checkpoint ? 'Whole. Signed by key d8d55e44, which signed the checkpoint that you kept' : 'Whole. Signer not known: key d8d55e44';
}

function good({ key, checkpoint }: { key: boolean; checkpoint: boolean }): BundleVerdict {
  const by = key ? 'the key that you gave' : checkpoint ? 'the key which signed the checkpoint that you kept' : 'the key in the bundle';
  return {
    ...nothing, ok: key || checkpoint, whole: true, signer: key ? 'given' : checkpoint ? 'known' : 'unknown', signedBy: checkpoint && !key ? 'which signed the checkpoint that you kept' : '',
    cautions: key || checkpoint ? [] : [caution], headline: headline(key, checkpoint),
    key: key ? 'northwind.pub' : '', keyKnown: key, checkpoint: checkpoint ? 'Northwind 2026.checkpoint' : '', checkpointKnown: checkpoint,
    facts: [
      { name: 'Archive', text: 'Northwind 2026 (01k9c2m5v8x4j7q3n6t1r0w5ya)' },
      { name: 'Case', text: 'C-2026-017' },
      { name: 'Purpose', text: 'Quarterly access review' },
      { name: 'Recipient', text: 'Example & Partners LLP' },
      { name: 'Made', text: '2026-08-04 12:00:00 UTC by amelie, with daybook 0.9.0' },
      { name: 'Asked', text: 'events with “webhook” in any text' },
      { name: 'Counts', text: '45 in the bundle, 45 match, 5,000 in the archive' },
      { name: 'Root', text: '5f0c77e2b1d94a6688c3f2a90d17e6b45c8e21f0a3b7d694521f8a70c6ede91a, of a tree of 5,000 events' },
      { name: 'Key', text: 'daybook/01k9c2m5v8x4j7q3n6t1r0w5ya+d8d55e44+AbW0Qm8y3nY7w2oVx1kZt5cJfR9sLhP4uE6dGaTiNq8B' },
    ],
    shows: {
      ...nothing.shows,
      lines: [
        `Each of the 45 events is in the archive’s tree, whole and unchanged, as the checkpoint signed with ${by} says.`,
        'The manifest is signed with the same key, and every file is the one that it names: none was changed, removed or added.',
        ...(checkpoint ? ['The checkpoint of 4,000 events that you kept agrees: the tree begins with these, unchanged and in the same order, and has 1,000 more.'] : []),
      ],
    },
    showsNot: {
      ...nothing.showsNot,
      lines: [
        ...(key || checkpoint ? [] : ['Whose key it is: only the bundle vouches for its key. Compare the key with one that you got from elsewhere.']),
        checkpoint
          ? 'That the history was not rewritten, before the bundle was made, behind the first 4,000 events: the checkpoint that you kept reaches no further.'
          : 'That the history was not rewritten or set back before the bundle was made: whoever could use the key could have done so. Only a checkpoint that was kept elsewhere shows it.',
        'That no other event matched: the bundle has not every event of the archive. The counts are what Daybook counted and signed.',
        'That the exports which were imported were true and complete: their hashes are listed, so that they can be compared with the originals.',
      ],
    },
    text: `${headline(key, checkpoint)}.\n`,
  };
}

function damaged(): BundleVerdict {
  return {
    ...nothing, headline: 'Not verified: 2 problems', count: 2,
    problems: ['events.jsonl: event number 1812 ("evt_5a0d44c9e2b7") was changed', 'events.jsonl was changed: it has not the size and the SHA-256 of the manifest'],
    advice: 'Trust nothing in this bundle; ask for it again where it came from.', text: 'NOT VERIFIED: 2 problems.\n',
  };
}
