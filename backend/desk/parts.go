package desk

import "daybook/backend/event"

// partNames are the parts of an event that can be left out of a bundle, as they are named on
// the command line and in the journal.
var partNames = map[event.Part]string{event.Member: "member", event.Description: "description", event.Details: "details"}

// PartName returns the name of a part that can be left out.
func PartName(p event.Part) string { return partNames[p] }

// PartNamed returns the part of that name that can be left out.
func PartNamed(name string) (event.Part, bool) {
	for p, named := range partNames {
		if name == named {
			return p, true
		}
	}
	return 0, false
}
