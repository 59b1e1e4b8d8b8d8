package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// Lines returns the lines [from, to) of the journal, from 0, as far as they exist,
// and the number of all lines. A line that cannot be read has no kind.
func (lg *History) Lines(from, to int) (lines []integrity.Line, total int, err error) {
	done, err := lg.use()
	if err != nil {
		return nil, 0, err
	}
	defer done()
	total = lg.journal.Len()
	for i := max(from, 0); i < min(to, total); i++ {
		l, err := lg.journal.Line(i)
		if err != nil {
			l = integrity.Line{N: int64(i + 1)}
		}
		lines = append(lines, l)
	}
	return lines, total, nil
}

// RawLine returns the hashed bytes of line i of the journal, from 0.
func (lg *History) RawLine(i int) ([]byte, error) {
	done, err := lg.use()
	if err != nil {
		return nil, err
	}
	defer done()
	if i < 0 || i >= lg.journal.Len() {
		return nil, ErrNoLine
	}
	return lg.journal.Raw(i)
}

// FindFile returns the lines of the journal about a file that left the archive, or that is
// in an encrypted one which did. It reads all lines of these kinds.
func (lg *History) FindFile(file *Tracer) ([]integrity.Line, error) {
	done, err := lg.use()
	if err != nil {
		return nil, err
	}
	defer done()
	var found []integrity.Line
	for i := range lg.journal.Len() {
		if !slices.Contains(handedOver, lg.journal.Kind(i)) {
			continue
		}
		l, err := lg.journal.Line(i)
		if err != nil {
			return nil, failure.New("read", "the journal", err)
		}
		var what Handover
		if json.Unmarshal(l.Data, &what) == nil && (file.Is(what.SHA256, what.Mark) || file.Is(what.Plain, "")) {
			found = append(found, l)
		}
	}
	return found, nil
}

// Say returns one sentence about the action that a line records.
func (lg *History) Say(l integrity.Line) string {
	var words string
	var err error
	data := l.Data
	if _, which := changeOf(l.Kind); which == "done" || which == "abandoned" {
		var ended Ended
		if err = json.Unmarshal(l.Data, &ended); err == nil && ended.Plan >= 1 && ended.Plan <= int64(lg.journal.Len()) {
			var plan integrity.Line
			if plan, err = lg.journal.Line(int(ended.Plan - 1)); err == nil {
				data = plan.Data
			}
		}
	}
	if err == nil {
		words, err = SayData(l.Kind, data)
	}
	if err != nil {
		return "This line cannot be read."
	}
	return words
}

func SayData(kind string, data json.RawMessage) (string, error) {
	switch kind {
	case "":
		return "This line cannot be read.", nil
	case KindMade:
		d, err := parsed[Made](data)
		return fmt.Sprintf("Made the archive %s with the plan %s and the key %s.", strconv.Quote(d.Name), d.Plan, d.Key.ID()), err
	case KindImportPlanned, KindImported, KindImportAbandoned:
		d, err := parsed[ImportPlanned](data)
		what := map[string]string{KindImportPlanned: "Is about to make import %d: %s", KindImported: "Made import %d: %s", KindImportAbandoned: "Did not make import %d: %s"}[kind]
		words := fmt.Sprintf(what, d.Import, strconv.Quote(d.File))
		if kind == KindImported {
			words += fmt.Sprintf(", %s read, %s added, %s, %s, %s rejected", numbers.Grouped(d.Read), numbers.Grouped(d.Added), numbers.Plural(d.Duplicates, "duplicate"), numbers.Plural(d.Conflicts, "conflict"), numbers.Grouped(d.Rejected))
		}
		return words + ".", err
	case KindPurgePlanned, KindPurged, KindPurgeAbandoned:
		d, err := parsed[struct {
			Count int `json:"count"`
		}](data)
		what := map[string]string{KindPurgePlanned: "Is about to purge %s.", KindPurged: "Purged %s.", KindPurgeAbandoned: "Did not purge %s."}[kind]
		return fmt.Sprintf(what, numbers.Plural(d.Count, "event")), err
	case KindPlanChanged:
		d, err := parsed[PlanChanged](data)
		return fmt.Sprintf("Changed the plan from %s to %s.", d.From, d.To), err
	case KindHoldPlaced:
		d, err := parsed[HoldPlaced](data)
		return fmt.Sprintf("Placed hold %s on %s: %s.", d.Hold.Title(), d.Hold.Scope.Words(), strconv.Quote(d.Hold.Reason)), err
	case KindHoldReleased:
		d, err := parsed[HoldReleased](data)
		return fmt.Sprintf("Released hold %s: %s.", d.Hold.Title(), strconv.Quote(d.Reason)), err
	case KindKeyChanged:
		d, err := parsed[KeyChanged](data)
		return d.words(), err
	case KindTrusted:
		d, err := parsed[Trusted](data)
		return fmt.Sprintf("Agreed to the archive as it was (%s), though %s: %s.", d.Now.words(), strings.Join(d.Differs, "; "), strconv.Quote(d.Reason)), err
	case KindVerified:
		d, err := parsed[Verified](data)
		if d.Problems > 0 {
			return fmt.Sprintf("Verified %s and found %s, the first: %s.", numbers.Plural(d.Events, "event"), numbers.Plural(d.Problems, "problem"), d.First), err
		}
		return fmt.Sprintf("Verified %s: all as they were written, root %s.", numbers.Plural(d.Events, "event"), d.Root), err
	case KindDamageNoted:
		d, err := parsed[DamageNoted](data)
		return fmt.Sprintf("Found damage: %s.", strings.Join(d.Problems, "; ")), err
	case KindBuiltAgain:
		d, err := parsed[BuiltAgain](data)
		var words []string
		for _, s := range d.Segments {
			words = append(words, s.Words())
		}
		said := strings.Join(words, "; ")
		return strings.ToUpper(said[:min(1, len(said))]) + said[min(1, len(said)):] + ".", err
	case KindExported, KindCopied, KindBundle:
		d, err := parsed[Handover](data)
		return d.words(kind), err
	case KindCheckpointSaved:
		d, err := parsed[Handover](data)
		return fmt.Sprintf("Saved a checkpoint to %s.", d.where()), err
	case KindProof:
		d, err := parsed[Handover](data)
		return fmt.Sprintf("Wrote the proof of one event to %s: %s.", d.where(), d.Asked.Words), err
	case KindOpened:
		d, err := parsed[Handover](data)
		return fmt.Sprintf("Opened %s, to %s%s.", d.Asked.Words, d.where(), d.forWords()), err
	case KindCosigned:
		d, err := parsed[CosignedTaken](data)
		return d.words(), err
	}
	return strings.ToUpper(kind[:1]) + kind[1:] + ".", nil
}

func (d *KeyChanged) words() string {
	words := fmt.Sprintf("Made a new key, %s, in the place of %s", d.Key.ID(), d.Before)
	// Lines of earlier builds say once more which key it was, and name a package.
	if _, why, ok := strings.Cut(d.Why, ": key "+d.Before+": "); ok {
		d.Why = why
	}
	if d.Why != "" {
		words += ", which could not be had: " + strings.TrimPrefix(d.Why, "keys: ")
	}
	if d.Reason != "" {
		words += ". The reason: " + strconv.Quote(d.Reason)
	}
	return words + "."
}

func (s *State) words() string {
	return fmt.Sprintf("key %s, %s, %s in its tree", s.Key, numbers.Plural(s.Lines, "line"), numbers.Plural(s.Leaves, "event"))
}

func (d *Handover) words(kind string) (words string) {
	format := strings.ToUpper(d.Format)
	if d.Unread > 0 {
		defer func() {
			words = strings.TrimSuffix(words, ".") + fmt.Sprintf(", while %s of the archive could not be read.", numbers.Plural(d.Unread, "event"))
		}()
	}
	from := d.Asked.Words
	if d.Selected > 0 {
		from = fmt.Sprintf("%s selected", numbers.Plural(d.Selected, "event"))
	}
	switch kind {
	case KindCopied:
		return fmt.Sprintf("Copied %s as %s: %s.", numbers.Plural(d.Events, "event"), format, from)
	case KindBundle:
		return fmt.Sprintf("Exported an evidence bundle of %s to %s: %s%s%s.", numbers.Plural(d.Events, "event"), d.where(), from, d.lessWords(), d.encryptedWords())
	}
	return fmt.Sprintf("Exported %s as %s to %s: %s.", numbers.Plural(d.Events, "event"), format, d.where(), from)
}

// lessWords says what was left out of a bundle.
func (d *Handover) lessWords() string {
	if len(d.LeftOut) == 0 {
		return ""
	}
	of := "all events"
	if d.LeftOutOf > 0 {
		of = numbers.Plural(d.LeftOutOf, "chosen event")
	}
	return fmt.Sprintf("; left out: the %s of %s", strings.Join(d.LeftOut, ", "), of)
}

// encryptedWords says for whom a bundle was encrypted. The line itself has the keys whole.
func (d *Handover) encryptedWords() string {
	switch {
	case len(d.EncryptedFor) == 0:
		return ""
	case len(d.EncryptedFor) == 1 && d.EncryptedFor[0] == "a passphrase":
		return "; encrypted by a passphrase"
	}
	return "; encrypted for " + strings.Join(d.EncryptedFor, " and ")
}

// forWords says for whom and for what something left.
func (d *Handover) forWords() (words string) {
	if d.Recipient != "" {
		words += ", for " + strconv.Quote(d.Recipient)
	}
	if d.Purpose != "" {
		words += ", purpose: " + strconv.Quote(d.Purpose)
	}
	return words
}

func (d *Handover) where() string {
	if d.File == "-" {
		return "standard output"
	}
	return strconv.Quote(d.File)
}

func parsed[T any](data json.RawMessage) (d T, err error) {
	err = json.Unmarshal(data, &d)
	return d, err
}
