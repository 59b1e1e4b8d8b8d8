package proof

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// Verify checks an evidence bundle that is a zip of size bytes, trusting nothing in it:
// it has only the files of a bundle, in a zip as it was written; the statement is that of
// these files and the key in the bundle signed it, and the checkpoint; events.jsonl,
// activity.json and activity.csv have the same events in the same order; each event is a
// leaf of the checkpoint's tree, by the parts that are shown and the commitments of
// those that are left out; the tree continues the earlier trees that the bundle names; and
// the statements of the manifest and the report about the events are true.
//
// Problems are in the Verdict. The error comes from ctx or from r. Memory is 80 bytes
// for each event of events.jsonl and less than 256 MiB more, whatever the bundle
// says: see the bounds in bounds.go. Time is that of unpacking, with events.jsonl twice,
// and of some ten SHA-256 an event. progress, where not nil, is told of events read and
// of all.
func Verify(ctx context.Context, r io.ReaderAt, size int64, expected Expected, progress func(done, total int)) (*Verdict, error) {
	p, problems, err := openPacked(r, size)
	if err != nil {
		return nil, err
	}
	return verify(ctx, p, len(p.files), problems, expected, progress)
}

// VerifyFolder is Verify for a bundle that is unpacked, into that folder or into the one
// folder in it.
func VerifyFolder(ctx context.Context, files fs.FS, expected Expected, progress func(done, total int)) (*Verdict, error) {
	f, problems, err := openFolder(files)
	if err != nil {
		return nil, err
	}
	return verify(ctx, f, len(f.sizes), problems, expected, progress)
}

func verify(ctx context.Context, c contents, files int, problems []string, expected Expected, progress func(done, total int)) (*Verdict, error) {
	v := &verifier{ctx: ctx, bundle: c, expected: expected, progress: progress, sums: make(map[string]Listed)}
	v.verdict.Unpacked = c.isFolder()
	for _, problem := range problems {
		v.verdict.add("%s", problem)
	}
	if files > 0 {
		if err := v.verify(); err != nil {
			return nil, err
		}
	}
	if err := c.failed(); err != nil {
		return nil, err
	}
	return &v.verdict, nil
}

type verifier struct {
	ctx      context.Context
	bundle   contents
	expected Expected
	progress func(done, total int)
	verdict  Verdict

	key    note.Verifier
	tree   tree
	m      *Manifest
	proofs *proofs
	// earlier trees that the bundle's tree is proven to continue
	earlier   []integrity.Checkpoint
	witnessed witnessed
	sums      map[string]Listed // of the files that were read
	first     []event.Event     // for the report
}

func (v *verifier) verify() error {
	whole := v.verdict.Count == 0 // the zip
	own := make(map[string][]byte)
	for _, name := range []string{BagItName, InfoName, SumsName, StatementName, TagSumsName} {
		own[name] = v.small(name)
	}
	checkpoint, key, manifest := v.small(CheckpointName), v.small(KeyName), v.small(ManifestName)
	for _, name := range []string{HowToName, ReportName} {
		if err := v.summed(name); err != nil {
			return err
		}
	}
	v.checkKey(key)
	v.checkCheckpoint(checkpoint)
	v.checkManifest(manifest)
	if err := v.checkContainer(whole); err != nil {
		return err
	}
	if err := v.checkProofs(); err != nil {
		return err
	}
	if err := v.checkConsistency(); err != nil {
		return err
	}
	if err := v.checkEvents(); err != nil {
		return err
	}
	v.checkFiles()
	v.checkBag(own)
	v.checkReport()
	v.checkKept()
	v.neverOpened()
	v.checkWitnesses(string(checkpoint))
	return nil
}

// checkContainer compares the zip with the zip that was written, where it can be
// read, and where the time of writing is known.
func (v *verifier) checkContainer(whole bool) error {
	if !whole || v.m == nil {
		return nil
	}
	same, err := v.bundle.asWritten(v.m.Made.UTC)
	v.verdict.Repacked = !same
	return err
}

// checkBag makes the files of the bag itself again, and compares them.
func (v *verifier) checkBag(own map[string][]byte) {
	same := func(name, want string) {
		if own[name] != nil && string(own[name]) != want {
			v.verdict.add("%s was changed: it does not say what the other files say", name)
		}
	}
	same(BagItName, BagIt)
	if v.m == nil {
		return
	}
	bag := Bag{Made: v.m.Made.UTC, Archive: v.m.Archive.ID, Size: v.tree.size, Root: v.tree.root}
	for _, name := range DataNames {
		f, ok := v.sums[name]
		if !ok || f.SHA256 == "" {
			return // which was reported
		}
		bag.Files = append(bag.Files, f)
	}
	same(InfoName, bag.Info())
	same(SumsName, bag.Sums())
	if own[StatementName] == nil {
		return
	}
	same(TagSumsName, bag.TagSums(string(own[StatementName])))
	if v.key == nil || v.tree.origin == "" {
		return
	}
	for _, problem := range bag.check(string(own[StatementName]), v.key, v.verdict.Key) {
		v.verdict.add("%s", problem)
	}
}

// small reads a small file; it returns nil if the file cannot be read, and reports
// that.
func (v *verifier) small(name string) []byte {
	if !v.bundle.has(name) {
		return nil
	}
	data, err := whole(v.bundle, name)
	if err != nil {
		v.verdict.add("%s: %v", name, err)
		return nil
	}
	v.sums[name] = Listed{Name: name, Bytes: int64(len(data)), SHA256: event.Hash(sha256.Sum256(data)).String()}
	return data
}

// summed reads a file of which only size and sum are checked.
func (v *verifier) summed(name string) error {
	if !v.bundle.has(name) {
		return nil
	}
	return v.stream(name, func(io.Reader) error { return nil })
}

func (v *verifier) checkKey(text []byte) {
	if text == nil {
		return
	}
	line := strings.TrimSuffix(string(text), "\n")
	key, err := readKey(line)
	if err != nil || line+"\n" != string(text) {
		v.verdict.add("%s was changed: it is no public key of an archive", KeyName)
		return
	}
	v.key, v.verdict.Key, v.verdict.Signer = key, line, SignerUnknown
	if v.expected.Owner != nil {
		if owner := v.expected.Owner(line); owner != "" {
			v.verdict.Signer, v.verdict.Owner = SignerKnown, owner
		}
	}
	if v.expected.Key == "" {
		return
	}
	if strings.TrimSpace(v.expected.Key) != line {
		v.verdict.add("%s is not the key that you gave: somebody else signed this bundle", KeyName)
		return
	}
	v.verdict.KeyKnown, v.verdict.Signer, v.verdict.Owner = true, SignerGiven, ""
}

func (v *verifier) checkCheckpoint(signed []byte) {
	if signed == nil || v.key == nil {
		return
	}
	t, err := openCheckpoint(signed, v.key)
	if err != nil {
		v.verdict.add("%s: %v", CheckpointName, err)
		return
	}
	v.tree = t
	v.verdict.Size, v.verdict.Root = t.size, t.root.String()
}

func (v *verifier) checkManifest(data []byte) {
	if data == nil {
		return
	}
	m, err := decodeManifest(data)
	if err != nil {
		v.verdict.add("%s: %v", ManifestName, err)
	} else {
		v.m, v.verdict.Manifest = m, m
	}
	if m == nil || v.key == nil {
		return
	}
	says := func(ok bool, format string, args ...any) {
		if !ok {
			v.verdict.add(ManifestName+": "+format, args...)
		}
	}
	says(v.key.Name() == "daybook/"+m.Archive.ID, "it is about another archive than the key")
	says(m.Archive.Key == v.verdict.Key, "it names another key than %s", KeyName)
	if v.tree.origin != "" {
		says(m.Archive.TreeSize == v.tree.size && m.Archive.Root == v.tree.root.String(), "it is about another state of the archive than the checkpoint")
	}
	c := m.Counts
	says(c.Selected == c.Exported, "%d events were selected and %d exported", c.Selected, c.Exported)
	says(m.Asked.Selection == "chosen" || m.Asked.Selection == "all" && c.Matching == c.Exported, "%d events match and %d were exported", c.Matching, c.Exported)
	says(c.Unread >= 0 && int64(c.Unread) <= m.Archive.TreeSize-int64(c.Archive), "it says that %d events could not be read beside %d, and the tree has %d", c.Unread, c.Archive, m.Archive.TreeSize)
	says(c.Exported <= c.Archive && int64(c.Archive) <= m.Archive.TreeSize, "it has %d events of %d, and the tree %d", c.Exported, c.Archive, m.Archive.TreeSize)
	var names []string
	for _, f := range m.Files {
		names = append(names, f.Name)
	}
	says(m.Report == ReportVersion, "its report is of version %d, and this program knows version %d", m.Report, ReportVersion)
	says(slices.Equal(names, DataNames[:len(DataNames)-1]), "it does not name the files of a bundle")
}

func (v *verifier) checkProofs() error {
	if !v.bundle.has(ProofsName) || !v.bundle.has(EventsName) {
		return nil
	}
	events, err := v.countEvents()
	if err != nil {
		return err
	}
	return v.stream(ProofsName, func(r io.Reader) error {
		p, err := readProofs(v.ctx, r, events)
		if v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		v.proofs = p
		switch {
		case err != nil && !errors.Is(err, errUnpack):
			v.verdict.add("%s: %v", ProofsName, err)
		case err == nil && p.leads != p.root:
			v.verdict.add("%s: the hashes of the events do not lead to the root that it names: an event or a node was changed", ProofsName)
		}
		if p == nil {
			return nil
		}
		v.sums[ProofsName] = Listed{Events: len(p.numbers)}
		if v.tree.origin != "" && (p.size != v.tree.size || p.root != v.tree.root) {
			v.verdict.add("%s: it leads to another root than that of the checkpoint", ProofsName)
		}
		return nil
	})
}

// stream reads a large file to its end, and records its size and sum.
func (v *verifier) stream(name string, read func(io.Reader) error) error {
	s, err := v.follow(name)
	if err != nil {
		v.verdict.add("%s: %v", name, err)
		return nil
	}
	if err := read(s); err != nil {
		return err
	}
	return v.ended(s)
}

// A summed is a file of which size and hash are taken while it is read.
type summed struct {
	name string
	u    io.ReadCloser
	sum  interface {
		Sum(b []byte) []byte
		io.Writer
	}
	n int64
}

func (v *verifier) follow(name string) (*summed, error) {
	u, _, err := v.bundle.open(name)
	if err != nil {
		return nil, err
	}
	return &summed{name: name, u: u, sum: sha256.New()}, nil
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.u.Read(p)
	s.sum.Write(p[:n])
	s.n += int64(n)
	return n, err
}

// ended reads the rest of a file and records its sum, or reports why there is none.
func (v *verifier) ended(s *summed) error {
	defer s.u.Close()
	buf := make([]byte, readChunk)
	for {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		_, err := s.Read(buf)
		if err == io.EOF {
			break
		}
		if err != nil {
			v.verdict.add("%s: %v", s.name, err)
			return nil
		}
	}
	f := v.sums[s.name]
	f.Name, f.Bytes, f.SHA256 = s.name, s.n, fmt.Sprintf("%x", s.sum.Sum(nil))
	v.sums[s.name] = f
	return nil
}

// checkFiles compares the files with the manifest.
func (v *verifier) checkFiles() {
	if v.m == nil {
		return
	}
	for _, name := range DataNames {
		want, got := v.m.file(name), v.sums[name]
		if want == nil || got.SHA256 == "" {
			continue // already reported
		}
		switch {
		case got.Bytes != want.Bytes || got.SHA256 != want.SHA256:
			v.verdict.add("%s was changed: it has not the size and the SHA-256 of the manifest", name)
		case got.Events != want.Events:
			v.verdict.add("%s has %d events, the manifest says %d", name, got.Events, want.Events)
		}
	}
}

// checkReport makes the report again and compares it. If there are other problems, it
// reports nothing.
func (v *verifier) checkReport() {
	report := v.sums[ReportName]
	if !v.verdict.Whole() || report.SHA256 == "" || v.m == nil || v.m.Report != ReportVersion {
		return
	}
	m := *v.m
	m.Files = m.Files[:slices.Index(DataNames, ReportName)]
	sum := sha256.New()
	if err := RenderReport(sum, &m, v.first); err != nil || event.Hash(sum.Sum(nil)).String() != report.SHA256 {
		v.verdict.add("%s: it does not say what the manifest and the events say", ReportName)
	}
}
