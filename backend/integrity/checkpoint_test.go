package integrity_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// published is the example of C2SP's tlog-checkpoint.
const published = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`

func TestThePublishedCheckpointIsRead(t *testing.T) {
	text, _, _ := strings.Cut(published, "\n\n")
	text += "\n"
	c, err := integrity.ParseCheckpoint(text)
	require.NoError(t, err)
	require.Equal(t, "example.com/behind-the-sofa", c.Origin)
	require.EqualValues(t, 20852163, c.Size)
	require.Equal(t, "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62", c.Root.String())
	require.Empty(t, c.Extensions)
	require.Equal(t, text, c.Text())

	extended := text + "journal 7 x\nmore\n"
	c, err = integrity.ParseCheckpoint(extended)
	require.NoError(t, err)
	require.Equal(t, []string{"journal 7 x", "more"}, c.Extensions)
	require.Equal(t, extended, c.Text())

	// Its key is not one of the archive.
	keys, err := integrity.NewVerifiers()
	require.NoError(t, err)
	_, _, err = integrity.OpenCheckpoint(published, "example.com/behind-the-sofa", keys)
	require.ErrorIs(t, err, integrity.ErrSignature)
}

func TestWhatIsNoCheckpointIsRefused(t *testing.T) {
	const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
	for _, text := range []string{
		"", "\n", "origin\n1\n", "origin\n1\n" + root, "\n1\n" + root + "\n", "origin\n01\n" + root + "\n", "origin\n-1\n" + root + "\n", "origin\n+1\n" + root + "\n",
		"origin\n1 \n" + root + "\n", "origin\n99999999999999999999\n" + root + "\n", "origin\n1\nCsUY\n", "origin\n1\n" + root + "\n\nmore\n",
		"origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", // bits behind the hash
	} {
		_, err := integrity.ParseCheckpoint(text)
		require.ErrorIs(t, err, integrity.ErrCheckpoint, "%q", text)
	}
}

func TestACheckpointIsOnlyOfItsOriginAndKeys(t *testing.T) {
	mine, err := integrity.NewSigner(integrity.Origin("mine"))
	require.NoError(t, err)
	again, err := integrity.ParseSigner(mine.Secret())
	require.NoError(t, err)
	require.Equal(t, mine.Verifier(), again.Verifier())
	require.Len(t, integrity.KeyID(mine.Verifier()), 8)
	later, err := integrity.NewSigner(integrity.Origin("mine"))
	require.NoError(t, err)
	other, err := integrity.NewSigner(integrity.Origin("other"))
	require.NoError(t, err)
	keys, err := integrity.NewVerifiers(mine.Verifier(), later.Verifier())
	require.NoError(t, err)
	c := integrity.Checkpoint{Origin: "daybook/mine", Size: 7, Root: event.Hash{1}, Extensions: []string{"journal 1 x"}}
	for _, by := range []*integrity.Signer{mine, again, later} {
		signed, err := c.Sign(by)
		require.NoError(t, err)
		got, key, err := integrity.OpenCheckpoint(signed, "daybook/mine", keys)
		require.NoError(t, err)
		require.Equal(t, c, got)
		require.Equal(t, integrity.KeyID(by.Verifier()), key)
		_, _, err = integrity.OpenCheckpoint(signed, "daybook/mine/journal", keys)
		require.ErrorIs(t, err, integrity.ErrSignature, "of another origin, by the same key")
		for _, change := range [][2]string{{"\n7\n", "\n8\n"}, {"daybook/mine\n", "daybook/other\n"}, {"journal 1", "journal 2"}, {"AQ", "Ag"}} {
			changed := strings.Replace(signed, change[0], change[1], 1)
			require.NotEqual(t, signed, changed)
			_, _, err = integrity.OpenCheckpoint(changed, "daybook/mine", keys)
			require.Error(t, err, change)
		}
	}
	theirs, err := integrity.Checkpoint{Origin: "daybook/other", Size: 7}.Sign(other)
	require.NoError(t, err)
	_, _, err = integrity.OpenCheckpoint(theirs, "daybook/mine", keys)
	require.ErrorIs(t, err, integrity.ErrSignature)
	require.ErrorContains(t, err, "daybook/other")
	posing, err := integrity.Checkpoint{Origin: "daybook/mine", Size: 7}.Sign(other)
	require.NoError(t, err)
	_, _, err = integrity.OpenCheckpoint(posing, "daybook/mine", keys)
	require.ErrorIs(t, err, integrity.ErrSignature)
	for _, text := range []string{"", "x", mine.Verifier(), mine.Secret()[:40]} {
		_, err := integrity.ParseSigner(text)
		require.ErrorIs(t, err, integrity.ErrKey)
	}
	_, err = integrity.NewVerifiers(mine.Secret())
	require.ErrorIs(t, err, integrity.ErrKey)
}

func TestATreeIsProvenToContinueAnother(t *testing.T) {
	const most = 300
	tree, err := integrity.OpenTree(t.TempDir(), 0, (&peer{}).root(t, 0))
	require.NoError(t, err)
	defer tree.Close()
	var leaves []event.Hash
	for i := range most {
		leaves = append(leaves, leafHash(leaf(i)))
	}
	require.NoError(t, tree.Append(0, leaves))
	at := func(n int64) integrity.Checkpoint {
		root, err := tree.Root(n)
		require.NoError(t, err)
		return integrity.Checkpoint{Origin: "x", Size: n, Root: root}
	}
	for _, to := range []int64{0, 1, 2, 7, 255, 256, 257, most} {
		for from := range to + 1 {
			proof, err := tree.Consistency(from, to)
			require.NoError(t, err)
			require.NoError(t, integrity.CheckConsistency(proof, at(from), at(to)), "%d to %d", from, to)
			wrong := at(from)
			wrong.Root[3] ^= 1
			require.ErrorIs(t, integrity.CheckConsistency(proof, wrong, at(to)), integrity.ErrInconsistent, "%d to %d", from, to)
			if from < to {
				require.ErrorIs(t, integrity.CheckConsistency(proof, at(to), at(from)), integrity.ErrInconsistent)
				inclusion, err := tree.Inclusion(from, to)
				require.NoError(t, err)
				require.NoError(t, integrity.CheckInclusion(inclusion, from, leaves[from], at(to)))
				require.ErrorIs(t, integrity.CheckInclusion(inclusion, from, leaves[(from+1)%most], at(to)), integrity.ErrTree)
			}
		}
	}
}
