// Vectors writes the bundles on which every verifier of bundles is tested, good and forged
// ones, into a folder, with index.json, which says what each must be found to be.
//
//	go run ./build/vectors [-large N] [-words] DIR
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
)

// An entry of index.json is a vector.
type entry struct {
	Name       string          `json:"name"`
	File       string          `json:"file"`
	Forged     bool            `json:"forged"`
	Key        string          `json:"key"` // that the reader knows, "" for none, as the next two
	Checkpoint string          `json:"checkpoint"`
	Witnesses  []string        `json:"witnesses"`
	Identity   string          `json:"identity"` // what opens it, if it is encrypted, as the next
	Passphrase string          `json:"passphrase"`
	Verdict    prooftest.Class `json:"verdict"`
	Events     int             `json:"events"` // of a bundle that is whole
	Cosigned   int             `json:"cosigned"`
	LeftOut    int             `json:"left_out"` // events of which a part is left out
}

func main() {
	large := flag.Int("large", 0, "write large.zip, too: a bundle of so many events")
	words := flag.Bool("words", false, "write words.json, too: the whole verdict on each, in the order of index.json")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run ./build/vectors [-large N] [-words] DIR")
		os.Exit(2)
	}
	if err := write(flag.Arg(0), *large); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(1)
	}
	if *words {
		if err := writeWords(flag.Arg(0)); err != nil {
			fmt.Fprintln(os.Stderr, "vectors:", err)
			os.Exit(1)
		}
	}
}

// A verdict is what the program says of a vector; nothing of one that it cannot open.
type verdict struct {
	proof.VerdictJSON
	Facts []proof.Fact `json:"facts"`
}

// writeWords writes what the program says of each vector, so that others can be held
// against it to the letter.
func writeWords(dir string) error {
	var all []verdict
	for _, v := range prooftest.Vectors() {
		got, err := v.Verify(v.Bundle())
		if v.Verdict == prooftest.Locked {
			all = append(all, verdict{})
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		all = append(all, verdict{got.JSON(), got.Facts()})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "words.json"), append(text, '\n'), 0o644)
}

func write(dir string, large int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var index []entry
	for i, v := range prooftest.Vectors() {
		e := entry{Name: v.Name, File: fmt.Sprintf("%04d.zip", i), Forged: v.Forged, Key: v.Key, Checkpoint: v.Checkpoint, Witnesses: append([]string{}, v.Witnesses...),
			Identity: v.Identity, Passphrase: v.Passphrase,
			Verdict: v.Verdict, Events: v.Events, Cosigned: v.Cosigned, LeftOut: v.LeftOut}
		if err := os.WriteFile(filepath.Join(dir, e.File), v.Bundle(), 0o644); err != nil {
			return err
		}
		index = append(index, e)
	}
	if large > 0 {
		data, key := prooftest.Large(large)
		e := entry{Name: "large", File: "large.zip", Key: key, Witnesses: []string{}, Verdict: prooftest.Known, Events: large}
		if err := os.WriteFile(filepath.Join(dir, e.File), data, 0o644); err != nil {
			return err
		}
		index = append(index, e)
	}
	text, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return err
	}
	fmt.Println(len(index), "vectors")
	return os.WriteFile(filepath.Join(dir, "index.json"), append(text, '\n'), 0o644)
}
