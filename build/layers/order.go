package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// beginnings is the number of orders from which a better order is searched.
const beginnings = 200

// best returns an order of the files, from the top, in which few arrows run up. Of
// two orders with equal numbers it is the order with fewer references up.
func (g *graph) best() []int {
	toBegin := make([]int, len(g.files))
	for i := range toBegin {
		toBegin[i] = i
	}
	// A file that names many others and is named by few belongs at the top.
	net := make([]int, len(g.files))
	for a := range g.arrows {
		net[a.from]++
		net[a.to]--
	}
	slices.SortStableFunc(toBegin, func(a, b int) int { return cmp.Compare(net[b], net[a]) })

	between := g.weights()
	random := rand.New(rand.NewPCG(1, 2))
	best := improved(toBegin, between)
	for range beginnings {
		order := slices.Clone(best)
		// Some files are put anywhere, from where the way can lead elsewhere.
		for range 1 + len(order)/4 {
			move(order, random.IntN(len(order)), random.IntN(len(order)))
		}
		order = improved(order, between)
		if cost(order, between) < cost(best, between) {
			best = order
		}
	}
	return best
}

// weights returns the cost of placing file a above file b: for an arrow from b to a,
// a lot, and a little for each reference that it stands for.
func (g *graph) weights() [][]int {
	between := make([][]int, len(g.files))
	for i := range between {
		between[i] = make([]int, len(g.files))
	}
	for a, references := range g.arrows {
		between[a.to][a.from] = 1_000_000 + references
	}
	return between
}

func cost(order []int, between [][]int) int {
	sum := 0
	for i, above := range order {
		for _, below := range order[i+1:] {
			sum += between[above][below]
		}
	}
	return sum
}

// improved moves single files to where they cost least, until none can be moved.
func improved(order []int, between [][]int) []int {
	order = slices.Clone(order)
	for better := true; better; {
		better = false
		for i := range order {
			gain, target := 0, i
			for sum, at := 0, i+1; at < len(order); at++ {
				sum += between[order[i]][order[at]] - between[order[at]][order[i]]
				if sum > gain {
					gain, target = sum, at
				}
			}
			sum := 0
			for at := i - 1; at >= 0; at-- {
				sum += between[order[at]][order[i]] - between[order[i]][order[at]]
				if sum > gain {
					gain, target = sum, at
				}
			}
			if gain > 0 {
				move(order, i, target)
				better = true
			}
		}
	}
	return order
}

func move(order []int, from, to int) {
	moved := order[from]
	if from < to {
		copy(order[from:to], order[from+1:to+1])
	} else {
		copy(order[to+1:from+1], order[to:from])
	}
	order[to] = moved
}

// up returns the arrows that run up in an order, those of most references first.
func (g *graph) up(order []int) []arrow {
	place := make([]int, len(order))
	for i, file := range order {
		place[file] = i
	}
	var found []arrow
	for a := range g.arrows {
		if place[a.from] > place[a.to] {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b arrow) int {
		return cmp.Or(cmp.Compare(g.arrows[b], g.arrows[a]), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return found
}

func (g *graph) names(order []int) []string {
	var names []string
	for _, file := range order {
		names = append(names, g.files[file])
	}
	return names
}

// circles returns the sets of files that each lead to each other one, of two or more.
func (g *graph) circles() [][]int {
	reach := make([]map[int]bool, len(g.files))
	next := make(map[int][]int)
	for a := range g.arrows {
		next[a.from] = append(next[a.from], a.to)
	}
	for i := range reach {
		reach[i] = make(map[int]bool)
		for open := next[i]; len(open) > 0; open = open[1:] {
			if !reach[i][open[0]] {
				reach[i][open[0]] = true
				open = append(open, next[open[0]]...)
			}
		}
	}
	var found [][]int
	in := make(map[int]bool)
	for i := range reach {
		if in[i] || !reach[i][i] {
			continue
		}
		var circle []int
		for j := range reach {
			if reach[i][j] && reach[j][i] {
				circle = append(circle, j)
				in[j] = true
			}
		}
		found = append(found, circle)
	}
	return found
}
