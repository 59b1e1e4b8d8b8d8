package export

import (
	"bytes"
	"errors"
	"io"

	"daybook/backend/event"
)

// Bounds of what a bundle may unpack to. Whoever verifies one has it from somebody
// else, and a few bytes of a zip can stand for gigabytes: so each file is bounded
// before it is decoded, and what is counted is counted before there is room made for
// it. Beyond freely bytes, a file may be maxRatio times what it is packed in.
const (
	freely   = 64 << 20
	maxRatio = 200
	// Of key and signatures, which are a few hundred bytes.
	maxSigned = 64 << 10
	// Of the manifest: bytes, and how many objects and values it has. One import
	// takes some 500 bytes and 20 values.
	maxManifest = 16 << 20
	maxObjects  = 64 << 10
	maxValues   = 1 << 20
	// Of the query in it, which is gone through for each event.
	maxQuery = 256 << 10
	// Of one event as a line: six texts, every byte of them escaped in six.
	maxRecord = 6*6*event.MaxFieldBytes + 4<<10
	// Of a line, or a row, that is compared with an event that is known: it is only
	// read on where it may be as long as that one, or is shorter than this.
	maxCompared = 1 << 20
	// minRecord is less than any event takes as a line.
	minRecord = 120
	// freeProofs are proofs of events that are not there, of which each is named.
	freeProofs = 256 << 10
)

// mostOf is how many bytes a file may have that is read whole.
func mostOf(name string) uint64 {
	if name == manifestName {
		return maxManifest
	}
	return maxSigned
}

// manifestFits says why the text of a manifest would take too much to decode.
func manifestFits(data []byte) error {
	if len(data) > maxManifest {
		return errTooMuch
	}
	objects, values, within := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch b := data[i]; {
		case within && b == '\\':
			i++
		case b == '"':
			within = !within
		case within:
		case b == '{':
			objects++
		case b == ',':
			values++
		}
		if objects > maxObjects || values > maxValues {
			return errTooMuch
		}
	}
	return nil
}

var errTooMuch = errors.New("it has more than a manifest can have")

// countEvents is how many events the file of events can have at most, by reading it
// once: as many as it has lines, and bytes for lines. What is wrong with it is said
// when it is read again.
func (v *verifier) countEvents() (int, error) {
	u, err := v.packed.open(eventsName)
	if err != nil {
		return 0, nil
	}
	lines, size := 0, 0
	for buf := make([]byte, readChunk); ; {
		if err := v.ctx.Err(); err != nil {
			return 0, err
		}
		n, err := u.Read(buf)
		lines, size = lines+bytes.Count(buf[:n], []byte{'\n'}), size+n
		if err == io.EOF || err != nil {
			return min(lines, size/minRecord), nil
		}
	}
}
