package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/index"
)

// buildSegment writes a segment of the rows, which come in base order and have at
// most that many bytes in all (0 is any number), in dir, which must not exist, and
// seals it. On an error dir is removed.
func buildSegment(ctx context.Context, dir string, rows iter.Seq2[row, error], most int64) (ref segmentRef, err error) {
	defer func() {
		if err != nil {
			removeSealed(dir)
			err = fmt.Errorf("archive: build segment: %w", err)
		}
	}()
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return ref, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return ref, err
	}
	built, sealed, err := writeEvents(ctx, filepath.Join(dir, "events"), rows, most)
	if err != nil {
		return ref, err
	}
	files := built.Finish()
	if err := ctx.Err(); err != nil {
		return ref, err
	}
	for name, write := range map[string]func(io.Writer) error{
		"columns":      func(w io.Writer) error { _, err := w.Write(files.Columns); return err },
		"ids":          func(w io.Writer) error { _, err := w.Write(files.IDs); return err },
		"descriptions": func(w io.Writer) error { return columns.EncodeTexts(w, files.Descriptions) },
	} {
		if err := durable.Write(filepath.Join(dir, name), 0o600, write); err != nil {
			return ref, err
		}
	}
	if err := index.Build(filepath.Join(dir, "index"), slices.Values(files.Descriptions)); err != nil {
		return ref, err
	}
	if err := ctx.Err(); err != nil {
		return ref, err
	}
	ref.Events = sealed.Events
	ref.Seal, err = writeSeal(dir, sealed)
	return ref, err
}

// writeEvents writes the store and gathers the columns.
func writeEvents(ctx context.Context, dir string, rows iter.Seq2[row, error], most int64) (*columns.Builder, *seal, error) {
	w, err := newStoreWriter(dir, most)
	if err != nil {
		return nil, nil, err
	}
	finished := false
	defer func() {
		if !finished {
			w.abandon()
		}
	}()
	built := new(columns.Builder)
	s := &seal{Format: folder.Format, Index: folder.IndexVersion}
	for r, err := range rows {
		if err != nil {
			return nil, nil, err
		}
		if s.Events%1024 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		e, err := event.DecodeLeaf(r.leaf)
		if err != nil {
			return nil, nil, err
		}
		if s.Events == 0 {
			s.Newest = e.Time
		}
		s.Oldest = e.Time
		if err := w.add(uint32(s.Events), r); err != nil {
			return nil, nil, err
		}
		if err := built.Add(&e, r.seq, r.conflict); err != nil {
			return nil, nil, err
		}
		s.Events++
	}
	finished = true
	return built, s, w.finish()
}

// freeFolder is a path that begins so and has nothing: what is not Daybook's may have
// stayed in the folder of a segment that was not finished.
func freeFolder(at string) (string, error) {
	free := at
	for n := 1; ; n++ {
		_, err := os.Lstat(free)
		if errors.Is(err, fs.ErrNotExist) {
			return free, nil
		}
		if err != nil {
			return "", fmt.Errorf("archive: build segment: %w", err)
		}
		free = fmt.Sprintf("%s-%d", at, n)
	}
}

// place moves a sealed segment from where it was built to where it belongs. There may
// be what is not Daybook's, from when its number was used before.
func place(from, dir string) error {
	err := durable.Rename(from, dir)
	if _, there := os.Lstat(dir); err != nil && there == nil {
		err = moveInto(from, dir)
	}
	if err != nil {
		return fmt.Errorf("archive: place segment: %w", err)
	}
	return durable.SyncFolder(filepath.Dir(dir))
}

func moveInto(from, dir string) error {
	files, folders, err := listFiles(from)
	if err != nil {
		return err
	}
	for _, rel := range folders {
		at := filepath.Join(dir, filepath.FromSlash(rel))
		if err := os.Mkdir(at, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if info, err := os.Lstat(at); err != nil || !durable.IsFolder(info.Mode()) {
			return errors.Join(err, fmt.Errorf("%s: %w", at, folder.ErrMisplaced))
		}
	}
	for _, rel := range append(files, sealName) {
		rel = filepath.FromSlash(rel)
		if err := durable.Rename(filepath.Join(from, rel), filepath.Join(dir, rel)); err != nil {
			return err
		}
	}
	for _, rel := range folders {
		if err := durable.SyncFolder(filepath.Join(dir, filepath.FromSlash(rel))); err != nil {
			return err
		}
	}
	return removeSealed(from)
}

func placeOne(work, dir string, ref segmentRef) (*segment, error) {
	if err := place(work, dir); err != nil {
		return nil, err
	}
	s, damages, err := openSegment(dir, ref)
	if err != nil {
		return nil, err
	}
	if len(damages) > 0 || len(s.opened) > 0 {
		s.close()
		return nil, fmt.Errorf("archive: build segment: %w: what was written is not what is read back; is the disk failing?", folder.ErrDamaged)
	}
	return s, nil
}
