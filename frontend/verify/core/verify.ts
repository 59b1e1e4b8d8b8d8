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

import { bagInfo, bagIt, dataNames, envelopeFaults, sums, tagSums, type Bag } from './bag';
import { decode, equal, hex, type Bytes } from './bytes';
import type { EventCheck } from './check';
import type { Contents } from './contents';
import { checkWitnesses } from './cosigned';
import { checkEvents } from './events';
import { Files, type Elsewhere, type Progress } from './files';
import { checkKept } from './kept';
import { isDamage, Lines, Malformed } from './lines';
import { readManifest, type Manifest } from './manifest';
import { readVerifier, type Verifier } from './note';
import { openTree, type SignedTree } from './openTree';
import { readConsistency, readProofs, sameTree, type Proofs, type Size, type Witnessed } from './proofs';
import { renderReport } from './report';
import { readTime, timeText } from './time';
import { Verdict, type Expected } from './verdict';

/** A line of hashes has less than 200 bytes. */
const mostLine = 4 << 10;
/** Less than any event takes as a line. */
const leastLine = 120;
const reportVersion = 3;

export async function verify(contents: Contents, expected: Expected, progress: Progress = () => {}, elsewhere: Elsewhere | null = null): Promise<Verdict> {
  const check = new Check(contents, expected, progress, elsewhere);
  check.verdict.unpacked = contents.folder;
  for (const problem of contents.problems) check.verdict.add(problem);
  if (contents.count > 0) await check.all();
  return check.verdict;
}

/** When the bundle was made, in UTC. */
function utc({ made }: Manifest): string {
  const time = readTime(made.utc);
  return typeof time === 'bigint' ? timeText(time) : made.utc;
}

class Check {
  verdict = new Verdict();
  private key: Verifier | null = null;
  private tree: SignedTree | null = null;
  private manifest: Manifest | null = null;
  private proofs: Proofs | null = null;
  private earlier: Size[] = [];
  private witnessed: Witnessed | null = null;
  private events: EventCheck | null = null;
  private files: Files;

  constructor(private contents: Contents, private expected: Expected, progress: Progress, private elsewhere: Elsewhere | null) {
    this.files = new Files(contents, this.verdict, progress, elsewhere);
  }

  private add(name: string, problem: string) {
    this.verdict.add(`${name}: ${problem}`);
  }

  async all() {
    const container = this.verdict.count === 0;
    const own = new Map<string, Bytes | null>();
    for (const name of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'statement.dsse.json', 'tagmanifest-sha256.txt']) own.set(name, await this.files.small(name));
    const [checkpoint, key, manifest] = [await this.files.small('checkpoint'), await this.files.small('key.pub'), await this.files.small('manifest.json')];
    for (const name of ['HOW-TO-VERIFY.txt', 'report.html']) if (this.files.has(name)) await this.files.ended(this.files.open(name));
    if (key) this.checkKey(key);
    if (checkpoint && this.key) this.checkCheckpoint(checkpoint, this.key);
    if (manifest) this.checkManifest(manifest);
    if (container && this.manifest) this.verdict.repacked = !(await this.contents.asWritten(utc(this.manifest)));
    await this.checkProofs();
    await this.checkConsistency();
    this.events = await checkEvents({ files: this.files, verdict: this.verdict, manifest: this.manifest, proofs: this.proofs, elsewhere: this.elsewhere });
    this.checkFiles();
    this.checkBag(own);
    this.checkReport();
    if (this.key && this.tree) {
      checkKept(this.verdict, this.expected.checkpoint, { key: this.key, tree: this.tree, manifest: this.manifest, earlier: this.earlier });
      checkWitnesses(this.verdict, this.expected.witnesses, { key: this.key, tree: this.tree, manifest: this.manifest, witnessed: this.witnessed });
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
    says(files.map((file) => file.name).join('\n') === dataNames.slice(0, -1).join('\n'), 'it does not name the files of a bundle');
  }

  private async checkProofs() {
    if (!this.files.has('proofs') || !this.files.has('events.jsonl')) return;
    const file = this.files.open('proofs');
    const most = Math.floor(this.files.size('events.jsonl') / leastLine);
    let fits = true;
    try {
      this.proofs = await readProofs(new Lines(file, mostLine), most, (problem) => {
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
    await this.files.ended(file, proofs?.numbers.length);
  }

  private async checkConsistency() {
    if (!this.files.has('consistency')) return;
    const file = this.files.open('consistency');
    try {
      const { now, earlier, witnessed } = await readConsistency(new Lines(file, mostLine));
      if (this.tree && !sameTree(now, this.tree)) this.add('consistency', 'it is about another tree than the checkpoint');
      else {
        this.earlier = earlier;
        this.witnessed = witnessed;
        this.verdict.earlier = earlier.length;
        this.verdict.continues = earlier.at(-1)?.size ?? 0;
      }
    } catch (error) {
      if (error instanceof Malformed) this.add('consistency', error.message);
      else if (!isDamage(error)) throw error;
    }
    await this.files.ended(file);
  }

  /** Compares the files with the manifest. */
  private checkFiles() {
    for (const want of this.manifest?.files ?? []) {
      const got = dataNames.includes(want.name) ? this.files.sums.get(want.name) : undefined;
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
    const files = dataNames.flatMap((name) => this.files.sums.get(name) ?? []);
    if (!manifest || files.length < dataNames.length) return;
    const bag: Bag = { made: utc(manifest), archive: manifest.archive.id, tree: tree ?? { size: 0, root: new Uint8Array(32) }, files };
    same('bag-info.txt', bagInfo(bag));
    same('manifest-sha256.txt', sums(files));
    const bytes = own.get('statement.dsse.json');
    if (!bytes) return;
    const envelope = decode(bytes) ?? '';
    same('tagmanifest-sha256.txt', tagSums(bag, envelope));
    if (!key || !tree) return;
    for (const problem of envelopeFaults(bag, envelope, key, verdict.key)) verdict.add(problem);
  }

  /** Makes the report again and compares it, where there is no other problem. */
  private checkReport() {
    const { manifest, verdict } = this;
    const report = this.files.sums.get('report.html');
    if (verdict.count > 0 || !report || manifest?.report_version !== reportVersion) return;
    const files = manifest.files.slice(0, dataNames.indexOf('report.html'));
    if (renderReport({ ...manifest, files }, this.events?.first ?? []) !== report.sha256) this.add('report.html', 'it does not say what the manifest and the events say');
  }
}
