package columns

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// ErrDamaged reports bytes that this package did not write.
var ErrDamaged = errors.New("damaged")

func damaged(what string) error { return fmt.Errorf("%w: %s", ErrDamaged, what) }

// The zstd coders are shared; EncodeAll and DecodeAll are safe for concurrent
// use and keep no state between calls.
var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		// An encoder keeps twice its window, which by default is 8 MiB: more than a section has.
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(1<<20))
		if err != nil {
			panic(err) // the options are constants
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(1<<31))
		if err != nil {
			panic(err)
		}
		return d
	})
)

func appendSection(dst, raw []byte) []byte {
	packed := encoder().EncodeAll(raw, nil)
	dst = binary.AppendUvarint(dst, uint64(len(packed)))
	return append(dst, packed...)
}

// unpack appends the unpacked bytes to dst.
func unpack(packed, dst []byte) ([]byte, error) {
	raw, err := decoder().DecodeAll(packed, dst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return raw, nil
}

// A varints reads unsigned varints off the front of a section; after the first
// fault it yields zeros and stays at fault.
type varints struct {
	rest  []byte
	fault bool
}

func (v *varints) next() uint64 {
	x, n := binary.Uvarint(v.rest)
	if n <= 0 {
		v.fault = true
		v.rest = nil
		return 0
	}
	v.rest = v.rest[n:]
	return x
}

func (v *varints) bytes() []byte {
	n := v.next()
	if v.fault || n > uint64(len(v.rest)) {
		v.fault = true
		v.rest = nil
		return nil
	}
	b := v.rest[:n]
	v.rest = v.rest[n:]
	return b
}

// enough reports whether n varints can follow, so that a few bytes that claim to be
// many do not make it allocate that much memory.
func (v *varints) enough(n int) bool { return n <= len(v.rest) }

// done reports a fault, or bytes left over, as damage.
func (v *varints) done(what string) error {
	if v.fault || len(v.rest) != 0 {
		return damaged(what)
	}
	return nil
}

func appendBytes(dst []byte, s string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

func zigzag(d int64) uint64   { return uint64(d)<<1 ^ uint64(d>>63) }
func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
