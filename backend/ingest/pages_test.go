package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The way in which the pages of a log were saved says nothing about its content.
func TestPagesGiveTheSameEventsHoweverTheyWereSaved(t *testing.T) {
	activity := func(n int, etag string) string {
		return fmt.Sprintf(`{"kind":"admin#reports#activity","id":{"time":"2026-03-04T08:0%d:00.000Z","uniqueQualifier":"%d","applicationName":"admin","customerId":"C1"},"etag":%q,`+
			`"actor":{"email":"ann@example.com"},"events":[{"type":"USER_SETTINGS","name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"u%d@example.com"}]}]}`, n, n, etag, n)
	}
	page := func(token string, activities ...string) string {
		if token != "" {
			token = fmt.Sprintf(`"nextPageToken":%q,`, token)
		}
		return `{"kind":"admin#reports#activities","etag":"x",` + token + `"items":[` + strings.Join(activities, ",") + `]}`
	}
	first, second := page("A:1", activity(1, "a"), activity(2, "b")), page("", activity(2, "c"), activity(3, "d"))
	one, two := mustRead(t, first, Options{}), mustRead(t, second, Options{})
	require.Len(t, one.file.Notes(), 1)
	require.Contains(t, one.file.Notes()[0], "the last page says that more follows")
	require.Empty(t, two.file.Notes())
	want := append(one.ids(), two.ids()...)
	require.Equal(t, want[1], want[2], "the record on both pages is one")
	for name, text := range map[string]string{
		"one behind the other": first + second,
		"a page a line":        lined(first, second),
		"over many lines":      strings.ReplaceAll(first+second, ",", ",\n "),
		"an array":             "[\n" + first + ",\n" + second + "\n]",
		"an array of lists":    "[[" + activity(1, "a") + "," + activity(2, "b") + "],[" + activity(2, "c") + "," + activity(3, "d") + "]]",
		"activities in lines":  lined(activity(1, "a"), activity(2, "b"), activity(2, "c"), activity(3, "d")),
		"one list":             page("", activity(1, "a"), activity(2, "b"), activity(2, "c"), activity(3, "d")),
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, want, out.ids(), name)
		require.Empty(t, out.rejected, name)
		require.Empty(t, out.file.Notes(), name)
	}
	out, err := readAll(zipped(t, entry{name: "1.json", text: first}, entry{name: "2.json", text: second}), Options{})
	require.NoError(t, err)
	require.Equal(t, want, out.ids())
	require.Empty(t, out.file.Notes(), "the further page is there")

	// Of two logs, only one continues.
	other := strings.ReplaceAll(page("", activity(5, "e")), `"admin"`, `"drive"`)
	out = mustRead(t, first+other, Options{})
	require.Len(t, out.file.Notes(), 1)
	out = mustRead(t, "["+first+","+second+","+first+"]", Options{})
	require.Len(t, out.file.Notes(), 1)
	out = mustRead(t, "["+first+","+second, Options{})
	require.Len(t, out.rejected, 1)
	require.Contains(t, out.rejected[0], "it was cut")
}

// Records of GitHub that have no id are counted in each page, as in each file.
func TestTwoPagesCountLikeTwoFiles(t *testing.T) {
	record := `{"action":"repo.create","actor":"ann","created_at":1621305118553}`
	out := mustRead(t, "["+record+","+record+"]["+record+"]", Options{})
	require.Equal(t, []string{out.events[0].ID, out.events[0].ID + "~2", out.events[0].ID}, out.ids())
	require.Equal(t, out.ids(), mustRead(t, "[["+record+","+record+"],["+record+"]]", Options{}).ids())
}
