package proof_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"daybook/backend/query"
)

var ctx = context.Background()

// cosigned is the checkpoint of s with the cosignature of a witness.
func cosigned(t require.TestingT, s *prooftest.Source, by *integrity.Witness) string {
	keys, err := integrity.NewVerifiers(s.Key.Verifier())
	require.NoError(t, err)
	text, err := by.Cosign(s.Kept(int64(len(s.Events)), s.Key), keys, prooftest.MadeAt)
	require.NoError(t, err)
	return text
}

func verifyFolder(t require.TestingT, dir string, expected proof.Expected) *proof.Verdict {
	v, err := proof.VerifyFolder(ctx, os.DirFS(dir), expected, nil)
	require.NoError(t, err)
	return v
}

func TestAnUnpackedBundleIsAsTrueAsItsZip(t *testing.T) {
	data, key := aBundle(t)
	files := prooftest.FilesOf(data)
	dir := t.TempDir()
	inner := filepath.Join(dir, "evidence-of-something")
	unpack(t, files, inner)
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".DS_Store"), []byte("x"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(inner, "data", "Thumbs.db"), []byte("x"), 0o600))
	for _, folder := range []string{inner, dir} { // the bag, and the folder around it
		v := verifyFolder(t, folder, proof.Expected{Key: key})
		require.Empty(t, v.Problems)
		require.Equal(t, proof.ExitRepacked, v.Exit())
		require.True(t, v.Unpacked && v.JSON().Unpacked)
		require.True(t, strings.HasPrefix(v.Text(), "Same contents, unpacked. Signed by key a0ee0004, which you gave.\n"), v.Text())
		require.Contains(t, strings.Join(v.NotProven(), "\n"), "That these files are from the zip that Daybook wrote")
		is, err := proof.IsBundle(folder)
		require.NoError(t, err)
		require.True(t, is)
		byPath, err := proof.VerifyFile(t.Context(), folder, proof.Given{Key: key}, nil)
		require.NoError(t, err)
		require.Equal(t, v, byPath)
	}
	v := verifyFolder(t, inner, proof.Expected{})
	require.True(t, strings.HasPrefix(v.Text(), "Signer not known: key a0ee0004. Same contents, unpacked.\n"), v.Text())
}

func TestAFolderThatIsNotTheBundleIsRefusedAndTheFileNamed(t *testing.T) {
	data, key := aBundle(t)
	for name, c := range map[string]struct {
		change func(t *testing.T, dir string)
		says   string
	}{
		"a file is changed": {func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "data", "activity.csv"), []byte("x"), 0o600))
		}, "activity.csv was changed: it has not the size"},
		"a file is gone": {func(t *testing.T, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "bagit.txt"))) }, "bagit.txt is missing"},
		"a file is added": {func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "data", "x"), nil, 0o600))
		}, `"data/x" was added: a bundle has no such file`},
		"a folder is added": {func(t *testing.T, dir string) { require.NoError(t, os.Mkdir(filepath.Join(dir, "more"), 0o700)) }, `"more/" was added: a bundle has no such file`},
		"a link": {func(t *testing.T, dir string) {
			require.NoError(t, os.Rename(filepath.Join(dir, "data", "key.pub"), filepath.Join(dir, "..", "key")))
			require.NoError(t, os.Symlink("../../key", filepath.Join(dir, "data", "key.pub")))
		}, "key.pub is no regular file"},
		"data is a file": {func(t *testing.T, dir string) {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, "data")))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "data"), nil, 0o600))
		}, `"data" was added`},
		"nothing is left": {func(t *testing.T, dir string) {
			require.NoError(t, os.RemoveAll(dir))
			require.NoError(t, os.Mkdir(dir, 0o700))
		}, "events.jsonl is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "evidence")
			unpack(t, prooftest.FilesOf(data), dir)
			c.change(t, dir)
			v := verifyFolder(t, dir, proof.Expected{Key: key})
			require.Equal(t, proof.ExitProblems, v.Exit())
			require.Contains(t, strings.Join(v.Problems, "\n"), c.says)
		})
	}
}

func TestAFolderThatCannotBeReadIsAnErrorAndNoProblem(t *testing.T) {
	_, err := proof.VerifyFolder(t.Context(), os.DirFS(filepath.Join(t.TempDir(), "nowhere")), proof.Expected{}, nil)
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = proof.VerifyFile(t.Context(), filepath.Join(t.TempDir(), "nowhere"), proof.Given{}, nil)
	require.ErrorIs(t, err, os.ErrNotExist)
}

// A file that grows or shrinks between listing and reading is damage that is said.
func TestAFileOfAFolderThatChangesWhileItIsReadIsFound(t *testing.T) {
	data, key := aBundle(t)
	files := make(fstest.MapFS)
	for name, text := range prooftest.FilesOf(data) {
		files[proof.Path(name)] = &fstest.MapFile{Data: []byte(text), Mode: 0o600}
	}
	v, err := proof.VerifyFolder(t.Context(), files, proof.Expected{Key: key}, nil)
	require.NoError(t, err)
	require.Equal(t, proof.ExitRepacked, v.Exit())
	for _, change := range []string{"more", ""} {
		v, err := proof.VerifyFolder(t.Context(), changing{files, change}, proof.Expected{Key: key}, nil)
		require.NoError(t, err)
		require.Contains(t, strings.Join(v.Problems, "\n"), "report.html: it is damaged and cannot be unpacked: it changed while it was read")
	}
}

// changing is a folder whose report is another once it is opened.
type changing struct {
	fstest.MapFS
	report string
}

func (c changing) Open(name string) (fs.File, error) {
	if filepath.Base(name) != proof.ReportName {
		return c.MapFS.Open(name)
	}
	other := fstest.MapFS{name: {Data: []byte(string(c.MapFS[name].Data[:100*min(1, len(c.report))]) + strings.Repeat(c.report, 100_000)), Mode: 0o600}}
	return other.Open(name)
}

func TestTheFingerprintOfAKeyIsTwelveWordsOfItsOwn(t *testing.T) {
	seen := make(map[string]bool)
	for seed := range 50 {
		words := proof.Fingerprint(prooftest.NewKey(prooftest.ArchiveID, byte(seed)).Verifier())
		require.Len(t, strings.Fields(words), 12)
		require.False(t, seen[words])
		seen[words] = true
	}
	require.Empty(t, proof.Fingerprint(""))
	require.Equal(t, "prairie cushion fossil quartz acorn bridge salmon opera galaxy farmer anchor shadow", proof.Fingerprint(prooftest.NewKey(prooftest.ArchiveID, 7).Verifier()))
	list, err := os.ReadFile("words.txt")
	require.NoError(t, err)
	begins := make(map[string]bool)
	for _, word := range strings.Fields(string(list)) {
		require.GreaterOrEqual(t, len(word), 4)
		require.False(t, begins[word[:4]], "two words begin as %s does", word)
		begins[word[:4]] = true
	}
	require.Len(t, begins, 256)
}

// The verdict says first what was checked, then that it fits, then who signed, then who
// cosigned, then what it continues.
func TestTheVerdictPutsWhatItShowsInOrder(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(60))
	witness := prooftest.NewWitness("witness.example/one", 21)
	b := s.Bundle(prooftest.All(60), query.DefaultOrder())
	b.Checkpoint = cosigned(t, s, witness)
	b.Redaction.All = proof.PartsOf(event.Member)
	data := prooftest.Written(b)
	v := verify(t, data, proof.Expected{Key: s.Key.Verifier(), Witnesses: []string{witness.Verifier()}, Checkpoint: s.Kept(30, s.Key)})
	require.True(t, v.OK())
	proven := v.Proven()
	for i, begins := range []string{"What was checked: ", "All parts fit each other: ", "Parts of 12 events are left out: the member of 12, the details of 4. ", "Signed with key a0ee0004, which you gave. Its fingerprint, to compare by telephone: prairie cushion ",
		"Cosigned by the witness witness.example/one, whose key you gave, at 2026-08-03 09:15:42 UTC: ", "It continues 2 earlier checkpoints of the archive that it names, the last of 45 events", "The checkpoint of 30 events that you kept agrees: "} {
		require.True(t, strings.HasPrefix(proven[i], begins), proven[i])
	}
	require.Len(t, proven, 7)
	require.Equal(t, "Whole but for what is left out. Signed by key a0ee0004, which you gave", v.Headline())
	require.Len(t, v.JSON().Cosigned, 1)
	require.Equal(t, v.Manifest.LeftOut, v.JSON().LeftOut)

	v = verify(t, data, proof.Expected{})
	require.Equal(t, "Signer not known: key a0ee0004. Whole but for what is left out in itself, as one made anew by anybody would be", v.Headline())
	require.Contains(t, strings.Join(v.NotProven(), "\n"), "Who made 1 other signature on the checkpoint: give the key of the witness to have it checked.")
}

func TestABundleWithoutEventsClaimsNothingOfThem(t *testing.T) {
	for n, says := range map[int]string{0: "The archive had never held an event.", 60: "The bundle has no event: that none matched is what Daybook counted and signed."} {
		s := prooftest.NewSource(prooftest.Samples(n))
		v := verify(t, prooftest.Written(s.Bundle(nil, query.DefaultOrder())), proof.Expected{Key: s.Key.Verifier()})
		require.True(t, v.OK(), "%q", v.Problems)
		require.Contains(t, strings.Join(v.Proven(), "\n"), says)
		require.NotContains(t, v.Text(), "every event that the archive held")
		require.Equal(t, n > 0, strings.Contains(strings.Join(v.NotProven(), "\n"), "That no other event matched"))
	}
}
