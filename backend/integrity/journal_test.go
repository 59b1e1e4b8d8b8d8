package integrity_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
)

// every returns the step between the cases that are tried: 1 in the long tests.
func every(n int) int {
	if os.Getenv("DAYBOOK_LONG") != "" {
		return 1
	}
	return n
}

// A book is a journal with the key that signs it.
type book struct {
	t    *testing.T
	dir  string
	key  *integrity.Signer
	keys integrity.Verifiers
}

func newBook(t *testing.T) *book {
	key, err := integrity.NewSigner("daybook/a")
	require.NoError(t, err)
	keys, err := integrity.NewVerifiers(key.Verifier())
	require.NoError(t, err)
	return &book{t, t.TempDir(), key, keys}
}

func (b *book) open() (*integrity.Journal, []string) {
	b.t.Helper()
	j, problems, err := integrity.OpenJournal(context.Background(), b.dir, "daybook/a", func(*integrity.Journal) (integrity.Verifiers, error) { return b.keys, nil })
	require.NoError(b.t, err)
	b.t.Cleanup(func() { j.Close() })
	return j, problems
}

func (b *book) whole() *integrity.Journal {
	b.t.Helper()
	j, problems := b.open()
	require.Empty(b.t, problems)
	return j
}

var noon = time.Date(2026, 11, 25, 13, 0, 0, 0, time.FixedZone("CET", 3600))

func (b *book) add(j *integrity.Journal, n int) {
	b.t.Helper()
	for range n {
		i := j.Len() + 1
		l, err := j.Append("noted", integrity.NewEntry(noon, "ana", "daybook 1"), map[string]any{"i": i, "text": "<&\n" + strings.Repeat("x", i)}, b.key)
		require.NoError(b.t, err)
		require.EqualValues(b.t, i, l.N)
	}
}

func (b *book) path(name string) string { return filepath.Join(b.dir, "journal."+name) }

func (b *book) read(name string) []byte {
	b.t.Helper()
	data, err := os.ReadFile(b.path(name))
	require.NoError(b.t, err)
	return data
}

func (b *book) put(name string, data []byte) {
	b.t.Helper()
	require.NoError(b.t, os.WriteFile(b.path(name), data, 0o600))
}

// requireWhole requires that the journal has n lines of its own and that nothing
// is wrong with it.
func (b *book) requireWhole(j *integrity.Journal, n int) {
	b.t.Helper()
	require.Equal(b.t, n, j.Len())
	seen := 0
	problems, err := j.Check(context.Background(), b.keys, func(l integrity.Line, hash string) {
		seen++
		require.EqualValues(b.t, seen, l.N)
		require.Equal(b.t, fmt.Sprintf(`{"i":%d,"text":"<&\n%s"}`, seen, strings.Repeat("x", seen)), string(l.Data))
		got, err := j.Hash(seen - 1)
		require.NoError(b.t, err)
		require.Equal(b.t, got, hash)
	})
	require.NoError(b.t, err)
	require.Empty(b.t, problems)
	require.Equal(b.t, n, seen)
	require.EqualValues(b.t, n, j.Head().Lines)
}

func TestAJournalIsReadBackAsItWasWritten(t *testing.T) {
	b := newBook(t)
	j := b.whole()
	b.requireWhole(j, 0)
	b.add(j, 5)
	b.requireWhole(j, 5)
	require.NoError(t, j.Close())
	j = b.whole()
	b.requireWhole(j, 5)
	b.add(j, 3)
	b.requireWhole(j, 8)
	l, err := j.Line(6)
	require.NoError(t, err)
	require.Equal(t, "2026-11-25T12:00:00Z", l.Time.Format(time.RFC3339))
	require.Equal(t, "2026-11-25T13:00:00+01:00 CET", l.Local)
	require.Equal(t, "ana", l.User)
	raw, err := j.Raw(6)
	require.NoError(t, err)
	require.Equal(t, bytes.Split(b.read("jsonl"), []byte("\n"))[6], raw)
	require.Equal(t, 7, j.Last("noted"))
	require.Equal(t, -1, j.Last("made"))
}

// TestALineThatWasNeverFinishedIsCutOff ends the writing of a line after each of
// its bytes.
func TestALineThatWasNeverFinishedIsCutOff(t *testing.T) {
	b := newBook(t)
	j := b.whole()
	b.add(j, 3)
	before, head := b.read("jsonl"), b.read("head")
	b.add(j, 1)
	after, next := b.read("jsonl"), b.read("head")
	step := every(17)
	for n := len(before); n <= len(after); n += step {
		if n+step > len(after) {
			n = len(after)
		}
		b.put("jsonl", after[:n])
		b.put("head", head)
		b.put("head.new", next)
		j := b.whole()
		if n == len(after) { // the line was finished, and only its head is behind
			b.requireWhole(j, 4)
		} else {
			b.requireWhole(j, 3)
			require.Equal(t, before, b.read("jsonl"))
		}
		b.add(j, 1)
		b.requireWhole(j, j.Len())
		require.NoError(t, j.Close())
		j = b.whole()
		b.requireWhole(j, j.Len())
		require.NoError(t, j.Close())
	}
}

func TestWhatIsChangedInAJournalIsFound(t *testing.T) {
	b := newBook(t)
	j := b.whole()
	var heads [][]byte
	for range 6 {
		b.add(j, 1)
		heads = append(heads, b.read("head"))
	}
	require.NoError(t, j.Close())
	lines, head := b.read("jsonl"), b.read("head")
	split := bytes.SplitAfter(bytes.TrimSuffix(lines, []byte("\n")), []byte("\n"))
	split[5] = append(bytes.Clone(split[5]), '\n')
	other := newBook(t)
	o := other.whole()
	_, err := o.Append("noted", integrity.NewEntry(noon, "bob", "daybook 1"), nil, other.key)
	require.NoError(t, err)
	other.add(o, 5)

	found := func(what, says string, jsonl, head []byte) {
		t.Helper()
		b.put("jsonl", jsonl)
		b.put("head", head)
		if jsonl == nil {
			require.NoError(t, os.Remove(b.path("jsonl")))
		}
		if head == nil {
			require.NoError(t, os.Remove(b.path("head")))
		}
		j, problems := b.open()
		require.NotEmpty(t, problems, what)
		require.Contains(t, problems[0], says, what)
		again, err := j.Check(context.Background(), b.keys, func(integrity.Line, string) {})
		require.NoError(t, err)
		require.NotEmpty(t, again, what)
		require.NoError(t, j.Close())
	}
	for n := range 6 {
		found("cut", "lines were cut off", bytes.Join(split[:n], nil), head)
		found("a line removed", "", bytes.Join(append(append([][]byte{}, split[:n]...), split[n+1:]...), nil), head)
		if n > 0 {
			found("two lines exchanged", "", bytes.Join(append(append(append([][]byte{}, split[:n-1]...), split[n], split[n-1]), split[n+1:]...), nil), head)
			found("a line twice", "", bytes.Join(append(append([][]byte{}, split[:n]...), split[n-1:]...), nil), head)
		}
		if n < 5 {
			found("an older head", "replaced by an older one", lines, heads[n])
		}
	}
	found("missing", "", nil, head)
	found("no head", "missing", lines, nil)
	found("the head of another", "not signed", lines, other.read("head"))
	found("another", "", other.read("jsonl"), head)
	found("bytes behind", "", append(bytes.Clone(lines), "x"...), heads[3])
	for i := 0; i < len(lines); i += every(29) {
		changed := bytes.Clone(lines)
		changed[i] ^= 1 << (i % 8)
		found(fmt.Sprintf("byte %d", i), "journal.jsonl", changed, head)
	}
	for i := 0; i < bytes.LastIndexByte(head[:len(head)-2], ' '); i += every(5) { // except for the bits after the signature
		changed := bytes.Clone(head)
		changed[i] ^= 1 << (i % 8)
		found(fmt.Sprintf("byte %d of the head", i), "journal.head", lines, changed)
	}
}

// TestALineThatIsAddedWithoutTheKeyIsFound writes one more line with all its hashes
// right, as if the program had ended before its head was in place.
func TestALineThatIsAddedWithoutTheKeyIsFound(t *testing.T) {
	b, other := newBook(t), newBook(t)
	j := b.whole()
	b.add(j, 3)
	lines, head := b.read("jsonl"), b.read("head")
	b.add(j, 1) // the program meant to write this line, which is not the line that follows
	next := b.read("head")
	require.NoError(t, j.Close())
	other.put("jsonl", lines)
	other.put("head", head)
	o, _ := other.open()
	_, err := o.Append("plan changed", integrity.NewEntry(noon, "mal", "by hand"), map[string]string{"to": "free"}, other.key)
	require.NoError(t, err)
	forged, theirs := other.read("jsonl"), other.read("head")
	require.True(t, bytes.HasPrefix(forged, lines))
	for what, signed := range map[string][]byte{"with no head": nil, "with a head of another key": theirs, "with one for another line": next, "with the one before": head} {
		b.put("jsonl", forged)
		b.put("head", head)
		if require.NoError(t, os.RemoveAll(b.path("head.new"))); signed != nil {
			b.put("head.new", signed)
		}
		j, problems := b.open()
		require.Len(t, problems, 1, what)
		require.Contains(t, problems[0], "journal.head: it says 3 lines, and there are 4: it was replaced by an older one, or lines were added without the key")
		again, err := j.Check(context.Background(), b.keys, func(integrity.Line, string) {})
		require.NoError(t, err)
		require.Equal(t, problems, again, what)
		require.NoError(t, j.Close())
	}
}

// TestDamageStaysWhenLinesFollow goes on with journals that are damaged.
func TestDamageStaysWhenLinesFollow(t *testing.T) {
	b := newBook(t)
	j := b.whole()
	b.add(j, 4)
	require.NoError(t, j.Close())
	lines, head := b.read("jsonl"), b.read("head")
	for what, change := range map[string]func(){
		"a bit":        func() { c := bytes.Clone(lines); c[60] ^= 1; b.put("jsonl", c) },
		"bytes behind": func() { b.put("jsonl", append(bytes.Clone(lines), "half"...)); b.put("head", []byte("x")) },
	} {
		b.put("jsonl", lines)
		b.put("head", head)
		change()
		j, problems := b.open()
		require.NotEmpty(t, problems, what)
		_, err := j.Append("noted", integrity.NewEntry(noon, "ana", "daybook"), problems, b.key)
		require.NoError(t, err)
		require.NoError(t, j.Close())
		_, problems = b.open()
		require.NotEmpty(t, problems, what)
	}
}

// TestAFailedAppendLeavesNothing makes the head impossible to replace.
func TestAFailedAppendLeavesNothing(t *testing.T) {
	b := newBook(t)
	j := b.whole()
	b.add(j, 2)
	was := b.read("jsonl")
	block := b.path("head.new")
	require.NoError(t, os.MkdirAll(filepath.Join(block, "x"), 0o700))
	for range 2 {
		_, err := j.Append("noted", integrity.NewEntry(noon, "ana", "daybook"), nil, b.key)
		require.Error(t, err)
		require.Equal(t, was, b.read("jsonl"))
		b.requireWhole(j, 2)
	}
	require.NoError(t, os.RemoveAll(block))
	b.add(j, 2)
	b.requireWhole(j, 4)
}
