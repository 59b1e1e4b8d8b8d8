#!/usr/bin/env bash
# Makes the font of the window again, from the font in the npm package inter-ui: the
# characters that the package's own subset has, and an outline for those that no
# font has. Without this outline they would be invisible, and text must not be
# invisible. It needs fonttools with brotli: on Debian, python3-fonttools and
# python3-brotli. The font is in the repository, so that a build needs neither.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

from=node_modules/inter-ui/variable
like=node_modules/inter-ui/variable-latin/InterVariable-subset.woff2
to=src/styles/fonts/InterVariable-subset.woff2

python=${PYTHON:-python3}
unicodes=$("$python" -c 'import sys
from fontTools.ttLib import TTFont
print(",".join("%04X" % c for c in sorted(TTFont(sys.argv[1]).getBestCmap())))' "$like")

mkdir -p "$(dirname "$to")"
"$python" -m fontTools.subset "$from/InterVariable.woff2" --unicodes="$unicodes" --layout-features='*' \
	--notdef-outline --flavor=woff2 --output-file="$to"
