package cli

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A chosen has the values of flags of every kind.
type chosen struct {
	json  bool
	text  string
	list  []string
	plan  string
	count int
	wait  time.Duration
	zone  *time.Location
}

func (c *chosen) flags() []flag {
	return []flag{
		switchFlag("--json", &c.json, ""),
		textFlag("-o", "FILE", &c.text, ""),
		listFlag("--member", "M", &c.list, ""),
		choiceFlag("--plan", &c.plan, []string{"free", "keep"}, ""),
		countFlag("--page", "N", &c.count, 1, 50, ""),
		waitFlag(&c.wait),
		zoneFlag(&c.zone, ""),
	}
}

func TestFlagsStandAnywhereAmongArguments(t *testing.T) {
	groups := [][]string{
		{"a.daybook"}, {"webhook"}, {"-"}, {"--json"}, {"-o", "-"}, {"--member", "ana"}, {"--member=-x"}, {"--plan=free"},
		{"--page", "50"}, {"--wait", "1.5"}, {"--zone", "Europe/Paris"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		shuffled := slices.Clone(groups)
		seed := rapid.Uint64().Draw(rt, "seed")
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		var c chosen
		arguments, err := parseFlags(c.flags(), slices.Concat(shuffled...))
		require.NoError(rt, err)
		require.ElementsMatch(rt, []string{"a.daybook", "webhook", "-"}, arguments)
		require.ElementsMatch(rt, []string{"ana", "-x"}, c.list)
		c.list = nil
		require.Equal(rt, "Europe/Paris", c.zone.String())
		c.zone = nil
		require.Equal(rt, chosen{json: true, text: "-", plan: "free", count: 50, wait: 1500 * time.Millisecond}, c)
	})
}

func TestTwoDashesEndTheFlags(t *testing.T) {
	var c chosen
	arguments, err := parseFlags(c.flags(), []string{"a", "--json", "--", "--json", "-x", "--", "--help"})
	require.NoError(t, err)
	require.True(t, c.json)
	require.Equal(t, []string{"a", "--json", "-x", "--", "--help"}, arguments)
}

func TestWrongFlagsAreRefusedWithTheRemedy(t *testing.T) {
	for words, want := range map[string]string{
		"--jsn":              `there is no flag --jsn here; did you mean --json?`,
		"--memebr=ana":       `there is no flag --memebr here; did you mean --member?`,
		"--everything":       `there is no flag --everything here`,
		"-test":              `there is no flag -test here; a word that starts with - goes behind --, or into a quoted argument`,
		"-json":              `there is no flag -json here; did you mean --json?`,
		"--json=true":        `--json takes no value`,
		"--member":           `--member needs a value: --member M`,
		"--member=":          `--member needs a value: --member M`,
		"--member --json":    `--member needs a value, and --json looks like a flag; if it is the value, write --member=--json`,
		"--json --json":      `--json is given twice`,
		"-o a -o b":          `-o is given twice`,
		"--plan gold":        `--plan "gold": it is one of free, keep`,
		"--page 0":           `--page "0": it is a whole number from 1 to 50`,
		"--page 51":          `--page "51": it is a whole number from 1 to 50`,
		"--page 1.5":         `--page "1.5": it is a whole number from 1 to 50`,
		"--zone Mars/Base":   `--zone "Mars/Base": it is no time zone; write UTC, local, or a name such as Europe/Paris`,
		"--zone ../etc":      `--zone "../etc": it is no time zone; write UTC, local, or a name such as Europe/Paris`,
		"--wait soon":        `--wait "soon": it is a number of seconds, or a time such as 90s or 5m, up to 24h`,
		"--wait=-1":          `--wait "-1": it is a number of seconds, or a time such as 90s or 5m, up to 24h`,
		"--wait 25h":         `--wait "25h": it is a number of seconds, or a time such as 90s or 5m, up to 24h`,
		"--wait NaN":         `--wait "NaN": it is a number of seconds, or a time such as 90s or 5m, up to 24h`,
		"--page 2 --jsn --x": `there is no flag --jsn here; did you mean --json?`,
	} {
		var c chosen
		_, err := parseFlags(c.flags(), strings.Fields(words))
		var usage *usageError
		require.ErrorAs(t, err, &usage, words)
		require.Equal(t, want, err.Error(), words)
	}
}

func TestHelpIsAskedForAnywhereButBehindTwoDashes(t *testing.T) {
	for _, words := range []string{"--help", "a -h", "a --json --help"} {
		var c chosen
		_, err := parseFlags(c.flags(), strings.Fields(words))
		require.ErrorIs(t, err, errHelp, words)
	}
}

func TestWaitTakesSecondsAndTimes(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"2": 2 * time.Second, "0.5": 500 * time.Millisecond, "90s": 90 * time.Second, "5m": 5 * time.Minute, "24h": 24 * time.Hour,
		"0": time.Nanosecond, // not the archive's default
	} {
		got, err := parseWait(s)
		require.NoError(t, err, s)
		require.Equal(t, want, got, s)
	}
}

func TestZonesOfEveryKind(t *testing.T) {
	for name, want := range map[string]string{
		"UTC": "UTC", "utc": "UTC", "Europe/Paris": "Europe/Paris", "America/St_Johns": "America/St_Johns",
	} {
		zone, err := loadZone(name)
		require.NoError(t, err)
		require.Equal(t, want, zone.String())
	}
}

func TestDistanceCountsSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"", "ab", 2}, {"search", "serach", 2}, {"import", "imports", 1}, {"kitten", "sitting", 3}} {
		require.Equal(t, c.want, distance(c.a, c.b), c.a)
		require.Equal(t, c.want, distance(c.b, c.a), c.b)
	}
}

func FuzzFlags(f *testing.F) {
	for _, s := range []string{"a --json -o - b", "--member=\x00 -- x", "--", "-", "--=", "=", "--wait 1e309h", "--page 99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		var c chosen
		words := strings.Split(line, " ")
		arguments, err := parseFlags(c.flags(), words)
		var usage *usageError
		switch {
		case err == errHelp:
		case err != nil:
			require.ErrorAs(t, err, &usage)
			require.NotEmpty(t, usage.text)
		default: // no argument is invented, and none looks like a flag
			end := slices.Index(words, "--")
			for i, argument := range arguments {
				require.Contains(t, words, argument)
				if strings.HasPrefix(argument, "-") && argument != "-" {
					require.GreaterOrEqual(t, end, 0, "%d: %q", i, argument)
				}
			}
		}
	})
}
