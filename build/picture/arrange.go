package main

import (
	"cmp"
	"math"
	"slices"
)

// Lengths in the picture, in pixels.
const (
	boxWidth  = 240.0
	lineSpace = 16.0
	gap       = 26.0 // between boxes side by side
	margin    = 36.0
	heading   = 92.0 // of the picture
	footing   = 54.0
	ropeWidth = 14.0 // the width that an arrow takes when it passes a box
)

// A spot is a place in a layer: of a box, or of an arrow that passes between
// boxes on its way to a layer farther down.
type spot struct {
	box          *box // nil for an arrow passing by
	layer        int  // from 0 at the bottom
	x            float64
	above, below []*spot
}

func (s *spot) width() float64 {
	if s.box == nil {
		return ropeWidth
	}
	return boxWidth
}

// An arrow goes from a box over the spots where it passes by others to a box.
type arrow []*spot

// A plan says where everything in the picture goes.
type plan struct {
	layers [][]*spot // from the bottom
	arrows []arrow
	width  float64
}

// arrange puts boxes in layers so that all arrows point down, orders each layer so
// that few arrows cross, and keeps related boxes together.
func arrange(boxes []*box) plan {
	layer := layersOf(boxes)
	spots := make(map[*box]*spot)
	var p plan
	put := func(s *spot) *spot {
		for len(p.layers) <= s.layer {
			p.layers = append(p.layers, nil)
		}
		p.layers[s.layer] = append(p.layers[s.layer], s)
		return s
	}
	for _, b := range boxes {
		spots[b] = put(&spot{box: b, layer: layer[b]})
	}
	for _, b := range boxes {
		for _, used := range b.uses {
			one := arrow{spots[b]}
			for at := layer[b] - 1; at > layer[used]; at-- {
				one = append(one, put(&spot{layer: at}))
			}
			p.arrows = append(p.arrows, append(one, spots[used]))
		}
	}
	for _, one := range p.arrows {
		for i, s := range one[1:] {
			s.above = append(s.above, one[i])
			one[i].below = append(one[i].below, s)
		}
	}
	p.order()
	p.place()
	return p
}

// layersOf gives each box the lowest layer that is above all that it uses, and
// then lifts those whose arrows become shorter by it.
func layersOf(boxes []*box) map[*box]int {
	layer := make(map[*box]int)
	var low func(b *box) int
	low = func(b *box) int {
		if at, known := layer[b]; known {
			return at
		}
		at := 0
		for _, used := range b.uses {
			at = max(at, low(used)+1)
		}
		layer[b] = at
		return at
	}
	top := 0
	for _, b := range boxes {
		top = max(top, low(b))
	}
	for lifted := true; lifted; {
		lifted = false
		for _, b := range boxes {
			ceiling := top
			for _, user := range b.usedBy {
				ceiling = min(ceiling, layer[user]-1)
			}
			if ceiling > layer[b] && len(b.usedBy) > len(b.uses) {
				layer[b] = ceiling
				lifted = true
			}
		}
	}
	return layer
}

// order moves the spots of each layer towards the middle of those that they are
// joined to, up and down in turn, and keeps the order with the fewest crossings.
func (p *plan) order() {
	best, fewest := p.copied(), p.crossings()
	for round := range 40 {
		for i := range p.layers {
			at := i
			if round%2 == 1 {
				at = len(p.layers) - 1 - i
			}
			p.sortLayer(at, round%2 == 1)
		}
		p.exchange()
		if now := p.crossings(); now < fewest {
			best, fewest = p.copied(), now
		}
	}
	p.layers = best
}

func (p *plan) copied() [][]*spot {
	layers := make([][]*spot, len(p.layers))
	for i, layer := range p.layers {
		layers[i] = slices.Clone(layer)
	}
	return layers
}

// places says how far from the left each spot is in its layer, from 0 to 1.
func (p *plan) places() map[*spot]float64 {
	places := make(map[*spot]float64)
	for _, layer := range p.layers {
		for i, s := range layer {
			places[s] = (float64(i) + 0.5) / float64(len(layer))
		}
	}
	return places
}

func (p *plan) sortLayer(at int, byAbove bool) {
	places := p.places()
	middle := make(map[*spot]float64)
	for _, s := range p.layers[at] {
		joined := s.below
		if byAbove {
			joined = s.above
		}
		middle[s] = places[s]
		if len(joined) > 0 {
			sum := 0.0
			for _, other := range joined {
				sum += places[other]
			}
			middle[s] = sum / float64(len(joined))
		}
	}
	slices.SortStableFunc(p.layers[at], func(a, b *spot) int { return cmp.Compare(middle[a], middle[b]) })
}

// exchange swaps neighbours as long as fewer arrows cross by it.
func (p *plan) exchange() {
	for better := true; better; {
		better = false
		for at, layer := range p.layers {
			for i := range len(layer) - 1 {
				before := p.crossingsAt(at)
				layer[i], layer[i+1] = layer[i+1], layer[i]
				if p.crossingsAt(at) < before {
					better = true
				} else {
					layer[i], layer[i+1] = layer[i+1], layer[i]
				}
			}
		}
	}
}

func (p *plan) crossings() int {
	all := 0
	for at := range len(p.layers) - 1 {
		all += p.crossingsBelow(at + 1)
	}
	return all
}

func (p *plan) crossingsAt(at int) int {
	found := 0
	if at > 0 {
		found += p.crossingsBelow(at)
	}
	if at+1 < len(p.layers) {
		found += p.crossingsBelow(at + 1)
	}
	return found
}

// crossingsBelow counts the arrows that cross between a layer and the layer below.
func (p *plan) crossingsBelow(at int) int {
	place := make(map[*spot]int)
	for i, s := range p.layers[at-1] {
		place[s] = i
	}
	var passed []int
	found := 0
	for _, s := range p.layers[at] {
		for _, below := range s.below {
			for _, other := range passed {
				if other > place[below] {
					found++
				}
			}
		}
		for _, below := range s.below {
			passed = append(passed, place[below])
		}
	}
	return found
}

// place gives each spot its x, in the order of its layer: as near to the middle of
// the spots that it is joined to as its neighbours allow.
func (p *plan) place() {
	for _, layer := range p.layers {
		x := 0.0
		for _, s := range layer {
			s.x = x + s.width()/2
			x += s.width() + gap
		}
		for _, s := range layer {
			s.x -= x / 2
		}
	}
	for round := range 60 {
		for i := range p.layers {
			at := i
			if round%2 == 1 {
				at = len(p.layers) - 1 - i
			}
			settle(p.layers[at])
		}
	}
	for range 4 {
		for _, a := range p.arrows {
			p.straighten(a[1 : len(a)-1])
		}
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, layer := range p.layers {
		for _, s := range layer {
			left, right = min(left, s.x-s.width()/2), max(right, s.x+s.width()/2)
		}
	}
	for _, layer := range p.layers {
		for _, s := range layer {
			s.x = math.Round(s.x - left + margin)
		}
	}
	p.width = math.Round(right - left + 2*margin)
}

// straighten lets an arrow go straight down past all the boxes on its way, where
// there is an x that is free in all of those layers.
func (p *plan) straighten(passing []*spot) {
	low, high, sum := math.Inf(-1), math.Inf(1), 0.0
	for _, s := range passing {
		layer := p.layers[s.layer]
		at := slices.Index(layer, s)
		if at > 0 {
			low = max(low, layer[at-1].x+apart(layer[at-1], s))
		}
		if at+1 < len(layer) {
			high = min(high, layer[at+1].x-apart(s, layer[at+1]))
		}
		sum += s.x
	}
	if low > high {
		return
	}
	for _, s := range passing {
		s.x = max(low, min(high, sum/float64(len(passing))))
	}
}

// settle moves the spots of a layer to where they want to be, kept apart: those
// that would overlap share the mean of their wishes. An arrow that passes by weighs
// more, so that it goes straight.
func settle(layer []*spot) {
	type block struct {
		first, count  int
		wish, weights float64 // of the first spot's x
	}
	offset := make([]float64, len(layer))
	for i := 1; i < len(layer); i++ {
		offset[i] = offset[i-1] + apart(layer[i-1], layer[i])
	}
	var blocks []block
	for i, s := range layer {
		wish, weight := wanted(s)
		blocks = append(blocks, block{i, 1, wish - offset[i], weight})
		for len(blocks) > 1 && blocks[len(blocks)-2].wish > blocks[len(blocks)-1].wish {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			weights := a.weights + b.weights
			blocks = append(blocks[:len(blocks)-2],
				block{a.first, a.count + b.count, (a.wish*a.weights + b.wish*b.weights) / weights, weights})
		}
	}
	for _, b := range blocks {
		for i := b.first; i < b.first+b.count; i++ {
			layer[i].x = b.wish + offset[i]
		}
	}
}

// apart returns the least distance between the middles of two neighbours.
func apart(a, b *spot) float64 {
	between := gap
	if a.box == nil && b.box == nil {
		between = 4
	}
	return (a.width()+b.width())/2 + between
}

func wanted(s *spot) (x, weight float64) {
	for _, joined := range [][]*spot{s.above, s.below} {
		for _, other := range joined {
			w := 1.0
			if s.box == nil || other.box == nil {
				w = 2
			}
			if s.box == nil && other.box == nil {
				w = 8
			}
			x += w * other.x
			weight += w
		}
	}
	if weight == 0 {
		return s.x, 0.1
	}
	return x / weight, weight
}
