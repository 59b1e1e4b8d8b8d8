package cli

import (
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/numbers"
	"daybook/backend/query"
)

// eventColumns returns the columns of the table of events.
func eventColumns(zone *time.Location, conflicts bool) []column {
	all := []column{
		{"TIME (" + zone.String() + ")", len(timeLayout)},
		{"MEMBER", 14}, {"ACTION", 18}, {"DESCRIPTION", 20},
	}
	if conflicts {
		all = append([]column{{"", 1}}, all...)
	}
	return all
}

const timeLayout = "2006-01-02 15:04:05"

// showPage prints a page as a table, and the number of events.
func (c *call) showPage(res archive.Result, q query.Query, zone *time.Location) {
	switch {
	case res.Total == 0 && res.Unread > 0:
		c.out.WriteString("Of the events that can be read, none matches.\n")
		return
	case res.Total == 0 && q.Empty():
		c.out.WriteString("The archive holds no events.\n")
		return
	case res.Total == 0:
		c.out.Printf("No event matches: %s.\n", visible(q.Words(zone)))
		return
	case len(res.Hits) == 0:
		c.out.Printf("There is no page %s: %s, %s.\n", numbers.Grouped(res.Page), matching(res.Total, q), numbers.Counted(res.Pages, "page", "pages"))
		return
	}
	conflicts := false
	for _, hit := range res.Hits {
		conflicts = conflicts || hit.Conflict
	}
	rows := make([][]string, len(res.Hits))
	for i, hit := range res.Hits {
		description := visible(hit.Description)
		if hit.Damage != nil {
			description = "DAMAGED, cannot be shown"
		}
		rows[i] = []string{hit.Time.UTC().In(zone).Format(timeLayout), visible(hit.Actor), visible(hit.Key()), description}
		if conflicts {
			mark := ""
			if hit.Conflict {
				mark = "!"
			}
			rows[i] = append([]string{mark}, rows[i]...)
		}
	}
	for _, line := range layOut(eventColumns(zone, conflicts), rows, c.Width(c.Stdout)) {
		c.out.WriteString(line + "\n")
	}
	c.out.WriteString("\n")
	if conflicts {
		c.out.WriteString("! in conflict: an event with this event_id and other content was there already\n")
	}
	first := (res.Page-1)*archive.PageSize + 1
	c.out.Printf("%s–%s of %s, page %s of %s\n",
		numbers.Grouped(first), numbers.Grouped(first+len(res.Hits)-1), matching(res.Total, q), numbers.Grouped(res.Page), numbers.Grouped(res.Pages))
}

func matching(n int, q query.Query) string {
	if q.Empty() {
		return numbers.Counted(n, "event", "events")
	}
	return numbers.Counted(n, "matching event", "matching events")
}

// shownCounts limits the values of a facet that are printed.
const shownCounts = 20

// showFacets prints the counts beside a page.
func (c *call) showFacets(f *columns.Facets, zone *time.Location) {
	for _, facet := range []struct {
		title  string
		counts []columns.Count
	}{{"Category", f.Categories}, {"Action", f.Actions}, {"Member", f.Members}} {
		if len(facet.counts) == 0 {
			continue
		}
		c.out.WriteString("\n" + facet.title + "\n")
		shown := facet.counts[:min(len(facet.counts), shownCounts)]
		wide, digits := 0, 0
		for _, count := range shown {
			wide = max(wide, textWidth(visible(count.Value)))
			digits = max(digits, len(numbers.Grouped(count.Count)))
		}
		if room := c.Width(c.Stdout); room > 0 {
			wide = min(wide, max(10, room-4-digits))
		}
		for _, count := range shown {
			value, number := cut(visible(count.Value), wide), numbers.Grouped(count.Count)
			c.out.WriteString("  " + value + strings.Repeat(" ", wide-textWidth(value)+2+digits-len(number)) + number + "\n")
		}
		if more := len(facet.counts) - len(shown); more > 0 {
			c.out.Printf("  and %s; --json has all\n", numbers.Counted(more, "more", "more"))
		}
	}
	c.showHistogram(f.Histogram, zone)
}

// showHistogram draws the counts over time as a line of bars.
func (c *call) showHistogram(bars []columns.Bar, zone *time.Location) {
	if len(bars) == 0 {
		return
	}
	room := c.Width(c.Stdout)
	if room == 0 {
		room = defaultWidth
	}
	sums := squeeze(bars, max(1, room-2))
	most := 0
	for _, sum := range sums {
		most = max(most, sum)
	}
	var line strings.Builder
	for _, sum := range sums {
		line.WriteRune(barOf(sum, most))
	}
	day := func(b columns.Bar) string { return b.From.UTC().In(zone).Format("2006-01-02 15:04") }
	c.out.Printf("\nTime (%s)\n  %s\n  from %s to the bar of %s, at most %s a bar\n",
		zone.String(), strings.TrimRight(line.String(), " "), day(bars[0]), day(bars[len(bars)-1]), numbers.Counted(most, "event", "events"))
}

// squeeze adds neighbouring bars together until there are no more than room.
func squeeze(bars []columns.Bar, room int) []int {
	each := (len(bars) + room - 1) / room
	sums := make([]int, (len(bars)+each-1)/each)
	for i, bar := range bars {
		sums[i/each] += bar.Count
	}
	return sums
}

var barRunes = []rune("▁▂▃▄▅▆▇█")

// barOf returns a space for 0 and a visible bar for every other sum.
func barOf(sum, most int) rune {
	if sum == 0 {
		return ' '
	}
	return barRunes[(sum*len(barRunes)-1)/most]
}
