#!/usr/bin/env bash
# resources.sh PROGRAM WHAT: gives a program for Windows its icon, its manifest and
# the text of its properties: VERSION and DATE come from the environment, as the
# Makefile has them. WHAT is how Windows names the program to people.
#
# They are put into the finished program, since a .syso file for the linker would
# have to lie in the tree, and there be one for all programs of a package.
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
program=$(realpath "$1") what=$2
name=${program##*/} name=${name%.exe}
numbers=$("$here/version.sh" "$VERSION" "$DATE")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.ico "$work/"
sed -e "s/@NAME@/$name/; s/@WHAT@/$what/; s/@NUMBERS@/$numbers/g; s/@VERSION@/${VERSION//\//\\/}/" "$here/resources.json" >"$work/resources.json"
cd "$here/../.."
GOOS='' GOARCH='' go tool -modfile=build/tools/go.mod go-winres patch --in "$work/resources.json" --delete --no-backup "$program"
