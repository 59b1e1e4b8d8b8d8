package export_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"daybook/backend/query"
)

const (
	theMember      = proof.Parts(1 << event.Member)
	theDescription = proof.Parts(1 << event.Description)
	theDetails     = proof.Parts(1 << event.Details)
)

// redactable are events whose parts tell of each other in every way that the writer knows.
func redactable() []event.Event {
	at := prooftest.Samples(1)[0].Time
	events := []event.Event{
		{Actor: "ana.moreau@northwind.com", Description: "ana.moreau@northwind.com created a key", Details: []byte(`{"who":"ana.moreau@northwind.com","n":1}`)},
		{Actor: "ben@northwind.com", Description: "asked Ana.Moreau@Northwind.com about it", Details: []byte(`{"said":"nothing"}`)},
		{Actor: "cem@northwind.com", Description: "plain words", Details: []byte(`{"to":"ana.moreau\u0040northwind.com"}`)},
		{Actor: event.System, Description: "system did this", Details: []byte(`{"by":"machine"}`)},
		{Actor: "Member 2", Description: "a strange name"},
		{Actor: "ana.moreau@northwind.com", Description: "", Details: nil},
		{Actor: "ben@northwind.com", Description: "plain words"},
		{Actor: "x", Description: "a name of one letter, x"},
		{Actor: "dora@northwind.com", Description: "unlike all others", Details: []byte(`{"said":"nothing"}`)},
	}
	for i := range events {
		e := &events[i]
		e.ID, e.Category, e.Action, e.Time = fmt.Sprintf("evt_%03d", i), "api_key", "created", at+event.Time(i)
	}
	return events
}

// redacted writes a bundle of all events, and returns it, its files and its verdict.
func redacted(t require.TestingT, s *prooftest.Source, r export.Redaction, change func(b *export.Bundle)) (zip []byte, files prooftest.Files, v *proof.Verdict) {
	b := s.Bundle(prooftest.All(len(s.Events)), query.Order{By: query.ByTimestamp})
	b.Redaction = r
	if change != nil {
		change(&b)
	}
	var out bytes.Buffer
	_, err := export.WriteBundle(context.Background(), &out, b)
	require.NoError(t, err)
	v, err = proof.Verify(context.Background(), bytes.NewReader(out.Bytes()), int64(out.Len()), proof.Expected{Key: s.Key.Verifier()}, nil)
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	require.True(t, v.OK())
	return out.Bytes(), prooftest.FilesOf(out.Bytes()), v
}

// linesOf are the lines of events.jsonl, by their number.
func linesOf(files prooftest.Files) []string {
	return strings.Split(strings.TrimSuffix(files[proof.EventsName], "\n"), "\n")
}

// leftOf says which parts a line leaves out.
func leftOf(line string) (parts proof.Parts) {
	for p, name := range map[event.Part]string{event.Member: "member", event.Description: "description", event.Details: "details"} {
		if strings.Contains(line, `"`+name+`":{"commitment":"`) {
			parts |= proof.PartsOf(p)
		}
	}
	return parts
}

func TestWhatIsLeftOutOfOneEventIsToldByNoOther(t *testing.T) {
	s := prooftest.NewSource(redactable())
	for name, c := range map[string]struct {
		redaction export.Redaction
		want      []proof.Parts
		names     []string
	}{
		"all members": {export.Redaction{All: theMember},
			[]proof.Parts{theMember | theDescription | theDetails, theMember | theDescription | theDetails, theMember | theDetails, 0, theMember, theMember, theMember, theMember, theMember | theDetails},
			[]string{"Member 1", "Member 2", "Member 3", "", "Member 4", "Member 1", "Member 2", "Member 5", "Member 6"}},
		"the member of one event": {export.Redaction{Some: map[int64]proof.Parts{0: theMember}},
			[]proof.Parts{theMember | theDescription | theDetails, theDescription | theDetails, theDetails, 0, theMember, theMember, 0, 0, theDetails},
			[]string{"Member 1", "", "", "", "Member 2", "Member 1", "", "", ""}},
		"the description of one event": {export.Redaction{Some: map[int64]proof.Parts{2: theDescription}},
			[]proof.Parts{0, 0, theDescription | theDetails, 0, 0, 0, theDescription, 0, 0}, nil},
		"the details of one event": {export.Redaction{Some: map[int64]proof.Parts{1: theDetails}},
			[]proof.Parts{0, theDetails, 0, 0, 0, 0, 0, 0, theDetails}, nil},
		"all details":      {export.Redaction{All: theDetails}, []proof.Parts{theDetails, theDetails, theDetails, theDetails, 0, 0, 0, 0, theDetails}, nil},
		"all descriptions": {export.Redaction{All: theDescription}, []proof.Parts{theDescription | theDetails, theDescription | theDetails, theDescription | theDetails, theDescription | theDetails, theDescription, theDescription, theDescription, theDescription, theDescription | theDetails}, nil},
		"of system":        {export.Redaction{Some: map[int64]proof.Parts{3: theMember}}, make([]proof.Parts, 9), nil},
		"of another event": {export.Redaction{Some: map[int64]proof.Parts{99: proof.AllParts}}, make([]proof.Parts, 9), nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, files, v := redacted(t, s, c.redaction, nil)
			var got []proof.Parts
			left := proof.Omitted{Query: v.Manifest.LeftOut.Query, Texts: v.Manifest.LeftOut.Texts, Names: v.Manifest.LeftOut.Names}
			for i, line := range linesOf(files) {
				parts := leftOf(line)
				got = append(got, parts)
				if parts != 0 {
					left.Events++
				}
				for p, n := range map[event.Part]*int{event.Member: &left.Members, event.Description: &left.Descriptions, event.Details: &left.Details} {
					if parts.Has(p) {
						*n++
					}
				}
				if c.names != nil {
					require.Equal(t, c.names[i] != "", strings.Contains(line, `"name":"`+c.names[i]+`"`), line)
				}
			}
			require.Equal(t, c.want, got)
			require.Equal(t, left, v.Manifest.LeftOut)
			require.Equal(t, left.Events > 0, strings.Contains(v.Text(), "are left out: "), v.Text())
			require.Equal(t, left.Events > 0, strings.Contains(files[proof.ReportName], "What is left out"))
		})
	}
}

// searched looks for each part that is left out in the bytes of every file, and in those of
// the zip between them: its names and comments.
func searched(t require.TestingT, events []event.Event, zip []byte, files prooftest.Files) (searches int) {
	texts := make(map[string]string)
	for name, text := range files {
		texts[name] = query.Fold(text)
	}
	texts["the zip"] = query.Fold(strings.ToValidUTF8(string(zip), " "))
	for i, line := range linesOf(files) {
		parts := leftOf(line)
		for p := event.Member; p <= event.Details; p++ {
			if !parts.Has(p) {
				continue
			}
			text := string(events[i].AppendPart(nil, p))
			written, _ := proof.AppendText(nil, text)
			for _, form := range []string{text, string(written), strings.ReplaceAll(text, `"`, `""`), strings.ReplaceAll(text, "@", "&#64;")} {
				form = query.Fold(form)
				if _, is := proof.IsMemberName(text); is || len([]rune(form)) < 3 {
					continue // which is a name of another, or in every text
				}
				for name, in := range texts {
					searches++
					require.NotContains(t, in, form, "%s has what is left out of event %d", name, i)
				}
			}
		}
	}
	return searches
}

func TestNoTextThatIsLeftOutIsAnywhereInTheBundle(t *testing.T) {
	s := prooftest.NewSource(redactable())
	ana, ben := "ana.moreau@northwind.com", "ben@northwind.com"
	full := func(b *export.Bundle) {
		m := &b.Manifest
		// Every text of the manifest that can be typed or comes from a file has the member.
		for _, to := range []*string{&m.Case, &m.Purpose, &m.Recipient, &m.Made.User, &m.Archive.Name, &m.Archive.Plan, &m.Asked.Zone, &m.Range.Zone, &m.Journal.Damage, &m.Journal.Unwritten,
			&m.Imports[0].File, &m.Imports[0].Source, &m.Imports[0].User, &m.Imports[0].Program, &m.Purges[0].User, &m.Purges[0].Rule, &m.Purges[0].Holds[0],
			&m.Holds[0].Name, &m.Holds[0].Reason, &m.Holds[0].Words, &m.Holds[0].User, &m.Holds[1].ReleasedBy, &m.Holds[1].ReleaseReason} {
			*to = "of " + strings.ToUpper(ana) + " and ｂｅｎ@northwind.com"
		}
		m.Imports[0].Notes = []string{"1 row of " + ana}
		m.Imports[0].Rejections = []proof.Rejected{{Import: 1, At: ana + ".json, line 3", Reason: "actor is " + ana}, {Import: 1, At: "line 4", Reason: "time is missing"}}
		m.Imports[0].Rejected = 2
		typed := "northwind"
		q, err := query.Parse(typed, nil)
		require.NoError(t, err)
		m.Asked.Selection = "chosen"
		m.Asked.Typed, m.Asked.Words, m.Asked.Query, m.Asked.Members = typed, q.Words(nil), q.String(), []string{ana, ben}
	}
	searches := 0
	for _, r := range []export.Redaction{
		{All: theMember}, {All: proof.AllParts}, {All: theDescription}, {All: theDetails}, {All: theMember | theDetails},
		{Some: map[int64]proof.Parts{0: theMember, 1: theMember}}, {Some: map[int64]proof.Parts{2: proof.AllParts}},
	} {
		zip, files, v := redacted(t, s, r, full)
		searches += searched(t, s.Events, zip, files)
		if r.All.Has(event.Member) {
			m := v.Manifest
			require.True(t, m.LeftOut.Query)
			require.Equal(t, []string{proof.LeftOut}, m.Asked.Members)
			require.Equal(t, []string{proof.LeftOut, proof.LeftOut, proof.LeftOut}, []string{m.Asked.Typed, m.Asked.Words, m.Asked.Query})
			require.Equal(t, proof.LeftOut, m.Case)
			require.Equal(t, []proof.Rejected{{Import: 1, At: proof.LeftOut, Reason: proof.LeftOut}, {Import: 1, At: "line 4", Reason: "time is missing"}}, m.Rejected)
			require.Equal(t, proof.LeftOut, m.Imports[0].SHA256)
			require.Zero(t, m.Imports[0].Bytes)
			require.Contains(t, strings.Join(v.NotProven(), "\n"), "That the events are what was asked for: the words of the query are left out")
			require.Contains(t, strings.Join(v.NotProven(), "\n"), "the word of whoever made the bundle")
		}
	}
	t.Logf("%d searches found nothing", searches)
	require.Greater(t, searches, 1000)
	// The search finds what is there.
	zip, files, _ := redacted(t, s, export.Redaction{All: theMember}, nil)
	files[proof.ReportName] += strings.ToUpper(ana)
	f := &failed{}
	func() {
		defer func() { recover() }()
		searched(f, s.Events, zip, files)
	}()
	require.True(t, f.failed)
}

// failed is a test that is to fail.
type failed struct{ failed bool }

func (f *failed) Errorf(string, ...any) { f.failed = true }
func (f *failed) FailNow()              { panic("failed") }

// Whatever the events say of each other, nothing that is left out can be read.
func TestNothingThatIsLeftOutCanBeReadWhateverTheEventsSay(t *testing.T) {
	searches := 0
	rapid.Check(t, func(rt *rapid.T) {
		words := []string{"anabel", "ana", "Ánna", "ben", "key", "ﬁle", "x", "キー", "straße"}
		sentence := rapid.Custom(func(rt *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(rt, "words"), " ")
		})
		var events []event.Event
		r := export.Redaction{All: proof.Parts(rapid.Uint8().Draw(rt, "all")) & proof.AllParts, Some: make(map[int64]proof.Parts)}
		for i := range rapid.IntRange(1, 6).Draw(rt, "events") {
			e := event.Event{ID: fmt.Sprintf("e%d", i), Actor: rapid.SampledFrom([]string{"Zanabel", "Zana", "Zben", event.System, "キーqz"}).Draw(rt, "actor"), Category: "auth", Action: "signin",
				Description: "Q" + sentence.Draw(rt, "description"), Time: event.Time(i)}
			if rapid.Bool().Draw(rt, "with details") {
				e.Details = fmt.Appendf(nil, `{"q":%q}`, sentence.Draw(rt, "details")+"Z"+rapid.SampledFrom(words).Draw(rt, "word"))
			}
			events = append(events, e)
			r.Some[int64(i)] = proof.Parts(rapid.Uint8().Draw(rt, "some")) & proof.AllParts
		}
		s := prooftest.NewSource(events)
		_, files, _ := redacted(rt, s, r, nil)
		delete(files, proof.HowToName) // which has words of its own
		for _, name := range []string{proof.ReportName, proof.ManifestName} {
			files[name] = "" // as they are in the test above
		}
		searches += searched(rt, events, nil, files)
	})
	t.Logf("%d searches found nothing", searches)
}

func TestAnEventThatShowsWhatIsLeftOutIsNamed(t *testing.T) {
	events := redactable()
	events[8].ID = "evt-ana.moreau@northwind.com-7"
	s := prooftest.NewSource(events)
	b := s.Bundle(prooftest.All(9), query.Order{By: query.ByTimestamp})
	b.Redaction.All = theMember
	_, err := export.WriteBundle(t.Context(), &bytes.Buffer{}, b)
	require.ErrorIs(t, err, export.ErrAlwaysShown)
	require.ErrorContains(t, err, `event number 8 ("evt-ana.moreau@northwind.com-7"): `)

	events[8].ID, events[8].Action = "evt_8", "told dora@northwind.com"
	s = prooftest.NewSource(events)
	b = s.Bundle(prooftest.All(9), query.Order{By: query.ByTimestamp})
	b.Redaction.All = theMember
	_, err = export.WriteBundle(t.Context(), &bytes.Buffer{}, b)
	require.ErrorIs(t, err, export.ErrAlwaysShown)
}

// What is left out can be shown later and is proved by the commitment that is there.
func TestWhatIsLeftOutCanBeShownLater(t *testing.T) {
	s := prooftest.NewSource(redactable())
	_, files, _ := redacted(t, s, export.Redaction{All: proof.AllParts}, nil)
	for i, line := range linesOf(files) {
		for p := range maps.Keys(map[event.Part]bool{event.Member: true, event.Description: true, event.Details: true}) {
			if leftOf(line).Has(p) {
				opened := event.Commit(p, s.Salts[i].Of(p), s.Events[i].AppendPart(nil, p))
				require.Contains(t, line, `"commitment":"`+opened.String()+`"`)
				other := event.Commit(p, s.Salts[i].Of(p), []byte("another"))
				require.NotContains(t, line, other.String())
			}
		}
		require.NotContains(t, line, s.Salts[i].String(), "with the salt of the event all could be guessed")
		for p := event.Member; p <= event.Details; p++ {
			if leftOf(line).Has(p) {
				require.NotContains(t, line, s.Salts[i].Of(p).String())
			}
		}
	}
	require.False(t, slices.Contains(linesOf(files), ""))
}
