package index

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"daybook/backend/query"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"
)

var batchSize = 8192

const bleveDir = "bleve"

// Build writes the index of descriptions, given in rank order, into the new
// folder dir.
func Build(dir string, descriptions iter.Seq[string]) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("index: build %s: %w", dir, err)
	}
	n, err := buildBleve(dir, descriptions)
	if err != nil {
		return fmt.Errorf("index: build %s: %w", dir, err)
	}
	if err := writeCount(dir, n); err != nil {
		return fmt.Errorf("index: build %s: %w", dir, err)
	}
	return nil
}

func buildBleve(dir string, descriptions iter.Seq[string]) (n uint32, err error) {
	var builder bleve.Builder
	shared := &scratch{terms: index.TokenFrequencies{}}
	for text := range descriptions {
		if builder == nil {
			builder, err = bleve.NewBuilder(filepath.Join(dir, bleveDir), mapper{mapping.NewIndexMapping()}, map[string]any{
				"buildPathPrefix":     dir,
				"batchSize":           batchSize,
				"mergeMax":            1 << 30,
				"forceSegmentType":    zap.Type,
				"forceSegmentVersion": int(zap.Version),
			})
			if err != nil {
				return 0, err
			}
		}
		if err := builder.Index(docID(n), &description{query.Normal(text), shared}); err != nil {
			return 0, err
		}
		n++
	}
	if builder == nil {
		return 0, nil
	}
	return n, builder.Close()
}
