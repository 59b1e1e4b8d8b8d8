package window

import (
	"os"
	"path/filepath"
	"testing"

	"daybook/backend/archive"
	"daybook/backend/desk"

	"github.com/stretchr/testify/require"
)

func TestTheSampleIsMadeAsATaskThatCanBeCancelled(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	d := &testDesktop{tasks: make(chan Task, 10)}
	a := windowOn(d)
	t.Cleanup(func() {
		require.NoError(t, a.w.End())
		require.NoError(t, archive.Remove(filepath.Join(cache, "daybook", "Sample workspace.daybook")))
	})
	id, err := a.OpenSample()
	require.NoError(t, err)
	state, err := a.State()
	require.NoError(t, err)
	require.Nil(t, state.Archive)
	require.Len(t, state.Tasks, 1)
	require.Equal(t, id, state.Tasks[0].ID)
	require.NoError(t, a.Cancel(state.Tasks[0].ID))
	require.Equal(t, TaskCancelled, d.ended(t, state.Tasks[0].ID).Phase)
	_, err = a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err))

	_, err = a.OpenSample()
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, "task-2").Phase)
	all, err := a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err)
	require.Equal(t, desk.SampleEvents, all.Total)
}
