package export

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// VerifyBundle checks an evidence bundle of size bytes, trusting nothing in it: the
// zip has only the files of a bundle, and is byte for byte the zip that WriteBundle
// made around them; key, checkpoint and manifest are signed as they must be; each
// file has the hash in the manifest; events.jsonl, activity.json and activity.csv
// have the same events in the same order; each event is a leaf of the checkpoint's
// tree, which continues the earlier trees that the bundle names; and the statements
// of the manifest and the report about the events are true.
//
// Problems are in the Verdict. The error comes from ctx or from r. Memory is 80 bytes
// for each event of events.jsonl and less than 256 MiB more, whatever the bundle
// says: see the bounds in bundle_bounds.go. Time is that of unpacking, with
// events.jsonl twice, and of some four SHA-256 an event. progress, where not nil, is
// told of events read and of all.
func VerifyBundle(ctx context.Context, r io.ReaderAt, size int64, expected Expected, progress func(done, total int)) (*Verdict, error) {
	v := &verifier{ctx: ctx, expected: expected, progress: progress, sums: make(map[string]Listed)}
	p, problems, err := openPacked(r, size)
	if err != nil {
		return nil, err
	}
	v.packed = p
	for _, problem := range problems {
		v.verdict.add("%s", problem)
	}
	if len(p.files) > 0 {
		if err := v.verify(); err != nil {
			return nil, err
		}
	}
	if src, ok := p.r.(*sourceErrors); ok && src.err != nil {
		return nil, src.err
	}
	return &v.verdict, nil
}

type verifier struct {
	ctx      context.Context
	packed   *packed
	expected Expected
	progress func(done, total int)
	verdict  Verdict

	key    note.Verifier
	tree   tree
	m      *Manifest
	proofs *proofs
	// earlier trees that the bundle's tree is proven to continue
	earlier []integrity.Checkpoint
	sums    map[string]Listed // of the files that were read
	first   []event.Event     // for the report
}

func (v *verifier) verify() error {
	whole := v.verdict.Count == 0 // the zip
	checkpoint, key := v.small(checkpointName), v.small(keyName)
	manifest, signature := v.small(manifestName), v.small(signatureName)
	for _, name := range []string{howToName, reportName} {
		if err := v.summed(name); err != nil {
			return err
		}
	}
	v.checkKey(key)
	v.checkCheckpoint(checkpoint)
	v.checkManifest(manifest, signature)
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
	v.checkReport()
	v.checkKept()
	return nil
}

// checkContainer compares the zip with the zip that was written, where it can be
// read, and where the time of writing is known.
func (v *verifier) checkContainer(whole bool) error {
	v.verdict.Repacked = v.packed.again
	if !whole || v.m == nil || v.packed.again {
		return nil
	}
	same, err := v.packed.asWritten(v.m.Made.UTC)
	v.verdict.Repacked = !same
	return err
}

// small reads a small file; it returns nil if the file cannot be read, and reports
// that.
func (v *verifier) small(name string) []byte {
	if v.packed.files[name] == nil {
		return nil
	}
	data, err := v.packed.whole(name)
	if err != nil {
		v.verdict.add("%s: %v", name, err)
		return nil
	}
	v.sums[name] = Listed{Name: name, Bytes: int64(len(data)), SHA256: event.Hash(sha256.Sum256(data)).String()}
	return data
}

// summed reads a file of which only size and sum are checked.
func (v *verifier) summed(name string) error {
	if v.packed.files[name] == nil {
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
		v.verdict.add("%s was changed: it is no public key of an archive", keyName)
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
		v.verdict.add("%s is not the key that you gave: somebody else signed this bundle", keyName)
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
		v.verdict.add("%s: %v", checkpointName, err)
		return
	}
	v.tree = t
	v.verdict.Size, v.verdict.Root = t.size, t.root.String()
}

func (v *verifier) checkManifest(data, signature []byte) {
	if data == nil {
		return
	}
	m, err := decodeManifest(data)
	if err != nil {
		v.verdict.add("%s: %v", manifestName, err)
	} else {
		v.m, v.verdict.Manifest = m, m
	}
	if v.key == nil || signature == nil {
		return
	}
	text, err := openNote(signature, v.key)
	switch {
	case err != nil:
		v.verdict.add("%s: %v", signatureName, err)
	case m != nil && text != manifestNote(m, sha256.Sum256(data)):
		v.verdict.add("%s was changed: it is not the one that was signed", manifestName)
	}
	if m == nil {
		return
	}
	says := func(ok bool, format string, args ...any) {
		if !ok {
			v.verdict.add(manifestName+": "+format, args...)
		}
	}
	says(v.key.Name() == "daybook/"+m.Archive.ID, "it is about another archive than the key")
	says(m.Archive.Key == v.verdict.Key, "it names another key than %s", keyName)
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
	says(slices.Equal(names, bundleNames[:len(bundleNames)-2]), "it does not name the files of a bundle")
}

func (v *verifier) checkProofs() error {
	if v.packed.files[proofsName] == nil || v.packed.files[eventsName] == nil {
		return nil
	}
	events, err := v.countEvents()
	if err != nil {
		return err
	}
	return v.stream(proofsName, func(r io.Reader) error {
		p, err := readProofs(v.ctx, r, events)
		if v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		v.proofs = p
		switch {
		case err != nil && !errors.Is(err, errUnpack):
			v.verdict.add("%s: %v", proofsName, err)
		case err == nil && p.leads != p.root:
			v.verdict.add("%s: the hashes of the events do not lead to the root that it names: an event or a node was changed", proofsName)
		}
		if p == nil {
			return nil
		}
		v.sums[proofsName] = Listed{Events: len(p.numbers)}
		if v.tree.origin != "" && (p.size != v.tree.size || p.root != v.tree.root) {
			v.verdict.add("%s: it leads to another root than that of the checkpoint", proofsName)
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
	u    *unpacker
	sum  interface {
		Sum(b []byte) []byte
		io.Writer
	}
	n int64
}

func (v *verifier) follow(name string) (*summed, error) {
	u, err := v.packed.open(name)
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
	for _, name := range bundleNames {
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
	report := v.sums[reportName]
	if !v.verdict.Whole() || report.SHA256 == "" || v.m == nil || v.m.Report < 1 || v.m.Report > reportVersion {
		return
	}
	m := *v.m
	m.Files = m.Files[:slices.Index(bundleNames, reportName)]
	sum := sha256.New()
	if err := renderReport(sum, &m, v.first); err != nil || event.Hash(sum.Sum(nil)).String() != report.SHA256 {
		v.verdict.add("%s: it does not say what the manifest and the events say", reportName)
	}
}
