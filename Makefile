# Ringside. `make help` lists the targets.
SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
# Go's files and the statements that they embed.
GO_FILES := $(shell find cmd internal web \( -name '*.go' -o -name '*.sql' \) -not -path '*/node_modules/*' 2>/dev/null)
WEB_FILES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/.cache/*' 2>/dev/null)

export GOTOOLCHAIN := local

.PHONY: help demo test check bench build fmt generate dev go-test web-test browser-test clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## a living dashboard of a simulated contact centre, on http://127.0.0.1:8080
	./bin/ringside demo $(DEMO_FLAGS)

test: check go-test web-test browser-test ## everything: lint, Go with the race detector, page, real browser

build: bin/ringside ## the page and the binary, into bin/ringside

bin/ringside: go.mod go.sum $(GO_FILES) web/dist/index.html
	@scripts/need.sh go gcc
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/ringside ./cmd/ringside

web/node_modules/.installed: web/package.json web/package-lock.json
	@scripts/need.sh node npm
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_FILES)
	cd web && npm run --silent build

check: web/node_modules/.installed ## lint, formatting, types and generated files
	@scripts/need.sh go gcc
	@scripts/lint.sh
	go vet ./...
	@scripts/generated.sh
	cd web && npm run --silent lint && npm run --silent typecheck

go-test: web/dist/index.html ## Go tests with the race detector
	@scripts/need.sh go gcc python3
	go test -race -timeout 15m ./...

web-test: web/dist/index.html ## unit tests of the page, and its weight
	cd web && npm test --silent && npm run --silent size

browser-test: build ## every page in a real Chromium, with axe and screenshots (into artifacts/)
	@scripts/need.sh chromium
	@scripts/browser.sh

bench: build ## measure, and write docs/benchmarks.md anew
	@scripts/bench.sh

fmt: web/node_modules/.installed ## format Go and the page
	gofmt -w cmd internal web/*.go
	cd web && npm run --silent format

generate: web/node_modules/.installed ## make the OpenAPI description, the page's types and docs/configuration.md anew
	go test ./internal/api -update
	go test ./cmd/ringside -run '^TestConfigurationPage' -update
	cd web && npm run --silent types

dev: web/node_modules/.installed ## the page with hot reload against a running server on 127.0.0.1:8080
	cd web && npm run dev

clean: ## remove what was built
	rm -rf bin web/dist/assets web/dist/index.html web/node_modules artifacts
