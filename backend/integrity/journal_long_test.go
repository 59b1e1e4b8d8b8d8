package integrity_test

import (
	"context"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
)

// TestAJournalOfZerosTakesNoMemoryAndKeepsNothingFromBeingRead tries the content of
// a damaged disk or a sparse file: far more bytes than a line can have.
func TestAJournalOfZerosTakesNoMemoryAndKeepsNothingFromBeingRead(t *testing.T) {
	const zeros = 300 << 20
	b := newBook(t)
	j := b.whole()
	b.add(j, 2)
	require.NoError(t, j.Close())
	whole := b.read("jsonl")
	require.NoError(t, os.Truncate(b.path("jsonl"), zeros))

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	j = b.whole() // it is known that no line was begun there, so the tail is cut off
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
	require.Equal(t, whole, b.read("jsonl"))
	require.NoError(t, j.Close())

	f, err := os.OpenFile(b.path("jsonl"), os.O_RDWR, 0)
	require.NoError(t, err)
	_, err = f.WriteAt([]byte("\n"), zeros)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	runtime.ReadMemStats(&before)
	j, problems := b.open()
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
	require.Contains(t, problems, "journal.jsonl: line 3 cannot be read")
	_, err = j.Line(2)
	require.ErrorContains(t, err, "more than")
	for i := range 2 {
		_, err = j.Line(i)
		require.NoError(t, err)
	}
	checked, err := j.Check(context.Background(), b.keys, func(integrity.Line, string) {})
	require.NoError(t, err)
	require.Equal(t, problems, checked)
}
