package export

import (
	"fmt"

	"daybook/backend/numbers"
)

// Expected is what is known of a bundle from elsewhere than the bundle. Each may
// be empty.
type Expected struct {
	Key        string // the archive's public key, as in key.pub
	Checkpoint string // a checkpoint of the archive that was kept
}

// maxProblems is how many problems are told.
const maxProblems = 100

// A Verdict is what VerifyBundle found.
type Verdict struct {
	// Problems are the first of them, in words, and Count is how many there are.
	Problems []string
	Count    int
	Manifest *Manifest // nil if it cannot be read
	Key      string    // that is in the bundle, "" if none can be read
	Size     int64     // of the tree, by the checkpoint
	Root     string
	Events   int // that were read
	// KeyKnown: the key that was Expected is the one in the bundle. Kept is the
	// checkpoint that was, where the bundle agrees with it, else nil.
	KeyKnown bool
	Kept     *Kept
	// Undecided says why the bundle shows neither that it agrees with that
	// checkpoint nor that it does not, "" where it does.
	Undecided string
}

// OK reports whether nothing was found, and all that was asked for was checked.
func (v *Verdict) OK() bool { return v.Whole() && v.Undecided == "" }

// Whole reports whether nothing was found: the bundle by itself is good.
func (v *Verdict) Whole() bool { return v.Count == 0 }

func (v *Verdict) add(format string, args ...any) {
	v.Count++
	if len(v.Problems) < maxProblems {
		v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
	}
}

// Complete reports whether the bundle has every event that the archive held.
func (v *Verdict) Complete() bool { return v.Whole() && int64(v.Events) == v.Size }

// Proven says in plain words, one sentence a line, what a bundle without
// problems shows.
func (v *Verdict) Proven() []string {
	by := "the key in the bundle"
	if v.KeyKnown {
		by = "the key that you gave"
	}
	words := []string{
		fmt.Sprintf("Each of the %s is in the archive's tree, whole and unchanged, as the checkpoint signed with %s says.", numbers.Plural(v.Events, "event"), by),
		"The manifest is signed with the same key, and every file is the one that it names: none was changed, removed or added.",
	}
	if v.Complete() {
		words = append(words, "The bundle has every event that the archive held until then: none was left out.")
	}
	if v.Kept != nil {
		words = append(words, v.Kept.shows(v.Size))
	}
	return words
}

// shows says what it means that a bundle agrees whose tree has that size.
func (k *Kept) shows(size int64) string {
	words := "The checkpoint that you kept agrees: up to it, the history was not rewritten since."
	switch added := size - k.Size; {
	case added > 0 && k.Size == 0:
		words = "The checkpoint that you kept is of no events: it shows nothing about those that were added since."
	case added > 0:
		words = fmt.Sprintf("The checkpoint of %s that you kept agrees: the tree begins with these, unchanged and in the same order, and has %s more.",
			numbers.Plural(k.Size, "event"), numbers.Grouped(added))
	}
	if k.Former {
		words += fmt.Sprintf(" It is signed with key %s, which the archive had before, as the manifest says.", k.Key)
	}
	return words
}

// NotProven says what it does not show.
func (v *Verdict) NotProven() []string {
	return notProven(v.Manifest, v.Size, v.KeyKnown, v.Kept, v.Complete())
}

// notProven is the limits of a bundle, the same wherever they are told.
func notProven(m *Manifest, size int64, keyKnown bool, kept *Kept, complete bool) []string {
	var words []string
	if !keyKnown {
		words = append(words, "Whose key it is: only the bundle vouches for its key. Compare the key with one that you got from elsewhere.")
	}
	switch {
	case kept == nil || kept.Size == 0:
		words = append(words, "That the history was not rewritten before the bundle was made: whoever has both the computer and the key could have done so. "+
			"Only a checkpoint that was kept elsewhere shows it.")
	case kept.Size < size:
		words = append(words, fmt.Sprintf("That the history was not rewritten, before the bundle was made, behind the first %s: the checkpoint that you kept reaches no further.",
			numbers.Plural(kept.Size, "event")))
	}
	if kept != nil && kept.Journal {
		words = append(words, "That the journal is still the one that the checkpoint was saved with: it is not in the bundle. Compare the checkpoint with the archive itself, in Daybook.")
	}
	if m != nil && m.Journal.Damage != "" {
		words = append(words, "That it tells every purge and every hold: the journal of the archive was found damaged.")
	}
	if m != nil && m.Journal.Unwritten != "" {
		words = append(words, "That the journal of the archive has a line of this bundle: it has none, since the archive could only be read where the bundle was made.")
	}
	if m != nil && m.Counts.Unread > 0 {
		words = append(words, fmt.Sprintf("That these are all that matched: %s of the archive could not be read when the bundle was made, and any of them may match.",
			numbers.Plural(m.Counts.Unread, "event")))
	}
	if !complete {
		words = append(words, "That no other event matched: the bundle has not every event of the archive. The counts are what Daybook counted and signed.")
	}
	return append(words, "That the exports which were imported were true and complete: their hashes are listed, so that they can be compared with the originals.")
}

// quoted is a text from a bundle, cut and without any character that could pass
// for others.
func quoted(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
