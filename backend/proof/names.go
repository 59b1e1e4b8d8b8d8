package proof

import (
	"slices"
	"time"
)

// The files in data, by the names that they have there and in problems.
const (
	EventsName      = "events.jsonl"
	JSONName        = "activity.json"
	CSVName         = "activity.csv"
	ProofsName      = "proofs"
	ConsistencyName = "consistency"
	CheckpointName  = "checkpoint"
	KeyName         = "key.pub"
	HowToName       = "HOW-TO-VERIFY.txt"
	ReportName      = "report.html"
	ManifestName    = "manifest.json"
)

// The files of the bag itself.
const (
	BagItName     = "bagit.txt"
	InfoName      = "bag-info.txt"
	SumsName      = "manifest-sha256.txt"
	StatementName = "statement.dsse.json"
	TagSumsName   = "tagmanifest-sha256.txt"
)

// DataNames are the files in data in their order.
var DataNames = []string{EventsName, JSONName, CSVName, ProofsName, ConsistencyName, CheckpointName, KeyName, HowToName, ReportName, ManifestName}

// bundleNames are the files of a bundle in their order.
var bundleNames = slices.Concat([]string{BagItName}, DataNames, []string{InfoName, SumsName, StatementName, TagSumsName})

// Path returns the path of a file of a bundle in its folder.
func Path(name string) string {
	if slices.Contains(DataNames, name) {
		return "data/" + name
	}
	return name
}

// Folder returns the name of the folder of a bundle that was made at that time.
func Folder(made time.Time) string { return "evidence-" + made.UTC().Format("20060102T150405Z") }
