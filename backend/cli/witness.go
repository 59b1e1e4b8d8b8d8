package cli

import (
	"cmp"
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// utc writes a time for a person, in UTC.
func utc(t time.Time) string { return t.UTC().Format(timeLayout) }

// A cosignatureDocument is a cosignature in a line of JSON.
type cosignatureDocument struct {
	Name string    `json:"name"`
	Key  string    `json:"key"` // the public key
	Time time.Time `json:"time"`
}

func cosignaturesOf(all []integrity.Cosignature) []cosignatureDocument {
	list := make([]cosignatureDocument, len(all))
	for i, by := range all {
		list[i] = cosignatureDocument{by.Name, by.Verifier, by.Time}
	}
	return list
}

// A cosignedDocument is a checkpoint with those who cosigned it, as a line of JSON.
type cosignedDocument struct {
	Origin string                `json:"origin,omitempty"`
	Size   int64                 `json:"size"`
	Root   string                `json:"root"`
	Signed string                `json:"key,omitempty"`     // public key of the archive
	Claims bool                  `json:"claimed,omitempty"` // nothing but the checkpoint says that it is
	File   string                `json:"file,omitempty"`
	New    *bool                 `json:"new,omitempty"` // whether the archive did not have it yet
	By     []cosignatureDocument `json:"by"`
	Others []string              `json:"others,omitempty"` // signatures that nobody here can check
}

func (o *checkpointing) runCosign(c *call) error {
	out := cmp.Or(o.out, desk.CosignedName(o.cosign))
	if out == "-" {
		if o.json {
			return misused("the checkpoint and --json cannot both go to standard output")
		}
		out = ""
	} else if err := newFile(c, out); err != nil {
		return err
	}
	r, err := desk.LookToCosign(o.cosign, o.key)
	if err != nil {
		return desk.WitnessAdvice(o.cosign, err)
	}
	now := c.Now()
	done, err := desk.Cosign(r, o.as, now, out)
	if err != nil {
		return desk.WitnessAdvice(o.cosign, err)
	}
	if r.Claimed {
		c.note("nobody but the checkpoint itself says that its archive signs with this key; compare it with the one that the owner reads to you from \"daybook key\": %s", r.Key)
	}
	if desk.OwnCheckpoint(r) {
		c.note("this computer signs for the archive, too; a witness is somebody else, on another computer")
	}
	if out == "" {
		c.out.WriteString(done.Note)
		c.note("cosigned the checkpoint of %s as %s; your key as a witness is %s", desk.Events(r.Checkpoint), done.Name, done.Verifier)
		return nil
	}
	if o.json {
		by := cosignatureDocument{done.Name, done.Verifier, now.UTC().Truncate(time.Second)}
		return c.out.document(cosignedDocument{
			Origin: r.Origin, Size: r.Size, Root: r.Root.String(), Signed: r.Key, Claims: r.Claimed, File: done.File.Path, By: []cosignatureDocument{by},
		})
	}
	c.out.Printf("Cosigned as %s: the checkpoint of %s of %s, signed with key %s.\n", visible(done.Name), desk.Events(r.Checkpoint), visible(r.Origin), integrity.KeyID(r.Key))
	if r.Before != nil {
		c.out.Printf("It continues the one of %s that you cosigned on %s.\n", desk.Events(integrity.Checkpoint{Size: r.Before.Size}), utc(r.Before.Time))
	}
	c.out.Printf("Send this file back: %s\nYour key as a witness, for whoever checks it:\n%s\n", visible(done.File.Path), visible(done.Verifier))
	return nil
}

func (o *checkpointing) runTake(ctx context.Context, c *call, a *archive.Archive) error {
	got, err := desk.TakeCosigned(ctx, a, o.take, o.witnesses)
	if err != nil {
		return desk.WitnessAdvice(o.take, err)
	}
	if o.json {
		return c.out.document(cosignedDocument{
			Size: got.Size, Root: got.Root.String(), New: &got.New, By: cosignaturesOf(got.By), Others: got.Others,
		})
	}
	if got.New {
		c.out.Printf("Took back the checkpoint of %s, cosigned by %s.\n", desk.Events(got.Checkpoint), visible(desk.CosignedBy(got.By, utc)))
	} else {
		c.out.Printf("The archive has this already: the checkpoint of %s, cosigned by %s.\n", desk.Events(got.Checkpoint), visible(desk.CosignedBy(got.By, utc)))
	}
	for _, other := range got.Others {
		c.note("it has a signature of %s too, whom the archive does not know; left out, or add --witness KEY", other)
	}
	return nil
}

// elsewhere is what others have seen of an archive, as info says it.
type elsewhere struct {
	cosigned *integrity.Cosigned
	overdue  *ledger.Overdue
}

func elsewhereOf(a *archive.Archive) elsewhere {
	cosigned, _ := a.Ledger().Cosigned() // a verification reports what cannot be read
	return elsewhere{cosigned, a.Ledger().CheckpointOverdue()}
}

// An overdueDocument is a checkpoint that should be saved, in a line of JSON.
type overdueDocument struct {
	Last string `json:"last"` // when the last one left; "" for never
	Days int    `json:"days"`
}

func (e elsewhere) documents() (c *cosignedDocument, o *overdueDocument) {
	if e.cosigned != nil {
		c = &cosignedDocument{Size: e.cosigned.Size, Root: e.cosigned.Root.String(), By: cosignaturesOf(e.cosigned.By)}
	}
	if e.overdue != nil {
		o = &overdueDocument{Days: e.overdue.Days}
		if !e.overdue.Last.IsZero() {
			o.Last = e.overdue.Last.Format(time.RFC3339Nano)
		}
	}
	return c, o
}
