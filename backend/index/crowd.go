package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A crowdedPrefix is a prefix of many terms, whose ranks are kept ready.
type crowdedPrefix struct {
	key   string // the longest prefix with which the same terms start
	ranks []byte // a bitmap
}

// crowdedPrefixes returns each prefix with which more than limit terms start, in no
// particular order.
func (b *bleveIndex) crowdedPrefixes(limit int) ([]crowdedPrefix, error) {
	d, err := b.dictionary()
	if err != nil || d.Cardinality() <= limit {
		return nil, err
	}
	c := crowd{limit: limit}
	ranks := roaring.New()
	err = d.each("", func(term string) error {
		ranks.Clear()
		if err := d.orInto(ranks, term); err != nil {
			return err
		}
		return c.add(term, ranks)
	})
	if err == nil {
		err = c.closeTo(0)
	}
	return c.found, err
}

// A crowd walks over the terms in byte order as over the tree of their
// prefixes, of which it holds the nodes from the root to the last term.
type crowd struct {
	limit int
	last  string
	path  []node
	found []crowdedPrefix

	// Ranks of terms that occur in few descriptions, in the order of the terms. The
	// ranks of a node are at the end while it is the last of the path.
	ranks []uint32
}

// A node is a prefix at which terms part, or a term.
type node struct {
	length int // of the prefix, in bytes
	terms  int
	from   int             // its part of crowd.ranks starts here
	ranks  *roaring.Bitmap // ranks that are not in crowd.ranks; may be nil
}

// fewRanks is the greatest number of a term's ranks that are put into
// crowd.ranks.
const fewRanks = 64

// add takes the next term.
func (c *crowd) add(term string, ranks *roaring.Bitmap) error {
	common := 0
	for common < min(len(term), len(c.last)) && term[common] == c.last[common] {
		common++
	}
	if err := c.closeTo(common); err != nil {
		return err
	}
	n := node{length: len(term), terms: 1, from: len(c.ranks)}
	if ranks.GetCardinality() <= fewRanks {
		ranks.Iterate(func(rank uint32) bool {
			c.ranks = append(c.ranks, rank)
			return true
		})
	} else {
		n.ranks = ranks.Clone()
	}
	c.path = append(c.path, n)
	c.last = term
	return nil
}

// closeTo ends the nodes that are longer than length, and makes sure that the
// last one left has that length, or is the root.
func (c *crowd) closeTo(length int) error {
	for len(c.path) > 0 && c.path[len(c.path)-1].length > length {
		n := c.path[len(c.path)-1]
		c.path = c.path[:len(c.path)-1]
		if n.terms > c.limit {
			if err := c.keep(&n); err != nil {
				return err
			}
		}
		if len(c.path) == 0 || c.path[len(c.path)-1].length < length {
			n.length = length
			c.path = append(c.path, n)
			break
		}
		c.path[len(c.path)-1].take(n)
	}
	return nil
}

// take adds to n the terms and ranks of the node below it.
func (n *node) take(below node) {
	n.terms += below.terms
	switch {
	case n.ranks == nil:
		n.ranks = below.ranks
	case below.ranks != nil:
		n.ranks.Or(below.ranks)
	}
}

// keep notes the prefix of n, which is the last node, as crowded.
func (c *crowd) keep(n *node) error {
	if n.ranks == nil {
		n.ranks = roaring.New()
	}
	slices.Sort(c.ranks[n.from:])
	n.ranks.AddMany(c.ranks[n.from:])
	c.ranks = c.ranks[:n.from]
	n.ranks.RunOptimize()
	ranks, err := n.ranks.ToBytes()
	c.found = append(c.found, crowdedPrefix{c.last[:n.length], ranks})
	return err
}
