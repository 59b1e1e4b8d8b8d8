package window

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"sync"

	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/proof"
)

// ExportBundle writes an evidence bundle of the selected events to a file chosen in a
// native dialog. It runs as a task and returns its id; "" if the dialog was cancelled.
func (c *handouts) ExportBundle(r BundleRequest) (string, error) {
	return guard(func() (string, error) {
		open, asked, err := c.picked(r.Selection, r.Search)
		if err != nil {
			return "", err
		}
		asked.Case, asked.Purpose, asked.Recipient = r.CaseName, r.Purpose, r.Recipient
		if asked.Check() != nil {
			return "", outOfBounds("Case, purpose and recipient have at most 1,000 characters each")
		}
		if err := r.leaveOut(&asked); err != nil {
			return "", err
		}
		if asked.Encrypt, err = r.recipients(); err != nil {
			return "", err
		}
		// Each event is written three times and read back once.
		return c.export(open, TaskBundle, "Export evidence bundle", desk.Bundle, asked, 4)
	})
}

// A BundleVerdict is the result of checking an evidence bundle, in the verifier's own
// words.
type BundleVerdict struct {
	// Identifies the bundle for CompareBundle.
	Token string `json:"token"`
	// Name without its folder.
	File string `json:"file"`
	// Nothing is wrong, everything requested was compared, the zip is the original, and the
	// signer is known.
	OK bool `json:"ok"`
	// Nothing is wrong with the bundle by itself.
	Whole bool `json:"whole"`
	// How the signer is known: by a key that was given, by a key that this computer knows,
	// or not at all, as for a bundle that anybody made anew.
	Signer Signer `json:"signer"`
	// Whose key it is, in words; "" if that is not known.
	SignedBy string `json:"signedBy"`
	// The files are whole, but their zip is not the original.
	Repacked bool `json:"repacked"`
	// Warnings to read before relying on the bundle, a sentence each.
	Cautions []string `json:"cautions"`
	// "Whole. Signed by key d8d55e44, which you gave"
	Headline string `json:"headline"`
	// The first 100 problems; count covers all.
	Problems []string `json:"problems"`
	Count    int      `json:"count"`
	// What to do if it is not whole; otherwise "".
	Advice string `json:"advice"`
	// Why the checkpoint could not be compared; "" if it could.
	Undecided string `json:"undecided"`
	// What a whole bundle says about itself; empty if it is not whole.
	Facts    []BundleFact `json:"facts"`
	Shows    BundleWords  `json:"shows"`
	ShowsNot BundleWords  `json:"showsNot"`
	// Names of the files that it was compared with; "" for none.
	Key             string `json:"key"`
	KeyKnown        bool   `json:"keyKnown"`
	Checkpoint      string `json:"checkpoint"`
	CheckpointKnown bool   `json:"checkpointKnown"`
	// The whole result as the command line prints it.
	Text string `json:"text"`
}

// A BundleFact is a statement of a bundle about itself.
type BundleFact struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// BundleWords are sentences under a heading.
type BundleWords struct {
	Head  string   `json:"head"`
	Lines []string `json:"lines"`
}

// A given is a verified bundle, with the officer's files that it was compared with: paths,
// or "".
type given struct {
	bundle, key, checkpoint string
	opens                   *encryption.Key // of an encrypted bundle that was opened
}

// bundles has the calls about evidence bundles, which need no archive.
type bundles struct {
	w     *Window
	mu    sync.Mutex
	known map[string]given // verified bundles, by token
}

// VerifyBundle checks an evidence bundle chosen in a native dialog. It runs as a task and
// returns its id; "" if the dialog was cancelled. The task ends with the verdict.
func (c *bundles) VerifyBundle() (string, error) {
	return guard(func() (string, error) {
		path, err := c.w.chooseFile("Verify an evidence bundle")
		if err != nil || path == "" {
			return "", err
		}
		return c.verifyBundle(given{bundle: path}), nil
	})
}

// VerifyDropped checks a dropped evidence bundle, by the token of the drop, as VerifyBundle
// does.
func (c *bundles) VerifyDropped(token string) (string, error) {
	return guard(func() (string, error) {
		paths, err := c.w.calls.takeDrop(token)
		switch {
		case err != nil:
			return "", err
		case len(paths) == 0:
			return "", errGone
		case len(paths) > 1:
			return "", fault("input", "Drop one evidence bundle at a time", "")
		}
		return c.verifyBundle(given{bundle: paths[0]}), nil
	})
}

// CompareBundle checks a verified bundle again, by the token of its verdict, and compares
// it with a key or checkpoint chosen in a native dialog, as well as with everything that it
// was compared with before. It returns "" if the dialog was cancelled.
func (c *bundles) CompareBundle(token string, against BundleCompare) (string, error) {
	return guard(func() (string, error) {
		g, err := c.kept(token)
		if err != nil {
			return "", err
		}
		g, err = c.compared(g, against)
		if err != nil || g.bundle == "" {
			return "", err
		}
		return c.verifyBundle(g), nil
	})
}

// A BundleCompare is a kind of file that a bundle is compared with.
type BundleCompare string

const (
	WithNothing    BundleCompare = ""
	WithKey        BundleCompare = "key"
	WithCheckpoint BundleCompare = "checkpoint"
)

// compared asks for the file that a bundle is to be compared with, and returns a zero given
// if the dialog was cancelled.
func (c *bundles) compared(g given, with BundleCompare) (given, error) {
	var err error
	switch with {
	case WithNothing:
		return g, nil
	case WithKey:
		g.key, err = c.w.chooseFile("Compare with a key")
	case WithCheckpoint:
		g.checkpoint, err = c.w.chooseFile("Compare with a checkpoint")
	default:
		return given{}, outOfBounds("A bundle is compared with a key or with a checkpoint")
	}
	if err != nil || with == WithKey && g.key == "" || with == WithCheckpoint && g.checkpoint == "" {
		return given{}, err
	}
	_, err = proof.ReadExpected(proof.Given{Key: g.key, Checkpoint: g.checkpoint})
	switch {
	case errors.Is(err, proof.ErrNotKey):
		return given{}, fault("input", filepath.Base(g.key)+" is no key", "Choose the file with the archive’s public key, like the file key.pub of an earlier bundle.")
	case errors.Is(err, proof.ErrNotCheckpoint):
		return given{}, fault("input", filepath.Base(g.checkpoint)+" is no checkpoint", "Choose a file that Daybook saved as one.")
	case err != nil:
		return given{}, &desk.UnreadableError{Path: cmp.Or(g.checkpoint, g.key), Err: err}
	}
	return g, nil
}

func (c *bundles) verifyBundle(g given) string {
	return c.w.start(TaskVerifyBundle, filepath.Base(g.bundle), func(ctx context.Context, j *job) error { return c.verify(ctx, j, g) })
}

func (c *bundles) verify(ctx context.Context, j *job, g given) error {
	meant, err := desk.IsBundle(g.bundle)
	if err != nil {
		return &desk.UnreadableError{Path: g.bundle, Err: err}
	}
	if !meant {
		return fault("not-bundle", filepath.Base(g.bundle)+" is no evidence bundle of Daybook",
			"If it is an export of events, open an archive and import it there.")
	}
	if g.opens == nil {
		look, err := desk.LookAtBundle(g.bundle)
		if err != nil {
			return err
		}
		if look != nil {
			c.locked(j, g, look)
			return nil
		}
	}
	v, err := desk.VerifyBundle(ctx, g.bundle, g.opens, proof.Given{Key: g.key, Checkpoint: g.checkpoint}, func(done, total int) {
		j.advance("Reading", int64(done), int64(total), done)
	})
	if err != nil {
		return err
	}
	token := c.keep(g)
	j.update(func(t *Task) { t.Bundle, t.Events = bundleVerdict(v, g, token), v.Events })
	return nil
}

// bundleVerdict returns v in the verifier's own words.
func bundleVerdict(v *proof.Verdict, g given, token string) *BundleVerdict {
	out := &BundleVerdict{
		Token: token, File: filepath.Base(g.bundle), OK: v.OK(), Whole: v.Whole(),
		Signer: Signer(v.Signer), SignedBy: v.Owner, Repacked: v.Repacked, Cautions: append([]string{}, v.Cautions()...),
		Headline: v.Headline(), Undecided: v.Undecided, Problems: append([]string{}, v.Problems...), Count: v.Count, Facts: []BundleFact{},
		Shows: BundleWords{Head: proof.Shows, Lines: []string{}}, ShowsNot: BundleWords{Head: proof.ShowsNot, Lines: []string{}}, Text: v.Text(),
	}
	if g.key != "" {
		out.Key = filepath.Base(g.key)
	}
	if g.checkpoint != "" {
		out.Checkpoint = filepath.Base(g.checkpoint)
	}
	if !v.Whole() {
		out.Advice = proof.Advice
		return out
	}
	for _, f := range v.Facts() {
		out.Facts = append(out.Facts, BundleFact{f.Name, f.Text})
	}
	out.KeyKnown, out.CheckpointKnown = v.KeyKnown, v.Kept != nil
	out.Shows.Lines, out.ShowsNot.Lines = v.Proven(), v.NotProven()
	return out
}

// A BundleRequest names the events of a bundle, and its purpose.
type BundleRequest struct {
	Selection Selection `json:"selection"`
	// Gives the order of the events, and the search that the bundle records.
	Search SearchState `json:"search"`
	// As typed, ≤ 1,000 characters each, or "".
	CaseName  string `json:"caseName"`
	Purpose   string `json:"purpose"`
	Recipient string `json:"recipient"`
	// What is left out of the events; empty for nothing.
	LeaveOut []EventPart `json:"leaveOut"`
	// The bundle is of all events that match the search, and parts are left out of the
	// selected events alone.
	ChosenOnly bool `json:"chosenOnly"`
	// The bundle is encrypted for these public keys, one a line, or by this passphrase;
	// both "" for a plain one.
	EncryptFor string `json:"encryptFor"`
	Passphrase string `json:"passphrase"`
}

// A Signer tells how the signer of a bundle is known: by a key that was given, by a key
// that this computer knows, or not at all, as for a bundle that anybody made anew.
type Signer string

const (
	SignerUnknown Signer = "unknown"
	SignerGiven   Signer = "given"
	SignerKnown   Signer = "known"
)
