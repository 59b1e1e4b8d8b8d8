package source

import (
	"slices"

	"daybook/backend/clip"
	"daybook/backend/numbers"
	"daybook/backend/times"
)

// Remarks are facts that an officer should know about how the records of a file were
// read.
type Remarks struct {
	Times   times.Counts
	Notes   NoteCounts
	LeftOut []string // columns and keys that belong to the transport
}

// Add adds the remarks of another file.
func (r *Remarks) Add(other *Remarks) {
	r.Times.Add(other.Times)
	r.Notes.AddAll(&other.Notes)
	for _, title := range other.LeftOut {
		r.leave(title)
	}
}

// LeaveOut records the names of the columns of h that are not part of the events.
func (r *Remarks) LeaveOut(h Header) {
	for i, name := range h.Names {
		title := h.Titles[i]
		switch {
		case i == 0 && IsUnnamed(name):
			title = "without a title (row numbers)"
		case !IsTransport(name):
			continue
		}
		r.leave(title)
	}
}

// leave records one such name.
func (r *Remarks) leave(name string) {
	const most = 20
	if name = clip.Text(name, 40); len(r.LeftOut) < most && !slices.Contains(r.LeftOut, name) {
		r.LeftOut = append(r.LeftOut, name)
	}
}

// NoteCounts are notes with how often each holds, in the order in which they came up.
type NoteCounts struct {
	notes []*Note
	times []int64
}

// Add counts a note a number of times.
func (t *NoteCounts) Add(note *Note, times int64) {
	i := slices.Index(t.notes, note)
	if i < 0 {
		i = len(t.notes)
		t.notes, t.times = append(t.notes, note), append(t.times, 0)
	}
	t.times[i] += times
}

// AddAll adds the counts of another file.
func (t *NoteCounts) AddAll(other *NoteCounts) {
	for i, note := range other.notes {
		t.Add(note, other.times[i])
	}
}

// Lines says each note in a sentence.
func (t *NoteCounts) Lines() (lines []string) {
	for i, note := range t.notes {
		lines = append(lines, numbers.Sentence(t.times[i], note.One, note.Many))
	}
	return lines
}
