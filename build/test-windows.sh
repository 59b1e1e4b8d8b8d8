#!/usr/bin/env bash
# test-windows.sh: tries the programs and the installer for Windows, as "make
# package-windows" left them, under wine: see windows/try.sh. VERSION, DATE and
# CLI_PACKAGE are the Makefile's.
#
# It takes a wine of version 10 or later that is here. Where there is none, as on
# Debian 12, a minimal Debian 13 with wine is made once and kept (2 GB, in
# ~/.cache/daybook/wine), which needs root and debootstrap. Where neither can be
# had it says so, and is skipped.
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
cd "$here/.."

skip() {
	echo "the programs for Windows were not tried: $*"
	exit
}

fail() {
	echo "test-windows.sh: $*" >&2
	exit 1
}

own_wine() { [[ $(wine --version 2>/dev/null) =~ ^wine-([0-9]+) ]] && ((BASH_REMATCH[1] >= 10)); }

base=${XDG_CACHE_HOME:-$HOME/.cache}/daybook
root=$base/wine
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf --one-file-system "$work"' EXIT

# inside COMMAND...: in the Debian with wine, whose mounts and processes end with it
inside() {
	# shellcheck disable=SC2016 # the inner shell expands these
	unshare --mount --pid --ipc --fork --kill-child --propagation private bash -euc '
		root=$1 work=$2
		shift 2
		mount --bind "$work" "$root/srv"
		mount --bind "$work/tmp" "$root/tmp"
		mount -t proc proc "$root/proc"
		mount --rbind /dev "$root/dev"
		mount -t tmpfs tmpfs "$root/dev/shm"
		exec chroot "$root" env -i HOME=/tmp LANG=C.UTF-8 TERM=dumb VERSION="$VERSION" NUMBERS="$NUMBERS" \
			PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
	' - "$root" "$work" "$@" </dev/null
}

make_root() {
	[[ $(uname -m) == x86_64 ]] || skip "wine 10 is not here, and is made on x86-64 only"
	[[ $(id -u) == 0 ]] || skip "wine 10 is not here, and a Debian with it is made by root only; please run it with sudo"
	command -v apt-get >/dev/null || skip "wine 10 is not here, and neither are Debian's tools to make a system with it"
	command -v debootstrap >/dev/null || build/install.sh "the maker of minimal systems" debootstrap=debootstrap >"$work/log" 2>&1 || skip "debootstrap cannot be had: $(cat "$work/log")"
	local mirror
	mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{sources,list} 2>/dev/null |
		sed -nE 's/^(URIs:|deb( \[[^]]*\])?) +(https?:[^ ]+\/debian\/?)( .*)?$/\3/p' | head -n 1) || true # one of these files is mostly not there
	rm -rf --one-file-system "$root.new"
	mkdir -p "$base"
	debootstrap --variant=minbase trixie "$root.new" ${mirror:+"$mirror"} >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2 && skip "Debian 13 cannot be had, see above"; }
	cp /etc/apt/apt.conf.d/99* "$root.new/etc/apt/apt.conf.d/" 2>/dev/null || true
	cp /etc/resolv.conf /etc/hosts "$root.new/etc/"
	# The programs are of 64 bits, the installer is of 32. Packages of both must be of
	# the same version, so all are of Debian 13 as it is released, without updates.
	root=$root.new inside bash -euc 'dpkg --add-architecture i386 && apt-get update &&
		DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends wine wine64 wine32:i386 && apt-get clean' \
		>"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2 && skip "wine cannot be installed in Debian 13, see above"; }
	mv "$root.new" "$root"
}

NUMBERS=$(build/windows/version.sh "$VERSION" "$DATE")
export VERSION NUMBERS
mkdir -p "$work"/{tmp,windows,linux,old,trials}
chmod 1777 "$work/tmp" # apt checks signatures as a user of its own
if ! own_wine && [[ ! -d $root ]]; then make_root; fi

cp build/bin/daybook.exe build/bin/daybook-cli.exe build/bin/daybook-verify.exe "$work/windows/"
cp "build/dist/daybook-$VERSION-windows-amd64-setup.exe" "$work/setup.exe"
cp build/windows/try*.sh "$work/trials/"
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -o "$work/windows/probe.exe" ./build/windows/probe
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -c -o "$work/windows/durable.test.exe" ./backend/durable
CGO_ENABLED=0 go build -o "$work/linux/daybook" "$CLI_PACKAGE"
CGO_ENABLED=0 go build -o "$work/linux/daybook-verify" ./backend/cmd/daybook-verify

# older NAME SIGN: makes an installer of an older version, whose programs are none
older() {
	makensis -V1 '-XSetCompressor /FINAL zlib' -DVERSION=v0.0.1 -DNUMBERS=0.0.1.0 -DPROGRAMS="$work/old" -DSIGN="$2" \
		-DLICENCE="$work/old/LICENSE.txt" -DNOTICES="$work/old/NOTICES.txt" -DOUT="$work/$1" build/windows/installer.nsi
}
for name in daybook.exe daybook-cli.exe daybook-verify.exe LICENSE.txt NOTICES.txt; do echo "old $name" >"$work/old/$name"; done

# It is signed with a key for this try; try.sh looks at its uninstaller.
build/install.sh "what signs programs" osslsigncode=osslsigncode openssl=openssl
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Signed for a try" -addext extendedKeyUsage=codeSigning \
	-keyout "$work/key.pem" -out "$work/certificate.pem" 2>"$work/log"
export SIGN_CERT=$work/try.p12 SIGN_PASSWORD='ge heim$"' SIGN_TIMESTAMP=none
openssl pkcs12 -export -inkey "$work/key.pem" -in "$work/certificate.pem" -out "$SIGN_CERT" -passout "pass:$SIGN_PASSWORD"
older older.exe "'$PWD/build/windows/sign.sh'"
osslsigncode verify -CAfile "$work/certificate.pem" -in "$work/older.exe" >"$work/log" 2>&1 || fail "the installer is not signed: $(cat "$work/log")"
if SIGN_PASSWORD=wrong older none.exe "'$PWD/build/windows/sign.sh'" >"$work/log" 2>&1; then fail "an installer was made although it was not signed"; fi

# version NAME DATE NUMBERS
version() {
	local numbers
	numbers=$(build/windows/version.sh "$1" "$2" 2>/dev/null) || numbers=refused
	[[ $numbers == "$3" ]] || fail "the version $1 is $numbers to Windows, not $3"
}
version v1.2.3 0 1.2.3.0
version v1.2.3-dirty 0 1.2.3.0
version v1.2.3-5-gabcdef0-dirty 0 1.2.3.5
version v1.2.3-rc.1 0 1.2.3.0
version v10.20.65535 0 10.20.65535.0
version v1.2.65536 0 refused
version v1.2.99999999999999999999 0 refused
version v1.08.9 86400 0.0.0.1
version abcdef0 1795949691 0.0.0.20786
version dev 0 0.0.0.0

if own_wine; then
	build/windows/try.sh "$work"
else
	inside /srv/trials/try.sh /srv
fi
