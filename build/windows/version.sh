#!/usr/bin/env bash
# version.sh VERSION DATE: the version as Windows compares it, in four numbers of at
# most 65535. v1.2.3 is 1.2.3.0, five commits later it is 1.2.3.5, and what has no
# such name is 0.0.0 and the day of DATE (in seconds since 1970).
set -euo pipefail
number='(0|[1-9][0-9]*)'
if [[ $1 =~ ^v$number\.$number\.$number(-([0-9]+)-g[0-9a-f]+)? ]]; then
	numbers=("${BASH_REMATCH[@]:1:3}" "${BASH_REMATCH[5]:-0}")
else
	numbers=(0 0 0 $((${2:-0} / 86400)))
fi
for number in "${numbers[@]}"; do
	# The digits are counted too, since bash would wrap a number of twenty.
	if ((${#number} > 5 || number > 65535)); then
		echo "version.sh: $1 has a number that Windows cannot hold: $number" >&2
		exit 1
	fi
done
(IFS=. && echo "${numbers[*]}")
