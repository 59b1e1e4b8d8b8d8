package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/backend/failure"
	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// CosignedTaken is the data of a line about a checkpoint that witnesses cosigned and that
// came back. The line itself has the checkpoint, so that it goes wherever the journal goes.
type CosignedTaken struct {
	Checkpoint string   `json:"checkpoint"` // signed and cosigned
	Witnesses  []string `json:"witnesses"`  // public keys of those who cosigned it
}

// open opens the checkpoint of d with the keys that an archive has.
func (d CosignedTaken) open(id *Identity) (integrity.Cosigned, error) {
	keys, err := id.Verifiers()
	if err != nil {
		return integrity.Cosigned{}, err
	}
	known, err := integrity.NewWitnesses(d.Witnesses...)
	if err != nil {
		return integrity.Cosigned{}, err
	}
	c, err := integrity.OpenCosigned(d.Checkpoint, integrity.Origin(id.ID), keys, known)
	if err == nil && (len(c.By) == 0 || len(c.By) != len(d.Witnesses)) {
		err = fmt.Errorf("%w: %d of its witnesses did", integrity.ErrCosignature, len(c.By))
	}
	return c, err
}

func (d CosignedTaken) words() string {
	var names []string
	for _, key := range d.Witnesses {
		names = append(names, fmt.Sprintf("%s (key %s)", integrity.KeyName(key), integrity.KeyID(key)))
	}
	of := "a checkpoint"
	if c, err := integrity.ClaimedCheckpoint(d.Checkpoint); err == nil {
		of = "the checkpoint of " + numbers.Plural(c.Size, "event")
	}
	return fmt.Sprintf("Took back %s, cosigned by %s.", of, strings.Join(names, ", "))
}

// Errors of taking a cosigned checkpoint.
var (
	// ErrNotOurs reports a checkpoint that the archive does not continue.
	ErrNotOurs = errors.New("it is no checkpoint that this archive continues")
	// ErrNotBy reports a witness who was named, and did not cosign.
	ErrNotBy = errors.New("the witness that you named did not cosign it")
	// ErrUncosigned reports a checkpoint without any cosignature.
	ErrUncosigned = errors.New("nobody cosigned it")
)

// A StrangersError reports a checkpoint that only unknown witnesses cosigned.
type StrangersError struct {
	Names []string // each with the digits of its key
}

func (e *StrangersError) Error() string {
	return "no witness that this archive knows cosigned it: it is cosigned by " + strings.Join(e.Names, "; ")
}

// A Taken is a cosigned checkpoint that was taken.
type Taken struct {
	integrity.Cosigned
	New bool // false if the archive had all of its cosignatures before; then it has no new line
}

// TakeCosigned takes a cosigned checkpoint into the journal, after proving that the
// archive continues it. The witnesses that count are those of earlier cosigned
// checkpoints and those whose public keys are given, each of which must have cosigned it.
// It reads the whole tree, which nothing else may change meanwhile. Errors wrap those above
// or integrity.ErrCheckpoint, integrity.ErrCosignature or integrity.ErrKey.
func (lg *Ledger) TakeCosigned(ctx context.Context, text string, witnesses []string, tree *integrity.Tree, now Tree) (Taken, error) {
	if err := lg.MayWrite(); err != nil {
		return Taken{}, err
	}
	compared, err := lg.Compare(ctx, text, tree, now)
	if err != nil {
		return Taken{}, err
	}
	if !compared.Same {
		return Taken{}, fmt.Errorf("%w: %s", ErrNotOurs, strings.TrimSuffix(compared.Problem, "."))
	}
	before, err := taken(&lg.History)
	if err != nil {
		return Taken{}, err
	}
	c, err := openTaken(lg.Identity(), text, witnesses, before)
	if err != nil {
		return Taken{}, err
	}
	fresh := slices.ContainsFunc(c.By, func(by integrity.Cosignature) bool { return !holds(before, c, by) })
	if !fresh {
		return Taken{c, false}, nil
	}
	data := CosignedTaken{Checkpoint: c.Note}
	for _, by := range c.By {
		data.Witnesses = append(data.Witnesses, by.Verifier)
	}
	if _, err := data.open(lg.Identity()); err != nil {
		return Taken{}, err
	}
	_, err = lg.record(KindCosigned, data)
	return Taken{c, true}, err
}

// openTaken opens a cosigned checkpoint with the witnesses that count.
func openTaken(id *Identity, text string, given []string, before []integrity.Cosigned) (c integrity.Cosigned, err error) {
	keys, err := id.Verifiers()
	if err != nil {
		return c, err
	}
	known := slices.Clone(given)
	for _, b := range before {
		for _, by := range b.By {
			known = append(known, by.Verifier)
		}
	}
	witnesses, err := integrity.NewWitnesses(known...)
	if err != nil {
		return c, err
	}
	c, err = integrity.OpenCosigned(text, integrity.Origin(id.ID), keys, witnesses)
	if err != nil {
		return c, err
	}
	for _, key := range given {
		if !slices.ContainsFunc(c.By, func(by integrity.Cosignature) bool { return by.Verifier == key }) {
			return c, fmt.Errorf("%w: %s, key %s", ErrNotBy, integrity.KeyName(key), integrity.KeyID(key))
		}
	}
	switch {
	case len(c.By) > 0:
		return c, nil
	case len(c.Others) > 0:
		return c, &StrangersError{c.Others}
	}
	return c, ErrUncosigned
}

// holds reports whether the archive has a cosignature of the same checkpoint by the same
// witness, as late or later.
func holds(before []integrity.Cosigned, c integrity.Cosigned, by integrity.Cosignature) bool {
	return slices.ContainsFunc(before, func(b integrity.Cosigned) bool {
		return b.Text() == c.Text() && slices.ContainsFunc(b.By, func(own integrity.Cosignature) bool {
			return own.Verifier == by.Verifier && !own.Time.Before(by.Time)
		})
	})
}

// taken returns the cosigned checkpoints that were taken, in the order of their lines:
// those that can be read, with the first error of the others.
func taken(lg *History) (all []integrity.Cosigned, err error) {
	id := lg.Identity()
	for i := range lg.journal.Len() {
		if lg.journal.Kind(i) != KindCosigned {
			continue
		}
		var data CosignedTaken
		var c integrity.Cosigned
		l, failed := lg.journal.Line(i)
		if failed == nil {
			failed = json.Unmarshal(l.Data, &data)
		}
		if failed == nil {
			c, failed = data.open(id)
		}
		if failed == nil {
			all = append(all, c)
		} else if err == nil {
			err = failure.Newf("read", "cosigned checkpoints", "line %d of the journal: %w", i+1, failed)
		}
	}
	return all, err
}

// Cosigned returns the largest checkpoint that witnesses cosigned and that was taken back,
// the last of several of its size, with all cosignatures of it; nil if there is none. Its
// Note is what bundles carry while the tree is the same. It reads one line of the journal
// for each that was taken. Beside the error there may be a checkpoint: of the lines that can
// be read.
func (lg *Ledger) Cosigned() (*integrity.Cosigned, error) {
	done, err := lg.use()
	if err != nil {
		return nil, err
	}
	defer done()
	all, err := taken(&lg.History)
	if len(all) == 0 {
		return nil, err
	}
	// The last of the largest, and what belongs to it.
	best := all[0]
	for _, c := range all[1:] {
		if c.Size >= best.Size {
			best = c
		}
	}
	for _, c := range all {
		if c.Text() == best.Text() {
			joined, failed := best.Merge(c)
			if failed != nil {
				return nil, failed
			}
			best = joined
		}
	}
	return &best, err
}

// maxSince is the most proofs that a saved checkpoint carries.
const maxSince = 16

// ErrNoSince reports a size that the tree never had, of which nothing can be proved.
var ErrNoSince = errors.New("there is no checkpoint of so many events that this one could continue")

// since returns the extension lines that prove that a tree continues the last checkpoint
// that each witness cosigned, and the trees of the sizes in also. A tree that does not
// continue what was cosigned is an error that wraps integrity.ErrInconsistent: nothing must
// be signed for it.
func since(lg *History, now integrity.Checkpoint, tree *integrity.Tree, also []int64) (lines []string, err error) {
	var sizes []int64
	for _, size := range also {
		if size < 1 || size > now.Size {
			return nil, fmt.Errorf("%w: %s, and it has %s", ErrNoSince, numbers.Grouped(size), numbers.Grouped(now.Size))
		}
		sizes = append(sizes, size)
	}
	for _, c := range lastByWitness(lg) {
		if c.Size > now.Size {
			return nil, fmt.Errorf("%w: it has %d leaves, and %d were cosigned", integrity.ErrInconsistent, now.Size, c.Size)
		}
		proof, err := tree.Consistency(c.Size, now.Size)
		if err != nil {
			return nil, err
		}
		if err := integrity.CheckConsistency(proof, c, now); err != nil {
			return nil, err
		}
		sizes = append(sizes, c.Size)
	}
	slices.Sort(sizes)
	sizes = slices.Compact(sizes)
	for _, size := range sizes[max(0, len(sizes)-maxSince):] {
		if size == 0 || size == now.Size {
			continue // there is nothing to prove
		}
		proof, err := tree.Consistency(size, now.Size)
		if err != nil {
			return nil, err
		}
		lines = append(lines, integrity.SinceLine(size, proof))
	}
	return lines, nil
}

// lastByWitness returns the largest checkpoint that each witness cosigned.
func lastByWitness(lg *History) (list []integrity.Checkpoint) {
	all, _ := taken(lg) // a verification reports those that cannot be read
	last := make(map[string]integrity.Checkpoint)
	for _, c := range all {
		for _, by := range c.By {
			if had, ok := last[by.Verifier]; !ok || c.Size >= had.Size {
				last[by.Verifier] = c.Checkpoint
			}
		}
	}
	for _, c := range last {
		list = append(list, c)
	}
	return list
}
