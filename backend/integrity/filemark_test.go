package integrity_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
)

// TestAFileMarkIsMadeByTheKeyAlone computes a mark from the text of a private key by the
// steps of RFC 5869 and RFC 2104.
func TestAFileMarkIsMadeByTheKeyAlone(t *testing.T) {
	signer, err := integrity.NewSigner("daybook/x")
	require.NoError(t, err)
	sum := sha256.Sum256([]byte("a file"))
	mac := func(key []byte, parts ...string) []byte {
		h := hmac.New(sha256.New, key)
		for _, part := range parts {
			h.Write([]byte(part))
		}
		return h.Sum(nil)
	}
	private, err := base64.StdEncoding.DecodeString(strings.SplitN(signer.Secret(), "+", 5)[4])
	require.NoError(t, err)
	extracted := mac(make([]byte, sha256.Size), string(private[1:]))
	key := mac(extracted, "daybook file mark\ndaybook/x", "\x01")
	require.Equal(t, fmt.Sprintf("%s-%x", integrity.KeyID(signer.Verifier()), mac(key, string(sum[:]))), signer.FileMark(sum))

	other, err := integrity.NewSigner("daybook/x")
	require.NoError(t, err)
	require.NotEqual(t, signer.FileMark(sum)[9:], other.FileMark(sum)[9:])
	require.NotEqual(t, signer.FileMark(sum), signer.FileMark(sha256.Sum256([]byte("another"))))
}
