#!/usr/bin/env bash
# sbom.sh FILE [PROGRAM...]: writes the bill of materials (CycloneDX) of the
# programs: where none is named, of those that "make package" has packed, or
# otherwise of those in build/bin. See build/sbom.
set -euo pipefail
unset GOOS GOARCH CGO_ENABLED # of a build for another system, which asks for this
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
paths=()
for path; do
	[[ $path == /* ]] || path=$from/$path
	paths+=("$path")
done
if ((${#paths[@]} == 1)); then
	folder=build/bin
	[[ ! -d build/bin/package ]] || folder=build/bin/package
	for path in "$folder"/daybook{,-window,-cli,-verify}{,.exe}; do
		[[ ! -f $path ]] || paths+=("$path")
	done
fi
read -r version commit seconds < <(build/version.sh)
[[ $commit != - ]] || commit=
date=
((seconds == 0)) || date=$(TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' "$seconds")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./build/notices --json "$work/licenses.json"
go run ./build/sbom --version "${VERSION:-$version}" --commit "$commit" --date "$date" --licenses "$work/licenses.json" "${paths[@]}"
