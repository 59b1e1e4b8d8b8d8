#!/usr/bin/env bash
# notices.sh [--debian] FILE: writes the licence and copyright texts of all parts of
# the programs, as text or as Debian's copyright file. See build/notices.
set -euo pipefail
unset GOOS GOARCH CGO_ENABLED # of a build for another system, which asks for this
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
args=()
for arg; do
	[[ $arg == -* || $arg == /* ]] || arg=$from/$arg
	args+=("$arg")
done
exec go run ./build/notices "${args[@]}"
