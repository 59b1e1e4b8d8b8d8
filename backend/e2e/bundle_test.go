package e2e_test

import (
	"os"
	"strings"
	"testing"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"
)

// title is the name of a window, as the taskbar has it.
func (d *display) title(w xproto.Window) string {
	reply, err := xproto.GetProperty(d.conn, false, w, d.atom("_NET_WM_NAME"), xproto.GetPropertyTypeAny, 0, 1<<16).Reply()
	require.NoError(d.t, err)
	return string(reply.Value)
}

// bundle writes an evidence bundle of an archive, and its name with one byte of
// it changed.
func bundle(t *testing.T, h home) (good, tampered string) {
	t.Helper()
	h.cli(t, "sample", "Case.daybook", "--events", "300")
	h.cli(t, "export", "Case.daybook", "webhook", "--format", "bundle", "-o", "evidence.zip")
	data := []byte(read(t, h.path("evidence.zip")))
	data[len(data)/3] ^= 1
	require.NoError(t, os.WriteFile(h.path("tampered.daybook-evidence"), data, 0o600))
	return h.path("evidence.zip"), h.path("tampered.daybook-evidence")
}

// verdict waits for the heading of the verdict and answers all that is said.
func (w *window) verdict(head string) string {
	w.t.Helper()
	w.see(heading, head)
	return w.see(dialog, "Evidence bundle").content()
}

func TestDaybookStartedWithABundleSaysWhetherItHolds(t *testing.T) {
	h := newHome(t)
	good, tampered := bundle(t, h)
	w := open(t, h, good)
	said := w.verdict("Whole. …")
	require.Contains(t, said, "evidence.zip")
	// The words are those of the command, which ends with 0 since the key is here.
	for line := range strings.Lines(h.cli(t, "verify-bundle", good)) {
		if sentence, ok := strings.CutPrefix(line, "  - "); ok {
			w.see(listItem, strings.TrimSpace(sentence))
		}
	}
	require.Contains(t, said, "with which this computer signs for the archive")
	require.Equal(t, "Daybook", w.title(w.frame))
	w.press(keyEscape)
	w.gone(dialog, "Evidence bundle")
	w.see(button, "New archive…") // no archive is needed, and none is open

	w.drop(w.frame, tampered)
	said = w.verdict("Not verified: …")
	require.Contains(t, said, "tampered.daybook-evidence")
	require.Contains(t, said, "Trust nothing in this bundle")
	w.press(keyEscape)
	w.gone(dialog, "Evidence bundle")

	// Over an archive, too.
	w.click(button, "Verify an evidence bundle…")
	chooser := w.see(fileChooser, "Verify an evidence bundle")
	w.until("the dialog in front", func() bool { return chooser.is(active) })
	w.write("/")
	require.NoError(t, w.name(chooser).set(good))
	w.click(button, "Open")
	w.verdict("Whole. …")
	w.close(w.frame)
	w.ends()
}

func TestDaybookStartedWithATamperedBundleSaysWhatIsWrong(t *testing.T) {
	h := newHome(t)
	_, tampered := bundle(t, h)
	w := open(t, h, tampered)
	require.Contains(t, w.verdict("Not verified: …"), "Trust nothing in this bundle; ask for it again where it came from.")
	w.close(w.frame)
	w.ends()
}

func TestDaybookStartedWithAFileThatIsNoBundleSaysWhatToDo(t *testing.T) {
	h := newHome(t)
	activity(t, h.path("activity.json"), someEvents(3))
	w := open(t, h, h.path("activity.json"))
	require.Contains(t, w.verdict("activity.json is no evidence bundle of Daybook"), "open an archive and import it there")
	w.close(w.frame)
	w.ends()
}

func TestTheTitleOfTheWindowNamesTheArchive(t *testing.T) {
	h := newHome(t)
	good, _ := bundle(t, h)
	w := open(t, h, "Case.daybook")
	w.see(grid, "Events")
	w.until("its title", func() bool { return w.title(w.frame) == "Case – Daybook" })
	w.drop(w.frame, good)
	w.verdict("Whole. …")
	w.press(keyEscape)
	w.gone(dialog, "Evidence bundle")
	w.press(keyControl, 'w')
	w.see(button, "New archive…")
	w.until("its title without an archive", func() bool { return w.title(w.frame) == "Daybook" })
	w.close(w.frame)
	w.ends()
}
