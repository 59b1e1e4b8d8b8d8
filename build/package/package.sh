#!/usr/bin/env bash
# package.sh VERSION COMMIT SECONDS: makes the packages of Linux, build/dist/*.deb and *.rpm, from the
# files that make package has built and written into build/bin/package. The same source makes the same
# bytes: times are the commit's SECONDS since 1970, owners are root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stage=build/bin/package

described=$1 commit=$2 seconds=${3:-0}
export SOURCE_DATE_EPOCH=$seconds
date=$(date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ)
# v1.2.0 is 1.2.0; five commits later it is 1.2.0+5.gabcdef0; before any release it
# is older than each.
version=${described#v}
case $version in
[0-9]*.[0-9]*-*-g*) version=$(sed -E 's/-([0-9]+)-g/+\1.g/; s/-dirty$/.dirty/; s/-/~/g' <<<"$version") ;;
[0-9]*.[0-9]*) version=$(sed -E 's/-dirty$/+dirty/; s/-/~/g' <<<"$version") ;;
*) version=0.0.0~git$(date -u -d "@$seconds" +%Y%m%d%H%M%S).${commit:0:7} && [[ $described != *-dirty ]] || version+=.dirty ;;
esac
# The oldest C library that has all functions that the window's program needs. It depends on
# the system where the program was built.
glibc=$(objdump -T "$stage/daybook-window" | sed -nE 's/.*[( ]GLIBC_([0-9.]+)\)? .*/\1/p' | sort -Vu | tail -n 1)
[[ -n $glibc ]] || { echo "package.sh: $stage/daybook-window asks for no C library" >&2 && exit 1; }
maintainer=${MAINTAINER:-The Daybook developers <developers@daybook.app>}

squeezed() { gzip -9n; }
day=$(date -u -d "@$seconds" +%Y-%m-%d)
sed "s/@VERSION@/$version/; s/@DAY@/$day/" build/package/daybook.metainfo.xml >"$stage/app.daybook.Daybook.metainfo.xml"
for page in daybook daybook-verify; do squeezed <"$stage/$page.1" >"$stage/$page.1.gz"; done
squeezed <"$stage/THIRD-PARTY-NOTICES.txt" >"$stage/notices.gz"
squeezed <CHANGELOG.md >"$stage/changelog.gz"

mkdir -p build/dist
rm -f build/dist/*.deb build/dist/*.rpm
for name in daybook daybook-cli; do
	printf '%s (%s) unstable; urgency=medium\n\n  * See changelog.gz for what changed.\n\n -- %s  %s\n' \
		"$name" "$version" "$maintainer" "$(LC_ALL=C date -u -R -d "@$seconds")" | squeezed >"$stage/changelog.Debian.gz"
	{
		echo "$name: statically-linked-binary [usr/bin/daybook]"
		echo "$name: statically-linked-binary [usr/bin/daybook-verify]"
	} >"$stage/lintian"
	{
		cat build/package/common.yaml build/package/$name.yaml
		# Both have the command line; the list of the window's package goes on.
		[[ $name == daybook ]] || echo 'contents:'
		cat build/package/contents.yaml
	} | sed "s|@STAGE@|$stage|; s|@NAME@|$name|; s|@VERSION@|$version|; s|@DATE@|$date|; s|@ARCH@|$(go env GOARCH)|; s|@MAINTAINER@|$maintainer|; s|@GLIBC@|$glibc|" >"$stage/$name.yaml"
	for kind in deb rpm; do
		go tool -modfile=build/tools/package.mod nfpm package --config "$stage/$name.yaml" --packager $kind --target build/dist/
	done
done
