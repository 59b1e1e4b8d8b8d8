package export

import (
	"fmt"
	"strings"
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
	// Which of what was Expected was there, and agrees.
	KeyKnown, CheckpointKnown bool
}

// OK reports whether nothing was found.
func (v *Verdict) OK() bool { return v.Count == 0 }

func (v *Verdict) add(format string, args ...any) {
	v.Count++
	if len(v.Problems) < maxProblems {
		v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
	}
}

// Complete reports whether the bundle has every event that the archive held.
func (v *Verdict) Complete() bool { return v.OK() && int64(v.Events) == v.Size }

// Proven says in plain words, one sentence a line, what a bundle without
// problems shows.
func (v *Verdict) Proven() []string {
	by := "the key in the bundle"
	if v.KeyKnown {
		by = "the key that you gave"
	}
	words := []string{
		fmt.Sprintf("Each of the %s is in the archive's tree, whole and unchanged, as the checkpoint signed with %s says.", plural(v.Events, "event"), by),
		"The manifest is signed with the same key, and every file is the one that it names: none was changed, removed or added.",
	}
	if v.Complete() {
		words = append(words, "The bundle has every event that the archive held until then: none was left out.")
	}
	if v.CheckpointKnown {
		words = append(words, "The checkpoint that you kept agrees: up to it, the history was not rewritten since.")
	}
	return words
}

// NotProven says what it does not show.
func (v *Verdict) NotProven() []string {
	return notProven(v.KeyKnown, v.CheckpointKnown, v.Complete())
}

// notProven is the limits of a bundle, the same wherever they are told.
func notProven(keyKnown, checkpointKnown, complete bool) []string {
	var words []string
	if !keyKnown {
		words = append(words, "Whose key it is: only the bundle vouches for its key. Compare the key with one that you got from elsewhere.")
	}
	if !checkpointKnown {
		words = append(words, "That the history was not rewritten before the bundle was made: whoever has both the computer and the key could have done so. "+
			"Only a checkpoint that was kept elsewhere shows it.")
	}
	if !complete {
		words = append(words, "That no other event matched: the bundle has not every event of the archive. The counts are what Daybook counted and signed.")
	}
	return append(words, "That the exports which were imported were true and complete: their hashes are listed, so that they can be compared with the originals.")
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + one + "s"
}

// grouped is a number with a comma between thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
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
