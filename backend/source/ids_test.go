package source

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/strictjson"
)

func object1(key, s string) *strictjson.Value {
	return &strictjson.Value{Kind: strictjson.Object, Keys: []string{key}, Items: []strictjson.Value{{Kind: strictjson.Text, Text: s}}}
}

func TestRecordsWithoutAnIDAreNamedByTheirContent(t *testing.T) {
	n := newIDs("github")
	// The first 16 hexadecimal digits of the SHA-256 of {"a":"b"}.
	require.Equal(t, "github-db4a7ecb114bc66c", n.ByContent(object1("a", "b")))
	require.Equal(t, "github-db4a7ecb114bc66c~2", n.ByContent(object1("a", "b")))
	require.NotEqual(t, "github-db4a7ecb114bc66c", n.ByContent(object1("a", "c")))
	require.Equal(t, "github-db4a7ecb114bc66c~3", n.ByContent(object1("a", "b")))
}

func TestTheOrderOfKeysAndBlanksAndEscapesAreNoContent(t *testing.T) {
	id := func(s string) string {
		v, err := strictjson.Parse([]byte(s))
		require.Nil(t, err)
		return newIDs("x").ByContent(v)
	}
	require.Equal(t, id(`{"a":"é/","b":{"d":1,"c":[1,2]}}`), id(` {"b" : {"c":[1, 2],"d":1}, "\u0061":"\u00e9\/" }`))
	require.NotEqual(t, id(`{"a":1}`), id(`{"a":1.0}`))
	require.NotEqual(t, id(`{"a":[1,2]}`), id(`{"a":[2,1]}`))
	require.NotEqual(t, id(`{"a":"1"}`), id(`{"a":1}`))
}

func TestARepeatedIDOfOtherContentIsNumbered(t *testing.T) {
	n := newIDs("github")
	require.Equal(t, "x", n.ByID("x", object1("a", "1")))
	require.Equal(t, "x", n.ByID("x", object1("a", "1")), "the same record again is the same event")
	require.Equal(t, "x~2", n.ByID("x", object1("a", "2")))
	require.Equal(t, "x~3", n.ByID("x", object1("a", "3")))
	require.Equal(t, "x~2", n.ByID("x", object1("a", "2")))
	require.Equal(t, "x", n.ByID("x", object1("a", "1")))
	require.Equal(t, "y", n.ByID("y", object1("a", "2")))
}

func TestASetHoldsWhatWasAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s set
		want := make(map[uint64]bool)
		value := rapid.OneOf(rapid.Uint64(), rapid.Uint64Range(0, 50), rapid.Map(rapid.Uint64Range(0, 50), func(x uint64) uint64 { return x << 56 }))
		for _, x := range rapid.SliceOfN(value, 0, 3000).Draw(t, "values") {
			require.Equal(t, !want[x], s.add(x))
			want[x] = true
		}
	})
	var s set
	for i := range uint64(100_000) {
		require.True(t, s.add(i))
	}
	require.LessOrEqual(t, len(s.slots), 1<<18)
}
