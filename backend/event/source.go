package event

import "strings"

// sources are the kinds of system that events come from, for files and for
// people.
var sources = map[string]string{
	"daybook":          "Activity feed",
	"google-workspace": "Google Workspace",
	"cloudtrail":       "AWS CloudTrail",
	"github":           "GitHub",
	"sample":           "Sample",
}

// SourceName is the name that people know a source of an import by, "AWS
// CloudTrail" for "cloudtrail"; of several with commas between, each. What it
// does not know stays as it is: archives are older and newer than programs.
func SourceName(source string) string {
	names := strings.Split(source, ", ")
	for i, name := range names {
		if known, ok := sources[name]; ok {
			names[i] = known
		}
	}
	return strings.Join(names, ", ")
}
