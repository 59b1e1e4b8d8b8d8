package desk

import (
	"context"

	"daybook/backend/archive"
)

// Input is an input, for tests that change files between its steps.
type Input struct{ in *input }

func Open(ctx context.Context, path string) (Input, error) {
	in, err := open(ctx, path, options{})
	return Input{in}, err
}

func (i Input) Import(ctx context.Context, a *archive.Archive, progress func(archive.Progress)) (archive.Import, error) {
	return i.in.take(ctx, a, progress)
}

func (i Input) Close() error { return i.in.close() }

// Worded returns the errors in the table of words.
func Worded() (all []error) {
	for _, s := range words {
		all = append(all, s.of)
	}
	return all
}
