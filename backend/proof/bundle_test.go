package proof_test

import (
	"archive/zip"
	"bytes"
	"context"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/query"
)

var orders = []query.Order{
	query.DefaultOrder(), {By: query.ByTimestamp}, {By: query.ByMember}, {By: query.ByAction, Desc: true}, {By: query.ByDescription},
}

func TestAThousandBundlesVerify(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	all, complete := rounds(1000, 25), 0
	for i := range all {
		s := prooftest.NewSource(prooftest.Samples(1 + r.IntN(150)))
		numbers := pick(r, len(s.Events))
		zip := prooftest.Written(s.Bundle(numbers, orders[i%len(orders)]))
		v := verify(t, zip, proof.Expected{Key: s.Key.Verifier()})
		require.Empty(t, v.Problems)
		require.True(t, v.OK())
		require.Equal(t, len(numbers), v.Events)
		require.Equal(t, s.Root.String(), v.Root)
		require.Equal(t, len(numbers) == len(s.Events), v.Complete())
		require.True(t, v.KeyKnown)
		if v.Complete() {
			complete++
		}
	}
	t.Logf("%d bundles verify, %d of them with every event of their archive", all, complete)
}

func TestTheSameBundleHasTheSameBytes(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(50))
	b := s.Bundle([]int64{1, 2, 30, 49}, query.DefaultOrder())
	require.Equal(t, prooftest.Written(b), prooftest.Written(b))
}

func TestABundleIsAsItAlwaysWas(t *testing.T) {
	events := append(prooftest.Samples(20), prooftest.Exhibits()...)
	s := prooftest.NewSource(events)
	var numbers []int64
	for at := int64(0); at < int64(len(events)); at += 3 {
		numbers = append(numbers, at)
	}
	data := prooftest.Written(s.Bundle(numbers, query.DefaultOrder()))
	require.Empty(t, verify(t, data, proof.Expected{}).Problems)
	if *update { // which other packages test with
		require.NoError(t, os.WriteFile(filepath.Join("testdata", "evidence.zip"), data, 0o644))
	}
	kept, err := os.ReadFile(filepath.Join("testdata", "evidence.zip"))
	require.NoError(t, err)
	require.Empty(t, verify(t, kept, proof.Expected{}).Problems, "a bundle that an earlier Daybook made")
	for name, text := range prooftest.FilesOf(data) {
		if name != "HOW-TO-VERIFY.txt" {
			golden(t, filepath.Join("bundle", name), text)
		}
	}
}

func TestTheFilesOfABundleAreThoseOfAnExport(t *testing.T) {
	s := prooftest.NewSource(append(prooftest.Samples(30), prooftest.Exhibits()...))
	var numbers []int64
	for at := range int64(len(s.Events)) {
		numbers = append(numbers, at)
	}
	b := s.Bundle(numbers, query.DefaultOrder())
	files := prooftest.FilesOf(prooftest.Written(b))
	events := func(yield func(event.Event, error) bool) {
		for l, err := range b.Events {
			if !yield(l.Event, err) {
				return
			}
		}
	}
	dir := t.TempDir()
	_, err := export.CSVFile(filepath.Join(dir, "activity.csv"), events, nil)
	require.NoError(t, err)
	_, err = export.JSONFile(filepath.Join(dir, "activity.json"), events, nil)
	require.NoError(t, err)
	for _, name := range []string{"activity.csv", "activity.json"} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, string(want), files[name])
	}
}

func TestABundleFileIsCompleteOrAbsent(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(40))
	b := s.Bundle([]int64{3, 4, 5}, query.DefaultOrder())
	dir := t.TempDir()
	path := filepath.Join(dir, "evidence.zip")
	f, err := export.BundleFile(t.Context(), path, b)
	require.NoError(t, err)
	require.Equal(t, 3, f.Events)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, prooftest.Written(b), data)

	cause := errors.New("event 2 does not match its leaf")
	bad := b
	bad.Events = func(yield func(export.Leaf, error) bool) {
		for l := range b.Events {
			if !yield(l, nil) || !yield(export.Leaf{}, cause) {
				return
			}
		}
	}
	_, err = export.BundleFile(t.Context(), path, bad)
	require.ErrorIs(t, err, cause)

	bad = b
	bad.SignPayload = prooftest.NewKey(prooftest.ArchiveID, 9).SignPayload
	_, err = export.BundleFile(t.Context(), path, bad)
	require.ErrorContains(t, err, "what was written does not verify: statement.dsse.json: its signature is not valid")

	bad = b
	passes := 0
	bad.Events = func(yield func(export.Leaf, error) bool) {
		passes++
		for l := range b.Events {
			if passes == 3 {
				l.Event.Description = "another"
			}
			if !yield(l, nil) {
				return
			}
		}
	}
	_, err = export.BundleFile(t.Context(), path, bad)
	require.ErrorContains(t, err, "does not verify: activity.csv: event number")

	bad = b
	bad.Appears = func(export.Output) error { return cause }
	_, err = export.BundleFile(t.Context(), path, bad)
	require.Same(t, cause, err)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = export.BundleFile(ctx, path, b)
	require.ErrorIs(t, err, context.Canceled)

	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1)
	again, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, data, again)
}

func TestAKeyFromElsewhereIsCompared(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	data := prooftest.Written(s.Bundle([]int64{3, 4, 5}, query.DefaultOrder()))

	v := verify(t, data, proof.Expected{Key: " " + s.Key.Verifier() + "\r\n"})
	require.Empty(t, v.Problems)
	require.True(t, v.KeyKnown)
	require.NotContains(t, strings.Join(v.NotProven(), "\n"), "Whose key")

	v = verify(t, data, proof.Expected{})
	require.False(t, v.KeyKnown)
	require.Contains(t, strings.Join(v.NotProven(), "\n"), "only the bundle vouches for its key")

	v = verify(t, data, proof.Expected{Key: prooftest.NewKey(prooftest.ArchiveID, 9).Verifier()})
	require.Equal(t, []string{"key.pub is not the key that you gave: somebody else signed this bundle"}, v.Problems)
}

// A million extremely repetitive events must not look like a zip bomb, and a file
// that looks like one is refused.
func TestABundleNeverPacksLikeAZipBomb(t *testing.T) {
	events := prooftest.Samples(2)
	events[0].Description = strings.Repeat("a", 1<<20)
	s := prooftest.NewSource(events)
	b := s.Bundle([]int64{0, 1}, query.DefaultOrder())
	require.Empty(t, verify(t, prooftest.Written(b), proof.Expected{}).Problems)

	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.CreateRaw(&zip.FileHeader{Name: proof.Folder(prooftest.MadeAt) + "/data/events.jsonl", Method: zip.Deflate, UncompressedSize64: 1 << 30, CompressedSize64: 1 << 20})
	require.NoError(t, err)
	_, err = w.Write(make([]byte, 1<<20))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	v := verify(t, bomb.Bytes(), proof.Expected{})
	require.Contains(t, v.Problems, "events.jsonl would unpack to more than 200 times its size")
}
