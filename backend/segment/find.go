package segment

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"daybook/backend/query"
)

// FindDescriptions returns the ranks of a segment's descriptions in which a term is
// found: those from the index, each examined again where the answer of the index is
// not exact.
func (s *Segment) FindDescriptions(ctx context.Context, t query.Term) (*roaring.Bitmap, error) {
	var candidates *roaring.Bitmap // all, where there is no index
	if s.index != nil {
		var exact bool
		var err error
		if candidates, exact, err = s.index.Match(ctx, t); err != nil {
			return nil, fmt.Errorf("segment %06d: %w", s.Number, err)
		}
		if exact {
			return candidates, nil
		}
	}
	t.Field = query.Description // only one text is searched here
	sure := roaring.New()
	var normal []byte
	err := s.Texts.Scan(ctx, candidates, func(rank int, raw []byte) {
		normal = query.AppendNormal(normal[:0], string(raw))
		if t.FoundInBytes(normal) {
			sure.Add(uint32(rank))
		}
	})
	if err != nil {
		return nil, fmt.Errorf("segment %06d: %w", s.Number, err)
	}
	return sure, nil
}
