package window

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"daybook/backend/sample"
)

func TestWhatLeavesAnArchiveThatCanOnlyBeReadSaysThatTheJournalDoesNotHaveIt(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting is for root")
	}
	a, d := started(t, slices.Collect(sample.Events(1, 50)))
	d.folder = filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, a.CloseArchive())
	if err := unix.Mount(d.folder, d.folder, "", unix.MS_BIND, ""); err != nil {
		t.Skip("nothing can be mounted here: ", err)
	}
	t.Cleanup(func() {
		a.CloseArchive()
		require.NoError(t, unix.Unmount(d.folder, unix.MNT_DETACH))
	})
	require.NoError(t, unix.Mount("", d.folder, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	info, err := a.ChooseArchive()
	require.NoError(t, err)
	const why = "it is on a disk that is only read"
	require.Equal(t, why, info.ReadOnly)

	found, err := a.Search(SearchRequest{Search: search(""), Number: 1})
	require.NoError(t, err)
	pick := Selection{Seqs: []uint64{found.Hits[0].Seq}}
	for _, format := range []Format{"csv", "json", "bundle"} {
		d.target = filepath.Join(t.TempDir(), "out")
		id, err := a.Export(ExportRequest{Format: format, Selection: pick, Search: search("")})
		if format == "bundle" {
			id, err = a.ExportBundle(BundleRequest{Selection: pick, Search: search("")})
		}
		require.NoError(t, err, format)
		require.Equal(t, why, d.ended(t, id).Written.Unwritten, format)
	}
	copied, err := a.Copy(CopyRequest{Format: "csv", Selection: pick, Search: search("")})
	require.NoError(t, err)
	require.Equal(t, why, copied.Unwritten)
	d.target = filepath.Join(t.TempDir(), "case.checkpoint")
	answer, err := a.SaveCheckpoint()
	require.NoError(t, err)
	require.Equal(t, why, answer.Unwritten)
	id, err := a.Verify()
	require.NoError(t, err)
	verdict := d.ended(t, id).Verdict
	require.Equal(t, []any{true, false, why}, []any{verdict.OK, verdict.Unrecorded == "", verdict.ReadOnly})

	id, err = a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	require.Equal(t, "read-only", d.ended(t, id).Refused[0].Fault.Code)
}
