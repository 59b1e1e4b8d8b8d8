/** A verdict in words, the same as those of the program: backend/proof/verdict.go. */

import { names } from './bag';
import { fingerprint } from './fingerprint';
import type { Manifest, Omitted } from './manifest';
import { keyID } from './note';
import { count, plural } from '../../src/text/numbers';
import { timeText } from './time';
import { isComplete, isKnown, isRedacted, isWhole, type Found, type Kept } from './verdict';
import { visible } from './visible';

export const advice = 'Trust nothing in this bundle; ask for it again where it came from.';

/** The verdict in a few words, without a full stop. */
export function headline(found: Found): string {
  if (!isWhole(found)) return `Not verified: ${plural(found.count, 'problem')}`;
  const key = keyID(found.key);
  let head = isRedacted(found) ? 'Whole but for what is left out' : 'Whole';
  let made = ' in itself, as one made anew by anybody would be';
  if (found.unpacked || found.repacked) made = '';
  if (found.unpacked) head = 'Same contents, unpacked';
  else if (found.repacked) head = 'Same contents, other zip';
  switch (found.signer) {
    case 'given':
      return `${head}. Signed by key ${key}, which you gave`;
    case 'known':
      return `${head}. Signed by key ${key}, ${visible(found.owner)}`;
    case 'unknown':
      // Who made it comes before all that a stranger's bundle has, too.
      return `Signer not known: key ${key}. ${head}${made}`;
  }
}

/** What a reader must know before relying on a bundle without problems. */
export function cautions(found: Found): string[] {
  const words: string[] = [];
  if (!isWhole(found)) return words;
  if (!isKnown(found)) {
    words.push(
      'Nothing here says who signed this: anybody can make such a bundle anew, with other events and a key of their own. ' +
        'Compare the whole key, or the words of its fingerprint, with those that you got from elsewhere; its eight digits can be imitated.',
    );
  }
  if (found.unpacked) words.push('The contents are those that were signed, and this is a folder: the zip that Daybook wrote was unpacked.');
  else if (found.repacked) {
    words.push('The contents are those that were signed, and the zip is another than the one that Daybook wrote: it was unpacked and zipped again, or what describes its files was changed.');
  }
  return words;
}

/** What a bundle without problems proves, in this order: what was checked; that its parts
 * fit each other; what is left out; whose key signed; who cosigned; what it continues. */
export function proven(found: Found): string[] {
  if (!isWhole(found)) return [];
  const words = [
    `What was checked: each of the ${names.length} files of the bundle against one signed statement, ${plural(found.events, 'event')} against the archive’s tree of ${count(found.size)}, and what the manifest and the report say of them.`,
    `All parts fit each other: no file was changed, removed or added since the statement was signed. ${inTree(found)}`,
  ];
  if (found.manifest && isRedacted(found)) words.push(leftOutWords(found.manifest.left_out));
  words.push(signed(found));
  for (const { name, time, size } of found.cosigned) {
    const at = timeText(BigInt(time) * 1_000_000_000n).slice(0, 19).replace('T', ' ');
    const what = size < found.size ? `the first ${plural(size, 'event')} of the archive existed then as they are in its tree now` : 'the checkpoint existed then';
    words.push(`Cosigned by the witness ${visible(name)}, whose key you gave, at ${at} UTC: ${what}, and continued all that the witness had seen of the archive.`);
  }
  if (found.earlier > 0) {
    words.push(`It continues ${plural(found.earlier, 'earlier checkpoint')} of the archive that it names, the last of ${plural(found.continues, 'event')}, by proofs of its own.`);
  }
  if (found.kept) words.push(agreement(found.kept, found.size));
  return words;
}

function inTree(found: Found): string {
  if (found.events === 0 && found.size === 0) return 'The archive had never held an event.';
  if (found.events === 0) return 'The bundle has no event: that none matched is what Daybook counted and signed.';
  const words = isRedacted(found) ? 'Each event is in the tree, unchanged in what is shown of it.' : 'Each event is in the tree, whole and unchanged.';
  return isComplete(found) ? `${words} The bundle has every event that the archive held until then: none was left out.` : words;
}

/** How much is left out, of how many events. */
export function leftOutWords({ events, members, descriptions, details }: Omitted): string {
  const parts: string[] = [];
  if (members > 0) parts.push(`the member of ${count(members)}`);
  if (descriptions > 0) parts.push(`the description of ${count(descriptions)}`);
  if (details > 0) parts.push(`the details of ${count(details)}`);
  return `Parts of ${plural(events, 'event')} are left out: ${parts.join(', ')}. For each there is the commitment that the tree has, so that it can be shown later and be proved; all the rest is whole.`;
}

/** Which key signed, and what the reader can know of it. */
function signed({ key, signer, owner }: Found): string {
  const by = {
    given: ', which you gave.',
    known: `, ${visible(owner)}.`,
    unknown: ', which nothing but the bundle vouches for: anybody can make such a bundle anew, with other events and a key of their own.',
  }[signer];
  return `Signed with key ${keyID(key)}${by} Its fingerprint, to compare by telephone: ${fingerprint(key)}.`;
}

/** What the agreement of a bundle whose tree has that size means. */
function agreement(kept: Kept, size: number): string {
  const added = size - kept.size;
  let words = 'The checkpoint that you kept agrees: up to it, the history was not rewritten since.';
  if (added > 0 && kept.size === 0) words = 'The checkpoint that you kept is of no events: it shows nothing about those that were added since.';
  else if (added > 0) {
    words = `The checkpoint of ${plural(kept.size, 'event')} that you kept agrees: the tree begins with these, unchanged and in the same order, and has ${count(added)} more.`;
  }
  return kept.former ? `${words} It is signed with key ${kept.key}, which the archive had before, as the manifest says.` : words;
}

/** What it does not prove. */
export function unproven(found: Found): string[] {
  const words = notProven(found.manifest, { size: found.size, known: isKnown(found), kept: found.kept, complete: isComplete(found) });
  if (found.unpacked) words.push('That these files are from the zip that Daybook wrote, whose SHA-256 is in the journal of the archive: they are unpacked.');
  else if (found.repacked) {
    words.push('That this is the file that Daybook wrote, whose SHA-256 is in the journal of the archive: its files are whole, and another program put them in this zip.');
  }
  if (found.unordered) words.push('That the events are in the order that the manifest names: it depends on parts that are left out.');
  if (found.others > 0) words.push(`Who made ${plural(found.others, 'other signature')} on the checkpoint: give the key of the witness to have it checked.`);
  return words;
}

interface Known {
  size: number;
  known: boolean;
  kept: Kept | null;
  complete: boolean;
}

/** The limits of a bundle, in the same words everywhere. */
export function notProven(m: Manifest | null, { size, known, kept, complete }: Known): string[] {
  const words: string[] = [];
  const says = (ok: boolean | undefined, sentence: string) => {
    if (ok) words.push(sentence);
  };
  says(!known, 'Whose key it is: only the bundle vouches for its key. Compare the key with one that you got from elsewhere.');
  if (!kept || kept.size === 0) {
    words.push('That the history was not rewritten or set back before the bundle was made: whoever could use the key could have done so. Only a checkpoint that was kept elsewhere shows it.');
  } else if (kept.size < size) {
    words.push(`That the history was not rewritten, before the bundle was made, behind the first ${plural(kept.size, 'event')}: the checkpoint that you kept reaches no further.`);
  }
  const unread = m?.counts.unread ?? 0;
  says(kept?.journal, 'That the journal is still the one that the checkpoint was saved with: it is not in the bundle. Compare the checkpoint with the archive itself, in Daybook.');
  says(m !== null && m.journal.damage !== '', 'That it tells every purge and every hold: the journal of the archive was found damaged.');
  says((m?.journal.unwritten ?? '') !== '', 'That the journal of the archive has a line of this bundle: it has none, since the archive could only be read where the bundle was made.');
  says(unread > 0, `That these are all that matched: ${plural(unread, 'event')} of the archive could not be read when the bundle was made, and any of them may match.`);
  says(!complete, 'That no other event matched: the bundle has not every event of the archive. The counts are what Daybook counted and signed.');
  says(m?.left_out.query, 'That the events are what was asked for: the words of the query are left out, since they would tell what is left out of the events. Of the query, only its categories, actions, imports and times were compared.');
  says((m?.left_out.names ?? 0) > 0, 'That one name stands for one member: Member 1, Member 2 and so on are the word of whoever made the bundle. The members themselves are proved once they are shown.');
  words.push('That the exports which were imported were true and complete: their hashes are listed, so that they can be compared with the originals.');
  return words;
}

export interface Fact {
  name: string;
  text: string;
}

/** What a bundle says about itself, as it is written there; nothing that is empty. */
export function facts({ manifest: m, root, size, key }: Found): Fact[] {
  if (!m) return [];
  const unread = m.counts.unread ?? 0;
  const more = unread > 0 ? `, and ${plural(unread, 'event')} that could not be read and are in none of these numbers` : '';
  return [
    { name: 'Archive', text: `${m.archive.name} (${m.archive.id})` },
    { name: 'Case', text: m.case },
    { name: 'Purpose', text: m.purpose },
    { name: 'Recipient', text: m.recipient },
    { name: 'Made', text: `${m.made.utc.slice(0, 19).replace('T', ' ')} UTC by ${m.made.user}, with ${m.made.program}` },
    { name: 'Asked', text: m.asked.words },
    { name: 'Counts', text: `${count(m.counts.exported)} in the bundle, ${count(m.counts.matching)} match, ${count(m.counts.archive)} in the archive${more}` },
    { name: 'Root', text: `${root}, of a tree of ${plural(size, 'event')}` },
    { name: 'Key', text: key },
    { name: 'In words', text: fingerprint(key) },
  ].filter(({ text }) => text !== '');
}
