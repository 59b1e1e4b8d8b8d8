package archive_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

func (f flip) String() string {
	what := fmt.Sprintf("bit %d of byte %d", f.Bit, f.Offset)
	if f.Change != "" {
		what = f.Change
	}
	return fmt.Sprintf("%s: %s, %s first", f.File, what, f.First)
}

// make damages the archive in dir.
func (f flip) make(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(f.File))
	if f.Change != "" {
		return damages[f.Change](dir, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	// LOCK names the process that opened the archive last, so its length is not always that of
	// the file the flip was chosen for.
	data[min(f.Offset, int64(len(data))-1)] ^= 1 << f.Bit
	return overwrite(path, data)
}

func overwrite(path string, data []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	return os.Chmod(path, info.Mode())
}

// answers returns the answers of an archive to all questions.
func answers(a *archive.Archive) []answer {
	ctx := context.Background()
	var out []answer
	add := func(question string, result any, err error) {
		data, jsonErr := json.Marshal(result)
		if err == nil {
			err = jsonErr
		}
		out = append(out, answer{question, fmt.Sprintf("%x", sha256.Sum256(data)), err})
	}
	ask := func(question string, r archive.Request) {
		res, err := a.Query(ctx, r)
		res.Snapshot = 0 // a repair makes a new snapshot
		for i := range res.Hits {
			err = errors.Join(err, res.Hits[i].Damage)
			res.Hits[i].Damage = nil
		}
		add(question, res, err)
	}
	for i, text := range asked {
		q, err := query.Parse(text, nil)
		if err != nil {
			panic(err)
		}
		for k := range 2 {
			o := orders[(i+k*3)%len(orders)]
			ask(fmt.Sprintf("%q by %v", text, o), archive.Request{Query: q, Order: o, Page: 1 + k, Facets: k == 0})
		}
	}
	for _, o := range orders {
		ask(fmt.Sprintf("page 20 by %v", o), archive.Request{Query: all, Order: o, Page: 20})
	}
	conflicts, second := all, all
	conflicts.ConflictsOnly = true
	second.Imports = []int{2}
	ask("conflicts", archive.Request{Query: conflicts, Order: query.DefaultOrder()})
	ask("the second import", archive.Request{Query: second, Order: query.DefaultOrder()})
	sum, n := sha256.New(), 0
	var failed error
	for e, err := range a.Events(ctx, all, query.DefaultOrder()) {
		if err != nil {
			failed = err
			break
		}
		sum.Write(e.AppendStored(nil, event.Salt{}))
		n++
	}
	add("all events", fmt.Sprintf("%d %x", n, sum.Sum(nil)), failed)
	i, err := a.Info()
	if words := archive.LostWords(i.Lost); words != "" { // every answer then says so
		for k := range out {
			out[k].Err = errors.Join(out[k].Err, errors.New(words))
		}
		err = errors.New(words)
	}
	add("info", []any{i.ID, i.Name, i.Events, i.Conflicts, i.First, i.Last, i.TreeSize, i.Root}, err)
	for _, one := range i.Imports {
		if one.Damage != nil {
			err = errors.Join(err, one.Damage)
		}
	}
	add("imports", i.Imports, err)
	return out
}

// wrong returns the first answer that is neither an error nor the same as
// before the damage; reported is the first error.
func wrong(got, want []answer) (wrong string, reported error) {
	for i, g := range got {
		switch {
		case g.Err != nil:
			if reported == nil {
				reported = g.Err
			}
		case g.Hash != want[i].Hash && wrong == "":
			wrong = g.Question
		}
	}
	return wrong, reported
}

// examine opens a damaged archive and uses it as a program does.
func examine(f flip, dir string, want []answer, original []event.Event) (o outcome) {
	o.Flip = f
	ctx := context.Background()
	tell := func(how string, err error) {
		if o.Told == "" && err != nil {
			o.Told, o.Message = how, err.Error()
		}
	}
	a, err := archive.Open(ctx, dir, archive.Options{})
	if err != nil {
		tell("open", err)
		return o
	}
	defer a.Close()
	switch f.First {
	case "query":
		answers(a) // before everything was hashed: right or wrong, it must not end the program
	case "import":
		i, err := a.Import(ctx, input(slices.Values(original)), nil)
		tell("import", err)
		if err == nil && i.Added > 0 {
			o.Silent = fmt.Sprintf("an import of what was held added %d", i.Added)
			return o
		}
		if err == nil {
			want = want[:len(want)-1] // the list of imports has changed
		}
	}
	tell("checked", a.Checked(ctx))
	bad, err := wrong(answers(a)[:len(want)], want)
	tell("read", err)
	o.Silent = bad
	if o.Told == "" {
		report, err := a.Verify(ctx, nil)
		tell("verify", err)
		if len(report.Problems) > 0 {
			tell("verify", errors.New(report.Problems[0]))
		}
	}
	if o.Told != "" || o.Silent != "" {
		return o
	}
	// No damage was reported, so all answers must be right again when the archive
	// is next opened.
	if err := a.Close(); err != nil {
		tell("close", err)
		return o
	}
	b, err := archive.Open(ctx, dir, archive.Options{})
	if err != nil {
		o.Silent = "opening again: " + err.Error()
		return o
	}
	defer b.Close()
	bad, err = wrong(answers(b)[:len(want)], want)
	if o.Silent = bad; err != nil {
		o.Silent = "read again: " + err.Error()
	}
	return o
}

func flipsChild(todo task) error {
	var want []answer
	if err := json.Unmarshal([]byte(todo.Want), &want); err != nil {
		return err
	}
	for i, f := range todo.Flips {
		fmt.Println("start", f)
		dir := filepath.Join(todo.Working, fmt.Sprint(i))
		if err := copyFolder(todo.Dir, dir); err != nil {
			return err
		}
		if err := f.make(dir); err != nil {
			return fmt.Errorf("%v: %w", f, err)
		}
		data, err := json.Marshal(examine(f, dir, want, flippedEvents()[0]))
		if err != nil {
			return err
		}
		fmt.Println(string(data))
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// flippedEvents returns the imports of an archive in which every kind of file
// occurs, some of the large kinds larger than what is hashed on opening.
func flippedEvents() [][]event.Event {
	first, second, third := some(1, 9000), some(2, 400), some(3, 300)
	second[7].ID, second[9].ID, third[5].ID = "evt_held", "evt_twice", "evt_twice"
	for i := range second {
		second[i].Details = fmt.Appendf(nil, `{"n":%d}`, i)
	}
	third[7].Description = "changed: ünïcode 日本 " + third[7].Description
	return [][]event.Event{first, second, third}
}

// damage has children damage an archive in each way, and returns the outcomes.
// No child may die of the damage.
func damage(t *testing.T, flips []flip, origin string) []outcome {
	t.Helper()
	a := open(t, origin)
	require.NoError(t, a.Checked(context.Background()))
	before := answers(a)
	bad, err := wrong(before, before)
	require.NoError(t, err)
	require.Empty(t, bad)
	closeVerified(t, a)
	want, err := json.Marshal(before)
	require.NoError(t, err)

	const children = 2
	var mu sync.Mutex
	var outcomes []outcome
	var running sync.WaitGroup
	for k := range children {
		c := start(t, "flips", task{Dir: origin, Working: t.TempDir(), Want: string(want), Flips: flips[k*len(flips)/children : (k+1)*len(flips)/children]})
		running.Go(func() {
			at := ""
			for line := range c.lines {
				if strings.HasPrefix(line, "start ") {
					at = line
					continue
				}
				var o outcome
				if json.Unmarshal([]byte(line), &o) == nil {
					mu.Lock()
					outcomes = append(outcomes, o)
					mu.Unlock()
				}
			}
			if code := c.end(); code != exitDone {
				stderr := c.stderr.String()
				t.Errorf("the program died, exit code %d, at %s\n%s\n%.3000s", code, at, c.last, stderr)
			}
		})
	}
	running.Wait()
	return outcomes
}

// kind returns the kind of a file of an archive.
func kind(path string) string {
	if strings.HasPrefix(path, "segments/") {
		_, path, _ = strings.Cut(path[len("segments/"):], "/")
	}
	return digits.ReplaceAllString(path, "N")
}

// filesByKind returns the files of an archive that are not empty.
func filesByKind(t *testing.T, dir string) (kinds []string, files map[string][]string) {
	t.Helper()
	files = map[string][]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil || info.Size() == 0 {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		if k := kind(rel); files[k] == nil {
			kinds = append(kinds, k)
		}
		files[kind(rel)] = append(files[kind(rel)], rel)
		return err
	})
	require.NoError(t, err)
	slices.Sort(kinds)
	return kinds, files
}

// requireNothingSilent requires that all damage was reported, repaired or
// without effect, and logs the outcomes.
func requireNothingSilent(t *testing.T, flips []flip, outcomes []outcome) {
	t.Helper()
	told := map[string]map[string]int{}
	for _, o := range outcomes {
		require.Empty(t, o.Silent, "%v: wrong without a word (told: %s %s)", o.Flip, o.Told, o.Message)
		k := kind(o.Flip.File)
		if told[k] == nil {
			told[k] = map[string]int{}
		}
		how := o.Told
		if how == "" {
			how = "right"
		}
		told[k][how]++
	}
	require.Len(t, outcomes, len(flips))
	for k, how := range told {
		t.Logf("%-24s %v", k, how)
	}
}

func init() { children["flips"] = flipsChild }
