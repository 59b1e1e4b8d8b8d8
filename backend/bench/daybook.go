package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

// daybook is the side under test.
type daybook struct{}

func (daybook) Import(ctx context.Context, path, file string) (n int, parts []part, err error) {
	f, in, err := openActivity(file)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, nil, err
	}
	a, err := archive.Create(ctx, path, archive.Options{Name: "bench"})
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	begun := time.Now()
	report, err := a.Import(ctx, archive.Input{
		File: filepath.Base(file), Size: info.Size(), Events: in.Events(ctx),
		Source: in.Source, SHA256: in.SHA256, Notes: in.Notes, Offset: in.Offset,
	}, nil)
	if err != nil {
		return 0, nil, err
	}
	if report.Added != report.Read {
		return 0, nil, fmt.Errorf("of %d events %d were added", report.Read, report.Added)
	}
	parts = append(parts, part{"import", time.Since(begun)})
	begun = time.Now()
	if err := a.Merge(ctx); err != nil {
		return 0, nil, err
	}
	return report.Added, append(parts, part{"merge", time.Since(begun)}), nil
}

func (daybook) Open(ctx context.Context, path string) (store, error) {
	a, err := archive.Open(ctx, path, archive.Options{})
	if err != nil {
		return nil, err
	}
	return &openArchive{a}, nil
}

type openArchive struct{ archive *archive.Archive }

func (o *openArchive) Close() error { return o.archive.Close() }

func (o *openArchive) Settle(ctx context.Context) error { return o.archive.Checked(ctx) }

func (o *openArchive) Answer(ctx context.Context, q *question) (int, []event.Event, error) {
	typed := ""
	if q.asked != nil {
		typed = q.asked.text
	}
	parsed, err := query.Parse(typed, time.UTC)
	if err != nil {
		return 0, nil, err
	}
	r, err := answerTo(ctx, o.archive, archive.Request{Query: parsed, Order: q.order, Page: q.page, Facets: q.facets})
	if err != nil {
		return 0, nil, err
	}
	page := make([]event.Event, len(r.Hits))
	for i := range r.Hits {
		page[i] = r.Hits[i].Event
	}
	return r.Total, page, nil
}

func (o *openArchive) Events(ctx context.Context) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		err := o.archive.ViewWhole(ctx, func(v *archive.View) error {
			for e, err := range v.Events(ctx, query.All(), query.DefaultOrder()) {
				if !yield(e, err) {
					break
				}
			}
			return nil
		})
		if err != nil {
			yield(event.Event{}, err)
		}
	}
}

func answerTo(ctx context.Context, a *archive.Archive, r archive.Request) (archive.Result, error) {
	return archive.Ask(a, func(v *archive.View) (archive.Result, error) { return v.Query(ctx, r) })
}

// Verify reads everything and returns the number of events that were found good.
func (o *openArchive) Verify(ctx context.Context) (int, error) {
	report, err := o.archive.Verify(ctx, nil)
	if err != nil {
		return 0, err
	}
	if !report.OK() {
		return 0, fmt.Errorf("%d problems, the first: %s", report.Count, report.Problems[0])
	}
	return report.Events, nil
}
