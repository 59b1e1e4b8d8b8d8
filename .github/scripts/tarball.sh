#!/usr/bin/env bash
# tarball.sh VERSION: packs the programs that "make package" made into
# build/dist/daybook-VERSION-linux-PROCESSOR.tar.gz, with their licences. The same
# programs make the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stage=build/bin/package name=daybook-$1-linux-$(go env GOARCH)
read -r _ _ seconds < <(build/version.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install -d -m 755 "$work/$name"
install -m 755 "$stage"/{daybook,daybook-window,daybook-verify} "$work/$name"
install -m 644 LICENSE CHANGELOG.md "$stage"/{verify.html,THIRD-PARTY-NOTICES.txt} "$work/$name"
mkdir -p build/dist
tar --create --directory "$work" --sort=name --format=gnu --mtime="@$seconds" --owner=0 --group=0 --numeric-owner "$name" | gzip -9n >"build/dist/$name.tar.gz"
