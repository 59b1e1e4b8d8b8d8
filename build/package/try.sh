#!/usr/bin/env bash
# try.sh PACKAGE OUT: installs PACKAGE, a .deb of Daybook, on a Debian that has
# neither Go nor Node, uses it as an officer would, and removes it again. Leaves
# pictures of the window in the folder OUT. Run it as a user who may use sudo.
set -euo pipefail
package=$1 out=$2
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")

fail() {
	echo "FAIL: $*" >&2
	exit 1
}
# says WHAT COMMAND...: that it ends well and prints WHAT
says() {
	local what=$1 got
	shift
	got=$("$@" 2>&1) || fail "$*: exit $?: $got"
	[[ $got == *"$what"* ]] || fail "$*: no \"$what\" in: $got"
	passed=$((passed + 1))
}
# refused WHAT COMMAND...: that it ends with 1 and prints WHAT
refused() {
	local what=$1 got code=0
	shift
	got=$("$@" 2>&1) || code=$?
	[[ $code == 1 ]] || fail "$*: exit $code: $got"
	[[ $got == *"$what"* ]] || fail "$*: no \"$what\" in: $got"
	passed=$((passed + 1))
}
# holds WHAT TEST...: that a test is true
holds() {
	local what=$1
	shift
	"$@" || fail "$what"
	passed=$((passed + 1))
}
not() { ! "$@"; }
default() { xdg-mime query default "$1" | grep -q daybook; }
quiet() { "$@" >/tmp/try.log 2>&1 || { tail -20 /tmp/try.log && fail "$*"; }; }
passed=0

for one in go node; do holds "there is no $one here" not command -v $one; done
quiet sudo apt-get update
quiet sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" \
	xvfb xauth openbox dbus dbus-x11 at-spi2-core imagemagick fontconfig fonts-dejavu-core adwaita-icon-theme \
	man-db procps libglib2.0-bin xdg-utils bash-completion

cd "$(mktemp -d)"
says "Daybook" daybook help
says "commit" daybook --version
says "evidence bundle" daybook-verify --help
says "Content-Security-Policy" head -c 2000 /usr/share/daybook/verify.html
says "NAME" env MANWIDTH=80 man -P cat daybook
says "NAME" env MANWIDTH=80 man -P cat daybook-verify
refused "there is no display" env -u DISPLAY -u WAYLAND_DISPLAY daybook
quiet daybook sample Sample.daybook --events 3000
quiet daybook export Sample.daybook webhook --format bundle -o evidence.daybook-evidence
says "application/vnd.daybook.evidence+zip" gio info -a standard::content-type evidence.daybook-evidence
says "daybook.desktop" xdg-mime query default application/vnd.daybook.evidence+zip
holds "folders are not opened with Daybook" not default inode/directory
holds "not every zip is opened with Daybook" not default application/zip
# shellcheck disable=SC2016 # the inner shell expands these
says "import" bash -c 'source /usr/share/bash-completion/bash_completion; source /usr/share/bash-completion/completions/daybook
	COMP_WORDS=(daybook im) COMP_CWORD=1 COMP_LINE="daybook im" COMP_POINT=10
	"$(complete -p daybook | sed -E "s/.*-F ([^ ]+).*/\1/")" daybook im daybook
	printf "%s\n" "${COMPREPLY[@]}"'

# The window, from the menu's command and from that of a double click.
"$here/../without-display.sh" /usr/bin/daybook "$out/installed-$suite.png"
# shellcheck disable=SC2016 # the inner shell expands these
quiet xvfb-run -a -s '-screen 0 1280x800x24 -nolisten tcp' dbus-run-session -- bash -c '
	openbox &
	gio open "$1"
	for _ in $(seq 60); do
		sleep 1
		import -window root "$2"
		now=$(identify -format "%#" "$2")
		# It stands still, with more in it than a frame: see without-display.sh.
		[[ $now == "${before:-}" && $(stat -c %s "$2") -gt 30000 ]] && { drawn=1; break; }
		before=$now
	done
	pkill -x daybook-window && [[ -n ${drawn:-} ]] || { echo "the window was not drawn within a minute"; exit 1; }
' - "$PWD/evidence.daybook-evidence" "$out/bundle-$suite.png"

sum() { find Sample.daybook -type f ! -name LOCK -exec sha256sum {} + | sort; }
settings() { find ~/.config/daybook -type f | sort; }
before=$(sum) kept=$(settings)
holds "settings were kept" test -n "$kept"
quiet sudo env DEBIAN_FRONTEND=noninteractive apt-get purge -y daybook
hash -r
holds "the program is gone" not command -v daybook
for one in /usr/lib/daybook /usr/share/applications/daybook.desktop /usr/share/doc/daybook; do holds "$one is gone" not test -e $one; done
holds "the archive is what it was" test "$(sum)" == "$before"
holds "the settings are what they were" test "$(settings)" == "$kept"
echo "installed, used and removed: $passed passed, 0 failed"
