package archive

import (
	"encoding/json"
	"time"
)

// Verified is the data of a line about a verification.
type Verified struct {
	Events   int    `json:"events"`
	Root     string `json:"root"`
	Problems int    `json:"problems"`
	First    string `json:"first,omitempty"`
}

// A Verification is one that was made before.
type Verification struct {
	Verified
	Time time.Time `json:"time"`
	User string    `json:"user"`
}

// lastVerified is the last verification in the journal, nil if there is none.
func (a *Archive) lastVerified() *Verification {
	i := a.journal.Last(KindVerified)
	if i < 0 {
		return nil
	}
	l, err := a.journal.Line(i)
	if err != nil {
		return nil
	}
	v := &Verification{Time: l.Time, User: l.User}
	if json.Unmarshal(l.Data, &v.Verified) != nil {
		return nil
	}
	return v
}
