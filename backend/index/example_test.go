package index

import (
	"os"
	"path/filepath"
)

func exampleDir() (dir string, done func()) {
	parent, err := os.MkdirTemp("", "index")
	if err != nil {
		panic(err)
	}
	return filepath.Join(parent, "index"), func() { os.RemoveAll(parent) }
}
