package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
)

// as makes a person the user of the computer that commands run on: each has a folder for
// settings and keys of their own.
func (s *shell) as(who string) { s.t.Setenv("DAYBOOK_CONFIG", filepath.Join(s.dir, "home of "+who)) }

func (s *shell) file(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(s.t, err)
	return string(data)
}

// owned makes an archive of the officer with some events, and saves a checkpoint.
func (s *shell) owned() {
	s.t.Helper()
	s.as("the officer")
	s.does("new", "a.daybook", "--plan", "keep")
	s.write("one.json", `[`+feedEvent("e1")+`,`+feedEvent("e2")+`,`+feedEvent("e3")+`]`)
	s.does("import", "a.daybook", "one.json")
	s.does("checkpoint", "a.daybook", "-o", "a.checkpoint")
}

func feedEvent(id string) string {
	return `{"event_id":"` + id + `","actor":"ann@example.com","category":"api_key","action":"created","description":"made a key","timestamp":"2026-11-01T10:00:00Z"}`
}

// part reads a line of JSON, of which only some fields are looked at.
func part[T any](t *testing.T, line string) (v T) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(line), &v))
	return v
}

// verified requires that an archive verifies, and returns its root.
func (s *shell) verified(archive string) string {
	s.t.Helper()
	v := part[struct {
		OK   bool
		Root string
	}](s.t, s.does("verify", archive, "--json"))
	require.True(s.t, v.OK)
	return v.Root
}

type cosignedAnswer struct {
	Origin, Root, Key, File string
	Size                    int64
	Claimed                 bool
	New                     *bool
	By                      []struct {
		Name, Key string
		Time      time.Time
	}
	Others []string
}

// TestACheckpointGoesToAWitnessAndComesBack is the whole way: the officer saves, Ann
// cosigns twice, Bob once, the officer takes all of it back, and a proof carries it.
func TestACheckpointGoesToAWitnessAndComesBack(t *testing.T) {
	s := newShell(t)
	s.owned()
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "a.checkpoint"), "nobody cosigned it")

	s.as("Ann")
	require.Contains(t, s.fails("checkpoint", "--cosign", "a.checkpoint"), "--as witness/NAME")
	r := s.run("checkpoint", "--cosign", "a.checkpoint", "--as", "witness/ann", "--json")
	require.Zero(t, r.code, r.err)
	require.Contains(t, r.err, "nobody but the checkpoint itself says that its archive signs with this key")
	ann := part[cosignedAnswer](t, r.out)
	require.EqualValues(t, 3, ann.Size)
	require.True(t, ann.Claimed)
	require.Equal(t, filepath.Join(s.dir, "a.cosigned.checkpoint"), ann.File)
	require.Equal(t, "witness/ann", ann.By[0].Name)
	require.Equal(t, s.now, ann.By[0].Time)
	require.Contains(t, s.fails("checkpoint", "--cosign", "a.checkpoint"), "a.cosigned.checkpoint is there already")
	s.write("ann.pub", ann.By[0].Key+"\n")

	s.as("Bob")
	s.does("checkpoint", "--cosign", "a.cosigned.checkpoint", "--as", "witness/bob", "-o", "both.checkpoint")
	bob := part[cosignedAnswer](t, s.does("checkpoint", "--cosign", "a.checkpoint", "--json", "-o", "bob.checkpoint"))
	require.False(t, bob.Claimed, "he has cosigned one of it before")

	s.as("the officer")
	require.Equal(t, s.verified("a.daybook"), ann.Root)
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint"), "no witness that this archive knows cosigned it: it is cosigned by witness/ann, key "+integrity.KeyID(ann.By[0].Key))
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint", "--witness", bob.By[0].Key), "the witness that you named did not cosign it: witness/bob")
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint", "--witness", "one.json"), "one.json is no key of that kind")
	require.Contains(t, s.does("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint", "--witness", "ann.pub"), "Took back the checkpoint of 3 events, cosigned by witness/ann")
	require.Contains(t, s.does("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint"), "The archive has this already")
	r = s.run("checkpoint", "a.daybook", "--take", "both.checkpoint")
	require.Zero(t, r.code)
	require.Contains(t, r.out, "has this already")
	require.Contains(t, r.err, "it has a signature of witness/bob, key "+integrity.KeyID(bob.By[0].Key)+" too, whom the archive does not know")
	taken := part[cosignedAnswer](t, s.does("checkpoint", "a.daybook", "--take", "both.checkpoint", "--witness", bob.By[0].Key, "--json"))
	require.True(t, *taken.New)
	require.Len(t, taken.By, 2)
	require.Contains(t, s.does("journal", "a.daybook"), "Took back the checkpoint of 3 events, cosigned by witness/ann (key "+integrity.KeyID(ann.By[0].Key)+"), witness/bob")
	require.Contains(t, s.does("info", "a.daybook"), "cosigned   3 events, by witness/ann (key ")

	// A proof carries the cosignatures.
	require.Contains(t, s.does("proof", "a.daybook", "1"), "event-1.tlog-proof: event number 1, leaf ")
	proof := s.file("event-1.tlog-proof")
	require.Contains(t, proof, "\n— witness/ann ")
	require.Contains(t, proof, "\n— witness/bob ")
	require.Contains(t, s.does("check-file", "a.daybook", "event-1.tlog-proof"), "Wrote the proof of one event to ")

	// More comes, and the next checkpoint proves that it continues what Ann cosigned.
	s.write("two.json", `[`+feedEvent("e4")+`,`+feedEvent("e5")+`]`)
	s.does("import", "a.daybook", "two.json")
	s.now = s.now.Add(24 * time.Hour)
	s.does("checkpoint", "a.daybook", "-o", "b.checkpoint")
	require.Contains(t, s.file("b.checkpoint"), "\nsince 3 ")
	proved := part[struct {
		Size int64
		Leaf string
		By   []any
	}](t, s.does("proof", "a.daybook", "4", "--json"))
	require.EqualValues(t, 5, proved.Size)
	require.Empty(t, proved.By, "nobody cosigned that yet")
	s.as("Ann")
	require.Contains(t, s.does("checkpoint", "--cosign", "b.checkpoint"), "It continues the one of 3 events that you cosigned on 2026-11-22")
	require.Contains(t, s.fails("checkpoint", "--cosign", "a.checkpoint", "-o", "again.checkpoint"), "fewer events than one of the same archive that you cosigned")
	s.as("the officer")
	s.does("checkpoint", "a.daybook", "--take", "b.cosigned.checkpoint")
	s.does("checkpoint", "a.daybook", "--take", "bob.checkpoint") // of then, late
	info := part[struct{ Cosigned cosignedAnswer }](t, s.does("info", "a.daybook", "--json"))
	require.EqualValues(t, 5, info.Cosigned.Size, "the largest")
	require.Len(t, info.Cosigned.By, 1)
	s.verified("a.daybook")
}

func TestAWitnessRefusesWhatDoesNotContinue(t *testing.T) {
	s := newShell(t)
	s.owned()
	key := part[struct{ Key string }](t, s.does("key", "a.daybook", "--json")).Key
	s.as("Ann")
	s.does("checkpoint", "--cosign", "a.checkpoint", "--as", "witness/ann", "--key", key)
	require.Contains(t, s.fails("checkpoint", "--cosign", "a.checkpoint", "--as", "witness/bob", "-o", "x"), "you cosign under another name here: witness/ann; leave --as out")
	require.Contains(t, s.fails("checkpoint", "--cosign", "one.json"), "one.json is no checkpoint")
	require.Contains(t, s.fails("checkpoint", "--cosign", "none"), "there is no file none")
	require.Contains(t, s.fails("checkpoint", "--cosign", "a.checkpoint", "--key", "one.json", "-o", "x"), "one.json is no key of that kind")
	s.write("changed.checkpoint", strings.Replace(s.file("a.checkpoint"), "\n3\n", "\n4\n", 1))
	require.Contains(t, s.fails("checkpoint", "--cosign", "changed.checkpoint"), "not signed by the key that it should be")

	s.as("the officer") // who never takes back what Ann cosigned
	s.write("two.json", `[`+feedEvent("e4")+`]`)
	s.does("import", "a.daybook", "two.json")
	s.does("checkpoint", "a.daybook", "-o", "b.checkpoint")
	require.Contains(t, s.fails("checkpoint", "a.daybook", "-o", "c.checkpoint", "--since", "9"), "there is no checkpoint of so many events")
	s.does("checkpoint", "a.daybook", "-o", "c.checkpoint", "--since", "3")
	s.does("key", "a.daybook", "--new", "--reason", "a new laptop")
	s.does("checkpoint", "a.daybook", "-o", "d.checkpoint", "--since", "3")
	other := part[struct{ Key string }](t, s.does("key", "a.daybook", "--json")).Key
	s.as("Ann")
	require.Contains(t, s.fails("checkpoint", "--cosign", "b.checkpoint"), "it does not prove that it continues the one of 3 events that you cosigned; ask for one that does")
	require.Contains(t, s.fails("checkpoint", "--cosign", "d.checkpoint"), "signed with another key than the one")
	s.does("checkpoint", "--cosign", "c.checkpoint")
	s.does("checkpoint", "--cosign", "d.checkpoint", "--key", other)
	s.as("the officer")
	s.verified("a.daybook")
}

func TestACosignedCheckpointOfAnotherArchiveIsNotTaken(t *testing.T) {
	s := newShell(t)
	s.owned()
	s.does("new", "b.daybook")
	s.does("checkpoint", "b.daybook", "-o", "b.checkpoint")
	s.as("Ann")
	key := part[cosignedAnswer](t, s.does("checkpoint", "--cosign", "b.checkpoint", "--as", "witness/ann", "--json")).By[0].Key
	s.does("checkpoint", "--cosign", "a.checkpoint")
	s.as("the officer")
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "b.cosigned.checkpoint", "--witness", key), "it is no checkpoint that this archive continues")
	signed := s.file("a.cosigned.checkpoint")
	at := len(signed) - 20 // in the cosignature, which is the last line
	other := "A"
	if signed[at] == 'A' {
		other = "B"
	}
	s.write("changed.checkpoint", signed[:at]+other+signed[at+1:])
	require.Contains(t, s.fails("checkpoint", "a.daybook", "--take", "changed.checkpoint", "--witness", key), "not cosigned by the witness that it names")
	s.does("checkpoint", "a.daybook", "--take", "a.cosigned.checkpoint", "--witness", key)
	s.verified("a.daybook")
	s.verified("b.daybook")
}

func TestTheReminderOfACheckpointIsCalm(t *testing.T) {
	s := newShell(t)
	s.as("the officer")
	s.does("new", "a.daybook", "--plan", "keep")
	reminded := func(days int) bool {
		t.Helper()
		s.now = someDay.Add(time.Duration(days) * 24 * time.Hour)
		text := strings.Contains(s.does("info", "a.daybook"), "  remember   ")
		d := part[struct {
			Overdue *struct{ Days int } `json:"checkpoint_overdue"`
		}](t, s.does("info", "a.daybook", "--json"))
		require.Equal(t, text, d.Overdue != nil)
		return text
	}
	require.False(t, reminded(100), "there is nothing in it")
	s.write("one.json", `[`+feedEvent("e1")+`]`)
	s.does("import", "a.daybook", "one.json")
	require.False(t, reminded(129))
	require.True(t, reminded(130), "nothing ever left")
	require.Contains(t, s.does("info", "a.daybook"), "No checkpoint of this archive was ever saved elsewhere, and its first import was 30 days ago. Save one: daybook checkpoint a.daybook -o FILE")
	s.does("checkpoint", "a.daybook", "-o", "a.checkpoint")
	require.False(t, reminded(400), "nothing has changed since")
	s.write("two.json", `[`+feedEvent("e2")+`]`)
	s.does("import", "a.daybook", "two.json")
	require.True(t, reminded(401))
	require.Contains(t, s.does("info", "a.daybook"), "The last checkpoint left this computer 271 days ago, and the archive has changed since.")
	s.does("export", "a.daybook", "--format", "bundle", "-o", "evidence.zip")
	require.False(t, reminded(500), "a bundle has the checkpoint of its moment")
	s.now = someDay
	s.verified("a.daybook")
}

func TestProofsAreOfEventsThatAreThere(t *testing.T) {
	s := newShell(t)
	s.owned()
	require.Contains(t, s.misuses("proof", "a.daybook"), "it needs an archive and the number of an event")
	require.Contains(t, s.misuses("proof", "a.daybook", "-o", "x", "e1"), "e1 is no number of an event")
	require.Contains(t, s.misuses("proof", "a.daybook", "1", "2"), "2 is one word too many")
	require.Contains(t, s.misuses("proof", "a.daybook", "1", "-o", "-", "--json"), "cannot both go to standard output")
	require.Contains(t, s.fails("proof", "a.daybook", "3"), "there is no event number 3 in the archive")
	s.does("proof", "a.daybook", "0", "-o", "p")
	require.Contains(t, s.fails("proof", "a.daybook", "0", "-o", "p"), "p is there already")
	require.Equal(t, s.file("p"), s.does("proof", "a.daybook", "0", "-o", "-"))
	p, err := integrity.ParseProof(s.file("p"))
	require.NoError(t, err)
	require.Zero(t, p.Index)
	require.Len(t, p.Hashes, 2)

	s.now = someDay.Add(400 * 24 * time.Hour)
	s.does("plan", "a.daybook", "enterprise", "--yes")
	s.does("purge", "a.daybook", "--yes")
	require.Contains(t, s.fails("proof", "a.daybook", "0", "-o", "q"), "or it was purged")
	s.verified("a.daybook")
}

func TestCheckpointSaysWhatItsFlagsAreFor(t *testing.T) {
	s := newShell(t)
	for _, c := range [][2]string{
		{"checkpoint a.daybook", "it needs one of"}, {"checkpoint a.daybook --take x --cosign y", "it needs one of"}, {"checkpoint a.daybook -o x --take y", "it needs one of"},
		{"checkpoint a.daybook -o x --witness k", "--witness is for --take"}, {"checkpoint a.daybook -o x --as k", "--as and --key are for --cosign"},
		{"checkpoint a.daybook --take x --since 3", "--since is for saving"}, {"checkpoint --take x", "it needs an archive"}, {"checkpoint --cosign x -o - --json", "cannot both"},
	} {
		require.Contains(t, s.misuses(strings.Fields(c[0])...), c[1], c[0])
	}
}
