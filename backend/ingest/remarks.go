package ingest

import (
	"slices"

	"daybook/backend/clip"
	"daybook/backend/numbers"
	"daybook/backend/times"
)

// remarks are what an officer should know of how the records of a file were read.
type remarks struct {
	times   times.Counts
	notes   tallied
	leftOut []string // columns and keys that belong to the transport
}

// add adds those of another file.
func (r *remarks) add(other *remarks) {
	r.times.Add(other.times)
	r.notes.addAll(&other.notes)
	for _, title := range other.leftOut {
		r.leave(title)
	}
}

// leaveOut keeps the names of the columns of h that are no part of the events.
func (r *remarks) leaveOut(h Header) {
	for i, name := range h.names {
		title := h.titles[i]
		switch {
		case i == 0 && isUnnamed(name):
			title = "without a title (row numbers)"
		case !isTransport(name):
			continue
		}
		r.leave(title)
	}
}

// leave keeps one such name.
func (r *remarks) leave(name string) {
	const most = 20
	if name = clip.Text(name, 40); len(r.leftOut) < most && !slices.Contains(r.leftOut, name) {
		r.leftOut = append(r.leftOut, name)
	}
}

// tallied are notes with how often each holds, in the order in which they came up.
type tallied struct {
	notes []*Note
	times []int64
}

func (t *tallied) add(note *Note, times int64) {
	i := slices.Index(t.notes, note)
	if i < 0 {
		i = len(t.notes)
		t.notes, t.times = append(t.notes, note), append(t.times, 0)
	}
	t.times[i] += times
}

func (t *tallied) addAll(other *tallied) {
	for i, note := range other.notes {
		t.add(note, other.times[i])
	}
}

// lines says each note in a sentence.
func (t *tallied) lines() (lines []string) {
	for i, note := range t.notes {
		lines = append(lines, numbers.Sentence(t.times[i], note.One, note.Many))
	}
	return lines
}
