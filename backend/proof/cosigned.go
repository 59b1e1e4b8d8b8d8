package proof

import (
	"daybook/backend/integrity"
)

// checkWitnesses looks for cosignatures of the expected witnesses on the checkpoint.
func (v *verifier) checkWitnesses(checkpoint []byte) {
	if v.key == nil || v.tree.origin == "" {
		return // the checkpoint's own problems were reported
	}
	known, err := integrity.NewWitnesses(v.expected.Witnesses...)
	if err != nil {
		v.verdict.add("the key of a witness that you gave: %v", err)
		return
	}
	keys, err := integrity.NewVerifiers(v.verdict.Key)
	if err == nil {
		var c integrity.Cosigned
		if c, err = integrity.OpenCosigned(string(checkpoint), v.tree.origin, keys, known); err == nil {
			for _, by := range c.By {
				v.verdict.Cosigned = append(v.verdict.Cosigned, Cosigned{by.Name, by.Verifier, by.Time})
			}
			v.verdict.Others = len(c.Others)
			return
		}
	}
	v.verdict.add("%s: %v", CheckpointName, err)
}
