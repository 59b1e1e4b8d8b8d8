package ledger

import (
	"encoding/json"
	"fmt"
	"time"
)

// A Verification is a verification that was made before.
type Verification struct {
	Verified
	Time time.Time `json:"time"`
	User string    `json:"user"`
}

// LastVerified returns the last verification in the journal, nil if there is none.
func (lg *History) LastVerified() *Verification {
	i := lg.journal.Last(KindVerified)
	if i < 0 {
		return nil
	}
	l, err := lg.journal.Line(i)
	if err != nil {
		return nil
	}
	v := &Verification{Time: l.Time, User: l.User}
	if json.Unmarshal(l.Data, &v.Verified) != nil {
		return nil
	}
	return v
}

// RecordVerified writes the line of a verification, if that is possible and puts no
// other copy of the archive in doubt: reading an archive needs no line. why says why
// there is no line, a sentence without its full stop; "" where there is one.
func (lg *Ledger) RecordVerified(v Verified) (why string) {
	if lg.readOnly != "" {
		return "the archive is read-only, " + lg.readOnly
	}
	lg.recording.Lock()
	defer lg.recording.Unlock()
	// An archive in doubt gets no further line: otherwise the other state could no
	// longer be recognised as the same archive.
	if lg.lookAgain() != nil {
		return "the archive " + notKnown
	}
	if at := lg.original(); at != "" {
		return fmt.Sprintf("this is a copy of the archive in %s, which would then no longer be as this computer last knew it", at)
	}
	signer, err := lg.keptSigner()
	if err == nil {
		_, err = lg.append(KindVerified, v, signer)
	}
	if err != nil {
		return "the key of the archive is not on this computer, or the disk is full"
	}
	return ""
}
