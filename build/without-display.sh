#!/usr/bin/env bash
# without-display.sh PROGRAM PICTURE: starts Daybook with its sample archive on
# a display that is only memory, takes a picture of it, and ends it.
set -euo pipefail
program=$(realpath "$1")
picture=$(realpath -m "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "There is no display here, so Daybook is started on a virtual one."
"$program" sample "$work/Sample.daybook"
rm -f "$picture"

# What a display and its helpers say of themselves is of use only where this
# fails; xvfb-run gives both outputs of what it runs as one.
# shellcheck disable=SC2016 # the inner shell expands these
env -u WAYLAND_DISPLAY XDG_CONFIG_HOME="$work" NO_COLOR=1 \
	xvfb-run -a -s "-screen 0 1280x800x24 -nolisten tcp" dbus-run-session -- bash -c '
	openbox &
	"$1" "$2" 2>"$4" &
	daybook=$!
	# Done is when the window stands still, with more in it than its frame, and
	# that shows in how little the picture can be packed.
	before=
	drawn=
	for _ in $(seq 60); do
		sleep 1
		kill -0 "$daybook" 2>/dev/null || { cat "$4" >&2; exit 1; }
		import -window root "$3"
		now=$(identify -format "%#" "$3")
		[[ $now == "$before" && $(stat -c %s "$3") -gt 30000 ]] && { drawn=1; break; }
		before=$now
	done
	kill "$daybook"
	wait "$daybook" || true
	[[ -n $drawn ]] || { echo "the window was not drawn within a minute" >&2; exit 1; }
' - "$program" "$work/Sample.daybook" "$picture" "$work/errors" >"$work/display" 2>&1 || {
	cat "$work/display" >&2
	exit 1
}
echo "It works; a picture of its window is at $2"
