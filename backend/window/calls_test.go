package window

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestTheWindowCanCallNothingMoreThanItShould guards the methods that Wails
// binds: each exported method of Calls. Wails drops the results of a method
// with more than two, or with a second result that is not an error.
func TestTheWindowCanCallNothingMoreThanItShould(t *testing.T) {
	app := reflect.TypeFor[*Calls]()
	failure := reflect.TypeFor[error]()
	names := []string{}
	for m := range app.Methods() {
		names = append(names, m.Name)
		switch m.Type.NumOut() {
		case 1:
			require.Equal(t, failure, m.Type.Out(0), m.Name)
		case 2:
			require.Equal(t, failure, m.Type.Out(1), m.Name)
		default:
			require.Fail(t, "one or two results", m.Name)
		}
		for i := 1; i < m.Type.NumIn(); i++ {
			crossable(t, m.Name, m.Type.In(i))
		}
		crossable(t, m.Name, m.Type.Out(0))
		for _, word := range []string{"Create", "Edit", "Update", "Delete", "Write", "Path"} {
			require.NotContains(t, m.Name, word)
		}
	}
	require.ElementsMatch(t, []string{"State", "SaveSettings", "Cancel",
		"OpenRecent", "ChooseArchive", "NewArchive", "OpenSample", "CloseArchive", "Trust",
		"Search", "Event", "SelectMatching", "SelectPasted",
		"ImportFiles", "ImportFolder", "ImportDropped", "Imports", "WatchFolder", "StopWatching", "SaveRejections",
		"Copy", "Export", "ExportBundle", "ShowInFolder",
		"PreviewPurge", "Purge", "Receipts", "PreviewPlan", "ChangePlan", "Holds", "PreviewHold", "PlaceHold", "ReleaseHold",
		"Verify", "Journal", "CheckFile", "SaveCheckpoint", "CompareCheckpoint", "VerifyBundle", "VerifyDropped", "CompareBundle", "OpenBundle", "OpenBundleWithKey",
		"Cosigned", "LookToCosign", "Cosign", "TakeCosigned", "TrustWitness"}, names)
}

// crossable fails for a type that does not reach the window intact.
func crossable(t *testing.T, method string, of reflect.Type) {
	t.Helper()
	switch of.Kind() {
	case reflect.Pointer:
		crossable(t, method, of.Elem())
	case reflect.Slice:
		require.NotEqual(t, reflect.Uint8, of.Elem().Kind(), "%s: bytes", method)
		crossable(t, method, of.Elem())
	case reflect.Struct:
		require.NotEqual(t, reflect.TypeFor[time.Time](), of, method)
		for i := range of.NumField() {
			f := of.Field(i)
			require.NotEmpty(t, f.Tag.Get("json"), "%s: %s.%s", method, of, f.Name)
			crossable(t, method, f.Type)
		}
	case reflect.Interface:
		require.Equal(t, reflect.TypeFor[error](), of, method)
	case reflect.Map, reflect.Chan, reflect.Func:
		require.Fail(t, "cannot cross", "%s: %s", method, of)
	}
}
