#!/usr/bin/env bash
# try.sh FOLDER: tries the programs and the installer for Windows, where wine is.
# test-windows.sh makes FOLDER and says in VERSION and NUMBERS which version it is:
#
#   windows  the programs, probe.exe, and durable.test.exe, the tests of package durable
#   linux    the command line and the verifier for Linux
#   setup.exe, older.exe  the installer, and one of an older version
#
# A line for each thing that holds, FAIL where it does not, and 1 then at the end.
set -euo pipefail
trials=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
folder=$(realpath "$1") programs=$folder/windows linux=$folder/linux
work=$(mktemp -d)
export WINEPREFIX=$work/wine WINEDEBUG=-all XDG_RUNTIME_DIR=$work XDG_CONFIG_HOME=$work/config LANG=C.UTF-8
C=$WINEPREFIX/drive_c
trap 'wineserver -k 2>/dev/null || true; chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'echo "try.sh: line $LINENO of ${BASH_SOURCE[0]##*/} failed: $BASH_COMMAND" >&2' ERR
passed=0 failed=0

section() { printf '\n%s\n' "$1"; }

holds() {
	passed=$((passed + 1))
	echo "  ok    $1"
}

# fails WHAT WHY
fails() {
	failed=$((failed + 1))
	echo "  FAIL  $1: $2"
	[[ ! -s ${work}/err ]] || sed 's/^/        /' "$work/err" | head -n 5
}

# is WHAT GOT WANT
is() { if [[ $2 == "$3" ]]; then holds "$1"; else fails "$1" "${2:0:200}${2:+, }not ${3:0:200}"; fi; }

# has WHAT FILE PATTERN
has() { if grep -qaE -- "$3" "$2"; then holds "$1"; else fails "$1" "$(head -c 500 "$2" | tr -cd '[:print:]\n') has no $3"; fi; }

# same WHAT FILE FILE
same() {
	if [[ ! -s $2 ]]; then fails "$1" "$2 is empty"; elif cmp "$2" "$3" >"$work/differs" 2>&1; then holds "$1"; else fails "$1" "$(cat "$work/differs")"; fi
}

# there WHAT PATH..., and gone WHAT PATH...
there() {
	local path
	for path in "${@:2}"; do [[ -e $path ]] || { fails "$1" "there is no $path" && return; }; done
	holds "$1"
}
gone() {
	local path
	for path in "${@:2}"; do [[ ! -e $path && ! -L $path ]] || { fails "$1" "$path is there" && return; }; done
	holds "$1"
}

# wine_run PROGRAM ARGUMENT...: its output is in the files out and err of the work
# folder, and $code is what it ended with
wine_run() {
	code=0
	timeout 180 wine "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
}
cli() { wine_run "$programs/daybook-cli.exe" "$@"; }

# field NAME FILE: a number in a line of JSON, by the first key of that name
field() { grep -oE "\"$1\":[0-9]+" "$2" | head -n 1 | grep -oE '[0-9]+$'; }

wine --version
wineboot --init >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
# Windows are made, and shown nowhere.
wine reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d null /f >"$work/log" 2>&1
wineserver --wait

# shellcheck source=build/windows/try-programs.sh
source "$trials/try-programs.sh"
# shellcheck source=build/windows/try-installer.sh
source "$trials/try-installer.sh"

echo
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
