package desk_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/query"
)

func newArchive(t *testing.T) *archive.Archive {
	t.Helper()
	base, err := os.MkdirTemp("/dev/shm", "daybook") // in memory, so that no test waits for a disk
	if err != nil {
		base = t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	a, err := archive.Create(t.Context(), filepath.Join(base, "x.daybook"), archive.Options{Program: "daybook test"})
	require.NoError(t, err)
	t.Cleanup(func() { a.Close() })
	return a
}

func take(t *testing.T, a *archive.Archive, paths ...string) (archive.Import, error) {
	t.Helper()
	return desk.TakeIn(t.Context(), a, paths, ingest.Options{}, nil)
}

func mustTake(t *testing.T, a *archive.Archive, paths ...string) archive.Import {
	t.Helper()
	i, err := take(t, a, paths...)
	require.NoError(t, err)
	return i
}

// content returns all events of an archive, after verifying it.
func content(t *testing.T, a *archive.Archive) (all []event.Event) {
	t.Helper()
	report, err := a.Verify(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	q, err := query.Parse("", nil)
	require.NoError(t, err)
	require.NoError(t, a.ViewWhole(t.Context(), func(v *archive.View) error {
		for e, err := range v.Events(t.Context(), q, query.DefaultOrder()) {
			require.NoError(t, err)
			all = append(all, e)
		}
		return nil
	}))
	return all
}

func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o700))
	require.NoError(t, os.WriteFile(at, data, 0o600))
	return at
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

// A text is a file of events.
type text struct {
	name string
	data []byte
}

func zipped(t *testing.T, texts []text) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, one := range texts {
		w, err := z.Create(one.name)
		require.NoError(t, err)
		_, err = w.Write(one.data)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// record draws a line of JSON from a few different events, so that events repeat: the
// same, with other content under the same id, with and without details, and broken.
func record(t *rapid.T) string {
	extra := rapid.SampledFrom([]string{"", `,"ip":"192.0.2.1"`, `,"ip":"192.0.2.2"`}).Draw(t, "extra")
	id := strconv.Quote("evt_" + strconv.Itoa(rapid.IntRange(0, 12).Draw(t, "id")))
	what := rapid.SampledFrom([]string{"Signed in", "Signed out"}).Draw(t, "what")
	if rapid.IntRange(0, 9).Draw(t, "broken") == 0 {
		return `{"event_id":` + id + `,"actor":"","category":"auth","action":"x","description":"y","timestamp":"2026-08-02T17:39:42Z"}`
	}
	return `{"event_id":` + id + `,"actor":"ana","category":"auth","action":"signin","description":"` + what + `","timestamp":"2026-08-02T17:39:42Z"` + extra + `}`
}

type totals struct{ Read, Added, Duplicates, Conflicts, Rejected int }

func (s *totals) add(i archive.Import) {
	s.Read, s.Added, s.Duplicates = s.Read+i.Read, s.Added+i.Added, s.Duplicates+i.Duplicates
	s.Conflicts, s.Rejected = s.Conflicts+i.Conflicts, s.Rejected+i.Rejected
}

func TestAnImportIsTheSameHoweverItsFilesCome(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	require.NoError(t, checks.Set("12"))
	defer checks.Set(before)
	rapid.Check(t, func(r *rapid.T) {
		var texts, packed []text
		var one strings.Builder
		for i := range rapid.IntRange(1, 4).Draw(r, "files") {
			lines := rapid.SliceOfN(rapid.Custom(record), 1, 12).Draw(r, "lines")
			// Not in the order of a walk through folders: - sorts before / and . after
			// it.
			name := []string{"a-b/x.json", "a/x.json", "a/y.json", "b.json"}[i]
			data := []byte(strings.Join(lines, "\n") + "\n")
			one.Write(data)
			if rapid.Bool().Draw(r, "array") {
				data = []byte("[" + strings.Join(lines, ",") + "]")
			}
			texts = append(texts, text{name, data})
			packed = append(packed, text{name, gzipped(t, data)})
		}
		reversed := func(of []text) []text { of = slices.Clone(of); slices.Reverse(of); return of }
		dir := t.TempDir()
		lay := func(name string, of []text) (folder string, files []string) {
			folder = filepath.Join(dir, name)
			require.NoError(t, os.RemoveAll(folder))
			for _, one := range of {
				files = append(files, write(t, folder, one.name, one.data))
			}
			return folder, files
		}
		folder, files := lay("folder", texts)
		packedFolder, packedFiles := lay("packed", packed)
		backwards := slices.Clone(files)
		slices.Reverse(backwards)

		var want []event.Event
		var sum totals
		for i, way := range []struct {
			what string
			ins  [][]string
		}{
			{"one file", [][]string{{write(t, dir, "one.json", []byte(one.String()))}}},
			{"one file, gzipped", [][]string{{write(t, dir, "one.json.gz", gzipped(t, []byte(one.String())))}}},
			{"each by itself", each(files)},
			{"each by itself, gzipped", each(packedFiles)},
			{"as one", [][]string{files}},
			{"as one, backwards", [][]string{backwards}},
			{"a zip", [][]string{{write(t, dir, "a.zip", zipped(t, reversed(texts)))}}},
			{"a zip of gzipped files", [][]string{{write(t, dir, "b.zip", zipped(t, packed))}}},
			{"a folder", [][]string{{folder}}},
			{"a folder of gzipped files", [][]string{{packedFolder}}},
		} {
			a := newArchive(t)
			var got totals
			for _, paths := range way.ins {
				in := mustTake(t, a, paths...)
				got.add(in)
				require.Equal(t, in.Read, in.Added+in.Duplicates+in.Rejected)
				if len(in.Files) > 0 {
					var of totals
					for _, f := range in.Files {
						of.add(archive.Import{Read: f.Read, Added: f.Added, Duplicates: f.Duplicates, Conflicts: f.Conflicts, Rejected: f.Rejected})
					}
					require.Equal(t, totals{in.Read, in.Added, in.Duplicates, in.Conflicts, in.Rejected}, of, "%s: the counts of files are those of the import", way.what)
				}
			}
			events := content(t, a)
			require.NoError(t, a.Close())
			if i == 0 {
				want, sum = events, got
				continue
			}
			require.Equal(t, sum, got, way.what)
			require.Equal(t, want, events, way.what)
		}
	})
}

func each(files []string) (ins [][]string) {
	for _, f := range files {
		ins = append(ins, []string{f})
	}
	return ins
}

func line(id string) string {
	return `{"event_id":"` + id + `","actor":"ana","category":"auth","action":"signin","description":"x","timestamp":"2026-08-02T17:39:42Z"}` + "\n"
}

func TestEachFileOfAFolderIsKnownAndWhatIsNoFileOfEventsIsRefusedByItself(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "2026/03/a.json.gz", gzipped(t, []byte(line("a")+line("b")+"{\n")))
	write(t, dir, "2026/04/b.json", []byte(line("b")+line("c")))
	write(t, dir, "2026/digest.json", []byte(`{"digestStartTime":"x"}`))
	write(t, dir, "2026/cut.json.gz", cut(t, 4000))
	write(t, dir, "README.md", []byte("These are logs.\n"))
	write(t, dir, ".DS_Store", []byte{0})
	write(t, dir, "__MACOSX/2026/._a.json", []byte("x"))
	write(t, dir, "more/desktop.ini", []byte("[x]"))
	write(t, dir, "local time.csv", []byte("event_id,actor,category,action,description,timestamp\nd,ana,c,d,e,2026-08-02 10:00:00\n"))
	write(t, dir, "other.csv", []byte("event_id,actor,category,action,description,timestamp\ne,ana,c,d,e,2026-08-02 10:00:00\n"))
	a := newArchive(t)
	before := filesOf(t, dir)
	in := mustTake(t, a, dir)
	require.Equal(t, before, filesOf(t, dir), "nothing of the officer's is touched")
	require.Equal(t, filepath.Base(dir), in.File)
	require.Equal(t, 10, in.Read)
	require.Equal(t, 5, in.Added)
	require.Equal(t, 1, in.Duplicates)
	require.Equal(t, 4, in.Rejected)
	require.Equal(t, "daybook", in.Source)
	require.Contains(t, in.Notes, "4 files were taken in as one")
	require.Contains(t, in.Notes, "3 files were not taken in, each of which counts as one rejection")
	require.Contains(t, in.Notes, "2 times had no zone and were read as UTC", "notes of files are added up")
	of := make(map[string]archive.ImportedFile)
	for _, f := range in.Files {
		of[f.File] = f
	}
	require.Len(t, of, 10)
	one := of["2026/03/a.json.gz"]
	require.Equal(t, totals{3, 2, 0, 0, 1}, totals{one.Read, one.Added, one.Duplicates, one.Conflicts, one.Rejected})
	one = of["2026/04/b.json"]
	require.Equal(t, totals{2, 1, 1, 0, 0}, totals{one.Read, one.Added, one.Duplicates, one.Conflicts, one.Rejected})
	require.Contains(t, of["2026/digest.json"].Refused, "digestStartTime")
	require.Equal(t, "its packed data is cut short", of["2026/cut.json.gz"].Refused)
	require.True(t, of["2026/cut.json.gz"].Unreadable)
	require.False(t, of["README.md"].Unreadable)
	require.Contains(t, of[".DS_Store"].Refused, "a system or a program left it there")
	require.Equal(t, []string{"1 time had no zone and was read as UTC"}, of["other.csv"].Notes)
	at := make([]string, len(in.Rejections))
	for i, r := range in.Rejections {
		at[i] = r.At
	}
	require.Contains(t, at[0], "2026/03/a.json.gz, ")
	require.Equal(t, []string{"2026/cut.json.gz", "2026/digest.json", "README.md"}, at[1:])
	for name, f := range of {
		if f.SHA256 == "" {
			continue
		}
		imports, err := archive.Look(a, (*archive.View).Imports)
		require.NoError(t, err)
		sum, err := hex.DecodeString(f.SHA256)
		require.NoError(t, err)
		found := archive.FindImported(imports, a.Ledger().Tracer(event.Hash(sum)))
		require.Len(t, found, 1, name)
		require.Equal(t, name, found[0].In)
		require.Equal(t, f.Refused, found[0].Refused)
	}
	kept, err := archive.Look(a, (*archive.View).Imports)
	require.NoError(t, err)
	require.Equal(t, in.Files, kept[0].Files)
	require.Len(t, content(t, a), 5)
}

// cut returns gzip data that ends in the middle, long after its first events.
func cut(t *testing.T, lines int) []byte {
	t.Helper()
	var b bytes.Buffer
	for i := range lines {
		sum := sha256.Sum256([]byte{byte(i), byte(i >> 8)}) // which does not compress well
		b.WriteString(line(hex.EncodeToString(sum[:])))
	}
	data := gzipped(t, b.Bytes())
	return data[:len(data)/2]
}

func filesOf(t *testing.T, dir string) (all []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(at string, d os.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		all = append(all, fmt.Sprint(at, info.Mode(), info.Size(), info.ModTime()))
		return nil
	}))
	return all
}

func TestAFolderWithoutAFileOfEventsIsRefusedAndTheArchiveIsAsItWas(t *testing.T) {
	a := newArchive(t)
	dir := t.TempDir()
	_, err := take(t, a, dir)
	require.ErrorIs(t, err, ingest.ErrNotEvents)
	require.ErrorContains(t, err, "it is a folder without any file")
	for i := range 5 {
		write(t, dir, fmt.Sprintf("%d.txt", i), []byte("hello"))
	}
	_, err = take(t, a, dir)
	require.ErrorIs(t, err, ingest.ErrNotEvents)
	require.ErrorContains(t, err, "there is no file of events in it (0.txt: it is neither JSON nor CSV with a header; 1.txt: ")
	require.ErrorContains(t, err, "; and 2 more)")
	imports, err := archive.Look(a, (*archive.View).Imports)
	require.NoError(t, err)
	require.Empty(t, imports)
	require.Empty(t, content(t, a))
}

func TestAnArchiveInAFolderIsNoFolderOfFiles(t *testing.T) {
	a := newArchive(t)
	_, err := take(t, a, a.Path())
	require.ErrorContains(t, err, "it is the folder of an archive of Daybook")
	dir := t.TempDir()
	write(t, dir, "a.json", []byte(line("a")))
	require.NoError(t, os.CopyFS(filepath.Join(dir, "copy.daybook"), os.DirFS(a.Path())))
	in := mustTake(t, a, dir)
	require.Equal(t, 1, in.Added)
	require.Len(t, in.Files, 2)
	require.Contains(t, in.Files[1].Refused, "it is the folder of an archive of Daybook")
}

func TestFilesThatAreNamedAreOneImport(t *testing.T) {
	dir := t.TempDir()
	files := []string{write(t, dir, "july/b.json", []byte(line("b"))), write(t, dir, "july/a.json", []byte(line("a"))), filepath.Join(dir, "missing.json")}
	write(t, dir, "june/x/c.json", []byte(line("c")))
	a := newArchive(t)
	in := mustTake(t, a, append(files, filepath.Join(dir, "june"))...)
	require.Equal(t, "b.json and 3 more", in.File)
	var names []string
	for _, f := range in.Files {
		names = append(names, f.File)
	}
	require.Equal(t, []string{"july/a.json", "july/b.json", "june/x/c.json", "missing.json"}, names)
	require.Contains(t, in.Files[3].Refused, "it cannot be read: ")
	require.Equal(t, 3, in.Added)
	require.Equal(t, path.Join("july", "a.json"), names[0])
}

func TestAFolderThatIsCancelledLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	for i := range 20 {
		write(t, dir, fmt.Sprintf("%d.json", i), []byte(line(fmt.Sprint(i))))
	}
	a := newArchive(t)
	in, err := desk.Open(t.Context(), dir)
	require.NoError(t, err)
	defer in.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err = in.Import(ctx, a, func(archive.Progress) { cancel() })
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, content(t, a))
}

func TestADigestOfCloudTrailInAFolderIsANoteAndNoRejection(t *testing.T) {
	dir := t.TempDir()
	const digest = `{"awsAccountId":"111122223333","digestStartTime":"2026-03-04T07:00:00Z","digestEndTime":"2026-03-04T08:00:00Z","digestS3Bucket":"b","logFiles":[]}`
	write(t, dir, "CloudTrail-Digest/d.json.gz", gzipped(t, []byte(digest)))
	a := newArchive(t)
	_, err := take(t, a, dir)
	require.ErrorContains(t, err, "it looks like a CloudTrail digest file")
	write(t, dir, "CloudTrail/a.json.gz", gzipped(t, []byte(`{"Records":[{"eventTime":"2026-03-04T07:30:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"e1","userIdentity":{"type":"IAMUser","userName":"ann"}}]}`)))
	in := mustTake(t, a, dir)
	require.Equal(t, totals{1, 1, 0, 0, 0}, totals{in.Read, in.Added, in.Duplicates, in.Conflicts, in.Rejected})
	require.Equal(t, []string{"1 file was taken in as one", "1 file among the others is a digest that CloudTrail proves its log files with, and holds no events"}, in.Notes)
}
