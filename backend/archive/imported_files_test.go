package archive_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// TestAPurgeTakesQuotesOutOfTheFilesOfAnImport requires that a text that a
// file of an import quotes is removed together with the event that has it, as
// a text in a rejection is.
func TestAPurgeTakesQuotesOutOfTheFilesOfAnImport(t *testing.T) {
	c := &clock{today}
	dir, a := kept(t, c)
	_, err := a.Import(context.Background(), archive.Input{File: "folder", Events: func(yield func(event.Event, error) bool) {
		_ = yield(event.Event{}, &event.NextFile{Index: 0}) && yield(aged("first", 40, 1), nil) && yield(aged("third", 0, 1), nil) &&
			yield(event.Event{}, &event.NextFile{Index: 1})
	}, Files: func() []archive.InputFile {
		return []archive.InputFile{
			{File: "a.json", Notes: []string{`the text "descfirst1" was kept`}},
			{File: "b.txt", Refused: `it begins with "descfirst1" and "descthird1"`},
		}
	}}, nil)
	require.NoError(t, err)
	require.Equal(t, 2, purged(t, a, c.now).Quotes)
	require.NoError(t, a.Close())
	a = reopened(t, dir, c)
	imports, err := a.Imports()
	require.NoError(t, err)
	files := imports[0].Files
	require.Equal(t, []string{`the text "…" was kept`}, files[0].Notes)
	require.Equal(t, `it begins with "…" and "descthird1"`, files[1].Refused)
	require.Equal(t, 2, files[0].Added)
	closeVerified(t, a)
}

// TestCountsByFileAreThoseOfTheImportInLotsOfAnySize requires that the counts
// of each file do not depend on the size of the lots.
func TestCountsByFileAreThoseOfTheImportInLotsOfAnySize(t *testing.T) {
	defer archive.Shrink(7, 3, 5)()
	a := create(t, folderIn(t))
	const files, each = 9, 11
	in, err := a.Import(context.Background(), archive.Input{File: "folder", Events: func(yield func(event.Event, error) bool) {
		for f := range files {
			if !yield(event.Event{}, &event.NextFile{Index: f}) {
				return
			}
			for i := range each {
				// Every second event repeats an event of the previous file.
				e := aged(fmt.Sprintf("e%d-%d", f-i%2, i), 0, 1)
				if !yield(e, nil) {
					return
				}
			}
			if f%2 == 0 && !yield(event.Event{}, &event.Rejection{At: "line 1", Reason: "x"}) {
				return
			}
		}
	}, Files: func() []archive.InputFile { return make([]archive.InputFile, files) }}, nil)
	require.NoError(t, err)
	var sum archive.ImportedFile
	for f, one := range in.Files {
		require.Equal(t, one.Read, one.Added+one.Duplicates+one.Rejected, f)
		require.Equal(t, each+1-f%2, one.Read)
		sum.Read, sum.Added, sum.Duplicates, sum.Rejected = sum.Read+one.Read, sum.Added+one.Added, sum.Duplicates+one.Duplicates, sum.Rejected+one.Rejected
	}
	require.Equal(t, []int{in.Read, in.Added, in.Duplicates, in.Rejected}, []int{sum.Read, sum.Added, sum.Duplicates, sum.Rejected})
	closeVerified(t, a)
}
