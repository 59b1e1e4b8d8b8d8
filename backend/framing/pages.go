package framing

import (
	"strconv"
	"strings"

	"daybook/backend/strictjson"
)

// Exports come in pages, and the saved file may be only the first of them. A page
// says so in the object around its records: by the key of the next page, by a word,
// or by a total.

// A page holds the statements of one document about its records.
type page struct {
	known   *Surroundings
	records int64
	more    string // the key that says that more follows
	total   int64  // how many there are in all, or 0
	key     string // of the total

	// Where pages are numbered:
	number    int64 // of this one
	numbered  bool
	pages     int64 // how many there are
	pagesName string
}

// around takes the value of a key beside the records.
func (p *page) around(key string, v *strictjson.Value) { p.look(key, v, 0) }

func (p *page) look(key string, v *strictjson.Value, depth int) {
	const deepest = 4
	name := bareKey(key)
	switch {
	case v.Kind == strictjson.Object && depth < deepest:
		if p.known.says(name) && leads(v) {
			p.more = key
		}
		for i, k := range v.Keys {
			if name == "total" && (k == "value" || k == "count") { // as search engines nest the total
				k = key
			}
			p.look(k, &v.Items[i], depth+1)
		}
	case v.Kind != strictjson.Object && p.known.says(name) && given(v), affirms(name) && v.Text == "true", denies(name) && v.Kind == strictjson.Boolean && v.Text == "false",
		name == "link" && v.Kind == strictjson.Text && linksOn(v.Text):
		p.more = key
	case countsRecords(name):
		if n, ok := whole(v); ok && n > p.total {
			p.total, p.key = n, key
		}
	case numbersPages(name):
		if n, ok := whole(v); ok {
			p.number, p.numbered = n, true
		}
	case countsPages(name):
		if n, ok := whole(v); ok {
			p.pages, p.pagesName = n, key
		}
	case v.Kind == strictjson.List && depth < deepest && name == "links": // [{"rel":"next","href":…}]
		for i := range v.Items {
			if strings.EqualFold(v.Items[i].Str("rel"), "next") {
				p.more = key
			}
		}
	}
}

// leads reports whether an object that describes the next page names one: a link by
// its address, a key of several parts by any of them.
func leads(v *strictjson.Value) bool {
	if v.Has("href") || v.Has("url") {
		return v.Str("href")+v.Str("url") != ""
	}
	for i := range v.Items {
		if given(&v.Items[i]) {
			return true
		}
	}
	return false
}

// given reports whether a value is present and does not merely say that there is none.
func given(v *strictjson.Value) bool {
	switch v.Kind {
	case strictjson.Text:
		return strings.TrimSpace(v.Text) != "" && !strings.EqualFold(v.Text, "null") && !strings.EqualFold(v.Text, "none")
	case strictjson.Number:
		return strings.Trim(v.Text, "0.-") != "" && !strings.HasPrefix(v.Text, "-")
	case strictjson.Boolean:
		return v.Text == "true"
	case strictjson.List, strictjson.Object:
		return len(v.Items) > 0
	}
	return false
}

// affirms reports whether the value true of a key means that more follows.
func affirms(name string) bool {
	switch name {
	case "hasmore", "more", "morerecords", "moreavailable", "hasnext", "hasnextpage", "istruncated", "truncated", "incomplete", "incompleteresults",
		"moreresults", "hasmoreresults", "hasmoreitems", "morepages", "morepagesavailable", "partial":
		return true
	}
	return false
}

// denies reports whether the value false of a key means that more follows.
func denies(name string) bool {
	switch name {
	case "done", "islast", "islastpage", "lastpage", "last", "complete", "iscomplete", "endofstream", "endofstreamreached", "finished":
		return true
	}
	return false
}

// countsRecords reports whether a key says how many records there are in all.
func countsRecords(name string) bool {
	switch name {
	case "total", "totalcount", "totalresults", "totalrecords", "totalitems", "totalevents", "totalsize", "totalhits", "totalrows", "totalelements", "count", "recordcount",
		"eventcount", "resultcount", "itemcount", "odatacount", "numfound", "numrecords", "totalentries", "totalmatches":
		return true
	}
	return false
}

// numbersPages reports whether a key has the number of the page.
func numbersPages(name string) bool {
	switch name {
	case "page", "currentpage", "pagenumber", "pageno", "pagenum", "pageindex":
		return true
	}
	return false
}

// countsPages reports whether a key says how many pages there are.
func countsPages(name string) bool {
	switch name {
	case "pages", "totalpages", "pagecount", "pagetotal", "numpages", "numberofpages", "lastpage", "pagestotal", "maxpage":
		return true
	}
	return false
}

// whole returns a whole number, written as a number or as text.
func whole(v *strictjson.Value) (int64, bool) {
	if v.Kind != strictjson.Number && v.Kind != strictjson.Text {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Text, 10, 64)
	return n, err == nil && n >= 0
}

// unturned reports whether the numbers of pages say that more follows. Where the
// first page is page 0, the number of the last page is less than the number of
// pages; for other pages the first number is unknown, and most programs count from
// 1.
func (p *page) unturned() bool {
	return p.numbered && (p.number < p.pages && p.number > 0 || p.number == 0 && p.pages > 1)
}

// linksOn reports whether the value of an HTTP Link field names a next page.
func linksOn(value string) bool {
	for _, link := range strings.Split(value, ",") {
		for _, param := range strings.Split(link, ";") {
			name, rel, _ := strings.Cut(strings.TrimSpace(param), "=")
			if !strings.EqualFold(strings.TrimSpace(name), "rel") {
				continue
			}
			for _, one := range strings.Fields(strings.Trim(strings.TrimSpace(rel), `"'`)) {
				if strings.EqualFold(one, "next") {
					return true
				}
			}
		}
	}
	return false
}
