package window

import (
	"archive/zip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/desk"
	"daybook/backend/keys"
	"daybook/backend/proof"
	"daybook/backend/sample"
)

// manifestOf returns the manifest of a bundle, which must verify.
func manifestOf(t *testing.T, path string) proof.Manifest {
	v, err := proof.VerifyFile(t.Context(), path, proof.Given{}, nil)
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	f, err := z.Open(z.File[0].Name[:strings.Index(z.File[0].Name, "/")+1] + proof.Path(proof.ManifestName))
	require.NoError(t, err)
	var m proof.Manifest
	require.NoError(t, json.NewDecoder(f).Decode(&m))
	return m
}

func TestAnEvidenceBundleOfTheSelectionVerifies(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 2000)))
	byMember := search("webhook")
	byMember.Sort = Sort{Column: "member"}
	found, err := a.Search(SearchRequest{Search: byMember, Number: 1})
	require.NoError(t, err)

	d.target = filepath.Join(t.TempDir(), "evidence.zip")
	request := BundleRequest{
		Selection: Selection{Seqs: []uint64{found.Hits[2].Seq, found.Hits[0].Seq}}, Search: byMember,
		CaseName: "C-17", Purpose: "review", Recipient: "Example",
	}
	id, err := a.ExportBundle(request)
	require.NoError(t, err)
	require.Equal(t, "evidence.zip", d.proposed)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase, task.Fault)
	require.Equal(t, TaskBundle, task.Kind)
	require.Equal(t, 2, task.Written.Count)
	m := manifestOf(t, d.target)
	require.Equal(t, proof.Counts{Archive: 2000, Matching: found.Total, Selected: 2, Exported: 2}, m.Counts)
	require.Equal(t, "chosen", m.Asked.Selection)
	require.Equal(t, "C-17", m.Case)
	require.NoError(t, a.ShowInFolder(task.Written.Token))

	// All events that match, selected as in the window.
	selected, err := a.SelectMatching(MatchingRequest{Search: byMember})
	require.NoError(t, err)
	request.Selection = Selection{Token: selected.Token}
	id, err = a.ExportBundle(request)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
	m = manifestOf(t, d.target)
	require.Equal(t, "all", m.Asked.Selection)
	require.Equal(t, found.Total, m.Counts.Exported)

	// If refused or cancelled, it writes nothing.
	before, err := os.ReadFile(d.target)
	require.NoError(t, err)
	request.Purpose = strings.Repeat("é", 1001)
	_, err = a.ExportBundle(request)
	require.Equal(t, "input", code(t, err))
	request.Purpose = ""
	request.Selection = Selection{}
	_, err = a.ExportBundle(request)
	require.Equal(t, "empty", code(t, err))
	request.Selection = Selection{Token: selected.Token}
	d.target = ""
	id, err = a.ExportBundle(request)
	require.NoError(t, err)
	require.Empty(t, id)
	after, err := os.ReadFile(task.Written.Path)
	require.NoError(t, err)
	require.Equal(t, before, after)
}

// handedOver returns a bundle, with the key and a checkpoint of its archive, as
// given to a recipient without an archive.
func handedOver(t *testing.T) (bundle, key, checkpoint string) {
	t.Helper()
	a, d := started(t, slices.Collect(sample.Events(1, 200)))
	d.target = filepath.Join(t.TempDir(), "archive.checkpoint")
	_, err := a.SaveCheckpoint()
	require.NoError(t, err)
	checkpoint = d.target
	bundle = filepath.Join(t.TempDir(), "evidence.zip")
	d.target = bundle
	id, err := a.ExportBundle(BundleRequest{Selection: Selection{Seqs: []uint64{3, 5}}, Search: search("")})
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
	key = filepath.Join(t.TempDir(), "northwind.pub")
	require.NoError(t, os.WriteFile(key, []byte(manifestOf(t, bundle).Archive.Key+"\n"), 0o600))
	require.NoError(t, a.CloseArchive())
	return bundle, key, checkpoint
}

// alone returns the calls of a window without an archive.
func alone(t *testing.T) (*Calls, *testDesktop) {
	t.Helper()
	d := &testDesktop{tasks: make(chan Task, 100), drops: make(chan Drop, 1)}
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	return a, d
}

// chosen returns the finished task that verified the bundle chosen in the dialog.
func chosen(t *testing.T, a *Calls, d *testDesktop) Task {
	t.Helper()
	id, err := a.VerifyBundle()
	return verified(t, d, id, err)
}

// again verifies a bundle once more, compared with a file, and returns the
// verdict.
func again(t *testing.T, a *Calls, d *testDesktop, token string, with BundleCompare) *BundleVerdict {
	t.Helper()
	id, err := a.CompareBundle(token, with)
	return verified(t, d, id, err).Bundle
}

// verified returns a verification task when it has ended.
func verified(t *testing.T, d *testDesktop, id string, err error) Task {
	t.Helper()
	require.NoError(t, err)
	require.NotEmpty(t, id)
	task := d.ended(t, id)
	require.Equal(t, TaskVerifyBundle, task.Kind)
	return task
}

func TestABundleIsVerifiedWithoutAnArchiveInTheVerifiersOwnWords(t *testing.T) {
	bundle, key, checkpoint := handedOver(t)
	a, d := alone(t)
	d.files = []string{bundle}
	task := chosen(t, a, d)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, "evidence.zip", task.Title)
	got := task.Bundle
	v, err := proof.VerifyFile(t.Context(), bundle, proof.Given{Owner: keys.Whose}, nil)
	require.NoError(t, err)
	require.True(t, got.OK)
	require.Equal(t, SignerKnown, got.Signer)
	require.Regexp(t, `^Whole\. Signed by key [0-9a-f]{8}, with which this computer signs for the archive "Northwind: 2026/27"$`, got.Headline)
	require.Empty(t, got.Cautions)
	require.Equal(t, BundleWords{proof.Shows, v.Proven()}, got.Shows)
	require.Equal(t, BundleWords{proof.ShowsNot, v.NotProven()}, got.ShowsNot)
	require.Contains(t, got.Facts, BundleFact{"Key", v.Key})
	require.Equal(t, v.Text(), got.Text)
	require.False(t, got.KeyKnown, "a key that came with the bundle vouches only for itself")

	// On another computer nobody knows whose key it is.
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	got = again(t, a, d, got.Token, WithNothing)
	require.False(t, got.OK)
	require.True(t, got.Whole)
	require.Equal(t, SignerUnknown, got.Signer)
	require.Regexp(t, `^Signer not known: key [0-9a-f]{8}\. Whole in itself, as one made anew by anybody would be$`, got.Headline)
	require.Equal(t, v.Key, got.Facts[len(got.Facts)-2].Text)
	require.Equal(t, proof.Fingerprint(v.Key), got.Facts[len(got.Facts)-1].Text)
	require.Len(t, got.Cautions, 1)
	require.False(t, got.Repacked)

	// Comparison with the officer's own files; earlier comparisons are kept.
	d.files = []string{key}
	got = again(t, a, d, got.Token, WithKey)
	require.True(t, got.OK)
	require.True(t, got.KeyKnown)
	require.Equal(t, "northwind.pub", got.Key)
	d.files = []string{checkpoint}
	got = again(t, a, d, got.Token, WithCheckpoint)
	require.True(t, got.KeyKnown)
	require.True(t, got.CheckpointKnown)
	require.Equal(t, "archive.checkpoint", got.Checkpoint)

	// A file that is neither key nor checkpoint is reported as that, and not as a
	// fault of the bundle.
	d.files = []string{filepath.Join(t.TempDir(), "notes.txt")}
	require.NoError(t, os.WriteFile(d.files[0], []byte("buy milk"), 0o600))
	for compare, message := range map[BundleCompare]string{WithKey: "notes.txt is no key", WithCheckpoint: "notes.txt is no checkpoint"} {
		_, err = a.CompareBundle(got.Token, compare)
		require.Equal(t, "input", code(t, err))
		require.EqualError(t, err, message)
	}
	d.files = nil
	id, err := a.CompareBundle(got.Token, WithKey)
	require.NoError(t, err)
	require.Empty(t, id, "cancelled")
	id, err = a.VerifyBundle()
	require.NoError(t, err)
	require.Empty(t, id, "cancelled")
}

func TestWhatIsWrongWithABundleIsNamedAndNothingElseIsSaidOfIt(t *testing.T) {
	bundle, _, checkpoint := handedOver(t)
	data, err := os.ReadFile(bundle)
	require.NoError(t, err)
	data[len(data)/2] ^= 1
	require.NoError(t, os.WriteFile(bundle, data, 0o600))
	a, d := alone(t)
	d.files = []string{bundle}
	got := chosen(t, a, d).Bundle
	require.False(t, got.OK)
	require.False(t, got.Whole)
	require.Regexp(t, `^Not verified: \d+ problems?$`, got.Headline)
	require.NotEmpty(t, got.Problems)
	require.Equal(t, proof.Advice, got.Advice)
	require.Empty(t, got.Facts)
	require.Empty(t, got.Shows.Lines)
	require.Empty(t, got.ShowsNot.Lines)
	d.files = []string{checkpoint}
	got = again(t, a, d, got.Token, WithCheckpoint)
	require.False(t, got.CheckpointKnown)
}

func TestADroppedBundleIsToldFromFilesToImport(t *testing.T) {
	bundle, key, _ := handedOver(t)
	a, d := alone(t)
	a.w.Dropped([]string{bundle})
	drop := <-d.drops
	require.True(t, drop.Files[0].Bundle)
	id, err := a.VerifyDropped(drop.Token)
	require.True(t, verified(t, d, id, err).Bundle.OK)
	a.w.Dropped([]string{key, t.TempDir(), bundle})
	drop = <-d.drops
	require.Equal(t, []bool{false, false, true}, []bool{drop.Files[0].Bundle, drop.Files[1].Bundle, drop.Files[2].Bundle})
	_, err = a.VerifyDropped(drop.Token)
	require.Equal(t, "input", code(t, err))
}

func TestAFileOfTheStartIsVerifiedAndOneThatIsNoBundleIsToldSo(t *testing.T) {
	bundle, key, _ := handedOver(t)
	a, d := alone(t)
	a.w.openAtStart(a.w.OpenEarly(bundle, ""), nil)
	task := d.ended(t, "task-1")
	require.True(t, task.Bundle.OK)
	require.Empty(t, task.Archive)
	state, err := a.State()
	require.NoError(t, err)
	require.Len(t, state.Tasks, 1, "a page that came later hears of it")
	require.Nil(t, state.Archive)

	for path, want := range map[string]*Fault{
		key:                                {"not-bundle", "northwind.pub is no evidence bundle of Daybook", "If it is an export of events, open an archive and import it there."},
		filepath.Join(t.TempDir(), "gone"): nil,
	} {
		a, d := alone(t)
		o := a.w.OpenEarly(path, "")
		a.w.openAtStart(o, nil)
		task := d.ended(t, "task-1")
		require.Equal(t, TaskFailed, task.Phase)
		if want != nil {
			require.Equal(t, want, task.Fault)
		} else {
			require.Contains(t, task.Fault.Message, "There is no archive at ")
		}
		require.NoError(t, o.Abandon())
	}
	require.NoError(t, windowOn(nil).w.OpenEarly(bundle, "").Abandon())
}

func TestTheWindowNamesNoFileOfABundleItself(t *testing.T) {
	bundle, key, _ := handedOver(t)
	a, d := alone(t)
	for _, token := range []string{bundle, "", "bundle-99"} {
		_, err := a.VerifyDropped(token)
		require.Equal(t, "gone", code(t, err), token)
		_, err = a.CompareBundle(token, WithKey)
		require.Equal(t, "gone", code(t, err), token)
	}
	d.files = []string{bundle}
	token := chosen(t, a, d).Bundle.Token
	_, err := a.CompareBundle(token, BundleCompare(key))
	require.Equal(t, "input", code(t, err))
}

// A bundle belongs to no archive: closing the open archive does not end its
// check.
func TestABundleThatCannotBeReadIsSaidSoAndAClosedArchiveKeepsNoneFromBeing(t *testing.T) {
	bundle, _, _ := handedOver(t)
	a, d := alone(t)
	require.NoError(t, os.Remove(bundle))
	d.files = []string{bundle}
	task := chosen(t, a, d)
	require.Equal(t, &Fault{"gone", "There is no file " + bundle, "Look at its name and folder."}, task.Fault)
	d.files = []string{t.TempDir()}
	require.Equal(t, "not-bundle", chosen(t, a, d).Fault.Code)
	require.Equal(t, "permission", code(t, asFault(&desk.UnreadableError{Path: "/a/evidence.zip", Err: os.ErrPermission})))

	begun, goOn := make(chan struct{}), make(chan struct{})
	id := a.w.start("verify-bundle", "evidence.zip", func(ctx context.Context, _ *job) error {
		close(begun)
		<-goOn
		return ctx.Err()
	})
	<-begun
	require.NoError(t, a.CloseArchive())
	close(goOn)
	require.Equal(t, TaskDone, d.ended(t, id).Phase)
}

func TestWhatFinderHandsOverWaitsForTheWindowAndIsVerified(t *testing.T) {
	bundle, _, _ := handedOver(t)
	a, d := alone(t)
	stands, opened := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(opened)
		a.w.Handed(stands)(bundle)
	}()
	select {
	case <-opened:
		t.Fatal("it was opened before there was a window to tell of it")
	case <-time.After(50 * time.Millisecond):
	}
	close(stands)
	require.True(t, d.ended(t, "task-1").Bundle.OK)
	<-opened
}
