package prooftest

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/proof"
)

// Names are the files of a bundle in their order.
var Names = slices.Concat([]string{proof.BagItName}, proof.DataNames, []string{proof.InfoName, proof.SumsName, proof.StatementName, proof.TagSumsName})

// Files are the files of a bundle by their names in it.
type Files map[string]string

// FilesOf returns the files of a zip. A file that no bundle has is named by its path.
func FilesOf(data []byte) Files {
	z := must(zip.NewReader(bytes.NewReader(data), int64(len(data))))
	files := make(Files)
	for _, f := range z.File {
		r := must(f.Open())
		_, name, _ := strings.Cut(f.Name, "/")
		if name = strings.TrimPrefix(name, "data/"); !slices.Contains(Names, name) {
			name = f.Name
		}
		files[name] = string(must(io.ReadAll(r)))
	}
	return files
}

// Paths returns the paths of the files in the zip, in the order in which it should have
// them.
func (files Files) Paths() (paths, names []string) {
	for _, name := range Names {
		if _, ok := files[name]; ok {
			paths, names = append(paths, proof.Folder(MadeAt)+"/"+proof.Path(name)), append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !slices.Contains(Names, name) {
			paths, names = append(paths, name), append(names, name)
		}
	}
	return paths, names
}

// Pack zips files as another program would.
func (files Files) Pack() []byte {
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	paths, names := files.Paths()
	for i, path := range paths {
		w := must(z.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store})) // which is faster
		must(io.WriteString(w, files[names[i]]))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return data.Bytes()
}

// PackAsWritten zips files with the headers that a bundle has.
func (files Files) PackAsWritten() []byte {
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	_, names := files.Paths()
	for _, name := range names {
		h := proof.Header(name, uint64(len(files[name])), MadeAt)
		if !slices.Contains(Names, name) {
			h.Name = name
		}
		w := must(z.CreateHeader(h))
		must(io.WriteString(w, files[name]))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return data.Bytes()
}

// Manifest returns manifest.json.
func (files Files) Manifest() *proof.Manifest {
	m := new(proof.Manifest)
	if err := json.Unmarshal([]byte(files[proof.ManifestName]), m); err != nil {
		panic(err)
	}
	return m
}

// SetManifest writes manifest.json as a bundle has it.
func (files Files) SetManifest(m *proof.Manifest) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		panic(err)
	}
	files[proof.ManifestName] = text.String()
}

// Resum writes the sums and sizes of the files into the manifest, as somebody would who
// changed them.
func (files Files) Resum() {
	m := files.Manifest()
	for i := range m.Files {
		f := &m.Files[i]
		f.Bytes, f.SHA256 = int64(len(files[f.Name])), sum(files[f.Name])
	}
	files.SetManifest(m)
	files.Rebag()
}

// Rebag makes the files of the bag itself again, around the statement that is there.
func (files Files) Rebag() {
	bag := files.bag()
	files[proof.InfoName], files[proof.SumsName] = bag.Info(), bag.Sums()
	files[proof.TagSumsName] = bag.TagSums(files[proof.StatementName])
}

// Resign makes them again with a statement signed by that key.
func (files Files) Resign(by *integrity.Signer) {
	bag := files.bag()
	statement := bag.Statement()
	files[proof.StatementName] = proof.Envelope(statement, by.Verifier(), must(by.SignPayload(proof.PayloadType, statement)))
	files.Rebag()
}

func (files Files) bag() *proof.Bag {
	bag := &proof.Bag{Made: MadeAt, Archive: ArchiveID}
	m := new(proof.Manifest)
	if json.Unmarshal([]byte(files[proof.ManifestName]), m) == nil { // else it is forged beyond reading
		bag.Made, bag.Archive = m.Made.UTC, m.Archive.ID
	}
	text, _, _ := strings.Cut(files[proof.CheckpointName], "\n\n")
	if c, err := integrity.ParseCheckpoint(text + "\n"); err == nil {
		bag.Size, bag.Root = c.Size, c.Root
	}
	for _, name := range proof.DataNames {
		bag.Files = append(bag.Files, proof.Listed{Name: name, Bytes: int64(len(files[name])), SHA256: sum(files[name])})
	}
	return bag
}

func sum(text string) string { return fmt.Sprint(event.Hash(sha256.Sum256([]byte(text)))) }
