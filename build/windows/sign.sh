#!/usr/bin/env bash
# sign.sh FILE: signs a program or an installer for Windows, in place, with the key
# and certificate of SIGN_CERT (PKCS #12), whose password is SIGN_PASSWORD. The time
# is vouched for by SIGN_TIMESTAMP, a server (RFC 3161), so that the signature
# outlives the certificate; "none" goes without, for a try.
set -euo pipefail
file=$1 timestamp=${SIGN_TIMESTAMP:-http://timestamp.digicert.com}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(umask 077 && printf %s "${SIGN_PASSWORD:-}" >"$work/password") # arguments can be seen by everyone
options=(-pkcs12 "$SIGN_CERT" -readpass "$work/password" -h sha256 -n Daybook)
[[ $timestamp == none ]] || options+=(-ts "$timestamp")
# A server of time stamps may be busy.
for attempt in 1 2 3; do
	rm -f "$work/signed"
	if osslsigncode sign "${options[@]}" -in "$file" -out "$work/signed" >"$work/log" 2>&1; then
		cat "$work/signed" >"$file" # as it may be run, and by whom
		exit
	fi
	[[ $timestamp != none && $attempt != 3 ]] || break
	sleep 5
done
cat "$work/log" >&2
echo "sign.sh: $file is not signed" >&2
exit 1
