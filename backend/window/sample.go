package window

import (
	"context"
	"os"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/desk"
)

// trySample starts to open the sample archive, and to make it first if it does not
// exist, as a task whose id it returns.
func (c *archives) trySample() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "daybook", "Sample workspace.daybook")
	return c.w.start(TaskSample, "Sample workspace", func(ctx context.Context, j *job) error {
		if current, err := c.w.current(); err == nil && samePlace(current.Path(), path) {
			return nil
		}
		open, elsewhere, err := c.openHere(ctx, path, "")
		if elsewhere {
			return inFront(path)
		}
		if err == nil && !holdsSample(open) {
			err = open.Close()
			if err == nil {
				err = os.ErrNotExist
			}
		}
		if err != nil {
			if open, err = makeSample(ctx, j, path, c.w.options()); err != nil {
				return err
			}
		}
		_, err = c.w.take(open, c.listen(open))
		return err
	}), nil
}

func holdsSample(open *archive.Archive) bool {
	info, err := archive.Look(open, (*archive.View).Info)
	return err == nil && info.Events >= desk.SampleEvents
}

// makeSample makes the sample archive anew: it belongs to Daybook, and lies in its
// cache.
func makeSample(ctx context.Context, j *job, path string, o archive.Options) (*archive.Archive, error) {
	if err := archive.Remove(path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	o.Name = "Sample workspace"
	open, err := archive.Create(ctx, path, o)
	if err != nil {
		return nil, err
	}
	_, err = desk.FillSample(ctx, open, desk.SampleSeed, desk.SampleEvents, j.importing)
	if err != nil {
		open.Close()
		return nil, err
	}
	return open, nil
}
