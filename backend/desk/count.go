package desk

import (
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// Covers returns the number of events that a hold covers at the moment.
func Covers(ctx context.Context, v *archive.View, h retention.Hold) (int, error) {
	q, err := h.Scope.Parse()
	if err != nil {
		return 0, err
	}
	return v.Count(ctx, q)
}

// EmptyHolds returns the holds that cover no event at the moment, and so keep nothing.
func EmptyHolds(ctx context.Context, v *archive.View, holds []retention.Hold) ([]retention.Hold, error) {
	var empty []retention.Hold
	for _, h := range holds {
		switch n, err := Covers(ctx, v, h); {
		case err != nil:
			return nil, err
		case n == 0:
			empty = append(empty, h)
		}
	}
	return empty, nil
}

// Hints returns what may be a slip in a search as it was typed, so that its answer is
// not trusted too soon. found is the number of events that the search found.
func Hints(ctx context.Context, v *archive.View, typed string, zone *time.Location, q query.Query, found int) ([]string, error) {
	hints := query.Hints(typed, zone)
	if found > 0 {
		return hints, nil
	}
	ids, err := query.IDHints(q, func(id query.Query) (int, error) { return v.Count(ctx, id) })
	return append(hints, ids...), err
}
