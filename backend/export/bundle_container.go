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

// smallText is the least number of bytes of a text that is worth packing: hashes and
// keys are not.
const smallText = 1000

// packedTexts are the files whose packing depends on their size.
var packedTexts = []string{checkpointName, keyName, howToName, reportName, manifestName, signatureName}

// bundleHeader returns the header of a file of size bytes in a bundle that was made
// at that time. Both the writer and the verifier use it.
func bundleHeader(name string, size uint64, at time.Time) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC().Truncate(time.Second)}
	if size < smallText && slices.Contains(packedTexts, name) {
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

// writtenHeader returns the header that the writer makes from bundleHeader, with the
// sizes and the sum of f.
func writtenHeader(f *zip.File, at time.Time) (*zip.FileHeader, error) {
	h := bundleHeader(f.Name, f.UncompressedSize64, at)
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

// inBundle returns the name in the bundle of a file of a zip, where the bundle was
// unpacked and zipped again: programs put all of it into a folder, and those of
// macOS and Windows add files of their own. litter is true for these.
func inBundle(name, folder string) (is string, litter bool) {
	if strings.HasPrefix(name, "__MACOSX/") || slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, path.Base(name)) {
		return name, true
	}
	is, within := strings.CutPrefix(name, folder)
	return is, within && is == ""
}

// folderOf returns the folder that contains the whole bundle, with its /, or ""
// where there is none.
func folderOf(files []*zip.File) string {
	for _, f := range files {
		if folder, name, ok := strings.Cut(f.Name, "/"); ok && name == manifestName {
			return folder + "/"
		}
	}
	return ""
}
