#!/usr/bin/env bash
# version.sh: prints the version, commit and date (seconds since 1970) of this
# source, from git, or from what git wrote into version.txt when it made an
# archive of it. "dev - 0" where neither knows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if commit=$(git rev-parse --verify -q HEAD 2>/dev/null) && [[ $(git ls-files version.sh 2>/dev/null) ]]; then
	echo "$(git describe --tags --always --dirty) $commit $(git log -1 --format=%ct)"
	exit
fi
# The version comes last, since there is none where no tag was made yet.
read -r commit date version <version.txt
if [[ $commit == *Format:* ]]; then
	echo "dev - 0"
else
	echo "${version:-${commit:0:7}} $commit $date"
fi
