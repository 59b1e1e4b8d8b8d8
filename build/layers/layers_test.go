package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// made makes a graph of arrows between files that are named by letters: "ab bc".
func made(arrows string) *graph {
	g := &graph{files: []string{"a", "b", "c", "d", "e", "f"}, arrows: make(map[arrow]int)}
	for _, one := range strings.Fields(arrows) {
		g.arrows[arrow{int(one[0] - 'a'), int(one[1] - 'a')}]++
	}
	return g
}

func TestFilesWithoutACircleHaveNoArrowThatRunsUp(t *testing.T) {
	g := made("fe ed dc cb ba fa fb ec")
	order := g.best()
	require.Empty(t, g.up(order))
	require.Equal(t, "f e d c b a", strings.Join(g.names(order), " "))
	require.Empty(t, g.circles())
}

func TestOfACircleTheArrowWithTheFewestReferencesRunsUp(t *testing.T) {
	g := made("ab ab bc bc ca ef fe ef")
	require.Equal(t, []arrow{{2, 0}, {5, 4}}, g.up(g.best()))
	require.Equal(t, [][]int{{0, 1, 2}, {4, 5}}, g.circles())
}

func TestAnArrowIsWhatAFileNamesOfAnother(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module example.com/x\n\ngo 1.26\n",
		"a.go":      "package x\n\nfunc open(s *store) int { local := s.size; return local + s.count() }\n",
		"b.go":      "package x\n\ntype store struct{ size int }\n\nfunc (s *store) count() int { return s.size + other }\n",
		"c.go":      "package x\n\nimport \"strings\"\n\nvar other = len(strings.ToUpper(\"other\"))\n",
		"a_test.go": "package x\n\nvar tested = open(nil)\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
	}
	graphs, err := readFiles(folder, []string{"."})
	require.NoError(t, err)
	require.Len(t, graphs, 1)
	require.Equal(t, []string{"a.go", "b.go", "c.go"}, graphs[0].files)
	require.Equal(t, map[arrow]int{{0, 1}: 3, {1, 2}: 1}, graphs[0].arrows)

	var said strings.Builder
	require.NoError(t, run(&said, folder, []string{"."}, true))
	require.Contains(t, said.String(), "from the top: a.go b.go c.go\n")
}
