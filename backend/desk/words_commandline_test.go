package desk_test

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/desk"
)

func TestWhatTheSystemSaysIsPutIntoWords(t *testing.T) {
	denied := &fs.PathError{Op: "lstat", Path: "/root/x.csv", Err: fs.ErrPermission}
	require.Equal(t, "/root/x.csv: permission denied; choose a place that you may use", desk.Sentence(denied))
	require.Equal(t, "/root/x.csv: file name too long", desk.Sentence(&fs.PathError{Op: "lstat", Path: "/root/x.csv", Err: errors.New("file name too long")}))
	require.Equal(t, "/root/x.json: permission denied; you need to be allowed to read the file", desk.Sentence(&desk.UnreadableError{Path: "/root/x.json", Err: denied}))
}
