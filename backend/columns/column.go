package columns

import "math/bits"

// A column is one field of the rows of a segment, as codes: the place of each
// row's value in a dictionary of the segment that is in sort order.
type column struct {
	values int  // of the dictionary
	codes  ints // by row
	rows   ints // grouped by code, those of a code in base order
	starts ints // the start of each code's group in rows, and the end of the last group
}

// column reads a code a row, each below values. The groups are found by counting.
func (u *unpacking) column(v *varints, values int, what string) (column, error) {
	n := u.n
	if !v.enough(n) {
		return column{}, damaged(what)
	}
	codes := sized(&u.codes, n)
	starts := make([]uint32, values+1)
	for i := range codes {
		code := v.next()
		if code >= uint64(values) {
			return column{}, damaged(what)
		}
		codes[i] = uint32(code)
		starts[code+1]++
	}
	if err := v.done(what); err != nil {
		return column{}, err
	}
	for code := range values {
		starts[code+1] += starts[code]
	}
	c := column{
		values: values,
		codes:  pack(u.memory, codes, uint64(max(values, 1)-1)),
		starts: pack(u.memory, starts, uint64(n)),
	}
	rows := sized(&u.rows, n)
	for i, code := range codes {
		rows[starts[code]] = uint32(i) // from here on the place of the next row
		starts[code]++
	}
	c.rows = pack(u.memory, rows, uint64(max(n, 1)-1))
	return c, nil
}

// group returns the range in rows that holds the rows of a code.
func (c *column) group(code int) (from, to int) {
	return int(c.starts.at(code)), int(c.starts.at(code + 1))
}

// add adds to set the rows, of which the first is at base, whose code is wanted. It
// visits only these rows, only all others, or, where both are many groups, every
// row in order.
func (c *column) add(set *Bits, base int, wanted *Bits) {
	n, groups, total := c.codes.len(), 0, 0
	for code := range wanted.All() {
		from, to := c.group(code)
		groups++
		total += to - from
	}
	words := set.words[base>>6:]
	switch {
	case c.better(groups, total):
		for code := range wanted.All() {
			from, to := c.group(code)
			c.rows.mark(words, from, to)
		}
	case c.better(c.values-groups, n-total):
		others := NewBits(n)
		for code := range c.values {
			if !wanted.Has(code) {
				from, to := c.group(code)
				c.rows.mark(others.words, from, to)
			}
		}
		for row := 0; row < n; row += 64 {
			words[row>>6] |= ^others.words[row>>6] & (^uint64(0) >> (64 - min(64, n-row)))
		}
	default:
		c.scan(words, wanted)
	}
}

// better reports whether visiting that number of groups and rows costs less than a
// scan. Measured: a group costs some 8 ns, a row in it some 2 ns, and a row of a
// scan 1 or 3 ns.
func (c *column) better(groups, rows int) bool {
	n := c.codes.len()
	if c.codes.width > 1 {
		n *= 3
	}
	return 8*groups+2*rows < n
}

// scan looks at the code of every row.
func (c *column) scan(words []uint64, wanted *Bits) {
	n := c.codes.len()
	if c.codes.width == 1 {
		var bit [256]uint64
		for code := range wanted.All() {
			bit[code] = 1
		}
		for row := 0; row < n; row += 64 {
			var word uint64
			for k, code := range c.codes.bytes[row:min(row+64, n)] {
				word |= bit[code] << k
			}
			words[row>>6] |= word
		}
		return
	}
	var buf [64]uint32
	for row := 0; row < n; row += 64 {
		codes := buf[:min(64, n-row)]
		c.codes.load(codes, row)
		var word uint64
		for k, code := range codes {
			word |= (wanted.words[code>>6] >> (code & 63) & 1) << k
		}
		words[row>>6] |= word
	}
}

// tally counts the codes of the rows that are in set. of gives for each code its
// index in sums, after dropping the last shift bits.
func (c *column) tally(set *Bits, base int, of []uint32, shift int, sums []int) {
	n := c.codes.len()
	if set.CountRange(base, base+n) == n {
		for code := range c.values {
			from, to := c.group(code)
			sums[of[code]>>shift] += to - from
		}
		return
	}
	var buf [64]uint32
	for row := 0; row < n; row += 64 {
		word := set.words[(base+row)>>6]
		if bits.OnesCount64(word) < 16 {
			for ; word != 0; word &= word - 1 {
				sums[of[c.codes.at(row+bits.TrailingZeros64(word))]>>shift]++
			}
			continue
		}
		codes := buf[:min(64, n-row)]
		c.codes.load(codes, row)
		for ; word != 0; word &= word - 1 {
			sums[of[codes[bits.TrailingZeros64(word)]]>>shift]++
		}
	}
}
