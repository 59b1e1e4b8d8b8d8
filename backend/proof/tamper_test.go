package proof_test

import (
	"archive/zip"
	"bytes"
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/export"
	"daybook/backend/query"
)

func manyBundles(t *testing.T) (all []*prooftest.Source, bundles []export.Bundle) {
	r := rand.New(rand.NewPCG(2, 2))
	for i := range 5 {
		s := prooftest.NewSource(append(prooftest.Samples(20+r.IntN(60)), prooftest.Exhibits()...))
		all = append(all, s)
		bundles = append(bundles, s.Bundle(pick(r, len(s.Events)), orders[i]))
	}
	return all, bundles
}

func TestABundleWithOneBitOfItsZipChangedIsRefusedWhereItMatters(t *testing.T) {
	_, bundles := manyBundles(t)
	r := rand.New(rand.NewPCG(3, 3))
	var originals [][]byte
	var contents []map[string]string
	for _, b := range bundles {
		originals = append(originals, prooftest.Written(b))
		content, err := lenient(originals[len(originals)-1])
		require.NoError(t, err)
		contents = append(contents, content)
	}
	matter, all := 0, rounds(2000, 200)
	for i := range all {
		data := slices.Clone(originals[i%len(bundles)])
		at := r.IntN(8 * len(data))
		data[at/8] ^= 1 << (at % 8)
		v := verify(t, data, proof.Expected{})
		got, err := lenient(data)
		if err != nil || !maps.Equal(contents[i%len(bundles)], got) {
			matter++
			require.False(t, v.Whole(), "bit %d", at)
			require.NotEmpty(t, v.Problems)
		}
	}
	t.Logf("%d of %d bits mattered to a reader of zips, and all of these were refused", matter, all)
	require.Greater(t, matter, all*9/10)
}

func TestABundleWithOneBitOfAFileChangedIsRefusedAndTheFileNamed(t *testing.T) {
	_, bundles := manyBundles(t)
	r := rand.New(rand.NewPCG(4, 4))
	var originals []prooftest.Files
	for _, b := range bundles {
		originals = append(originals, prooftest.FilesOf(prooftest.Written(b)))
	}
	refused := map[string]int{}
	for i := range rounds(2000, 120) {
		files := maps.Clone(originals[i%len(bundles)])
		name := prooftest.Names[i%len(prooftest.Names)]
		text := []byte(files[name])
		at := r.IntN(8 * len(text))
		text[at/8] ^= 1 << (at % 8)
		files[name] = string(text)
		v := verify(t, files.Pack(), proof.Expected{})
		require.False(t, v.Whole(), "%s, bit %d", name, at)
		require.True(t, slices.ContainsFunc(v.Problems, func(p string) bool { return strings.HasPrefix(p, name) }), "%s, bit %d: %q", name, at, v.Problems)
		refused[name]++
	}
	t.Logf("refused with a bit changed, by file: %v", refused)
}

// An edit changes the events of one file or of all.
type edit struct {
	name string
	// of changes the records and says how the event is named in the problem.
	of func(r *rand.Rand, lines []string) (changed []string, at int)
}

var edits = []edit{
	{"removed", func(r *rand.Rand, lines []string) ([]string, int) {
		at := r.IntN(len(lines))
		return slices.Delete(slices.Clone(lines), at, at+1), at
	}},
	{"changed", func(r *rand.Rand, lines []string) ([]string, int) {
		at := r.IntN(len(lines))
		lines = slices.Clone(lines)
		lines[at] = strings.Replace(lines[at], "2", "3", 1)
		return lines, at
	}},
	{"exchanged", func(r *rand.Rand, lines []string) ([]string, int) {
		at := r.IntN(len(lines) - 1)
		lines = slices.Clone(lines)
		lines[at], lines[at+1] = lines[at+1], lines[at]
		return lines, at
	}},
	{"added", func(r *rand.Rand, lines []string) ([]string, int) {
		at := r.IntN(len(lines))
		return slices.Insert(slices.Clone(lines), at, strings.Replace(lines[at], "evt_", "evt_x", 1)), at
	}},
}

// recordsOf cuts a file into its records, which have no line end within.
func recordsOf(name, text string) (before string, records []string, after string) {
	switch name {
	case "activity.json":
		return "[\n", strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "[\n"), "\n]\n"), ",\n"), "\n]\n"
	case "activity.csv":
		head, rest, _ := strings.Cut(text, "\r\n")
		return head + "\r\n", strings.Split(strings.TrimSuffix(rest, "\r\n"), "\r\n"), "\r\n"
	}
	return "", strings.Split(strings.TrimSuffix(text, "\n"), "\n"), "\n"
}

func joined(name, before string, records []string, after string) string {
	between := map[string]string{"activity.json": ",\n", "activity.csv": "\r\n", "events.jsonl": "\n"}[name]
	return before + strings.Join(records, between) + after
}

func TestABundleWithOneEventRemovedAddedChangedOrSwappedIsRefusedAndTheEventNamed(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(80))
	r := rand.New(rand.NewPCG(5, 5))
	refused := map[string]int{}
	for i := range rounds(4000, 96) {
		e := edits[i%len(edits)]
		name := proof.DataNames[i/len(edits)%3]
		b := s.Bundle(append(pick(r, 79), 79), orders[r.IntN(len(orders))])
		files := prooftest.FilesOf(prooftest.Written(b))
		_, lines, _ := recordsOf("events.jsonl", files["events.jsonl"])
		if len(lines) < 2 {
			continue
		}
		before, records, after := recordsOf(name, files[name])
		changed, at := e.of(r, records)
		files[name] = joined(name, before, changed, after)
		if r.IntN(2) == 0 {
			resummed(files, len(lines)) // other faults come second
		}
		v := verify(t, files.Pack(), proof.Expected{})
		require.False(t, v.Whole())
		all := strings.Join(v.Problems, "\n")
		require.Contains(t, all, name+": ", "%s in %s", e.name, name)
		require.Contains(t, all, e.names(name, lines, at), "%s in %s at %d", e.name, name, at)
		refused[e.name+" in "+name]++
	}
	t.Logf("refused with an event: %v", refused)
}

// names returns the name in a problem of the event at that place.
func (e edit) names(file string, lines []string, at int) string {
	var line struct {
		Number int
		ID     string `json:"event_id"`
	}
	if err := json.Unmarshal([]byte(lines[at]), &line); err != nil {
		panic(err)
	}
	if e.name == "removed" && file == "events.jsonl" {
		return fmt.Sprintf("event number %d was removed", line.Number)
	}
	named := fmt.Sprintf("event number %d (%q)", line.Number, line.ID)
	switch {
	case e.name == "exchanged" && file != "events.jsonl":
		return named + " and the event after it were exchanged"
	case e.name == "exchanged":
		return named + " is out of order"
	case e.name == "added" && file != "events.jsonl":
		return fmt.Sprintf("an event (%q) was added before %s", strings.Replace(line.ID, "evt_", "evt_x", 1), named)
	case e.name == "added":
		return named + " is there twice"
	case e.name == "changed" && file == "events.jsonl":
		return "was " // changed, or added if it was its number that changed
	}
	return named + " was " + e.name
}

// Somebody without the key who changes all files alike is found by signature,
// proofs and root.
func TestAnEventChangedInAllFilesAlikeIsRefused(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(80))
	r := rand.New(rand.NewPCG(6, 6))
	refused := 0
	for i := range rounds(1000, 18) {
		numbers := append(pick(r, 79), 79)
		good := prooftest.FilesOf(prooftest.Written(s.Bundle(numbers, query.DefaultOrder())))
		other := prooftest.NewSource(slices.Clone(s.Events))
		switch i % 3 {
		case 0: // an event changed, as if it had always been so
			at := numbers[r.IntN(len(numbers))]
			other.Events[at].Description += "."
			other = prooftest.NewSource(other.Events)
		case 1: // one more
			numbers = slices.Compact(slices.Sorted(slices.Values(append(numbers, int64(r.IntN(79))))))
			if len(numbers) == strings.Count(good["events.jsonl"], "\n") {
				continue
			}
		case 2: // one less
			if len(numbers) == 1 {
				continue
			}
			numbers = slices.Delete(numbers, 0, 1)
		}
		files := prooftest.FilesOf(prooftest.Written(other.Bundle(numbers, query.DefaultOrder())))
		for _, name := range []string{"checkpoint", "statement.dsse.json"} { // which need the key
			files[name] = good[name]
		}
		v := verify(t, files.Pack(), proof.Expected{})
		require.False(t, v.Whole())
		require.Contains(t, v.Problems, "manifest.json was changed: it is not the one that was signed")
		if i%3 == 0 {
			require.Contains(t, strings.Join(v.Problems, "\n"), "proofs: it leads to another root than that of the checkpoint")
		}
		refused++
	}
	t.Logf("%d refused", refused)
}

// Anybody with a key can sign a bundle; but it is another key.
func TestABundleSignedWithAnotherKeyIsRefusedWhereTheKeyIsKnown(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(30))
	forged := prooftest.NewSource(prooftest.Samples(30))
	forged.Events[3].Description = "nothing happened"
	forged = prooftest.NewSource(forged.Events)
	forged.Key = prooftest.NewKey(prooftest.ArchiveID, 8)
	data := prooftest.Written(forged.Bundle([]int64{2, 3}, query.DefaultOrder()))
	require.True(t, verify(t, data, proof.Expected{}).Whole())
	require.False(t, verify(t, data, proof.Expected{Key: s.Key.Verifier()}).Whole())
}

func TestWhatIsNoBundleIsRefusedWithItsReason(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(30))
	b := s.Bundle([]int64{2, 3, 9}, query.DefaultOrder())
	good := prooftest.Written(b)
	change := func(do func(files prooftest.Files)) []byte {
		files := prooftest.FilesOf(good)
		do(files)
		return files.Pack()
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":      {nil, "the file is no zip, or damaged"},
		"text":         {[]byte("event_id,actor\r\n"), "the file is no zip, or damaged"},
		"half":         {good[:len(good)/2], "the file is no zip, or damaged"},
		"before it":    {append([]byte("MZ"), good...), "the zip is damaged, or something is hidden in it"},
		"after it":     {append(slices.Clone(good), "more"...), "or something is hidden in it, behind its directory"},
		"another file": {change(func(f prooftest.Files) { f["invoice.exe"] = "MZ" }), `"invoice.exe" was added: a bundle has no such file`},
		"a path":       {change(func(f prooftest.Files) { f["../../.bashrc"] = "" }), `"../../.bashrc" was added`},
		"a folder":     {change(func(f prooftest.Files) { f["more/"] = "" }), `"more/" was added`},
		"one missing":  {change(func(f prooftest.Files) { delete(f, "activity.csv") }), "activity.csv is missing"},
		"no signature": {change(func(f prooftest.Files) { f["statement.dsse.json"] = "" }), "statement.dsse.json: it is not written as Daybook writes it, or is of another key than key.pub"},
		"no events":    {change(func(f prooftest.Files) { f["events.jsonl"] = "" }), "events.jsonl: event number 2 was removed"},
		"no proofs":    {change(func(f prooftest.Files) { f["proofs"] = "" }), "proofs: it ends after line 0, before all is said"},
		"no nodes":     {change(func(f prooftest.Files) { f["proofs"], _, _ = strings.Cut(f["proofs"], "node") }), "proofs: it ends after line"},
		"more nodes":   {change(func(f prooftest.Files) { f["proofs"] += f["proofs"][strings.LastIndex(f["proofs"], "node"):] }), "proofs: line"},
		"newer": {change(func(f prooftest.Files) {
			f["manifest.json"] = strings.Replace(f["manifest.json"], `"version": 2`, `"version": 3`, 1)
		}), "manifest.json: it is of version 3, and this program reads version 2; use a newer Daybook"},
		"said twice": {change(func(f prooftest.Files) {
			f["manifest.json"] = strings.Replace(f["manifest.json"], `"version": 2,`, `"version": 2, "version": 2,`, 1)
		}), "manifest.json: it is not written as Daybook writes it"},
		"other json":    {change(func(f prooftest.Files) { f["manifest.json"] = "[]" }), "manifest.json: it cannot be read"},
		"a long line":   {change(func(f prooftest.Files) { f["activity.csv"] = "\ufeff" + strings.Repeat("a", 1<<20) }), "activity.csv: "},
		"cut csv":       {change(func(f prooftest.Files) { f["activity.csv"] = f["activity.csv"][:len(f["activity.csv"])-9] }), "activity.csv: "},
		"another order": {change(func(f prooftest.Files) { f["activity.json"] = strings.Replace(f["activity.json"], ",\n", "\n", 1) }), "activity.json: it is not written as Daybook writes it"},
	} {
		t.Run(name, func(t *testing.T) {
			v := verify(t, c.data, proof.Expected{})
			require.False(t, v.Whole())
			require.Contains(t, strings.Join(v.Problems, "\n"), c.says)
		})
	}
	t.Run("twice", func(t *testing.T) {
		var data bytes.Buffer
		z := zip.NewWriter(&data)
		files := prooftest.FilesOf(good)
		for _, name := range append(slices.Clone(prooftest.Names), "report.html") {
			w, err := z.Create("evidence/" + proof.Path(name))
			require.NoError(t, err)
			_, err = io.WriteString(w, files[name])
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		require.Contains(t, verify(t, data.Bytes(), proof.Expected{}).Problems, "report.html is there twice")
	})
	t.Run("behind a file's data", func(t *testing.T) {
		var data bytes.Buffer
		z := zip.NewWriter(&data)
		r, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
		require.NoError(t, err)
		for _, f := range r.File {
			raw, err := f.OpenRaw()
			require.NoError(t, err)
			text, err := io.ReadAll(raw)
			require.NoError(t, err)
			h := f.FileHeader
			if path.Base(f.Name) == "proofs" {
				text = append(text, "hidden"...)
				h.CompressedSize64 += 6
			}
			w, err := z.CreateRaw(&h)
			require.NoError(t, err)
			_, err = w.Write(text)
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		_, err = lenient(data.Bytes())
		require.NoError(t, err)
		require.Contains(t, strings.Join(verify(t, data.Bytes(), proof.Expected{}).Problems, "\n"), "proofs: it is damaged and cannot be unpacked: something is hidden behind it")
	})
}

// The statements of the manifest about the events are compared with them,
// whoever signed it.
func TestAManifestOrAReportThatSaysOtherwiseIsRefused(t *testing.T) {
	s := prooftest.NewSource(prooftest.Samples(30))
	for name, c := range map[string]struct {
		change func(b *export.Bundle)
		says   string
	}{
		"matching":        {func(b *export.Bundle) { b.Manifest.Counts.Matching++ }, "manifest.json: 4 events match and 3 were exported"},
		"selected":        {func(b *export.Bundle) { b.Manifest.Counts.Selected++ }, "manifest.json: 4 events were selected and 3 exported"},
		"in the archive":  {func(b *export.Bundle) { b.Manifest.Counts.Archive = 2 }, "manifest.json: it has 3 events of 2"},
		"root":            {func(b *export.Bundle) { b.Manifest.Archive.Root = s.Key.Verifier() }, "manifest.json: it is about another state of the archive than the checkpoint"},
		"another archive": {func(b *export.Bundle) { b.Manifest.Archive.ID = "x" }, "manifest.json: it is about another archive than the key"},
		"another key":     {func(b *export.Bundle) { b.Manifest.Archive.Key = "x" }, "manifest.json: it names another key than key.pub"},
		"order":           {func(b *export.Bundle) { b.Manifest.Asked.Order.Descending = false }, "is out of order"},
		"query":           {func(b *export.Bundle) { b.Manifest.Asked.Query = "nowhere" }, "is not what was asked for"},
		"filter":          {func(b *export.Bundle) { b.Manifest.Asked.Categories = []string{"nothing"} }, "is not what was asked for"},
		"import":          {func(b *export.Bundle) { b.Manifest.Imports = b.Manifest.Imports[:1] }, "was brought by no import that the manifest lists"},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.Bundle([]int64{2, 3, 29}, query.DefaultOrder())
			c.change(&b)
			require.Contains(t, strings.Join(verify(t, prooftest.Written(b), proof.Expected{}).Problems, "\n"), c.says)
		})
	}
	t.Run("report", func(t *testing.T) {
		files := prooftest.FilesOf(prooftest.Written(s.Bundle([]int64{2, 3, 29}, query.DefaultOrder())))
		files["report.html"] = strings.Replace(files["report.html"], "<b>3</b>", "<b>4</b>", 1)
		resummed(files, 3)
		files.Resign(s.Key)
		require.Equal(t, []string{"report.html: it does not say what the manifest and the events say"}, verify(t, files.Pack(), proof.Expected{}).Problems)
	})
}
