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

# universal OUT PACKAGE CGO [OPTION...]: builds a program for both processors
universal() {
	local out=$1 package=$2 cgo=$3 processor flags parts=()
	shift 3
	flags=$(.github/scripts/ldflags.sh)
	for processor in amd64 arm64; do
		mkdir -p "$stage/$processor"
		GOARCH=$processor CGO_ENABLED=$cgo go build -trimpath "$@" -ldflags "$flags" -o "$stage/$processor/$(basename "$out")" "$package"
		parts+=("$stage/$processor/$(basename "$out")")
	done
	lipo -create -output "$out" "${parts[@]}"
}

build() {
	rm -rf "$stage"
	mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
	# As Wails builds for macOS.
	CGO_CFLAGS=-mmacosx-version-min=11.0 CGO_LDFLAGS='-framework UniformTypeIdentifiers -mmacosx-version-min=11.0' \
		universal "$app/Contents/MacOS/daybook" . 1 -tags desktop,production
	universal "$stage/daybook-cli" ./backend/cmd/daybook-cli 0
	universal "$stage/daybook-verify" ./backend/cmd/daybook-verify 0
	build/notices.sh "$stage/THIRD-PARTY-NOTICES.txt"
	cp LICENSE "$stage/"
	cp LICENSE "$stage/THIRD-PARTY-NOTICES.txt" "$app/Contents/Resources/"
	icons
	properties >"$app/Contents/Info.plist"
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

properties() {
	local plain=${version#v}
	plain=${plain%%-*}
	[[ $plain =~ ^[0-9]+(\.[0-9]+)*$ ]] || plain=0.0.0
	cat <<-PLIST
		<?xml version="1.0" encoding="UTF-8"?>
		<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
		<plist version="1.0">
		<dict>
			<key>CFBundlePackageType</key><string>APPL</string>
			<key>CFBundleName</key><string>Daybook</string>
			<key>CFBundleExecutable</key><string>daybook</string>
			<key>CFBundleIdentifier</key><string>app.daybook.Daybook</string>
			<key>CFBundleVersion</key><string>$plain</string>
			<key>CFBundleShortVersionString</key><string>$plain</string>
			<key>CFBundleGetInfoString</key><string>Daybook $version</string>
			<key>CFBundleIconFile</key><string>daybook</string>
			<key>CFBundleInfoDictionaryVersion</key><string>6.0</string>
			<key>LSMinimumSystemVersion</key><string>11.0</string>
			<key>LSApplicationCategoryType</key><string>public.app-category.business</string>
			<key>NSHighResolutionCapable</key><true/>
			<key>NSHumanReadableCopyright</key><string>Apache License 2.0</string>
		</dict>
		</plist>
	PLIST
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
	cp "$stage"/{daybook-cli,daybook-verify,LICENSE,THIRD-PARTY-NOTICES.txt} "$from/"
	ln -s /Applications "$from/Applications"
	hdiutil create -volname Daybook -srcfolder "$from" -fs HFS+ -format UDZO -ov "$dmg"
	from=$(mktemp -d)
	cp "$stage"/{daybook-verify,LICENSE,THIRD-PARTY-NOTICES.txt} "$from/"
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
