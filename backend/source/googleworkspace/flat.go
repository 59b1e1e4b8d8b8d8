package googleworkspace

import (
	"daybook/backend/strictjson"
)

// Collectors write each event of an activity separately, with its name beside the
// activity's fields and its parameters by name; GAM does so in columns.

// unflattened restores the activity of a flat record. The kind of a parameter is
// inferred from its value.
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

// parameterList returns an object of parameters as a list in the API's form.
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
