package index

import (
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// InOrder is Bleve's segment format with the documents of a batch numbered in
// the order of their ids.
type inOrder struct{ zap.ZapPlugin }

func (p *inOrder) New(documents []index.Document) (segment.Segment, uint64, error) {
	slices.SortFunc(documents, func(a, b index.Document) int { return strings.Compare(a.ID(), b.ID()) })
	return p.ZapPlugin.New(documents)
}

func init() { scorch.RegisterSegmentPlugin(&inOrder{}, false) }
