# What there is to do with Daybook. "make" alone says it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Folders are named, since ./... would also go through frontend/node_modules.
PACKAGES := . ./backend/... ./build/...
SOURCES  := *.go backend build

VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
PROGRAM  := build/bin/daybook$(shell go env GOEXE)

# Events of "make bench".
N ?= 1000000

# Versions of what "make lint" runs.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# Where "make run" keeps its sample archive.
SAMPLES := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/daybook
SAMPLE  := $(SAMPLES)/Sample.daybook

.PHONY: help
help: ## say what there is to do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

.PHONY: run
run: build ## show a sample archive, which is made on the first run
	@if [[ ! -e "$(SAMPLE)" ]]; then \
		mkdir -p "$(SAMPLES)"; \
		fresh=$$(mktemp -d "$(SAMPLES)/new-XXXXXX"); \
		$(PROGRAM) sample "$$fresh/Sample.daybook"; \
		mv "$$fresh/Sample.daybook" "$(SAMPLE)"; \
		rmdir "$$fresh"; \
	fi
	@$(PROGRAM) info "$(SAMPLE)"
	@echo
	@$(PROGRAM) search "$(SAMPLE)"
	@echo
	@echo 'To ask it more: $(PROGRAM) search "$(SAMPLE)" webhook'

.PHONY: build
build: ## build the program, as build/bin/daybook
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o $(PROGRAM) .

.PHONY: test
test: test-format test-go test-frontend ## run every test, in minutes, and install what that needs

.PHONY: test-format
test-format:
	@unformatted=$$(gofmt -l $(SOURCES)); \
	if [[ -n "$$unformatted" ]]; then \
		echo "not formatted, run make fmt:"; echo "$$unformatted"; exit 1; \
	fi

.PHONY: test-go
test-go: compiler
	go vet -tags window $(PACKAGES)
	go test -tags window -json -race -p 1 -timeout 20m $(PACKAGES) | go run ./build/tally

.PHONY: test-frontend
ifneq ($(wildcard frontend/package.json),)
test-frontend: frontend/node_modules/.package-lock.json
	cd frontend && npm test

# npm writes this file when it has installed what the lock file names.
frontend/node_modules/.package-lock.json: frontend/package-lock.json
	cd frontend && npm ci
	touch $@
else
test-frontend:
endif

.PHONY: test-long
test-long: ## run the long tests too: many more rounds, crashes and large files
	DAYBOOK_LONG=1 go test -tags window -v -p 1 -timeout 6h $(PACKAGES)

# The race detector needs a C compiler.
.PHONY: compiler
compiler:
	@if ! command -v "$$(go env CC)" >/dev/null; then \
		if ! command -v apt-get >/dev/null; then \
			echo "please install a C compiler, which the race detector of Go needs" >&2; exit 1; \
		fi; \
		root=; if [[ "$$(id -u)" != 0 ]]; then root=sudo; fi; \
		$$root apt-get update; \
		$$root apt-get install -y --no-install-recommends gcc libc6-dev; \
	fi

.PHONY: bench
bench: ## measure Daybook beside SQLite; make bench N=100000 for fewer events
	cd backend/bench && go run -tags fts5,sqlite_fts5 . -n $(N)

.PHONY: fmt
fmt: ## format the Go code
	gofmt -w $(SOURCES)

# A vulnerability is an error. That the database of them cannot be reached is one
# only where CI is set, since a laptop may be offline.
.PHONY: lint
lint: ## look for mistakes and known vulnerabilities; needs the network
	go run $(STATICCHECK) $(PACKAGES)
	GOBIN="$(CURDIR)/build/bin" go install $(GOVULNCHECK)
	@code=0; build/bin/govulncheck$$(go env GOEXE) $(PACKAGES) || code=$$?; \
	if [[ $$code != 0 && $$code != 3 && -z "$${CI:-}" ]]; then \
		echo "vulnerabilities were not looked for: the database cannot be reached" >&2; \
	else \
		exit $$code; \
	fi

.PHONY: clean
clean: ## remove what was built, and the sample archive of make run
	rm -rf build/bin
	if [[ -e "$(SAMPLE)" ]]; then chmod -R u+w "$(SAMPLE)"; rm -rf "$(SAMPLE)"; fi
