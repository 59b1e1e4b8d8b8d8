package ledger

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// A checkpoint that is saved apart has one line more than that of a snapshot, an
// extension as C2SP's tlog-checkpoint allows it: "journal", the number of lines of
// the journal and the hash of the last line in base64. So it covers the archive's
// history too. Two further kinds of lines are for witnesses: see package integrity.
const journalExtension = "journal"

// A Comparison is the result of comparing an archive with a saved checkpoint.
type Comparison struct {
	Same    bool   // the archive still has its state of then
	Problem string // why it does not; "" if it does

	Then  integrity.Checkpoint
	Now   integrity.Checkpoint
	Lines int64  // of the journal, then; 0 if the checkpoint does not say
	Key   string // id of the key that signed
	Proof []event.Hash
}

// Compare compares the archive with a saved checkpoint. It proves that the tree
// continues the tree of then, and that the journal continues that of then.
// Differences are in the comparison; the error is for text that is not a
// checkpoint.
func (lg *History) Compare(ctx context.Context, saved string, tree *integrity.Tree, now Tree) (Comparison, error) {
	id := lg.Identity()
	keys, err := id.Verifiers()
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Now: integrity.Checkpoint{Origin: integrity.Origin(id.ID), Size: now.Size}}
	if c.Now.Root, err = now.RootHash(); err != nil {
		return Comparison{}, err
	}
	c.Then, c.Key, err = integrity.OpenCheckpoint(saved, c.Now.Origin, keys)
	switch {
	case errors.Is(err, integrity.ErrSignature):
		c.Problem = "The checkpoint is not signed by a key of this archive: it is of another archive, or was changed, or this archive was made anew."
		return c, nil
	case err != nil:
		return Comparison{}, err
	}
	if err := lg.continues(ctx, &c, tree); err != nil {
		return Comparison{}, err
	}
	c.Same = c.Problem == ""
	return c, nil
}

// continues says in c how the archive does not continue its state of then.
func (lg *History) continues(ctx context.Context, c *Comparison, tree *integrity.Tree) (err error) {
	if c.Then.Size > c.Now.Size {
		c.Problem = fmt.Sprintf("The archive has %s events in its tree, and had %s then: it was replaced by an older one, or made anew.", numbers.Grouped(c.Now.Size), numbers.Grouped(c.Then.Size))
		return nil
	}
	// The stored hashes prove nothing unless they fit the leaves below them.
	root, err := tree.RootOfLeaves(ctx, c.Now.Size)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil || root != c.Now.Root:
		c.Problem = "The archive's own tree is damaged; verify the archive."
		return nil
	}
	if c.Proof, err = tree.Consistency(c.Then.Size, c.Now.Size); err != nil {
		return err
	}
	if integrity.CheckConsistency(c.Proof, c.Then, c.Now) != nil {
		c.Problem = fmt.Sprintf("The first %s events are not those of then: an event was changed, removed, added or moved, and the archive signed again.", numbers.Grouped(c.Then.Size))
		return nil
	}
	return lg.journalContinues(c)
}

func (lg *History) journalContinues(c *Comparison) error {
	then, err := headIn(c.Then)
	if err != nil || then.Lines == 0 {
		return err
	}
	c.Lines = then.Lines
	if c.Problem, err = journalHad(lg.journal, then); err != nil || c.Problem != "" {
		return err
	}
	// Their chain shows that the lines before it are those of then.
	c.Problem = lg.chainTo(int(then.Lines))
	return nil
}

// journalHad says what is wrong if the journal no longer has that line.
func journalHad(j *integrity.Journal, then integrity.Head) (problem string, err error) {
	if then.Lines > int64(j.Len()) {
		return fmt.Sprintf("The journal has %s lines, and had %s then: lines were cut off.", numbers.Grouped(j.Len()), numbers.Grouped(then.Lines)), nil
	}
	now, err := j.Hash(int(then.Lines - 1))
	if err == nil && now != then.Hash {
		problem = fmt.Sprintf("Line %s of the journal is not the one of then: the journal was written anew.", numbers.Grouped(then.Lines))
	}
	return problem, err
}

// chainTo says where the chain of the first n lines is broken.
func (lg *History) chainTo(n int) string {
	before := ""
	for i := range n {
		l, err := lg.journal.Line(i)
		if err != nil || i > 0 && l.Prev != before {
			return fmt.Sprintf("Line %s of the journal does not follow from the line before: the journal was changed.", numbers.Grouped(i+1))
		}
		if before, err = lg.journal.Hash(i); err != nil {
			return fmt.Sprintf("Line %s of the journal cannot be read.", numbers.Grouped(i+1))
		}
	}
	return ""
}

// Words says in plain words what a comparison proves and what it cannot.
func (c *Comparison) Words() (proves, cannot string) {
	cannot = "It cannot show that all that happened was imported, nor that this checkpoint is the one that was saved: keep it where nobody can exchange it."
	if !c.Same {
		return c.Problem, cannot
	}
	switch added := c.Now.Size - c.Then.Size; {
	case c.Then.Size == 0:
		proves = "The archive had no event then; " + addedWords(added)
	case c.Then.Size == 1:
		proves = "The one event that the archive had then is in its tree unchanged; " + addedWords(added)
	default:
		proves = fmt.Sprintf("Each of the %s events that the archive had then is in its tree unchanged, in the same order; ", numbers.Grouped(c.Then.Size)) + addedWords(added)
	}
	switch {
	case c.Lines == 1:
		proves += " The one line that the journal had then is unchanged too."
	case c.Lines > 1:
		proves += fmt.Sprintf(" The %s lines that the journal had then are unchanged too.", numbers.Grouped(c.Lines))
	}
	proves += " Events that were purged since have a receipt in the journal; that the others are still those of the tree is what Verify shows."
	return proves, cannot
}

func addedWords(n int64) string {
	switch n {
	case 0:
		return "none was added since."
	case 1:
		return "one was added since."
	}
	return fmt.Sprintf("%s were added since.", numbers.Grouped(n))
}

// journalLine returns the extension line that covers the journal up to head.
func journalLine(head integrity.Head) (string, error) {
	hash, err := hex.DecodeString(head.Hash)
	if err != nil {
		return "", folder.Damagef("the head of the journal is no hash")
	}
	return fmt.Sprintf("%s %d %s", journalExtension, head.Lines, base64.StdEncoding.EncodeToString(hash)), nil
}

// headIn returns the head of the journal that a checkpoint covers, the zero Head if it
// covers none. Errors wrap integrity.ErrCheckpoint.
func headIn(c integrity.Checkpoint) (integrity.Head, error) {
	for _, line := range c.Extensions {
		words := strings.Split(line, " ")
		if len(words) != 3 || words[0] != journalExtension {
			continue
		}
		n, err := strconv.ParseInt(words[1], 10, 64)
		hash, other := base64.StdEncoding.DecodeString(words[2])
		if err != nil || other != nil || n < 1 {
			return integrity.Head{}, fmt.Errorf("%w: what it says of the journal cannot be read", integrity.ErrCheckpoint)
		}
		return integrity.Head{Lines: n, Hash: hex.EncodeToString(hash)}, nil
	}
	return integrity.Head{}, nil
}
