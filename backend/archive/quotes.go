package archive

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"daybook/backend/event"
	"daybook/backend/query"
)

// The reason of a rejection quotes the contents of the record, and a note may do
// so. A quoted text can repeat what a purged event says, since the record may
// have been a broken copy of it. So a purge removes a quoted text if one of its
// words, by the rule by which searching finds words, starts a word of a purged
// event. The place, the reason and the count stay.

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

const cutQuote = `"…"`

// quotes holds the words that are quoted in imports.
type quotes struct {
	mu      sync.Mutex
	words   map[string]bool // word to whether a purged event has it
	lengths []int           // lengths of the words, in bytes, rising
}

func quotesOf(imports []Import) *quotes {
	q := &quotes{words: make(map[string]bool)}
	for i := range imports {
		for _, text := range quoting(&imports[i]) {
			for _, quote := range quoted.FindAllString(*text, -1) {
				for _, word := range wordsOf(unquote(quote)) {
					q.words[word] = false
				}
			}
		}
	}
	for word := range q.words {
		q.lengths = append(q.lengths, len(word))
	}
	slices.Sort(q.lengths)
	q.lengths = slices.Compact(q.lengths)
	return q
}

// quoting returns the texts of an import that may contain quotes.
func quoting(i *Import) []*string {
	var texts []*string
	for k := range i.Rejections {
		texts = append(texts, &i.Rejections[k].At, &i.Rejections[k].Reason)
	}
	for k := range i.Notes {
		texts = append(texts, &i.Notes[k])
	}
	for k := range i.Files {
		f := &i.Files[k]
		texts = append(texts, &f.Refused)
		for n := range f.Notes {
			texts = append(texts, &f.Notes[n])
		}
	}
	return texts
}

func unquote(quote string) string {
	if text, err := strconv.Unquote(quote); err == nil {
		return text
	}
	return quote
}

// wordsOf returns the runs of word characters in a text, folded.
func wordsOf(text string) []string {
	return strings.FieldsFunc(query.Fold(text), func(r rune) bool { return !query.IsWord(r) })
}

// mark marks the quoted words that a purged event has.
func (q *quotes) mark(e *event.Event) {
	if len(q.words) == 0 {
		return
	}
	texts := []string{e.ID, e.Actor, e.Category, e.Action, e.Description, string(e.Details), e.Time.String()}
	// Details also say what they write with escapes.
	for d := json.NewDecoder(bytes.NewReader(e.Details)); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		if text, ok := token.(string); ok {
			texts = append(texts, text)
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, text := range texts {
		for _, word := range wordsOf(text) {
			for _, n := range q.lengths {
				if n > len(word) {
					break
				}
				if _, ok := q.words[word[:n]]; ok {
					q.words[word[:n]] = true
				}
			}
		}
	}
}

// cut returns the imports without the quoted texts that have a marked word, and the number
// of texts that lost a quote. Imports that do not change are not copied.
func (q *quotes) cut(imports []Import) (out []Import, lost int) {
	out = slices.Clone(imports)
	for i := range out {
		changed := out[i]
		changed.Rejections, changed.Notes = slices.Clone(changed.Rejections), slices.Clone(changed.Notes)
		changed.Files = slices.Clone(changed.Files)
		for k := range changed.Files {
			changed.Files[k].Notes = slices.Clone(changed.Files[k].Notes)
		}
		n := 0
		for _, text := range quoting(&changed) {
			after := quoted.ReplaceAllStringFunc(*text, func(quote string) string {
				for _, word := range wordsOf(unquote(quote)) {
					if q.words[word] {
						return cutQuote
					}
				}
				return quote
			})
			if after != *text {
				*text = after
				n++
			}
		}
		if n > 0 {
			lost += n
			changed.Revision++
			changed.cut = n
			out[i] = changed
		}
	}
	return out, lost
}
