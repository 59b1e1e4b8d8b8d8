package wording

import (
	"strings"
	"unicode"
)

// Words cuts an identifier into words: CreateDBInstance into Create, DB, Instance;
// CHANGE_USER_NAME into its three; rules2XML into rules2 and XML.
func Words(name string) []string {
	var words []string
	runes := []rune(name)
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, string(runes[start:end]))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case i > start && unicode.IsUpper(r) &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			cut(i)
		}
	}
	cut(len(runes))
	return words
}

// Snake returns a name in the feed's style: create_db_instance.
func Snake(name string) string {
	words := Words(name)
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	return strings.Join(words, "_")
}

// acronyms are written in capitals in a sentence, too.
var acronyms = map[string]string{
	"acl": "ACL", "acls": "ACLs", "api": "API", "arn": "ARN", "asp": "ASP", "cidr": "CIDR", "db": "DB", "dkim": "DKIM", "dns": "DNS",
	"iam": "IAM", "id": "ID", "ids": "IDs", "imap": "IMAP", "ip": "IP", "kms": "KMS", "mfa": "MFA", "ml": "ML", "nat": "NAT",
	"oauth": "OAuth", "os": "OS", "pop": "POP", "saml": "SAML", "smtp": "SMTP", "spf": "SPF", "ssh": "SSH", "ssl": "SSL", "sso": "SSO",
	"tls": "TLS", "ui": "UI", "url": "URL", "vpc": "VPC", "vpn": "VPN", "csv": "CSV", "2sv": "2-step verification", "github": "GitHub", "repo": "repository", "repos": "repositories",
	"pr": "pull request", "prs": "pull requests", "cname": "CNAME", "cve": "CVE", "gpg": "GPG", "https": "HTTPS", "idp": "IdP", "jit": "JIT", "mcp": "MCP",
	"oidc": "OIDC", "pgp": "PGP", "scim": "SCIM",
}

// Plain returns a name as words of a sentence: "max session duration".
func Plain(name string) string { return Sentence(Words(name)) }

// Sentence joins words for a sentence: in lower case except for acronyms, with blanks
// between them.
func Sentence(words []string) string {
	said := make([]string, len(words))
	for i, w := range words {
		lower := strings.ToLower(w)
		if a, ok := acronyms[lower]; ok {
			lower = a
		}
		said[i] = lower
	}
	return strings.Join(said, " ")
}

// WordSet returns the set of the words of a text.
func WordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
