package window

import (
	"errors"
	"fmt"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
)

// SaveCheckpoint saves a checkpoint to a file chosen in a native dialog. It returns null
// if the dialog was cancelled.
func (c *proofs) SaveCheckpoint() (*Written, error) {
	return guard(func() (*Written, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		return open.saveCheckpoint()
	})
}

// CompareCheckpoint compares the archive with a saved checkpoint chosen in a native
// dialog. It returns null if the dialog was cancelled.
func (c *proofs) CompareCheckpoint() (*Comparison, error) {
	return guard(func() (*Comparison, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		return open.compareCheckpoint()
	})
}

func (open *opened) saveCheckpoint() (*Written, error) {
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	if err != nil {
		return nil, err
	}
	name, err := folderName(info.Name)
	if err != nil {
		name = "archive"
	}
	name = fmt.Sprintf("%s %s.checkpoint", name, open.w.now().Format("2006-01-02"))
	path, err := dialog(open.w, func() (string, error) { return open.w.desktop.SaveFile("Save checkpoint", name) })
	if err != nil || path == "" {
		return nil, err
	}
	left, err := desk.SaveCheckpoint(open.w.ctx, open.Archive, path)
	if err != nil {
		return nil, err
	}
	return open.w.calls.wrote(left), nil
}

func (open *opened) compareCheckpoint() (*Comparison, error) {
	path, err := open.w.chooseFile("Compare with a checkpoint")
	if err != nil || path == "" {
		return nil, err
	}
	c, err := desk.CompareCheckpoint(open.w.ctx, open.Archive, path)
	if errors.Is(err, integrity.ErrCheckpoint) {
		return nil, fault("input", filepath.Base(path)+" is no checkpoint", "Choose a file that Daybook saved as one.")
	}
	if err != nil {
		return nil, err
	}
	proves, cannot := c.Words()
	out := &Comparison{
		File: filepath.Base(path), Same: c.Same, Proves: proves, Cannot: cannot, Key: c.Key, Lines: c.Lines,
		ThenSize: c.Then.Size, NowSize: c.Now.Size, NowRoot: c.Now.Root.String(),
	}
	if c.Key != "" {
		out.ThenRoot = c.Then.Root.String()
	}
	return out, nil
}

// A Comparison is the result of comparing the archive with a checkpoint.
type Comparison struct {
	// Name without its folder.
	File string `json:"file"`
	// The archive continues the state of the checkpoint.
	Same bool `json:"same"`
	// What the comparison proves, in plain words; what is wrong if `same` is false.
	Proves string `json:"proves"`
	Cannot string `json:"cannot"`
	// Id of the key that signed; "" if no key of the archive did.
	Key string `json:"key"`
	// Lines of the journal at that time; 0 if the checkpoint does not say.
	Lines    int64  `json:"lines"`
	ThenSize int64  `json:"thenSize"`
	ThenRoot string `json:"thenRoot"`
	NowSize  int64  `json:"nowSize"`
	NowRoot  string `json:"nowRoot"`
}
