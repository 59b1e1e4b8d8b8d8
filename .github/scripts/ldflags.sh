#!/usr/bin/env bash
# ldflags.sh: prints what the Makefile gives the linker: version, commit and date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck disable=SC2016 # make is to expand it
printf '.PHONY: ldflags\nldflags:\n\t@echo "$(LDFLAGS)"\n' | "$(command -v gmake || echo make)" --silent --file=Makefile --file=- ldflags
