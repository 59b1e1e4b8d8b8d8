package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// DetailsHash returns a hash of the content of details: two records of one event
// agree if their hashes are equal. The order of keys and white space do not count,
// and neither does the form in which the time is written, since the event has the
// time. Numbers agree only as they are written. Details that are not a JSON object
// agree only byte for byte. It costs a parse of the JSON.
func DetailsHash(details []byte) Hash {
	dec := json.NewDecoder(bytes.NewReader(details))
	dec.UseNumber()
	var all map[string]any
	if dec.Decode(&all) != nil || dec.More() {
		return sha256.Sum256(details)
	}
	time, _ := all["time"].(string)
	delete(all, "zone")
	return sha256.Sum256(appendSaid(nil, all, time))
}

// appendSaid appends the content of a value. Every text and number that is the
// event's time as it was written stands for that time alone.
func appendSaid(dst []byte, v any, time string) []byte {
	switch v := v.(type) {
	case map[string]any:
		dst = strconv.AppendInt(append(dst, '{'), int64(len(v)), 10)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			dst = strconv.AppendQuote(dst, key)
			dst = appendSaid(dst, v[key], time)
		}
	case []any:
		dst = strconv.AppendInt(append(dst, '['), int64(len(v)), 10)
		for _, one := range v {
			dst = appendSaid(append(dst, ','), one, time)
		}
	case string:
		if v == time {
			return append(dst, 't')
		}
		dst = strconv.AppendQuote(dst, v)
	case json.Number:
		if string(v) == time {
			return append(dst, 't')
		}
		dst = append(append(dst, 'n'), v...)
	case bool:
		dst = strconv.AppendBool(dst, v)
	default:
		dst = append(dst, "null"...)
	}
	return dst
}
