package feed_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/source/feed"
	"daybook/backend/source/sourcetest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// feedRecord is a record of the feed as JSON.
func feedRecord(id string) string {
	return fmt.Sprintf(`{"event_id":%q,"actor":"ann@example.com","category":"api_key","action":"created",`+
		`"description":"API key \"build\" (bye_4f...) was created","timestamp":"2026-08-02T17:39:42Z"}`, id)
}

const feedHeader = "event_id,actor,category,action,description,timestamp"

// feedRow is the row of CSV with the same content as feedRecord.
func feedRow(id string) string {
	return id + `,ann@example.com,api_key,created,"API key ""build"" (bye_4f...) was created",2026-08-02T17:39:42Z`
}

func TestAFeedRecordIsItsSixFields(t *testing.T) {
	out := sourcetest.Read(t, `[{"timestamp":"2026-08-02T17:39:42.5Z","description":"Caf\u00e9 \ud83d\ude00 \"x\"\n","action":"created","category":"api_key","actor":"ann@example.com","event_id":"evt_1"}]`)
	require.Empty(t, out.Rejected)
	require.Equal(t, []event.Event{{
		ID: "evt_1", Actor: "ann@example.com", Category: "api_key", Action: "created", Description: "Café 😀 \"x\"\n",
		Time: event.Time(time.Date(2026, 8, 2, 17, 39, 42, 5e8, time.UTC).UnixNano()),
	}}, out.Events)
}

func TestTheCategoryIsTakenFromTheActionKeyWhereItIsMissing(t *testing.T) {
	for given, want := range map[string]string{
		`"action":"api_key.created"`:                      "api_key|created",
		`"category":"","action":"api_key.created"`:        "api_key|created",
		`"category":null,"action":"a.b.c"`:                "a|b.c",
		`"category":"api_key","action":"api_key.created"`: "api_key|created",
		`"category":"api_key","action":"api_key.a.b"`:     "api_key|a.b",
		`"category":"api_key","action":"api_key."`:        "api_key|api_key.",
		`"category":"api_key","action":"api_keys.x"`:      "api_key|api_keys.x",
		`"category":"a.b","action":"a.b.c"`:               "a.b|c",
		`"category":"domain","action":"domain_created"`:   "domain|domain_created",
		`"category":"api_key","action":"created"`:         "api_key|created",
	} {
		out := sourcetest.Read(t, `{"event_id":"a","actor":"ann",`+given+`,"description":"","timestamp":"2026-08-02T17:39:42Z"}`)
		require.Empty(t, out.Rejected)
		require.Equal(t, want, out.Events[0].Category+"|"+out.Events[0].Action)
		require.Nil(t, out.Events[0].Details)
	}
}

func TestTheCategoryInFrontOfAnActionIsTakenOffAndCounted(t *testing.T) {
	keyed := strings.Replace(feedRecord("b"), `"created"`, `"api_key.created"`, 1)
	keyedRow := strings.Replace(feedRow("b"), "api_key,created", "api_key,api_key.created", 1)
	note := "1 action had its category in front, as in webhook.created, and was read without it"
	for name, text := range map[string]string{
		"lines":  sourcetest.Lines(feedRecord("a"), keyed),
		"array":  "[" + feedRecord("a") + "," + keyed + "]",
		"pretty": "[\n  " + feedRecord("a") + ",\n  " + keyed + "\n]\n",
		"more":   "[" + feedRecord("a") + "," + strings.Replace(keyed, "{", `{"ip":"1.2.3.4",`, 1) + "]",
		"rows":   sourcetest.Lines(feedHeader, feedRow("a"), keyedRow),
		"titles": "Event ID,Member,Category,Action,Description,Timestamp\r\n" + feedRow("a") + "\r\n" + keyedRow + "\r\n",
	} {
		out := sourcetest.Read(t, text)
		require.Equal(t, []string{"a", "b"}, out.IDs(), name)
		require.Equal(t, "api_key.created", out.Events[1].Key(), name)
		require.Equal(t, []string{note}, out.Notes, name)
	}
	rejected := strings.Replace(keyed, `"ann@example.com"`, `""`, 1)
	require.Empty(t, sourcetest.Read(t, sourcetest.Lines(feedRecord("a"), rejected)).Notes)
	require.Equal(t, []string{"2 actions had their category in front, as in webhook.created, and were read without it"},
		sourcetest.Read(t, sourcetest.Lines(keyed, keyed)).Notes)
}

func TestAFeedRecordThatLacksWhatAnEventNeedsIsRejected(t *testing.T) {
	whole := feedRecord("b")
	for broken, reason := range map[string]string{
		strings.Replace(whole, `"event_id":"b"`, `"event_id":""`, 1):                                                "event_id is missing or empty",
		strings.Replace(whole, `"event_id":"b",`, ``, 1):                                                            "event_id is missing or empty",
		strings.Replace(whole, `"event_id":"b"`, `"event_id":1.7`, 1):                                               "event_id is the number 1.7, which is not written in all its digits",
		strings.Replace(whole, `"actor":"ann@example.com",`, ``, 1):                                                 "actor is missing or empty",
		strings.Replace(whole, `"actor":"ann@example.com"`, `"actor":null`, 1):                                      "actor is missing or empty",
		strings.Replace(whole, `"actor":"ann@example.com"`, `"actor":{"a":1}`, 1):                                   "actor is an object where a text should be",
		strings.Replace(whole, `"description":"API key \"build\" (bye_4f...) was created",`, ``, 1):                 "description is missing (it may be empty, but has to be there)",
		strings.Replace(whole, `"description":"API key \"build\" (bye_4f...) was created"`, `"Description":"x"`, 1): "description is missing (it may be empty, but has to be there)",
		strings.Replace(whole, `"category":"api_key",`, ``, 1):                                                      "category is missing or empty",
		strings.Replace(whole, `"action":"created",`, ``, 1):                                                        "action is missing or empty",
		strings.Replace(whole, `,"timestamp":"2026-08-02T17:39:42Z"`, ``, 1):                                        "no time",
		strings.Replace(whole, `"2026-08-02T17:39:42Z"`, `null`, 1):                                                 "no time",
		strings.Replace(whole, `"2026-08-02T17:39:42Z"`, `""`, 1):                                                   "no time",
		strings.Replace(whole, `"2026-08-02T17:39:42Z"`, `true`, 1):                                                 "the time is true or false, neither text nor number",
		strings.Replace(whole, `"2026-08-02T17:39:42Z"`, `"03/04/2026 17:39:42"`, 1):                                "may be 3 April or 4 March",
		strings.Replace(whole, `"2026-08-02T17:39:42Z"`, `"2026-02-30T17:39:42Z"`, 1):                               "has the day 30",
		strings.Replace(whole, `"actor"`, `"actor":"x","actor"`, 1):                                                 `the key "actor" occurs twice`,
	} {
		out := sourcetest.Read(t, sourcetest.Lines(feedRecord("a"), broken, feedRecord("c")))
		require.Equal(t, []string{"a", "c"}, out.IDs(), broken)
		require.Len(t, out.Rejected, 1, broken)
		require.Contains(t, out.Rejected[0], "line 2: ", broken)
		require.Contains(t, out.Rejected[0], reason, broken)
	}
}

func TestDetailsHoldTheRecordTheTimeAndTheZoneRule(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	six := `{"event_id":"a","actor":"ann","category":"c","action":"a","description":"d","timestamp":%s}`
	for given, want := range map[string]string{
		fmt.Sprintf(six, `"2026-08-02T17:39:42Z"`):      ``,
		fmt.Sprintf(six, `"2026-08-02T19:39:42+02:00"`): ``,
		fmt.Sprintf(six, `"2026-08-02 17:39:42 UTC"`):   ``,
		fmt.Sprintf(six, `"2026-08-02 19:39:42"`):       `{"time":"2026-08-02 19:39:42","zone":"none written, read as Europe/Berlin"}`,
		fmt.Sprintf(six, `"2026-10-25 02:30:00"`):       `{"time":"2026-10-25 02:30:00","zone":"none written, read as Europe/Berlin, the earlier of two"}`,
		fmt.Sprintf(six, `1621305118.50`):               `{"time":"1621305118.50","zone":"seconds since 1970-01-01 UTC"}`,
		fmt.Sprintf(six, `"1621305118553"`):             `{"time":"1621305118553","zone":"milliseconds since 1970-01-01 UTC"}`,
		`{ "z" : 1.0, "event_id":"a","actor":"ann", "category":"c","action":"a","description":"d","timestamp":"2026-08-02T17:39:42Z","ip":[ "1.2.3.4" ]}`: `{"record":{"z":1.0,"event_id":"a","actor":"ann","category":"c","action":"a","description":"d","timestamp":"2026-08-02T17:39:42Z","ip":["1.2.3.4"]},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
	} {
		out := sourcetest.Read(t, given, ingest.Options{Zone: berlin})
		require.Empty(t, out.Rejected, given)
		require.Equal(t, want, string(out.Events[0].Details), given)
		require.Equal(t, want == "", out.Events[0].Details == nil)
	}
}

func TestNotesCountTimesWithoutAZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	at := func(s string) string { return strings.Replace(feedRecord("a"), "2026-08-02T17:39:42Z", s, 1) }
	out := sourcetest.Read(t, sourcetest.Lines(at("2026-08-02 17:39:42"), at("2026-10-25 02:30:00"), at("2026-03-29 02:30:00"), at("2026-08-02 17:39:42Z"),
		strings.Replace(at("2026-08-02 17:39:42"), "ann@example.com", "", 1)), ingest.Options{Zone: berlin})
	require.Equal(t, []string{
		"2 times had no zone and were read as Europe/Berlin",
		"1 of them was shown twice when the clocks were set back in Europe/Berlin, and was read as the earlier",
		"1 time does not exist in Europe/Berlin, since the clocks were set forward over it: was another zone meant?",
	}, out.Notes)
	require.Len(t, out.Rejected, 2)
	out = sourcetest.Read(t, strings.Repeat(at("2026-08-02 17:39:42")+"\n", 4))
	require.Equal(t, []string{"4 times had no zone and were read as UTC"}, out.Notes)
}

// anyEvent draws an event as an archive may hold it.
func anyEvent(t *rapid.T) event.Event {
	field := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("ab \"',;=+-@\t\r\n\\/＝é\x00\u2028😀.")), 0, 12, -1))
	filled := field.Filter(func(s string) bool { return s != "" })
	return event.Event{
		ID: filled.Draw(t, "id"), Actor: filled.Draw(t, "actor"), Category: filled.Draw(t, "category"), Action: filled.Draw(t, "action"),
		Description: field.Draw(t, "description"), Time: event.Time(rapid.Int64Range(int64(event.MinTime), int64(event.MaxTime)).Draw(t, "time")),
	}
}

// Events that are exported by the rules of the design are read back as the same
// events, in either format.
func TestExportedEventsAreReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(anyEvent), 1, 4).Draw(t, "events")
		var asJSON, asCSV bytes.Buffer
		asCSV.WriteString(feedHeader + "\r\n")
		for i, e := range events {
			asJSON.WriteString([]string{"[\n", ",\n"}[min(i, 1)] + "{")
			for n, text := range []string{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()} {
				if n > 0 {
					asJSON.WriteByte(',')
					asCSV.WriteByte(',')
				}
				asJSON.WriteString(sourcetest.Quote(strings.Split(feedHeader, ",")[n]) + ":" + sourcetest.Quote(text))
				for _, g := range feed.Guards {
					if strings.HasPrefix(text, string(g)) {
						text = "'" + text
						break
					}
				}
				if strings.ContainsAny(text, ",\"\r\n") {
					text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
				}
				asCSV.WriteString(text)
			}
			asJSON.WriteByte('}')
			asCSV.WriteString("\r\n")
		}
		asJSON.WriteString("\n]\n")
		for _, data := range [][]byte{asJSON.Bytes(), asCSV.Bytes()} {
			out := sourcetest.Read(t, string(data))
			require.Empty(t, out.Rejected)
			require.Equal(t, events, out.Events, "%q", data)
		}
	})
}
