package archive_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/ledger"
)

func TestAnArchiveThatIsOnlyReadTakesNothingAndShowsWhatItHas(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	archived(t, dir, some(1, 40))
	a := open(t, dir)
	signed := saved(t, a)
	ann, key := witnessed(t, a, signed, "witness/ann")
	_, err := a.TakeCosigned(ctx, ann, []string{key})
	require.NoError(t, err)
	bob, other := witnessed(t, a, signed, "witness/bob")
	closeVerified(t, a)

	a = open(t, onlyRead(t, dir))
	requireCosigned(t, a, 40, 1)
	_, err = a.TakeCosigned(ctx, bob, []string{other})
	require.ErrorIs(t, err, ledger.ErrReadOnly)
	closeVerified(t, a)
}
