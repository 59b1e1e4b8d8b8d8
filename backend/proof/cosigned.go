package proof

import (
	"cmp"
	"fmt"

	"daybook/backend/integrity"
)

// checkWitnesses looks for cosignatures of the expected witnesses on the checkpoint, and on
// that of an earlier tree which the bundle carries.
func (v *verifier) checkWitnesses(checkpoint string) {
	if v.key == nil || v.tree.origin == "" {
		return // the checkpoint's own problems were reported
	}
	known, err := integrity.NewWitnesses(v.expected.Witnesses...)
	if err != nil {
		v.verdict.add("the key of a witness that you gave: %v", err)
		return
	}
	if _, err := v.cosigned(checkpoint, v.keys()[:1], known); err != nil {
		v.verdict.add("%s: %v", CheckpointName, err)
	}
	if v.witnessed.note == "" {
		return
	}
	// The archive may have had another key when it signed the earlier one.
	then, err := v.cosigned(v.witnessed.note, v.keys(), known)
	if err == nil && (then.Size != v.witnessed.tree.Size || then.Root != v.witnessed.tree.Root) {
		err = fmt.Errorf("it is of another tree than the %d events above it", v.witnessed.tree.Size)
	}
	if err != nil {
		v.verdict.add("%s: the checkpoint of line %d: %v", ConsistencyName, v.witnessed.at, err)
	}
}

// cosigned adds to the verdict who cosigned a checkpoint, which one of the keys must have
// signed.
func (v *verifier) cosigned(checkpoint string, keys []ownKey, known integrity.Witnesses) (c integrity.Cosigned, err error) {
	var first error
	for _, key := range keys {
		if _, err := openCheckpoint([]byte(checkpoint), key.Verifier); err != nil {
			first = cmp.Or(first, err)
			continue
		}
		signer, err := integrity.NewVerifiers(key.text)
		if err == nil {
			c, err = integrity.OpenCosigned(checkpoint, v.tree.origin, signer, known)
		}
		if err != nil {
			return c, err
		}
		for _, by := range c.By {
			v.verdict.Cosigned = append(v.verdict.Cosigned, Cosigned{by.Name, by.Verifier, by.Time, c.Size})
		}
		v.verdict.Others += len(c.Others)
		return c, nil
	}
	return c, first
}
