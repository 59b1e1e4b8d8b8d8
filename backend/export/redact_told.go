package export

import (
	"bytes"
	"encoding/json"
	"index/suffixarray"
	"slices"
	"strings"

	"daybook/backend/proof"
	"daybook/backend/query"
)

// told finds the texts of a manifest that contain a text.
type told struct {
	all   []string // the texts
	ends  []int    // of each in folded
	index *suffixarray.Index
	whole map[string][]int // the texts as a whole
}

func newTold(m *proof.Manifest) *told {
	t := &told{whole: make(map[string][]int)}
	var folded []byte
	add := func(text string) {
		text = proof.Brief(text)
		one := query.Fold(text)
		t.whole[one] = append(t.whole[one], len(t.all))
		folded = append(append(folded, one...), 0)
		t.all, t.ends = append(t.all, text), append(t.ends, len(folded))
	}
	for _, text := range texts(m) {
		add(*text)
	}
	for _, i := range m.Imports {
		for _, one := range i.Rejections {
			add(one.At)
			add(one.Reason)
		}
	}
	t.index = suffixarray.New(folded)
	return t
}

// look puts the texts that contain a text which is left out into tainted.
func (t *told) look(left string, tainted map[string]bool) {
	left = query.Fold(left)
	if left == "" {
		return
	}
	if short(left) {
		for _, i := range t.whole[left] {
			tainted[t.all[i]] = true
		}
		return
	}
	for _, at := range t.index.Lookup([]byte(left), -1) {
		i, _ := slices.BinarySearch(t.ends, at+1)
		tainted[t.all[i]] = true
	}
}

// short reports whether a folded text is too short to be looked for within others.
func short(folded string) bool { return len([]rune(folded)) < 3 }

// secrets are texts that are left out, folded.
type secrets struct {
	whole  map[string]bool // the short ones
	sorted []string        // the others: none begins with another
	begins [1 << 16]bool   // whether one has these first two bytes
}

func newSecrets() *secrets { return &secrets{whole: make(map[string]bool)} }

func (s *secrets) add(text string) {
	text = query.Fold(text)
	switch {
	case text == "":
	case short(text):
		s.whole[text] = true
	default:
		s.sorted = append(s.sorted, text)
		if len(s.sorted) == cap(s.sorted) { // drop the same ones before it grows
			s.sort()
		}
	}
}

// sort must be called after the last text was added. A text that begins with another is
// dropped: where it is found, the other is.
func (s *secrets) sort() {
	slices.Sort(s.sorted)
	kept := s.sorted[:0]
	for _, text := range s.sorted {
		if n := len(kept); n == 0 || !strings.HasPrefix(text, kept[n-1]) {
			kept = append(kept, text)
		}
	}
	s.sorted = kept
	for _, text := range s.sorted {
		s.begins[uint16(text[0])<<8|uint16(text[1])] = true
	}
}

// tells reports whether a text contains one of them.
func (s *secrets) tells(text string) bool {
	text = query.Fold(text)
	if s.whole[text] {
		return true
	}
	for at := 0; at+1 < len(text); at++ {
		if !s.begins[uint16(text[at])<<8|uint16(text[at+1])] {
			continue
		}
		// Only the last one that is not behind the rest can be its beginning.
		rest := text[at:]
		i, found := slices.BinarySearch(s.sorted, rest)
		if found || i > 0 && strings.HasPrefix(rest, s.sorted[i-1]) {
			return true
		}
	}
	return false
}

// tellsOf is tells for details: JSON, in which a text can be written with escapes.
func (s *secrets) tellsOf(details []byte) bool {
	if len(details) == 0 {
		return false
	}
	if s.tells(string(details)) {
		return true
	}
	if !bytes.ContainsRune(details, '\\') {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(details))
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if text, ok := token.(string); ok && s.tells(text) {
			return true
		}
	}
}
