package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

// purgedParts are how much of an archive a purge takes in turn: a tenth of it,
// and a day's of a year.
var purgedParts = []struct {
	name  string
	share float64
}{{"a tenth", 0.1}, {"a day of a year", 2700.0 / 1_000_000}}

// keptDays is the number of days that the plan of a purge keeps.
const keptDays = 30

// purge removes the oldest n events of a copy of the archive at path, while pages
// of it are asked for.
func purge(ctx context.Context, path string, n int, o *outcome) (err error) {
	copied := path + "-purged"
	if err := errors.Join(removeTree(copied), copyTree(path, copied)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeTree(copied)) }()
	var now atomic.Int64
	now.Store(time.Now().UnixNano())
	a, err := archive.Open(ctx, copied, archive.Options{Now: func() time.Time { return time.Unix(0, now.Load()) }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := a.Checked(ctx); err != nil {
		return err
	}
	last, err := nthOldest(ctx, a, n)
	if err != nil {
		return err
	}
	now.Store(last.UTC().AddDate(0, 0, keptDays).UnixNano())
	if err := a.ChangePlan(ctx, "pro"); err != nil {
		return err
	}
	before, err := filesIn(copied)
	if err != nil {
		return err
	}
	begun := time.Now()
	due, err := archive.Ask(a, func(v *archive.View) (*archive.Due, error) { return v.Due(ctx, time.Unix(0, now.Load()), "") })
	if err != nil {
		return err
	}
	o.Parts = append(o.Parts, part{"due", time.Since(begun)})
	asked := make(chan error, 1)
	asking, stop := context.WithCancel(ctx)
	go func() { asked <- askOnAndOn(asking, a, o) }()
	begun, busy := time.Now(), processorTime()
	receipt, err := a.Purge(ctx, due, nil)
	o.Took, o.CPU = time.Since(begun), processorTime()-busy
	stop()
	if err := errors.Join(err, <-asked); err != nil {
		return err
	}
	begun = time.Now()
	if err := a.Removed(ctx); err != nil {
		return err
	}
	o.Parts = append(o.Parts, part{"removed", time.Since(begun)})
	after, err := filesIn(copied)
	if err != nil {
		return err
	}
	for name, size := range after {
		if _, was := before[name]; !was {
			o.Written += size
		}
	}
	o.Events, o.Peak = receipt.Count, peakMemory()
	return nil
}

// nthOldest is the time of the nth event, from the oldest.
func nthOldest(ctx context.Context, a *archive.Archive, n int) (event.Time, error) {
	r, err := answerTo(ctx, a, archive.Request{Query: query.All(), Order: query.Order{By: query.ByTimestamp}, Page: (n-1)/archive.PageSize + 1})
	if err != nil {
		return 0, err
	}
	return r.Hits[(n-1)%archive.PageSize].Time, nil
}

// askOnAndOn asks for one page after another until ctx ends, and records how long
// each took.
func askOnAndOn(ctx context.Context, a *archive.Archive, o *outcome) error {
	q, err := query.Parse("webhook", nil)
	if err != nil {
		return err
	}
	for page := 1; ; page++ {
		begun := time.Now()
		r, err := answerTo(ctx, a, archive.Request{Query: q, Order: query.DefaultOrder(), Page: page%20 + 1, Facets: true})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("ask during a purge: %w", err)
		}
		o.Answers = append(o.Answers, answer{Took: time.Since(begun), Total: r.Total})
	}
}

// filesIn are the sizes of the files below dir.
func filesIn(dir string) (map[string]int64, error) {
	sizes := make(map[string]int64)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sizes[path] = info.Size()
		}
		return err
	})
	return sizes, err
}

// copyTree copies a folder.
func copyTree(from, to string) error {
	return os.CopyFS(to, os.DirFS(from))
}
