package columns

import "encoding/binary"

// A Memory allocates n zero bytes.
type Memory func(n int) []byte

// Heap allocates ordinary memory.
func Heap(n int) []byte { return make([]byte, n) }

// ints is an array of whole numbers, each in as many bytes as the largest of them
// needs: most columns need one to three of the eight bytes of an int.
type ints struct {
	bytes []byte // little endian
	width int    // bytes of a number: 1, 2, 3, 4 or 8
}

// pack packs numbers, of which none is larger than largest.
func pack[T uint32 | uint64](m Memory, numbers []T, largest uint64) ints {
	width := 8
	switch {
	case largest < 1<<8:
		width = 1
	case largest < 1<<16:
		width = 2
	case largest < 1<<24:
		width = 3
	case largest < 1<<32:
		width = 4
	}
	b := m(len(numbers) * width)
	switch width {
	case 1:
		for i, v := range numbers {
			b[i] = byte(v)
		}
	case 2:
		for i, v := range numbers {
			binary.LittleEndian.PutUint16(b[2*i:], uint16(v))
		}
	case 3:
		for i, v := range numbers {
			to := b[3*i : 3*i+3]
			to[0], to[1], to[2] = byte(v), byte(v>>8), byte(v>>16)
		}
	case 4:
		for i, v := range numbers {
			binary.LittleEndian.PutUint32(b[4*i:], uint32(v))
		}
	default:
		for i, v := range numbers {
			binary.LittleEndian.PutUint64(b[8*i:], uint64(v))
		}
	}
	return ints{b, width}
}

func (x *ints) len() int {
	if x.width == 0 {
		return 0
	}
	return len(x.bytes) / x.width
}

func (x *ints) at(i int) uint64 {
	switch x.width {
	case 1:
		return uint64(x.bytes[i])
	case 2:
		return uint64(binary.LittleEndian.Uint16(x.bytes[2*i:]))
	case 3:
		b := x.bytes[3*i : 3*i+3]
		return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16
	case 4:
		return uint64(binary.LittleEndian.Uint32(x.bytes[4*i:]))
	}
	return binary.LittleEndian.Uint64(x.bytes[8*i:])
}

// load fills dst with the numbers from i on, which are below 2^32. It costs a third
// of the same number of calls of at.
func (x *ints) load(dst []uint32, i int) {
	from := x.bytes[x.width*i:]
	switch x.width {
	case 1:
		from = from[:len(dst)]
		for k := range dst {
			dst[k] = uint32(from[k])
		}
	case 2:
		for k := range dst {
			dst[k] = uint32(binary.LittleEndian.Uint16(from[2*k:]))
		}
	case 3:
		for k := range dst {
			b := from[3*k : 3*k+3]
			dst[k] = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
		}
	default:
		for k := range dst {
			dst[k] = uint32(x.at(i + k))
		}
	}
}

// mark sets the bits of the numbers in [from, to) of x.
func (x *ints) mark(words []uint64, from, to int) {
	b := x.bytes[from*x.width : to*x.width]
	switch x.width {
	case 1:
		for _, i := range b {
			words[i>>6] |= 1 << (i & 63)
		}
	case 2:
		for ; len(b) >= 2; b = b[2:] {
			i := binary.LittleEndian.Uint16(b)
			words[i>>6] |= 1 << (i & 63)
		}
	case 3:
		for ; len(b) >= 3; b = b[3:] {
			i := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
			words[i>>6] |= 1 << (i & 63)
		}
	default:
		for k := from; k < to; k++ {
			i := x.at(k)
			words[i>>6] |= 1 << (i & 63)
		}
	}
}
