package ingest

import "strings"

// Collectors write each event of an activity for itself, with its name beside
// the activity's fields and its parameters by name; GAM does so in columns.

// unflattened is a flat record as the activity that it was. What kind of value a
// parameter had is seen in its value.
func unflattened(record *value) *value {
	activity := record.without(func(key string) bool { return key == "name" || key == "type" || key == "parameters" || key == "events" })
	e := value{kind: object}
	for _, key := range [...]string{"type", "name", "parameters"} {
		v := record.get(key)
		if key == "parameters" && v.kind == object {
			v = parameterList(v)
		}
		if v.kind != null {
			e.keys = append(e.keys, key)
			e.items = append(e.items, *v)
		}
	}
	return &value{kind: object, keys: append(activity.keys[:len(activity.keys):len(activity.keys)], "events"),
		items: append(activity.items[:len(activity.items):len(activity.items)], value{kind: list, items: []value{e}})}
}

// parameterList is an object of parameters as the list that the API has.
func parameterList(v *value) *value {
	all := &value{kind: list}
	for i, name := range v.keys {
		one := v.items[i]
		key := "value"
		switch one.kind {
		case null:
			continue
		case boolean:
			key = "boolValue"
		case number:
			key, one = "intValue", value{kind: text, text: one.text}
		case list:
			key = "multiValue"
		case object:
			key, one = "messageValue", value{kind: object, keys: []string{"parameter"}, items: []value{*parameterList(&one)}}
		}
		all.items = append(all.items, value{kind: object, keys: []string{"name", key}, items: []value{{kind: text, text: name}, one}})
	}
	return all
}

// workspaceColumns are the fields of an activity by the columns that GAM writes
// them in. All others are parameters.
var workspaceColumns = lowered(`name type ipAddress ownerDomain kind etag id.time id.uniqueQualifier id.applicationName id.customerId
	actor.email actor.profileId actor.callerType actor.key actor.applicationInfo.applicationName`)

func (googleWorkspace) ownsHeader(h header) bool {
	found := make(map[string]bool)
	for _, title := range h.titles {
		found[workspaceColumns[strings.ToLower(title)]] = true
	}
	return found["id.time"] && found["name"] && (found["actor.email"] || found["id.applicationName"] || found["id.uniqueQualifier"])
}

func (googleWorkspace) row(h header, cells [][]byte, r *reader) error {
	table, err := h.object(cells)
	if err != nil {
		return err
	}
	record, parameters := &value{kind: object}, value{kind: object}
	for i, title := range table.keys {
		cell := table.items[i]
		if cell.text == "" {
			continue
		}
		if path := workspaceColumns[strings.ToLower(title)]; path != "" {
			record.put(cell, strings.Split(path, ".")...)
			continue
		}
		if cell.text == "True" || cell.text == "False" {
			cell = value{kind: boolean, text: strings.ToLower(cell.text)}
		}
		parameters.put(cell, title)
	}
	if len(parameters.keys) > 0 {
		record.put(parameters, "parameters")
	}
	return googleWorkspace{}.events(record, r)
}
