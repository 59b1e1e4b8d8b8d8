package desk_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/desk"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/witness"
)

// TestEveryRefusalOfAWitnessSaysWhatToDo goes through all reasons for which a checkpoint is
// not cosigned or not taken back.
func TestEveryRefusalOfAWitnessSaysWhatToDo(t *testing.T) {
	for _, c := range []struct {
		err           error
		code, cli, to string
	}{
		{witness.ErrSmaller, "refused", "f: it is not cosigned: it has fewer events", "ask its owner how that can be"},
		{witness.ErrFork, "refused", "f: it is not cosigned: it has another history", "ask its owner how that can be"},
		{witness.ErrOtherKey, "refused", "f: it is not cosigned: it is signed with another key", "add --key KEY"},
		{witness.ErrClock, "refused", "f: it is not cosigned: the clock", "ask its owner"},
		{&witness.UnprovenError{Size: 7}, "unproven", "f is not cosigned: it does not prove that it continues the one of 7 events", "--since 7"},
		{witness.ErrNoName, "input", "this is the first checkpoint that you cosign", "--as witness/NAME"},
		{witness.ErrOtherName, "input", "you cosign under another name here", "leave --as out"},
		{witness.ErrNoKey, "input", "f: it is of an archive that you did not cosign before", "add --key KEY"},
		{&ledger.StrangersError{Names: []string{"eve, key 1", "bob, key 2"}}, "", "f was not taken back: no witness that this archive knows cosigned it: it is cosigned by eve, key 1; bob, key 2", "add --witness KEY"},
		{ledger.ErrUncosigned, "refused", "f was not taken back: nobody cosigned it", "daybook checkpoint --cosign f"},
		{ledger.ErrNotOurs, "refused", "f was not taken back: it is no checkpoint that this archive continues", ""},
		{ledger.ErrNotBy, "refused", "f was not taken back: the witness that you named did not cosign it", ""},
		{integrity.ErrCosignature, "refused", "f was not taken back: not cosigned by the witness that it names", ""},
		{integrity.ErrSignature, "input", "f is not signed by the key that it should be", ""},
		{integrity.ErrCheckpoint, "", "f is no checkpoint", "choose a file that Daybook saved as one"},
		{fmt.Errorf("x is %w", desk.ErrNotKey), "", "x is no key of that kind", "a file that has it"},
		{witness.ErrKeyGone, "no-key", "your key as a witness cannot be used", ""},
		{witness.ErrDamaged, "damaged", "what this computer keeps of what you cosigned is damaged", ""},
		{witness.ErrBusy, "busy", "another program of yours is cosigning; try again", ""},
		{errors.New("another"), "", "another", ""},
	} {
		said := desk.WitnessAdvice("f", fmt.Errorf("%w: more", c.err))
		require.ErrorContains(t, said, c.cli)
		require.ErrorContains(t, said, c.to)
		if c.code != "" {
			f := desk.Words(c.err)
			require.Equal(t, c.code, f.Code, "%v", c.err)
			require.NotEmpty(t, f.Message)
		}
	}
}

func TestTheNameOfACosignedCheckpointKeepsItsEnding(t *testing.T) {
	require.Equal(t, "/a/b.cosigned.checkpoint", desk.CosignedName("/a/b.checkpoint"))
	require.Equal(t, "b.cosigned", desk.CosignedName("b"))
}
