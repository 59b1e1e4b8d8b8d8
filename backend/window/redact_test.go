package window

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

func TestABundleLeavesOutWhatTheDialogSaysOfAllOrOfTheChosenEvents(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 300)))
	found, err := a.Search(SearchRequest{Search: search("webhook"), Number: 1})
	require.NoError(t, err)
	require.Greater(t, found.Total, 3)
	d.target = filepath.Join(t.TempDir(), "evidence.zip")
	request := BundleRequest{
		Selection: Selection{Seqs: []uint64{found.Hits[2].Seq, found.Hits[0].Seq}}, Search: search("webhook"),
		LeaveOut: []EventPart{PartDescription, PartDetails},
	}
	id, err := a.ExportBundle(request)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
	m := manifestOf(t, d.target)
	require.Equal(t, 2, m.Counts.Exported)
	require.Equal(t, []int{2, 0, 2}, []int{m.LeftOut.Events, m.LeftOut.Members, m.LeftOut.Descriptions})

	request.ChosenOnly = true
	id, err = a.ExportBundle(request)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
	m = manifestOf(t, d.target)
	require.Equal(t, found.Total, m.Counts.Exported, "all that match")
	require.GreaterOrEqual(t, m.LeftOut.Descriptions, 2)
	require.Less(t, m.LeftOut.Events, found.Total)

	journal, err := a.Journal(JournalRequest{Page: 1})
	require.NoError(t, err)
	require.Contains(t, journal.Lines[0].Words, "; left out: the description, details of 2 chosen events.")
	require.Contains(t, journal.Lines[1].Words, "; left out: the description, details of all events.")

	for _, wrong := range []BundleRequest{{LeaveOut: []EventPart{"what"}}, {ChosenOnly: true}, {EncryptFor: "age1", Passphrase: "correct horse battery"}, {EncryptFor: "ann"}, {Passphrase: "short"}} {
		wrong.Selection, wrong.Search = request.Selection, request.Search
		_, err = a.ExportBundle(wrong)
		require.Equal(t, "input", code(t, err))
	}
}

func TestAnEncryptedBundleIsOpenedByPassphraseOrKey(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 100)))
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	folder := t.TempDir()
	const word = "correct horse battery"
	made := func(name string, r BundleRequest) string {
		d.target = filepath.Join(folder, name)
		r.Selection, r.Search = Selection{Seqs: []uint64{3, 5}}, search("")
		id, err := a.ExportBundle(r)
		require.NoError(t, err)
		require.Equal(t, "evidence.zip.age", d.proposed)
		require.Equal(t, TaskDone, d.ended(t, id).Phase)
		return d.target
	}
	keyed := made("keyed.zip.age", BundleRequest{EncryptFor: "# ann\n" + ann.Recipient().String()})
	worded := made("worded.zip.age", BundleRequest{Passphrase: word})
	require.NoError(t, a.CloseArchive())
	key := filepath.Join(folder, "ann.txt")
	require.NoError(t, os.WriteFile(key, []byte(ann.String()), 0o600))

	a, d = alone(t)
	d.files = []string{worded}
	locked := chosen(t, a, d)
	require.Equal(t, TaskDone, locked.Phase)
	require.Nil(t, locked.Bundle)
	require.Equal(t, LockedBundle{locked.Locked.Token, "worded.zip.age", true}, *locked.Locked)
	id, err := a.OpenBundle(locked.Locked.Token, word+"!")
	wrong := verified(t, d, id, err)
	require.Equal(t, TaskFailed, wrong.Phase)
	require.Equal(t, "passphrase", wrong.Fault.Code)
	require.True(t, wrong.Locked.Passphrase, "so that it can be typed once more")
	id, err = a.OpenBundle(wrong.Locked.Token, word)
	opened := verified(t, d, id, err)
	require.True(t, opened.Bundle.Whole)
	require.Nil(t, opened.Locked)
	require.True(t, again(t, a, d, opened.Bundle.Token, WithNothing).Whole, "without the passphrase, which is not kept")
	_, err = a.OpenBundle(locked.Locked.Token, "")
	require.Equal(t, "input", code(t, err))
	_, err = a.OpenBundle("bundle-unknown", word)
	require.Equal(t, "gone", code(t, err))

	d.files = []string{keyed}
	locked = chosen(t, a, d)
	require.False(t, locked.Locked.Passphrase)
	d.files = []string{key}
	id, err = a.OpenBundleWithKey(locked.Locked.Token)
	require.True(t, verified(t, d, id, err).Bundle.Whole)
	d.files = []string{keyed} // which is no file of a key
	_, err = a.OpenBundleWithKey(locked.Locked.Token)
	require.Equal(t, "identity", code(t, err))
	d.files = nil
	id, err = a.OpenBundleWithKey(locked.Locked.Token)
	require.NoError(t, err)
	require.Empty(t, id)
	_, err = a.OpenBundleWithKey("bundle-unknown")
	require.Equal(t, "gone", code(t, err))
	id, err = a.OpenBundle(locked.Locked.Token, word)
	require.Equal(t, "identity", verified(t, d, id, err).Fault.Code)

	stranger, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(key, []byte(stranger.String()), 0o600))
	d.files = []string{key}
	id, err = a.OpenBundleWithKey(locked.Locked.Token)
	require.Equal(t, "None of the keys in that file opens it", verified(t, d, id, err).Fault.Message)

	data, err := os.ReadFile(keyed)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(keyed, data[:40], 0o600))
	d.files = []string{keyed}
	require.Equal(t, "not-bundle", chosen(t, a, d).Fault.Code)
}
