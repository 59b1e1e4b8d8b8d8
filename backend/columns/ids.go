package columns

import (
	"encoding/binary"
	"io"

	"daybook/backend/failure"
	"daybook/backend/query"
)

// HashID returns the hash under which an event_id is found, that of its Normal
// form, so that the search term id: and the search for duplicates share one file.
// Other ids may have the same hash, so the caller must compare the ids.
func HashID(id string) uint32 {
	// FNV-1a, then the finalizer of SplitMix64 since FNV's high bits mix badly.
	h := uint64(14695981039346656037)
	for _, b := range []byte(query.Normal(id)) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return uint32(h >> 32)
}

// IDs is the ids file of one segment. Only the parts that are needed are read,
// and none is kept.
type IDs struct {
	file io.ReaderAt
	rows int
}

// OpenIDs reads ids of a segment with that many rows.
func OpenIDs(file io.ReaderAt, rows int) *IDs { return &IDs{file, rows} }

const idWindow = 512 // entries that one read brings: 4 KiB

// Find appends the rows whose id has that hash to rows. It costs one or two reads:
// hashes are uniform, so their place can be predicted.
func (x *IDs) Find(hash uint32, rows []uint32) ([]uint32, error) {
	low, high := 0, x.rows // the first entry with hash is in [low, high]
	lowHash, highHash := uint64(0), uint64(1)<<32
	var buf [8 * idWindow]byte
	for high-low > idWindow {
		guess := low + int(float64(high-low)*float64(uint64(hash)-lowHash)/float64(highHash-lowHash))
		from := min(max(guess-idWindow/2, low), high-idWindow)
		if err := x.read(buf[:], from); err != nil {
			return rows, err
		}
		first, last := binary.BigEndian.Uint32(buf[:]), binary.BigEndian.Uint32(buf[8*(idWindow-1):])
		switch {
		case hash <= first: // the first entry with hash is at from or before
			high, highHash = from, uint64(first)+1
		case hash > last:
			low, lowHash = from+idWindow, uint64(last)
		default:
			low, high = from, from+idWindow
		}
	}
	for at := low; at < x.rows; at += idWindow {
		n := min(idWindow, x.rows-at)
		if err := x.read(buf[:8*n], at); err != nil {
			return rows, err
		}
		for entry := buf[:8*n]; len(entry) > 0; entry = entry[8:] {
			switch h := binary.BigEndian.Uint32(entry); {
			case h == hash:
				row := binary.BigEndian.Uint32(entry[4:])
				if int(row) >= x.rows {
					return rows, damaged("ids")
				}
				rows = append(rows, row)
			case h > hash:
				return rows, nil
			}
		}
	}
	return rows, nil
}

func (x *IDs) read(buf []byte, at int) error {
	if _, err := x.file.ReadAt(buf, int64(at)*8); err != nil {
		return failure.New("read", "ids", err)
	}
	return nil
}

// Each calls found with each index into hashes, which rises, and each row whose id
// has that hash. A few hashes are looked up one by one; many are found in one pass
// over the file.
func (x *IDs) Each(hashes []uint32, found func(i int, row uint32) error) error {
	if len(hashes)*64 < x.rows {
		var rows []uint32
		for i, h := range hashes {
			var err error
			if rows, err = x.Find(h, rows[:0]); err != nil {
				return err
			}
			for _, row := range rows {
				if err := found(i, row); err != nil {
					return err
				}
			}
		}
		return nil
	}
	next := 0
	buf := make([]byte, 8*8192)
	for at := 0; at < x.rows && next < len(hashes); at += len(buf) / 8 {
		n := min(len(buf)/8, x.rows-at)
		if err := x.read(buf[:8*n], at); err != nil {
			return err
		}
		for entry := buf[:8*n]; len(entry) > 0; entry = entry[8:] {
			h, row := binary.BigEndian.Uint32(entry), binary.BigEndian.Uint32(entry[4:])
			for next < len(hashes) && hashes[next] < h {
				next++
			}
			if int(row) >= x.rows {
				return damaged("ids")
			}
			for i := next; i < len(hashes) && hashes[i] == h; i++ {
				if err := found(i, row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Differs returns the index of the first of entries that the file does not have in
// its place: len(entries) if the file has more entries, -1 if it has exactly these.
// Each entry has a hash in its upper half and a row in its lower half, and they
// rise as in the file.
func (x *IDs) Differs(entries []uint64) (int, error) {
	if len(entries) != x.rows {
		return min(len(entries), x.rows), nil
	}
	buf := make([]byte, 8*8192)
	for at := 0; at < x.rows; at += len(buf) / 8 {
		n := min(len(buf)/8, x.rows-at)
		if err := x.read(buf[:8*n], at); err != nil {
			return at, err
		}
		for i := range n {
			if binary.BigEndian.Uint64(buf[8*i:]) != entries[at+i] {
				return at + i, nil
			}
		}
	}
	return -1, nil
}
