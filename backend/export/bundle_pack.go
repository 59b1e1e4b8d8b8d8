package export

import (
	"compress/flate"
	"io"
	"slices"

	"daybook/backend/proof"
)

// wary is a compressor whose output is never packed so tightly that it looks like a
// zip bomb: where texts repeat extremely often it goes on without looking for
// repetitions.
type wary struct {
	out   *writeCounter
	w     *flate.Writer
	in    int64
	plain bool
}

// newWary reuses w, which no other compressor uses at the time.
func newWary(to io.Writer, w *flate.Writer) *wary {
	out := &writeCounter{w: to}
	w.Reset(out)
	return &wary{out: out, w: w}
}

func (c *wary) Write(p []byte) (n int, err error) {
	for part := range slices.Chunk(p, chunk) {
		if !c.plain && c.in > proof.MaxRatio*chunk && c.in > c.out.n*(proof.MaxRatio/4) {
			if err := c.goPlain(); err != nil {
				return n, err
			}
		}
		k, err := c.w.Write(part)
		n, c.in = n+k, c.in+int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// goPlain ends the block at a byte's end and starts a compressor that knows nothing
// of the data before; together they are one deflate stream.
func (c *wary) goPlain() (err error) {
	c.plain = true
	if err := c.w.Flush(); err != nil {
		return err
	}
	c.w, err = flate.NewWriter(c.out, flate.HuffmanOnly)
	return err
}

func (c *wary) Close() error { return c.w.Close() }

type writeCounter struct {
	w io.Writer
	n int64
}

func (c *writeCounter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
