#!/usr/bin/env bash
# toolchain.sh: says whether Go and Node are installed, in sufficient versions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# newer HAS NEEDS: whether a version is at least another
newer() {
	[[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

bad=0
# need NAME NEEDS HAS: says what to do where HAS is too old, or empty
need() {
	[[ -n $3 ]] && newer "$3" "$2" && return
	echo "Daybook is built with $1 $2 or later, and ${3:+only $3}${3:-none} is here; please install it first (CONTRIBUTING.md says how)" >&2
	bad=1
}
go=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed 's/^go//; s/[ -].*//' || true)
# An older Go fetches the one that go.mod names, where it may.
[[ -z $go || $(go env GOTOOLCHAIN 2>/dev/null) != auto ]] || go=$(go env GOVERSION 2>/dev/null | sed 's/^go//; s/[ -].*//' || echo "$go")
need Go "$(sed -n 's/^go //p' go.mod)" "$go"
need Node 20.19.0 "$(node --version 2>/dev/null | sed 's/^v//' || true)"
command -v npm >/dev/null || { echo "npm, which comes with Node, cannot be found; please install it" >&2 && bad=1; }
exit $bad
