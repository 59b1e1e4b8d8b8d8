package export

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"context"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/proof"
)

// The format of an evidence bundle is that of package proof.

//go:embed HOW-TO-VERIFY.txt
var howTo string

// A Leaf is an event with its salt, and its number in the tree, which is its sequence
// number.
type Leaf struct {
	Number int64
	Event  event.Event
	Salt   event.Salt
}

// A Bundle holds everything from which an evidence bundle is made.
type Bundle struct {
	// Manifest holds the facts that are known before anything is written: all
	// except Files, Counts.Exported, Exported, LeftOut, the Exported of each import, and
	// which of the imports occur. What a Redaction leaves out of it, the writer finds.
	Manifest proof.Manifest
	// Events is iterated three times, and up to six times for a redacted bundle, and must
	// yield the same events each time. Without events, a bundle proves the state of
	// the archive alone.
	Events    iter.Seq2[Leaf, error]
	Redaction Redaction
	// Hashes are the hashes of the checkpoint's tree.
	Hashes tlog.HashReader
	// Earlier are the checkpoints before, the smallest first. The last proof.MaxEarlier
	// of them go into the bundle.
	Earlier    []integrity.Checkpoint
	Checkpoint string // a signed note, perhaps with cosignatures
	// Witnessed is the signed note of an earlier checkpoint that witnesses cosigned, "" for
	// none. It goes into the bundle with the proof that the tree continues it.
	Witnessed string
	Key       string // a note's verifier key
	// SignPayload signs a payload as integrity.Signer does, with that key.
	SignPayload func(payloadType string, payload []byte) ([]byte, error)
	// Encrypt, where not nil, encrypts the file that BundleFile writes: what is written to
	// the result goes to w, encrypted, and is complete when that is closed. open then reads
	// it back from the encrypted file.
	Encrypt func(w io.Writer) (plain io.WriteCloser, open Opener, err error)
	// Appears, where not nil, is called by BundleFile as by RecordedFile.
	Appears func(Output) error
	// Progress, where not nil, is told how much of the work is done.
	Progress func(done, total int)
}

// An Opener reads an encrypted file of size bytes, and returns its plain text and the size
// of that.
type Opener func(r io.ReaderAt, size int64) (plain io.ReaderAt, plainSize int64, err error)

// BundleFile writes an evidence bundle in the way of RecordedFile, and verifies it
// before it appears. If it is encrypted, its plain text is never on the disk: it is verified
// as the encrypted file gives it back. Memory is 80 bytes an event at most, and that of the
// longest event; for a redacted bundle, that of the distinct members and descriptions which
// are left out, too.
func BundleFile(ctx context.Context, path string, b Bundle) (Output, error) {
	tell := b.Progress
	if tell == nil {
		tell = func(int, int) {}
	}
	b.Progress = func(done, total int) { tell(done, total+total/3) } // reading it back is another third
	var sum event.Hash
	appears := b.Appears
	if b.Encrypt != nil && appears != nil {
		appears = func(o Output) error {
			o.Plain = sum
			return b.Appears(o)
		}
	}
	done, err := toFile(path, appears, func(f *os.File) (int, error) {
		m, open, err := writePacked(ctx, f, &b, &sum)
		if err != nil {
			return 0, err
		}
		size, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return 0, err
		}
		plain, size, err := open(f, size)
		if err != nil {
			return 0, err
		}
		verdict, err := proof.Verify(ctx, plain, size, proof.Expected{}, func(done, total int) { tell(3*total+done, 4*total) })
		if err != nil {
			return 0, err
		}
		if !verdict.Whole() {
			return 0, fmt.Errorf("what was written does not verify: %s", verdict.Problems[0])
		}
		if verdict.Repacked {
			return 0, errors.New("what was written does not verify: the zip is not as it was meant to be")
		}
		return m.Counts.Exported, nil
	})
	done.Plain = sum
	return done, err
}

// writePacked writes the zip to f, encrypted where that is asked for; sum is then that of
// the zip.
func writePacked(ctx context.Context, f *os.File, b *Bundle, sum *event.Hash) (*proof.Manifest, Opener, error) {
	w := bufio.NewWriterSize(f, chunk)
	if b.Encrypt == nil {
		m, err := WriteBundle(ctx, w, *b)
		if err == nil {
			err = w.Flush()
		}
		return m, func(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) { return r, size, nil }, err
	}
	plain, open, err := b.Encrypt(w)
	if err != nil {
		return nil, nil, err
	}
	h := sha256.New()
	m, err := WriteBundle(ctx, io.MultiWriter(plain, h), *b)
	if err == nil {
		err = plain.Close()
	}
	if err == nil {
		err = w.Flush()
	}
	h.Sum(sum[:0])
	return m, open, err
}

// WriteBundle writes an evidence bundle and returns its manifest. The first error
// of w, of the events or of the tree ends it and is returned as it is; the output
// is then not a bundle. The same Bundle gives the same bytes.
func WriteBundle(ctx context.Context, w io.Writer, b Bundle) (*proof.Manifest, error) {
	m := b.Manifest
	m.Format, m.Version, m.Report = proof.BundleFormat, proof.BundleVersion, proof.ReportVersion
	m.Files, m.LeftOut = nil, proof.Omitted{}
	imports := seenImports(m.Imports)
	m.Bound()
	red, err := newRedactor(ctx, &b, &m)
	if err != nil {
		return nil, err
	}
	bw := &bundleWriter{ctx: ctx, zip: zip.NewWriter(w), at: m.Made.UTC, m: &m, progress: b.Progress}
	deflate, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	bw.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return newWary(w, deflate), nil })
	if err := bw.text(proof.BagItName, proof.BagIt); err != nil {
		return nil, err
	}
	lines, seen := red.lines(b.Events), newSeen(imports)
	if err := bw.events(proof.EventsName, counting(lines, seen), &linesFormat{}); err != nil {
		return nil, err
	}
	seen.describe(&m)
	red.describe(&m, seen.touched)
	if err := bw.events(proof.JSONName, lines, shown{jsonFormat{}}); err != nil {
		return nil, err
	}
	if err := bw.events(proof.CSVName, lines, shown{&csvFormat{mark: seen.wide}}); err != nil {
		return nil, err
	}
	slices.Sort(seen.numbers)
	err = bw.file(proof.ProofsName, m.Counts.Exported, func(w io.Writer) error {
		return writeProofs(ctx, w, m.Archive.TreeSize, seen.numbers, b.Hashes)
	})
	if err != nil {
		return nil, err
	}
	err = bw.file(proof.ConsistencyName, 0, func(w io.Writer) error {
		return writeConsistency(ctx, w, m.Archive.TreeSize, &b)
	})
	if err != nil {
		return nil, err
	}
	for _, f := range []struct{ name, text string }{{proof.CheckpointName, b.Checkpoint}, {proof.KeyName, b.Key + "\n"}, {proof.HowToName, howTo}} {
		if err := bw.text(f.name, f.text); err != nil {
			return nil, err
		}
	}
	var report strings.Builder
	if err := proof.RenderReport(&report, &m, seen.first); err != nil {
		return nil, err
	}
	if err := bw.text(proof.ReportName, report.String()); err != nil {
		return nil, err
	}
	return &m, bw.finish(&b)
}

// finish writes the manifest and the files of the bag itself.
func (bw *bundleWriter) finish(b *Bundle) error {
	m := bw.m
	manifest, err := m.Encode()
	if err != nil {
		return err
	}
	if err := bw.text(proof.ManifestName, string(manifest)); err != nil {
		return err
	}
	c, err := integrity.ClaimedCheckpoint(b.Checkpoint)
	if err != nil {
		return err
	}
	bag := proof.Bag{Made: m.Made.UTC, Archive: m.Archive.ID, Size: c.Size, Root: c.Root, Files: bw.files}
	statement := bag.Statement()
	sig, err := b.SignPayload(proof.PayloadType, statement)
	if err != nil {
		return fmt.Errorf("sign the bundle: %w", err)
	}
	envelope := proof.Envelope(statement, b.Key, sig)
	for _, f := range []struct{ name, text string }{
		{proof.InfoName, bag.Info()}, {proof.SumsName, bag.Sums()}, {proof.StatementName, envelope}, {proof.TagSumsName, bag.TagSums(envelope)},
	} {
		if err := bw.text(f.name, f.text); err != nil {
			return err
		}
	}
	return bw.zip.Close()
}
