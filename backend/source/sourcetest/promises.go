package sourcetest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/source"
	"daybook/backend/source/all"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

// promised tests what holds for an event of every source.
func promised(t *testing.T, s *source.Source, e event.Event) {
	t.Helper()
	require.NoError(t, e.Validate())
	require.GreaterOrEqual(t, e.Time, event.MinTime)
	require.LessOrEqual(t, e.Time, event.MaxTime)
	if s.Exported == nil { // Daybook's own exports come back unchanged, whatever they say
		require.NotEmpty(t, e.Description, "an event is described")
		require.Equal(t, wording.OneLine(e.Description), e.Description, "a description is one line")
		require.LessOrEqual(t, len(e.Description), wording.MaxDescription)
		for _, name := range []string{e.Category, e.Action} {
			require.Equal(t, strings.ToLower(name), name, "a category and an action are in lower case")
			require.NotContains(t, name, " ")
		}
		require.NotContains(t, e.Category, ".", "the category ends at the first full stop of the key")
		require.NotNil(t, e.Details, "there is more to a record than the six fields")
	}
	if e.Details == nil {
		return
	}
	v, fault := strictjson.Parse(e.Details)
	require.Nil(t, fault, "details are strict JSON: %s", e.Details)
	if s.Exported == nil {
		require.Equal(t, string(v.AppendJSON(nil, false)), string(e.Details), "details are JSON without blanks")
		require.Equal(t, []string{"record", "time", "zone"}, v.Keys)
	}
}

// promisedOfRecords tests what holds for the records of every source that are written
// as JSON, in whatever form a file holds them.
func promisedOfRecords(t *testing.T, s *source.Source, records []*strictjson.Value) {
	want := Read(t, lines(records))
	t.Run("belong to no other source", func(t *testing.T) {
		for _, v := range records {
			for _, other := range all.Sources {
				if other == s {
					break // the sources after it are not asked
				}
				require.False(t, other.Owns(v), "%s owns %s", other.ID, v.AppendJSON(nil, false))
			}
		}
	})
	t.Run("say nothing in their details that they do not say", func(t *testing.T) {
		said := make(map[string]bool)
		for _, v := range records {
			leaves(v, func(leaf string) { said[leaf] = true })
			keysOf(v, func(key string) { said[key] = true })
		}
		for _, e := range want.Events {
			if details, fault := strictjson.Parse(e.Details); fault == nil && details.Has("record") {
				leaves(details.Get("record"), func(leaf string) { require.True(t, said[leaf], "%s is in no record", leaf) })
			}
		}
	})
	t.Run("are the same whatever the order of their keys", func(t *testing.T) {
		var turned []*strictjson.Value
		for _, v := range records {
			turned = append(turned, reversed(v))
		}
		got := Read(t, lines(turned))
		require.Equal(t, bare(want.Events), bare(got.Events))
		require.Equal(t, want.Rejected, got.Rejected)
	})
	t.Run("are the same in a wrapper of the source", func(t *testing.T) {
		for _, path := range s.Wrappers {
			var wrapped []*strictjson.Value
			for _, v := range records {
				outer := &strictjson.Value{Kind: strictjson.Object}
				outer.Put(*v, path...)
				wrapped = append(wrapped, outer)
			}
			got := Read(t, lines(wrapped))
			require.Equal(t, s.ID, got.Source)
			require.Equal(t, want.Events, got.Events, path)
		}
	})
	t.Run("are the same in a list of the source", func(t *testing.T) {
		for _, key := range s.Lists {
			got := Read(t, fmt.Sprintf(`{%s:%s}`, Quote(key), listOf(records)))
			require.Equal(t, want.Events, got.Events, key)
			empty, err := open(fmt.Sprintf(`{%s:[]}`, Quote(key)))
			require.NoError(t, err, "a list without records is an export, too")
			require.Equal(t, firstOfList(key).ID, empty.Source)
		}
	})
	t.Run("say that more follows", func(t *testing.T) {
		for _, key := range s.Follows {
			got := Read(t, fmt.Sprintf(`{%s:"x","records":%s}`, Quote(key), listOf(records)))
			require.True(t, got.Incomplete, key)
			require.Contains(t, strings.Join(got.Notes, "\n"), "more follows ("+key+")")
		}
	})
	t.Run("are read in any zone alike where they name theirs", func(t *testing.T) {
		got := Read(t, lines(records), ingest.Options{Zone: Elsewhere})
		for i, e := range want.Events {
			if bytes.Contains(e.Details, []byte(`"zone":"none written`)) {
				continue
			}
			require.Equal(t, e, got.Events[i])
		}
	})
	t.Run("are told from each other", func(t *testing.T) {
		ids := want.IDs()
		slices.Sort(ids)
		require.Len(t, slices.Compact(ids), len(want.Events), "records that differ have ids that differ")
	})
}

// leaves calls do with each value of v that holds no others, as it is written. The
// place of the value is left out, since a source may move it.
func leaves(v *strictjson.Value, do func(leaf string)) {
	for i := range v.Items {
		leaves(&v.Items[i], do)
	}
	if v.Kind != strictjson.Object && v.Kind != strictjson.List {
		do(string(v.AppendJSON(nil, false)))
	}
}

// keysOf calls do with each key in v, as a text of JSON.
func keysOf(v *strictjson.Value, do func(key string)) {
	for _, key := range v.Keys {
		do(Quote(key))
	}
	for i := range v.Items {
		keysOf(&v.Items[i], do)
	}
}

// firstOfList is the first source whose lists stand under a key.
func firstOfList(key string) *source.Source {
	for _, s := range all.Sources {
		if slices.Contains(s.Lists, key) {
			return s
		}
	}
	return nil
}

// reversed is v with the keys of all its objects in the opposite order.
func reversed(v *strictjson.Value) *strictjson.Value {
	turned := &strictjson.Value{Kind: v.Kind, Text: v.Text, Keys: slices.Clone(v.Keys)}
	for i := range v.Items {
		turned.Items = append(turned.Items, *reversed(&v.Items[i]))
	}
	if v.Kind == strictjson.Object {
		slices.Reverse(turned.Keys)
		slices.Reverse(turned.Items)
	}
	return turned
}
