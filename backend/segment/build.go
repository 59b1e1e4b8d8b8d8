package segment

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
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/index"
)

// Build writes a segment of the rows, which come in base order and have no more
// than most bytes in all (0 means any number), in dir, which must not exist, and
// seals it. salts is the content of its file of salts. On an error dir is removed.
func Build(ctx context.Context, dir string, rows iter.Seq2[Row, error], most int64) (ref Ref, salts []byte, err error) {
	defer func() {
		if err != nil {
			Remove(dir)
			err = failure.New("build segment", "", err)
		}
	}()
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return ref, nil, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return ref, nil, err
	}
	built, salting, sealed, err := writeEvents(ctx, filepath.Join(dir, "events"), rows, most)
	if err != nil {
		return ref, nil, err
	}
	files := built.Finish()
	if err := ctx.Err(); err != nil {
		return ref, nil, err
	}
	for name, write := range map[string]func(io.Writer) error{
		"columns":      func(w io.Writer) error { _, err := w.Write(files.Columns); return err },
		"ids":          func(w io.Writer) error { _, err := w.Write(files.IDs); return err },
		"descriptions": func(w io.Writer) error { return columns.EncodeTexts(w, files.Descriptions) },
	} {
		if err := durable.Write(filepath.Join(dir, name), 0o600, write); err != nil {
			return ref, nil, err
		}
	}
	if err := index.Build(filepath.Join(dir, "index"), slices.Values(files.Descriptions)); err != nil {
		return ref, nil, err
	}
	if err := ctx.Err(); err != nil {
		return ref, nil, err
	}
	salts = salting.finish()
	ref.Events, ref.Salts = sealed.Events, SaltsSum(salts)
	ref.Seal, err = writeSeal(dir, sealed)
	return ref, salts, err
}

// writeEvents writes the store and gathers the columns and the salts.
func writeEvents(ctx context.Context, dir string, rows iter.Seq2[Row, error], most int64) (*columns.Builder, *saltsBuilder, *Seal, error) {
	w, err := newStoreWriter(dir, most)
	if err != nil {
		return nil, nil, nil, err
	}
	finished := false
	defer func() {
		if !finished {
			w.abandon()
		}
	}()
	built, salting := new(columns.Builder), new(saltsBuilder)
	s := &Seal{Format: folder.Format, Index: folder.IndexVersion}
	for r, err := range rows {
		if err != nil {
			return nil, nil, nil, err
		}
		if s.Events%1024 == 0 && ctx.Err() != nil {
			return nil, nil, nil, ctx.Err()
		}
		e, salt, err := event.DecodeStored(r.Stored)
		if err != nil {
			return nil, nil, nil, err
		}
		if s.Events == 0 {
			s.Newest = e.Time
		}
		s.Oldest = e.Time
		if err := w.add(uint32(s.Events), r); err != nil {
			return nil, nil, nil, err
		}
		if err := built.Add(&e, r.Seq, r.Conflict); err != nil {
			return nil, nil, nil, err
		}
		salting.add(r.Seq, salt, e.ID)
		s.Events++
	}
	finished = true
	return built, salting, s, w.finish()
}

// FreeFolder returns an unused path that begins with at: files that are not Daybook's
// may have stayed in the folder of an unfinished segment.
func FreeFolder(at string) (string, error) {
	free := at
	for n := 1; ; n++ {
		_, err := os.Lstat(free)
		if errors.Is(err, fs.ErrNotExist) {
			return free, nil
		}
		if err != nil {
			return "", failure.New("build segment", "", err)
		}
		free = fmt.Sprintf("%s-%d", at, n)
	}
}

// place moves a sealed segment from where it was built to where it belongs. The place
// may have files that are not Daybook's, from an earlier use of the number.
func place(from, dir string) error {
	err := durable.Rename(from, dir)
	if _, there := os.Lstat(dir); err != nil && there == nil {
		err = moveInto(from, dir)
	}
	if err != nil {
		return failure.New("place segment", "", err)
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
	return Remove(from)
}

// Place moves a segment that was built in the folder work to dir, and opens it. Damage in
// what is read back is an error.
func Place(work, dir string, ref Ref) (*Segment, error) {
	if err := place(work, dir); err != nil {
		return nil, err
	}
	s, damages, err := Open(dir, ref)
	if err != nil {
		return nil, err
	}
	if len(damages) > 0 || len(s.Opened) > 0 {
		s.Close()
		return nil, failure.New("build segment", "", folder.Damagef("what was written is not what is read back; is the disk failing?"))
	}
	return s, nil
}
