package desk

import (
	"context"
	"io"

	"daybook/backend/encryption"
	"daybook/backend/keys"
	"daybook/backend/proof"
)

// VerifyBundle checks the evidence bundle at path, a file or a folder, and compares it with
// what is given. key is that of an encrypted file, nil for others. This computer may know the
// owner of the key that signed. An error of reading is an *UnreadableError; faults of the
// bundle are in the verdict.
func VerifyBundle(ctx context.Context, path string, key *encryption.Key, given proof.Given, progress func(done, total int)) (*proof.Verdict, error) {
	given.Owner = keys.Whose
	given.Decrypt = func(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
		if key != nil {
			return key.Open(r, size)
		}
		is, err := encryption.Is(r)
		if err == nil && is {
			err = ErrEncrypted
		}
		return r, size, err
	}
	v, err := proof.VerifyFile(ctx, path, given, progress)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return v, nil
}
