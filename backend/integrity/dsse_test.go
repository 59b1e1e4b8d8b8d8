package integrity_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"daybook/backend/integrity"
)

// The example of the specification of DSSE.
func TestThePreAuthenticationEncodingIsThatOfDSSE(t *testing.T) {
	require.Equal(t, "DSSEv1 29 http://example.com/HelloWorld 11 hello world", string(integrity.PAE("http://example.com/HelloWorld", []byte("hello world"))))
}

func TestASignedPayloadIsPlainEd25519OverItsEncoding(t *testing.T) {
	s, err := integrity.NewSigner("daybook/x")
	require.NoError(t, err)
	sig, err := s.SignPayload("a/b", []byte("{}"))
	require.NoError(t, err)
	public, err := base64.StdEncoding.DecodeString(strings.SplitN(s.Verifier(), "+", 3)[2])
	require.NoError(t, err)
	require.True(t, ed25519.Verify(public[1:], []byte("DSSEv1 3 a/b 2 {}"), sig))

	v, err := note.NewVerifier(s.Verifier())
	require.NoError(t, err)
	require.True(t, integrity.PayloadSigned(v, "a/b", []byte("{}"), sig))
	require.False(t, integrity.PayloadSigned(v, "a/b", []byte("{ }"), sig))
	require.False(t, integrity.PayloadSigned(v, "a/c", []byte("{}"), sig))
}
