package proof

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
)

// readChunk is how many bytes are read at once.
const readChunk = 32 << 10

// maxDirectory is how much of a zip is read to find its files: the directory of a
// bundle has less than 2 KiB, and its end is looked for in the last 64.
const maxDirectory = 1 << 20

// A packed is a zip that has one bundle.
type packed struct {
	r     *sourceErrors
	size  int64
	files map[string]*zip.File // by their names in a bundle
	list  []*zip.File          // as the zip lists them
	// again reports that another program zipped it, which named the folder otherwise or
	// added files of its own.
	again bool
}

// openPacked opens a bundle and says what is wrong with the zip. The readable parts
// are returned with the problems.
func openPacked(r io.ReaderAt, size int64) (p *packed, problems []string, err error) {
	src := &sourceErrors{r: r}
	z, err := readDirectory(src, size)
	if src.err != nil {
		return nil, nil, src.err
	}
	p = &packed{r: src, size: size, files: make(map[string]*zip.File)}
	switch {
	case errors.Is(err, zip.ErrFormat): // its text begins with the name of the package
		return p, []string{"the file is no zip, or damaged: not a valid zip file"}, nil
	case err != nil:
		return p, []string{"the file is no zip, or damaged: " + err.Error()}, nil
	}
	p.list = z.File
	if ofVersion1(z.File) {
		return p, []string{errVersion1}, nil
	}
	folder := folderOf(z.File)
	for _, f := range z.File {
		name, litter := inBundle(f.Name, folder)
		p.again = p.again || litter
		switch {
		case litter:
		case name == "":
			problems = append(problems, wasAdded(f.Name))
		case p.files[name] != nil:
			problems = append(problems, name+" is there twice")
		case f.UncompressedSize64 > freely && f.UncompressedSize64/MaxRatio > f.CompressedSize64:
			problems = append(problems, fmt.Sprintf("%s would unpack to more than %d times its size", name, MaxRatio))
		case f.Method != zip.Store && f.Method != zip.Deflate || f.Flags&1 != 0:
			problems = append(problems, name+" is packed in a way that a bundle is not")
		default:
			p.files[name] = f
		}
	}
	for _, name := range bundleNames {
		if p.files[name] == nil && !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == folder+Path(name) }) {
			problems = append(problems, name+" is missing")
		}
	}
	if len(problems) == 0 {
		if err := layout(src, size, z); err != nil {
			problems = append(problems, err.Error())
		}
	}
	return p, problems, src.err
}

func wasAdded(path string) string {
	return quoted(path) + " was added: a bundle has no such file"
}

// errVersion1 is the problem of a bundle of the format before this one, which was never
// released.
const errVersion1 = "the bundle is of version 1, and this program reads version 2; ask for it again, made by a newer Daybook"

// ofVersion1 reports whether a zip has the files that only a bundle of version 1 had.
func ofVersion1(files []*zip.File) bool {
	for _, f := range files {
		folder, isSignature := strings.CutSuffix(f.Name, "manifest.sig")
		if isSignature && slices.ContainsFunc(files, func(f *zip.File) bool { return f.Name == folder+EventsName }) {
			return true
		}
	}
	return false
}

func (p *packed) has(name string) bool { return p.files[name] != nil }

func (p *packed) failed() error { return p.r.err }

func (p *packed) isFolder() bool { return false }

// readDirectory reads the directory of a zip, and no more than maxDirectory bytes.
func readDirectory(r io.ReaderAt, size int64) (*zip.Reader, error) {
	short := &bounded{r: r, left: maxDirectory}
	z, err := zip.NewReader(short, size)
	if short.left < 0 {
		return nil, errors.New("it lists more files than a bundle has")
	}
	short.left = 1 << 62
	return z, err
}

// bounded fails once too much was read from it.
type bounded struct {
	r    io.ReaderAt
	left int64
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return b.r.ReadAt(p, off)
}

// sourceErrors keeps the error of the file itself, which says nothing about its
// content.
type sourceErrors struct {
	r   io.ReaderAt
	err error
}

func (s *sourceErrors) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.r.ReadAt(p, off)
	if err != nil && err != io.EOF && off >= 0 {
		s.err = err
	}
	return n, err
}

// Sizes and signatures of the records of a zip.
const (
	localSize, localSignature      = 30, 0x04034b50
	centralSize, centralSignature  = 46, 0x02014b50
	descriptorSignature            = 0x08074b50
	endSize, endSignature          = 22, 0x06054b50
	locatorSize, locatorSignature  = 20, 0x07064b50
	bigEndSize, bigEndSignature    = 56, 0x06064b50
	describedLater                 = 8 // the flag: sizes and sum follow the data
	smallDescriptor, bigDescriptor = 16, 24
	zip64Marker                    = 1<<32 - 1
	bigExtraID                     = 1
	extraName, extraComment        = 30, 32
)

var (
	errLayout = errors.New("the zip is damaged, or something is hidden in it")
	le        = binary.LittleEndian
)

// layout makes sure that a zip, whichever program wrote it, has only its files: one
// after another from the first byte on, each described identically before its data
// and in the directory, then the directory and the end. Readers of zips differ in
// which of the two descriptions they believe, and skip bytes between the files.
// Each must be a regular file to every program that unpacks it.
func layout(r io.ReaderAt, size int64, z *zip.Reader) error {
	files := slices.Clone(z.File)
	at := int64(0)
	for _, f := range files {
		next, err := entryEnd(r, at, f)
		if err != nil {
			return fmt.Errorf("%w, at %s", errLayout, f.Name)
		}
		at = next
	}
	return directory(r, at, size, files)
}

// entryEnd returns the end of the entry that must start at at.
func entryEnd(r io.ReaderAt, at int64, f *zip.File) (int64, error) {
	local, err := bytesAt(r, at, localSize+int64(len(f.Name)))
	if err != nil {
		return 0, err
	}
	extra := int64(le.Uint16(local[28:]))
	data, err := f.DataOffset()
	if err != nil {
		return 0, err
	}
	later := f.Flags&describedLater != 0
	switch {
	case le.Uint32(local) != localSignature, le.Uint16(local[6:]) != f.Flags, le.Uint16(local[8:]) != f.Method,
		int(le.Uint16(local[26:])) != len(f.Name), string(local[localSize:]) != f.Name,
		data != at+localSize+int64(len(f.Name))+extra:
		return 0, errLayout
	case !later && (le.Uint32(local[14:]) != f.CRC32 || uint64(le.Uint32(local[18:])) != f.CompressedSize64 || uint64(le.Uint32(local[22:])) != f.UncompressedSize64):
		return 0, errLayout
	}
	fields, err := bytesAt(r, data-extra, extra)
	if err != nil || !knownFields(fields) {
		return 0, errLayout
	}
	if f.CompressedSize64 > 1<<62 {
		return 0, errLayout
	}
	end := data + int64(f.CompressedSize64)
	if !later {
		return end, nil
	}
	big := f.CompressedSize64 >= zip64Marker || f.UncompressedSize64 >= zip64Marker
	n := int64(smallDescriptor)
	if big {
		n = bigDescriptor
	}
	d, err := bytesAt(r, end, n)
	if err != nil {
		return 0, err
	}
	packed, unpacked := uint64(le.Uint32(d[8:])), uint64(le.Uint32(d[12:]))
	if big {
		packed, unpacked = le.Uint64(d[8:]), le.Uint64(d[16:])
	}
	if le.Uint32(d) != descriptorSignature || le.Uint32(d[4:]) != f.CRC32 || packed != f.CompressedSize64 || unpacked != f.UncompressedSize64 {
		return 0, errLayout
	}
	return end + n, nil
}

// directory makes sure that the directory, and after it the end, take the rest.
func directory(r io.ReaderAt, at, size int64, files []*zip.File) error {
	for _, f := range files {
		head, err := bytesAt(r, at, centralSize)
		if err != nil || le.Uint32(head) != centralSignature || int(le.Uint16(head[28:])) != len(f.Name) || le.Uint16(head[extraComment:]) != 0 {
			return fmt.Errorf("%w, in its directory", errLayout)
		}
		extra := int64(le.Uint16(head[extraName:]))
		fields, err := bytesAt(r, at+centralSize+int64(len(f.Name)), extra)
		if err != nil || !knownFields(fields) {
			return fmt.Errorf("%w, in its directory", errLayout)
		}
		if !regular(f) {
			return fmt.Errorf("%s is no regular file in the zip: unpacked it may be a link", f.Name)
		}
		at += centralSize + int64(len(f.Name)) + extra
	}
	if at+endSize == size {
		return nil
	}
	if at+bigEndSize+locatorSize+endSize != size {
		return fmt.Errorf("%w, behind its directory", errLayout)
	}
	end, err := bytesAt(r, at, bigEndSize+locatorSize)
	if err != nil || le.Uint32(end) != bigEndSignature || le.Uint64(end[4:]) != bigEndSize-12 || le.Uint32(end[bigEndSize:]) != locatorSignature {
		return fmt.Errorf("%w, behind its directory", errLayout)
	}
	return nil
}

// knownFields reports whether the extra fields of an entry are only those that
// common programs write about sizes, times and owners, and end where they must.
func knownFields(fields []byte) bool {
	for len(fields) > 0 {
		if len(fields) < 4 {
			return false
		}
		id, n := le.Uint16(fields), int(le.Uint16(fields[2:]))
		if len(fields) < 4+n || !slices.Contains(knownIDs, id) {
			return false
		}
		fields = fields[4+n:]
	}
	return true
}

// knownIDs are sizes of 64 bits, the times of Windows, Unix and Info-ZIP, and owners
// on Unix. A field that gives a file another name, or says how it is encrypted, is
// not among them.
var knownIDs = []uint16{bigExtraID, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875}

// regular reports whether an entry is a regular file, or a folder if its name ends
// in /, to all programs, including those that read the Unix mode whatever system
// wrote it.
func regular(f *zip.File) bool {
	const typeMask, file, folder = 0o170000, 0o100000, 0o040000
	kind := f.ExternalAttrs >> 16 & typeMask
	known := slices.Contains([]uint16{0, 3, 10, 11, 14, 19}, f.CreatorVersion>>8) // FAT, Unix, NTFS, VFAT, macOS
	if strings.HasSuffix(f.Name, "/") {
		return known && (kind == 0 || kind == folder) && f.UncompressedSize64 == 0
	}
	return known && (kind == 0 || kind == file)
}

func bytesAt(r io.ReaderAt, at, n int64) ([]byte, error) {
	b := make([]byte, n)
	if _, err := r.ReadAt(b, at); err != nil {
		return nil, err
	}
	return b, nil
}

// An unpacker reads one file of a bundle: as many bytes as the zip says, with
// the sum that it says, from all of the packed ones.
type unpacker struct {
	f      *zip.File
	packed *bufio.Reader
	r      io.Reader
	sum    uint32
	n      uint64
	err    error
}

var errUnpack = errors.New("it is damaged and cannot be unpacked")

func (p *packed) open(name string) (io.ReadCloser, uint64, error) {
	u, err := p.unpack(name)
	if err != nil {
		return nil, 0, err
	}
	return io.NopCloser(u), u.f.UncompressedSize64, nil
}

func (p *packed) unpack(name string) (*unpacker, error) {
	f := p.files[name]
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnpack, err)
	}
	u := &unpacker{f: f, packed: bufio.NewReaderSize(raw, readChunk)}
	u.r = u.packed
	if f.Method == zip.Deflate {
		u.r = flate.NewReader(u.packed)
	}
	return u, nil
}

func (u *unpacker) Read(b []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.r.Read(b)
	u.n += uint64(n)
	u.sum = crc32.Update(u.sum, crc32.IEEETable, b[:n])
	switch {
	case u.n > u.f.UncompressedSize64:
		err = fmt.Errorf("%w: it is longer than the zip says", errUnpack)
	case err == io.EOF && u.n < u.f.UncompressedSize64:
		err = fmt.Errorf("%w: it is shorter than the zip says", errUnpack)
	case err == io.EOF && u.sum != u.f.CRC32:
		err = fmt.Errorf("%w: its CRC-32 is not the one of the zip", errUnpack)
	case err == io.EOF:
		if _, more := u.packed.ReadByte(); more != io.EOF {
			err = fmt.Errorf("%w: something is hidden behind it", errUnpack)
		}
	case err != nil:
		err = fmt.Errorf("%w: %w", errUnpack, err)
	}
	u.err = err
	return n, err
}
