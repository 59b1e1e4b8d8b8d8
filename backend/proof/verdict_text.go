package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// A Given names things known about a bundle from elsewhere, as on a command line or
// in a dialog. Each may be empty.
type Given struct {
	Key        string   // a public key, or the path of a file that has one
	Checkpoint string   // the path of a checkpoint
	Witnesses  []string // public keys of witnesses, or paths of files that have one
	Owner      func(key string) string
	Opening    *Opening // a part of an event to be shown, nil for none
	// Decrypt, where not nil, returns the plain text of the bundle's file, and its size. It
	// is not called for a folder.
	Decrypt func(r io.ReaderAt, size int64) (io.ReaderAt, int64, error)
}

// VerifyFile is Verify for the file at path, and VerifyFolder for the folder.
func VerifyFile(ctx context.Context, path string, given Given, progress func(done, total int)) (*Verdict, error) {
	expected, err := ReadExpected(given)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return VerifyFolder(ctx, os.DirFS(path), expected, progress)
	}
	f, size, err := openRegular(path)
	if errors.Is(err, ErrNotRegular) {
		return nil, fmt.Errorf("%s is no regular file and no folder; name the zip", path)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if given.Decrypt == nil {
		return Verify(ctx, f, size, expected, progress)
	}
	plain, size, err := given.Decrypt(f, size)
	if err != nil {
		return nil, err
	}
	return Verify(ctx, plain, size, expected, progress)
}

// ReadExpected reads the given files.
func ReadExpected(given Given) (e Expected, err error) {
	e.Owner, e.Opening = given.Owner, given.Opening
	if _, err := readKey(strings.TrimSpace(given.Key)); err == nil {
		e.Key = given.Key
	} else if e.Key, err = readNote(given.Key); err != nil {
		return Expected{}, err
	}
	if _, err := readKey(strings.TrimSpace(e.Key)); given.Key != "" && err != nil {
		return Expected{}, fmt.Errorf("%s is %w", given.Key, ErrNotKey)
	}
	if e.Checkpoint, err = readNote(given.Checkpoint); err != nil {
		return Expected{}, err
	}
	if given.Checkpoint != "" && !isNote(e.Checkpoint) {
		return Expected{}, fmt.Errorf("%s is %w", given.Checkpoint, ErrNotCheckpoint)
	}
	for _, one := range given.Witnesses {
		key := strings.TrimSpace(one)
		if _, err := integrity.NewWitnesses(key); err != nil {
			text, err := readNote(one)
			if err != nil {
				return Expected{}, err
			}
			key = strings.TrimSpace(text)
		}
		if _, err := integrity.NewWitnesses(key); err != nil {
			return Expected{}, fmt.Errorf("%s is %w", one, ErrNotWitness)
		}
		e.Witnesses = append(e.Witnesses, key)
	}
	return e, nil
}

// Errors for a file beside a bundle that is not of the expected kind. They say
// nothing about the bundle.
var (
	ErrNotKey        = errors.New("no public key of an archive")
	ErrNotCheckpoint = errors.New("no checkpoint")
	ErrNotWitness    = errors.New("no public key of a witness")
)

// isNote reports whether a text is signed as checkpoints are, by any key.
func isNote(text string) bool {
	_, err := note.Open([]byte(oneEnd(text)), note.VerifierList())
	var unknown *note.UnverifiedNoteError
	return errors.As(err, &unknown)
}

// maxNote bounds the file of a key or of a checkpoint.
const maxNote = 1 << 20

func readNote(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	f, _, err := openRegular(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxNote+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxNote || len(strings.TrimSpace(string(text))) == 0 {
		return "", errors.New(path + " is no public key and no checkpoint")
	}
	return string(text), nil
}

// VerdictJSON is a verdict as a line of JSON.
type VerdictJSON struct {
	OK              bool       `json:"ok"`
	Whole           bool       `json:"whole"`       // nothing is wrong with its content
	Signer          Signer     `json:"signer"`      // unknown, given or known
	SignedBy        string     `json:"signed_by"`   // the owner of the key, "" where that is not known
	Repacked        bool       `json:"repacked"`    // the zip is not the zip that was written, or
	Unpacked        bool       `json:"unpacked"`    // it is a folder
	Fingerprint     string     `json:"fingerprint"` // of the key, in words
	Cosigned        []Cosigned `json:"cosigned"`    // by witnesses whose keys were given
	LeftOut         Omitted    `json:"left_out"`
	Headline        string     `json:"headline"`
	Cautions        []string   `json:"cautions"`
	Events          int        `json:"events"`
	Complete        bool       `json:"complete"`
	TreeSize        int64      `json:"tree_size"`
	Root            string     `json:"root"`
	Key             string     `json:"key"`
	KeyKnown        bool       `json:"key_known"`
	CheckpointKnown bool       `json:"checkpoint_known"`
	CheckpointSize  int64      `json:"checkpoint_size"` // of the known checkpoint, 0 where there is none
	Undecided       string     `json:"undecided"`       // why the given checkpoint could not be compared
	ProblemCount    int        `json:"problem_count"`
	Problems        []string   `json:"problems"`
	Proven          []string   `json:"proven"`
	NotProven       []string   `json:"not_proven"`
}

// JSON returns v for a machine.
func (v *Verdict) JSON() VerdictJSON {
	j := VerdictJSON{
		OK: v.OK(), Whole: v.Whole(), Signer: v.Signer, SignedBy: v.Owner, Repacked: v.Repacked,
		Unpacked: v.Unpacked, Fingerprint: Fingerprint(v.Key), Cosigned: append([]Cosigned{}, v.Cosigned...), Headline: v.Headline(), Cautions: append([]string{}, v.Cautions()...), Events: v.Events, Complete: v.Complete(), TreeSize: v.Size, Root: v.Root, Key: v.Key,
		KeyKnown: v.KeyKnown, CheckpointKnown: v.Kept != nil, Undecided: v.Undecided,
		ProblemCount: v.Count, Problems: append([]string{}, v.Problems...), Proven: []string{}, NotProven: v.NotProven(),
	}
	if v.Kept != nil {
		j.CheckpointSize = v.Kept.Size
	}
	if v.Manifest != nil {
		j.LeftOut = v.Manifest.LeftOut
	}
	if v.Whole() {
		j.Proven = v.Proven()
	}
	return j
}

// Text returns v for a person, in lines.
func (v *Verdict) Text() string {
	var b strings.Builder
	list := func(head string, lines []string) {
		fmt.Fprintf(&b, "\n%s\n", head)
		for _, line := range lines {
			fmt.Fprintf(&b, "  - %s\n", line)
		}
	}
	if !v.Whole() {
		fmt.Fprintf(&b, "%s.\n", strings.Replace(v.Headline(), notVerified, strings.ToUpper(notVerified), 1))
		for _, p := range v.Problems {
			fmt.Fprintf(&b, "  %s\n", visible(p))
		}
		if more := v.Count - len(v.Problems); more > 0 {
			fmt.Fprintf(&b, "  and %s more\n", numbers.Grouped(more))
		}
		b.WriteString(Advice + "\n")
		return b.String()
	}
	fmt.Fprintf(&b, "%s.\n", v.Headline())
	for _, caution := range v.Cautions() {
		fmt.Fprintf(&b, "%s\n", visible(caution))
	}
	if v.Undecided != "" {
		fmt.Fprintf(&b, "NOT COMPARED with the checkpoint that you gave: %s.\n", v.Undecided)
	}
	b.WriteString("\n")
	for _, row := range v.Facts() {
		fmt.Fprintf(&b, "  %-10s %s\n", row.Name, visible(row.Text))
	}
	list(Shows, v.Proven())
	list(ShowsNot, v.NotProven())
	return b.String()
}

// Words that go with a verdict: the advice for a bundle with problems, and the
// headings above what it shows and what it does not.
const (
	Advice   = "Trust nothing in this bundle; ask for it again where it came from."
	Shows    = "What this shows"
	ShowsNot = "What it cannot show"

	notVerified = "Not verified"
)

// Headline returns v in a few words, without a full stop.
func (v *Verdict) Headline() string {
	if !v.Whole() {
		return notVerified + ": " + numbers.Plural(v.Count, "problem")
	}
	head, key := "Whole", integrity.KeyID(v.Key)
	if v.redacted() {
		head = "Whole but for what is left out"
	}
	switch {
	case v.Unpacked:
		head = "Same contents, unpacked"
	case v.Repacked:
		head = "Same contents, other zip"
	}
	switch v.Signer {
	case SignerGiven:
		return head + ". Signed by key " + key + ", which you gave"
	case SignerKnown:
		return head + ". Signed by key " + key + ", " + visible(v.Owner)
	}
	// Who made it comes before all that a stranger's bundle has, too.
	if !v.Repacked {
		head += " in itself, as one made anew by anybody would be"
	}
	return "Signer not known: key " + key + ". " + head
}

// A Fact is a statement of a bundle about itself, as it is written there.
type Fact struct{ Name, Text string }

// Facts returns the statements of a whole bundle about itself, none of them empty.
func (v *Verdict) Facts() []Fact {
	m := v.Manifest
	if m == nil {
		return nil
	}
	unread := ""
	if m.Counts.Unread > 0 {
		unread = fmt.Sprintf(", and %s that could not be read and are in none of these numbers", numbers.Plural(m.Counts.Unread, "event"))
	}
	facts := []Fact{
		{"Archive", fmt.Sprintf("%s (%s)", m.Archive.Name, m.Archive.ID)},
		{"Case", m.Case},
		{"Purpose", m.Purpose},
		{"Recipient", m.Recipient},
		{"Made", fmt.Sprintf("%s by %s, with %s", m.Made.UTC.Format("2006-01-02 15:04:05 UTC"), m.Made.User, m.Made.Program)},
		{"Asked", m.Asked.Words},
		{"Counts", fmt.Sprintf("%s in the bundle, %s match, %s in the archive", numbers.Grouped(m.Counts.Exported), numbers.Grouped(m.Counts.Matching), numbers.Grouped(m.Counts.Archive)) + unread},
		{"Root", fmt.Sprintf("%s, of a tree of %s", v.Root, numbers.Plural(v.Size, "event"))},
		{"Key", v.Key},
		{"In words", Fingerprint(v.Key)},
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Text == "" })
}
