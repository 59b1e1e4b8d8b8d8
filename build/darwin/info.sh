#!/usr/bin/env bash
# info.sh VERSION SYSTEM: prints the Info.plist of Daybook.app. SYSTEM is the oldest
# macOS that it runs on. Apple wants three numbers: v1.2.3 and what follows it are
# 1.2.3, and what has no such name is 0.0.0.
set -euo pipefail
numbers=0.0.0
[[ ! $1 =~ ^v((0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)) ]] || numbers=${BASH_REMATCH[1]}
sed "s/@NUMBERS@/$numbers/; s/@VERSION@/${1//\//\\/}/; s/@SYSTEM@/$2/" "$(dirname "${BASH_SOURCE[0]}")/Info.plist"
