package ledger

import (
	"daybook/backend/failure"
	"daybook/backend/integrity"
)

// CheckpointToSave signs a checkpoint of the archive and its journal as they are
// now, to be kept out of reach of anybody who can write to the archive: only it
// shows later that nobody rewrote the archive and signed it again. It proves that it
// continues the last checkpoint that each witness cosigned, and the trees of the sizes in
// also, and names its key.
func (lg *Standing) CheckpointToSave(now Tree, tree *integrity.Tree, also ...int64) (string, error) {
	root, err := now.RootHash()
	if err != nil {
		return "", err
	}
	lg.recording.Lock()
	defer lg.recording.Unlock()
	signer, err := lg.signer()
	if err != nil {
		return "", err
	}
	journal, err := journalLine(lg.journal.Head())
	if err != nil {
		return "", err
	}
	c := integrity.Checkpoint{
		Origin: integrity.Origin(lg.Identity().ID), Size: now.Size, Root: root,
		Extensions: []string{journal, integrity.KeyLine(signer.Verifier())},
	}
	since, err := since(&lg.History, c, tree, also)
	if err != nil {
		return "", failure.New("sign for", lg.dir, err)
	}
	c.Extensions = append(c.Extensions, since...)
	return c.Sign(signer)
}
