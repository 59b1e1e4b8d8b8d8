package archive

import (
	"context"
	"errors"
	"iter"
	"path/filepath"

	"daybook/backend/folder"
	"daybook/backend/segment"
)

// buildOne builds a segment under work/, puts it in its place and opens it. The
// rows have at most that many bytes in all; 0 is any number.
func (a change) buildOne(ctx context.Context, n int, rows iter.Seq2[segment.Row, error], most int64) (*member, error) {
	work, err := segment.FreeFolder(filepath.Join(a.dir, "work", folder.Number(n)))
	if err != nil {
		return nil, err
	}
	ref, err := segment.Build(ctx, work, rows, most)
	if err != nil {
		return nil, err
	}
	ref.Number = n
	dir := segmentPath(a.dir, n)
	s, err := segment.Place(work, dir, ref)
	if err != nil {
		return nil, errors.Join(err, segment.Remove(dir)) // its number is free again
	}
	return &member{Segment: s}, nil
}
