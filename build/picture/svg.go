package main

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// The colours are classes, since a picture in a page cannot get them in another
// way: it is light or dark as its viewer's system is.
const style = `
  text { font-family: Inter, system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1c2430 }
  .page { fill: #fbfcfd }
  .box { fill: #ffffff; stroke: #9aa8b8; stroke-width: 1 }
  .program { fill: #eaf1fb; stroke: #2f6bb8; stroke-width: 1.5 }
  .title { font-size: 24px; font-weight: 650 }
  .said { font-size: 13px; fill: #566273 }
  .name { font-size: 15px; font-weight: 650 }
  .where { font-weight: 400; fill: #6b7787 }
  .line { font-size: 12px; fill: #3a4554 }
  .outside { font-size: 11px; fill: #9a5a00 }
  .arrow { fill: none; stroke: #7d8b9c; stroke-width: 1.3 }
  .head { fill: #7d8b9c }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6ebf2 }
    .page { fill: #12161c }
    .box { fill: #1b222b; stroke: #566475 }
    .program { fill: #1a2a40; stroke: #6aa3ee }
    .said { fill: #9aa7b7 }
    .where { fill: #8d9aaa }
    .line { fill: #c3ccd7 }
    .outside { fill: #e0a95c }
    .arrow { stroke: #74849a }
    .head { fill: #74849a }
  }
`

// letters is the number of letters that fit in the width of a box.
const letters = 33

func writeSVG(p plan) []byte {
	tops, heights, bottom := p.tops()
	var out strings.Builder
	width, height := p.width, bottom+footing
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img" aria-label="Which package of Daybook imports which">`+"\n", width, height, width, height)
	out.WriteString("<!-- Drawn from the code by make picture. -->\n")
	fmt.Fprintf(&out, "<style>%s</style>\n", style)
	fmt.Fprintf(&out, `<rect class="page" width="%g" height="%g"/>`+"\n", width, height)
	write := func(class string, x, y float64, text string) {
		fmt.Fprintf(&out, `<text class="%s" x="%g" y="%g">%s</text>`+"\n", class, x, y, text)
	}
	write("title", margin, 44, "What Daybook is built of")
	write("said", margin, 68, "A package imports those that its arrows lead down to, and may import whatever those lead to. It knows nothing of what is above it.")

	ends := p.ends()
	for _, a := range p.arrows {
		from, to := a[0], a[len(a)-1]
		var points [][2]float64
		points = append(points, [2]float64{ends[end{a: from, other: a[1], down: true}], tops[from.layer] + heights[from.box]})
		for _, s := range a[1 : len(a)-1] {
			points = append(points, [2]float64{s.x, tops[s.layer]}, [2]float64{s.x, tops[s.layer] + p.depth(s.layer, heights)})
		}
		points = append(points, [2]float64{ends[end{a: to, other: a[len(a)-2]}], tops[to.layer]})
		out.WriteString(`<path class="arrow" d="` + curve(points) + `"/>` + "\n")
		tip := points[len(points)-1]
		fmt.Fprintf(&out, `<path class="head" d="M%g %gl-4 -8h8z"/>`+"\n", tip[0], tip[1])
	}
	for i := len(p.layers) - 1; i >= 0; i-- {
		for _, s := range p.layers[i] {
			if s.box == nil {
				continue
			}
			class := "box"
			if s.box.program {
				class += " program"
			}
			left, y := s.x-boxWidth/2, tops[i]
			fmt.Fprintf(&out, `<rect class="%s" x="%g" y="%g" width="%g" height="%g" rx="7"/>`+"\n", class, left, y, boxWidth, heights[s.box])
			y += 23
			write("name", left+12, y, s.box.title())
			y += 2
			for _, line := range s.box.lines() {
				y += lineSpace
				write("line", left+12, y, html.EscapeString(line))
			}
			for _, line := range s.box.outsideLines() {
				y += lineSpace
				write("outside", left+12, y, html.EscapeString(line))
			}
		}
	}
	write("said", margin, bottom+30, "Blue: programs. After +: modules of others that are imported directly, golang.org/x aside. An arrow is left out where another way leads there.")
	out.WriteString("</svg>\n")
	return []byte(out.String())
}

// tops returns the y of each layer's upper edge, the heights of boxes, and where
// the lowest layer ends.
func (p *plan) tops() (tops []float64, heights map[*box]float64, bottom float64) {
	heights = make(map[*box]float64)
	for _, layer := range p.layers {
		for _, s := range layer {
			if s.box != nil {
				heights[s.box] = 36 + lineSpace*float64(len(s.box.lines())+len(s.box.outsideLines()))
			}
		}
	}
	tops = make([]float64, len(p.layers))
	y := heading
	for i := len(p.layers) - 1; i >= 0; i-- {
		tops[i] = y
		y += p.depth(i, heights)
		if i > 0 {
			y += p.room(i)
		}
	}
	return tops, heights, y
}

func (p *plan) depth(layer int, heights map[*box]float64) float64 {
	deepest := 0.0
	for _, s := range p.layers[layer] {
		if s.box != nil {
			deepest = max(deepest, heights[s.box])
		}
	}
	return deepest
}

// room returns the height that the arrows below a layer need, which is more
// where they go far to the side.
func (p *plan) room(layer int) float64 {
	farthest := 0.0
	for _, s := range p.layers[layer] {
		for _, below := range s.below {
			farthest = max(farthest, math.Abs(s.x-below.x))
		}
	}
	return math.Round(min(46+farthest/12, 110))
}

// An end is the point at which an arrow leaves or reaches a box, by the next
// spot on its way.
type end struct {
	a, other *spot
	down     bool
}

// ends spreads the arrows at the edge of each box, in the order of where they go.
func (p *plan) ends() map[end]float64 {
	at := make(map[end]float64)
	for _, layer := range p.layers {
		for _, s := range layer {
			for _, down := range []bool{true, false} {
				joined := slices.Clone(s.above)
				if down {
					joined = slices.Clone(s.below)
				}
				slices.SortStableFunc(joined, func(a, b *spot) int { return cmp.Compare(a.x, b.x) })
				step := min(24, (boxWidth-40)/float64(max(1, len(joined)-1)))
				for i, other := range joined {
					at[end{s, other, down}] = math.Round(s.x + (float64(i)-float64(len(joined)-1)/2)*step)
				}
			}
		}
	}
	return at
}

// curve draws a line that leaves and reaches each point upright.
func curve(points [][2]float64) string {
	var d strings.Builder
	fmt.Fprintf(&d, "M%g %g", points[0][0], points[0][1])
	for i, to := range points[1:] {
		from := points[i]
		if from[0] == to[0] {
			fmt.Fprintf(&d, "V%g", to[1])
			continue
		}
		bend := math.Round((to[1] - from[1]) * 0.55)
		fmt.Fprintf(&d, "C%g %g %g %g %g %g", from[0], from[1]+bend, to[0], to[1]-bend, to[0], to[1])
	}
	return d.String()
}

// title is a box's name, with the folder that it is in paler before it.
func (b *box) title() string {
	folder := strings.TrimPrefix(b.folder, "backend/")
	if folder == "." {
		return `daybook <tspan class="where">main.go, app.go</tspan>`
	}
	if b.members != nil {
		first, _, _ := strings.Cut(folder, " ")
		return html.EscapeString(first[:strings.LastIndex(first, "/")+1] + "…")
	}
	if slash := strings.LastIndex(folder, "/"); slash >= 0 {
		return `<tspan class="where">` + html.EscapeString(folder[:slash+1]) + `</tspan>` + html.EscapeString(folder[slash+1:])
	}
	return html.EscapeString(folder)
}

func (b *box) lines() []string {
	if b.members != nil {
		return wrapped(strings.Join(b.members, ", "))
	}
	return wrapped(b.line)
}

func (b *box) outsideLines() []string {
	if len(b.outside) == 0 {
		return nil
	}
	return wrapped("+ " + strings.Join(b.outside, ", "))
}

func wrapped(text string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > letters {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
