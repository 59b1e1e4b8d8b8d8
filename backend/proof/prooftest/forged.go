package prooftest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// forger collects forged bundles.
type forger struct{ all []Vector }

// A base is a bundle that forgeries are made from.
type base struct {
	name   string
	source *Source
	files  Files
}

// forge adds the bundle with its files changed, for a reader who knows the key.
func (f *forger) forge(of base, name, says string, change func(files Files)) {
	f.all = append(f.all, Vector{Name: "forged/" + of.name + "/" + name, Forged: true, Key: of.source.Key.Verifier(), Verdict: Problems, Says: says, Bundle: func() []byte {
		files := maps.Clone(of.files)
		change(files)
		return files.PackAsWritten()
	}})
}

func bases() []base {
	s := NewSource(Samples(24))
	numbers := []int64{1, 3, 4, 6, 9, 18, 21}
	whole := s.Bundle(numbers, query.DefaultOrder())
	left := s.Bundle(numbers, query.DefaultOrder())
	// Two are left out completely, of others the member alone.
	left.Redaction = export.Redaction{All: proof.PartsOf(event.Member), Some: map[int64]proof.Parts{4: proof.AllParts, 21: proof.AllParts}}
	return []base{{"whole", s, FilesOf(Written(whole))}, {"redacted", s, FilesOf(Written(left))}}
}

func forgeries() []Vector {
	f := new(forger)
	all := bases()
	f.changedFiles(all[0], Names)
	f.changedFiles(all[1], []string{proof.EventsName, proof.JSONName, proof.CSVName, proof.StatementName})
	f.changedManifest(all[0], true)
	f.changedManifest(all[1], false)
	f.changedReport(all[0])
	f.changedReport(all[1])
	f.changedEvents(all[0])
	f.changedEvents(all[1])
	f.swappedFiles(all[0])
	f.partsOfEvents(all[1])
	f.states(all[0])
	f.witnessed(all[0].source, []int64{1, 3, 4, 6, 9, 18, 21})
	f.envelopes(all[0])
	f.strangers()
	f.zips(all[0])
	return f.all
}

// changedFiles changes each of these files in each way that a file can be changed.
func (f *forger) changedFiles(of base, names []string) {
	middle := func(text string, with func(b byte) byte) string {
		b := []byte(text)
		b[len(b)/2] = with(b[len(b)/2])
		return string(b)
	}
	for _, name := range names {
		for how, change := range map[string]func(text string) string{
			"first byte": func(t string) string { return string(t[0]^1) + t[1:] },
			"last byte":  func(t string) string { return t[:len(t)-1] + " " },
			"one bit":    func(t string) string { return middle(t, func(b byte) byte { return b ^ 4 }) },
			"longer":     func(t string) string { return t + "\n" },
			"shorter":    func(t string) string { return t[:len(t)-1] },
			"empty":      func(string) string { return "" },
			"with CRLF":  func(t string) string { return strings.Replace(t, "\n", "\r\n", 1) },
		} {
			f.forge(of, name+"/"+how, name, func(files Files) { files[name] = change(files[name]) })
			if slices.Contains(proof.DataNames, name) && name != proof.ManifestName {
				f.forge(of, name+"/"+how+", sums made again", "", func(files Files) {
					files[name] = change(files[name])
					files.Resum()
				})
			}
		}
		f.forge(of, name+"/removed", name+" is missing", func(files Files) { delete(files, name) })
	}
	f.forge(of, "a file is added", `"evidence-20260803T091542Z/more.txt" was added`, func(files Files) { files["evidence-20260803T091542Z/more.txt"] = "more" })
	f.forge(of, "a file is added to data", `"evidence-20260803T091542Z/data/more.txt" was added`, func(files Files) { files["evidence-20260803T091542Z/data/more.txt"] = "more" })
}

// changedManifest changes each value of manifest.json, with all sums made again; and as it is,
// where that is wanted.
func (f *forger) changedManifest(of base, raw bool) {
	text := of.files[proof.ManifestName]
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		changed, ok := changedValue(line)
		if !ok {
			continue
		}
		name := fmt.Sprintf("manifest.json/line %03d %s", i+1, strings.Trim(strings.SplitN(strings.TrimSpace(line), ":", 2)[0], `",{}[]`))
		manifest := strings.Join(lines[:i], "") + changed + strings.Join(lines[i+1:], "")
		if raw {
			f.forge(of, name, "", func(files Files) { files[proof.ManifestName] = manifest })
		}
		var m proof.Manifest
		if json.Unmarshal([]byte(manifest), &m) != nil {
			continue
		}
		f.forge(of, name+", sums made again", "", func(files Files) {
			files[proof.ManifestName] = manifest
			files.Rebag()
		})
	}
	for how, change := range map[string]func(text string) string{
		"a key twice":          func(t string) string { return strings.Replace(t, `"case":`, `"case": "",`+"\n"+`  "case":`, 1) },
		"a key more":           func(t string) string { return strings.Replace(t, `"case":`, `"more": 1,`+"\n"+`  "case":`, 1) },
		"a key less":           func(t string) string { return regexp.MustCompile(`(?m)^  "purpose".*\n`).ReplaceAllString(t, "") },
		"keys in capitals":     func(t string) string { return strings.Replace(t, `"case"`, `"Case"`, 1) },
		"other blanks":         func(t string) string { return strings.Replace(t, ": ", ":  ", 1) },
		"a number as a float":  func(t string) string { return strings.Replace(t, `"version": 2`, `"version": 2.0`, 1) },
		"escaped without need": func(t string) string { return strings.Replace(t, "Northwind", `\u004eorthwind`, 1) },
		"a newer version":      func(t string) string { return strings.Replace(t, `"version": 2`, `"version": 3`, 1) },
		"an older version":     func(t string) string { return strings.Replace(t, `"version": 2`, `"version": 1`, 1) },
		"null for a list":      func(t string) string { return strings.Replace(t, `"former_keys": []`, `"former_keys": null`, 1) },
	} {
		f.forge(of, "manifest.json/"+how+", signed again", proof.ManifestName, func(files Files) {
			files[proof.ManifestName] = change(files[proof.ManifestName])
			files.Resign(of.source.Key)
		})
	}
}

// changedValue changes the value in a line of indented JSON.
func changedValue(line string) (string, bool) {
	head, value := "", strings.TrimRight(line, ",\n")
	if at := strings.Index(value, `": `); at >= 0 {
		head, value = value[:at+3], value[at+3:]
	} else {
		value = strings.TrimLeft(value, " ")
		head = line[:strings.Index(line, value)]
	}
	tail := line[len(head)+len(value):]
	switch {
	case value == "true":
		return head + "false" + tail, true
	case value == "false":
		return head + "true" + tail, true
	case strings.HasPrefix(value, `"`) && len(value) > 12 && value[5] == '-': // a time
		return head + value[:4] + string('9'-value[4]+'0') + value[5:] + tail, true
	case strings.HasPrefix(value, `"`):
		return head + `"x` + value[1:] + tail, true
	case value == "[]":
		return head + `["x"]` + tail, true
	case value != "" && value[0] >= '0' && value[0] <= '9':
		return head + "1" + value + tail, true
	}
	return "", false
}

var shownText = regexp.MustCompile(`>[^<>]*[0-9A-Za-z][^<>]*<`)

// changedReport changes each text of the report that a reader sees.
func (f *forger) changedReport(of base) {
	report := of.files[proof.ReportName]
	body := strings.Index(report, "<body>")
	for i, at := range shownText.FindAllStringIndex(report[body:], -1) {
		changed := report[:body+at[0]+1] + "x" + report[body+at[0]+1:]
		if i%2 == 0 {
			f.forge(of, fmt.Sprintf("report.html/text %03d", i), proof.ReportName, func(files Files) { files[proof.ReportName] = changed })
			continue
		}
		f.forge(of, fmt.Sprintf("report.html/text %03d, signed again", i), "report.html: it does not say what the manifest and the events say", func(files Files) {
			files[proof.ReportName] = changed
			files.Resum()
			files.Resign(of.source.Key)
		})
	}
}

// swappedFiles takes single files from another bundle of the same archive, and of another.
func (f *forger) swappedFiles(of base) {
	numbers := []int64{0, 5, 8, 20, 23}
	other := FilesOf(Written(of.source.Bundle(numbers, query.DefaultOrder())))
	foreign := NewSourceOf("6c1d0f3a-8b1e-4f0a-9b8e-2d5c7a914e61", Samples(25))
	strange := FilesOf(Written(foreign.Bundle(numbers, query.DefaultOrder())))
	for _, name := range Names {
		for whose, from := range map[string]Files{"another bundle's": other, "another archive's": strange} {
			if from[name] != of.files[name] {
				f.forge(of, name+"/"+whose, "", func(files Files) { files[name] = from[name] })
			}
		}
	}
}
