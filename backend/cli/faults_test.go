package cli

import (
	"fmt"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatTheSystemSaysIsPutIntoWords(t *testing.T) {
	denied := &fs.PathError{Op: "lstat", Path: "/root/x.csv", Err: fs.ErrPermission}
	require.Equal(t, "/root/x.csv: permission denied; choose a place that you may use", explain(denied))
	require.Equal(t, "/root/x.csv: file name too long", explain(&fs.PathError{Op: "lstat", Path: "/root/x.csv", Err: fmt.Errorf("file name too long")}))
	require.Equal(t, "/root/x.json: permission denied; you need to be allowed to read the file", explain(unreadable("/root/x.json", denied)))
}
