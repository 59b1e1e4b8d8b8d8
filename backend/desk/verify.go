package desk

import (
	"context"

	"daybook/backend/keys"
	"daybook/backend/proof"
)

// VerifyBundle checks the evidence bundle at path, and compares it with the key and the
// checkpoint that others hold, unless those are "". This computer may know the owner of
// the key. An error of reading is an *UnreadableError; faults of the bundle are in the
// verdict.
func VerifyBundle(ctx context.Context, path, key, checkpoint string, progress func(done, total int)) (*proof.Verdict, error) {
	v, err := proof.VerifyFile(ctx, path, proof.Given{Key: key, Checkpoint: checkpoint, Owner: keys.Whose}, progress)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return v, nil
}
