package window

type PurgeRequest struct {
	Confirm string `json:"confirm"`
}

type PurgeAnswer struct {
	Task        string    `json:"task"`
	Token       string    `json:"token"`
	Events      int       `json:"events"`
	Due         int       `json:"due"`
	Held        int       `json:"held"`
	Unread      int       `json:"unread"`
	First       string    `json:"first"`
	Last        string    `json:"last"`
	Cutoff      string    `json:"cutoff"`
	Sample      []Hit     `json:"sample"`
	Categories  []Count   `json:"categories"`
	Rule        string    `json:"rule"`
	EmptyHolds  []string  `json:"emptyHolds"`
	Asks        []string  `json:"asks"`
	ClockBehind bool      `json:"clockBehind"`
	Unreadable  []string  `json:"unreadable"`
	Outside     string    `json:"outside"`
	Receipts    []Receipt `json:"receipts"`
}

type Receipt struct {
	Line   int64    `json:"line"`
	Done   string   `json:"done"`
	User   string   `json:"user"`
	Events int      `json:"events"`
	Held   int      `json:"held"`
	Leaves int      `json:"leaves"`
	First  string   `json:"first"`
	Last   string   `json:"last"`
	At     string   `json:"at"`
	Rule   string   `json:"rule"`
	Holds  []string `json:"holds"`
}

type PlanRequest struct {
	Plan    string `json:"plan"`
	Confirm bool   `json:"confirm"`
}

type PlanAnswer struct {
	Changed bool        `json:"changed"`
	Purge   PurgeAnswer `json:"purge"`
}

type HoldRequest struct {
	Search  *SearchState `json:"search"`
	Name    string       `json:"name"`
	Reason  string       `json:"reason"`
	Empty   bool         `json:"empty"`
	Release string       `json:"release"`
}

type HoldAnswer struct {
	Holds    []Hold `json:"holds"`
	Released []Hold `json:"released"`
	Placed   string `json:"placed"`
	Words    string `json:"words"`
	Hint     string `json:"hint"`
	Covers   int    `json:"covers"`
}

type Hold struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Reason        string `json:"reason"`
	Words         string `json:"words"`
	Placed        string `json:"placed"`
	By            string `json:"by"`
	Events        int    `json:"events"`
	Released      string `json:"released"`
	ReleasedBy    string `json:"releasedBy"`
	ReleaseReason string `json:"releaseReason"`
}
