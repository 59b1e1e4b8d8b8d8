package integrity_test

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

// The keys of the log and of the witnesses in testdata/published/cosigned.
const (
	archeOrigin = "arche2025h1.staging.ct.transparency.dev"
	archeKey    = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)

var publishedWitnesses = []string{
	"transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
	"witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
	"remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
	"witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
}

func keysOf(t require.TestingT, texts ...string) integrity.Verifiers {
	keys, err := integrity.NewVerifiers(texts...)
	require.NoError(t, err)
	return keys
}

func witnessesOf(t require.TestingT, texts ...string) integrity.Witnesses {
	all, err := integrity.NewWitnesses(texts...)
	require.NoError(t, err)
	return all
}

func TestPublishedCosignaturesAreTakenAndChangedOnesRefused(t *testing.T) {
	signed := string(publishedFile(t, "cosigned"))
	c, err := integrity.OpenCosigned(signed, archeOrigin, keysOf(t, archeKey), witnessesOf(t, publishedWitnesses...))
	require.NoError(t, err)
	require.EqualValues(t, 1_432_088_532, c.Size)
	require.Len(t, c.By, len(publishedWitnesses))
	for i, by := range c.By {
		require.Equal(t, publishedWitnesses[i], by.Verifier)
		require.Equal(t, time.Unix(0x6a122120, 0).UTC(), by.Time)
	}
	require.Equal(t, []string{archeOrigin + ", key cd333cb1"}, c.Others)
	require.NotContains(t, c.Note, "zTM8sQ", "what nobody here can check is left out")

	for i, key := range publishedWitnesses {
		one, err := integrity.OpenCosigned(signed, archeOrigin, keysOf(t, archeKey), witnessesOf(t, key))
		require.NoError(t, err)
		require.Equal(t, c.By[i:i+1], one.By)
		require.Len(t, one.Others, len(publishedWitnesses), "the others are unknown, and do no harm")
		again, err := integrity.OpenCosigned(one.Note, archeOrigin, keysOf(t, archeKey), witnessesOf(t, key))
		require.NoError(t, err)
		require.Equal(t, one.Note, again.Note)
		require.Empty(t, again.Others)
		require.Equal(t, []string{key}, verifiersOf(again.By))

		// Each byte of the cosignature counts: the time in front of it too.
		at := strings.Index(signed, "\n— "+one.By[0].Name+" ")
		line := strings.SplitN(signed[at+1:], "\n", 2)[0]
		encoded := line[strings.LastIndex(line, " ")+1:]
		raw, err := base64.StdEncoding.DecodeString(encoded)
		require.NoError(t, err)
		for at := 4; at < len(raw); at++ {
			raw[at] ^= 1
			changed := strings.Replace(signed, encoded, base64.StdEncoding.EncodeToString(raw), 1)
			_, err := integrity.OpenCosigned(changed, archeOrigin, keysOf(t, archeKey), witnessesOf(t, key))
			require.ErrorIs(t, err, integrity.ErrCosignature, "byte %d of %s", at, one.By[0].Name)
			_, err = integrity.OpenCosigned(changed, archeOrigin, keysOf(t, archeKey), witnessesOf(t))
			require.NoError(t, err, "nobody knows the witness")
			raw[at] ^= 1
		}
		short := strings.Replace(signed, encoded, base64.StdEncoding.EncodeToString(raw[:len(raw)-1]), 1)
		_, err = integrity.OpenCosigned(short, archeOrigin, keysOf(t, archeKey), witnessesOf(t, key))
		require.ErrorIs(t, err, integrity.ErrCosignature)
	}
	changed := strings.Replace(signed, "1432088532", "1432088533", 1)
	_, err = integrity.OpenCosigned(changed, archeOrigin, keysOf(t, archeKey), witnessesOf(t, publishedWitnesses...))
	require.ErrorIs(t, err, integrity.ErrSignature)
}

// TestTheCosignatureThatC2SPShowsIsOfTheFormThatIsWritten takes the example of
// tlog-cosignature, whose witness has published no key: its line has the form, the length
// and the time that the text there says.
func TestTheCosignatureThatC2SPShowsIsOfTheFormThatIsWritten(t *testing.T) {
	const line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
	signed := strings.Replace(published, "example.com/behind-the-sofa", "go.sum database tree", 1)
	signed = strings.Replace(signed, "example.com/behind-the-sofa", "sum.golang.org", 1)
	c, err := integrity.OpenCosigned(signed+line, "go.sum database tree", keysOf(t, sumKey), witnessesOf(t))
	require.NoError(t, err)
	require.Equal(t, []string{"witness.example.com/w1, key 8d66cf3f"}, c.Others)
	raw, err := base64.StdEncoding.DecodeString(strings.Fields(line)[2])
	require.NoError(t, err)
	require.EqualValues(t, 1679315147, binary.BigEndian.Uint64(raw[4:]))

	w, err := integrity.NewWitness("witness.example.com/w1")
	require.NoError(t, err)
	own, err := w.Cosign(signed, keysOf(t, sumKey), time.Unix(1679315147, 0))
	require.NoError(t, err)
	require.Len(t, own, len(signed+line))
	require.Equal(t, signed, own[:len(signed)], "the checkpoint stays as it was")
}

func verifiersOf(by []integrity.Cosignature) (texts []string) {
	for _, c := range by {
		texts = append(texts, c.Verifier)
	}
	return texts
}

// aSigned returns a checkpoint, signed by an archive's key, and the key.
func aSigned(t require.TestingT, size int64, more ...string) (string, integrity.Verifiers) {
	signer, err := integrity.NewSigner(integrity.Origin("mine"))
	require.NoError(t, err)
	c := integrity.Checkpoint{Origin: integrity.Origin("mine"), Size: size, Root: event.Hash{byte(size)}, Extensions: more}
	signed, err := c.Sign(signer)
	require.NoError(t, err)
	return signed, keysOf(t, signer.Verifier())
}

func TestACosignatureIsOverTheWholeCheckpointAndTheTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(0, 1<<40).Draw(t, "size")
		at := time.Unix(rapid.Int64Range(0, 1<<40).Draw(t, "at"), 0).UTC()
		signed, keys := aSigned(t, size, "journal 7 x")
		w, err := integrity.NewWitness(rapid.StringMatching(`[a-z]{1,9}(/[A-Zä]{1,9})?`).Draw(t, "name"))
		require.NoError(t, err)
		again, err := integrity.ParseWitness(w.Secret())
		require.NoError(t, err)
		require.Equal(t, w.Verifier(), again.Verifier())
		cosigned, err := again.Cosign(signed, keys, at)
		require.NoError(t, err)
		known := witnessesOf(t, w.Verifier(), w.Verifier())
		c, err := integrity.OpenCosigned(cosigned, "daybook/mine", keys, known)
		require.NoError(t, err)
		require.Equal(t, []integrity.Cosignature{{Name: w.Name(), Verifier: w.Verifier(), Time: at}}, c.By)
		require.Equal(t, cosigned, c.Note)
		require.Equal(t, integrity.KeyID(w.Verifier()), c.By[0].ID())
		plain, key, err := integrity.OpenCheckpoint(cosigned, "daybook/mine", keys)
		require.NoError(t, err, "who knows no witness reads the checkpoint as ever")
		require.Equal(t, c.Checkpoint, plain)
		require.Equal(t, c.Key, key)

		later, err := w.Cosign(cosigned, keys, at.Add(time.Hour))
		require.NoError(t, err)
		require.Len(t, later, len(cosigned), "the earlier one is replaced")
		c, err = integrity.OpenCosigned(later, "daybook/mine", keys, known)
		require.NoError(t, err)
		require.Equal(t, at.Add(time.Hour), c.By[0].Time)
	})
}

func TestWhatIsNotSignedByTheArchiveIsNotCosigned(t *testing.T) {
	w, err := integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	signed, _ := aSigned(t, 7)
	_, others := aSigned(t, 7)
	_, err = w.Cosign(signed, others, time.Unix(1, 0))
	require.ErrorIs(t, err, integrity.ErrSignature)
	_, keys := aSigned(t, 7)
	_, err = w.Cosign("nothing", keys, time.Unix(1, 0))
	require.Error(t, err)
	signed, keys = aSigned(t, 7)
	_, err = w.Cosign(signed, keys, time.Unix(-1, 0))
	require.ErrorContains(t, err, "before 1970")
}

// TestASignatureOfANoteIsNoCosignature signs with a key of the one kind what the other
// kind would sign.
func TestASignatureOfANoteIsNoCosignature(t *testing.T) {
	signed, keys := aSigned(t, 7)
	_, err := integrity.NewWitnesses("daybook/mine+00000000+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
	require.ErrorIs(t, err, integrity.ErrKey)
	require.ErrorContains(t, err, "of type 1")
	w, err := integrity.NewWitness("daybook/mine")
	require.NoError(t, err)
	cosigned, err := w.Cosign(signed, keys, time.Unix(1, 0))
	require.NoError(t, err)
	_, err = integrity.NewVerifiers(w.Verifier())
	require.ErrorIs(t, err, integrity.ErrKey, "a witness is no key of an archive")
	text, lines, _ := strings.Cut(cosigned, "\n\n")
	_, last, _ := strings.Cut(lines, "\n")
	_, _, err = integrity.OpenCheckpoint(text+"\n\n"+last, "daybook/mine", keys)
	require.ErrorIs(t, err, integrity.ErrSignature, "a cosignature alone vouches for nothing")
}

func TestTheCosignaturesOfTwoWitnessesAreJoined(t *testing.T) {
	signed, keys := aSigned(t, 7)
	var verifiers, notes []string
	var opened []integrity.Cosigned
	for _, name := range []string{"witness/ann", "witness/bob"} {
		w, err := integrity.NewWitness(name)
		require.NoError(t, err)
		verifiers = append(verifiers, w.Verifier())
		for hour := range 2 {
			cosigned, err := w.Cosign(signed, keys, time.Unix(int64(hour)*3600, 0))
			require.NoError(t, err)
			notes = append(notes, cosigned)
		}
	}
	known := witnessesOf(t, verifiers...)
	for _, text := range notes {
		c, err := integrity.OpenCosigned(text, "daybook/mine", keys, known)
		require.NoError(t, err)
		opened = append(opened, c)
	}
	joined := opened[1] // Ann's later one
	for _, other := range opened {
		var err error
		joined, err = joined.Merge(other)
		require.NoError(t, err)
	}
	require.Equal(t, verifiers, verifiersOf(joined.By))
	for _, by := range joined.By {
		require.Equal(t, time.Unix(3600, 0).UTC(), by.Time, "the later of each")
	}
	again, err := integrity.OpenCosigned(joined.Note, "daybook/mine", keys, known)
	require.NoError(t, err)
	require.Equal(t, joined.By, again.By)
	require.Len(t, opened[1].By, 1, "what was joined stays as it was")

	other, keys := aSigned(t, 8)
	c, err := integrity.OpenCosigned(other, "daybook/mine", keys, known)
	require.NoError(t, err)
	_, err = c.Merge(joined)
	require.ErrorIs(t, err, integrity.ErrCheckpoint)
}

func TestKeysOfWitnessesAreReadStrictly(t *testing.T) {
	w, err := integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	good := w.Verifier()
	require.Equal(t, "witness/ann", strings.Split(good, "+")[0])
	for _, key := range append(publishedWitnesses, good) {
		_, err := integrity.NewWitnesses(key)
		require.NoError(t, err)
	}
	parts := strings.SplitN(good, "+", 3)
	for _, text := range []string{
		"", "+", "++", "witness/ann", good + "\n", " " + good, strings.ToUpper(good), "witness/bob+" + parts[1] + "+" + parts[2], parts[0] + "+00000000+" + parts[2],
		parts[0] + "+" + parts[1] + "+", parts[0] + "+" + parts[1] + "+" + parts[2][:40] + "\n" + parts[2][40:], parts[0] + "+" + parts[1] + "+!!!",
		"rekor.sigstore.dev+12345678+AwEB", "bananas.sigstore.dev+12344556", w.Secret(),
		parts[0] + "+" + parts[1] + "+" + base64.StdEncoding.EncodeToString(append([]byte{4}, make([]byte, 31)...)),
	} {
		_, err := integrity.NewWitnesses(text)
		require.ErrorIs(t, err, integrity.ErrKey, "%q", text)
	}
	for _, name := range []string{"", "a b", "a+b", "a\tb", "a\u200bb", "a\u2028b", "\xff", strings.Repeat("a", 256)} {
		_, err := integrity.NewWitness(name)
		require.ErrorIs(t, err, integrity.ErrKey, "%q", name)
	}
	for _, secret := range []string{"", good, "PRIVATE+KEY+a+00000000+AAAA", w.Secret() + "A", w.Secret() + "\n", strings.Replace(w.Secret(), "witness/ann", "a b", 1), w.Secret()[:40]} {
		_, err := integrity.ParseWitness(secret)
		require.ErrorIs(t, err, integrity.ErrKey)
		require.NotContains(t, err.Error(), strings.TrimPrefix(w.Secret(), "PRIVATE"), "no secret in an error")
	}
	require.False(t, integrity.IsWitnessName("a b"))
}

// FuzzCosigned opens any text as a cosigned checkpoint. What is taken is taken again as it
// is written, and x/mod's own reader of notes finds each cosignature that was counted.
func FuzzCosigned(f *testing.F) {
	f.Add(string(publishedFile(f, "cosigned")))
	f.Add(published)
	keys, known := keysOf(f, archeKey), witnessesOf(f, publishedWitnesses...)
	f.Fuzz(func(t *testing.T, signed string) {
		c, err := integrity.OpenCosigned(signed, archeOrigin, keys, known)
		if err != nil {
			return
		}
		again, err := integrity.OpenCosigned(c.Note, archeOrigin, keys, known)
		require.NoError(t, err)
		require.Equal(t, c.Note, again.Note)
		require.Equal(t, c.By, again.By)
		_, err = note.Open([]byte(signed), note.VerifierList())
		var unverified *note.UnverifiedNoteError
		require.ErrorAs(t, err, &unverified)
		require.GreaterOrEqual(t, len(unverified.Note.UnverifiedSigs), 1+len(c.By))
	})
}
