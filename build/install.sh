#!/usr/bin/env bash
# install.sh WHAT NEED=PACKAGE...: makes sure that each NEED is present, and
# installs Debian's PACKAGE for each that is missing. WHAT names all of them
# together in the message where they cannot be installed. A NEED is
#
#   xvfb-run                          a program
#   pc:gtk+-3.0                       a library with its headers, as pkg-config names it
#   font:DejaVu Sans                  a family of fonts
#   /usr/libexec/at-spi-bus-launcher  a file
set -euo pipefail
what=$1
shift

there() {
	case $1 in
	pc:*) pkg-config --exists "${1#pc:}" ;;
	font:*) fc-list : family | tr , '\n' | grep -xF -- "${1#font:}" ;;
	/*) [[ -e $1 ]] ;;
	*) command -v "$1" ;;
	esac >/dev/null 2>&1
}

# look NEED=PACKAGE...: notes what is missing; a library is asked for after the
# program that knows of libraries, so the order does not matter
look() {
	missing=() packages=()
	local pair
	for pair; do
		there "${pair%=*}" && continue
		missing+=("${pair%=*}")
		[[ " ${packages[*]-} " == *" ${pair##*=} "* ]] || packages+=("${pair##*=}")
	done
}

refuse() {
	echo "$what: ${missing[*]} cannot be found; please install it (on Debian: apt-get install ${packages[*]})${1:+. $1}" >&2
	exit 1
}

look "$@"
[[ ${#missing[@]} == 0 ]] && exit
command -v apt-get >/dev/null || refuse
root=()
if [[ $(id -u) != 0 ]]; then
	command -v sudo >/dev/null || refuse "There is no sudo to do it here"
	root=(sudo)
fi

# Two of these may run at once, and a new system installs its own updates. A file
# that is there is locked, since one made in /tmp could be another user's link.
exec 9<"$(command -v apt-get)"
flock 9
look "$@"
[[ ${#missing[@]} == 0 ]] && exit
echo "installing what is missing of $what (${missing[*]}): ${packages[*]}"
wait=(-o DPkg::Lock::Timeout=300)
# A process that a package starts must not keep the lock, so it is closed for
# apt-get.
"${root[@]}" apt-get "${wait[@]}" update 9<&- || echo "the lists of packages could not be brought up to date; trying with those that are here" >&2
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install -y --no-install-recommends "${packages[@]}" 9<&- || refuse "Installing it failed, see above"
look "$@"
[[ ${#missing[@]} == 0 ]] || refuse "Installing ${packages[*]} did not bring it"
