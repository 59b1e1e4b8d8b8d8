package e2e_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// hostile stands for a script that came in with a text. It runs before the page's
// own, so that what the page denies itself is not in its way.
const hostile = `
const channel = window.webkit.messageHandlers.external;
const post = channel.postMessage.bind(channel);
addEventListener('load', () => setTimeout(() => {
  const say = (text) => document.body.append(Object.assign(document.createElement('p'), { textContent: text }));
  const answered = (id, text) => { window.wails.callbacks[id] = { resolve: () => say(text), reject: () => say(text) }; };
  answered('clip', 'the clipboard was read');
  answered('state', 'the state was told');
  window.runtime.EventsOn('drop', () => say('a path was taken'));
  post('DD:1:1:/etc/passwd');
  post('EE' + JSON.stringify({ name: 'wails:file-drop', data: [1, 1, ['/etc/passwd']] }));
  post('WTSomebody else');
  post('BO:https://example.com/');
  post('C' + JSON.stringify({ name: ':wails:ClipboardGetText', args: [], callbackID: 'clip' }));
  post('C' + JSON.stringify({ name: 'main.App.State', args: [], callbackID: 'state' }));
  location.href = 'https://example.com/';
}, 500));
`

// withScript builds the program with a script more in its page.
func withScript(t *testing.T, script string) (program string) {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	page := filepath.Join(root, "frontend", "dist", "index.html")
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	replaced := strings.Replace(string(html), "<title>", `<script src="/hostile.js"></script><title>`, 1)
	require.NotEqual(t, string(html), replaced)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte(replaced), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "hostile.js"), []byte(script), 0o600))
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		page: filepath.Join(dir, "index.html"),
		filepath.Join(filepath.Dir(page), "hostile.js"): filepath.Join(dir, "hostile.js"),
	}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600))
	program = filepath.Join(dir, "daybook")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "desktop,production,webkit2_41", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, ".")
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return program
}

func TestAScriptInThePageReachesNothingElse(t *testing.T) {
	h := newHome(t)
	t.Setenv(programVariable, withScript(t, hostile))
	// What opens addresses leaves a trace.
	require.NoError(t, os.MkdirAll(h.path("bin"), 0o700))
	for _, opener := range []string{"xdg-open", "x-www-browser", "www-browser", "firefox", "google-chrome"} {
		require.NoError(t, os.WriteFile(h.path("bin", opener), []byte("#!/bin/sh\necho \"$@\" >> "+h.path("opened")+"\n"), 0o700))
	}
	t.Setenv("PATH", h.path("bin")+":"+os.Getenv("PATH"))
	h.cli(t, "new", "Case.daybook")
	w := open(t, h, "Case.daybook")
	w.until("the script's own answer", func() bool { return strings.Contains(w.page.content(), "the state was told") })
	time.Sleep(2 * time.Second) // for what must not come
	said := w.page.content()
	require.NotContains(t, said, "the clipboard was read")
	require.NotContains(t, said, "a path was taken")
	require.True(t, w.page.is(showing), "the page is the one that was there")
	require.Empty(t, w.dialogs())
	require.Contains(t, w.title(w.frame), "Case")
	require.NoFileExists(t, h.path("opened"))
}
