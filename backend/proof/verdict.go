package proof

import (
	"fmt"
	"strings"
	"time"

	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// Expected holds facts about a bundle that are known from elsewhere. Each may be
// empty.
type Expected struct {
	Key        string // the archive's public key, as in key.pub
	Checkpoint string // a checkpoint of the archive that was kept elsewhere
	// Witnesses are verifier keys of witnesses whose cosignatures of the checkpoint the
	// reader trusts.
	Witnesses []string
	// Owner says to whom a public key belongs, in words that can follow "signed by
	// key K,", or returns "" where that is not known; nil knows no key.
	Owner func(key string) string
	// Opening is a part of an event to be shown, nil for none.
	Opening *Opening
}

// maxProblems is the greatest number of problems that are listed.
const maxProblems = 100

// A Signer says why the reader of a verdict can know who signed the bundle.
type Signer string

const (
	SignerUnknown Signer = "unknown" // only the bundle itself names its key
	SignerGiven   Signer = "given"   // it is the Key that was Expected
	SignerKnown   Signer = "known"   // its Owner is known
)

// A Verdict is the result of Verify.
type Verdict struct {
	// Problems are the first problems, in words, and Count is the number of all.
	Problems []string
	Count    int
	Manifest *Manifest // nil if it cannot be read
	Key      string    // that is in the bundle, "" if none can be read
	Size     int64     // of the tree, by the checkpoint
	Root     string
	Events   int // that were read
	// Signer is unknown for a bundle that anybody could have made with their own key.
	// Owner says to whom the key belongs, where that is known.
	Signer Signer
	Owner  string
	// Repacked reports that the files are those of a bundle, but that their zip is
	// not the zip that was written, for example because they were unpacked and zipped
	// again.
	Repacked bool
	// Unpacked reports that it is a folder and no zip; Repacked then is true, too.
	Unpacked bool
	// Unordered reports that the order of the events depends on parts that are left out,
	// so that it was not checked.
	Unordered bool
	// Cosigned are those of the Expected witnesses who cosigned the checkpoint or that of an
	// earlier tree, and Others counts the signatures of those who are not known.
	Cosigned []Cosigned
	Others   int
	// Earlier is the number of earlier checkpoints that the tree continues by the bundle's
	// own proofs, of which Continues is the last.
	Earlier   int
	Continues int64
	// KeyKnown reports that the bundle has the Expected key. Kept is the Expected
	// checkpoint where the bundle agrees with it, otherwise nil.
	KeyKnown bool
	Kept     *Kept
	// Undecided says why the bundle shows neither agreement nor disagreement with
	// that checkpoint, "" where it shows either.
	Undecided string
	// Opened says what the Expected Opening shows, nil where there is none.
	Opened *Opened
}

// A Cosigned is a witness who saw the checkpoint, and when.
type Cosigned struct {
	Name string    `json:"name"`
	Key  string    `json:"key"`
	Time time.Time `json:"time"`
	Size int64     `json:"size"` // events in the tree of the checkpoint
}

// OK reports whether there are no problems, all requested checks were made, the zip
// is the one that was written, and the signer is known.
func (v *Verdict) OK() bool { return v.Exit() == ExitOK }

// Whole reports whether there are no problems: the content of the bundle is what its
// signer, known or not, signed.
func (v *Verdict) Whole() bool { return v.Count == 0 }

// The exit codes of a program that verifies a bundle. 2 is for wrong usage.
const (
	ExitOK       = 0
	ExitProblems = 1 // or a requested comparison was not possible
	ExitUnknown  = 3 // whole, but it is not known who signed it
	ExitRepacked = 4 // the files are whole, but the zip is another
)

// Exits says what these codes mean, by the code.
var Exits = []string{
	"nothing is wrong, and it is known who signed",
	"something is wrong, or could not be checked or compared",
	"wrong usage",
	"the bundle is whole, and it is not known who signed: anybody could have made it anew, with a key of their own",
	"the contents are whole, in a folder or in a zip that is not the one that Daybook wrote; whether the signer is known is in the words",
}

// Exit returns the exit code for v.
func (v *Verdict) Exit() int {
	switch {
	case !v.Whole() || v.Undecided != "":
		return ExitProblems
	case v.Repacked:
		return ExitRepacked
	case v.Signer != SignerGiven && v.Signer != SignerKnown:
		return ExitUnknown
	}
	return ExitOK
}

func (v *Verdict) add(format string, args ...any) {
	v.Count++
	if len(v.Problems) < maxProblems {
		v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
	}
}

// Complete reports whether the bundle has every event that the archive held.
func (v *Verdict) Complete() bool { return v.Whole() && int64(v.Events) == v.Size }

// Proven says in plain words, one sentence a line, what a bundle without problems
// proves, in this order: what was checked; that its parts fit each other; what is left out;
// whose key signed; who cosigned; what it continues.
func (v *Verdict) Proven() []string {
	words := []string{
		fmt.Sprintf("What was checked: each of the %d files of the bundle against one signed statement, %s against the archive’s tree of %s, and what the manifest and the report say of them.",
			len(bundleNames), numbers.Plural(v.Events, "event"), numbers.Grouped(v.Size)),
		"All parts fit each other: no file was changed, removed or added since the statement was signed. " + v.inTree(),
	}
	words = append(words, v.leftOut()...)
	words = append(words, v.signed())
	for _, c := range v.Cosigned {
		what := "the checkpoint existed then"
		if c.Size < v.Size {
			what = fmt.Sprintf("the first %s of the archive existed then as they are in its tree now", numbers.Plural(int(c.Size), "event"))
		}
		words = append(words, fmt.Sprintf("Cosigned by the witness %s, whose key you gave, at %s: %s, and continued all that the witness had seen of the archive.",
			visible(c.Name), c.Time.UTC().Format(minuteFormat), what))
	}
	if v.Earlier > 0 {
		words = append(words, fmt.Sprintf("It continues %s of the archive that it names, the last of %s, by proofs of its own.",
			numbers.Plural(v.Earlier, "earlier checkpoint"), numbers.Plural(v.Continues, "event")))
	}
	if v.Kept != nil {
		words = append(words, v.Kept.shows(v.Size))
	}
	return words
}

const minuteFormat = "2006-01-02 15:04:05 UTC"

// inTree says what is proved of the events.
func (v *Verdict) inTree() string {
	switch {
	case v.Events == 0 && v.Size == 0:
		return "The archive had never held an event."
	case v.Events == 0:
		return "The bundle has no event: that none matched is what Daybook counted and signed."
	}
	words := "Each event is in the tree, whole and unchanged."
	if v.redacted() {
		words = "Each event is in the tree, unchanged in what is shown of it."
	}
	if v.Complete() {
		words += " The bundle has every event that the archive held until then: none was left out."
	}
	return words
}

func (v *Verdict) redacted() bool { return v.Manifest != nil && v.Manifest.LeftOut.Events > 0 }

// leftOut says what is left out of a redacted bundle.
func (v *Verdict) leftOut() []string {
	if !v.redacted() {
		return nil
	}
	return []string{v.Manifest.LeftOut.words()}
}

// words says what is left out, of how many events.
func (o Omitted) words() string {
	var parts []string
	for _, one := range []struct {
		n    int
		what string
	}{{o.Members, "member"}, {o.Descriptions, "description"}, {o.Details, "detail"}} {
		switch {
		case one.n == 0:
		case one.what == "detail":
			parts = append(parts, "the details of "+numbers.Grouped(one.n))
		default:
			parts = append(parts, "the "+one.what+" of "+numbers.Grouped(one.n))
		}
	}
	return fmt.Sprintf("Parts of %s are left out: %s. For each there is the commitment that the tree has, so that it can be shown later and be proved; all the rest is whole.",
		numbers.Plural(o.Events, "event"), strings.Join(parts, ", "))
}

// signed says which key signed, and what the reader can know of it.
func (v *Verdict) signed() string {
	words := "Signed with key " + integrity.KeyID(v.Key)
	switch v.Signer {
	case SignerGiven:
		words += ", which you gave."
	case SignerKnown:
		words += ", " + visible(v.Owner) + "."
	default:
		words += ", which nothing but the bundle vouches for: anybody can make such a bundle anew, with other events and a key of their own."
	}
	return words + " Its fingerprint, to compare by telephone: " + Fingerprint(v.Key) + "."
}

// shows says what the agreement of a bundle whose tree has that size means.
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

// NotProven says what it does not prove.
func (v *Verdict) NotProven() []string {
	words := notProven(v.Manifest, v.Size, v.Signer == SignerGiven || v.Signer == SignerKnown, v.Kept, v.Complete())
	switch {
	case v.Unpacked:
		words = append(words, "That these files are from the zip that Daybook wrote, whose SHA-256 is in the journal of the archive: they are unpacked.")
	case v.Repacked:
		words = append(words, "That this is the file that Daybook wrote, whose SHA-256 is in the journal of the archive: its files are whole, and another program put them in this zip.")
	}
	if v.Unordered {
		words = append(words, "That the events are in the order that the manifest names: it depends on parts that are left out.")
	}
	if v.Others > 0 {
		words = append(words, fmt.Sprintf("Who made %s on the checkpoint: give the key of the witness to have it checked.", numbers.Plural(v.Others, "other signature")))
	}
	return words
}

// Cautions returns what a reader must know before relying on a bundle without
// problems, a sentence each.
func (v *Verdict) Cautions() []string {
	var words []string
	if !v.Whole() {
		return words
	}
	if v.Signer != SignerGiven && v.Signer != SignerKnown {
		words = append(words, "Nothing here says who signed this: anybody can make such a bundle anew, with other events and a key of their own. "+
			"Compare the whole key, or the words of its fingerprint, with those that you got from elsewhere; its eight digits can be imitated.")
	}
	switch {
	case v.Unpacked:
		words = append(words, "The contents are those that were signed, and this is a folder: the zip that Daybook wrote was unpacked.")
	case v.Repacked:
		words = append(words, "The contents are those that were signed, and the zip is another than the one that Daybook wrote: it was unpacked and zipped again, or what describes its files was changed.")
	}
	return words
}

const rewritten = "That the history was not rewritten or set back before the bundle was made: whoever could use the key could have done so. " +
	"Only a checkpoint that was kept elsewhere shows it."

// notProven returns the limits of a bundle, in the same words everywhere.
func notProven(m *Manifest, size int64, keyKnown bool, kept *Kept, complete bool) []string {
	var words []string
	if !keyKnown {
		words = append(words, "Whose key it is: only the bundle vouches for its key. Compare the key with one that you got from elsewhere.")
	}
	switch {
	case kept == nil || kept.Size == 0:
		words = append(words, rewritten)
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
	if m != nil && m.LeftOut.Query {
		words = append(words, "That the events are what was asked for: the words of the query are left out, since they would tell what is left out of the events. Of the query, only its categories, actions, imports and times were compared.")
	}
	if m != nil && m.LeftOut.Names > 0 {
		words = append(words, "That one name stands for one member: Member 1, Member 2 and so on are the word of whoever made the bundle. The members themselves are proved once they are shown.")
	}
	return append(words, "That the exports which were imported were true and complete: their hashes are listed, so that they can be compared with the originals.")
}

// quoted returns a text from a bundle, cut and without any character that could pass
// for others.
func quoted(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
