package proof_test

import (
	"archive/zip"
	"bytes"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/export"
	"daybook/backend/query"
)

// aBundle is a bundle and the key that signs it.
func aBundle(t require.TestingT) (data []byte, key string) {
	s := prooftest.NewSource(prooftest.Samples(40))
	return prooftest.Written(s.Bundle([]int64{2, 3, 9, 31}, query.DefaultOrder())), s.Key.Verifier()
}

// TestABundleOfAnEarlierDaybookIsTheZipThatItWrote, and its report too is compared.
func TestABundleOfAnEarlierDaybookIsTheZipThatItWrote(t *testing.T) {
	for _, name := range []string{"evidence.zip"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(t, err)
		v := verify(t, data, proof.Expected{})
		require.Empty(t, v.Problems)
		require.False(t, v.Repacked)
		require.Equal(t, proof.ExitUnknown, v.Exit())

		files := prooftest.FilesOf(data)
		files["report.html"] = strings.Replace(files["report.html"], "Northwind", "Southwind", 1)
		require.False(t, verify(t, files.Pack(), proof.Expected{}).Whole())
	}
}

// headers returns the parts of a zip that are not packed data of files: local
// headers, descriptors, directory and end.
func headers(t require.TestingT, data []byte) (spans [][2]int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	at := 0
	for _, f := range z.File {
		from, err := f.DataOffset()
		require.NoError(t, err)
		spans = append(spans, [2]int{at, int(from)})
		at = int(from) + int(f.CompressedSize64)
	}
	return append(spans, [2]int{at, len(data)})
}

// TestNoByteOfAHeaderIsOtherThanItWasWritten changes each byte of each header, and
// those between and after the files; every fourth one, where it is to be short.
func TestNoByteOfAHeaderIsOtherThanItWasWritten(t *testing.T) {
	data, key := aBundle(t)
	ok := proof.Expected{Key: key}
	require.Equal(t, proof.ExitOK, verify(t, data, ok).Exit())
	changed, again := 0, 0
	for _, span := range headers(t, data) {
		for at := span[0] + changed%rounds(1, 4); at < span[1]; at += rounds(1, 4) {
			flips := []byte{1, 0x80, 0xff}
			for _, flip := range flips[at%len(flips):][:rounds(len(flips)-at%len(flips), 1)] {
				other := slices.Clone(data)
				other[at] ^= flip
				v := verify(t, other, ok)
				changed++
				if v.Whole() {
					again++
					require.True(t, v.Repacked, "byte %d", at)
					require.Equal(t, proof.ExitRepacked, v.Exit())
				}
			}
		}
	}
	t.Logf("%d changes, of which %d leave the contents as they are", changed, again)
	require.NotZero(t, again)
}

// retold writes the files of a zip into another one, packed as they are, each with a
// header that change made of its own.
func retold(t require.TestingT, data []byte, change func(h *zip.FileHeader), end func(z *zip.Writer)) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		require.NoError(t, err)
		h := f.FileHeader
		change(&h)
		w, err := z.CreateRaw(&h)
		require.NoError(t, err)
		_, err = io.Copy(w, raw)
		require.NoError(t, err)
	}
	if end != nil {
		end(z)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

// TestAZipThatDescribesItsFilesOtherwiseIsNotTheOneThatWasWritten.
func TestAZipThatDescribesItsFilesOtherwiseIsNotTheOneThatWasWritten(t *testing.T) {
	data, key := aBundle(t)
	extra := func(id uint16, text string) []byte {
		return append(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, id), uint16(len(text))), text...)
	}
	set := func(name string, change func(h *zip.FileHeader)) []byte {
		return retold(t, data, func(h *zip.FileHeader) {
			if path.Base(h.Name) == name {
				change(h)
			}
		}, nil)
	}
	//lint:ignore SA1019 this field, and not Modified, is what a raw header is written with
	later := func(h *zip.FileHeader) { h.ModifiedTime ^= 1 }
	for name, other := range map[string]struct {
		data []byte
		exit int
		says string
	}{
		"nothing is changed": {retold(t, data, func(*zip.FileHeader) {}, nil), proof.ExitOK, "Whole. Signed by key "},
		"another time":       {set("proofs", later), proof.ExitRepacked, "Same contents, other zip. Signed by key "},
		"another mode":       {set("key.pub", func(h *zip.FileHeader) { h.SetMode(0o777) }), proof.ExitRepacked, "Same contents, other zip"},
		"another system":     {set("key.pub", func(h *zip.FileHeader) { h.CreatorVersion = 20 }), proof.ExitRepacked, "Same contents, other zip"},
		"another version":    {set("key.pub", func(h *zip.FileHeader) { h.ReaderVersion = 63 }), proof.ExitRepacked, "Same contents, other zip"},
		"no time":            {set("proofs", func(h *zip.FileHeader) { h.Extra = nil }), proof.ExitRepacked, "Same contents, other zip"},
		"an owner": {set("proofs", func(h *zip.FileHeader) {
			h.Extra = append(h.Extra, extra(0x7875, "\x01\x04\x00\x00\x00\x00\x04\x00\x00\x00\x00")...)
		}), proof.ExitRepacked, "Same contents, other zip"},
		"another flag":        {set("proofs", func(h *zip.FileHeader) { h.Flags |= 0x800 }), proof.ExitRepacked, "Same contents, other zip"},
		"a link":              {set("key.pub", func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }), proof.ExitProblems, "key.pub is no regular file in the zip: unpacked it may be a link"},
		"a link of nobody's":  {set("key.pub", func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777); h.CreatorVersion = 16<<8 | 20 }), proof.ExitProblems, "unpacked it may be a link"},
		"a device":            {set("key.pub", func(h *zip.FileHeader) { h.SetMode(os.ModeDevice | 0o777) }), proof.ExitProblems, "unpacked it may be a link"},
		"another name beside": {set("proofs", func(h *zip.FileHeader) { h.Extra = append(h.Extra, extra(0x7075, "\x01\x00\x00\x00\x00evil")...) }), proof.ExitProblems, "something is hidden in it"},
		"a text in it":        {set("proofs", func(h *zip.FileHeader) { h.Extra = append(h.Extra, extra(0xcafe, "hello")...) }), proof.ExitProblems, "something is hidden in it"},
		"a comment":           {set("proofs", func(h *zip.FileHeader) { h.Comment = "hello" }), proof.ExitProblems, "something is hidden in it"},
		"a comment at the end": {retold(t, data, func(*zip.FileHeader) {}, func(z *zip.Writer) { z.SetComment("hello") }),
			proof.ExitProblems, "something is hidden in it"},
		"more at the end": {append(slices.Clone(data), 0), proof.ExitProblems, "something is hidden in it"},
	} {
		v := verify(t, other.data, proof.Expected{Key: key})
		require.Equal(t, other.exit, v.Exit(), "%s: %q", name, v.Problems)
		require.Contains(t, v.Text(), other.says, name)
		require.Equal(t, other.exit == proof.ExitRepacked, v.JSON().Repacked, name)
	}
}

// TestAGapBetweenTheFilesIsNotOverlooked moves everything after a file, and changes
// the directory accordingly.
func TestAGapBetweenTheFilesIsNotOverlooked(t *testing.T) {
	data, key := aBundle(t)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i, f := range r.File {
		raw, err := f.OpenRaw()
		require.NoError(t, err)
		h := f.FileHeader
		h.Flags &^= 8 // no descriptor comes behind it
		w, err := z.CreateRaw(&h)
		require.NoError(t, err)
		_, err = io.Copy(w, raw)
		require.NoError(t, err)
		if i == 3 {
			_, err = w.Write([]byte("between")) // behind what the header counts
			require.NoError(t, err)
		}
	}
	require.NoError(t, z.Close())
	got, err := lenient(out.Bytes())
	require.NoError(t, err)
	want, err := lenient(data)
	require.NoError(t, err)
	require.Equal(t, want, got, "other readers see nothing of it")
	v := verify(t, out.Bytes(), proof.Expected{Key: key})
	require.Equal(t, proof.ExitProblems, v.Exit())
}

// TestABundleThatWasUnpackedAndZippedAgainHasTheSameContents, with the programs that
// people have: Info-ZIP, Python, and Go as others use it, in a folder or not.
func TestABundleThatWasUnpackedAndZippedAgainHasTheSameContents(t *testing.T) {
	data, key := aBundle(t)
	files := prooftest.FilesOf(data)
	dir := filepath.Join(t.TempDir(), "evidence")
	unpack(t, files, dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".DS_Store"), []byte("\x00\x00\x00\x01Bud1"), 0o644))
	zips := map[string][]byte{"in Go": files.Pack()}
	for name, words := range map[string][]string{
		"by zip": {"sh", "-c", "zip -q -X -r ../x.zip * && cat ../x.zip"}, "by zip, with times and owners": {"sh", "-c", "zip -q -r ../x.zip * && cat ../x.zip"},
		"by zip, in a folder":            {"sh", "-c", "cd .. && zip -q -r x.zip evidence && cat x.zip"},
		"by zip, in a folder, best":      {"sh", "-c", "cd .. && zip -q -9 -r x.zip evidence && cat x.zip"},
		"by zip, in a stream":            {"sh", "-c", "zip -q -r - *"},
		"by Python":                      {"sh", "-c", "python3 -m zipfile -c ../x.zip * && cat ../x.zip"},
		"by Python, in a folder":         {"sh", "-c", "cd .. && python3 -m zipfile -c x.zip evidence && cat x.zip"},
		"by zip, the last first, stored": {"sh", "-c", "find . -type f | sort -r | zip -q -0 -@ ../x.zip && cat ../x.zip"},
	} {
		if _, err := exec.LookPath("zip"); err != nil || strings.Contains(words[2], "python3") && exec.Command("python3", "--version").Run() != nil {
			continue
		}
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Dir = dir
		out, err := cmd.Output()
		require.NoError(t, err, name)
		zips[name] = out
		os.Remove(filepath.Join(dir, "..", "x.zip"))
	}
	for name, again := range zips {
		v := verify(t, again, proof.Expected{Key: key})
		require.Empty(t, v.Problems, name)
		require.True(t, v.Repacked, name)
		require.Equal(t, proof.ExitRepacked, v.Exit(), name)
		require.True(t, strings.HasPrefix(v.Text(), "Same contents, other zip. Signed by key "), name)
		require.NotContains(t, v.Text(), "Trust nothing")
		v = verify(t, again, proof.Expected{})
		require.Equal(t, proof.ExitRepacked, v.Exit(), name)
		require.True(t, strings.HasPrefix(v.Text(), "Signer not known: key a0ee0004. Same contents, other zip.\n"), name)
		path := filepath.Join(t.TempDir(), "x.zip")
		require.NoError(t, os.WriteFile(path, again, 0o600))
		is, err := proof.IsBundle(path)
		require.NoError(t, err)
		require.True(t, is, name)
	}
	// Other contents are not taken for the same, however they are packed.
	files["activity.csv"] = strings.Replace(files["activity.csv"], "2026", "2025", 1)
	require.Equal(t, proof.ExitProblems, verify(t, files.Pack(), proof.Expected{Key: key}).Exit())
}

// unpack writes files into a folder as unpacking does.
func unpack(t require.TestingT, files prooftest.Files, dir string) {
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "data"), 0o755))
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(proof.Path(name))), []byte(text), 0o644))
	}
}

// TestABitOfABundleIsNeverTakenForTheOriginal flips bits anywhere. Packed data may be
// written in other ways that unpack to the same bytes; nothing else may differ.
func TestABitOfABundleIsNeverTakenForTheOriginal(t *testing.T) {
	data, key := aBundle(t)
	want, err := lenient(data)
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(7, 7))
	for range rounds(20000, 400) {
		other := slices.Clone(data)
		at := r.IntN(8 * len(data))
		other[at/8] ^= 1 << (at % 8)
		v := verify(t, other, proof.Expected{Key: key})
		if v.OK() {
			got, err := lenient(other)
			require.NoError(t, err)
			require.Equal(t, want, got)
			within := slices.ContainsFunc(headers(t, data), func(span [2]int) bool { return at/8 >= span[0] && at/8 < span[1] })
			require.False(t, within, "bit %d", at)
		}
	}
}

// TestWhoSignedStandsInTheFirstLine verifies a true bundle and a forged bundle that
// somebody made anew.
func TestWhoSignedStandsInTheFirstLine(t *testing.T) {
	s, forged := prooftest.NewSource(prooftest.Samples(30)), prooftest.NewSource(prooftest.Samples(31))
	forged.Key = prooftest.NewKey(prooftest.ArchiveID, 8)
	good := prooftest.Written(s.Bundle([]int64{2, 3}, query.DefaultOrder()))
	anew := prooftest.Written(forged.Bundle([]int64{2, 3}, query.DefaultOrder()))
	owner := func(key string) string {
		if key == s.Key.Verifier() {
			return "with which this computer signs"
		}
		return ""
	}
	for _, c := range []struct {
		data  []byte
		known proof.Expected
		exit  int
		says  string
		who   proof.Signer
	}{
		{good, proof.Expected{}, 3, "Signer not known: key a0ee0004. Whole in itself, as one made anew by anybody would be.\n", proof.SignerUnknown},
		{anew, proof.Expected{}, 3, "Signer not known: key ", proof.SignerUnknown},
		{good, proof.Expected{Key: s.Key.Verifier()}, 0, "Whole. Signed by key a0ee0004, which you gave.\n", proof.SignerGiven},
		{anew, proof.Expected{Key: s.Key.Verifier()}, 1, "NOT VERIFIED: 1 problem.\n", proof.SignerUnknown},
		{good, proof.Expected{Owner: owner}, 0, "Whole. Signed by key a0ee0004, with which this computer signs.\n", proof.SignerKnown},
		{anew, proof.Expected{Owner: owner}, 3, "Signer not known: key ", proof.SignerUnknown},
	} {
		v := verify(t, c.data, c.known)
		require.Equal(t, c.exit, v.Exit())
		require.True(t, strings.HasPrefix(v.Text(), c.says), v.Text())
		j := v.JSON()
		require.Equal(t, c.who, j.Signer)
		require.Equal(t, c.exit == 0, j.OK)
		require.Equal(t, c.exit != 1, j.Whole)
		require.Equal(t, c.exit == 3, len(j.Cautions) == 1)
	}
}

// TestAManifestIsNeverLargerThanItMayBe makes the longest manifest: with the greatest
// numbers of rejections, notes and holds, each as long as an archive keeps them.
func TestAManifestIsNeverLargerThanItMayBe(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(30))
	b := s.Bundle([]int64{2, 3}, query.DefaultOrder())
	long := strings.Repeat("é\x01", 4<<10)
	m := &b.Manifest
	m.Imports[0].Rejections = nil
	for range proof.MaxRejections {
		m.Imports[0].Rejections = append(m.Imports[0].Rejections, proof.Rejected{Import: 1, At: long, Reason: long})
		m.Imports[0].Notes = append(m.Imports[0].Notes, long)
		m.Holds = append(m.Holds, proof.Hold{ID: "H3", Name: long[:8000], Reason: "short"})
	}
	m.Imports[0].Rejected = proof.MaxRejections
	data := prooftest.Written(b)
	v := verify(t, data, proof.Expected{Key: s.Key.Verifier()})
	require.Empty(t, v.Problems)
	require.True(t, v.OK())
	require.Len(t, v.Manifest.Rejected, proof.MaxRejections)
	require.Len(t, v.Manifest.Imports[0].Notes, proof.MaxNotes+1)
	require.Equal(t, "950 more are in the archive", v.Manifest.Imports[0].Notes[proof.MaxNotes])
	require.True(t, strings.HasSuffix(v.Manifest.Rejected[0].Reason, "… (more in the archive)"))
	require.Equal(t, "short", v.Manifest.Holds[2].Reason)

	b = s.Bundle([]int64{2, 3}, query.DefaultOrder())
	b.Manifest.Asked.Members = slices.Repeat([]string{s.Events[2].Actor, s.Events[3].Actor}, 600_000)
	_, err := export.BundleFile(t.Context(), filepath.Join(t.TempDir(), "x.zip"), b)
	require.ErrorContains(t, err, "write manifest.json: it has more than a manifest can have; export fewer events at a time")
}
