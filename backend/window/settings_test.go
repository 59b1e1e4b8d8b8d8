package window

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/sample"
)

// recents returns the recent archives that the window lists.
func recents(t *testing.T, a *Calls) []Recent {
	t.Helper()
	s, err := a.State()
	require.NoError(t, err)
	return s.Recents
}

func TestOfAnArchiveAndItsCopyTheOneThatWasClickedOpens(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 20)))
	original := shown(t, a)
	require.NoError(t, a.CloseArchive())
	copied := filepath.Join(t.TempDir(), "Copy.daybook")
	require.NoError(t, os.CopyFS(copied, os.DirFS(original.Path)))
	d.folder = copied
	info, err := a.ChooseArchive()
	require.NoError(t, err)
	require.Equal(t, original.ID, info.ID)
	require.NotEqual(t, original.Key, info.Key)

	again := windowOn(d) // as after a restart
	t.Cleanup(func() { require.NoError(t, again.w.End()) })
	require.NoError(t, a.CloseArchive())
	listed := recents(t, again)
	require.Len(t, listed, 2)
	for _, one := range listed {
		info, err := again.OpenRecent(one.Key)
		require.NoError(t, err)
		require.Equal(t, one.Path, info.Path)
		require.Equal(t, one.Key, info.Key)
		require.NotContains(t, one.Key, "/")
	}
	for _, path := range []string{original.Path, original.ID} {
		_, err = again.OpenRecent(path)
		require.Equal(t, "gone", code(t, err))
	}
}

func TestRecentArchivesOfAnEarlierDaybookStillOpen(t *testing.T) {
	a, d := started(t, nil)
	path := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	settings, err := configPath()
	require.NoError(t, err)
	data, err := os.ReadFile(settings)
	require.NoError(t, err)
	var kept map[string]any
	require.NoError(t, json.Unmarshal(data, &kept))
	one := kept["recents"].([]any)[0].(map[string]any)
	delete(one, "key")
	one["id"] = "b94d27b9934d3e08"
	data, err = json.Marshal(kept)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(settings, data, 0o600))

	again := windowOn(d)
	t.Cleanup(func() { require.NoError(t, again.w.End()) })
	info, err := again.OpenRecent(recents(t, again)[0].Key)
	require.NoError(t, err)
	require.Equal(t, path, info.Path)
}

func TestRecentArchivesTellHowManyEventsThereAreNow(t *testing.T) {
	a, d, h := underPro(t, 40)
	inFile := func() int {
		path, err := configPath()
		require.NoError(t, err)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		var r remembered
		require.NoError(t, json.Unmarshal(data, &r))
		require.Equal(t, r.Recents[0].Events, recents(t, a)[0].Events)
		return r.Recents[0].Events
	}
	require.Equal(t, 40, inFile(), "after an import")
	h.forward(day)
	answer, err := a.PreviewPurge()
	require.NoError(t, err)
	task, err := a.Purge(answer.Token)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, task).Phase)
	left := shown(t, a).Events
	require.Less(t, left, 40)
	require.Equal(t, left, inFile(), "after a purge")

	a.w.mu.Lock()
	a.w.remembered.Recents[0].Events = 0 // as an earlier Daybook left it
	a.w.mu.Unlock()
	d.folder = t.TempDir()
	_, err = a.NewArchive(NewArchiveRequest{Name: "Another", Plan: "keep"})
	require.NoError(t, err)
	i := slices.IndexFunc(recents(t, a), func(r Recent) bool { return strings.Contains(r.Path, "Northwind") })
	require.Equal(t, left, recents(t, a)[i].Events, "after it was closed")
}

func TestTheTitleNamesTheArchiveThatIsOpen(t *testing.T) {
	a, d := started(t, nil)
	require.Equal(t, "Northwind: 2026/27 – Daybook", d.title.Load())
	_, err := a.NewArchive(NewArchiveRequest{Name: "Case \u202e17\n", Plan: "keep"})
	require.NoError(t, err)
	require.Equal(t, "Case 17 – Daybook", d.title.Load())
	require.NoError(t, a.CloseArchive())
	require.Equal(t, "Daybook", d.title.Load())

	// When the program ends, the window's thread waits for running work, and
	// sets no title meanwhile.
	open, err := archive.Create(t.Context(), filepath.Join(t.TempDir(), "Late.daybook"), a.w.options())
	require.NoError(t, err)
	a.w.stop()
	_, err = a.w.take(open, nil)
	require.NoError(t, err)
	require.Equal(t, "Daybook", d.title.Load())
}

func TestATitleHasNothingThatCannotBeSeen(t *testing.T) {
	for name, want := range map[string]string{
		"Zürich 山田":                              "Zürich 山田 – Daybook",
		"a\x00b\u200bc\ufeffd\u2066e\U000E0041f": "abcdef – Daybook",
		"\ta\r\nb\u2028 c":                       "a b c – Daybook",
		"a\xffb\ufffd":                           "ab – Daybook",
		"a\u0378\ue000b":                         "ab – Daybook",
		"\u202e\u200b":                           "Daybook",
		"":                                       "Daybook",
		strings.Repeat("ü", 81):                  strings.Repeat("ü", 80) + "… – Daybook",
	} {
		require.Equal(t, want, titleOf(name), "%q", name)
	}
}

func TestSettingsAreRememberedAndBrokenOnesBegunAnew(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	a := windowOn(&testDesktop{})
	s := a.w.remembered.Settings
	s.Zone, s.Theme = "Europe/Paris", "dark"
	require.NoError(t, a.SaveSettings(s))
	state, err := windowOn(&testDesktop{}).State()
	require.NoError(t, err)
	require.Equal(t, s, state.Settings)
	path, err := configPath()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte(`{"settings":{"theme":7`), 0o600))
	require.Equal(t, defaultSettings(), loadRemembered().Settings)
}
