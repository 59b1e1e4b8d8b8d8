package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"daybook/backend/numbers"
)

// VerifyBundleFile is VerifyBundle for the file at path. key and checkpoint are
// paths too, of what is known from elsewhere, or empty.
func VerifyBundleFile(ctx context.Context, path, key, checkpoint string, progress func(done, total int)) (_ *Verdict, err error) {
	var expected Expected
	if expected.Key, err = readNote(key); err != nil {
		return nil, err
	}
	if expected.Checkpoint, err = readNote(checkpoint); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file; name the zip", path)
	}
	return VerifyBundle(ctx, f, info.Size(), expected, progress)
}

// maxNote bounds the file of a key or of a checkpoint.
const maxNote = 1 << 20

func readNote(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	f, err := os.Open(path)
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
	OK              bool     `json:"ok"`
	Events          int      `json:"events"`
	Complete        bool     `json:"complete"`
	TreeSize        int64    `json:"tree_size"`
	Root            string   `json:"root"`
	Key             string   `json:"key"`
	KeyKnown        bool     `json:"key_known"`
	CheckpointKnown bool     `json:"checkpoint_known"`
	CheckpointSize  int64    `json:"checkpoint_size"` // of the one that is known, 0 where none is
	Undecided       string   `json:"undecided"`       // why the one that was given could not be compared
	ProblemCount    int      `json:"problem_count"`
	Problems        []string `json:"problems"`
	Proven          []string `json:"proven"`
	NotProven       []string `json:"not_proven"`
}

// JSON is v for a machine.
func (v *Verdict) JSON() VerdictJSON {
	j := VerdictJSON{
		OK: v.OK(), Events: v.Events, Complete: v.Complete(), TreeSize: v.Size, Root: v.Root, Key: v.Key,
		KeyKnown: v.KeyKnown, CheckpointKnown: v.Kept != nil, Undecided: v.Undecided,
		ProblemCount: v.Count, Problems: append([]string{}, v.Problems...), Proven: []string{}, NotProven: v.NotProven(),
	}
	if v.Kept != nil {
		j.CheckpointSize = v.Kept.Size
	}
	if v.Whole() {
		j.Proven = v.Proven()
	}
	return j
}

// Text is v for a person, in lines.
func (v *Verdict) Text() string {
	var b strings.Builder
	list := func(head string, lines []string) {
		fmt.Fprintf(&b, "\n%s\n", head)
		for _, line := range lines {
			fmt.Fprintf(&b, "  - %s\n", line)
		}
	}
	if !v.Whole() {
		fmt.Fprintf(&b, "NOT VERIFIED: %s.\n", numbers.Plural(v.Count, "problem"))
		for _, p := range v.Problems {
			fmt.Fprintf(&b, "  %s\n", visible(p))
		}
		if more := v.Count - len(v.Problems); more > 0 {
			fmt.Fprintf(&b, "  and %s more\n", numbers.Grouped(more))
		}
		b.WriteString("Trust nothing in this bundle; ask for it again where it came from.\n")
		return b.String()
	}
	fmt.Fprintf(&b, "Verified: %s, whole and unchanged.\n", numbers.Plural(v.Events, "event"))
	if v.Undecided != "" {
		fmt.Fprintf(&b, "NOT COMPARED with the checkpoint that you gave: %s.\n", v.Undecided)
	}
	b.WriteString("\n")
	m := v.Manifest
	for _, row := range [][2]string{
		{"Archive", fmt.Sprintf("%s (%s)", m.Archive.Name, m.Archive.ID)},
		{"Case", m.Case},
		{"Purpose", m.Purpose},
		{"Recipient", m.Recipient},
		{"Made", fmt.Sprintf("%s by %s, with %s", m.Made.UTC.Format("2006-01-02 15:04:05 UTC"), m.Made.User, m.Made.Program)},
		{"Asked", m.Asked.Words},
		{"Counts", fmt.Sprintf("%s in the bundle, %s match, %s in the archive", numbers.Grouped(m.Counts.Exported), numbers.Grouped(m.Counts.Matching), numbers.Grouped(m.Counts.Archive))},
		{"Root", fmt.Sprintf("%s, of a tree of %s", v.Root, numbers.Plural(v.Size, "event"))},
		{"Key", v.Key},
	} {
		if row[1] != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", row[0], visible(row[1]))
		}
	}
	list("What this shows", v.Proven())
	list("What it cannot show", v.NotProven())
	return b.String()
}
