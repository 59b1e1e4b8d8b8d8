package proof

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// smallText is the least number of bytes of a text that is worth packing: hashes and
// keys are not.
const smallText = 1000

// streamed are the files whose size is not known when they are written, so that they are
// always packed.
var streamed = []string{EventsName, JSONName, CSVName, ProofsName, ConsistencyName}

// Header returns the header in the zip of a file of size bytes of a bundle that was made at
// that time. Both the writer and the verifier use it: from it, archive/zip makes
// every byte of the zip that is not packed data. Beside the name, method and time (in whole
// seconds, also as an extended timestamp), it has the mode 0600; the sizes and the sum follow
// the data.
func Header(name string, size uint64, at time.Time) *zip.FileHeader {
	h := &zip.FileHeader{Name: Folder(at) + "/" + Path(name), Method: zip.Deflate, Modified: at.UTC().Truncate(time.Second)}
	if size < smallText && !slices.Contains(streamed, name) {
		h.Method = zip.Store
	}
	h.SetMode(0o600)
	return h
}

// asWritten reports whether the zip has, except for the packed data of its files,
// exactly the bytes that WriteBundle writes for a bundle that was made at that time:
// every header, descriptor and entry of the directory, in their order, and nothing
// more. It reads the bytes between the files, and passes over their packed data once
// in memory.
func (p *packed) asWritten(at time.Time) (bool, error) {
	if p.again || len(p.list) != len(bundleNames) {
		return false, nil
	}
	c := &comparer{r: p.r}
	w := zip.NewWriter(c)
	nothing := make([]byte, readChunk)
	for i, f := range p.list {
		if f.Name != Folder(at)+"/"+Path(bundleNames[i]) {
			return false, nil
		}
		h, err := writtenHeader(bundleNames[i], f, at)
		if err != nil {
			return false, err
		}
		entry, err := w.CreateRaw(h)
		if err != nil {
			return false, err
		}
		if f.CompressedSize64 >= zip64Marker || f.UncompressedSize64 >= zip64Marker {
			h.ReaderVersion = zip64Version // which only its end shows
		}
		if err := w.Flush(); err != nil || c.differs {
			return false, err
		}
		c.passing = true
		for left := f.CompressedSize64; left > 0; {
			n := min(left, uint64(len(nothing)))
			if _, err := entry.Write(nothing[:n]); err != nil {
				return false, err
			}
			left -= n
		}
		if err := w.Flush(); err != nil {
			return false, err
		}
		c.passing = false
	}
	if err := w.Close(); err != nil {
		return false, err
	}
	return !c.differs && c.n == p.size, nil
}

// zip64Version is the version of readers that know sizes of 64 bits.
const zip64Version = 45

// writtenHeader returns the header that the writer makes from Header, with the
// sizes and the sum of f.
func writtenHeader(name string, f *zip.File, at time.Time) (*zip.FileHeader, error) {
	h := Header(name, f.UncompressedSize64, at)
	if _, err := zip.NewWriter(io.Discard).CreateHeader(h); err != nil {
		return nil, err
	}
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = f.CRC32, f.CompressedSize64, f.UncompressedSize64
	return h, nil
}

// A comparer compares the bytes that are written to it with those of a file at that
// place.
type comparer struct {
	r       io.ReaderAt
	n       int64
	passing bool // the written bytes match anything
	differs bool
	buf     []byte
}

func (c *comparer) Write(p []byte) (int, error) {
	at := c.n
	c.n += int64(len(p))
	if c.passing || c.differs {
		return len(p), nil
	}
	c.buf = slices.Grow(c.buf[:0], len(p))[:len(p)]
	if _, err := c.r.ReadAt(c.buf, at); err != nil && err != io.EOF {
		return 0, err
	}
	c.differs = !bytes.Equal(c.buf, p)
	return len(p), nil
}

// inBundle returns the name in the bundle of a file of a zip, or "" for one that no bundle
// has. litter is true for what programs add that zip anew: folders, and files of macOS
// and Windows.
func inBundle(where, folder string) (name string, litter bool) {
	if strings.HasPrefix(where, "__MACOSX/") || isLitter(path.Base(where)) {
		return "", true
	}
	within, ok := strings.CutPrefix(where, folder)
	switch {
	case !ok:
		return "", false
	case within == "" || within == "data/":
		return "", true
	}
	return nameAt(within), false
}

func isLitter(base string) bool {
	return slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, base)
}

// folderOf returns the folder that contains the whole bundle, with its /, or ""
// where there is none.
func folderOf(files []*zip.File) string {
	for _, f := range files {
		if folder, within, ok := strings.Cut(f.Name, "/"); ok && nameAt(within) != "" {
			return folder + "/"
		}
	}
	return ""
}
