package main

// What travels between the window and the program. The window's side of each,
// with the bounds of each field, is frontend/src/api/types.

type AppState struct {
	Version  string       `json:"version"`
	Settings Settings     `json:"settings"`
	Recents  []Recent     `json:"recents"`
	Archive  *ArchiveInfo `json:"archive"`
	Tasks    []Task       `json:"tasks"`
	Features []string     `json:"features"`
	Sources  []string     `json:"sources"`
}

type OpenRequest struct {
	How    string `json:"how"`
	Recent string `json:"recent"`
	Name   string `json:"name"`
	Plan   string `json:"plan"`
}

type Recent struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Path   string `json:"path"`
	Opened string `json:"opened"`
	Events int    `json:"events"`
}

type ArchiveInfo struct {
	Key       string   `json:"key"`
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Path      string   `json:"path"`
	Plan      string   `json:"plan"`
	Events    int      `json:"events"`
	Conflicts int      `json:"conflicts"`
	First     string   `json:"first"`
	Last      string   `json:"last"`
	Imports   int      `json:"imports"`
	Snapshot  int      `json:"snapshot"`
	Root      string   `json:"root"`
	Bytes     int64    `json:"bytes"`
	Check     string   `json:"check"`
	Problems  []string `json:"problems"`
	Unread    int      `json:"unread"`
	ReadOnly  string   `json:"readOnly"`
	Notices   []string `json:"notices"`
	Verified  string   `json:"verified"`
	Proven    *Proven  `json:"proven"`
	NextPurge string   `json:"nextPurge"`
	Due       int      `json:"due"`
	Asks      []string `json:"asks"`
	Clock     string   `json:"clock"`
	Doubt     []string `json:"doubt"`
	Watched   string   `json:"watched"`
}

type WatchRequest struct {
	How string `json:"how"`
}

type Proven struct {
	Time     string `json:"time"`
	User     string `json:"user"`
	Root     string `json:"root"`
	Events   int    `json:"events"`
	Problems int    `json:"problems"`
}

type ImportRequest struct {
	Zone      string `json:"zone"`
	DateOrder string `json:"dateOrder"`
	Dropped   string `json:"dropped"`
	Folder    bool   `json:"folder"`
}

type ImportReport struct {
	Number     int         `json:"number"`
	File       string      `json:"file"`
	Source     string      `json:"source"`
	Bytes      int64       `json:"bytes"`
	SHA256     string      `json:"sha256"`
	Read       int         `json:"read"`
	Added      int         `json:"added"`
	Duplicates int         `json:"duplicates"`
	Conflicts  int         `json:"conflicts"`
	Due        int         `json:"due"`
	Rejected   int         `json:"rejected"`
	Rejections []Rejection `json:"rejections"`
	Notes      []string    `json:"notes"`
	Incomplete bool        `json:"incomplete"`
	// Files are the first of several that are one import, of which there are FileCount.
	Files     []ImportedFile `json:"files"`
	FileCount int            `json:"fileCount"`
	Started   string         `json:"started"`
	Finished  string         `json:"finished"`
	User      string         `json:"user"`
	Program   string         `json:"program"`
}

type ImportedFile struct {
	File       string   `json:"file"`
	Bytes      int64    `json:"bytes"`
	SHA256     string   `json:"sha256"`
	Source     string   `json:"source"`
	Read       int      `json:"read"`
	Added      int      `json:"added"`
	Duplicates int      `json:"duplicates"`
	Conflicts  int      `json:"conflicts"`
	Rejected   int      `json:"rejected"`
	Notes      []string `json:"notes"`
	Refused    string   `json:"refused"`
}

type Rejection struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}

type EventDetails struct {
	Seq          uint64       `json:"seq"`
	ID           string       `json:"id"`
	Actor        string       `json:"actor"`
	Category     string       `json:"category"`
	Action       string       `json:"action"`
	Description  string       `json:"description"`
	Time         string       `json:"time"`
	Meaning      string       `json:"meaning"`
	Details      string       `json:"details"`
	OriginalTime string       `json:"originalTime"`
	TimeRule     string       `json:"timeRule"`
	Import       ImportReport `json:"import"`
	Conflicts    []uint64     `json:"conflicts"`
	Leaf         string       `json:"leaf"`
	Proof        string       `json:"proof"`
}

type Fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type Sort struct {
	Column     string `json:"column"`
	Descending bool   `json:"descending"`
}

type TimeRange struct {
	Hours int    `json:"hours"`
	From  string `json:"from"`
	To    string `json:"to"`
}

type SearchState struct {
	Text          string    `json:"text"`
	Categories    []string  `json:"categories"`
	Actions       []string  `json:"actions"`
	Members       []string  `json:"members"`
	Imports       []int     `json:"imports"`
	ConflictsOnly bool      `json:"conflictsOnly"`
	Range         TimeRange `json:"range"`
	Zone          string    `json:"zone"`
	Sort          Sort      `json:"sort"`
	Page          int       `json:"page"`
}

type QueryRequest struct {
	Search     SearchState `json:"search"`
	Number     int64       `json:"number"`
	Facets     bool        `json:"facets"`
	CountsOnly bool        `json:"countsOnly"`
	Token      string      `json:"token"`
	Only       *Selection  `json:"only"`
}

type QueryResult struct {
	Number   int64   `json:"number"`
	Total    int     `json:"total"`
	Page     int     `json:"page"`
	Pages    int     `json:"pages"`
	Hits     []Hit   `json:"hits"`
	Facets   *Facets `json:"facets"`
	Asked    Asked   `json:"asked"`
	Snapshot int     `json:"snapshot"`
}

type Hit struct {
	Seq          uint64 `json:"seq"`
	Actor        string `json:"actor"`
	Category     string `json:"category"`
	Action       string `json:"action"`
	Description  string `json:"description"`
	Time         string `json:"time"`
	OriginalTime string `json:"originalTime,omitempty"`
	Conflict     bool   `json:"conflict,omitempty"`
	Cut          bool   `json:"cut,omitempty"`
	Damage       string `json:"damage,omitempty"`
	Selected     bool   `json:"selected,omitempty"`
}

type Facets struct {
	Categories Facet `json:"categories"`
	Actions    Facet `json:"actions"`
	Members    Facet `json:"members"`
	Conflicts  int   `json:"conflicts"`
	Histogram  []Bar `json:"histogram"`
	Gaps       Gaps  `json:"gaps"`
}

type Gaps struct {
	Quiet    []QuietDays   `json:"quiet"`
	Days     int           `json:"days"`
	Imports  []CoveredTime `json:"imports"`
	Rejected int           `json:"rejected"`
	Purges   []PurgedTime  `json:"purges"`
	Purged   int           `json:"purged"`
	Doubt    string        `json:"doubt"`
}

type PurgedTime struct {
	Done   string `json:"done"`
	First  string `json:"first"`
	Last   string `json:"last"`
	Events int    `json:"events"`
}

type QuietDays struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

type CoveredTime struct {
	Number   int    `json:"number"`
	File     string `json:"file"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Events   int    `json:"events"`
	Rejected int    `json:"rejected"`
}

type Facet struct {
	Values   []Count `json:"values"`
	Distinct int     `json:"distinct"`
}

type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

type Bar struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

type Asked struct {
	Terms []Term `json:"terms"`
	Hint  string `json:"hint"`
	Words string `json:"words"`
}

type Term struct {
	Exclude bool   `json:"exclude"`
	Field   string `json:"field"`
	Inside  bool   `json:"inside"`
	Text    string `json:"text"`
}

type Selection struct {
	Seqs   []uint64 `json:"seqs"`
	Token  string   `json:"token"`
	Except []uint64 `json:"except"`
}

type SelectRequest struct {
	Search *SearchState `json:"search"`
	Pasted string       `json:"pasted"`
	Plus   Selection    `json:"plus"`
}

type Selected struct {
	Token        string   `json:"token"`
	Count        int      `json:"count"`
	Found        int      `json:"found"`
	IDs          int      `json:"ids"`
	Missing      []string `json:"missing"`
	MissingCount int      `json:"missingCount"`
	Words        string   `json:"words"`
}

type CopyRequest struct {
	Format    string      `json:"format"`
	Selection Selection   `json:"selection"`
	Search    SearchState `json:"search"`
}

type Copied struct {
	Count     int    `json:"count"`
	Bytes     int    `json:"bytes"`
	Unread    int    `json:"unread"`
	Unwritten string `json:"unwritten"`
}

type ExportRequest struct {
	Format    string      `json:"format"`
	Selection Selection   `json:"selection"`
	Search    SearchState `json:"search"`
	CaseName  string      `json:"caseName"`
	Purpose   string      `json:"purpose"`
	Recipient string      `json:"recipient"`
}

type Written struct {
	Token     string `json:"token"`
	Path      string `json:"path"`
	Count     int    `json:"count"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
	Unread    int    `json:"unread"`
	Unwritten string `json:"unwritten"`
}

type Settings struct {
	Theme      string        `json:"theme"`
	Zone       string        `json:"zone"`
	Columns    ColumnWidths  `json:"columns"`
	AllRows    bool          `json:"allRows"`
	SingleKeys bool          `json:"singleKeys"`
	ImportZone string        `json:"importZone"`
	DateOrder  string        `json:"dateOrder"`
	Saved      []SavedSearch `json:"saved"`
	Last       *LastSearch   `json:"last"`
}

type ColumnWidths struct {
	Member    int `json:"member"`
	Action    int `json:"action"`
	Timestamp int `json:"timestamp"`
}

type SavedSearch struct {
	Name    string      `json:"name"`
	Archive string      `json:"archive"`
	Search  SearchState `json:"search"`
}

type LastSearch struct {
	Archive string      `json:"archive"`
	Search  SearchState `json:"search"`
}

type Task struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Archive string         `json:"archive"`
	N       int            `json:"n"`
	Phase   string         `json:"phase"`
	Title   string         `json:"title"`
	Stage   string         `json:"stage"`
	File    int            `json:"file"`
	Files   int            `json:"files"`
	Done    int64          `json:"done"`
	Total   int64          `json:"total"`
	Events  int            `json:"events"`
	Rate    float64        `json:"rate"`
	Left    float64        `json:"left"`
	Fault   *Fault         `json:"fault"`
	Imports []ImportReport `json:"imports"`
	Refused []Refused      `json:"refused"`
	Written *Written       `json:"written"`
	Verdict *Verdict       `json:"verdict"`
	Receipt *Receipt       `json:"receipt"`
	Bundle  *BundleVerdict `json:"bundle"`
}

type Verdict struct {
	OK         bool     `json:"ok"`
	Events     int      `json:"events"`
	Purged     int      `json:"purged"`
	Root       string   `json:"root"`
	Lines      int      `json:"lines"`
	Unrecorded string   `json:"unrecorded"`
	Unread     int      `json:"unread"`
	ReadOnly   string   `json:"readOnly"`
	Problems   []string `json:"problems"`
	Count      int      `json:"count"`
	Notes      []string `json:"notes"`
}

type JournalRequest struct {
	Page int `json:"page"`
}

type JournalPage struct {
	Lines []JournalLine `json:"lines"`
	Total int           `json:"total"`
	Page  int           `json:"page"`
	Pages int           `json:"pages"`
}

type JournalLine struct {
	N       int64  `json:"n"`
	Kind    string `json:"kind"`
	Time    string `json:"time"`
	Local   string `json:"local"`
	User    string `json:"user"`
	Program string `json:"program"`
	Words   string `json:"words"`
	Data    string `json:"data"`
}

type FileCheck struct {
	Name   string        `json:"name"`
	SHA256 string        `json:"sha256"`
	Bytes  int64         `json:"bytes"`
	Found  bool          `json:"found"`
	Lines  []JournalLine `json:"lines"`

	Imports []FileImport `json:"imports"`
}

type FileImport struct {
	Import  int    `json:"import"`
	File    string `json:"file"`
	In      string `json:"in"`
	Read    int    `json:"read"`
	Added   int    `json:"added"`
	When    string `json:"when"`
	User    string `json:"user"`
	Refused string `json:"refused"`
}

type CheckpointRequest struct {
	Action string `json:"action"`
}

type CheckpointAnswer struct {
	Saved    *Written    `json:"saved"`
	Compared *Comparison `json:"compared"`
}

type Comparison struct {
	File     string `json:"file"`
	Same     bool   `json:"same"`
	Proves   string `json:"proves"`
	Cannot   string `json:"cannot"`
	Key      string `json:"key"`
	Lines    int64  `json:"lines"`
	ThenSize int64  `json:"thenSize"`
	ThenRoot string `json:"thenRoot"`
	NowSize  int64  `json:"nowSize"`
	NowRoot  string `json:"nowRoot"`
}

type Refused struct {
	File  string `json:"file"`
	Fault Fault  `json:"fault"`
}

type Drop struct {
	Token string        `json:"token"`
	Files []DroppedFile `json:"files"`
}

type DroppedFile struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	Bundle bool   `json:"bundle"`
	Folder bool   `json:"folder"`
}
