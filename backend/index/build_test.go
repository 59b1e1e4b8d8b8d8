package index

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daybook/backend/query"

	"github.com/blevesearch/bleve/v2"
	"github.com/stretchr/testify/require"
)

// tree returns the content of each file under dir, and "" for each folder.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			all[filepath.ToSlash(name)] = ""
			return nil
		}
		b, err := os.ReadFile(path)
		all[filepath.ToSlash(name)] = string(b)
		return err
	}))
	return all
}

func names(all map[string]string) (names []string) {
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestBuildLeavesItsFilesAndNothingElse(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	parent := t.TempDir()
	dir := filepath.Join(parent, "index")
	require.NoError(t, Build(dir, slices.Values(corpus(5000))))
	require.Equal(t, []string{".", metaName, prefixesName, "store", zapName, boltName}, names(tree(t, dir)))
	require.Equal(t, []string{"."}, names(tree(t, temp)), "the system's temporary folder")
	entries, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestFewDescriptionsTakeOneSmallFile(t *testing.T) {
	for _, n := range []int{0, 1, standard.few} {
		dir := filepath.Join(t.TempDir(), "index")
		require.NoError(t, Build(dir, slices.Values(corpus(n))))
		all := tree(t, dir)
		require.Equal(t, []string{".", prefixesName}, names(all))
		require.Less(t, len(all[prefixesName]), 100)
	}
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(corpus(standard.few+1))))
	require.Contains(t, tree(t, dir), zapName)

	// Few descriptions that together have more terms than a batch.
	dir = filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(slices.Repeat([]string{strings.Repeat(".", standard.long)}, 20))))
	require.Equal(t, []string{".", prefixesName}, names(tree(t, dir)))
}

func TestBatchesAreFilledOneAfterTheOther(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	texts, l := corpus(500), limits{long: 1000, documents: 1000, terms: 200}
	terms, parts := 0, 0
	require.NoError(t, build(dir, func(yield func(string) bool) {
		for _, text := range texts {
			terms += len(allTails(query.Normal(text)))
			if !yield(text) {
				return
			}
		}
		found, err := filepath.Glob(filepath.Join(dir, "scorch-offline-build*", "*"))
		require.NoError(t, err)
		parts = len(found)
	}, l))
	require.Positive(t, parts)
	require.LessOrEqual(t, parts, terms/l.terms)
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(corpus(100))))
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, "%s is %v", path, info.Mode())
		return nil
	}))
}

func TestBuildTakesNoFolderThatIsThere(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine"), []byte("x"), 0o600))
	err := Build(dir, slices.Values(corpus(100)))
	require.ErrorIs(t, err, fs.ErrExist)
	require.Equal(t, []string{".", "mine"}, names(tree(t, dir)))
}

func TestBuildThatFailsLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "index")
	obstacle := map[string]func(){
		// a folder in the place of a file that Build is about to write
		metaName:     func() { require.NoError(t, os.Mkdir(filepath.Join(dir, metaName), 0o700)) },
		prefixesName: func() { require.NoError(t, os.Mkdir(filepath.Join(dir, prefixesName), 0o700)) },
		boltName:     func() { require.NoError(t, os.MkdirAll(filepath.Join(dir, boltName), 0o700)) },
		// and the parts gone before they are joined
		"parts": func() {
			parts, err := filepath.Glob(filepath.Join(dir, "scorch-offline-build*"))
			require.NoError(t, err)
			require.Len(t, parts, 1)
			require.NoError(t, os.RemoveAll(parts[0]))
		},
	}
	for name, hinder := range obstacle {
		at := 50
		if name == "parts" {
			at = 5000
		}
		err := Build(dir, func(yield func(string) bool) {
			for i, text := range corpus(6000) {
				if i == at {
					hinder()
				}
				if !yield(text) {
					return
				}
			}
		})
		require.Error(t, err, name)
		require.Contains(t, err.Error(), "build "+dir)
		require.Equal(t, []string{"."}, names(tree(t, parent)), name)
	}
}

func TestPanicOfTheDescriptionsIsNotHidden(t *testing.T) {
	require.PanicsWithValue(t, "mine", func() {
		_ = Build(filepath.Join(t.TempDir(), "index"), func(func(string) bool) { panic("mine") })
	})
}

// The folder is an index that Bleve itself opens and searches.
func TestFolderIsAnIndexOfBleve(t *testing.T) {
	texts := corpus(5000)
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(texts)))
	b, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	require.NoError(t, err)
	defer b.Close()
	want := 0
	for _, text := range texts {
		if (query.Term{Text: "webhook"}).FoundIn(query.Normal(text)) {
			want++
		}
	}
	request := bleve.NewSearchRequest(bleve.NewPrefixQuery("webhook"))
	request.Size = want + 1
	result, err := b.Search(request)
	require.NoError(t, err)
	require.Len(t, result.Hits, want)
	for _, hit := range result.Hits {
		rank := int(hit.ID[0])<<24 | int(hit.ID[1])<<16 | int(hit.ID[2])<<8 | int(hit.ID[3])
		require.Contains(t, query.Normal(texts[rank]), "webhook")
	}
}

func TestDocumentsThatAreNotNumberedByRankAreNoticed(t *testing.T) {
	x := built(t, corpus(100), standard)
	require.NoError(t, x.bleve.checkOrder(100))
	require.Error(t, x.bleve.checkOrder(99))
	require.Error(t, x.bleve.checkOrder(101))

	// Two batches the wrong way round.
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, os.Mkdir(dir, 0o700))
	builder, err := newBuilder(dir)
	require.NoError(t, err)
	for _, first := range []uint32{1, 0} {
		b := newBatch()
		b.first = first
		b.add("a")
		require.NoError(t, builder.Index("batch", b))
	}
	require.NoError(t, builder.Close())
	b, err := openBleve(dir)
	require.NoError(t, err)
	defer b.close()
	require.ErrorContains(t, b.checkOrder(2), "has numbered description 00000001 as 0")
}

func TestBatchStartsAnewAfterReset(t *testing.T) {
	b := newBatch()
	b.add("a a")
	b.add("b")
	b.reset()
	b.add("a")
	require.Equal(t, []string{"\x00\x00\x00\x02"}, []string{b.documents[0].ID()})
	require.Len(t, b.terms, 1)
	require.False(t, b.again.has(b.terms[0].slot))
	require.Equal(t, uint32(3), b.next())
}
