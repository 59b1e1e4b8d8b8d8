package window

import (
	"errors"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/witness"
)

// witnesses has the calls about cosigning: as a witness for others, which needs no
// archive, and as the owner of the archive, who takes back what a witness cosigned.
type witnesses struct {
	w       *Window
	mu      sync.Mutex
	looked  map[string]lookedAt // checkpoints that may be cosigned, by token
	strange map[string]string   // paths of cosigned checkpoints whose witness is not known, by token
}

// lookedAt is a checkpoint that may be cosigned, and its file.
type lookedAt struct {
	request *witness.Request
	path    string
}

// A CosignRequest is a checkpoint of somebody else that may be cosigned: it continues what
// was cosigned of its archive before.
type CosignRequest struct {
	// Identifies the checkpoint for Cosign.
	Token string `json:"token"`
	// Name without its folder.
	File string `json:"file"`
	// The archive's name in what it signs: "daybook/" and its id.
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	// The public key that signed it.
	Key string `json:"key"`
	// Nothing but the checkpoint says that this is the archive's key: it is the first of
	// this archive that is cosigned here.
	Claimed bool `json:"claimed"`
	// This computer signs for the archive, too.
	Own bool `json:"own"`
	// When the last one of this archive was cosigned, and its size; "" if none was.
	Before     string `json:"before"`
	BeforeSize int64  `json:"beforeSize"`
	// The name of the witness here; "" if nobody cosigns here yet.
	Name string `json:"name"`
	// A name to propose then.
	Proposed string `json:"proposed"`
}

// LookToCosign reads the checkpoint of somebody else, chosen in a native dialog, and
// rejects it if it must not be cosigned, with the reason. It changes nothing, and returns
// null if the dialog was cancelled.
func (c *witnesses) LookToCosign() (*CosignRequest, error) {
	return guard(func() (*CosignRequest, error) {
		path, err := c.w.chooseFile("Cosign a checkpoint")
		if err != nil || path == "" {
			return nil, err
		}
		r, err := desk.LookToCosign(path, "")
		if errors.Is(err, integrity.ErrCheckpoint) {
			return nil, fault("input", filepath.Base(path)+" is no checkpoint", "Choose a file that Daybook saved as one.")
		}
		if err != nil {
			return nil, err
		}
		me, err := witness.Me()
		if err != nil {
			return nil, err
		}
		out := &CosignRequest{
			Token: c.w.newToken("cosign"), File: filepath.Base(path), Origin: r.Origin, Size: r.Size, Key: r.Key,
			Claimed: r.Claimed, Own: desk.OwnCheckpoint(r), Proposed: proposedName(),
		}
		if r.Before != nil {
			out.Before, out.BeforeSize = r.Before.Time.Format(time.RFC3339), r.Before.Size
		}
		if me != nil {
			out.Name = me.Name()
		}
		c.mu.Lock()
		c.looked[out.Token] = lookedAt{r, path}
		c.mu.Unlock()
		return out, nil
	})
}

// proposedName is a name for a witness that is made of the user's.
func proposedName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	_, name, found := strings.Cut(u.Username, `\`) // Windows names the computer first
	if !found {
		name = u.Username
	}
	if name = "witness/" + name; !integrity.IsWitnessName(name) {
		return ""
	}
	return name
}

// A CosignAnswer agrees to cosign a checkpoint.
type CosignAnswer struct {
	Token string `json:"token"`
	// The name of the witness, needed if nobody cosigns here yet: 1 to 255 bytes without
	// spaces and "+".
	Name string `json:"name"`
}

// A CosignedFile is a checkpoint that was cosigned and written to a file.
type CosignedFile struct {
	Written Written `json:"written"`
	Name    string  `json:"name"`
	// The public key of the witness, for the owner of the archive.
	Key string `json:"key"`
}

// Cosign cosigns a checkpoint, by the token of LookToCosign, and writes it to a file chosen
// in a native dialog. It returns null if the dialog was cancelled; then nothing is cosigned.
func (c *witnesses) Cosign(answer CosignAnswer) (*CosignedFile, error) {
	return guard(func() (*CosignedFile, error) {
		c.mu.Lock()
		looked, known := c.looked[answer.Token]
		c.mu.Unlock()
		if !known {
			return nil, errGone
		}
		if answer.Name != "" && !integrity.IsWitnessName(answer.Name) {
			return nil, outOfBounds("The name of a witness has no spaces and no +")
		}
		name := filepath.Base(desk.CosignedName(looked.path))
		path, err := dialog(c.w, func() (string, error) { return c.w.desktop.SaveFile("Save the cosigned checkpoint", name) })
		if err != nil || path == "" {
			return nil, err
		}
		done, err := desk.Cosign(looked.request, answer.Name, c.w.now(), path)
		if err != nil {
			return nil, err
		}
		return &CosignedFile{*c.w.calls.wrote(done.File), done.Name, done.Verifier}, nil
	})
}

// A CosignedBy is a witness who cosigned a checkpoint.
type CosignedBy struct {
	Name string `json:"name"`
	// Eight digits of the key.
	Key  string `json:"key"`
	Time string `json:"time"`
}

func cosignedBy(all []integrity.Cosignature) []CosignedBy {
	list := make([]CosignedBy, len(all))
	for i, by := range all {
		list[i] = CosignedBy{by.Name, by.ID(), by.Time.Format(time.RFC3339)}
	}
	return list
}

// A CosignedCheckpoint is the largest checkpoint of the archive that witnesses cosigned and
// that was taken back.
type CosignedCheckpoint struct {
	Size int64 `json:"size"`
	// It is of all events that the archive has in its tree now.
	Current bool         `json:"current"`
	By      []CosignedBy `json:"by"`
}

// Cosigned returns the last cosigned checkpoint that was taken back, null if there is none.
func (c *witnesses) Cosigned() (*CosignedCheckpoint, error) {
	return guard(func() (*CosignedCheckpoint, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		info, err := archive.Look(open.Archive, (*archive.View).Info)
		if err != nil {
			return nil, err
		}
		last, err := open.Ledger().Cosigned()
		if last == nil {
			return nil, err
		}
		return &CosignedCheckpoint{last.Size, last.Size == info.TreeSize, cosignedBy(last.By)}, nil
	})
}

// A TakenCheckpoint is the result of taking a cosigned checkpoint back.
type TakenCheckpoint struct {
	// Name without its folder.
	File string `json:"file"`
	// Identifies the file for TrustWitness, if only witnesses cosigned it whom the archive
	// does not know; otherwise "".
	Token string `json:"token"`
	Size  int64  `json:"size"`
	// The archive did not have it before.
	Fresh bool         `json:"fresh"`
	By    []CosignedBy `json:"by"`
	// Signatures that nobody here can check: "NAME, key ID".
	Others []string `json:"others"`
}

// TakeCosigned takes back a checkpoint that a witness cosigned, chosen in a native dialog.
// It returns null if the dialog was cancelled.
func (c *witnesses) TakeCosigned() (*TakenCheckpoint, error) {
	return guard(func() (*TakenCheckpoint, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		path, err := c.w.chooseFile("Take a cosigned checkpoint")
		if err != nil || path == "" {
			return nil, err
		}
		return c.take(open, path)
	})
}

// TrustWitness takes back a checkpoint, by the token of TakeCosigned, with the public key of
// the witness as the witness sent it: at most 1,000 characters. The witness is known to the
// archive from then on.
func (c *witnesses) TrustWitness(token, key string) (*TakenCheckpoint, error) {
	return guard(func() (*TakenCheckpoint, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		path, known := c.strange[token]
		c.mu.Unlock()
		if !known {
			return nil, errGone
		}
		if key = strings.TrimSpace(key); len(key) > 1000 {
			return nil, outOfBounds("A key has at most 1,000 characters")
		}
		if _, err := integrity.NewWitnesses(key); err != nil { // it is no name of a file either
			return nil, err
		}
		return c.take(open, path, key)
	})
}

func (c *witnesses) take(open *opened, path string, keys ...string) (*TakenCheckpoint, error) {
	got, err := desk.TakeCosigned(c.w.ctx, open.Archive, path, keys)
	out := &TakenCheckpoint{File: filepath.Base(path), Size: got.Size, Fresh: got.New, By: cosignedBy(got.By), Others: append([]string{}, got.Others...)}
	var strangers *ledger.StrangersError
	switch {
	case errors.As(err, &strangers):
		out.Others = append(out.Others, strangers.Names...)
		out.Token = c.w.newToken("cosigned")
		c.mu.Lock()
		c.strange[out.Token] = path
		c.mu.Unlock()
		return out, nil
	case errors.Is(err, integrity.ErrCheckpoint):
		return nil, fault("input", out.File+" is no checkpoint", "Choose the file that the witness sent back.")
	case err != nil:
		return nil, err
	}
	c.w.desktop.Emit(EventState, nil)
	return out, nil
}

// overdue says that a checkpoint should be saved elsewhere; "" while none should. Nothing is
// asked for where the journal could have no line about it.
func overdue(lg *ledger.Ledger, info archive.Info) string {
	if info.ReadOnly != "" || info.Doubt != nil {
		return ""
	}
	if o := lg.CheckpointOverdue(); o != nil {
		return o.Words()
	}
	return ""
}
