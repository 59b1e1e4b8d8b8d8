package integrity

import (
	"strconv"

	"golang.org/x/mod/sumdb/note"

	"daybook/backend/failure"
)

// PAE returns the bytes that are signed for a payload in a DSSE envelope
// (github.com/secure-systems-lab/dsse): its pre-authentication encoding. Where the
// payload does not end in LF they can be no note, so that a signature of the one never
// stands for the other.
func PAE(payloadType string, payload []byte) []byte {
	b := append([]byte("DSSEv1 "), strconv.Itoa(len(payloadType))...)
	b = append(append(append(b, ' '), payloadType...), ' ')
	b = append(strconv.AppendInt(b, int64(len(payload)), 10), ' ')
	return append(b, payload...)
}

// SignPayload returns the signature, 64 bytes of Ed25519, of a payload in a DSSE envelope.
func (s *Signer) SignPayload(payloadType string, payload []byte) ([]byte, error) {
	sig, err := s.note.Sign(PAE(payloadType, payload))
	if err != nil {
		return nil, failure.New("sign", "", err)
	}
	return sig, nil
}

// PayloadSigned reports whether the key of v made the signature of a payload.
func PayloadSigned(v note.Verifier, payloadType string, payload, sig []byte) bool {
	return v.Verify(PAE(payloadType, payload), sig)
}
