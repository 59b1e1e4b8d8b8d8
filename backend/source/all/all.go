// Package all lists the sources that Daybook reads. It is the only place that names
// every source: the code that recognises files, and the code that tells people which
// files can be imported, use this list.
package all

import (
	"cmp"
	"strings"

	"daybook/backend/source"
	"daybook/backend/source/cloudtrail"
	"daybook/backend/source/feed"
	"daybook/backend/source/github"
	"daybook/backend/source/googleworkspace"
)

// Sources are all sources, in the order in which they are asked whether they own a
// record. The first is the activity feed's, which also owns an empty list that no
// other source claims.
var Sources = []*source.Source{
	feed.Source,
	googleworkspace.Source,
	cloudtrail.Source,
	github.Source,
}

// Names returns the names of the sources as used inside a sentence: "the activity
// feed", "Google Workspace", "AWS CloudTrail" and so on.
func Names() []string {
	names := make([]string, len(Sources))
	for i, s := range Sources {
		names[i] = cmp.Or(s.InText, s.Name)
	}
	return names
}

// Name returns the display name of the source of an import from its ID, "AWS
// CloudTrail" for "cloudtrail"; for several IDs with commas between, all names. An
// unknown ID is returned as it is, since archives may be older or newer than the
// program.
func Name(id string) string {
	ids := strings.Split(id, ", ")
	for i, one := range ids {
		for _, s := range Sources {
			if s.ID == one {
				ids[i] = s.Name
			}
		}
		if one == "sample" { // a sample is generated, not imported
			ids[i] = "Sample"
		}
	}
	return strings.Join(ids, ", ")
}

// Reads returns what can be imported from the sources, to complete "Daybook reads".
func Reads() string {
	reads := make([]string, len(Sources))
	for i, s := range Sources {
		reads[i] = s.Reads
	}
	return Listed(reads, "and")
}

// Listed joins names for a sentence, with a word such as "and" before the last: "the
// activity feed, Google Workspace, AWS CloudTrail and GitHub".
func Listed(names []string, word string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + word + " " + names[last]
}
