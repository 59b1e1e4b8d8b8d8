package proof_test

import (
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"daybook/backend/integrity"
	"daybook/backend/query"
)

// A bundle of an archive of 60 events has proofs from 30 and from 45.
func TestACheckpointThatWasKeptIsShownToBeContinued(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	data := prooftest.Written(s.Bundle([]int64{3, 4, 5}, query.DefaultOrder()))
	for _, c := range []struct {
		size       int64
		shows, not string
	}{
		{60, "The checkpoint that you kept agrees: up to it, the history was not rewritten since.", ""},
		{45, "The checkpoint of 45 events that you kept agrees: the tree begins with these, unchanged and in the same order, and has 15 more.",
			"That the history was not rewritten, before the bundle was made, behind the first 45 events: the checkpoint that you kept reaches no further."},
		{30, "The checkpoint of 30 events that you kept agrees: the tree begins with these, unchanged and in the same order, and has 30 more.", "behind the first 30 events"},
		{0, "The checkpoint that you kept is of no events: it shows nothing about those that were added since.", "Only a checkpoint that was kept elsewhere shows it."},
	} {
		v := verify(t, data, proof.Expected{Checkpoint: strings.ReplaceAll(s.Kept(c.size, s.Key), "\n", "\r\n") + "\r\n"})
		require.True(t, v.Whole() && v.Undecided == "", "%q %s", v.Problems, v.Undecided)
		require.Equal(t, &proof.Kept{Size: c.size, Key: "a0ee0004"}, v.Kept)
		require.Contains(t, v.Proven(), c.shows)
		not := strings.Join(v.NotProven(), "\n")
		if c.not == "" {
			require.NotContains(t, not, "rewritten")
		} else {
			require.Contains(t, not, c.not)
		}
		require.Contains(t, v.Text(), "Whole. Signed by key a0ee0004, which signed the checkpoint that you kept.\n\n")
		require.True(t, v.OK())
		require.True(t, v.JSON().CheckpointKnown)
	}
	v := verify(t, data, proof.Expected{})
	require.True(t, v.Whole() && v.Undecided == "")
	require.Nil(t, v.Kept)
	require.Contains(t, strings.Join(v.NotProven(), "\n"), "rewritten or set back before the bundle was made")
	require.Equal(t, proof.ExitUnknown, v.Exit())
}

func TestACheckpointOfAnotherHistoryIsRefusedWhateverItsSize(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	data := prooftest.Written(s.Bundle([]int64{3, 4, 5}, query.DefaultOrder()))
	other := prooftest.Samples(60)
	other[7].Description += "."
	rewritten := prooftest.NewSource(other)
	for _, size := range []int64{30, 45, 60} {
		v := verify(t, data, proof.Expected{Checkpoint: rewritten.Kept(size, s.Key)})
		require.Equal(t, []string{fmt.Sprintf("the checkpoint that you gave has another root for the first %d events: the history was rewritten", size)}, v.Problems)
		require.Nil(t, v.Kept)
	}
	signed, err := s.Key.Sign(integrity.Checkpoint{Origin: "daybook/" + prooftest.ArchiveID, Root: s.At(1).Root}.Text())
	require.NoError(t, err)
	require.Contains(t, verify(t, data, proof.Expected{Checkpoint: signed}).Problems[0], "has another root for the first 0 events")
}

// A checkpoint that cannot be compared is neither a problem of the bundle nor agreed to.
func TestACheckpointThatTheBundleCannotBeComparedWithIsSaidToBe(t *testing.T) {
	s, longer := prooftest.NewSource(prooftest.Samples(60)), prooftest.NewSource(prooftest.Samples(61))
	data := prooftest.Written(s.Bundle([]int64{3, 4, 5}, query.DefaultOrder()))
	for says, signed := range map[string]string{
		"it is of 61 events and the bundle of 60, so it was saved later.":                    longer.Kept(61, s.Key),
		"it is of 44 events, and the bundle has no proof from a checkpoint of so many.":      s.Kept(44, s.Key),
		"it is of 31 events, and the bundle has no proof from a checkpoint of so many. Comp": prooftest.NewSource(prooftest.Samples(61)[1:]).Kept(31, s.Key),
	} {
		v := verify(t, data, proof.Expected{Checkpoint: signed})
		require.Empty(t, v.Problems)
		require.True(t, v.Whole())
		require.Equal(t, proof.ExitProblems, v.Exit(), "what was asked for was not checked")
		require.Nil(t, v.Kept)
		require.Contains(t, v.Undecided, says)
		require.Contains(t, v.Text(), "Signer not known: key a0ee0004. Whole in itself, as one made anew by anybody would be.\n")
		require.Contains(t, v.Text(), "\nNOT COMPARED with the checkpoint that you gave: "+says)
		require.Contains(t, strings.Join(v.NotProven(), "\n"), "Only a checkpoint that was kept elsewhere shows it.")
		j := v.JSON()
		require.False(t, j.OK || j.CheckpointKnown)
		require.Equal(t, v.Undecided, j.Undecided)
	}
}

func TestACheckpointIsTakenOfTheArchivesKeysOnly(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	b := s.Bundle([]int64{3, 4, 5}, query.DefaultOrder())
	before, stranger := prooftest.NewKey(prooftest.ArchiveID, 9), prooftest.NewKey(prooftest.ArchiveID, 10)
	b.Manifest.Archive.FormerKeys = []string{before.Verifier()}
	data := prooftest.Written(b)
	v := verify(t, data, proof.Expected{Checkpoint: s.Kept(30, before, "journal 7 xyz=")})
	require.Empty(t, v.Problems)
	former, err := note.NewVerifier(before.Verifier())
	require.NoError(t, err)
	require.Equal(t, &proof.Kept{Size: 30, Key: fmt.Sprintf("%08x", former.KeyHash()), Former: true, Journal: true}, v.Kept)
	require.Contains(t, strings.Join(v.Proven(), "\n"), "which the archive had before, as the manifest says.")
	require.Contains(t, strings.Join(v.NotProven(), "\n"), "That the journal is still the one that the checkpoint was saved with")

	require.Equal(t, []string{"the checkpoint that you gave: it has no signature by that key"}, verify(t, data, proof.Expected{Checkpoint: s.Kept(30, stranger)}).Problems)
	require.Equal(t, []string{"the checkpoint that you gave: it is not a signed note"}, verify(t, data, proof.Expected{Checkpoint: "nothing"}).Problems)
	signed := s.Kept(30, s.Key)
	require.Equal(t, []string{`the checkpoint that you gave: it is of "daybook/another" and not of this archive`},
		verify(t, data, proof.Expected{Checkpoint: strings.ReplaceAll(signed, "daybook/"+prooftest.ArchiveID, "daybook/another")}).Problems)
	require.Equal(t, []string{"the checkpoint that you gave: its signature is not valid: it was changed, or another key signed it"},
		verify(t, data, proof.Expected{Checkpoint: strings.Replace(signed, "\n30\n", "\n31\n", 1)}).Problems)
}

// A signer can put anything into the file consistency, so it must prove itself.
func TestTheConsistencyOfABundleIsProvenWhoeverSignedIt(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	other := prooftest.Samples(60)
	other[7].Description += "."
	for says, earlier := range map[string][]integrity.Checkpoint{
		"consistency: line 3: the tree is not proven to continue that of 30 events":        {prooftest.NewSource(other).At(30)},
		"a checkpoint of 30 events is out of order, or one too many":                       {s.At(45), s.At(30)},
		"consistency: line 3: a checkpoint of 60 events is out of order, or one too many":  {s.At(60)},
		"consistency: line 3: a checkpoint of 0 events is out of order, or one too many":   {s.At(0)},
		"consistency: line 10: a checkpoint of 30 events is out of order, or one too many": {s.At(30), s.At(30)},
	} {
		b := s.Bundle([]int64{3, 4, 5}, query.DefaultOrder())
		b.Earlier = earlier
		require.Contains(t, strings.Join(verify(t, prooftest.Written(b), proof.Expected{}).Problems, "\n"), says)
	}
	b := s.Bundle([]int64{3, 4, 5}, query.DefaultOrder())
	b.Earlier = nil
	for size := range int64(59) {
		b.Earlier = append(b.Earlier, s.At(size+1))
	}
	v := verify(t, prooftest.Written(b), proof.Expected{Checkpoint: s.Kept(44, s.Key)})
	require.True(t, v.Whole(), "%q", v.Problems)
	require.EqualValues(t, 44, v.Kept.Size)
	b.Earlier = nil
	require.True(t, verify(t, prooftest.Written(b), proof.Expected{}).Whole())
}

// TestABundleHasProofsFromTheLastCheckpoints has more checkpoints than go into a bundle.
func TestABundleHasProofsFromTheLastCheckpoints(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(proof.MaxEarlier + 20))
	b := s.Bundle([]int64{3, 4, 5}, query.DefaultOrder())
	b.Earlier = nil
	for size := range int64(len(s.Events) - 1) {
		b.Earlier = append(b.Earlier, s.At(size+1))
	}
	data := prooftest.Written(b)
	require.NotEmpty(t, verify(t, data, proof.Expected{Checkpoint: s.Kept(19, s.Key)}).Undecided)
	v := verify(t, data, proof.Expected{Checkpoint: s.Kept(20, s.Key)})
	require.True(t, v.Whole() && v.Undecided == "", "%q %s", v.Problems, v.Undecided)
}
