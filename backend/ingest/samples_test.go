package ingest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Real logs beside a checkout of the project, if somebody put them there.
const samplesFolder = "../../../shared/samples"

func TestRealLogsAreReadWhole(t *testing.T) {
	if _, err := os.Stat(samplesFolder); err != nil {
		t.Skip("no folder of sample logs beside the checkout")
	}
	for _, c := range []struct {
		file, source string
		events       int
	}{
		{"gws_admin_activities.json", "google-workspace", 210},
		{"cloudtrail_records_20230710T1205Z.json", "cloudtrail", 196},
		{"github_audit_panther_analysis.ndjson", "github", 66},
	} {
		data, err := os.ReadFile(filepath.Join(samplesFolder, c.file))
		require.NoError(t, err)
		for _, held := range [][]byte{data, gzipped(string(data)), zipped(t, entry{name: c.file, text: string(data)})} {
			out, err := readAll(held, Options{})
			require.NoError(t, err)
			require.Empty(t, out.rejected)
			require.Equal(t, c.source, out.file.Source())
			require.Len(t, out.events, c.events)
			ids := make(map[string]bool)
			for _, e := range out.events {
				require.False(t, ids[e.ID], e.ID)
				ids[e.ID] = true
				require.NotNil(t, e.Details)
				require.NotContains(t, e.Description, "is the actor of", "each of them is worded")
				require.NotContains(t, e.Description, " called ")
			}
			again, err := readAll(held, Options{})
			require.NoError(t, err)
			require.Equal(t, out.events, again.events)
		}
	}
}

// The promises for made-up texts hold for real logs, cut at each of their last bytes.
func TestARealLogThatIsCutNeverSeemsWhole(t *testing.T) {
	if _, err := os.Stat(samplesFolder); err != nil {
		t.Skip("no folder of sample logs beside the checkout")
	}
	for _, file := range []string{"gws_admin_activities.json", "cloudtrail_records_20230710T1205Z.json", "github_audit_panther_analysis.ndjson"} {
		data, err := os.ReadFile(filepath.Join(samplesFolder, file))
		require.NoError(t, err)
		lines := strings.HasSuffix(file, ".ndjson")
		text := withoutMiddle(t, string(data), lines)
		whole := leavesOf(t, text)
		for at := len(text) - 2048; at < len(text); at++ {
			requireCutTold(t, file, text, at, lines, whole)
		}
	}
}

// withoutMiddle removes from a text of records all between the first and those of the
// last few kilobytes, so that it can be read thousands of times.
func withoutMiddle(t *testing.T, text string, lines bool) string {
	t.Helper()
	var ends []int
	dec := json.NewDecoder(strings.NewReader(text))
	for !lines { // the records are in the first list
		token, err := dec.Token()
		require.NoError(t, err)
		if token == json.Delim('[') {
			break
		}
	}
	for dec.More() {
		var record json.RawMessage
		require.NoError(t, dec.Decode(&record))
		ends = append(ends, int(dec.InputOffset()))
	}
	last := len(ends) - 1
	for last > 0 && len(text)-ends[last] < 4<<10 {
		last--
	}
	require.Positive(t, last)
	return text[:ends[0]] + text[ends[last]:]
}
