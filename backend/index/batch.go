package index

import (
	"encoding/binary"
	"hash/maphash"

	index "github.com/blevesearch/bleve_index_api"
)

// field is the name of the only field whose terms are looked up.
const field = "tail"

// A batch holds some descriptions, consecutive in rank, on their way into Bleve. It
// tokenises each of them once and keeps only their terms.
type batch struct {
	first     uint32 // rank of the first of them
	documents []document
	terms     []term // of all documents, one after another

	met   slots // of the terms in this batch
	again slots // of the terms that were met before

	// The terms of the document that Bleve asks for at present.
	asked index.TokenFrequencies
}

// A term is a term as it occurs in one document.
type term struct {
	text string
	slot uint32
}

func newBatch() *batch {
	return &batch{
		met:   make(slots, slotCount/64),
		again: make(slots, slotCount/64),
		asked: index.TokenFrequencies{},
	}
}

// add adds the next description, in its Normal form.
func (b *batch) add(normal string) {
	from := len(b.terms)
	tails(normal, func(text string) {
		t := term{text, uint32(maphash.String(seed, text) % slotCount)}
		if b.met.has(t.slot) {
			b.again.set(t.slot)
		}
		b.met.set(t.slot)
		b.terms = append(b.terms, t)
	})
	d := document{batch: b, from: from, to: len(b.terms)}
	binary.BigEndian.PutUint32(d.id[:], b.next())
	b.documents = append(b.documents, d)
}

// next returns the rank of the next description to be added.
func (b *batch) next() uint32 { return b.first + uint32(len(b.documents)) }

// reset empties b for the descriptions that follow.
func (b *batch) reset() {
	b.first = b.next()
	b.documents = b.documents[:0]
	clear(b.terms) // lets go of the texts
	b.terms = b.terms[:0]
	clear(b.met)
	clear(b.again)
	clear(b.asked)
}

// slotCount is the number of terms for which a batch can tell whether it met them
// before. Two terms in one slot cost a few bytes on disk and nothing more.
const slotCount = 1 << 20

var seed = maphash.MakeSeed()

type slots []uint64

func (s slots) has(i uint32) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s slots) set(i uint32)      { s[i/64] |= 1 << (i % 64) }

// The frequency of a term in a document, as it is reported to Bleve. Nothing asks
// for it, but it decides how a term is written: a term that occurs in a single
// document, once, needs no list of documents, which saves some 25 bytes; in a list,
// a frequency of zero takes half the bytes of a frequency of one. So a term that
// its batch meets once is reported with a frequency of one, and any other with
// zero.
var (
	once  = frequency(1)
	never = frequency(0)
)

func frequency(n int) *index.TokenFreq {
	f := &index.TokenFreq{}
	f.SetFrequency(n)
	return f
}

// A document is a description as Bleve sees it: an id, stored and not looked up,
// and tails, looked up and not stored. It and its fields have their own types, to
// avoid the maps and tokens that Bleve's types would allocate.
type document struct {
	id       [4]byte // the rank, big endian
	batch    *batch
	from, to int // its terms in the batch
}

func (d *document) ID() string { return string(d.id[:]) }

func (d *document) VisitFields(visit index.FieldVisitor) {
	visit((*idField)(d))
	visit((*tailField)(d))
}

func (d *document) AddIDField()                                {} // it is one of the fields already
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) Indexed() bool                              { return true }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Size() int                                  { return 0 }

type idField document

func (f *idField) Name() string                                     { return "_id" }
func (f *idField) Value() []byte                                    { return f.id[:] }
func (f *idField) Options() index.FieldIndexingOptions              { return index.IndexField | index.StoreField }
func (f *idField) AnalyzedTokenFrequencies() index.TokenFrequencies { return nil }
func (f *idField) AnalyzedLength() int                              { return 0 }
func (f *idField) Analyze()                                         {}
func (f *idField) ArrayPositions() []uint64                         { return nil }
func (f *idField) EncodedFieldType() byte                           { return 't' }
func (f *idField) NumPlainTextBytes() uint64                        { return 0 }

type tailField document

func (f *tailField) Name() string                        { return field }
func (f *tailField) Value() []byte                       { return nil }
func (f *tailField) Options() index.FieldIndexingOptions { return index.IndexField }

// AnalyzedTokenFrequencies returns the distinct terms of the document. Bleve asks
// twice, and no longer uses the answer when it asks for the next document, so one
// map serves all documents.
func (f *tailField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	b := f.batch
	clear(b.asked)
	for _, t := range b.terms[f.from:f.to] {
		if b.again.has(t.slot) {
			b.asked[t.text] = never
		} else {
			b.asked[t.text] = once
		}
	}
	return b.asked
}

func (f *tailField) AnalyzedLength() int       { return 1 }
func (f *tailField) Analyze()                  {}
func (f *tailField) ArrayPositions() []uint64  { return nil }
func (f *tailField) EncodedFieldType() byte    { return 't' }
func (f *tailField) NumPlainTextBytes() uint64 { return 0 }
