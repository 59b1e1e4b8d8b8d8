package window

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

func TestAnOfficerImportsSearchesSelectsCopiesAndExports(t *testing.T) {
	events := slices.Collect(sample.Events(1, 2000))
	a, d := started(t, events)
	first, err := a.Search(SearchRequest{Search: search("webhook"), Number: 1, Facets: true})
	require.NoError(t, err)
	require.Greater(t, first.Total, 3)
	require.Len(t, first.Hits, min(first.Total, 200))
	require.Equal(t, "webhook", first.Asked.Terms[0].Text)
	require.NotEmpty(t, first.Asked.Words)
	categories := 0
	for _, c := range first.Facets.Categories.Values {
		categories += c.Count
	}
	require.Equal(t, first.Total, categories)
	bars := 0
	for i, b := range first.Facets.Histogram {
		bars += b.Count
		require.True(t, i == 0 || first.Facets.Histogram[i-1].To == b.From)
	}
	require.Equal(t, first.Total, bars)

	counts, err := a.Search(SearchRequest{Search: search("webhook"), Number: 2, Facets: true, CountsOnly: true})
	require.NoError(t, err)
	require.Empty(t, counts.Hits)
	require.Equal(t, first.Total, counts.Total)
	require.Equal(t, first.Pages, counts.Pages)
	require.Equal(t, first.Facets, counts.Facets)

	byMember := search("webhook")
	byMember.Sort = Sort{Column: "member"}
	sorted, err := a.Search(SearchRequest{Search: byMember, Number: 3})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{sorted.Hits[2].Seq, sorted.Hits[0].Seq, sorted.Hits[1].Seq}}
	d.target = filepath.Join(t.TempDir(), "activity.json")
	id, err := a.Export(ExportRequest{Format: "json", Selection: pick, Search: byMember})
	require.NoError(t, err)
	require.Equal(t, "activity.json", d.proposed)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 3, task.Written.Count)
	data, err := os.ReadFile(d.target)
	require.NoError(t, err)
	require.Len(t, data, int(task.Written.Bytes))
	var written []map[string]string
	require.NoError(t, json.Unmarshal(data, &written))
	require.Len(t, written, 3)
	for i := range written {
		require.Equal(t, idOf(t, a, sorted.Hits[i]), written[i]["event_id"], "the order is that of the table")
	}
	require.NoError(t, a.ShowInFolder(task.Written.Token))
	require.Equal(t, d.target, d.shown)
	require.Equal(t, "gone", code(t, a.ShowInFolder("/etc/passwd")))

	copied, err := a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: byMember})
	require.NoError(t, err)
	require.Equal(t, 3, copied.Count)
	require.True(t, strings.HasPrefix(d.clipboard, "event_id,actor,category,action,description,timestamp\r\n"))
}

func idOf(t *testing.T, a *Calls, h Hit) string {
	details, err := a.Event(h.Seq)
	require.NoError(t, err)
	return details.ID
}

func TestWhatIsOutOfBoundsIsRefusedInWords(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 20)))
	for name, r := range map[string]SearchRequest{
		"text":  {Search: search(strings.Repeat("x", 5000))},
		"zone":  {Search: func() SearchState { s := search(""); s.Zone = "Mars/Olympus"; return s }()},
		"order": {Search: func() SearchState { s := search(""); s.Sort.Column = "id"; return s }()},
		"range": {Search: func() SearchState { s := search(""); s.Range.From = "yesterday"; return s }()},
	} {
		_, err := a.Search(r)
		require.Equal(t, "input", code(t, err), name)
	}
	_, err := a.Search(SearchRequest{Search: search("after:2026-13-01")})
	require.Equal(t, "date", code(t, err))
	_, err = a.Search(SearchRequest{Search: search(""), Token: "selection-99"})
	require.Equal(t, "gone", code(t, err))
	_, err = a.Event(20)
	require.Equal(t, "gone", code(t, err))
	_, err = a.ImportDropped("/etc/passwd", ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.Equal(t, "gone", code(t, err))
	_, err = a.OpenRecent("/etc")
	require.Equal(t, "gone", code(t, err))
	for _, r := range []NewArchiveRequest{{Plan: "keep"}, {Name: "A", Plan: "gold"}} {
		_, err = a.NewArchive(r)
		require.Equal(t, "input", code(t, err), r)
	}
	d.folder = ""
	none, err := a.ChooseArchive()
	require.NoError(t, err)
	require.Nil(t, none, "a cancelled dialog opens nothing")
	_, err = a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err, "and what is open stays open")
	d.target = ""
	id, err := a.Export(ExportRequest{Format: "csv", Selection: Selection{Seqs: []uint64{1}}, Search: search("")})
	require.NoError(t, err)
	require.Empty(t, id, "a cancelled dialog exports nothing")
	settings := a.w.remembered.Settings
	settings.Theme = "purple"
	require.Equal(t, "input", code(t, a.SaveSettings(settings)))
	require.NoError(t, a.CloseArchive())
	_, err = a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err))
}

func TestAnOlderQueryGivesWayToANewerOne(t *testing.T) {
	a, _ := started(t, slices.Collect(sample.Events(1, 20)))
	_, err := a.Search(SearchRequest{Search: search(""), Number: 7})
	require.NoError(t, err)
	_, err = a.Search(SearchRequest{Search: search(""), Number: 6})
	require.Equal(t, "superseded", code(t, err))
	ctx, done, err := a.overtake(8)
	require.NoError(t, err)
	defer done()
	_, _, err = a.overtake(9)
	require.NoError(t, err)
	require.Error(t, ctx.Err(), "the one under way is cancelled")
}
