package export

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// smallText is how many bytes a text has at least that is worth packing: hashes and
// keys are not.
const smallText = 1000

// packedTexts are the files whose packing depends on their size.
var packedTexts = []string{checkpointName, keyName, howToName, reportName, manifestName, signatureName}

// bundleHeader is the header of a file of a bundle that has so many bytes and that
// was made at that time. What is written and what is read back are both made of it.
func bundleHeader(name string, size uint64, at time.Time) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC().Truncate(time.Second)}
	if size < smallText && slices.Contains(packedTexts, name) {
		h.Method = zip.Store
	}
	h.SetMode(0o600)
	return h
}

// asWritten reports whether the zip is, but for what its files are packed to, the
// very bytes that WriteBundle writes for a bundle that was made at that time: every
// header, descriptor and entry of the directory, in their order, and nothing beside.
// It reads what is between the files, and goes over what is in them once in memory.
func (p *packed) asWritten(at time.Time) (bool, error) {
	if len(p.list) != len(bundleNames) {
		return false, nil
	}
	c := &comparer{r: p.r}
	w := zip.NewWriter(c)
	nothing := make([]byte, readChunk)
	for i, f := range p.list {
		if f.Name != bundleNames[i] {
			return false, nil
		}
		h, err := writtenHeader(f, at)
		if err != nil {
			return false, err
		}
		entry, err := w.CreateRaw(h)
		if err != nil {
			return false, err
		}
		if f.CompressedSize64 >= zip64Marker || f.UncompressedSize64 >= zip64Marker {
			h.ReaderVersion = zip64Version // which only its end tells
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

// zip64Version is the version that a reader of sizes of 64 bits has.
const zip64Version = 45

// writtenHeader is the header that the writer makes of bundleHeader, with the sizes
// and the sum of f.
func writtenHeader(f *zip.File, at time.Time) (*zip.FileHeader, error) {
	h := bundleHeader(f.Name, f.UncompressedSize64, at)
	if _, err := zip.NewWriter(io.Discard).CreateHeader(h); err != nil {
		return nil, err
	}
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = f.CRC32, f.CompressedSize64, f.UncompressedSize64
	return h, nil
}

// A comparer compares what is written to it with what is in a file at that place.
type comparer struct {
	r       io.ReaderAt
	n       int64
	passing bool // what is written stands for anything
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

// inBundle is what a file of a zip is called in the bundle that the zip has, where
// that was unpacked and zipped again: programs put all of it in a folder, and those
// of macOS and Windows files of their own beside it. litter is true for these.
func inBundle(name, folder string) (is string, litter bool) {
	if strings.HasPrefix(name, "__MACOSX/") || slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, path.Base(name)) {
		return name, true
	}
	is, within := strings.CutPrefix(name, folder)
	return is, within && is == ""
}

// folderOf is the one folder that all of a bundle is in, with its /, "" where it is
// in none.
func folderOf(files []*zip.File) string {
	for _, f := range files {
		if folder, name, ok := strings.Cut(f.Name, "/"); ok && name == manifestName {
			return folder + "/"
		}
	}
	return ""
}
