package index

import (
	"github.com/blevesearch/bleve/v2"
	bleveDocument "github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// Bleve's Builder collects a number of documents in a map and writes them in the
// order of the map, which changes each time. Here the order matters, since a
// document's number must be its rank, and the number of documents is no measure of
// the memory that they take. So the Builder is given batches disguised as
// documents, and writes each as soon as it has it:
//
//	Builder.Index -> carrier.MapDocument     makes a document with one field,
//	                                         which is the batch
//	Builder       -> unpacking.New           makes a part of what the field holds
//	Builder.Close -> unpacking.Merge         joins all parts, in their order

// newBuilder returns a Builder of an index in dir that takes batches.
func newBuilder(dir string) (bleve.Builder, error) {
	return bleve.NewBuilder(dir, carrier{described()}, map[string]any{
		"buildPathPrefix":     dir, // otherwise the parts go to the system's temporary folder
		"batchSize":           1,
		"mergeMax":            1 << 30, // a second round of merging would start with the last parts
		"forceSegmentType":    zap.Type,
		"forceSegmentVersion": int(zap.Version),
	})
}

// described is the mapping that is written into the index for other programs: it
// describes the field tail truthfully.
func described() *mapping.IndexMappingImpl {
	tail := mapping.NewKeywordFieldMapping()
	tail.Store, tail.DocValues, tail.IncludeTermVectors, tail.IncludeInAll = false, false, false, false
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentStaticMapping()
	m.DefaultMapping.AddFieldMappingsAt(field, tail)
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultField = field
	return m
}

// A carrier is a mapping that turns batches into documents.
type carrier struct{ *mapping.IndexMappingImpl }

func (carrier) MapDocument(doc *bleveDocument.Document, data any) error {
	doc.AddField(carried{data.(*batch)})
	return nil
}

// carried is a batch as a field.
type carried struct{ *batch }

func (carried) Name() string                                     { return field }
func (carried) Value() []byte                                    { return nil }
func (carried) Options() index.FieldIndexingOptions              { return 0 }
func (carried) AnalyzedTokenFrequencies() index.TokenFrequencies { return nil }
func (carried) AnalyzedLength() int                              { return 0 }
func (carried) Analyze()                                         {}
func (carried) ArrayPositions() []uint64                         { return nil }
func (carried) EncodedFieldType() byte                           { return 't' }
func (carried) NumPlainTextBytes() uint64                        { return 0 }
func (carried) Size() int                                        { return 0 }

// unpacking is Bleve's own segment format, except that a document that carries a
// batch is replaced by the documents of the batch, in their order. It also replaces
// that format for reading, where it changes nothing.
type unpacking struct{ zap.ZapPlugin }

func init() { scorch.RegisterSegmentPlugin(&unpacking{}, false) }

func (u *unpacking) New(documents []index.Document) (segment.Segment, uint64, error) {
	var all []index.Document
	for _, d := range documents {
		carries := false
		d.VisitFields(func(f index.Field) {
			if c, ok := f.(carried); ok {
				carries = true
				for i := range c.documents {
					all = append(all, &c.documents[i])
				}
			}
		})
		if !carries {
			all = append(all, d)
		}
	}
	return u.ZapPlugin.New(all)
}
