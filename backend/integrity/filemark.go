package integrity

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// FileMark returns a text that stands for the SHA-256 of a file and can be made again only
// with the private key: the eight digits of the key, "-", and HMAC-SHA-256 (RFC 2104) in
// hexadecimal, by a key that HKDF (RFC 5869) derives from the private key. A journal can
// keep it for ever. The SHA-256 itself would let anyone who has the archive confirm a guess
// of the whole file, and so of each event in it that was purged.
func (s *Signer) FileMark(sum [sha256.Size]byte) string {
	mac := hmac.New(sha256.New, s.marking)
	mac.Write(sum[:])
	return fmt.Sprintf("%s-%x", KeyID(s.verifier), mac.Sum(nil))
}
