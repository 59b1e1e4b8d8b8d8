package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Real logs that lie beside a checkout of the project, where somebody put
// them.
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

// What holds for made texts holds for real ones.
func TestARealLogThatIsCutNeverSeemsWhole(t *testing.T) {
	if _, err := os.Stat(samplesFolder); err != nil {
		t.Skip("no folder of sample logs beside the checkout")
	}
	for _, file := range []string{"gws_admin_activities.json", "cloudtrail_records_20230710T1205Z.json", "github_audit_panther_analysis.ndjson"} {
		data, err := os.ReadFile(filepath.Join(samplesFolder, file))
		require.NoError(t, err)
		text := string(data)
		whole := leavesOf(t, text)
		lines := strings.HasSuffix(file, ".ndjson")
		for at := len(text) - 2048; at < len(text); at++ {
			if behind := len(text) - at; behind > 128 && behind%32 > 0 {
				continue
			}
			requireCutTold(t, file, text, at, lines, whole)
		}
	}
}
