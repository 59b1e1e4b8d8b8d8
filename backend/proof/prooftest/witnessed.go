package prooftest

import (
	"slices"
	"strings"
	"time"

	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// Witnesses of the vectors.
var (
	witnessOne   = NewWitness("witness.example/one", 21)
	witnessTwo   = NewWitness("witness.example/two", 22)
	witnessOther = NewWitness("witness.example/other", 23)
)

func cosign(s *Source, by ...*integrity.Witness) string {
	return cosignAt(s, int64(len(s.Events)), s.Key, by...)
}

// cosignAt returns the checkpoint of size events, signed by a key and cosigned.
func cosignAt(s *Source, size int64, key *integrity.Signer, by ...*integrity.Witness) string {
	keys := must(integrity.NewVerifiers(key.Verifier()))
	text := s.Kept(size, key)
	for i, w := range by {
		text = must(w.Cosign(text, keys, MadeAt.Add(time.Duration(i)*time.Minute)))
	}
	return text
}

func (g *good) cosigned(s *Source, numbers []int64) {
	one, two := witnessOne.Verifier(), witnessTwo.Verifier()
	add := func(name string, by []*integrity.Witness, known ...string) *Vector {
		v := g.add("cosigned "+name, s, numbers, func(b *export.Bundle) { b.Checkpoint = cosign(s, by...) })
		v.Witnesses = known
		return v
	}
	add("by one", []*integrity.Witness{witnessOne}, one).Cosigned = 1
	add("by two", []*integrity.Witness{witnessOne, witnessTwo}, one, two).Cosigned = 2
	add("by two of whom one is known", []*integrity.Witness{witnessOne, witnessTwo}, two).Cosigned = 1
	add("by one who is not known", []*integrity.Witness{witnessOther})
	add("by another than the one who is known", []*integrity.Witness{witnessOther}, one)

	before := func(name, note string, change func(b *export.Bundle), known ...string) *Vector {
		v := g.add("cosigned before, "+name, s, numbers, func(b *export.Bundle) {
			b.Witnessed = note
			if change != nil {
				change(b)
			}
		})
		v.Witnesses = known
		return v
	}
	size := int64(len(s.Events))
	before("by one", cosignAt(s, size/2, s.Key, witnessOne), nil, one).Cosigned = 1
	before("by two of whom one is known", cosignAt(s, size-1, s.Key, witnessTwo, witnessOne), nil, one).Cosigned = 1
	before("by one who is not known", cosignAt(s, 1, s.Key, witnessOther), nil)
	before("beside no other checkpoint", cosignAt(s, 7, s.Key, witnessOne), func(b *export.Bundle) { b.Earlier = nil }, one).Cosigned = 1
	former := NewKey(ArchiveID, 9)
	before("under a former key", cosignAt(s, size/2, former, witnessOne), func(b *export.Bundle) {
		b.Manifest.Archive.FormerKeys = []string{former.Verifier()}
	}, one).Cosigned = 1
	before("and now", cosignAt(s, size/2, s.Key, witnessOne), func(b *export.Bundle) { b.Checkpoint = cosign(s, witnessTwo) }, one, two).Cosigned = 2
}

// witnessed forges the cosigned checkpoint of an earlier tree, as the owner of the archive's
// key could.
func (f *forger) witnessed(s *Source, numbers []int64) {
	size := int64(len(s.Events))
	b := s.Bundle(numbers, query.DefaultOrder())
	b.Witnessed = cosignAt(s, size/2, s.Key, witnessOne)
	of := base{"witnessed", s, FilesOf(Written(b))}
	lines := func(note string) string {
		var text strings.Builder
		for line := range strings.Lines(note) {
			text.WriteString("note " + line)
		}
		return text.String()
	}
	own := lines(b.Witnessed)
	other := NewSourceOf("6c1d0f3a-8b1e-4f0a-9b8e-2d5c7a914e61", s.Events)
	shifted := NewSource(slices.Concat(s.Events[1:], s.Events[:1]))
	for how, to := range map[string]string{
		"by a witness who did not":  lines(b.Witnessed[:len(b.Witnessed)-12] + "AAAA" + b.Witnessed[len(b.Witnessed)-8:]),
		"of another size":           lines(cosignAt(s, size/2+1, s.Key, witnessOne)),
		"of another root":           lines(cosignAt(shifted, size/2, s.Key, witnessOne)),
		"signed by a stranger":      lines(cosignAt(s, size/2, NewKey(ArchiveID, 8), witnessOne)),
		"of another archive":        lines(cosignAt(other, size/2, other.Key, witnessOne)),
		"without any signature":     lines(s.At(size/2).Text() + "\n"),
		"that is no note":           "note buy milk\n",
		"of an empty line":          "note \n",
		"without its first line":    strings.Join(strings.SplitAfter(own, "\n")[1:], ""),
		"with a line of other kind": strings.Replace(own, "note —", "Note —", 1),
		"in too many lines":         strings.Repeat("note \n", 201),
	} {
		f.forge(of, "consistency/a checkpoint "+how+", signed again", proof.ConsistencyName, func(files Files) {
			files[proof.ConsistencyName] = strings.Replace(files[proof.ConsistencyName], own, to, 1)
			files.Resum()
			files.Resign(s.Key)
		})
		f.all[len(f.all)-1].Witnesses = []string{witnessOne.Verifier()}
	}
	text := of.files[proof.ConsistencyName]
	head, rest, _ := strings.Cut(text, "earlier ")
	for how, to := range map[string]string{
		"twice":               text + own,
		"before every tree":   head + own + "earlier " + strings.Replace(rest, own, "", 1),
		"amid the hashes":     strings.Replace(strings.Replace(text, own, "", 1), "hash ", own+"hash ", 1),
		"under another tree":  strings.Replace(text, own, "", 1) + own,
		"of a tree of no one": strings.Replace(text, "earlier ", "Earlier ", 1),
	} {
		f.forge(of, "consistency/a cosigned checkpoint "+how+", signed again", proof.ConsistencyName, func(files Files) {
			files[proof.ConsistencyName] = to
			files.Resum()
			files.Resign(s.Key)
		})
	}
}
