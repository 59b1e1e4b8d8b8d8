package segment

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/folder"
)

// Each event has its salt beside it in the store. The file of salts keeps all salts of a
// segment once more, outside of the segment's folder: whoever imports the original file
// of a damaged event again brings everything but the salt, without which nothing shows
// that it is the same event. The file is
//
//	"daybook salts 2\n"
//	runs of consecutive numbers            how many, as an unsigned varint
//	for each run                           numbers left out since the run before, and
//	                                       numbers in it, as unsigned varints
//	for each event, by its number          salt (16 bytes), hash of its event_id (4 bytes,
//	                                       big endian, see columns.HashID)
//
// It follows from the rows of the segment, so that it can be made again from them.
const saltsHead = "daybook salts 2\n"

const saltBytes = len(event.Salt{}) + 4

// saltsBuilder gathers the salts of a segment.
type saltsBuilder struct{ all []salted }

type salted struct {
	seq  uint32
	salt event.Salt
	id   uint32
}

func (b *saltsBuilder) add(seq uint64, salt event.Salt, id string) {
	b.all = append(b.all, salted{uint32(seq), salt, columns.HashID(id)})
}

// finish returns the content of the file.
func (b *saltsBuilder) finish() []byte {
	slices.SortFunc(b.all, func(x, y salted) int { return int(int64(x.seq) - int64(y.seq)) })
	seqs := make([]uint32, len(b.all))
	for i := range b.all {
		seqs[i] = b.all[i].seq
	}
	runs := Runs(seqs)
	out := make([]byte, 0, len(saltsHead)+len(runs)*4+len(b.all)*saltBytes)
	out = binary.AppendUvarint(append(out, saltsHead...), uint64(len(runs)))
	end := int64(0)
	for _, r := range runs {
		out = binary.AppendUvarint(out, uint64(r[0]-end))
		out = binary.AppendUvarint(out, uint64(r[1]-r[0]))
		end = r[1]
	}
	for i := range b.all {
		out = append(out, b.all[i].salt[:]...)
		out = binary.BigEndian.AppendUint32(out, b.all[i].id)
	}
	return out
}

// A Salts is the open file of salts of a segment. It trusts nothing in it: whether a salt
// is the right one shows the leaf of the event.
type Salts struct {
	f      *os.File
	runs   [][2]int64
	before []int64 // number of events before each run
	start  int64   // of the first salt in the file
	events int64
}

// OpenSalts opens a file of salts. Its memory is 24 bytes for each run of numbers.
func OpenSalts(path string) (_ *Salts, err error) {
	f, err := durable.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	s := &Salts{f: f}
	in := &counted{r: bufio.NewReader(io.NewSectionReader(f, 0, info.Size()))}
	head := make([]byte, len(saltsHead))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != saltsHead {
		return nil, errSalts
	}
	runs, err := binary.ReadUvarint(in)
	if err != nil || runs > uint64(info.Size()) {
		return nil, errSalts
	}
	end := int64(0)
	for range runs {
		gap, err := binary.ReadUvarint(in)
		if err != nil || gap > 1<<32 {
			return nil, errSalts
		}
		n, err := binary.ReadUvarint(in)
		if err != nil || n > 1<<32 {
			return nil, errSalts
		}
		from := end + int64(gap)
		end = from + int64(n)
		if end > 1<<32 {
			return nil, errSalts
		}
		s.runs, s.before = append(s.runs, [2]int64{from, end}), append(s.before, s.events)
		s.events += int64(n)
	}
	s.start = in.n
	return s, nil
}

var errSalts = folder.Damagef("it is no file of salts")

// counted counts the bytes that are read.
type counted struct {
	r *bufio.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// Close closes the file.
func (s *Salts) Close() error { return s.f.Close() }

// Salt returns the salt of an event; ok is false if the file has none.
func (s *Salts) Salt(seq uint64) (salt event.Salt, ok bool, err error) {
	i, found := slices.BinarySearchFunc(s.runs, int64(seq), func(run [2]int64, seq int64) int {
		switch {
		case run[1] <= seq:
			return -1
		case run[0] > seq:
			return 1
		}
		return 0
	})
	if !found {
		return salt, false, nil
	}
	at := s.start + (s.before[i]+int64(seq)-s.runs[i][0])*int64(saltBytes)
	if _, err := s.f.ReadAt(salt[:], at); err != nil {
		if err == io.EOF {
			return salt, false, nil
		}
		return salt, false, err
	}
	return salt, true, nil
}

// Each calls visit with the number, the salt and the hash of the event_id of each event,
// by number, as far as the file has them.
func (s *Salts) Each(visit func(seq int64, salt event.Salt, id uint32)) error {
	in := bufio.NewReaderSize(io.NewSectionReader(s.f, s.start, s.events*int64(saltBytes)), 64<<10)
	var one [saltBytes]byte
	for _, run := range s.runs {
		for seq := run[0]; seq < run[1]; seq++ {
			switch _, err := io.ReadFull(in, one[:]); err {
			case nil:
			case io.EOF, io.ErrUnexpectedEOF:
				return nil
			default:
				return err
			}
			visit(seq, event.Salt(one[:]), binary.BigEndian.Uint32(one[len(event.Salt{}):]))
		}
	}
	return nil
}

// SaltsSum returns the SHA-256 of the content of a file of salts, as a Ref has it.
func SaltsSum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// SaltsOf makes the content of the file of salts again from the rows of a segment, all of
// which must be readable and those of the leaves.
func SaltsOf(s *Segment, all leaves) ([]byte, error) {
	var b saltsBuilder
	c := NewCursor(s, all, nil, nil)
	for {
		more, err := c.Fill()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		e, salt, err := event.DecodeStored(c.Row().Stored)
		if err != nil {
			return nil, err
		}
		b.add(c.Row().Seq, salt, e.ID)
		c.Skip()
	}
	content := b.finish()
	if sum := SaltsSum(content); sum != s.Ref.Salts {
		return nil, fmt.Errorf("segment %06d: %w", s.Number, folder.Damagef("its salts are not those that were sealed"))
	}
	return content, nil
}

// CheckSalts compares the file of salts of a segment with its hash.
func CheckSalts(path string, ref Ref) error {
	sum, _, err := folder.Hash(path, 0)
	if err == nil && sum != ref.Salts {
		err = folder.Damagef("its bytes are not those that were sealed")
	}
	return err
}

// WriteSalts writes a file of salts, read-only and complete or not at all.
func WriteSalts(path string, content []byte) error {
	err := durable.Write(path+".new", 0o400, func(w io.Writer) error { _, err := w.Write(content); return err })
	if err != nil {
		return err
	}
	return durable.Rename(path+".new", path)
}
