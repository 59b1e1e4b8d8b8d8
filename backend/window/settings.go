package window

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"daybook/backend/export"
	"daybook/backend/keys"
)

// SaveSettings saves the officer's settings.
func (c *Calls) SaveSettings(s Settings) error {
	return guard0(func() error {
		defer c.w.closing.answered()
		if err := checkSettings(s); err != nil {
			return err
		}
		if s.Saved == nil {
			s.Saved = []SavedSearch{}
		}
		c.w.mu.Lock()
		defer c.w.mu.Unlock()
		if s.Theme != c.w.remembered.Settings.Theme {
			c.w.desktop.SetTheme(string(s.Theme))
		}
		c.w.remembered.Settings = s
		return c.w.remembered.save()
	})
}

// A remembered is settings.json in the user's configuration folder: the officer's
// settings, the recent archives, and the window's position.
type remembered struct {
	Settings Settings `json:"settings"`
	Recents  []Recent `json:"recents"`
	Window   Place    `json:"window"`
	// Watched are the watched folders, by the id of the archive.
	Watched map[string]watched `json:"watched,omitempty"`
}

// A Place is the size of the window without its frame, and the position of the
// frame.
type Place struct {
	Width, Height, X, Y int
	Maximised           bool
}

// Known reports whether the window had a place before.
func (p Place) Known() bool { return p.Width > 0 && p.Height > 0 }

// Size returns the size of a window at p, or a size that fits most screens.
func (p Place) Size() (width, height int) {
	if !p.Known() {
		return 1280, 800
	}
	return p.Width, p.Height
}

const maxRecents = 12

func defaultSettings() Settings {
	return Settings{Theme: ThemeSystem, Zone: "system", SingleKeys: true, ImportZone: "UTC", DateOrder: OrderUnknown, Saved: []SavedSearch{}}
}

// configPath returns the path of the settings.
func configPath() (string, error) {
	dir, err := keys.Folder()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "settings.json"), os.MkdirAll(dir, 0o700)
}

// loadRemembered reads the settings. If they cannot be read it starts with new
// settings, since they hold no evidence.
func loadRemembered() remembered {
	fresh := remembered{Settings: defaultSettings(), Recents: []Recent{}}
	path, err := configPath()
	if err != nil {
		return fresh
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return fresh
	}
	r := fresh
	if json.Unmarshal(data, &r) != nil || checkSettings(r.Settings) != nil {
		return fresh
	}
	if r.Settings.Saved == nil {
		r.Settings.Saved = []SavedSearch{}
	}
	for i, one := range r.Recents {
		r.Recents[i].Key = placeKey(one.Path)
	}
	return r
}

// placeKey returns the window's key for the archive in a folder. The archive's id
// does not serve: a copy of the folder has the same id.
func placeKey(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:8])
}

// save saves the settings. Its errors are Faults.
func (r *remembered) save() error {
	if _, err := keys.Folder(); err != nil {
		return fault("settings", "Settings are not kept: the folder for them is not known", "Set HOME, or DAYBOOK_CONFIG to a folder of yours, and start Daybook again.")
	}
	path, err := configPath()
	if err == nil {
		err = r.write(path)
	}
	if err != nil {
		var system syscall.Errno // the whole error would name a temporary file
		if errors.As(err, &system) {
			err = system
		}
		return fault("settings", fmt.Sprintf("Settings are not kept: %s cannot be written to: %v", filepath.Dir(path), err),
			"Make that folder yours to write to, or set DAYBOOK_CONFIG to another one, and start Daybook again.")
	}
	return nil
}

func (r *remembered) write(path string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return export.ToFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// opened records that an archive was opened, first among the recent archives.
func (r *remembered) opened(one Recent) {
	r.Recents = slices.DeleteFunc(r.Recents, func(x Recent) bool { return x.Path == one.Path || samePlace(x.Path, one.Path) })
	r.Recents = slices.Insert(r.Recents, 0, one)
	r.Recents = r.Recents[:min(len(r.Recents), maxRecents)]
}

// counted records the number of events of the archive at path, and reports
// whether it changed.
func (r *remembered) counted(path string, events int) bool {
	i := slices.IndexFunc(r.Recents, func(x Recent) bool { return x.Path == path })
	if i < 0 || r.Recents[i].Events == events {
		return false
	}
	r.Recents[i].Events = events
	return true
}

// there returns the recent archives whose folder still exists.
func (r *remembered) there() []Recent {
	out := []Recent{}
	for _, one := range r.Recents {
		if _, err := os.Stat(filepath.Join(one.Path, "archive.json")); err == nil {
			out = append(out, one)
		}
	}
	return out
}

func checkSettings(s Settings) error {
	switch {
	case !slices.Contains([]Theme{ThemeSystem, ThemeLight, ThemeDark}, s.Theme):
		return outOfBounds("That theme is not known")
	case !slices.Contains([]DateOrder{OrderUnknown, DayFirst, MonthFirst}, s.DateOrder):
		return outOfBounds("That order of day and month is not known")
	case len(s.Saved) > 200:
		return outOfBounds("No more than 200 searches can be saved")
	}
	for _, zone := range []string{s.Zone, s.ImportZone} {
		if zone == "system" {
			continue
		}
		if _, err := zoneOf(zone); err != nil {
			return err
		}
	}
	for _, width := range []int{s.Columns.Member, s.Columns.Action, s.Columns.Timestamp} {
		if width < 0 || width > 10_000 {
			return outOfBounds("That column width is out of bounds")
		}
	}
	for _, saved := range s.Saved {
		if n := len([]rune(saved.Name)); n < 1 || n > 100 {
			return outOfBounds("The name of a saved search has 1 to 100 characters")
		}
		if err := checkSearch(saved.Search); err != nil {
			return err
		}
	}
	if s.Last != nil {
		return checkSearch(s.Last.Search)
	}
	return nil
}

// Settings are the officer's settings.
type Settings struct {
	Theme Theme `json:"theme"`
	// IANA name, or "system".
	Zone string `json:"zone"`
	// Widths in CSS pixels, 0 for the default; the description takes the
	// remaining room.
	Columns ColumnWidths `json:"columns"`
	// Keep all rows of a page in the document, for assistive technology.
	AllRows bool `json:"allRows"`
	// Whether keys without Ctrl or Alt ("/" and "?") are shortcuts. Default true.
	SingleKeys bool `json:"singleKeys"`
	// Proposed for the next import.
	ImportZone string    `json:"importZone"`
	DateOrder  DateOrder `json:"dateOrder"`
	// At most 200.
	Saved []SavedSearch `json:"saved"`
	// The search on display when the window closed; null for none.
	Last *LastSearch `json:"last"`
}

// ColumnWidths are in CSS pixels.
type ColumnWidths struct {
	Member    int `json:"member"`
	Action    int `json:"action"`
	Timestamp int `json:"timestamp"`
}

// A SavedSearch is a search that the officer named.
type SavedSearch struct {
	// 1 to 100 characters, unique.
	Name string `json:"name"`
	// Id of the archive that it belongs to (it names imports); "" for any
	// archive.
	Archive string      `json:"archive"`
	Search  SearchState `json:"search"`
}

// A LastSearch is the search that was last on display, in an archive.
type LastSearch struct {
	Archive string      `json:"archive"`
	Search  SearchState `json:"search"`
}

// A Theme is the look of the window: light, dark, or that of the system.
type Theme string

const (
	ThemeSystem Theme = "system"
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)
