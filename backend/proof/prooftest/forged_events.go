package prooftest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// changedEvents changes, adds, drops, swaps and repeats events, in one file and in all, with
// and without the archive's signature.
func (f *forger) changedEvents(of base) {
	names := []string{proof.EventsName, proof.JSONName, proof.CSVName}
	edits := map[string]func(lines []string) []string{
		"dropped":     func(l []string) []string { return slices.Delete(slices.Clone(l), 2, 3) },
		"first lost":  func(l []string) []string { return l[1:] },
		"last lost":   func(l []string) []string { return l[:len(l)-1] },
		"twice":       func(l []string) []string { return slices.Insert(slices.Clone(l), 2, l[2]) },
		"swapped":     func(l []string) []string { return append([]string{l[1], l[0]}, l[2:]...) },
		"turned":      func(l []string) []string { l = slices.Clone(l); slices.Reverse(l); return l },
		"another id":  func(l []string) []string { return replaced(l, 2, "evt_", "evt_x") },
		"later":       func(l []string) []string { return replaced(l, 3, "2026-", "2027-") },
		"other words": func(l []string) []string { return replaced(l, 1, "notification", "Notification") },
	}
	cut := func(files Files, name string, edit func([]string) []string) {
		before, lines, between, after := records(name, files[name])
		files[name] = before + strings.Join(edit(lines), between) + after
	}
	for how, edit := range edits {
		for _, name := range names {
			f.forge(of, name+"/event "+how, name, func(files Files) { cut(files, name, edit) })
			f.forge(of, name+"/event "+how+", signed again", "", func(files Files) {
				cut(files, name, edit)
				files.Resum()
				files.Resign(of.source.Key)
			})
		}
		f.forge(of, "all files of events/event "+how+", signed again", "", func(files Files) {
			for _, name := range names {
				cut(files, name, edit)
			}
			files.Resum()
			files.Resign(of.source.Key)
		})
	}
}

func replaced(lines []string, at int, from, to string) []string {
	lines = slices.Clone(lines)
	if changed := strings.Replace(lines[at], from, to, 1); changed != lines[at] {
		lines[at] = changed
	} else { // a line without that word
		lines[at] = strings.Replace(lines[at], "a", "b", 1)
	}
	return lines
}

// records cuts a file into its records, which have no line end within.
func records(name, text string) (before string, lines []string, between, after string) {
	switch name {
	case proof.JSONName:
		return "[\n", strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "[\n"), "\n]\n"), ",\n"), ",\n", "\n]\n"
	case proof.CSVName:
		head, rest, _ := strings.Cut(text, "\r\n")
		return head + "\r\n", strings.Split(strings.TrimSuffix(rest, "\r\n"), "\r\n"), "\r\n", "\r\n"
	}
	return "", strings.Split(strings.TrimSuffix(text, "\n"), "\n"), "\n", "\n"
}

// partsOfEvents changes what stands for parts that are left out, signed by the archive's key
// but where it is said.
func (f *forger) partsOfEvents(of base) {
	text := of.files[proof.EventsName]
	for i, line := range strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n") {
		for word, to := range map[string]string{
			`"salt":"`: `"salt":"0`, `"commitment":"`: `"commitment":"0`, `"name":"Member `: `"name":"Member 1`, `"number":`: `"number":1`,
		} {
			for n, rest := 0, line; ; n++ {
				at := strings.Index(rest, word)
				if at < 0 {
					break
				}
				rest = rest[at+len(word):]
				begin := len(line) - len(rest) - len(word)
				changed := line[:begin] + to + line[begin+len(word):]
				if strings.HasSuffix(to, "0") { // of the same length
					end := begin + len(word) + strings.IndexByte(rest, '"')
					digit := byte('1')
					if line[end-1] == '1' {
						digit = '2'
					}
					changed = line[:end-1] + string(digit) + line[end:]
				}
				name := fmt.Sprintf("events.jsonl/line %d %s%d", i+1, strings.Trim(word, `":`)+" ", n)
				f.forge(of, name+", signed again", "", func(files Files) {
					files[proof.EventsName] = strings.Replace(text, line, changed, 1)
					files.Resum()
					files.Resign(of.source.Key)
				})
			}
		}
	}
	zero := strings.Repeat("0", 64)
	for how, change := range map[string]func(t string) string{
		"details that are not there": func(t string) string {
			return strings.Replace(t, `"details":{}`, `"details":{"commitment":"`+zero+`"}`, 1)
		},
		"details that are lost": func(t string) string { return cutTo(t, `"details":{"commitment"`, `"details":{}}`) },
		"a description that is lost": func(t string) string {
			return cutTo(t, `"description":{"commitment"`, `"description":{},"details":{}}`)
		},
		"salt and commitment": func(t string) string {
			return strings.Replace(t, `{"commitment"`, `{"salt":"`+zero[:32]+`","commitment"`, 1)
		},
		"a commitment in capitals":     func(t string) string { return upper(t, `{"commitment":"`) },
		"a salt in capitals":           func(t string) string { return upper(t, `"salt":"`) },
		"what, left out":               func(t string) string { return strings.Replace(t, `"what":{"salt"`, `"what":{"commitment"`, 1) },
		"a name that begins with zero": func(t string) string { return strings.Replace(t, `"name":"Member 1"`, `"name":"Member 01"`, 1) },
		"a name of another form":       func(t string) string { return strings.Replace(t, `"name":"Member 1"`, `"name":"Ana"`, 1) },
		"the names exchanged": func(t string) string {
			return strings.NewReplacer(`"name":"Member 1"`, `"name":"Member 2"`, `"name":"Member 2"`, `"name":"Member 1"`).Replace(t)
		},
	} {
		f.forge(of, "events.jsonl/"+how+", signed again", "", func(files Files) {
			files[proof.EventsName] = change(files[proof.EventsName])
			files.Resum()
			files.Resign(of.source.Key)
		})
	}
	for how, change := range map[string]func(o *proof.Omitted){
		"events": func(o *proof.Omitted) { o.Events-- }, "members": func(o *proof.Omitted) { o.Members++ }, "names": func(o *proof.Omitted) { o.Names++ },
		"descriptions": func(o *proof.Omitted) { o.Descriptions = 0 }, "details": func(o *proof.Omitted) { o.Details++ }, "query": func(o *proof.Omitted) { o.Query = !o.Query },
		"everything": func(o *proof.Omitted) { *o = proof.Omitted{} },
	} {
		f.forge(of, "manifest.json/left out: "+how+", signed again", "", func(files Files) {
			m := files.Manifest()
			change(&m.LeftOut)
			files.SetManifest(m)
			files.Resign(of.source.Key)
		})
	}
}

func cutTo(text, from, to string) string {
	at := strings.Index(text, from)
	if at < 0 {
		panic("the text has no " + from)
	}
	end := at + strings.IndexByte(text[at:], '\n')
	return text[:at] + to + text[end:]
}

func upper(text, after string) string {
	at := strings.Index(text, after) + len(after)
	end := at + strings.IndexByte(text[at:], '"')
	return text[:at] + strings.ToUpper(text[at:end]) + text[end:]
}

// states puts the bundle beside another state of the archive, or another archive.
func (f *forger) states(of base) {
	s := of.source
	other := NewSourceOf("6c1d0f3a-8b1e-4f0a-9b8e-2d5c7a914e61", Samples(24))
	longer := NewSource(Samples(25))
	stranger := NewKey(ArchiveID, 8)
	for how, checkpoint := range map[string]string{
		"another archive's": other.Kept(24, other.Key), "an earlier one": s.Kept(12, s.Key), "a later one": longer.Kept(25, s.Key),
		"a stranger's": s.Kept(24, stranger), "of no events": s.Kept(0, s.Key), "without a signature": s.At(24).Text() + "\n",
		"unsigned": s.At(24).Text(), "of another root": longer.Kept(24, s.Key) + "— daybook/x AAAA\n",
	} {
		f.forge(of, "checkpoint/of another state: "+how, "", func(files Files) { files[proof.CheckpointName] = checkpoint })
		if how == "of another root" { // which is the same root with one more line
			continue
		}
		f.forge(of, "checkpoint/of another state: "+how+", signed again", "", func(files Files) {
			files[proof.CheckpointName] = checkpoint
			files.Resum()
			files.Resign(s.Key)
		})
	}
	// A cosignature that the witness did not make.
	good := cosign(s, witnessOne)
	bad := good[:len(good)-12] + "AAAA" + good[len(good)-8:]
	f.forge(of, "checkpoint/a forged cosignature, signed again", proof.CheckpointName, func(files Files) {
		files[proof.CheckpointName] = bad
		files.Resum()
		files.Resign(s.Key)
	})
	f.all[len(f.all)-1].Witnesses = []string{witnessOne.Verifier()}
	for how, kept := range map[string]string{
		"of another history":  NewSource(Samples(25)[1:]).Kept(12, s.Key),
		"of another archive":  other.Kept(12, other.Key),
		"of nobody known":     s.Kept(12, stranger),
		"later than this":     longer.Kept(25, s.Key),
		"without a proof":     s.Kept(7, s.Key),
		"that is no note":     "buy milk\n",
		"with another number": strings.Replace(s.Kept(12, s.Key), "\n12\n", "\n13\n", 1),
	} {
		f.forge(of, "", "", func(Files) {})
		v := &f.all[len(f.all)-1]
		v.Name, v.Forged, v.Checkpoint = "kept/a checkpoint "+how, false, kept
	}
}

// envelopes changes what signs the bundle.
func (f *forger) envelopes(of base) {
	stranger := NewKey(ArchiveID, 8)
	f.forge(of, "statement.dsse.json/signed by a stranger", proof.StatementName, func(files Files) { files.Resign(stranger) })
	for how, change := range map[string]func(e string) string{
		"two signatures":         func(e string) string { return strings.Replace(e, `]}`, `,{"keyid":"","sig":""}]}`, 1) },
		"no signature":           func(e string) string { return e[:strings.Index(e, `"signatures":[`)] + `"signatures":[]}` + "\n" },
		"another payload type":   func(e string) string { return strings.Replace(e, "in-toto", "in-tota", 1) },
		"another key's id":       func(e string) string { return strings.Replace(e, `"keyid":"daybook/`, `"keyid":"nobody/`, 1) },
		"a field more":           func(e string) string { return strings.Replace(e, `{"payload"`, `{"x":1,"payload"`, 1) },
		"a blank":                func(e string) string { return strings.Replace(e, `,"`, `, "`, 1) },
		"base64 without padding": func(e string) string { return strings.Replace(e, `=","payloadType`, `","payloadType`, 1) },
		"a zero signature": func(e string) string {
			return e[:strings.Index(e, `"sig":"`)+7] + strings.Repeat("A", 86) + `=="}]}` + "\n"
		},
	} {
		f.forge(of, "statement.dsse.json/"+how+", the rest made again", "", func(files Files) {
			changed := change(files[proof.StatementName])
			if changed == files[proof.StatementName] {
				changed += " "
			}
			files[proof.StatementName] = changed
			files.Rebag()
		})
	}
}

// strangers make whole bundles with keys of their own, for readers who know the archive's
// key, and for those who know none.
func (f *forger) strangers() {
	events := Samples(24)
	true_ := NewSource(events)
	add := func(name string, b export.Bundle) {
		v := Vector{Name: "forged/made anew/" + name, Forged: true, Bundle: func() []byte { return Written(b) }, Key: true_.Key.Verifier(), Verdict: Problems,
			Says: "key.pub is not the key that you gave", Events: b.Manifest.Counts.Selected}
		f.all = append(f.all, v)
		v.Name, v.Key, v.Verdict, v.Says = v.Name+", for a reader without a key", "", Unknown, ""
		f.all = append(f.all, v)
	}
	for seed, name := range []string{"as it was", "an event changed", "an event dropped", "an event added", "a member changed", "another time"} {
		changed := slices.Clone(events)
		switch seed {
		case 1:
			changed[9].Description = "Nothing happened"
		case 2:
			changed = slices.Delete(changed, 9, 10)
		case 3:
			changed = append(changed, event.Event{ID: "evt_invented", Actor: "mallory@example.com", Category: "api_key", Action: "created", Description: "Invented", Time: changed[23].Time + 1})
		case 4:
			changed[9].Actor = "mallory@example.com"
		case 5:
			changed[9].Time += 3600_000_000_000
		}
		s := NewSource(changed)
		s.Key = NewKey(ArchiveID, byte(100+seed))
		add(name, s.Bundle(All(len(changed)), query.DefaultOrder()))
	}
	for field, change := range map[string]func(m *proof.Manifest){
		"case":      func(m *proof.Manifest) { m.Case = "C-18" },
		"purpose":   func(m *proof.Manifest) { m.Purpose = "Something else" },
		"recipient": func(m *proof.Manifest) { m.Recipient = "Mallory" },
		"user":      func(m *proof.Manifest) { m.Made.User = "mallory" },
		"program":   func(m *proof.Manifest) { m.Made.Program = "Daybook v9" },
		"name":      func(m *proof.Manifest) { m.Archive.Name = "Southwind" },
		"plan":      func(m *proof.Manifest) { m.Archive.Plan = "Free" },
		"holds":     func(m *proof.Manifest) { m.Holds = nil },
		"purges":    func(m *proof.Manifest) { m.Purges = nil },
		"quiet":     func(m *proof.Manifest) { m.Quiet, m.QuietDays = nil, 0 },
		"rejected":  func(m *proof.Manifest) { m.Imports[0].Rejections, m.Imports[0].Rejected = nil, 0 },
		"file":      func(m *proof.Manifest) { m.Imports[0].File = "other.json" },
		"journal":   func(m *proof.Manifest) { m.Journal.Head = "dd" },
		"counts":    func(m *proof.Manifest) { m.Counts.Archive = 20 },
	} {
		s := NewSource(events)
		s.Key = NewKey(ArchiveID, 99)
		b := s.Bundle([]int64{1, 3, 9}, query.DefaultOrder())
		change(&b.Manifest)
		add("manifest: "+field, b)
	}
	for i, red := range []export.Redaction{{All: proof.AllParts}, {Some: map[int64]proof.Parts{9: proof.AllParts}}} {
		s := NewSource(events)
		s.Key = NewKey(ArchiveID, 98)
		b := s.Bundle([]int64{1, 3, 9}, query.DefaultOrder())
		b.Redaction = red
		add("redacted "+strconv.Itoa(i+1), b)
	}
	// The name of the archive's key with another key: its eight digits can be imitated.
	s := NewSource(events)
	s.Key = NewKey(ArchiveID, 97)
	b := s.Bundle(All(24), query.DefaultOrder())
	b.Checkpoint = must(witnessOther.Cosign(b.Checkpoint, must(integrity.NewVerifiers(s.Key.Verifier())), MadeAt))
	add("cosigned by somebody", b)
}
