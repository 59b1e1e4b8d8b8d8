// Package all lists the sources that Daybook reads. It is the one place that names
// each: what recognises files, and what tells people what can be imported, asks here.
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
// record. The first is the activity feed's, which also has what no other claims: a
// list that is empty.
var Sources = []*source.Source{
	feed.Source,
	googleworkspace.Source,
	cloudtrail.Source,
	github.Source,
}

// Names are what people call the sources inside a sentence: "the activity feed",
// "Google Workspace", "AWS CloudTrail" and so on.
func Names() []string {
	names := make([]string, len(Sources))
	for i, s := range Sources {
		names[i] = cmp.Or(s.InText, s.Name)
	}
	return names
}

// Name is what people call the source of an import, by its ID, "AWS CloudTrail" for
// "cloudtrail"; of several with commas between, each. What it does not know stays as it
// is: archives are older and newer than programs.
func Name(id string) string {
	ids := strings.Split(id, ", ")
	for i, one := range ids {
		for _, s := range Sources {
			if s.ID == one {
				ids[i] = s.Name
			}
		}
		if one == "sample" { // which is made here, and imported from nowhere
			ids[i] = "Sample"
		}
	}
	return strings.Join(ids, ", ")
}

// Reads are what can be imported of the sources, as the end of "Daybook reads".
func Reads() string {
	reads := make([]string, len(Sources))
	for i, s := range Sources {
		reads[i] = s.Reads
	}
	return Listed(reads, "and")
}

// Listed are names in a sentence, with a word such as "and" before the last: "the
// activity feed, Google Workspace, AWS CloudTrail and GitHub".
func Listed(names []string, word string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + word + " " + names[last]
}
