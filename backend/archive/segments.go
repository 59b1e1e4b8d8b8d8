package archive

import (
	"slices"

	"daybook/backend/folder"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// openSegments opens the segments of a snapshot, as many at a time as there are
// processors, and returns for each the damage to its derived files.
func openSegments(dir string, s *snapshot) (segments []*member, derived [][]*folder.Damage, err error) {
	segments = make([]*member, len(s.Segments))
	derived = make([][]*folder.Damage, len(s.Segments))
	errs := make([]error, len(s.Segments))
	parallel.Each(len(segments), func(i int) {
		ref := s.Segments[i]
		var one *segment.Segment
		if one, derived[i], errs[i] = segment.Open(segmentPath(dir, ref.Number), ref); errs[i] == nil {
			segments[i] = &member{Segment: one}
		}
	})
	if at := slices.IndexFunc(errs, func(err error) bool { return err != nil }); at >= 0 {
		for _, seg := range segments {
			if seg != nil {
				seg.Close()
			}
		}
		return nil, nil, errs[at] // the others say the same
	}
	return segments, derived, nil
}
