package archive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/query"
)

// A flip is the change of one bit of a file, or another change of it, and what
// is done with the archive first.
type flip struct {
	File   string // path from the archive's folder, with slashes
	Offset int64
	Bit    int
	First  string // "check", "query" or "import"
	Change string // made instead of flipping the bit, see damages
}

// asked are the questions for a damaged archive, in one order and in the reverse order.
var asked = []string{
	"", "webhook", "flux-schnell", "member3", "key", "-webhook charged", `"job a"`, "*livered", "0.003", "w", "9", "category:credit",
	"id:evt_held", "id:evt_twice", "action:api_key.created member1", "changed",
}

var orders = []query.Order{
	{By: query.ByTimestamp}, {By: query.ByTimestamp, Desc: true}, {By: query.ByMember}, {By: query.ByMember, Desc: true},
	{By: query.ByAction}, {By: query.ByAction, Desc: true}, {By: query.ByDescription}, {By: query.ByDescription, Desc: true},
}

// An answer is the answer of an archive to one question: its hash, or an error.
type answer struct {
	Question, Hash string
	Err            error `json:"-"`
}

// An outcome is the outcome of a damage.
type outcome struct {
	Flip    flip
	Silent  string // what was wrong without a report; "" if nothing was
	Told    string // where it was reported: "open", "checked", "read", "verify", "import", or "" if all was right
	Message string
}

var digits = regexp.MustCompile(`\d{6,}|[0-9a-f]{12}`)

// TestAFlippedBitIsReportedRepairedOrHarmless flips one bit at a time, in every
// kind of file, more often near its ends, and compares all answers with those
// of the undamaged archive.
func TestAFlippedBitIsReportedRepairedOrHarmless(t *testing.T) {
	unwatched(t)
	n := either(2000, 200)
	origin := folderIn(t)
	archived(t, origin, flippedEvents()...)
	kinds, files := filesByKind(t, origin)
	t.Logf("%d kinds of files: %v", len(kinds), kinds)
	rnd := rand.New(rand.NewPCG(5, 5))
	var flips []flip
	for i := range n {
		of := files[kinds[i%len(kinds)]]
		f := flip{File: of[rnd.IntN(len(of))], Bit: rnd.IntN(8), First: []string{"check", "query", "import"}[rnd.IntN(3)]}
		info, err := os.Stat(filepath.Join(origin, f.File))
		require.NoError(t, err)
		switch end := min(info.Size(), 200); rnd.IntN(4) {
		case 0:
			f.Offset = rnd.Int64N(end)
		case 1:
			f.Offset = info.Size() - 1 - rnd.Int64N(end)
		default:
			f.Offset = rnd.Int64N(info.Size())
		}
		flips = append(flips, f)
	}
	outcomes := damage(t, flips, origin)
	requireNothingSilent(t, flips, outcomes)
}

// TestDuplicatesAreNotSoughtInADamagedFile damages the file by which
// duplicates are found, in the part that is not hashed when it is opened.
func TestDuplicatesAreNotSoughtInADamagedFile(t *testing.T) {
	unwatched(t)
	origin := folderIn(t)
	events := some(1, 9000)
	archived(t, origin, events)
	for entry := range 10 {
		dir := folderIn(t)
		copied(t, origin, dir)
		// This is the first bit of an entry's hash, so that the entry is not where it
		// is looked for.
		require.NoError(t, flip{File: "segments/000001/ids", Offset: int64(8 * entry * 50), Bit: 7}.make(dir))
		a := open(t, dir)
		one, err := a.Import(context.Background(), input(slices.Values(events)), nil)
		require.NoError(t, err)
		require.Equal(t, len(events), one.Duplicates)
		requireHolds(t, a, events)
		closeVerified(t, a)
	}
}

// damages are other ways to change a file.
var damages = map[string]func(dir, path string) error{
	"one byte short": func(_, path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return overwrite(path, data[:len(data)-1])
	},
	"cut in half": func(_, path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return overwrite(path, data[:len(data)/2])
	},
	"empty":   func(_, path string) error { return overwrite(path, nil) },
	"missing": func(_, path string) error { return os.Remove(path) },
	"longer": func(_, path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return overwrite(path, append(data, data...))
	},
	"zeros": func(_, path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return overwrite(path, make([]byte, len(data)))
	},
	"another beside it": func(_, path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(filepath.Dir(path), "000009"+filepath.Ext(path)), data, 0o600)
	},
	"that of another segment": func(dir, path string) error {
		rel, err := filepath.Rel(filepath.Join(dir, "segments"), path)
		if err != nil {
			return err
		}
		number, rest, _ := strings.Cut(filepath.ToSlash(rel), "/")
		other := map[string]string{"000001": "000002", "000002": "000003", "000003": "000002"}[number]
		files, err := filepath.Glob(filepath.Join(dir, "segments", other, filepath.Dir(rest), "*"+filepath.Ext(rest)))
		if err != nil {
			return err
		}
		for _, f := range files {
			if kind("segments/"+number+"/"+rest) == kind("segments/"+other+"/"+filepath.ToSlash(filepath.Join(filepath.Dir(rest), filepath.Base(f)))) {
				data, err := os.ReadFile(f)
				if err != nil {
					return err
				}
				return overwrite(path, data)
			}
		}
		return fmt.Errorf("no such file in segment %s", other)
	},
	"the whole folder missing": func(_, path string) error {
		return os.RemoveAll(filepath.Dir(path))
	},
}

// TestAChangedFolderIsReportedOrRepaired truncates, removes, adds and exchanges files.
func TestAChangedFolderIsReportedOrRepaired(t *testing.T) {
	unwatched(t)
	origin := folderIn(t)
	archived(t, origin, flippedEvents()...)
	kinds, files := filesByKind(t, origin)
	var flips []flip
	firsts := []string{"check", "query", "import"}
	for _, k := range kinds {
		file := files[k][0]
		for change := range damages {
			if change == "that of another segment" && !strings.HasPrefix(file, "segments/") ||
				change == "the whole folder missing" && !strings.Contains(file, "/") {
				continue
			}
			flips = append(flips, flip{File: file, Change: change, First: firsts[len(flips)%3]})
		}
	}
	slices.SortFunc(flips, func(a, b flip) int { return strings.Compare(a.String(), b.String()) })
	if !long { // every second damage
		kept := flips[:0]
		for i := 0; i < len(flips); i += 2 {
			kept = append(kept, flips[i])
		}
		flips = kept
	}
	flips = append(flips, flip{File: "segments/000001", Change: "the whole folder missing", First: "check"})
	requireNothingSilent(t, flips, damage(t, flips, origin))
}
