package googleworkspace

import (
	"strings"

	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// columns are the fields of an activity by the columns in which GAM writes them.
// All other columns are parameters.
var columns = source.Lowered(`name type ipAddress ownerDomain kind etag id.time id.uniqueQualifier id.applicationName id.customerId
	actor.email actor.profileId actor.callerType actor.key actor.applicationInfo.applicationName`)

func ownsHeader(h source.Header) bool {
	found := make(map[string]bool)
	for _, title := range h.Titles {
		found[columns[strings.ToLower(title)]] = true
	}
	return found["id.time"] && found["name"] && (found["actor.email"] || found["id.applicationName"] || found["id.uniqueQualifier"])
}

// rows reads rows below a header.
func rows(h source.Header) func(cells [][]byte, r *source.Reader) error {
	return func(cells [][]byte, r *source.Reader) error { return row(h, cells, r) }
}

func row(h source.Header, cells [][]byte, r *source.Reader) error {
	table, err := h.Record(cells)
	if err != nil {
		return err
	}
	record, parameters := &strictjson.Value{Kind: strictjson.Object}, strictjson.Value{Kind: strictjson.Object}
	for i, title := range table.Keys {
		cell := table.Items[i]
		if cell.Text == "" {
			continue
		}
		if path := columns[strings.ToLower(title)]; path != "" {
			record.Put(cell, strings.Split(path, ".")...)
			continue
		}
		if cell.Text == "True" || cell.Text == "False" {
			cell = strictjson.Value{Kind: strictjson.Boolean, Text: strings.ToLower(cell.Text)}
		}
		parameters.Put(cell, title)
	}
	if len(parameters.Keys) > 0 {
		record.Put(parameters, "parameters")
	}
	return events(record, r)
}
