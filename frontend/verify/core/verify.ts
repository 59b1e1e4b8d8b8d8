/**
 * Checks an evidence bundle, trusting nothing in it: it has only the files of a bundle, in
 * a zip as it was written; the statement is that of these files, and the key in the bundle
 * signed it, and the checkpoint; the three files of events have the same events in the
 * same order; each event is a leaf of the checkpoint's tree; the tree continues the earlier
 * trees that the bundle names; and what manifest and report say of the events is true.
 *
 * It is the page's form of backend/proof, and gives the same verdict on every vector.
 * Memory is some 80 bytes for each event, and that of the longest event.
 */

import { bagInfo, bagIt, dataNames, envelopeFault, statement, sums, tagSums, type Bag, type Sum } from './bag';
import { decode, equal, hex, type Bytes } from './bytes';
import { EventCheck, named } from './check';
import { whole, type Contents } from './contents';
import { CsvRecords, Follower, JsonRecords, maxCompared } from './follow';
import { running, sha256 } from './hash';
import { Damaged } from './inflate';
import { checkKept } from './kept';
import { NoEvent, readLine, shown, type Line } from './line';
import { isDamage, Lines, Malformed } from './lines';
import { mostBytes, readManifest, type Manifest } from './manifest';
import { cosignedAt, readVerifier, type Verifier } from './note';
import { openTree, type SignedTree } from './openTree';
import { quoted } from './quoted';
import { readConsistency, readProofs, sameTree, type Proofs, type Size } from './proofs';
import { renderReport } from './report';
import { readTime, timeText } from './time';
import { Verdict, type Expected } from './verdict';

/** Key and signatures have a few hundred bytes. */
const mostSigned = 64 << 10;
/** One event as a line: six texts, every byte of which is escaped in six. */
const mostLine = 36 * (1 << 20) + (4 << 10);
/** Less than any event takes as a line. */
const leastLine = 120;
const reportVersion = 3;

export type Progress = (done: number, total: number) => void;

export async function verify(contents: Contents, expected: Expected, progress: Progress = () => {}): Promise<Verdict> {
  const check = new Check(contents, expected, progress);
  check.verdict.unpacked = contents.folder;
  for (const problem of contents.problems) check.verdict.add(problem);
  if (contents.count > 0) await check.all();
  return check.verdict;
}

/** A file of which size and hash are taken while it is read. */
class Summed {
  bytes = 0;
  private hash = running();
  private fault: unknown = null;

  constructor(readonly name: string, private chunks: AsyncIterator<Bytes>, private read: (bytes: number) => void) {}

  [Symbol.asyncIterator](): AsyncIterator<Bytes> {
    return { next: () => this.next() };
  }

  async next(): Promise<IteratorResult<Bytes>> {
    // A generator that has failed says at the next call that it is at its end.
    if (this.fault !== null) throw this.fault;
    try {
      const result = await this.chunks.next();
      if (!result.done) {
        this.hash.update(result.value);
        this.bytes += result.value.length;
        this.read(result.value.length);
      }
      return result;
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }

  sha256(): string {
    return hex(this.hash.digest());
  }
}

/** When the bundle was made, in UTC. */
function utc({ made }: Manifest): string {
  const time = readTime(made.utc);
  return typeof time === 'bigint' ? timeText(time) : made.utc;
}

interface FileSum extends Sum {
  events: number;
}

class Check {
  verdict = new Verdict();
  private key: Verifier | null = null;
  private tree: SignedTree | null = null;
  private manifest: Manifest | null = null;
  private proofs: Proofs | null = null;
  private earlier: Size[] = [];
  private sums = new Map<string, FileSum>();
  private events: EventCheck | null = null;
  private done = 0;
  private total: number;

  constructor(private contents: Contents, private expected: Expected, private progress: Progress) {
    this.total = dataNames.reduce((sum, name) => sum + contents.size(name), 0);
  }

  private add(name: string, problem: string) {
    this.verdict.add(`${name}: ${problem}`);
  }

  private told = (bytes: number) => {
    this.done += bytes;
    this.progress(this.done, this.total);
  };

  async all() {
    const container = this.verdict.count === 0;
    const own = new Map<string, Bytes | null>();
    for (const name of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'statement.dsse.json', 'tagmanifest-sha256.txt']) own.set(name, await this.small(name));
    const [checkpoint, key, manifest] = [await this.small('checkpoint'), await this.small('key.pub'), await this.small('manifest.json')];
    for (const name of ['HOW-TO-VERIFY.txt', 'report.html']) if (this.contents.has(name)) await this.ended(this.summed(name));
    if (key) this.checkKey(key);
    if (checkpoint && this.key) this.checkCheckpoint(checkpoint, this.key);
    if (manifest) this.checkManifest(manifest);
    if (container && this.manifest) this.verdict.repacked = !(await this.contents.asWritten(utc(this.manifest)));
    await this.checkProofs();
    await this.checkConsistency();
    await this.checkEvents();
    this.checkFiles();
    this.checkBag(own);
    this.checkReport();
    if (this.key && this.tree) {
      checkKept(this.verdict, this.expected.checkpoint, { key: this.key, tree: this.tree, manifest: this.manifest, earlier: this.earlier });
      this.checkWitnesses(checkpoint);
    }
  }

  private async small(name: string): Promise<Bytes | null> {
    if (!this.contents.has(name)) return null;
    try {
      const data = await whole(this.contents, name, name === 'manifest.json' ? mostBytes : mostSigned);
      this.sums.set(name, { name, bytes: data.length, sha256: hex(sha256(data)), events: 0 });
      if (dataNames.includes(name)) this.told(data.length);
      return data;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.add(name, error.message);
      return null;
    }
  }

  private summed(name: string): Summed {
    return new Summed(name, this.contents.open(name)[Symbol.asyncIterator](), this.told);
  }

  /** Reads the rest of a file and records its sum, or says why there is none. */
  private async ended(file: Summed, events = 0) {
    try {
      while (!(await file.next()).done);
      this.sums.set(file.name, { name: file.name, bytes: file.bytes, sha256: file.sha256(), events });
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.add(file.name, error.message);
    }
  }

  private checkKey(bytes: Bytes) {
    const { verdict, expected } = this;
    const text = decode(bytes) ?? '';
    const line = text.replace(/\n$/, '');
    const key = readVerifier(line);
    if (!key || key.witness || `${line}\n` !== text) {
      verdict.add('key.pub was changed: it is no public key of an archive');
      return;
    }
    this.key = key;
    verdict.key = line;
    if (expected.key === '') return;
    if (expected.key.trim() !== line) verdict.add('key.pub is not the key that you gave: somebody else signed this bundle');
    else verdict.signer = 'given';
  }

  private checkCheckpoint(bytes: Bytes, key: Verifier) {
    const tree = openTree(bytes, key);
    if (typeof tree === 'string') {
      this.add('checkpoint', tree);
      return;
    }
    this.tree = tree;
    this.verdict.size = tree.size;
    this.verdict.root = hex(tree.root);
  }

  private checkManifest(bytes: Bytes) {
    let manifest: Manifest;
    try {
      manifest = readManifest(bytes);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.add('manifest.json', error.message);
      return;
    }
    this.manifest = manifest;
    this.verdict.manifest = manifest;
    if (!this.key) return;
    const says = (ok: boolean, problem: string) => {
      if (!ok) this.add('manifest.json', problem);
    };
    const { archive, counts: c, asked, files } = manifest;
    says(this.key.name === `daybook/${archive.id}`, 'it is about another archive than the key');
    says(archive.key === this.verdict.key, 'it names another key than key.pub');
    if (this.tree) says(archive.tree_size === this.tree.size && archive.root === hex(this.tree.root), 'it is about another state of the archive than the checkpoint');
    const unread = c.unread ?? 0;
    says(c.selected === c.exported, `${c.selected} events were selected and ${c.exported} exported`);
    says(asked.selection === 'chosen' || (asked.selection === 'all' && c.matching === c.exported), `${c.matching} events match and ${c.exported} were exported`);
    says(unread >= 0 && unread <= archive.tree_size - c.archive, `it says that ${unread} events could not be read beside ${c.archive}, and the tree has ${archive.tree_size}`);
    says(c.exported <= c.archive && c.archive <= archive.tree_size, `it has ${c.exported} events of ${c.archive}, and the tree ${archive.tree_size}`);
    says(manifest.report_version === reportVersion, `its report is of version ${manifest.report_version}, and this program knows version ${reportVersion}`);
    says((files ?? []).map((file) => file.name).join('\n') === dataNames.slice(0, -1).join('\n'), 'it does not name the files of a bundle');
  }

  private async checkProofs() {
    if (!this.contents.has('proofs') || !this.contents.has('events.jsonl')) return;
    const file = this.summed('proofs');
    const most = Math.floor(this.contents.size('events.jsonl') / leastLine);
    let fits = true;
    try {
      this.proofs = await readProofs(new Lines(file, mostSigned), most, (problem) => {
        fits = false;
        this.add('proofs', problem);
      });
    } catch (error) {
      if (error instanceof Malformed) this.add('proofs', error.message);
      else if (!isDamage(error)) throw error;
    }
    const { proofs, tree } = this;
    if (proofs && fits && proofs.leads && !equal(proofs.leads, proofs.root)) {
      this.add('proofs', 'the hashes of the events do not lead to the root that it names: an event or a node was changed');
    }
    if (proofs && tree && !sameTree(proofs, tree)) this.add('proofs', 'it leads to another root than that of the checkpoint');
    await this.ended(file, proofs?.numbers.length);
  }

  private async checkConsistency() {
    if (!this.contents.has('consistency')) return;
    const file = this.summed('consistency');
    try {
      const { now, earlier } = await readConsistency(new Lines(file, mostSigned));
      if (this.tree && !sameTree(now, this.tree)) this.add('consistency', 'it is about another tree than the checkpoint');
      else {
        this.earlier = earlier;
        this.verdict.earlier = earlier.length;
        this.verdict.continues = earlier.at(-1)?.size ?? 0;
      }
    } catch (error) {
      if (error instanceof Malformed) this.add('consistency', error.message);
      else if (!isDamage(error)) throw error;
    }
    await this.ended(file);
  }

  private async checkEvents() {
    if (!this.contents.has('events.jsonl')) return;
    const files = ['activity.json', 'activity.csv'].filter((name) => this.contents.has(name)).map((name) => {
      const file = this.summed(name);
      const records = name === 'activity.json' ? new JsonRecords() : new CsvRecords();
      return { file, follower: new Follower(records, new Lines(file, maxCompared), (problem) => this.add(name, problem), quoted) };
    });
    const events = this.summed('events.jsonl');
    const n = await this.readEvents(events, files.map(({ follower }) => follower));
    await this.ended(events, n);
    for (const { file, follower } of files) await this.ended(file, follower.n);
  }

  private async readEvents(file: Summed, followers: readonly Follower[]): Promise<number> {
    const check = new EventCheck(this.verdict, this.manifest, this.proofs);
    this.events = check;
    const lines = new Lines(file, mostLine);
    let n = 0;
    for (;;) {
      let line: Line;
      try {
        if (lines.peek() === undefined && !lines.ended) {
          await lines.fill();
          continue;
        }
        const text = lines.take();
        if (text === undefined) break;
        line = readLine(text);
      } catch (error) {
        // What is damaged ends the file, and is reported at its end.
        if (isDamage(error)) return n;
        if (!(error instanceof Malformed) && !(error instanceof NoEvent)) throw error;
        this.add('events.jsonl', `line ${n + 1} was changed: ${error.message}`);
        for (const follower of followers) follower.lost = true;
        return n;
      }
      n++;
      const fields = shown(line);
      check.event(line, fields);
      for (const follower of followers) {
        const waits = follower.event(fields, () => named(line));
        if (waits) await waits;
      }
    }
    this.verdict.events = n;
    check.end();
    for (const follower of followers) await follower.end(check.wide);
    return n;
  }

  /** Compares the files with the manifest. */
  private checkFiles() {
    for (const want of this.manifest?.files ?? []) {
      const got = dataNames.includes(want.name) ? this.sums.get(want.name) : undefined;
      if (!got) continue;
      if (got.bytes !== want.bytes || got.sha256 !== want.sha256) this.verdict.add(`${want.name} was changed: it has not the size and the SHA-256 of the manifest`);
      else if (got.events !== want.events) this.verdict.add(`${want.name} has ${got.events} events, the manifest says ${want.events}`);
    }
  }

  /** Makes the files of the bag itself again, and compares them. */
  private checkBag(own: ReadonlyMap<string, Bytes | null>) {
    const { manifest, tree, key, verdict } = this;
    const same = (name: string, want: string) => {
      const bytes = own.get(name);
      if (bytes && decode(bytes) !== want) verdict.add(`${name} was changed: it does not say what the other files say`);
    };
    same('bagit.txt', bagIt);
    const files = dataNames.flatMap((name) => this.sums.get(name) ?? []);
    if (!manifest || files.length < dataNames.length) return;
    const bag: Bag = { made: utc(manifest), archive: manifest.archive.id, tree: tree ?? { size: 0, root: new Uint8Array(32) }, files };
    same('bag-info.txt', bagInfo(bag));
    same('manifest-sha256.txt', sums(files));
    const bytes = own.get('statement.dsse.json');
    if (!bytes) return;
    const envelope = decode(bytes) ?? '';
    same('tagmanifest-sha256.txt', tagSums(bag, envelope));
    if (!key || !tree) return;
    const fault = envelopeFault(envelope, statement(bag), key, verdict.key);
    if (fault !== '') this.add('statement.dsse.json', fault);
  }

  /** Makes the report again and compares it, where there is no other problem. */
  private checkReport() {
    const { manifest, verdict } = this;
    const report = this.sums.get('report.html');
    if (verdict.count > 0 || !report || manifest?.report_version !== reportVersion) return;
    const files = (manifest.files ?? []).slice(0, dataNames.indexOf('report.html'));
    if (renderReport({ ...manifest, files }, this.events?.first ?? []) !== report.sha256) this.add('report.html', 'it does not say what the manifest and the events say');
  }

  private checkWitnesses(bytes: Bytes | null) {
    const { key, tree } = this;
    const known = this.expected.witnesses.map((text) => readVerifier(text.trim())).filter((witness) => witness?.witness);
    if (known.length < this.expected.witnesses.length) this.verdict.add('the key of a witness that you gave: it is none');
    if (!bytes || !key || !tree) return;
    const seen = new Set<string>();
    const others = new Set<string>();
    for (const signature of tree.signatures) {
      const id = `${signature.name} ${signature.id}`;
      if (signature.name === key.name && signature.id === key.id) continue;
      const witness = known.find((one) => one?.name === signature.name && one.id === signature.id);
      if (!witness) others.add(`${id} ${signature.base64}`);
      if (!witness || seen.has(id)) continue;
      seen.add(id);
      const time = cosignedAt(witness, tree.text, signature);
      if (time === null) {
        this.add('checkpoint', `not cosigned by the witness that it names: ${quoted(signature.name)}, key ${signature.id}`);
        return;
      }
      this.verdict.cosigned.push({ name: signature.name, time });
    }
    this.verdict.others = others.size;
  }
}
