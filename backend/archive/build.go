package archive

import (
	"context"
	"errors"
	"iter"
	"path/filepath"

	"daybook/backend/folder"
	"daybook/backend/segment"
)

// buildOne builds a segment under work/, moves it to its place and opens it.
// most is an upper bound of the bytes of all rows, or 0 if there is none.
func (a change) buildOne(ctx context.Context, n int, rows iter.Seq2[segment.Row, error], most int64) (*member, error) {
	work, err := segment.FreeFolder(filepath.Join(a.dir, "work", folder.Number(n)))
	if err != nil {
		return nil, err
	}
	ref, salts, err := segment.Build(ctx, work, rows, most)
	if err != nil {
		return nil, err
	}
	ref.Number = n
	err = writeSalts(a.dir, n, salts)
	var s *segment.Segment
	if err == nil {
		s, err = segment.Place(work, segmentPath(a.dir, n), ref)
	}
	if err != nil {
		return nil, errors.Join(err, removeSegment(a.dir, n)) // so that its number can be used again
	}
	return &member{Segment: s}, nil
}
