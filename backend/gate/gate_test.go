package gate_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/gate"
)

// The page is held to the same table (frontend/src/api/gate.test.ts).
func TestOnlyWhatThePageNeedsIsLetThrough(t *testing.T) {
	data, err := os.ReadFile("testdata/messages.json")
	require.NoError(t, err)
	var table []struct {
		Message string `json:"message"`
		Allowed bool   `json:"allowed"`
	}
	require.NoError(t, json.Unmarshal(data, &table))
	require.NotEmpty(t, table)
	for _, row := range table {
		require.Equal(t, row.Allowed, gate.Allows(row.Message), "%q", row.Message)
	}
}

// Wails must read the same method out of a message that is let through; it decodes
// JSON with the same package.
func FuzzAllows(f *testing.F) {
	for _, seed := range []string{"Q", "EXtask", `C{"name":"main.App.State"}`, `C{"name":"main.App.State","NAME":":wails:Environment"}`, "DD:1:1:/x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		if !gate.Allows(message) || message[0] != 'C' {
			return
		}
		var call struct {
			Name       string            `json:"name"`
			Args       []json.RawMessage `json:"args"`
			CallbackID string            `json:"callbackID"`
		}
		if json.Unmarshal([]byte(message[1:]), &call) != nil {
			return
		}
		require.Regexp(t, `(?s)^(main\.App\..*|:wails:ClipboardSetText)$`, call.Name)
	})
}
