package export

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/proof"
)

// readAtOnce is the number of hashes that are read from the tree at a time.
const readAtOnce = 4096

// writeProofs writes proofs for the events with these numbers, which rise.
func writeProofs(ctx context.Context, to io.Writer, size int64, numbers []int64, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(to, chunk)
	fmt.Fprintf(w, "%s\ntree %d %s\n", proof.ProofsHead, size, event.Hash(root))
	for start := 0; start < len(numbers); start += readAtOnce {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := numbers[start:min(start+readAtOnce, len(numbers))]
		stored := make([]int64, len(part))
		for i, number := range part {
			stored[i] = tlog.StoredHashIndex(0, number)
		}
		read, err := hashes.ReadHashes(stored)
		if err != nil {
			return err
		}
		for i, h := range read {
			fmt.Fprintf(w, "event %d %s\n", part[i], event.Hash(h))
		}
	}
	n := 0
	for node, err := range integrity.SubsetProof(size, numbers, hashes) {
		if err != nil {
			return err
		}
		if n++; n%tellEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Fprintf(w, "node %d %d %s\n", node.Level, node.Index, node.Hash)
	}
	return w.Flush()
}

// writeConsistency writes proofs from the earlier checkpoints, whose sizes rise.
func writeConsistency(ctx context.Context, to io.Writer, size int64, b *Bundle) error {
	earlier := b.Earlier[max(0, len(b.Earlier)-proof.MaxEarlier):]
	var witnessed integrity.Checkpoint
	if b.Witnessed != "" {
		var err error
		if witnessed, err = integrity.ClaimedCheckpoint(b.Witnessed); err != nil {
			return err
		}
		earlier = with(witnessed, earlier)
	}
	root, err := tlog.TreeHash(size, b.Hashes)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(to, chunk)
	fmt.Fprintf(w, "%s\ntree %d %s\n", proof.ConsistencyHead, size, event.Hash(root))
	for _, then := range earlier {
		if err := ctx.Err(); err != nil {
			return err
		}
		proof, err := integrity.ConsistencyProof(then.Size, size, b.Hashes)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "earlier %d %s\n", then.Size, then.Root)
		for _, h := range proof {
			fmt.Fprintf(w, "hash %s\n", h)
		}
		if b.Witnessed != "" && then.Size == witnessed.Size {
			for line := range strings.Lines(b.Witnessed) {
				fmt.Fprintf(w, "note %s", line)
			}
		}
	}
	return w.Flush()
}

// with returns checkpoints, whose sizes rise, with one more where it is not among them; at
// most as many as a bundle can have.
func with(one integrity.Checkpoint, all []integrity.Checkpoint) []integrity.Checkpoint {
	at, found := slices.BinarySearchFunc(all, one.Size, func(c integrity.Checkpoint, size int64) int { return cmp.Compare(c.Size, size) })
	if found {
		return all
	}
	if len(all) == proof.MaxEarlier { // the oldest makes room
		at = max(0, at-1)
		all = all[1:]
	}
	return slices.Insert(slices.Clone(all), at, one)
}
