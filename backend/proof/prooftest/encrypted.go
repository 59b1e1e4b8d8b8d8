package prooftest

import (
	"bytes"
	"io"
	"maps"
	"strings"

	"daybook/backend/encryption"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// The keys and the passphrase for which bundles of the vectors are encrypted. Nothing else
// is.
const (
	reader       = "age1m0t76ag0ellkfq2v9cejj66vyqk3dyclzddu22v7m62t8pn373gqhd726e"
	readerSecret = "AGE-SECRET-KEY-1U6MRDS0PA2TD4CMSXXUARHLD8XN44PLJQYNTPDDSM5DS2SD7J6ASD45P09"
	othersSecret = "AGE-SECRET-KEY-1C58LC7CUG6EDVL5EJULY2CZ2T8E3ZL4GPTUTFK89KSM07WDA9WUSKNRYA2"
	otherReader  = "age127hvn5zkzxgp6umggf8674lnvvl5ynveacvwag6j56tv8z7qeq4qn67f6c"
	passphrase   = "the auditors of 2026"
)

func encrypted(plain []byte, r *encryption.Recipients) []byte {
	var out bytes.Buffer
	w, _, err := r.Encrypt(&out)
	must(0, err)
	must(w.Write(plain))
	must(0, w.Close())
	return out.Bytes()
}

// open returns what is in the file of a vector: of an encrypted one, the plain text.
func (v *Vector) open(data []byte) (io.ReaderAt, int64, error) {
	r, size := bytes.NewReader(data), int64(len(data))
	if is, err := encryption.Is(r); !is || err != nil {
		return r, size, err
	}
	secrets := encryption.Passphrase(v.Passphrase)
	if v.Identity != "" {
		var err error
		if secrets, err = encryption.Identities([]byte(v.Identity), nil, nil); err != nil {
			return nil, 0, err
		}
	}
	key, err := encryption.Unlock(r, size, secrets)
	if err != nil {
		return nil, 0, err
	}
	return key.Open(r, size)
}

// Verify opens the file of a vector and verifies what is in it, with what the reader knows.
func (v *Vector) Verify(data []byte) (*proof.Verdict, error) {
	r, size, err := v.open(data)
	if err != nil {
		return nil, err
	}
	return proof.Verify(ctx, r, size, v.expected(), nil)
}

// sealed returns encrypted bundles: good ones, forged ones that their forger encrypted, and
// files that cannot be opened.
func sealed() (all []Vector) {
	forKey := must(encryption.ForKeys([]string{reader}, nil))
	s := NewSource(Samples(24))
	numbers := []int64{1, 3, 4, 6, 9, 18, 21}
	add := func(name string, of *Source, b export.Bundle, r *encryption.Recipients, v Vector) {
		m := must(export.WriteBundle(ctx, io.Discard, b))
		v.Name, v.Key, v.Verdict, v.Events, v.LeftOut = "good/encrypted "+name, of.Key.Verifier(), Known, m.Counts.Exported, m.LeftOut.Events
		v.Bundle = func() []byte { return encrypted(Written(b), r) }
		all = append(all, v)
	}
	plain := s.Bundle(numbers, query.DefaultOrder())
	add("for a key", s, plain, forKey, Vector{Identity: readerSecret})
	add("for several keys", s, plain, must(encryption.ForKeys([]string{otherReader, reader}, nil)), Vector{Identity: "# mine\n" + readerSecret + "\n"})
	add("for one of my keys", s, plain, forKey, Vector{Identity: othersSecret + "\n" + readerSecret + "\n"})
	add("by a passphrase", s, plain, must(encryption.ForPassphrase(passphrase)), Vector{Passphrase: passphrase})
	empty := NewSource(Samples(3))
	add("and empty", empty, empty.Bundle(nil, query.DefaultOrder()), forKey, Vector{Identity: readerSecret})
	many := NewSource(Samples(400))
	add("and longer than a chunk", many, many.Bundle(All(400), query.DefaultOrder()), forKey, Vector{Identity: readerSecret})
	left := s.Bundle(numbers, query.DefaultOrder())
	left.Redaction = export.Redaction{All: proof.PartsOf(event.Member)}
	left.Checkpoint = cosign(s, witnessOne)
	add("redacted and cosigned", s, left, forKey, Vector{Identity: readerSecret, Cosigned: 1, Witnesses: []string{witnessOne.Verifier()}})

	forge := func(name string, data func() []byte, verdict Class, v Vector) {
		v.Name, v.Forged, v.Key, v.Verdict, v.Bundle = "forged/encrypted/"+name, true, s.Key.Verifier(), verdict, data
		all = append(all, v)
	}
	mine := Vector{Identity: readerSecret}
	whole := FilesOf(Written(plain))
	changed := func(change func(files Files)) func() []byte {
		return func() []byte {
			files := maps.Clone(whole)
			change(files)
			return encrypted(files.PackAsWritten(), forKey)
		}
	}
	forge("an event changed", changed(func(files Files) {
		files[proof.EventsName] = strings.Replace(files[proof.EventsName], `"actor":"`, `"actor":"x`, 1)
	}), Problems, mine)
	forge("the signature left out", changed(func(files Files) { delete(files, proof.StatementName) }), Problems, mine)
	stranger := NewSourceOf(ArchiveID, Samples(24))
	stranger.Key = NewKey(ArchiveID, 77)
	forge("made anew by a stranger", func() []byte { return encrypted(Written(stranger.Bundle(numbers, query.DefaultOrder())), forKey) }, Unknown, mine)
	all[len(all)-1].Events, all[len(all)-1].Key = len(numbers), ""

	file := func(change func(data []byte) []byte) func() []byte {
		return func() []byte { return change(encrypted(Written(plain), forKey)) }
	}
	flip := func(at func(size int) int) func() []byte {
		return file(func(data []byte) []byte {
			data[at(len(data))] ^= 1
			return data
		})
	}
	forge("a byte of its header changed", flip(func(int) int { return 40 }), Locked, mine)
	forge("its last byte changed", flip(func(size int) int { return size - 1 }), Locked, mine)
	forge("its last byte cut", file(func(data []byte) []byte { return data[:len(data)-1] }), Locked, mine)
	forge("half of it cut", file(func(data []byte) []byte { return data[:len(data)/2] }), Locked, mine)
	forge("all but its first line cut", file(func(data []byte) []byte { return data[:bytes.IndexByte(data, '\n')+1] }), Locked, mine)
	forge("something behind it", file(func(data []byte) []byte { return append(data, 0) }), Locked, mine)
	forge("for another key", file(func(data []byte) []byte { return data }), Locked, Vector{Identity: othersSecret})
	forge("by another passphrase", func() []byte { return encrypted(Written(plain), must(encryption.ForPassphrase(passphrase))) }, Locked, Vector{Passphrase: "not " + passphrase})
	return all
}
