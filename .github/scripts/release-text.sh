#!/usr/bin/env bash
# release-text.sh VERSION [signed]: prints the text of a release: what CHANGELOG.md
# says of it, and how its files are checked; with "signed" also how the signature.
# It is an error if CHANGELOG.md says nothing of that version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$1
changes=$(awk -v wanted="${version#v}" '
	/^## / { name = $2; gsub(/[][]/, "", name); sub(/^v/, "", name); inside = name == wanted; next }
	inside { print }
' CHANGELOG.md | sed -e '/./,$!d')
if [[ -z $changes ]]; then
	echo "CHANGELOG.md has nothing under \"## ${version#v}\"" >&2
	exit 1
fi
cat <<TEXT
$changes

## Which file to take

| System | File |
|---|---|
| Windows 10 and 11 | \`…-setup.exe\` installs for you alone, without an administrator; the \`.zip\` has the same programs |
| macOS | the \`.dmg\` |
| Debian, Ubuntu | the \`.deb\`; Fedora, openSUSE: the \`.rpm\`; others: the \`.tar.gz\` |
| An auditor who is handed a bundle | \`verify.html\`, to open in a browser; or \`daybook-verify-…\` alone |

## Whether a file is whole

Put \`SHA256SUMS\` beside the file. On Linux \`sha256sum --check --ignore-missing SHA256SUMS\`, on
macOS \`shasum -a 256 --check --ignore-missing SHA256SUMS\` says OK; on Windows
\`certutil -hashfile FILE SHA256\` prints what must stand in \`SHA256SUMS\` beside its name.
TEXT
if [[ ${2:-} == signed ]]; then
	cat <<'TEXT'

## Whether it is Daybook's

`SHA256SUMS` is signed. What checks it, `ssh-keygen`, comes with Windows, macOS and Linux. Take
`daybook-signers` from a place that you trust, such as an earlier release, and not from here alone:

    ssh-keygen -Y verify -f daybook-signers -I releases@daybook -n file -s SHA256SUMS.sig < SHA256SUMS

(in a command prompt, not in PowerShell) says "Good "file" signature for releases@daybook".
TEXT
fi
cat <<TEXT

## From what it was made

\`provenance.sigstore.json\` says which commit and which workflow made each file:
\`gh attestation verify FILE --bundle provenance.sigstore.json --repo ${GITHUB_REPOSITORY:-OWNER/NAME}\`.
The \`.cdx.json\` files name everything inside the programs (CycloneDX), \`THIRD-PARTY-NOTICES.txt\` its
licences. \`make release-check\` at the tag makes the packages for Linux anew, and prints their hashes.
TEXT
