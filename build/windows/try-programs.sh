# shellcheck shell=bash disable=SC2154,SC2164 # try.sh sets these, and ends where a command fails
#
# try-programs.sh, a part of try.sh: does the command line's main job on Windows and
# on Linux, beside each other, and compares what they say and write.

archive='Münch & Söhne.daybook'
mkdir -p "$C/Prüfung 2026/Größe & Maß/more" "$work/linux/more"
here="$C/Prüfung 2026/Größe & Maß" there=$work/linux

# Export files of made-up workspaces.
"$linux/daybook" sample "$work/a.daybook" --events 600 >"$work/log" 2>&1
"$linux/daybook" sample "$work/b.daybook" --events 300 --seed 2 >"$work/log" 2>&1
for place in "$here" "$there"; do
	"$linux/daybook" export "$work/a.daybook" --format json -o "$place/activity.json" 2>"$work/log"
	"$linux/daybook" export "$work/a.daybook" --format csv -o "$place/activity.csv" 2>"$work/log"
	"$linux/daybook" export "$work/b.daybook" --category credit --format json -o "$place/more/crédit.json" 2>"$work/log"
	"$linux/daybook" export "$work/b.daybook" --category webhook --format json -o "$place/more/webhook.json" 2>"$work/log"
	"$linux/daybook" export "$work/b.daybook" --category auth --format csv -o "$place/more/auth.csv" 2>"$work/log"
done

# both WHAT CODE ARGUMENT...: the command ends with CODE on both. What it printed is
# in the files windows and linux of the work folder.
both() {
	local what=$1 want=$2
	shift 2
	cd "$here"
	cli "$@"
	cp "$work/out" "$work/windows"
	is "$what" "$code" "$want"
	cd "$there"
	code=0
	"$linux/daybook" "$@" >"$work/linux.out" 2>"$work/linux.err" || code=$?
	is "$what, on Linux" "$code" "$want"
	mv "$work/linux.out" "$work/linux.printed"
}

# alike ...: as both, and the two print the same bytes
alike() {
	both "$@"
	same "$1, with the same words" "$work/windows" "$work/linux.printed"
}

section "the command line beside that of Linux"
cli version
has "daybook-cli says its version" "$work/out" "$VERSION"
wine_run "$programs/daybook-verify.exe" --version
has "daybook-verify says its version" "$work/out" "$VERSION"

both "new makes an archive whose name has blanks and umlauts" 0 new "$archive"
both "new refuses a folder that is there" 1 new "$archive"
both "a command that there is not is wrong usage" 2 no-such-command x
both "no archive is wrong usage" 2 search
both "an archive that is not there is refused" 1 info missing.daybook
alike "import takes JSON in" 0 import "$archive" activity.json --json
has "all its events are added" "$work/windows" '"read":600,"added":600,"duplicates":0,"conflicts":0,"rejected":0'
alike "import knows the same events in CSV" 0 import "$archive" activity.csv --json
has "all its events are duplicates" "$work/windows" '"read":600,"added":0,"duplicates":600,"conflicts":0,"rejected":0'

# Linux' shell expands what Windows leaves to the program.
cd "$here" && cli import "$archive" 'more\*.json' --json
is "import expands a wildcard" "$code" 0
sed 's,\\\\,/,g' "$work/out" >"$work/windows"
cd "$there" && "$linux/daybook" import "$archive" more/*.json --json >"$work/linux.printed"
same "it takes in what the shell of Linux would name" "$work/windows" "$work/linux.printed"
is "that is two files" "$(wc -l <"$work/windows")" 2
cd "$here" && cli import "$archive" 'more\*.none'
is "a wildcard that fits nothing is refused" "$code" 1
cd "$here" && cli import "$archive" 'C:\Prüfung 2026\Größe & Maß\more\auth.csv'
is "import takes a whole path" "$code" 0
cd "$there" && "$linux/daybook" import "$archive" more/auth.csv >"$work/log"

alike "search finds words" 0 search "$archive" webhook
is "it finds some" "$(($(wc -l <"$work/windows") > 5))" 1
alike "search takes a phrase and a member" 0 search "$archive" 'member:ana "was created"' --sort member
alike "search counts" 0 search "$archive" --facets
alike "search knows time zones, which Windows has none of" 0 search "$archive" on:2026-03-29 --zone Europe/Paris
alike "export writes CSV" 0 export "$archive" --format csv -o -
alike "export writes JSON" 0 export "$archive" --format json -o -
is "all events are in it" "$(grep -o '"event_id"' "$work/windows" | wc -l)" "$("$linux/daybook" search "$there/$archive" --json | grep -oE '"total":[0-9]+' | grep -oE '[0-9]+')"
cp "$work/windows" "$work/all.json"
for format in csv json; do
	both "export writes a file of $format" 0 export "$archive" webhook --format $format -o "Auszug für Ä.$format"
	same "it has the same bytes" "$here/Auszug für Ä.$format" "$there/Auszug für Ä.$format"
	both "export does not write over $format" 1 export "$archive" --format $format -o "Auszug für Ä.$format"
done
both "check-file knows a file that was exported" 0 check-file "$archive" "Auszug für Ä.csv"

section "archives of one system on the other"
cp -r "$here/$archive" "$there/from Windows.daybook"
cp -r "$there/$archive" "$here/from Linux.daybook"
cd "$there"
code=0 && "$linux/daybook" verify "from Windows.daybook" >"$work/out" || code=$?
is "Linux verifies what Windows wrote" "$code" 0
"$linux/daybook" export "from Windows.daybook" --format json -o - >"$work/windows" 2>"$work/log"
same "Linux reads the same events in it" "$work/windows" "$work/all.json"
cd "$here"
cli verify "from Linux.daybook"
is "Windows verifies what Linux wrote" "$code" 0
cli export "from Linux.daybook" --format json -o -
same "Windows reads the same events in it" "$work/out" "$work/all.json"

section "evidence"
both "export makes a bundle" 0 export "$archive" webhook --format bundle -o "Beweis für Ä.daybook-evidence" --case C-17
cp "$there/Beweis für Ä.daybook-evidence" "$here/of Linux.zip"
cp "$here/Beweis für Ä.daybook-evidence" "$here/damaged.zip"
printf X | dd of="$here/damaged.zip" bs=1 seek=200 conv=notrunc status=none
cd "$here"
for bundle in "Beweis für Ä.daybook-evidence" "of Linux.zip"; do
	cli verify-bundle "$bundle"
	is "verify-bundle finds $bundle whole" "$code" 0
	mv "$work/out" "$work/windows"
	wine_run "$programs/daybook-verify.exe" "$bundle"
	is "so does daybook-verify" "$code" 0
	same "with the same words" "$work/out" "$work/windows"
	code=0 && "$linux/daybook-verify" "$bundle" >"$work/linux.printed" || code=$?
	is "so does daybook-verify on Linux" "$code" 0
	same "with the same words" "$work/windows" "$work/linux.printed"
done
cli verify-bundle damaged.zip
is "verify-bundle refuses a damaged one" "$code" 1
has "and says so" "$work/out" "NOT VERIFIED"
wine_run "$programs/daybook-verify.exe" damaged.zip
is "so does daybook-verify" "$code" 1

section "holds, purges and the journal"
both "a hold is placed" 0 hold "$archive" member:ana --name Ana --reason "Matter 17"
both "a hold needs a reason" 2 hold "$archive" webhook
both "the plan changes" 0 plan "$archive" enterprise --yes
both "the first purge asks" 1 purge "$archive" --now 2026-11-28
alike "a purge that is only tried tells what would go" 0 purge "$archive" --dry-run --now 2027-03-01 --json
has "some would" "$work/windows" '"due":[1-9]'
has "and some are held" "$work/windows" '"held":[1-9]'
both "the plan changes again" 0 plan "$archive" pro --yes
both "a purge takes what is due" 0 purge "$archive" --yes --now 2026-06-01 --json
for key in due held purged; do
	is "as many are $key as on Linux" "$(field $key "$work/windows")" "$(field $key "$work/linux.printed")"
done
is "some are" "$(($(field purged "$work/windows") > 0))" 1
alike "what is left is exported" 0 export "$archive" --format json -o -
both "the hold is released" 0 hold "$archive" --release H1 --reason "Matter 17 is closed"
both "a checkpoint is saved" 0 checkpoint "$archive" -o now.checkpoint
both "and compared" 0 checkpoint "$archive" --compare now.checkpoint
both "the journal is shown" 0 journal "$archive" --json
is "it has as many lines as on Linux" "$(wc -l <"$work/windows")" "$(wc -l <"$work/linux.printed")"
both "verify finds all as it was written" 0 verify "$archive"
for place in "$here" "$there"; do
	segment=$(find "$place/$archive/segments" -type f -size +4k | sort | head -n 1)
	chmod u+w "$segment"
	printf 'damaged by a test' | dd of="$segment" bs=1 seek=2000 conv=notrunc status=none
done
both "verify finds a file that was damaged" 1 verify "$archive"

section "names and folders are on the disk, and a scanner is in nobody's way"
wine_run "$programs/durable.test.exe" -test.v
is "the tests of package durable end well" "$code$(grep -a -- '--- FAIL' "$work/out" || true)" 0
has "a rename waits for a scanner" "$work/out" '--- PASS: TestAScannerOnlyDelaysARename/to'
