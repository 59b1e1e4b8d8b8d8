package roff

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// awkward is text that roff would take for something else.
const awkward = `.TH is no request here, and 'neither is this.

.dots and \fB backslashes \(em; a-b --long-flag ~/x ^y ` + "`z`" + ` "quoted" … ⟨RLO⟩ 李

Between them:
  .indented  lines   keep
  'their  \spaces "here"
and the text goes on. .Even here, where a line of the page might begin with a dot.
`

func page() *Page {
	p := New("day-book", 1, "2026-11-29", "v1.2.0")
	p.Name("day-book", `a "name" - and it's more`)
	p.Synopsis(Bold("day-book"), Bold("day-book")+" "+Italic(".ARCHIVE"))
	p.Section("A SECTION")
	p.Text(awkward)
	p.Item(Bold("-o")+", "+Bold("--out")+" "+Italic("A|B"), ".meaning of it")
	p.Text("After an item.\n")
	p.Subsection(`A "part"`)
	p.Item(Plain(".term"), awkward)
	return p
}

func TestThePageReadsAsTheTextsWereGiven(t *testing.T) {
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("there is no groff here")
	}
	cmd := exec.Command("groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=72n")
	cmd.Stdin = strings.NewReader(page().String())
	var warnings strings.Builder
	cmd.Stderr = &warnings
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Empty(t, warnings.String())
	read := string(out)
	require.Contains(t, strings.Join(strings.Fields(read), " "), strings.Join(strings.Fields(awkward), " "))
	require.Contains(t, read, "  .indented  lines   keep\n")
	require.Contains(t, read, `  'their  \spaces "here"`)
	require.Contains(t, read, "-o, --out A|B\n")
	require.Contains(t, read, `day-book - a "name" - and it's more`)
	require.Contains(t, read, "day-book .ARCHIVE\n")
	require.Contains(t, read, `A "part"`)
	require.Contains(t, read, "2026-11-29")
	require.Regexp(t, `\n *After an item\.\n`, read)
}

func TestNothingIsToBeComplainedOf(t *testing.T) {
	if _, err := exec.LookPath("mandoc"); err != nil {
		t.Skip("there is no mandoc here")
	}
	cmd := exec.Command("mandoc", "-Tlint", "-Wall")
	cmd.Stdin = strings.NewReader(page().String())
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Empty(t, string(out))
}

func TestWhatWouldBeARequestOrAnEscapeIsMadeHarmless(t *testing.T) {
	require.Equal(t, `a\-b \e \(aq\(dq\(ga\(ha\(ti \[u2026]  c`, escape("a-b \\ '\"`^~ …\n\tc"))
	for line := range strings.Lines(page().String()) {
		line = strings.TrimSuffix(line, "\n")
		require.LessOrEqual(t, len(line), 80)
		require.NotEmpty(t, line)
		require.Equal(t, strings.TrimRight(line, " "), line)
		require.False(t, strings.HasPrefix(line, "'"), "that is a request")
		if strings.HasPrefix(line, ".") {
			require.Regexp(t, `^\.(if|TH|SH|SS|TP|PP|RS|RE|nf|fi|nh|ad l|ss 12 0)`, line)
		}
	}
}
