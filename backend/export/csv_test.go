package export_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
)

const header = "event_id,actor,category,action,description,timestamp"

func toCSV(t require.TestingT, events ...event.Event) string {
	var text strings.Builder
	n, err := export.WriteCSV(&text, stream(events...), export.CSVOptions{})
	require.NoError(t, err)
	require.Equal(t, len(events), n)
	return text.String()
}

// records reads CSV strictly by RFC 4180: every record ends in CRLF, and every cell
// that needs quotes has them.
func records(text string) (all [][]string, err error) {
	for text != "" {
		var record []string
		for more := true; more; {
			var cell string
			if strings.HasPrefix(text, `"`) {
				text = text[1:]
				for {
					before, after, ok := strings.Cut(text, `"`)
					if !ok {
						return nil, errors.New("a quote is not closed")
					}
					cell += before
					if text = after; !strings.HasPrefix(text, `"`) {
						break
					}
					cell += `"`
					text = text[1:]
				}
			} else {
				end := strings.IndexAny(text, ",\r\n\"")
				if end < 0 || text[end] == '"' {
					return nil, fmt.Errorf("a bare cell ends badly: %.40q", text)
				}
				cell, text = text[:end], text[end:]
			}
			record = append(record, cell)
			var line bool
			if text, line = strings.CutPrefix(text, "\r\n"); line {
				more = false
			} else if text, more = strings.CutPrefix(text, ","); !more {
				return nil, fmt.Errorf("a cell is followed by %.10q", text)
			}
		}
		all = append(all, record)
	}
	return all, nil
}

// unguard removes a guard, as an import does.
func unguard(cell string) string {
	rest, ok := strings.CutPrefix(cell, "'")
	if !ok {
		return cell
	}
	for _, first := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(rest, first) {
			return rest
		}
	}
	return cell
}

func readCSV(text string) (events []event.Event, err error) {
	all, err := records(text)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 || strings.Join(all[0], ",") != header {
		return nil, errors.New("there is no header")
	}
	for _, cells := range all[1:] {
		if len(cells) != 6 {
			return nil, fmt.Errorf("%d cells", len(cells))
		}
		for i := range cells {
			cells[i] = unguard(cells[i])
		}
		e := event.Event{ID: cells[0], Actor: cells[1], Category: cells[2], Action: cells[3], Description: cells[4]}
		if e.Time, err = readTime(cells[5]); err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

func TestCSVIsAsItAlwaysWas(t *testing.T) {
	golden(t, "activity.csv", toCSV(t, exhibits()...))
	require.Equal(t, header+"\r\n", toCSV(t))
}

func TestCSVHasTheSameSixFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents().Draw(t, "events")
		back, err := readCSV(toCSV(t, events...))
		require.NoError(t, err)
		require.Len(t, back, len(events))
		for i := range back {
			require.Equal(t, six(events[i]), back[i])
		}
	})
}

func TestNoCellOfCSVIsAFormula(t *testing.T) {
	dangerous := []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
	rapid.Check(t, func(t *rapid.T) {
		all, err := records(toCSV(t, anyEvents().Draw(t, "events")...))
		require.NoError(t, err)
		for _, cells := range all[1:] {
			for _, cell := range cells {
				require.False(t, slices.ContainsFunc(dangerous, func(d string) bool { return strings.HasPrefix(cell, d) }), "%q", cell)
			}
		}
	})
}

func TestCellsAreQuotedAndGuardedWhereTheyMustBe(t *testing.T) {
	for text, cell := range map[string]string{
		"":               "",
		"plain text":     "plain text",
		"a;b":            "a;b",
		"a'b=c":          "a'b=c",
		" lead":          `" lead"`,
		"trail ":         `"trail "`,
		"trail\t":        "\"trail\t\"",
		"a,b":            `"a,b"`,
		`say "hi"`:       `"say ""hi"""`,
		`"`:              `""""`,
		"a\nb":           "\"a\nb\"",
		"a\rb":           "\"a\rb\"",
		"a\r\nb":         "\"a\r\nb\"",
		"=1":             "'=1",
		`=A1&","`:        `"'=A1&"","""`,
		"+1":             "'+1",
		"-1":             "'-1",
		"@a":             "'@a",
		"\ta":            "'\ta",
		"\ra":            "\"'\ra\"",
		"\na":            "\"'\na\"",
		"＝1":             "'＝1",
		"＋1":             "'＋1",
		"－1":             "'－1",
		"＠1":             "'＠1",
		"＜1":             "＜1", // the same lead bytes, but not a formula
		"'":              "''",
		"'key' was made": "''key' was made",
		"'=1":            "''=1",
		" =1":            `" =1"`,
		"\x00a":          "\x00a",
		"é":              "é",
	} {
		got := toCSV(t, event.Event{ID: "1", Actor: "a", Category: "c", Action: "x", Description: text})
		require.Equal(t, header+"\r\n1,a,c,x,"+cell+",1970-01-01T00:00:00Z\r\n", got, "%q", text)
	}
}

func TestEveryCellIsGuarded(t *testing.T) {
	require.Equal(t, header+"\r\n'=1,'+2,'-3,'@4,'=5,1970-01-01T00:00:00Z\r\n",
		toCSV(t, event.Event{ID: "=1", Actor: "+2", Category: "-3", Action: "@4", Description: "=5"}))
}

func TestAStreamHasAMarkOnlyWhereItIsAskedFor(t *testing.T) {
	wide := event.Event{ID: "1", Actor: "zoë", Category: "c", Action: "x"}
	require.Equal(t, "e", toCSV(t, wide)[:1])
	for _, events := range [][]event.Event{nil, {wide}} {
		var marked strings.Builder
		_, err := export.WriteCSV(&marked, stream(events...), export.CSVOptions{Mark: true})
		require.NoError(t, err)
		require.Equal(t, "\ufeff"+toCSV(t, events...), marked.String())
	}
}

func TestCopiedCSVIsGuardedAndHasNoMark(t *testing.T) {
	text, err := export.CopyCSV(stream(exhibits()...))
	require.NoError(t, err)
	require.Equal(t, toCSV(t, exhibits()...), text)
	require.True(t, strings.HasPrefix(text, header))
	require.Contains(t, text, "'=1+1")
}
