package export_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
)

// content returns the content of the files in the folder, by name.
func content(t require.TestingT, folder string) map[string]string {
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	all := map[string]string{}
	for _, e := range entries {
		file, err := os.ReadFile(filepath.Join(folder, e.Name()))
		require.NoError(t, err)
		all[e.Name()] = string(file)
	}
	return all
}

func writeText(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestAFileIsWrittenAndItsFolderHoldsNothingElse(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "activity.csv")
	require.NoError(t, export.ToFile(path, writeText("first")))
	require.Equal(t, map[string]string{"activity.csv": "first"}, content(t, folder))
	require.NoError(t, export.ToFile(path, writeText("")))
	require.Equal(t, map[string]string{"activity.csv": ""}, content(t, folder))
	if runtime.GOOS != "windows" {
		require.NoError(t, os.Chmod(path, 0o644))
		require.NoError(t, export.ToFile(path, writeText("again")))
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode())
	}
}

func TestWhileAFileIsWrittenTheOldOneStands(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "activity.json")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, export.ToFile(path, func(w io.Writer) error {
		require.NoError(t, writeText(strings.Repeat("new", 100_000))(w))
		all := content(t, folder)
		require.Len(t, all, 2)
		require.Equal(t, "old", all["activity.json"])
		return nil
	}))
	require.Equal(t, map[string]string{"activity.json": strings.Repeat("new", 100_000)}, content(t, folder))
}

func TestAfterAFailureTheOldFileStandsAndNothingElse(t *testing.T) {
	cause := errors.New("event 7 does not match its leaf")
	long := strings.Repeat("x", 1<<20)
	for name, write := range map[string]func(io.Writer) error{
		"at once":            func(w io.Writer) error { return cause },
		"midway":             func(w io.Writer) error { return errors.Join(writeText(long)(w), cause) },
		"a panic":            func(w io.Writer) error { io.WriteString(w, long); panic(cause) },
		"the goroutine ends": func(w io.Writer) error { io.WriteString(w, long); runtime.Goexit(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			for _, old := range []map[string]string{{}, {"activity.csv": "old"}} {
				folder := t.TempDir()
				for name, text := range old {
					require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
				}
				path := filepath.Join(folder, "activity.csv")
				ended := make(chan error)
				go func() {
					err := errors.New("it did not return")
					defer func() {
						if p := recover(); p != nil {
							require.Equal(t, cause, p)
						}
						ended <- err
					}()
					err = export.ToFile(path, write)
				}()
				err := <-ended
				require.Error(t, err)
				if name == "at once" || name == "midway" {
					require.ErrorIs(t, err, cause)
					require.EqualError(t, err, "write "+path+": event 7 does not match its leaf")
				}
				require.Equal(t, old, content(t, folder))
			}
		})
	}
}

func TestAnExportThatFailsMidwayLeavesNoFile(t *testing.T) {
	cause := errors.New("segment 3 cannot be read")
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		events := anyEvents().Draw(rt, "events")
		path := filepath.Join(folder, "activity")
		f, err := export.CSVFile(path, broken(cause, events...), nil)
		require.ErrorIs(rt, err, cause)
		require.Equal(rt, len(events), f.Events)
		f, err = export.JSONFile(path, broken(cause, events...), nil)
		require.ErrorIs(rt, err, cause)
		require.EqualError(rt, err, "write "+path+": segment 3 cannot be read")
		require.Equal(rt, len(events), f.Events)
		require.Empty(rt, content(rt, folder))
	})
}

func TestErrorsSayWhatIsWrongAndWhere(t *testing.T) {
	folder := t.TempDir()
	says := func(path, words string, is error) {
		t.Helper()
		err := export.ToFile(path, func(io.Writer) error {
			t.Error("written")
			return nil
		})
		require.EqualError(t, err, strings.TrimSpace("write "+path)+": "+words)
		if is != nil {
			require.ErrorIs(t, err, is)
		}
	}
	says("", "no file name is given", nil)
	says(folder, "it is a folder", nil)
	missing := filepath.Join(folder, "not", "here")
	says(filepath.Join(missing, "activity.csv"), "there is no folder "+missing, fs.ErrNotExist)
	if _, err := os.Stat("/proc/self"); err == nil {
		says("/proc/activity.csv", "no file can be made in the folder /proc", fs.ErrNotExist)
	}
	if runtime.GOOS != "windows" {
		file := filepath.Join(folder, "file")
		require.NoError(t, os.WriteFile(file, nil, 0o600))
		says(filepath.Join(file, "activity.csv"), "not a directory", nil)
		says(filepath.Join(folder, strings.Repeat("x", 300)), "file name too long", nil)
		require.Equal(t, map[string]string{"file": ""}, content(t, folder))
	}
}

func TestAFileThatCannotBePutInItsPlaceIsRemoved(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "activity.csv")
	err := export.ToFile(path, func(io.Writer) error { return os.MkdirAll(filepath.Join(path, "a folder by now"), 0o700) })
	require.ErrorContains(t, err, "write "+path+": it cannot be put in its place: ")
	require.NotContains(t, err.Error(), ".daybook-")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestALongNameIsNoTrouble(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("x", 240)+".csv")
	require.NoError(t, export.ToFile(path, writeText("text")))
}

func TestALinkStaysAndItsFileIsReplaced(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	file, link := filepath.Join(elsewhere, "activity.csv"), filepath.Join(folder, "link.csv")
	require.NoError(t, os.WriteFile(file, []byte("old"), 0o600))
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	require.NoError(t, export.ToFile(link, writeText("new")))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	require.Equal(t, fs.ModeSymlink, info.Mode().Type())
	require.Equal(t, map[string]string{"activity.csv": "new"}, content(t, elsewhere))
	require.Len(t, content(t, folder), 1)
}

func TestFilesHoldWhatStreamsDo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		events := anyEvents().Draw(rt, "events")
		path := filepath.Join(folder, "a")
		f, err := export.JSONFile(path, stream(events...), nil)
		require.NoError(rt, err)
		require.Equal(rt, len(events), f.Events)
		require.Equal(rt, toJSON(rt, events...), content(rt, folder)["a"])

		f, err = export.CSVFile(path, stream(events...), nil)
		require.NoError(rt, err)
		require.Equal(rt, len(events), f.Events)
		want := toCSV(rt, events...)
		if strings.ContainsFunc(want, func(r rune) bool { return r > 0x7f }) {
			want = "\ufeff" + want
		}
		require.Equal(rt, want, content(rt, folder)["a"])
	})
}

// The mark is put in front however late it proves to be needed.
func TestAFileHasAMarkIfACharacterOutsideASCIIOccurs(t *testing.T) {
	ascii := event.Event{ID: "evt_1", Actor: "a", Category: "c", Action: "x", Description: strings.Repeat("ascii ", 1000)}
	wide := ascii
	wide.Description = "élan"
	for _, c := range []struct{ total, wideAt int }{
		{0, -1}, {1, -1}, {1, 0}, {1000, -1}, {1000, 0}, {1000, 10}, {1000, 100}, {1000, 998}, {1000, 999},
	} {
		events := make([]event.Event, c.total)
		for i := range events {
			events[i] = ascii
			events[i].ID = fmt.Sprint("evt_", i)
		}
		want := ""
		if c.wideAt >= 0 {
			events[c.wideAt].Description = wide.Description
			want = "\ufeff"
		}
		path := filepath.Join(t.TempDir(), "activity.csv")
		_, err := export.CSVFile(path, stream(events...), nil)
		require.NoError(t, err)
		file, err := os.ReadFile(path)
		require.NoError(t, err)
		require.True(t, bytes.Equal([]byte(want+toCSV(t, events...)), file), "%+v", c)
	}
}

func TestAFileAppearsOnlyWhenItsRecordIsWritten(t *testing.T) {
	for name, write := range map[string]func(string, func(export.Output) error) (export.Output, error){
		"csv": func(path string, appears func(export.Output) error) (export.Output, error) {
			return export.CSVFile(path, stream(exhibits()...), appears)
		},
		"json": func(path string, appears func(export.Output) error) (export.Output, error) {
			return export.JSONFile(path, stream(exhibits()...), appears)
		},
		"text": func(path string, appears func(export.Output) error) (export.Output, error) {
			return export.RecordedFile(path, appears, func(w io.Writer) error { _, err := io.WriteString(w, "ünïcode"); return err })
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "activity")
			full := errors.New("the journal cannot be written")
			var seen export.Output
			_, err := write(path, func(f export.Output) error {
				seen = f
				require.NoFileExists(t, path)
				return full
			})
			require.Equal(t, full, err, "as it is: it is no trouble of this file")
			require.Empty(t, content(t, folder))
			f, err := write(path, func(f export.Output) error {
				require.Equal(t, seen, f)
				require.NoFileExists(t, path)
				return nil
			})
			require.NoError(t, err)
			require.Equal(t, seen, f)
			require.Equal(t, path, f.Path)
			data := content(t, folder)["activity"]
			require.EqualValues(t, len(data), f.Bytes)
			require.EqualValues(t, sha256.Sum256([]byte(data)), f.SHA256)
		})
	}
}
