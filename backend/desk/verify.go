package desk

import (
	"context"

	"daybook/backend/keys"
	"daybook/backend/proof"
)

// VerifyBundle checks the evidence bundle at path, a file or a folder, and compares it with
// what is given. This computer may know the owner of the key. An error of reading is an *UnreadableError; faults of the bundle are in the
// verdict.
func VerifyBundle(ctx context.Context, path string, given proof.Given, progress func(done, total int)) (*proof.Verdict, error) {
	given.Owner = keys.Whose
	v, err := proof.VerifyFile(ctx, path, given, progress)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return v, nil
}
