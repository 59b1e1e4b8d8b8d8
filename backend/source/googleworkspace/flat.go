package googleworkspace

import (
	"strings"

	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// Collectors write each event of an activity for itself, with its name beside
// the activity's fields and its parameters by name; GAM does so in columns.

// unflattened is a flat record as the activity that it was. What kind of value a
// parameter had is seen in its value.
func unflattened(record *strictjson.Value) *strictjson.Value {
	activity := record.Without(func(key string) bool { return key == "name" || key == "type" || key == "parameters" || key == "events" })
	e := strictjson.Value{Kind: strictjson.Object}
	for _, key := range [...]string{"type", "name", "parameters"} {
		v := record.Get(key)
		if key == "parameters" && v.Kind == strictjson.Object {
			v = parameterList(v)
		}
		if v.Kind != strictjson.Null {
			e.Keys = append(e.Keys, key)
			e.Items = append(e.Items, *v)
		}
	}
	return &strictjson.Value{Kind: strictjson.Object, Keys: append(activity.Keys[:len(activity.Keys):len(activity.Keys)], "events"),
		Items: append(activity.Items[:len(activity.Items):len(activity.Items)], strictjson.Value{Kind: strictjson.List, Items: []strictjson.Value{e}})}
}

// parameterList is an object of parameters as the list that the API has.
func parameterList(v *strictjson.Value) *strictjson.Value {
	all := &strictjson.Value{Kind: strictjson.List}
	for i, name := range v.Keys {
		one := v.Items[i]
		key := "value"
		switch one.Kind {
		case strictjson.Null:
			continue
		case strictjson.Boolean:
			key = "boolValue"
		case strictjson.Number:
			key, one = "intValue", strictjson.Value{Kind: strictjson.Text, Text: one.Text}
		case strictjson.List:
			key = "multiValue"
		case strictjson.Object:
			key, one = "messageValue", strictjson.Value{Kind: strictjson.Object, Keys: []string{"parameter"}, Items: []strictjson.Value{*parameterList(&one)}}
		}
		all.Items = append(all.Items, strictjson.Value{Kind: strictjson.Object, Keys: []string{"name", key}, Items: []strictjson.Value{{Kind: strictjson.Text, Text: name}, one}})
	}
	return all
}

// columns are the fields of an activity by the columns that GAM writes
// them in. All others are parameters.
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
