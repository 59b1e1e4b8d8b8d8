package prooftest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"daybook/backend/proof"
)

// retold writes the files of a zip into another one, packed as they are, each with a header
// that change made of its own. change returns false for a file that is passed over.
func retold(data []byte, change func(h *zip.FileHeader) bool, end func(z *zip.Writer)) []byte {
	r := must(zip.NewReader(bytes.NewReader(data), int64(len(data))))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		h := f.FileHeader
		if !change(&h) {
			continue
		}
		w := must(z.CreateRaw(&h))
		must(io.Copy(w, must(f.OpenRaw())))
	}
	if end != nil {
		end(z)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func keep(*zip.FileHeader) bool { return true }

// put adds a file to a zip.
func put(z *zip.Writer, name, text string) {
	must(io.WriteString(must(z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})), text))
}

// of changes the header of one file.
func headerOf(name string, change func(h *zip.FileHeader)) func(h *zip.FileHeader) bool {
	return func(h *zip.FileHeader) bool {
		if path.Base(h.Name) == name {
			change(h)
		}
		return true
	}
}

// rename changes the names of all files.
func renamed(data []byte, to func(name string) string) []byte {
	return retold(data, func(h *zip.FileHeader) bool { h.Name = to(h.Name); return true }, nil)
}

// again are bundles whose files are whole, in zips that another program made.
func again(good []Vector) (all []Vector) {
	folder := proof.Folder(MadeAt)
	for how, change := range map[string]func(data []byte) []byte{
		"stored":         func(d []byte) []byte { return FilesOf(d).Pack() },
		"another folder": func(d []byte) []byte { return renamed(d, func(n string) string { return "x" + n }) },
		"no folder": func(d []byte) []byte {
			return renamed(d, func(n string) string { return strings.TrimPrefix(n, folder+"/") })
		},
		"with folders": func(d []byte) []byte {
			return retold(d, keep, func(z *zip.Writer) { put(z, folder+"/", ""); put(z, folder+"/data/", "") })
		},
		"with files of macOS": func(d []byte) []byte {
			return retold(d, keep, func(z *zip.Writer) { put(z, "__MACOSX/._x", "x"); put(z, folder+"/.DS_Store", "x") })
		},
		"with files of Windows": func(d []byte) []byte {
			return retold(d, keep, func(z *zip.Writer) { put(z, folder+"/Thumbs.db", "x") })
		},
		"another mode": func(d []byte) []byte {
			return retold(d, headerOf(proof.KeyName, func(h *zip.FileHeader) { h.SetMode(0o777) }), nil)
		},
		"without times": func(d []byte) []byte {
			return retold(d, func(h *zip.FileHeader) bool { h.Extra = nil; return true }, nil)
		},
		"another order": func(d []byte) []byte {
			files := FilesOf(d)
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			paths, names := files.Paths()
			slices.Reverse(paths)
			slices.Reverse(names)
			for i := range paths {
				put(z, paths[i], files[names[i]])
			}
			if err := z.Close(); err != nil {
				panic(err)
			}
			return out.Bytes()
		},
	} {
		for _, g := range []Vector{good[9], good[len(good)-1]} {
			v := g
			v.Name, v.Verdict, v.Checkpoint = "again/"+g.Name+", "+how, Repacked, ""
			v.Bundle = func() []byte { return change(g.Bundle()) }
			all = append(all, v)
			v.Name, v.Key = v.Name+", for a reader without a key", ""
			all = append(all, v)
		}
	}
	return all
}

// zips hides or changes something in the zip.
func (f *forger) zips(of base) {
	folder := proof.Folder(MadeAt)
	extra := func(id uint16, text string) []byte {
		return append(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, id), uint16(len(text))), text...)
	}
	add := func(name, says string, change func(data []byte) []byte) {
		f.all = append(f.all, Vector{Name: "forged/zip/" + name, Forged: true, Key: of.source.Key.Verifier(), Verdict: Problems, Says: says,
			Bundle: func() []byte { return change(of.files.PackAsWritten()) }})
	}
	with := func(name, text string) func(data []byte) []byte {
		return func(d []byte) []byte { return retold(d, keep, func(z *zip.Writer) { put(z, name, text) }) }
	}
	header := func(name string, change func(h *zip.FileHeader)) func(data []byte) []byte {
		return func(d []byte) []byte { return retold(d, headerOf(name, change), nil) }
	}
	const hidden = "the zip is damaged, or something is hidden in it"
	for _, name := range Names {
		where := folder + "/" + proof.Path(name)
		add("twice: "+name, name+" is there twice", with(where, of.files[name]))
		add("twice, another text: "+name, name+" is there twice", with(where, "x"))
		add("other case beside: "+name, "", with(folder+"/"+strings.ToUpper(proof.Path(name))+" ", "x"))
		add("other case: "+name, "", func(d []byte) []byte {
			return renamed(d, func(n string) string {
				if n == where {
					return folder + "/" + strings.ToUpper(proof.Path(name)[:1]) + proof.Path(name)[1:] + "."
				}
				return n
			})
		})
		add("another name before its data: "+name, hidden, func(d []byte) []byte {
			d = slices.Clone(d)
			at := bytes.Index(d, []byte(where)) // of the local header; the directory is at the end
			d[at+len(where)-1] ^= 1
			return d
		})
		add("another sum before its data: "+name, "", func(d []byte) []byte {
			d = slices.Clone(d)
			at := bytes.Index(d, []byte(where)) - 30
			d[at+8] ^= 8 // the method
			return d
		})
	}
	add("in another's folder: two folders", "", with("other/bagit.txt", proof.BagIt))
	add("a path upward", "", with("../../.bashrc", "x"))
	add("a path from the root", "", with("/etc/passwd", "x"))
	add("a path of Windows", "", with(`evidence\data\more.txt`, "x"))
	add("a path with a point", "", with(folder+"/./bagit.txt", proof.BagIt))
	add("a folder more", "", with(folder+"/more/", ""))
	add("one folder deeper", "", func(d []byte) []byte { return renamed(d, func(n string) string { return "x/" + n }) })
	add("a link", folder+"/data/key.pub is no regular file", header(proof.KeyName, func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }))
	add("a device", folder+"/data/key.pub is no regular file", header(proof.KeyName, func(h *zip.FileHeader) { h.SetMode(os.ModeDevice | 0o777) }))
	add("encrypted", "proofs is packed in a way that a bundle is not", header(proof.ProofsName, func(h *zip.FileHeader) { h.Flags |= 1 }))
	add("packed otherwise", "proofs is packed in a way that a bundle is not", header(proof.ProofsName, func(h *zip.FileHeader) { h.Method = 12 }))
	add("another name beside", hidden, header(proof.ProofsName, func(h *zip.FileHeader) { h.Extra = append(h.Extra, extra(0x7075, "\x01\x00\x00\x00\x00evil")...) }))
	add("a text in a header", hidden, header(proof.ProofsName, func(h *zip.FileHeader) { h.Extra = append(h.Extra, extra(0xcafe, "hello")...) }))
	add("a comment of a file", hidden, header(proof.ProofsName, func(h *zip.FileHeader) { h.Comment = "hello" }))
	add("a comment", hidden, func(d []byte) []byte {
		return retold(d, keep, func(z *zip.Writer) {
			if err := z.SetComment("hello"); err != nil {
				panic(err)
			}
		})
	})
	add("bytes behind it", "", func(d []byte) []byte { return append(slices.Clone(d), "more"...) })
	add("one byte behind it", "", func(d []byte) []byte { return append(slices.Clone(d), 0) })
	add("bytes before it", "", func(d []byte) []byte { return append([]byte("MZ"), d...) })
	add("cut in half", "", func(d []byte) []byte { return d[:len(d)/2] })
	add("cut at its end", "", func(d []byte) []byte { return d[:len(d)-1] })
	add("nothing", "", func([]byte) []byte { return nil })
	add("text", "", func([]byte) []byte { return []byte("event_id,actor\r\n") })
	add("no files", "", func([]byte) []byte { return []byte("PK\x05\x06" + strings.Repeat("\x00", 18)) })
	add("two zips", "", func(d []byte) []byte { return append(slices.Clone(d), d...) })
	add("of version 1", "the bundle is of version 1, and this program reads version 2", func([]byte) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range append(slices.Clone(proof.DataNames), "manifest.sig") {
			put(z, name, of.files[name])
		}
		if err := z.Close(); err != nil {
			panic(err)
		}
		return out.Bytes()
	})
	add("a gap between files", "", func(d []byte) []byte {
		r := must(zip.NewReader(bytes.NewReader(d), int64(len(d))))
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for i, file := range r.File {
			h := file.FileHeader
			h.Flags &^= 8 // no descriptor comes behind it
			w := must(z.CreateRaw(&h))
			must(io.Copy(w, must(file.OpenRaw())))
			if i == 3 {
				must(w.Write([]byte("between"))) // behind what the header counts
			}
		}
		if err := z.Close(); err != nil {
			panic(err)
		}
		return out.Bytes()
	})
	add("bytes behind a file's data", "", func(d []byte) []byte {
		r := must(zip.NewReader(bytes.NewReader(d), int64(len(d))))
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, file := range r.File {
			h := file.FileHeader
			text := must(io.ReadAll(must(file.OpenRaw())))
			if path.Base(h.Name) == proof.EventsName {
				text = append(text, "hidden"...)
				h.CompressedSize64 += 6
			}
			must(must(z.CreateRaw(&h)).Write(text))
		}
		if err := z.Close(); err != nil {
			panic(err)
		}
		return out.Bytes()
	})
}
