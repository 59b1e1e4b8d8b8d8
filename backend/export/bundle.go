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
)

// An evidence bundle is a zip of these files, in this order, and no others:
//
//	events.jsonl       each event whole, one a line, with its number in the tree
//	activity.json      the same events in the same order, as WriteJSON writes them
//	activity.csv       the same, as CSVFile writes them
//	proofs             the leaf hashes of the events, and the other nodes of the
//	                   tree that lead from them to its root; see bundle_proofs.go
//	consistency        what the tree was at earlier checkpoints, and the proofs that
//	                   it continues them; see bundle_consistency.go
//	checkpoint         size and root of the tree, signed
//	key.pub            the archive's public key
//	HOW-TO-VERIFY.txt  how to check all this, also without Daybook
//	report.html        what the bundle is, to read and to print
//	manifest.json      a Manifest: what the bundle is, and the SHA-256 of all above
//	manifest.sig       the SHA-256 of manifest.json, signed
//
// A line of events.jsonl is
//
//	{"number":17,"event_id":"…","actor":"…","category":"…","action":"…","description":"…","timestamp":"…","details":"…"}
//
// with texts escaped as in activity.json. details is the text of the source's own
// record, or "" where there is none. From such a line the leaf bytes of the event
// (package event) are computed again, so exactly the readable content is proved.
// Every file ends in LF, but for activity.csv, which ends in CRLF.
//
// The proofs lead to the checkpoint, which is signed; the manifest, which is signed
// too, has the hashes of the files. So each byte of each file is covered by one of
// the two signatures, or belongs to one.
const (
	eventsName      = "events.jsonl"
	jsonName        = "activity.json"
	csvName         = "activity.csv"
	proofsName      = "proofs"
	consistencyName = "consistency"
	checkpointName  = "checkpoint"
	keyName         = "key.pub"
	howToName       = "HOW-TO-VERIFY.txt"
	reportName      = "report.html"
	manifestName    = "manifest.json"
	signatureName   = "manifest.sig"
)

// bundleNames are the files of a bundle in their order.
var bundleNames = []string{eventsName, jsonName, csvName, proofsName, consistencyName, checkpointName, keyName, howToName, reportName, manifestName, signatureName}

//go:embed HOW-TO-VERIFY.txt
var howTo string

// A Leaf is an event and its number in the tree, which is its sequence number.
type Leaf struct {
	Number int64
	Event  event.Event
}

// A Bundle holds everything from which an evidence bundle is made.
type Bundle struct {
	// Manifest holds the facts that are known before anything is written: all
	// except Files, Counts.Exported, Exported, the Exported of each import, and
	// which of the imports occur.
	Manifest Manifest
	// Events is iterated three times and must yield the same events each time, at
	// least one.
	Events iter.Seq2[Leaf, error]
	// Hashes are the hashes of the checkpoint's tree.
	Hashes tlog.HashReader
	// Earlier are the checkpoints before, the smallest first. The last MaxEarlier
	// of them go into the bundle.
	Earlier    []integrity.Checkpoint
	Checkpoint string // a signed note
	Key        string // a note's verifier key
	// Sign turns a text into a note signed with that key.
	Sign func(text string) (string, error)
	// Appears, where not nil, is called by BundleFile as by RecordedFile.
	Appears func(Output) error
	// Progress, where not nil, is told how much of the work is done.
	Progress func(done, total int)
}

// ErrNoEvents reports a bundle without events, which would prove nothing.
var ErrNoEvents = errors.New("there is no event to export")

// BundleFile writes an evidence bundle in the way of RecordedFile, and verifies it
// before it appears. Memory is 80 bytes an event at most, and that of the longest
// event.
func BundleFile(ctx context.Context, path string, b Bundle) (Output, error) {
	tell := b.Progress
	if tell == nil {
		tell = func(int, int) {}
	}
	b.Progress = func(done, total int) { tell(done, total+total/3) } // reading it back is another third
	return toFile(path, b.Appears, func(f *os.File) (int, error) {
		w := bufio.NewWriterSize(f, chunk)
		m, err := WriteBundle(ctx, w, b)
		if err != nil {
			return 0, err
		}
		if err := w.Flush(); err != nil {
			return 0, err
		}
		size, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return 0, err
		}
		verdict, err := VerifyBundle(ctx, f, size, Expected{}, func(done, total int) { tell(3*total+done, 4*total) })
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
}

// WriteBundle writes an evidence bundle and returns its manifest. The first error
// of w, of the events or of the tree ends it and is returned as it is; the output
// is then not a bundle. The same Bundle gives the same bytes.
func WriteBundle(ctx context.Context, w io.Writer, b Bundle) (*Manifest, error) {
	m := b.Manifest
	m.Format, m.Version, m.Report = bundleFormat, BundleVersion, reportVersion
	m.Files = nil
	bw := &bundleWriter{ctx: ctx, zip: zip.NewWriter(w), at: m.Made.UTC, m: &m, progress: b.Progress}
	deflate, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	bw.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return newWary(w, deflate), nil })
	seen := newSeen(m.Imports)
	if err := bw.events(eventsName, counting(b.Events, seen), &linesFormat{}); err != nil {
		return nil, err
	}
	if len(seen.numbers) == 0 {
		return nil, ErrNoEvents
	}
	seen.describe(&m)
	if err := bw.events(jsonName, b.Events, leaves{jsonFormat{}}); err != nil {
		return nil, err
	}
	if err := bw.events(csvName, b.Events, leaves{&csvFormat{mark: seen.wide}}); err != nil {
		return nil, err
	}
	slices.Sort(seen.numbers)
	err = bw.file(proofsName, m.Counts.Exported, func(w io.Writer) error {
		return writeProofs(ctx, w, m.Archive.TreeSize, seen.numbers, b.Hashes)
	})
	if err != nil {
		return nil, err
	}
	err = bw.file(consistencyName, 0, func(w io.Writer) error {
		return writeConsistency(ctx, w, m.Archive.TreeSize, b.Earlier, b.Hashes)
	})
	if err != nil {
		return nil, err
	}
	for _, f := range []struct{ name, text string }{{checkpointName, b.Checkpoint}, {keyName, b.Key + "\n"}, {howToName, howTo}} {
		if err := bw.text(f.name, f.text); err != nil {
			return nil, err
		}
	}
	var report strings.Builder
	if err := renderReport(&report, &m, seen.first); err != nil {
		return nil, err
	}
	if err := bw.text(reportName, report.String()); err != nil {
		return nil, err
	}
	manifest, err := m.encode()
	if err != nil {
		return nil, err
	}
	if err := manifestFits(manifest); err != nil {
		return nil, fmt.Errorf("write %s: %w; export fewer events at a time", manifestName, err)
	}
	files := m.Files
	if err := bw.text(manifestName, string(manifest)); err != nil {
		return nil, err
	}
	signed, err := b.Sign(manifestNote(&m, sha256.Sum256(manifest)))
	if err != nil {
		return nil, fmt.Errorf("sign the manifest: %w", err)
	}
	if err := bw.text(signatureName, signed); err != nil {
		return nil, err
	}
	m.Files = files // it does not list itself
	return &m, bw.zip.Close()
}

// manifestNote is the text that the archive's key signs for a manifest. It can
// never be a checkpoint, which has three lines and another first line. sha256sum
// can read its second line.
func manifestNote(m *Manifest, sum event.Hash) string {
	return fmt.Sprintf("daybook/%s/bundle\n%s  %s\n", m.Archive.ID, sum, manifestName)
}
