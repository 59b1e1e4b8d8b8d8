package ingest

import (
	"strings"

	"daybook/backend/source"
	"daybook/backend/source/all"
	"daybook/backend/strictjson"
)

// sources are the sources that are asked for each record, in their order.
var sources = all.Sources

// Pipelines wrap the records of a source in fields of their own: a search engine in
// _source, EventBridge in detail, collectors in message, where the record is JSON
// inside a text. The wrapped value is the record; the wrapper belongs to the
// transport.

// dresses are the paths at which a wrapped record may be: those that a source
// names, and those that pipelines use for records of any source.
var dresses = func() (paths [][]string) {
	for _, s := range sources {
		paths = append(paths, s.Wrappers...)
	}
	return append(paths, pipelines...)
}()

var pipelines = [][]string{
	{"_source"}, {"detail"}, {"eventData"}, {"message"}, {"@message"}, {"event", "original"}, {"event.original"},
	{"record"}, {"result"}, {"_raw"}, {"raw"}, {"json"}, {"body"}, {"log"}, {"_source.message"}, {"_source.event.original"},
	{"event"}, {"data"}, {"payload"}, {"attributes"},
	{"node"}, {"Body"}, {"Message"},
}

// maxDresses is the greatest number of wrappers around a record that are opened.
const maxDresses = 2

// ownerOf returns the source that recognises v, or a record that v wraps, with that
// record; or nil and v.
func ownerOf(v *strictjson.Value) (*source.Source, *strictjson.Value) {
	if s, record := undress(v, 0); s != nil {
		return s, record
	}
	return nil, v
}

func undress(v *strictjson.Value, depth int) (*source.Source, *strictjson.Value) {
	for _, s := range sources {
		if s.Owns(v) {
			return s, v
		}
	}
	if depth == maxDresses || v.Kind != strictjson.Object {
		return nil, nil
	}
	for _, path := range dresses {
		inner := v.Get(path...)
		if inner.Kind == strictjson.Text {
			inner = textRecord(inner.Text)
		}
		if inner.Kind != strictjson.Object {
			continue
		}
		if s, record := undress(inner, depth+1); s != nil {
			return s, record
		}
	}
	return nil, nil
}

// anyOwner returns the source that recognises the record, whatever wraps it, or nil.
func anyOwner(record *strictjson.Value) *source.Source {
	s, _ := ownerOf(record)
	return s
}

// textRecord returns the object that s holds as JSON, or a null.
func textRecord(s string) *strictjson.Value {
	if !strings.HasPrefix(strings.TrimLeft(s, " \t\r\n"), "{") {
		return strictjson.Nothing
	}
	v, err := strictjson.Parse([]byte(s))
	if err != nil {
		return strictjson.Nothing
	}
	return v
}

// dressedColumn finds the column whose cells are whole records of a source.
func dressedColumn(h source.Header, rows [][][]byte) (*source.Source, int) {
	for i, title := range h.Titles {
		for _, path := range dresses {
			if !strings.EqualFold(title, strings.Join(path, ".")) {
				continue
			}
			for _, cells := range rows {
				if s, _ := ownerOf(textRecord(string(cells[i]))); s != nil {
					return s, i
				}
			}
		}
	}
	return nil, -1
}
