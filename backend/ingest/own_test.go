package ingest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Daybook's own exports must come back unchanged, even with such an action.
func TestTheCategoryInFrontOfAnActionStaysInWhatDaybookExported(t *testing.T) {
	keyed := strings.Replace(feedRecord("b"), `"created"`, `"api_key.created"`, 1)
	keyedRow := strings.Replace(feedRow("b"), "api_key,created", "api_key,api_key.created", 1)
	for name, text := range map[string]string{
		"JSON":         "[\n" + feedRecord("a") + ",\n" + keyed + "\n]\n",
		"CSV":          feedHeader + "\r\n" + feedRow("a") + "\r\n" + keyedRow + "\r\n",
		"CSV and mark": "\ufeff" + feedHeader + "\r\n" + feedRow("a") + "\r\n" + keyedRow + "\r\n",
	} {
		for _, data := range [][]byte{[]byte(text), gzipped(text), zipped(t, entry{name: "activity", text: text})} {
			out, err := readAll(data, Options{})
			require.NoError(t, err, name)
			require.Equal(t, "api_key.api_key.created", out.events[1].Key(), name)
			require.Equal(t, []string{"1 action has its category in front, as in webhook.created, and was kept so, since the file is one that Daybook exported"}, out.file.Notes(), name)
		}
	}
}
