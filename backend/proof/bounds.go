package proof

import (
	"bytes"
	"errors"
	"io"

	"daybook/backend/event"
)

// Bounds of the unpacked content of a bundle. A bundle that is verified comes from
// somebody else, and a few bytes of a zip can stand for gigabytes: so each file is
// bounded before it is decoded, and things are counted before memory is allocated
// for them. Beyond freely bytes, a file may be MaxRatio times its packed size.
const (
	freely   = 64 << 20
	MaxRatio = 200
	// Key and signatures, which have a few hundred bytes.
	maxSigned = 64 << 10
	// The manifest, in bytes, and the number of its objects and values. One import
	// takes some 500 bytes and 20 values.
	maxManifest = 16 << 20
	maxObjects  = 64 << 10
	maxValues   = 1 << 20
	// The query in it, which is evaluated for each event.
	maxQuery = 256 << 10
	// One event as a line: six texts, every byte of which is escaped in six.
	maxRecord = 6*6*event.MaxFieldBytes + 4<<10
	// A line, or a row, that is compared with a known event: it is read to its end
	// only where it may be as long as that event, or is shorter than this.
	maxCompared = 1 << 20
	// minRecord is less than any event takes as a line.
	minRecord = 120
	// freeProofs is the number of proofs of missing events, each of which is named.
	freeProofs = 256 << 10
)

// mostOf returns how many bytes a file may have that is read completely.
func mostOf(name string) uint64 {
	if name == ManifestName {
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
		case b == 'n': // of null, which nothing in a manifest is
			return errForm
		}
		if objects > maxObjects || values > maxValues {
			return errTooMuch
		}
	}
	return nil
}

var errTooMuch = errors.New("it has more than a manifest can have")

// tellEvery is the number of events between two checks of the context and two
// reports of progress.
const tellEvery = 1000

// countEvents reads the file of events once and returns the greatest number of
// events that it can have, from its lines and its bytes. Faults in it are reported
// when it is read again.
func (v *verifier) countEvents() (int, error) {
	u, _, err := v.bundle.open(EventsName)
	if err != nil {
		return 0, nil
	}
	defer u.Close()
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
