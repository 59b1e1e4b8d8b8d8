package desk

import (
	"context"

	"daybook/backend/export"
	"daybook/backend/keys"
)

// VerifyBundle checks the evidence bundle at path, and holds it against the key and the
// checkpoint in others' hands, where those are not "". Whose key it is, this computer may
// know. An error of reading is an *UnreadableError; what is wrong with the bundle is in
// the verdict.
func VerifyBundle(ctx context.Context, path, key, checkpoint string, progress func(done, total int)) (*export.Verdict, error) {
	v, err := export.VerifyBundleFile(ctx, path, export.Given{Key: key, Checkpoint: checkpoint, Owner: keys.Whose}, progress)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return v, nil
}
