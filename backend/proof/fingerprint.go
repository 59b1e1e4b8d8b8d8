package proof

import (
	"crypto/sha256"
	_ "embed"
	"strings"
)

// words.txt has 256 English words of our own choice, one for each value of a byte. No two
// begin with the same four letters.
//
//go:embed words.txt
var wordList string

var fingerprintWords = strings.Fields(wordList)

// fingerprintBytes is how many bytes of the hash are said: who wants to imitate a key needs
// 2^96 attempts.
const fingerprintBytes = 12

// Fingerprint returns a public key, as it is in key.pub, as twelve words to compare by
// telephone; "" for none.
func Fingerprint(key string) string {
	if key == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(key + "\n"))
	words := make([]string, fingerprintBytes)
	for i := range words {
		words[i] = fingerprintWords[sum[i]]
	}
	return strings.Join(words, " ")
}
