#!/usr/bin/env bash
# package.sh: makes the installer for Windows and a zip of the same programs, in
# build/dist, of the programs in build/bin. VERSION and DATE are the Makefile's.
#
# Where SIGN_CERT is set, or SIGN (a command that gets the file to sign), the
# programs, the installer and the uninstaller are signed: see sign.sh.
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
cd "$here/../.."
programs=(build/bin/daybook.exe build/bin/daybook-cli.exe build/bin/daybook-verify.exe)
dist=$PWD/build/dist
name=$dist/daybook-$VERSION-windows-amd64
mkdir -p "$dist"

if [[ -z ${SIGN:-} && -n ${SIGN_CERT:-} ]]; then
	build/install.sh "the signer of programs" osslsigncode=osslsigncode
	SIGN="'$here/sign.sh'" # there may be blanks in it
fi
signed=()
if [[ -n ${SIGN:-} ]]; then
	for program in "${programs[@]}"; do sh -c "$SIGN \"\$1\"" - "$program"; done
	signed=(-DSIGN="$SIGN")
else
	echo "neither SIGN_CERT nor SIGN is set, so programs and installer are not signed"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "${programs[@]}" "$work/"
cp build/bin/verify.html "$work/"
cp LICENSE "$work/LICENSE.txt"
build/notices.sh "$work/THIRD-PARTY-NOTICES.txt"
sed -i 's/\r*$/\r/' "$work"/*.txt # so that every editor of Windows shows its lines

# Times are the source's, and not before 1980, where those of a zip begin.
# shellcheck disable=SC2153 # DATE is the Makefile's
date=$((DATE > 315532800 ? DATE : 315532800))
chmod 644 "$work"/*
TZ=UTC touch -d "@$date" "$work"/*
rm -f "$name.zip" "$name-setup.exe"
(cd "$work" && TZ=UTC zip -q -X "$name.zip" -- *)

SOURCE_DATE_EPOCH=$date makensis -V2 -WX \
	-DVERSION="$VERSION" -DNUMBERS="$("$here/version.sh" "$VERSION" "$DATE")" -DPROGRAMS="$work" \
	-DLICENCE="$work/LICENSE.txt" -DNOTICES="$work/THIRD-PARTY-NOTICES.txt" -DOUT="$name-setup.exe" "${signed[@]}" \
	"$here/installer.nsi"
ls -l "$name.zip" "$name-setup.exe"
