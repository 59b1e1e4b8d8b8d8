#!/usr/bin/env bash
# pictures.sh PROGRAM FOLDER: takes the pictures of the window that README shows,
# in both themes, of the program itself with a sample archive.
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir -p "$folder"

"$program" sample "$work/Northwind 2026.daybook" >"$work/said"
id=$(sed -nE 's/.*"id": ?"([^"]+)".*/\1/p' "$work/Northwind 2026.daybook/archive.json" | head -1)

# shot NAME THEME TEXT: with the search TEXT on display
shot() {
	local config=$work/$1
	mkdir -p "$config/daybook"
	cat >"$config/daybook/settings.json" <<-END
		{"settings": {"theme": "$2", "zone": "Europe/Paris", "singleKeys": true, "importZone": "UTC", "dateOrder": "unknown", "saved": [],
		  "last": {"archive": "$id", "search": {"text": "$3", "categories": [], "actions": [], "members": [], "imports": [], "conflictsOnly": false,
		    "range": {"hours": 0, "from": "", "to": ""}, "zone": "Europe/Paris", "sort": {"column": "timestamp", "descending": true}, "page": 1}}},
		 "recents": []}
	END
	"$(dirname "$0")/without-display.sh" "$program" "$work/$1.png" "$work/Northwind 2026.daybook" "$config"
	# Flat colours: a palette says all of it.
	convert "$work/$1.png" +dither -colors 192 -define png:compression-level=9 -strip "PNG8:$folder/$1.png"
	echo "$folder/$1.png: $(stat -c %s "$folder/$1.png") bytes"
}

shot search-light light "webhook"
shot search-dark dark "webhook"
