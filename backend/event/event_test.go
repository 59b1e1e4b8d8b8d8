package event_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

// A vector is one of the published test vectors. They were computed independently
// of this package.
type vector struct {
	Name  string
	Event struct {
		ID          string `json:"event_id"`
		Actor       string
		Category    string
		Action      string
		Description string
		Timestamp   string
	}
	Details     *string
	Nanoseconds string
	Canonical   string
	Identity    string
	Salt        string
	Parts       []*string
	PartSalts   []string `json:"part_salts"`
	Commitments []string
	LeafHash    string `json:"leaf_hash"`
}

func (v *vector) salt(t testing.TB) event.Salt {
	b, err := hex.DecodeString(v.Salt)
	require.NoError(t, err)
	return event.Salt(b)
}

func (v *vector) event(t testing.TB) event.Event {
	e := event.Event{
		ID: v.Event.ID, Actor: v.Event.Actor, Category: v.Event.Category,
		Action: v.Event.Action, Description: v.Event.Description,
	}
	require.NoError(t, json.Unmarshal([]byte(v.Nanoseconds), &e.Time))
	if v.Details != nil {
		e.Details = []byte(*v.Details)
	}
	return e
}

func vectors(t testing.TB) []vector {
	file, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var all struct{ Vectors []vector }
	require.NoError(t, json.Unmarshal(file, &all))
	require.NotEmpty(t, all.Vectors)
	return all.Vectors
}

// anEvent draws a random event that can be kept.
func anEvent() *rapid.Generator[event.Event] {
	return rapid.Custom(func(t *rapid.T) event.Event {
		text := rapid.OneOf(rapid.String(), rapid.StringN(120, 135, -1), rapid.SampledFrom([]string{"", "\x00", "system", "😀"}))
		e := event.Event{
			ID:          text.Draw(t, "id"),
			Actor:       text.Draw(t, "actor"),
			Category:    text.Draw(t, "category"),
			Action:      text.Draw(t, "action"),
			Description: text.Draw(t, "description"),
			Time:        event.Time(rapid.Int64().Draw(t, "time")),
		}
		if details := text.Draw(t, "details"); details != "" {
			e.Details = []byte(details)
		}
		return e
	})
}

func TestCanonicalBytesAreThePublishedOnes(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			e := v.event(t)
			require.Equal(t, v.Event.Timestamp, e.Time.String())
			require.NoError(t, e.Validate())
			canonical := e.AppendCanonical(nil)
			require.Equal(t, v.Canonical, hex.EncodeToString(canonical))
			stored := e.AppendStored(nil, v.salt(t))
			require.True(t, bytes.HasSuffix(stored, e.Details))
			back, salt, err := event.DecodeStored(stored)
			require.NoError(t, err)
			require.Equal(t, e, back)
			require.Equal(t, v.salt(t), salt)
		})
	}
}

func TestBytesAreAppended(t *testing.T) {
	for _, v := range vectors(t) {
		e, salt := v.event(t), v.salt(t)
		before := []byte("before")
		require.Equal(t, append([]byte("before"), e.AppendCanonical(nil)...), e.AppendCanonical(before))
		require.Equal(t, append([]byte("before"), e.AppendStored(nil, salt)...), e.AppendStored(before, salt))
		for p := event.What; p <= event.Details; p++ {
			require.Equal(t, append([]byte("before"), e.AppendPart(nil, p)...), e.AppendPart(before, p))
		}
	}
}

func TestStoredBytesGiveBackTheEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, salt := anEvent().Draw(t, "event"), event.NewSalt()
		stored := e.AppendStored(nil, salt)
		leaf, err := event.StoredLeaf(stored)
		require.NoError(t, err)
		require.Equal(t, e.Leaf(salt), leaf)
		back, itsSalt, err := event.DecodeStored(stored)
		require.NoError(t, err)
		require.Equal(t, e, back)
		require.Equal(t, salt, itsSalt)
		// Not even the details share memory with the stored bytes.
		clear(stored)
		require.Equal(t, e, back)
	})
}

func TestDifferentEventsHaveDifferentBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("a\x00\x01")), 0, 3, -1)
		draw := func(name string) event.Event {
			return event.Event{
				ID: letters.Draw(t, name), Actor: letters.Draw(t, name), Category: letters.Draw(t, name),
				Action: letters.Draw(t, name), Description: letters.Draw(t, name),
				Time:    event.Time(rapid.IntRange(0, 1).Draw(t, name)),
				Details: []byte(letters.Draw(t, name)),
			}
		}
		a, b := draw("a"), draw("b")
		same := a.ID == b.ID && a.Actor == b.Actor && a.Category == b.Category &&
			a.Action == b.Action && a.Description == b.Description && a.Time == b.Time
		require.Equal(t, same, bytes.Equal(a.AppendCanonical(nil), b.AppendCanonical(nil)))
		salt := event.NewSalt()
		same = same && bytes.Equal(a.Details, b.Details)
		require.Equal(t, same, bytes.Equal(a.AppendStored(nil, salt), b.AppendStored(nil, salt)))
		require.Equal(t, same, a.Leaf(salt) == b.Leaf(salt))
	})
}

func TestDecodeRefusesEverythingElse(t *testing.T) {
	e := event.Event{ID: "id", Actor: "a", Category: "c", Action: "x", Description: strings.Repeat("d", 200), Time: -1, Details: []byte("{}")}
	stored := e.AppendStored(nil, event.Salt{})
	refused := func(why string, stored []byte) {
		t.Helper()
		_, _, err := event.DecodeStored(stored)
		require.ErrorIs(t, err, event.ErrNotStored, why)
		_, err = event.StoredLeaf(stored)
		require.ErrorIs(t, err, event.ErrNotStored, why)
	}
	for n := range stored {
		refused("cut short", stored[:n])
	}
	refused("a byte too many", append(bytes.Clone(stored), 0))

	after := func(length ...byte) []byte {
		return slices.Concat(stored[:len(event.Salt{})], length, stored[len(event.Salt{})+1:])
	}
	_, _, err := event.DecodeStored(after(2))
	require.NoError(t, err)
	refused("a length in more bytes than it needs", after(0x82, 0))
	refused("a length in many more bytes than it needs", after(0x82, 0x80, 0x80, 0x80, 0))
	refused("a length without end", after(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80))
	refused("a length whose high bits fall off", after(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01))
	refused("a length past the end", after(0xff, 0x7f))
	refused("a length past all memory", after(0xff, 0xff, 0xff, 0xff, 0x7f))
	refused("a length past 64 bits", after(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f))
}

func FuzzDecodeStored(f *testing.F) {
	for _, v := range vectors(f) {
		e := v.event(f)
		stored := e.AppendStored(nil, v.salt(f))
		f.Add(stored)
		f.Add(stored[:len(stored)-1])
		f.Add(append(stored, 0))
	}
	f.Add([]byte(nil))
	f.Add(append(make([]byte, 16), "\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...))
	f.Add(append(make([]byte, 16), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"...))
	f.Fuzz(func(t *testing.T, stored []byte) {
		leaf, failed := event.StoredLeaf(stored)
		e, salt, err := event.DecodeStored(stored)
		require.Equal(t, failed, err)
		if err != nil {
			require.ErrorIs(t, err, event.ErrNotStored)
			return
		}
		require.Equal(t, stored, e.AppendStored(nil, salt))
		require.Equal(t, e.Leaf(salt), leaf)
	})
}

func TestTheKeyIsCategoryDotAction(t *testing.T) {
	require.Equal(t, "api_key.created", (&event.Event{Category: "api_key", Action: "created"}).Key())
}

func TestValidateSaysWhyAnEventCannotBeKept(t *testing.T) {
	good := event.Event{ID: "1", Actor: event.System, Category: "auth", Action: "signin"}
	require.NoError(t, good.Validate())
	for _, f := range []struct {
		name   string
		text   func(*event.Event) *string
		needed bool
	}{
		{"event_id", func(e *event.Event) *string { return &e.ID }, true},
		{"actor", func(e *event.Event) *string { return &e.Actor }, true},
		{"category", func(e *event.Event) *string { return &e.Category }, true},
		{"action", func(e *event.Event) *string { return &e.Action }, true},
		{"description", func(e *event.Event) *string { return &e.Description }, false},
	} {
		with := func(text string) error {
			e := good
			*f.text(&e) = text
			return e.Validate()
		}
		if f.needed {
			require.EqualError(t, with(""), f.name+" is missing or empty")
		} else {
			require.NoError(t, with(""))
		}
		require.NoError(t, with(strings.Repeat("x", event.MaxFieldBytes)))
		require.EqualError(t, with(strings.Repeat("x", event.MaxFieldBytes+1)), f.name+" is longer than 1 MiB")
		require.EqualError(t, with("caf\xe9"), f.name+" is not valid UTF-8")
		require.NoError(t, with("\x00 \u2028 \ufeff \ufffd"))
	}
	long := good
	long.Details = make([]byte, event.MaxFieldBytes)
	require.NoError(t, long.Validate())
	long.Details = make([]byte, event.MaxFieldBytes+1)
	require.EqualError(t, long.Validate(), "details are longer than 1 MiB")
}

func TestValidateAcceptsAnyTextThatIsUTF8(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytes := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		e := event.Event{ID: "1", Actor: "a", Category: "c", Action: "x", Description: string(bytes)}
		require.Equal(t, utf8.Valid(bytes), e.Validate() == nil)
	})
}

func TestARejectionSaysWhereAndWhy(t *testing.T) {
	require.EqualError(t, &event.Rejection{At: "line 12", Reason: "actor is missing or empty"}, "line 12: actor is missing or empty")
}
