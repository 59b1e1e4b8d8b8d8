# The tasks of Daybook's developers. "make" alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Folders are named, since ./... would also go through frontend/node_modules.
PACKAGES := . ./backend/... ./build/...
SOURCES  := *.go backend build

# Version, commit and date of this source, as programs and packages state them. DATE
# is in seconds since 1970; the linker gets it in a readable form.
SOURCE  := $(shell build/version.sh)
VERSION ?= $(word 1,$(SOURCE))
COMMIT  ?= $(filter-out -,$(word 2,$(SOURCE)))
DATE    ?= $(word 3,$(SOURCE))
RELEASE := daybook/backend/release
LDFLAGS := -s -w -X $(RELEASE).version=$(VERSION) -X $(RELEASE).commit=$(COMMIT) -X $(RELEASE).date=$(if $(filter-out 0,$(DATE)),$(shell TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' $(DATE)))

PROGRAM  := build/bin/daybook$(shell go env GOEXE)
VERIFIER := build/bin/daybook-verify$(shell go env GOEXE)
# The verifier as a page, which is the same for every system.
VERIFY_PAGE := build/bin/verify.html

# Events of "make bench".
N ?= 1000000

# The linters for Go code and workflows, in the versions of lint.mod.
LINTER := go tool -modfile=build/tools/lint.mod

# Where "make run" keeps its sample archive.
SAMPLES := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/daybook
SAMPLE  := $(SAMPLES)/Sample.daybook

.PHONY: help
help: ## say what there is to do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

.PHONY: run
run: build display ## start Daybook; where there is no display, on a virtual one
	@if [[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" || "$$(go env GOOS)" != linux ]]; then \
		exec $(PROGRAM); \
	else \
		build/without-display.sh $(PROGRAM) build/bin/daybook.png; \
	fi

# desktop and production are Wails' own tags; webkit2_41 is the WebKit of Debian 12.
WINDOW := desktop,production,webkit2_41

.PHONY: build
build: toolchain frontend/dist/index.html $(VERIFY_PAGE) compiler webkit ## build the program and the bundles' verifiers, into build/bin
	go build -trimpath -tags $(WINDOW) -ldflags "$(LDFLAGS)" -o $(PROGRAM) .
	CGO_ENABLED=0 go build -trimpath -ldflags "$(LDFLAGS)" -o $(VERIFIER) ./backend/cmd/daybook-verify

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(shell find frontend/src frontend/public frontend/*.html frontend/*.json frontend/vite.config.ts -type f)
	cd frontend && npm run build
	touch $@

VERIFY_SOURCES := frontend/verify frontend/src/query frontend/src/text frontend/src/styles backend/proof/report.tmpl backend/proof/words.txt
$(VERIFY_PAGE): frontend/node_modules/.package-lock.json $(shell find $(VERIFY_SOURCES) -type f)
	cd frontend && npm run build:verify
	touch $@

# npm writes this file when it has installed what the lock file names.
frontend/node_modules/.package-lock.json: frontend/package-lock.json | toolchain
	cd frontend && npm ci
	touch $@

.PHONY: test
test: test-format test-lint test-go test-frontend test-window ## run every test but those in a browser, in minutes, and install what they need

.PHONY: test-format
test-format: toolchain
	@unformatted=$$(gofmt -l $(SOURCES)); \
	if [[ -n "$$unformatted" ]]; then \
		echo "not formatted, run make fmt:"; echo "$$unformatted"; exit 1; \
	fi

# Mistakes that can be found without running anything, and without the network once
# the tools are here. Files that are tagged for other systems are checked on those
# systems.
.PHONY: test-lint
SCRIPTS = $$(find .ci .github build -name '*.sh' -o -path .ci/run | grep -v '^build/bin/')
test-lint: toolchain shellcheck frontend/node_modules/.package-lock.json | frontend/dist/index.html
	$(LINTER) staticcheck $(PACKAGES)
	shellcheck $(SCRIPTS)
	$(LINTER) actionlint $(wildcard .github/workflows/*.yml)
	cd frontend && npm run lint --silent

# Races are looked for in the packages that start goroutines, themselves or in their
# tests. The faults on the disk that archive's tests look for are found without the
# detector, too. Random values of tests are the same each time; make test-long draws
# new ones. Packages are tested in parallel, as many as there are processors, since
# the tests compute more than they wait; archive's, the longest, begins among the
# first.
PROCESSORS := $(or $(shell getconf _NPROCESSORS_ONLN 2>/dev/null),2)

.PHONY: test-go
test-go: export RAPID_SEED ?= 1
test-go: toolchain compiler | frontend/dist/index.html
	go vet $(PACKAGES)
	@$(MAKE) --no-print-directory -j 2 test-races test-others

CONCURRENT = $$(grep -rlE --include='*.go' '\bgo func|\.Go\(' *.go backend build | grep -v '^backend/bench/' | xargs -n1 dirname | sort -u | sed 's,^[^.],./&,')

.PHONY: test-races test-others
test-races:
	@go test -json -race -p $(PROCESSORS) -timeout 20m $(CONCURRENT) | go run ./build/tally
test-others:
	@go test -json -p $$(( ($(PROCESSORS) + 1) / 2 )) -timeout 20m $$(go list $(PACKAGES) | sed 's,^daybook,.,' | grep -vxF "$(CONCURRENT)") ./backend/archive | go run ./build/tally

.PHONY: fresh
SUITE ?= bookworm
fresh: ## run "make run" and "make test" in a new minimal Debian, as an ordinary user; SUITE=trixie for Debian 13
	build/fresh.sh $(SUITE) "make run" "make test"

.PHONY: test-frontend
test-frontend: frontend/node_modules/.package-lock.json
	cd frontend && npm test

# The window in a browser: over the program, as a build for development that shows
# its window there too, and over the fake.
.PHONY: test-browser
test-browser: frontend/dist/index.html compiler webkit browser ## test the window in Chromium too, over the program and over a fake
	@if [[ "$$(go env GOOS)" == linux ]]; then \
		go build -tags dev,webkit2_41 -o build/bin/daybook-dev . && \
		cd frontend && npm run check && npm run build:fake -- --logLevel warn && npm run test:browser; \
	fi

# The tests of the window itself, which need one, run the program as it is built
# to be used, on a virtual display even where there is another.
.PHONY: test-window
test-window: build window
	@if [[ "$$(go env GOOS)" == linux ]]; then \
		DAYBOOK_E2E="$(CURDIR)/$(PROGRAM)" go test -json -count=1 -timeout 20m ./backend/e2e | go run ./build/tally; \
	fi

.PHONY: test-long
test-long: ## run the long tests too: many more rounds, crashes and large files
	DAYBOOK_LONG=1 go test -v -p 1 -timeout 6h $(PACKAGES)

# The tools that make cannot install in the needed version.
.PHONY: toolchain
toolchain:
	@build/toolchain.sh

# Tools that are installed when missing: on Debian, by its package manager. Each
# target names its tools one by one, with their packages.
need = @[[ "$$(go env GOOS)" != linux ]] || build/install.sh "$(1)" $(2)

SCREEN := xvfb-run=xvfb Xvfb=xvfb xauth=xauth openbox=openbox dbus-run-session=dbus dbus-launch=dbus-x11 \
	/usr/libexec/at-spi-bus-launcher=at-spi2-core import=imagemagick identify=imagemagick \
	fc-list=fontconfig "font:DejaVu Sans=fonts-dejavu-core" /usr/share/icons/Adwaita/index.theme=adwaita-icon-theme

# The race detector and the window need a C compiler.
.PHONY: compiler webkit display window browser
compiler:
	$(call need,a C compiler,"$$(go env CC)=gcc" /usr/include/stdio.h=libc6-dev)

webkit: compiler
	$(call need,GTK 3 and WebKitGTK 4.1 with their headers,pkg-config=pkg-config pc:gtk+-3.0=libgtk-3-dev pc:webkit2gtk-4.1=libwebkit2gtk-4.1-dev)

display:
	@[[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]] || $(patsubst @%,%,$(call need,a virtual display,$(SCREEN)))

browser:
	$(call need,what the tests in a browser need,Xvfb=xvfb dbus-run-session=dbus flock=util-linux "$${CHROMIUM:-chromium}=chromium")

window:
	$(call need,what the tests of the window need,$(SCREEN) xclip=xclip)

.PHONY: shellcheck
shellcheck:
	$(call need,what looks for mistakes in scripts,shellcheck=shellcheck)

# Without them, the tests of completions and manual pages are skipped.
.PHONY: readers
readers:
	$(call need,shells and readers of manual pages,bash=bash zsh=zsh fish=fish groff=groff-base mandoc=mandoc man=man-db)

# The archive that make bench-window measures, made once.
BENCH_WINDOW := $(SAMPLES)/Window-$(N).daybook

.PHONY: bench-window
bench-window: build window ## measure the window, from key press to paint; make bench-window N=100000 for fewer events
	@[[ "$$(go env GOOS)" == linux ]] || { echo "the window is measured on Linux only" >&2; exit 1; }
	@[[ -e "$(BENCH_WINDOW)/CURRENT" ]] || { \
		mkdir -p "$(SAMPLES)"; rm -rf "$(BENCH_WINDOW)"; \
		$(PROGRAM) sample "$(BENCH_WINDOW)" --events $(N); }
	DAYBOOK_E2E="$(CURDIR)/$(PROGRAM)" DAYBOOK_E2E_BENCH="$(BENCH_WINDOW)" go test -v -count=1 -timeout 20m -run '^TestTheWindowIsInstant$$' ./backend/e2e

.PHONY: pictures
pictures: build display window ## take the README's pictures of the window, and more to be looked at
	DAYBOOK_E2E="$(CURDIR)/$(PROGRAM)" DAYBOOK_E2E_PICTURES_OF="$(CURDIR)/build/bin/pictures" go test -count=1 -timeout 20m -run '^TestPicturesOfTheWindow$$' ./backend/e2e
	for one in search-light search-dark verify-light bundle-light purge-light; do cp build/bin/pictures/$$one-1280.png build/pictures/$$one.png; done

.PHONY: picture
picture: ## draw docs/imports.svg, which package imports which, from the code
	go run ./build/picture . docs/imports.svg

# The packages of Linux. The programs in them have no debugging symbols, and the
# window's is placed at random, as distributions ask for.
STAGE := build/bin/package

.PHONY: package
package: toolchain frontend/dist/index.html $(VERIFY_PAGE) compiler webkit ## make the packages of Linux, .deb and .rpm, into build/dist
	mkdir -p $(STAGE)
	go build -trimpath -buildmode=pie -tags $(WINDOW) -ldflags "$(LDFLAGS)" -o $(STAGE)/daybook-window .
	CGO_ENABLED=0 go build -trimpath -ldflags "$(LDFLAGS)" -o $(STAGE)/daybook ./backend/cmd/daybook-cli
	CGO_ENABLED=0 go build -trimpath -ldflags "$(LDFLAGS)" -o $(STAGE)/daybook-verify ./backend/cmd/daybook-verify
	cp $(VERIFY_PAGE) $(STAGE)/verify.html
	$(STAGE)/daybook help --man >$(STAGE)/daybook.1
	$(STAGE)/daybook-verify --man >$(STAGE)/daybook-verify.1
	for shell in bash zsh fish; do $(STAGE)/daybook completion $$shell >$(STAGE)/completion.$$shell; done
	build/notices.sh $(STAGE)/THIRD-PARTY-NOTICES.txt
	build/notices.sh --debian $(STAGE)/copyright
	build/package/package.sh "$(VERSION)" "$(COMMIT)" "$(DATE)"

.PHONY: test-package
test-package: package ## install the package in a new minimal Debian, use it and remove it; SUITE=trixie for Debian 13
	mkdir -p build/bin/installed && chmod 777 build/bin/installed
	build/fresh.sh --bare --in /home/officer/daybook --out build/bin/installed --keep build/dist/daybook_*.deb -- $(SUITE) "build/package/try.sh /srv/daybook_*.deb /srv/out"

.PHONY: lint-package
lint-package: package ## look for mistakes in the packages
	@build/install.sh "what looks for mistakes in packages" lintian=lintian desktop-file-validate=desktop-file-utils appstreamcli=appstream
	desktop-file-validate build/package/daybook.desktop
	appstreamcli validate --no-net $(STAGE)/app.daybook.Daybook.metainfo.xml
	lintian --fail-on error build/dist/*.deb

# The command line of Windows and of macOS, which has no window.
CLI_PACKAGE ?= ./backend/cmd/daybook-cli

# Daybook never connects, so Wails is told (wv2runtime.error) not to fetch WebView2
# where that is missing. A new build has no resources yet, and no signature.
.PHONY: build-windows
build-windows: go := GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -trimpath
build-windows: resources := VERSION="$(VERSION)" DATE="$(DATE)" build/windows/resources.sh
build-windows: toolchain frontend/dist/index.html $(VERIFY_PAGE) ## build the program, its command line and the verifier for Windows, into build/bin
	@mkdir -p build/bin && rm -f build/bin/daybook.exe build/bin/daybook-cli.exe build/bin/daybook-verify.exe
	$(go) -tags desktop,production,wv2runtime.error -ldflags "$(LDFLAGS) -H windowsgui" -o build/bin/daybook.exe .
	$(go) -ldflags "$(LDFLAGS)" -o build/bin/daybook-cli.exe $(CLI_PACKAGE)
	$(go) -ldflags "$(LDFLAGS)" -o build/bin/daybook-verify.exe ./backend/cmd/daybook-verify
	$(resources) build/bin/daybook.exe "Daybook"
	$(resources) build/bin/daybook-cli.exe "Daybook on the command line"
	$(resources) build/bin/daybook-verify.exe "Verifier of Daybook evidence bundles"

.PHONY: package-windows
package-windows: build-windows nsis ## make the installer for Windows and a zip of its programs, in build/dist; signed where SIGN_CERT is given
	VERSION="$(VERSION)" DATE="$(DATE)" build/windows/package.sh

.PHONY: test-windows
test-windows: package-windows ## try the programs and the installer for Windows under wine, where it can be had
	VERSION="$(VERSION)" DATE="$(DATE)" CLI_PACKAGE="$(CLI_PACKAGE)" build/test-windows.sh

# The window is built on macOS only.
.PHONY: build-darwin
build-darwin: toolchain $(VERIFY_PAGE) ## build the command line and the verifier for macOS, into build/bin
	@for processor in amd64 arm64; do \
		for package in $(CLI_PACKAGE) ./backend/cmd/daybook-verify; do \
			echo "build/bin/darwin-$$processor: $$package"; \
			CGO_ENABLED=0 GOOS=darwin GOARCH=$$processor go build -trimpath -ldflags "$(LDFLAGS)" -o build/bin/darwin-$$processor/ "$$package"; \
		done; \
	done

.PHONY: nsis
nsis:
	@build/install.sh "the maker of installers" makensis=nsis zip=zip

.PHONY: notices
notices: frontend/node_modules/.package-lock.json ## write the licences of all that is inside the programs, into build/dist
	build/notices.sh build/dist/THIRD-PARTY-NOTICES.txt

.PHONY: sbom
sbom: build ## write the bill of materials of the programs (CycloneDX), into build/dist
	build/sbom.sh build/dist/daybook.cdx.json

.PHONY: release-check
release-check: ## prove of the last commit that builds are the same twice and nothing inside is unnamed; COLD=1 compiles twice
	build/release-check.sh

.PHONY: bench
bench: ## measure Daybook beside SQLite; make bench N=100000 for fewer events
	cd backend/bench && go run -tags fts5,sqlite_fts5 . -n $(N)

.PHONY: fmt
fmt: ## format the Go code
	gofmt -w $(SOURCES)

# A vulnerability is an error. A failure to reach the database of vulnerabilities is
# an error only where CI is set, since a laptop may be offline.
.PHONY: lint
lint: test-lint ## look for mistakes, as make test does, and for known vulnerabilities, which needs the network
	@code=0; $(LINTER) govulncheck $(PACKAGES) || code=$$?; \
	if [[ $$code != 0 && $$code != 3 && -z "$${CI:-}" ]]; then \
		echo "vulnerabilities were not looked for: the database cannot be reached" >&2; \
	else \
		exit $$code; \
	fi

.PHONY: clean
clean: ## remove what was built, and the sample archive of make run
	rm -rf build/bin build/dist "$(SAMPLE)"
