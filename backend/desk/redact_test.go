package desk_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/event"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// toldIn returns the texts that stand anywhere in a bundle: in its files, unpacked, in their
// names, and in the bytes of the zip.
func toldIn(t *testing.T, path string, texts []string) (found []string) {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	all := query.Fold(string(data))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	all += query.Fold(z.Comment)
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		all += query.Fold(f.Name + f.Comment + string(f.Extra) + string(text))
	}
	for _, text := range texts {
		if bytes.Contains([]byte(all), []byte(query.Fold(text))) {
			found = append(found, text)
		}
	}
	return found
}

// TestNoTextOfALeftOutPartIsAnywhereInABundle makes a bundle of a real archive in which the
// texts stand everywhere else, too: in the query, in a hold, in the case, in details.
func TestNoTextOfALeftOutPartIsAnywhereInABundle(t *testing.T) {
	events := daily(6)
	var secrets []string
	for i := range events {
		e := &events[i]
		e.Actor, e.Description = fmt.Sprintf("ana%d@northwind.com", i%2), fmt.Sprintf("Signed in at desk %d-Lübeck", i)
		e.Details = fmt.Appendf(nil, `{"who":%q,"badge":"B-77%d"}`, e.Actor, i)
		secrets = append(secrets, e.Actor, e.Description, fmt.Sprintf("B-77%d", i))
	}
	a := opened(t, "keep", events)
	_, err := a.PlaceHold(t.Context(), mustHold(t, "Hold for ana0@northwind.com", "member:ana0"))
	require.NoError(t, err)
	r := request("signed")
	r.Query.Members = []string{"ana0@northwind.com", "ana1@northwind.com"}
	r.Case, r.Purpose, r.Recipient = "About ANA1@northwind.com", "what was signed in at desk 3-Lübeck", "Auditor"
	path, _ := bundle(t, a, r)
	require.Subset(t, toldIn(t, path, secrets), secrets, "the search finds what is there")

	for _, c := range []struct {
		parts  proof.Parts
		hidden func(e *event.Event, i int) []string
	}{
		{proof.AllParts, func(e *event.Event, i int) []string {
			return []string{e.Actor, e.Description, fmt.Sprintf("B-77%d", i)}
		}},
		{proof.PartsOf(event.Member), func(e *event.Event, i int) []string { return []string{e.Actor, fmt.Sprintf("B-77%d", i)} }},
		{proof.PartsOf(event.Description), func(e *event.Event, i int) []string { return []string{e.Description, fmt.Sprintf("B-77%d", i)} }},
		{proof.PartsOf(event.Details), func(_ *event.Event, i int) []string { return []string{fmt.Sprintf("B-77%d", i)} }},
	} {
		r.Redaction.All = c.parts
		path, m := bundle(t, a, r)
		require.Equal(t, 6, m.LeftOut.Events)
		for i := range events {
			require.Empty(t, toldIn(t, path, c.hidden(&events[i], i)), "left out: %v", c.parts)
		}
	}

	// Of one chosen event alone: that member is left out wherever it stands.
	r.Redaction.All, r.Redaction.Some = 0, map[int64]proof.Parts{0: proof.PartsOf(event.Member)}
	path, m := bundle(t, a, r)
	require.Equal(t, 3, m.LeftOut.Members, "the same member acted in two others")
	require.Empty(t, toldIn(t, path, []string{events[0].Actor, "B-770", "B-772", "B-774"}))
	require.Equal(t, []string{events[1].Actor}, toldIn(t, path, []string{events[1].Actor}))
}

// An encrypted bundle is verified before it is there, and its plain text is on no disk.
func TestThePlainTextOfAnEncryptedBundleIsNeverOnTheDisk(t *testing.T) {
	a := opened(t, "keep", daily(30))
	seen := func(encrypt *encryption.Recipients) (plain, looked int, path string) {
		r := request("")
		r.Encrypt = encrypt
		path = filepath.Join(t.TempDir(), "evidence.zip.age")
		_, err := desk.Export(t.Context(), a, desk.Bundle, path, r, func(int, int) {
			files, err := os.ReadDir(filepath.Dir(path))
			require.NoError(t, err)
			for _, f := range files {
				data, err := os.ReadFile(filepath.Join(filepath.Dir(path), f.Name()))
				require.NoError(t, err)
				looked += len(data)
				if bytes.Contains(data, []byte("bagit.txt")) {
					plain++
				}
			}
		})
		require.NoError(t, err)
		return plain, looked, path
	}
	plain, _, _ := seen(nil)
	require.Positive(t, plain, "the search finds a plain bundle on its way")
	whom, err := encryption.ForPassphrase("correct horse battery")
	require.NoError(t, err)
	plain, looked, path := seen(whom)
	require.Positive(t, looked)
	require.Zero(t, plain)

	key, err := desk.UnlockBundle(path, encryption.Passphrase("correct horse battery"))
	require.NoError(t, err)
	v, err := desk.VerifyBundle(t.Context(), path, key, proof.Given{}, nil)
	require.NoError(t, err)
	require.True(t, v.OK(), v.Problems)
	_, err = desk.VerifyBundle(t.Context(), path, nil, proof.Given{}, nil)
	require.ErrorIs(t, err, desk.ErrEncrypted)
	is, err := desk.IsBundle(path)
	require.NoError(t, err)
	require.True(t, is)
}

// What is written for recipients and does not read back is not there, nor in the journal.
func TestAnEncryptedBundleThatDoesNotReadBackIsNotThere(t *testing.T) {
	events := daily(40) // with more than is kept in memory of what was read
	for i := range events {
		random := make([]byte, 30_000)
		rand.Read(random)
		events[i].Details = fmt.Appendf(nil, `{"random":"%x"}`, random)
	}
	a := opened(t, "keep", events)
	_, before, err := a.Ledger().Lines(0, 0)
	require.NoError(t, err)
	whom, err := encryption.ForPassphrase("correct horse battery")
	require.NoError(t, err)
	r := request("")
	r.Encrypt = whom
	path := filepath.Join(t.TempDir(), "evidence.zip.age")
	damaged := false
	_, err = desk.Export(t.Context(), a, desk.Bundle, path, r, func(done, total int) {
		if damaged || done < total*3/4 {
			return
		}
		files, _ := os.ReadDir(filepath.Dir(path))
		for _, f := range files { // the disk gives back another byte than was written
			name := filepath.Join(filepath.Dir(path), f.Name())
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			data[len(data)/2] ^= 1
			out, err := os.OpenFile(name, os.O_WRONLY, 0)
			require.NoError(t, err)
			_, err = out.WriteAt(data[len(data)/2:len(data)/2+1], int64(len(data)/2))
			require.NoError(t, err)
			require.NoError(t, out.Close())
			damaged = true
		}
	})
	require.True(t, damaged)
	require.ErrorIs(t, err, encryption.ErrDamaged)
	require.NoFileExists(t, path)
	_, after, err := a.Ledger().Lines(0, 0)
	require.NoError(t, err)
	require.Equal(t, before, after)
}
