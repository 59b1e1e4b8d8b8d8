#!/usr/bin/env bash
# install.sh WHAT PACKAGE...: installs Debian's packages, which make up what the
# build needs, or says what is missing where there is no apt-get.
set -euo pipefail
what=$1
shift
if ! command -v apt-get >/dev/null; then
	echo "please install $what (on Debian: $*)" >&2
	exit 1
fi
root=
[[ $(id -u) == 0 ]] || root=sudo
$root apt-get update
DEBIAN_FRONTEND=noninteractive $root apt-get install -y --no-install-recommends "$@"
