package main

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ingest"
	"daybook/backend/sample"
)

const pageSize = archive.PageSize

// A side is one of the two that are compared. Paths are folders that it has for
// itself.
type side interface {
	// Import makes the side's store from file, in the folder at path, which is
	// there and empty. It returns the number of events and how long the named parts
	// took that are worth naming.
	Import(ctx context.Context, path, file string) (int, []part, error)
	Open(ctx context.Context, path string) (store, error)
}

// A part of something measured.
type part struct {
	Name string
	Took time.Duration
}

// A store is the open result of an import.
type store interface {
	// Settle waits for background work after opening.
	Settle(ctx context.Context) error
	// Answer is the exact total and the events of a page.
	Answer(ctx context.Context, q *question) (total int, page []event.Event, err error)
	// Events are all events, newest first.
	Events(ctx context.Context) iter.Seq2[event.Event, error]
	Close() error
}

const (
	daybookSide = "daybook"
	sqliteSide  = "sqlite"
)

var bothSides = []string{daybookSide, sqliteSide}

// seed is that of the sample.
const seed = 1

// writeActivity writes an activity.json of n events.
func writeActivity(path string, n int) error {
	return writeFile(path, func(w *bufio.Writer) error {
		_, err := export.WriteJSON(w, func(yield func(event.Event, error) bool) {
			for e := range sample.Events(seed, n) {
				if !yield(e, nil) {
					return
				}
			}
		})
		return err
	})
}

// writeCSV writes events to a file that is on the disk at the end.
func writeCSV(path string, events iter.Seq2[event.Event, error]) (n int, err error) {
	err = writeFile(path, func(w *bufio.Writer) error {
		n, err = export.WriteCSV(w, events, export.CSVOptions{})
		return err
	})
	return n, err
}

func writeFile(path string, write func(w *bufio.Writer) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// openActivity opens the reader with which both sides read their events.
func openActivity(path string) (*os.File, *ingest.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	in, err := ingest.Open(f, info.Size(), filepath.Base(path), ingest.Options{})
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, in, nil
}

// bytesIn is the size of all files below path.
func bytesIn(path string) (total int64, err error) {
	err = filepath.WalkDir(path, func(_ string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}

// removeTree removes a folder in which folders may be sealed against writing.
func removeTree(path string) error {
	err := filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(name, 0o700)
		}
		return err
	})
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.RemoveAll(path)
}
