package export_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
)

func toJSON(t require.TestingT, events ...event.Event) string {
	var text strings.Builder
	n, err := export.WriteJSON(&text, stream(events...))
	require.NoError(t, err)
	require.Equal(t, len(events), n)
	return text.String()
}

// readJSON reads an export strictly: one array, the six fields in order, all of
// them texts, and nothing after it.
func readJSON(text string) (events []event.Event, err error) {
	d := json.NewDecoder(strings.NewReader(text))
	expect := func(want json.Token) {
		if got, e := d.Token(); err == nil && (e != nil || got != want) {
			err = fmt.Errorf("%v (%v) where %v should be", got, e, want)
		}
	}
	expect(json.Delim('['))
	for err == nil && d.More() {
		var e event.Event
		var when string
		expect(json.Delim('{'))
		for _, f := range []struct {
			name string
			text *string
		}{
			{"event_id", &e.ID}, {"actor", &e.Actor}, {"category", &e.Category}, {"action", &e.Action},
			{"description", &e.Description}, {"timestamp", &when},
		} {
			expect(f.name)
			value, fault := d.Token()
			text, ok := value.(string)
			if err == nil && !ok {
				err = fmt.Errorf("%s is %v (%v)", f.name, value, fault)
			}
			*f.text = text
		}
		expect(json.Delim('}'))
		if err == nil {
			e.Time, err = readTime(when)
		}
		events = append(events, e)
	}
	expect(json.Delim(']'))
	if _, e := d.Token(); err == nil && e != io.EOF {
		err = fmt.Errorf("something follows the array: %w", e)
	}
	return events, err
}

func readTime(text string) (event.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return 0, err
	}
	return event.TimeOf(at)
}

func TestJSONIsAsItAlwaysWas(t *testing.T) {
	golden(t, "activity.json", toJSON(t, exhibits()...))
	require.Equal(t, "[]\n", toJSON(t))
}

func TestJSONHasTheSameSixFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents().Draw(t, "events")
		text := toJSON(t, events...)
		require.True(t, json.Valid([]byte(text)))
		back, err := readJSON(text)
		require.NoError(t, err)
		require.ElementsMatch(t, sixOf(events), back)
		for i := range back {
			require.Equal(t, six(events[i]), back[i])
		}
	})
}

func TestEachEventOfJSONIsALineForEveryProgram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents().Draw(t, "events")
		text := toJSON(t, events...)
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(events) == 0 {
			require.Equal(t, []string{"[]"}, lines)
			return
		}
		require.Len(t, lines, len(events)+2)
		require.Equal(t, "[", lines[0])
		require.Equal(t, "]", lines[len(lines)-1])
		for i, line := range lines[1 : len(lines)-1] {
			if i < len(events)-1 {
				require.True(t, strings.HasSuffix(line, "},"))
			} else {
				require.True(t, strings.HasSuffix(line, "}"))
			}
			for _, r := range line {
				require.False(t, unicode.Is(unicode.Cc, r) || r == '\u2028' || r == '\u2029', "%q", r)
			}
		}
	})
}

func TestJSONEscapesNoMoreThanItMust(t *testing.T) {
	e := event.Event{ID: "1", Actor: "a", Category: "c", Action: "x", Description: "é漢😀\u00a0\u202e</b>&' /\ufeff\ufffd"}
	require.Contains(t, toJSON(t, e), `"description":"`+e.Description+`"`)
	e.Description = "\"\\\b\f\n\r\t\x00\x1f\x7f\u0080\u009f\u2028\u2029"
	require.Contains(t, toJSON(t, e), `"description":"\"\\\b\f\n\r\t\u0000\u001f\u007f\u0080\u009f\u2028\u2029"`)
}

func TestJSONIsNotGuarded(t *testing.T) {
	require.Contains(t, toJSON(t, event.Event{ID: "=1", Actor: "@a", Category: "c", Action: "x", Description: "'quoted'"}),
		`{"event_id":"=1","actor":"@a","category":"c","action":"x","description":"'quoted'","timestamp":"1970-01-01T00:00:00Z"}`)
}

func TestCopiedJSONIsThatOfTheFile(t *testing.T) {
	text, err := export.CopyJSON(stream(exhibits()...))
	require.NoError(t, err)
	require.Equal(t, toJSON(t, exhibits()...), text)
}
