#!/usr/bin/env bash
# release-check.sh: proves properties of the last commit, as far as this machine
# can. It is built twice, in folders of different names and lengths, with another
# time zone, language and mask of permissions the second time: the same bytes must
# come out, of the programs, the page, the notices, the bill of materials and, where
# there is "make package", the packages. The programs must say which version they
# are, and notices and bill must name all that is in them.
#
# With COLD=1 the second build also compiles everything anew, in minutes.
#
# A line is printed for each proof, and the hashes; the first difference ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset MAKEFLAGS MFLAGS MAKELEVEL GOOS GOARCH CGO_ENABLED

fail() {
	echo "FAIL: $*" >&2
	exit 1
}

commit=$(git rev-parse --verify HEAD) || fail "this is no clone of the repository, so there is no commit to build"
[[ -z $(git status --porcelain) ]] || echo "what is not committed is not looked at: $(git status --porcelain | wc -l) files" >&2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
first=$work/a
second="$work/ein zweiter Ordner mit längerem Namen/daybook"

# build FOLDER: builds there everything that is shipped from this machine.
build() {
	git clone -q . "$1"
	git -C "$1" checkout -q --detach "$commit"
	# One after another by &&, since set -e does not hold before ||.
	(
		cd "$1" &&
			make build package &&
			build/notices.sh build/dist/THIRD-PARTY-NOTICES.txt &&
			build/notices.sh --debian build/dist/copyright &&
			build/sbom.sh build/dist/daybook.cdx.json
	) >"$1.log" 2>&1 || {
		tail -n 40 "$1.log" >&2
		fail "the build in $1 ended with an error, see above"
	}
}

# sums FOLDER: the hashes of what was built there.
sums() {
	(cd "$1" && find build/bin build/dist frontend/dist -type f ! -name .gitkeep -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

build "$first"
echo "built in $first"
(
	umask 077
	export TZ=Pacific/Auckland LC_ALL=C
	[[ -z ${COLD:-} ]] || export GOCACHE=$work/cache
	build "$second"
)
echo "built in $second"

sums "$first" >"$work/first"
sums "$second" >"$work/second"
for kind in build/bin/daybook frontend/dist/index.html '\.deb' '\.rpm' '\.cdx\.json'; do
	grep -q "$kind\$" "$work/first" || fail "there is no ${kind//\\/} among what was built"
done
if ! diff "$work/first" "$work/second" >"$work/differences"; then
	cat "$work/differences" >&2
	file=$(sed -nE 's/^[<>] [0-9a-f]+  //p; T; q' "$work/differences")
	cmp "$first/$file" "$second/$file" >&2 || true
	fail "two builds of the same commit differ, first in $file"
fi
cat "$work/first"
echo "the same bytes twice: $(wc -l <"$work/first") files"

cd "$first"
read -r version _ seconds < <(build/version.sh)
version=${VERSION:-$version}
date=$(TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' "$seconds")
wanted=$(go env GOVERSION)
programs=()
for program in build/bin/* build/bin/package/*; do
	[[ -f $program && -x $program ]] || continue
	programs+=("$program")
	said=$("$program" --version) || fail "$program --version ends with an error"
	for fact in "$version" "$commit" "$date"; do
		[[ $said == *"$fact"* ]] || fail "$program --version does not say $fact, but: $said"
	done
	noted=$(go version -m "$program")
	[[ ${noted%%$'\n'*} == *": $wanted" ]] || fail "$program was built with another Go than $wanted: ${noted%%$'\n'*}"
	[[ $noted == *$'\tmod\tdaybook\t'* ]] || fail "go version -m does not know $program as Daybook's"
	echo "$program says that it is $version of $date, commit $commit, with $wanted"
done
((${#programs[@]} >= 5)) || fail "there are only ${#programs[@]} programs: ${programs[*]}"

(cd frontend && npx vite build --logLevel warn --sourcemap --emptyOutDir --outDir "$work/page")
go run ./build/release-check --notices build/dist/THIRD-PARTY-NOTICES.txt --sbom build/dist/daybook.cdx.json \
	--frontend frontend --page "$work/page" "${programs[@]}"
echo "each licence in them is one that may be shipped: $(sed -nE '/^===/q; s/^  [^:]*: (.*) \[.*/\1/p' build/dist/THIRD-PARTY-NOTICES.txt | sort | uniq -c | sort -rn | sed -E 's/^ +//' | paste -sd, | sed 's/,/, /g')"
