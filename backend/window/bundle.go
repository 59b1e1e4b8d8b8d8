package window

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/evidence"
	"daybook/backend/export"
	"daybook/backend/keys"
)

// exportBundle writes an evidence bundle of the selected events to a file chosen
// in a dialog.
func (c *handouts) exportBundle(r ExportRequest) (string, error) {
	open, set, order, err := c.picked(r.Selection, r.Search)
	if err != nil {
		return "", err
	}
	q, _, zone, err := c.w.parse(r.Search)
	if err != nil {
		return "", err
	}
	request := evidence.Request{
		Query: q, Order: order, Only: set, Typed: r.Search.Text, Zone: zone,
		Case: r.CaseName, Purpose: r.Purpose, Recipient: r.Recipient, Program: c.w.program,
	}
	for _, words := range []string{r.CaseName, r.Purpose, r.Recipient} {
		if utf8.RuneCountInString(words) > evidence.MaxWords || !utf8.ValidString(words) {
			return "", outOfBounds("Case, purpose and recipient have at most 1,000 characters each")
		}
	}
	path, err := dialog(c.w, func() (string, error) { return c.w.desktop.SaveFile("Export evidence bundle", "evidence.zip") })
	if err != nil || path == "" {
		return "", err
	}
	request.Now = c.w.now()
	return c.w.start("bundle", path, func(ctx context.Context, j *job) error {
		f, err := evidence.File(ctx, open.Archive, path, request, func(done, total int) {
			j.advance("Writing", int64(done), int64(total), done/4) // three times written, once read back
		})
		if err != nil {
			return err
		}
		done := c.wrote(f)
		done.Unwritten = open.ReadOnly()
		if info, err := open.Info(); err == nil { // the bundle itself says it of the state that it shows
			done.Unread = archive.LostEvents(info.Lost)
		}
		j.update(func(t *Task) { t.Written, t.Done, t.Total, t.Events = done, int64(f.Events), int64(f.Events), f.Events })
		return nil
	}), nil
}

type BundleRequest struct {
	Dropped string `json:"dropped"`
	Bundle  string `json:"bundle"`
	Compare string `json:"compare"`
}

type BundleVerdict struct {
	Token           string       `json:"token"`
	File            string       `json:"file"`
	OK              bool         `json:"ok"`
	Whole           bool         `json:"whole"`
	Signer          string       `json:"signer"`
	SignedBy        string       `json:"signedBy"`
	Repacked        bool         `json:"repacked"`
	Cautions        []string     `json:"cautions"`
	Headline        string       `json:"headline"`
	Problems        []string     `json:"problems"`
	Count           int          `json:"count"`
	Advice          string       `json:"advice"`
	Undecided       string       `json:"undecided"`
	Facts           []BundleFact `json:"facts"`
	Shows           BundleWords  `json:"shows"`
	ShowsNot        BundleWords  `json:"showsNot"`
	Key             string       `json:"key"`
	KeyKnown        bool         `json:"keyKnown"`
	Checkpoint      string       `json:"checkpoint"`
	CheckpointKnown bool         `json:"checkpointKnown"`
	Text            string       `json:"text"`
}

type BundleFact struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

type BundleWords struct {
	Head  string   `json:"head"`
	Lines []string `json:"lines"`
}

// A given is a bundle that was verified, and the files of the officer's that it
// was compared with: paths, or "".
type given struct{ bundle, key, checkpoint string }

// bundles are the calls about evidence bundles, which need no archive.
type bundles struct {
	w     *Window
	mu    sync.Mutex
	known map[string]given // that were verified, by token
}

// VerifyBundle checks an evidence bundle: one that is chosen in a dialog, one
// that was dropped, or one that was verified, once more and against a key or a
// checkpoint that a dialog names. It needs no archive.
func (c *bundles) VerifyBundle(r BundleRequest) (string, error) {
	return guard(func() (string, error) {
		g, err := c.given(r)
		if err != nil || g.bundle == "" {
			return "", err
		}
		return c.verifyBundle(g), nil
	})
}

func (c *bundles) given(r BundleRequest) (g given, err error) {
	switch {
	case r.Bundle == "" && r.Compare != "":
		return given{}, outOfBounds("A bundle is verified before it is compared")
	case r.Bundle != "":
		c.mu.Lock()
		g, known := c.known[r.Bundle]
		c.mu.Unlock()
		if !known {
			return given{}, errGone
		}
		return c.compared(g, r.Compare)
	case r.Dropped != "":
		paths, err := c.w.calls.takeDrop(r.Dropped)
		if err == nil && len(paths) > 1 {
			err = fault("input", "Drop one evidence bundle at a time", "")
		}
		if err != nil {
			return given{}, err
		}
		return given{bundle: paths[0]}, nil
	}
	g.bundle, err = c.w.chooseFile("Verify an evidence bundle")
	return g, err
}

// compared asks for what a bundle is to be compared with, and answers nothing if
// that was cancelled.
func (c *bundles) compared(g given, with string) (given, error) {
	var err error
	switch with {
	case "":
		return g, nil
	case "key":
		g.key, err = c.w.chooseFile("Compare with a key")
	case "checkpoint":
		g.checkpoint, err = c.w.chooseFile("Compare with a checkpoint")
	default:
		return given{}, outOfBounds("A bundle is compared with a key or with a checkpoint")
	}
	if err != nil || with == "key" && g.key == "" || with == "checkpoint" && g.checkpoint == "" {
		return given{}, err
	}
	_, err = export.ReadExpected(export.Given{Key: g.key, Checkpoint: g.checkpoint})
	switch {
	case errors.Is(err, export.ErrNotKey):
		return given{}, fault("input", filepath.Base(g.key)+" is no key", "Choose the file with the archive’s public key, like the file key.pub of an earlier bundle.")
	case errors.Is(err, export.ErrNotCheckpoint):
		return given{}, fault("input", filepath.Base(g.checkpoint)+" is no checkpoint", "Choose a file that Daybook saved as one.")
	case err != nil:
		return given{}, unreadable(cmp.Or(g.checkpoint, g.key), err)
	}
	return g, nil
}

func (c *bundles) verifyBundle(g given) string {
	return c.w.start("verify-bundle", filepath.Base(g.bundle), func(ctx context.Context, j *job) error {
		meant, err := export.IsBundle(g.bundle)
		if err != nil {
			return unreadable(g.bundle, err)
		}
		if !meant {
			return fault("not-bundle", filepath.Base(g.bundle)+" is no evidence bundle of Daybook",
				"If it is an export of events, open an archive and import it there.")
		}
		v, err := export.VerifyBundleFile(ctx, g.bundle, export.Given{Key: g.key, Checkpoint: g.checkpoint, Owner: keys.Whose}, func(done, total int) {
			j.advance("Reading", int64(done), int64(total), done)
		})
		if err != nil {
			return unreadable(g.bundle, err)
		}
		token := c.w.newToken("bundle")
		c.mu.Lock()
		c.known[token] = g
		c.mu.Unlock()
		j.update(func(t *Task) { t.Bundle, t.Events = bundleVerdict(v, g, token), v.Events })
		return nil
	})
}

// bundleVerdict is v in the verifier's own words.
func bundleVerdict(v *export.Verdict, g given, token string) *BundleVerdict {
	out := &BundleVerdict{
		Token: token, File: filepath.Base(g.bundle), OK: v.OK(), Whole: v.Whole(),
		Signer: string(v.Signer), SignedBy: v.Owner, Repacked: v.Repacked, Cautions: append([]string{}, v.Cautions()...),
		Headline: v.Headline(), Undecided: v.Undecided, Problems: append([]string{}, v.Problems...), Count: v.Count, Facts: []BundleFact{},
		Shows: BundleWords{Head: export.Shows, Lines: []string{}}, ShowsNot: BundleWords{Head: export.ShowsNot, Lines: []string{}}, Text: v.Text(),
	}
	if g.key != "" {
		out.Key = filepath.Base(g.key)
	}
	if g.checkpoint != "" {
		out.Checkpoint = filepath.Base(g.checkpoint)
	}
	if !v.Whole() {
		out.Advice = export.Advice
		return out
	}
	for _, f := range v.Facts() {
		out.Facts = append(out.Facts, BundleFact{f.Name, f.Text})
	}
	out.KeyKnown, out.CheckpointKnown = v.KeyKnown, v.Kept != nil
	out.Shows.Lines, out.ShowsNot.Lines = v.Proven(), v.NotProven()
	return out
}

// unreadable is why a file that was named could not be read.
func unreadable(path string, err error) error {
	name := filepath.Base(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault("gone", "There is no file "+path, "Look at its name and folder.")
	case errors.Is(err, fs.ErrPermission):
		return fault("permission", name+" may not be read by you", "Ask whom it belongs to for a copy.")
	case errors.Is(err, export.ErrNotRegular):
		return fault("not-bundle", name+" is no ordinary file", "Choose the file of the bundle itself.")
	}
	return err
}
