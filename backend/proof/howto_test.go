package proof_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"daybook/backend/query"
)

// howToParts are the commands and the program that HOW-TO-VERIFY.txt shows.
func howToParts(t *testing.T, text string) (commands []string, program string) {
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "    $ "); ok {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	_, rest, ok := strings.Cut(text, "    # check.py begins\n")
	require.True(t, ok)
	body, _, ok := strings.Cut(rest, "    # check.py ends\n")
	require.True(t, ok)
	for line := range strings.Lines(body) {
		program += strings.TrimPrefix(line, "    ")
	}
	return commands, program
}

// A reader follows HOW-TO-VERIFY.txt to the letter, in one shell.
type reader struct {
	dir, program string
	commands     []string
}

func newReader(t *testing.T, data []byte) *reader {
	r := &reader{dir: t.TempDir()}
	r.commands, r.program = howToParts(t, prooftest.FilesOf(data)[proof.HowToName])
	require.Len(t, r.commands, 17)
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "evidence.zip"), data, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "check.py"), []byte(r.program), 0o600))
	return r
}

// follow runs all commands, one after another, until one fails, and returns what they said.
func (r *reader) follow(number int64) (string, error) {
	script := "set -e -o pipefail\n" + strings.ReplaceAll(strings.Join(r.commands, "\n"), "NUMBER", fmt.Sprint(number)) + "\n"
	return r.shell(script)
}

func (r *reader) shell(script string) (string, error) {
	c := exec.Command("bash", "-c", script)
	c.Dir = r.dir
	out, err := c.CombinedOutput()
	return string(out), err
}

func needTools(t *testing.T) {
	for _, tool := range []string{"bash", "unzip", "sha256sum", "openssl", "python3", "sed", "base64"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
}

// The commands that an auditor is told to type work, one after another, for bundles of every
// kind, and for one event they print its commitments, its leaf and its way to the root.
func TestTheCommandsOfHowToVerifyWork(t *testing.T) {
	needTools(t)
	events := append(prooftest.Samples(60), prooftest.Exhibits()...)
	for i := range events {
		events[i].Description = strings.ReplaceAll(events[i].Description, "\x00", "") // which older Pythons cannot read in CSV
	}
	s := prooftest.NewSource(events)
	witness := prooftest.NewWitness("witness.example/one", 21)
	last := int64(len(events) - 1)
	some := append(pick(rand.New(rand.NewPCG(1, 9)), len(events)-1), last)
	for name, c := range map[string]struct {
		numbers []int64
		change  func(b *export.Bundle)
	}{
		"some": {some, nil},
		"redacted and cosigned": {prooftest.All(len(events)), func(b *export.Bundle) {
			b.Redaction.All = proof.PartsOf(event.Member)
			keys, err := integrity.NewVerifiers(b.Key)
			require.NoError(t, err)
			b.Checkpoint, err = witness.Cosign(b.Checkpoint, keys, prooftest.MadeAt)
			require.NoError(t, err)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.Bundle(c.numbers, query.DefaultOrder())
			if c.change != nil {
				c.change(&b)
			}
			data := prooftest.Written(b)
			r := newReader(t, data)
			out, err := r.follow(last)
			require.NoError(t, err, out)
			require.Equal(t, 2, strings.Count(out, "Signature Verified Successfully"), out)
			require.Equal(t, 10+4+13, strings.Count(out, ": OK\n"), out)
			require.NotContains(t, out, "WARNING")
			require.Equal(t, 3, strings.Count(out, fmt.Sprintf("%d events are proven, of %d in the archive's tree\n", len(c.numbers), len(events))), out)
			require.Contains(t, out, fmt.Sprintf("the history continues the checkpoint of %d events\n", len(events)))

			commitments := events[last].Commitments(s.Salts[last])
			for i, part := range []string{"what", "member", "description", "details"} {
				require.Contains(t, out, fmt.Sprintf("commitment to %s %s\n", part, commitments[i]))
			}
			require.Contains(t, out, fmt.Sprintf("leaf hash %s\n", commitments.Leaf()))
			require.Contains(t, out, fmt.Sprintf(" node 0 %s\n", s.Root))
			require.Equal(t, strings.Contains(prooftest.FilesOf(data)[proof.EventsName], `"what"`), strings.Contains(out, "parts are left out of "), out)
		})
	}
	t.Run("an empty archive", func(t *testing.T) {
		r := newReader(t, prooftest.Written(prooftest.NewSource(nil).Bundle(nil, query.DefaultOrder())))
		r.commands = slices.DeleteFunc(r.commands, func(c string) bool { return strings.Contains(c, "NUMBER") })
		out, err := r.follow(0)
		require.NoError(t, err, out)
		require.Contains(t, out, "0 events are proven")
	})
}

// They find what was changed, and a checkpoint of another history.
func TestTheCommandsOfHowToVerifyFindChanges(t *testing.T) {
	needTools(t)
	s := prooftest.NewSource(prooftest.Samples(60))
	numbers := []int64{3, 7, 48, 59}
	b := s.Bundle(numbers, query.DefaultOrder())
	b.Redaction.Some = map[int64]proof.Parts{48: proof.AllParts}
	good := prooftest.FilesOf(prooftest.Written(b))
	for name, change := range map[string]func(files prooftest.Files){
		"an event": func(f prooftest.Files) {
			f[proof.EventsName] = strings.Replace(f[proof.EventsName], `"event_id":"`, `"event_id":"x`, 1)
		},
		"a commitment": func(f prooftest.Files) {
			f[proof.EventsName] = strings.Replace(f[proof.EventsName], `"commitment":"`, `"commitment":"00`, 1)
		},
		"activity.json": func(f prooftest.Files) {
			f[proof.JSONName] = strings.Replace(f[proof.JSONName], `"actor":"`, `"actor":"x`, 1)
		},
		"activity.csv": func(f prooftest.Files) { f[proof.CSVName] = strings.Replace(f[proof.CSVName], "evt_", "evt_x", 1) },
		"proofs": func(f prooftest.Files) {
			f[proof.ProofsName] = strings.Replace(f[proof.ProofsName], "event ", "node ", 1)
		},
		"a root": func(f prooftest.Files) {
			f[proof.CheckpointName] = prooftest.NewSource(prooftest.Samples(61)[1:]).Kept(60, s.Key)
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := make(prooftest.Files)
			for name, text := range good {
				files[name] = text
			}
			change(files)
			if name == "an event" {
				out, err := newReader(t, files.PackAsWritten()).follow(3)
				require.Error(t, err, out)
				require.Contains(t, out, ": FAILED\n", "as it is, the sums tell")

				files.Resum()
				files.Resign(prooftest.NewKey(prooftest.ArchiveID, 8))
				out, err = newReader(t, files.PackAsWritten()).follow(3)
				require.Error(t, err, out)
				require.NotContains(t, out, ": FAILED\n")
				require.Contains(t, out, "Signature Verification Failure", "with sums made again, the signature tells")
			}
			// Where all is signed by the archive's key, check.py tells.
			r := newReader(t, files.PackAsWritten())
			unpack(t, files, filepath.Join(r.dir, "evidence-x"))
			out, err := r.shell("cd evidence-x && python3 ../check.py")
			require.Error(t, err, out)
		})
	}
	r := newReader(t, good.PackAsWritten())
	_, err := r.follow(3)
	require.NoError(t, err)
	other := prooftest.Samples(60)
	other[1].Description += "."
	for says, kept := range map[string]string{
		"the history continues the checkpoint of":          s.Kept(30, s.Key),
		"the history continues the checkpoint of ":         s.Kept(45, s.Key),
		"the history is not the one of the checkpoint of":  prooftest.NewSource(other).Kept(30, s.Key),
		"the history is not the one of the checkpoint of ": prooftest.NewSource(other).Kept(60, s.Key),
		"there is no proof from a checkpoint of":           s.Kept(31, s.Key),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(r.dir, "kept"), []byte(kept), 0o600))
		out, err := r.shell("cd evidence-* && python3 ../check.py ../kept")
		require.Equal(t, strings.Contains(says, "continues"), err == nil, out)
		require.Contains(t, out, says)
	}
}
