package ingest

// dressNotes counts what the form of a vendor's file left out, or did not keep
// to.
type dressNotes struct {
	history   int // rows of CloudTrail's event history
	lessTrail int // rows of a table of CloudTrail without the parameters
	flat      int // activities of Google Workspace that are written flat
	beside    int // files that hold no events by their nature
	loose     int // commas between or behind records that stand in no list
	closing   int // and behind the last record of a list, or the last field around it
}

// A counted is a note for one and for many, in which # is the count.
type counted struct {
	count     int64
	one, many string
}

func (n *dressNotes) counted() []counted {
	return []counted{
		{int64(n.history), "# row is of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with it",
			"# rows are of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with them"},
		{int64(n.lessTrail), "# row has no column requestParameters, so its description cannot say what was acted on: the same log as JSON would be in conflict with it",
			"# rows have no column requestParameters, so their descriptions cannot say what was acted on: the same log as JSON would be in conflict with them"},
		{int64(n.flat), "# activity is written flat, which loses the kinds of its parameters and which events are of one activity: the same log from the Reports API may add the event once more",
			"# activities are written flat, which loses the kinds of their parameters and which events are of one activity: the same log from the Reports API may add the events once more"},
		{int64(n.beside), "# file among the others is a digest that CloudTrail proves its log files with, and holds no events",
			"# files among the others are digests that CloudTrail proves its log files with, and hold no events"},
		{int64(n.loose), "# comma stands behind a record that is in no list", "# commas stand behind records that are in no list"},
		{int64(n.closing), "# comma stands behind the last record or the last field, where nothing follows",
			"# commas stand behind the last record or the last field, where nothing follows"},
	}
}
