#!/usr/bin/env bash
# macos.sh VERSION STEP...: makes the files for macOS in build/dist, on a Mac, for
# both of its processors. Each step goes on from the one before:
#
#   build     Daybook.app and the programs without a window, into build/bin/macos
#   sign      with the certificate of MACOS_CERTIFICATE (PKCS #12 in Base64) and
#             MACOS_CERTIFICATE_PASSWORD; without one, so that they run on this Mac
#   pack      the .dmg, and the verifier alone as a .zip
#   notarise  app, .dmg and .zip, with the key MACOS_NOTARY_KEY (a .p8 in Base64),
#             MACOS_NOTARY_KEY_ID and MACOS_NOTARY_ISSUER of App Store Connect
#
# "sign" goes before "pack"; "notarise" packs again what it has stapled.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$1
shift
stage=build/bin/macos dist=$PWD/build/dist
app=$stage/Daybook.app
dmg=$dist/daybook-$version-macos-universal.dmg
zip=$dist/daybook-verify-$version-macos-universal.zip

# Go 1.26 needs it, and its Safari draws what the page is built for.
system=12.0

# The window, as Wails builds it, for each processor; the others as make does.
build() {
	rm -rf "$stage"
	mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
	local flags processor name
	flags=$(.github/scripts/ldflags.sh)
	gmake build-darwin
	for processor in amd64 arm64; do
		GOARCH=$processor CGO_ENABLED=1 CGO_CFLAGS=-mmacosx-version-min=$system \
			CGO_LDFLAGS="-framework UniformTypeIdentifiers -mmacosx-version-min=$system" \
			go build -trimpath -tags desktop,production -ldflags "$flags" -o build/bin/darwin-$processor/daybook .
	done
	lipo -create -output "$app/Contents/MacOS/daybook" build/bin/darwin-{amd64,arm64}/daybook
	for name in daybook-cli daybook-verify; do
		lipo -create -output "$stage/$name" build/bin/darwin-{amd64,arm64}/$name
	done
	build/notices.sh "$stage/THIRD-PARTY-NOTICES.txt"
	cp LICENSE "$stage/"
	cp LICENSE "$stage/THIRD-PARTY-NOTICES.txt" "$app/Contents/Resources/"
	icons
	build/darwin/info.sh "$version" $system >"$app/Contents/Info.plist"
	plutil -lint "$app/Contents/Info.plist"
}

icons() {
	local set=$stage/daybook.iconset size
	mkdir -p "$set"
	for size in 16 32 128 256 512; do
		sips -z $size $size build/appicon.png --out "$set/icon_${size}x$size.png" >/dev/null
		sips -z $((2 * size)) $((2 * size)) build/appicon.png --out "$set/icon_${size}x$size@2x.png" >/dev/null
	done
	iconutil -c icns -o "$app/Contents/Resources/daybook.icns" "$set"
}

# certificate: takes the certificate into a keychain of its own, which goes with
# the step, and sets identity to whose it is
certificate() {
	keychain=$(mktemp -d)/daybook.keychain-db
	trap 'security delete-keychain "$keychain"' EXIT
	local password file
	password=$(uuidgen)
	file=$(dirname "$keychain")/certificate.p12
	(umask 077 && base64 --decode <<<"$MACOS_CERTIFICATE" >"$file")
	security create-keychain -p "$password" "$keychain"
	security unlock-keychain -p "$password" "$keychain"
	security import "$file" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign >/dev/null
	rm -f "$file"
	security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
	security list-keychains -d user -s "$keychain" login.keychain-db
	identity=$(security find-identity -v -p codesigning "$keychain" | sed -nE 's/^ *1\) ([0-9A-F]{40}) .*/\1/p')
	[[ -n $identity ]] || { echo "the certificate has no identity to sign code with" >&2 && exit 1; }
}

sign() {
	local options=(--force)
	if [[ -n ${MACOS_CERTIFICATE:-} ]]; then
		certificate
		options+=(--options runtime --timestamp --keychain "$keychain" --sign "$identity")
	else
		echo "MACOS_CERTIFICATE is not set, so the programs are signed for this Mac alone"
		options+=(--sign -)
	fi
	local name
	for name in daybook-cli daybook-verify; do
		codesign "${options[@]}" --identifier "app.daybook.$name" "$stage/$name"
	done
	codesign "${options[@]}" --entitlements build/darwin/entitlements.plist "$app"
	codesign --verify --strict --deep --verbose=2 "$app"
}

pack() {
	mkdir -p "$dist"
	rm -f "$dmg" "$zip"
	local from
	from=$(mktemp -d)
	ditto "$app" "$from/Daybook.app"
	cp "$stage"/{daybook-cli,daybook-verify,LICENSE,THIRD-PARTY-NOTICES.txt} build/bin/verify.html "$from/"
	ln -s /Applications "$from/Applications"
	hdiutil create -volname Daybook -srcfolder "$from" -fs HFS+ -format UDZO -ov "$dmg"
	from=$(mktemp -d)
	cp "$stage"/{daybook-verify,LICENSE,THIRD-PARTY-NOTICES.txt} build/bin/verify.html "$from/"
	(cd "$from" && /usr/bin/zip -q -X "$zip" ./*)
}

# submit FILE: has Apple look at a file, and waits for what it says
submit() {
	xcrun notarytool submit "$1" --key "$key" --key-id "$MACOS_NOTARY_KEY_ID" --issuer "$MACOS_NOTARY_ISSUER" --wait --timeout 30m | tee "$work/said"
	grep -q 'status: Accepted' "$work/said" || { echo "Apple did not accept $1" >&2 && exit 1; }
}

# The app is stapled before it is packed, so that it starts on a Mac that is offline
# and to which it was copied.
notarise() {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	key=$work/key.p8
	(umask 077 && base64 --decode <<<"$MACOS_NOTARY_KEY" >"$key")
	ditto -c -k --keepParent "$app" "$work/Daybook.zip"
	submit "$work/Daybook.zip"
	xcrun stapler staple "$app"
	pack
	submit "$zip"
	submit "$dmg"
	xcrun stapler staple "$dmg"
	spctl --assess --type execute --verbose=2 "$app"
}

for step; do
	case $step in
	build | sign | pack | notarise) ("$step") ;; # what it has set up goes with it
	*)
		echo "macos.sh: there is no step $step" >&2
		exit 2
		;;
	esac
done
