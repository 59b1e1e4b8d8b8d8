package index

import (
	"encoding/binary"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
)

// Field is the name of the one field that Bleve indexes.
const field = "tail"

// Scratch is what the documents of one Build share.
type scratch struct {
	terms index.TokenFrequencies
}

var once = func() *index.TokenFreq {
	f := &index.TokenFreq{}
	f.SetFrequency(1)
	return f
}()

// A description is the one field of a document.
type description struct {
	normal string
	*scratch
}

func (d *description) Name() string                        { return field }
func (d *description) Value() []byte                       { return nil }
func (d *description) ArrayPositions() []uint64            { return nil }
func (d *description) EncodedFieldType() byte              { return 't' }
func (d *description) Analyze()                            {}
func (d *description) Options() index.FieldIndexingOptions { return index.IndexField }
func (d *description) AnalyzedLength() int                 { return 1 }
func (d *description) NumPlainTextBytes() uint64           { return uint64(len(d.normal)) }
func (d *description) Size() int                           { return len(d.normal) }

func (d *description) AnalyzedTokenFrequencies() index.TokenFrequencies {
	clear(d.terms)
	tails(d.normal, func(term string) { d.terms[term] = once })
	return d.terms
}

// Mapper makes Bleve documents of descriptions.
type mapper struct{ *mapping.IndexMappingImpl }

func (m mapper) MapDocument(doc *document.Document, data any) error {
	doc.AddField(data.(*description))
	return nil
}

// DocID is the id of the document of a rank: ids sort as ranks do.
func docID(rank uint32) string {
	var id [4]byte
	binary.BigEndian.PutUint32(id[:], rank)
	return string(id[:])
}
