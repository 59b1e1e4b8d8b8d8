package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
)

// TestAnErrorTravelsAsText: of an error that is an object Wails makes an Error
// whose message is "[object Object]".
func TestAnErrorTravelsAsText(t *testing.T) {
	text, ok := formatError(fmt.Errorf("archive: open /x: %w", archive.ErrNotArchive)).(string)
	require.True(t, ok)
	require.JSONEq(t, `{"code":"not-archive","message":"/x was not opened: not a Daybook archive","hint":"Choose a folder that Daybook made."}`, text)
}
