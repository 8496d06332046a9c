# Ringside. `make help` lists the targets.
SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
# Go's files and the statements that they embed.
GO_FILES := $(shell find cmd internal web \( -name '*.go' -o -name '*.sql' \) -not -path '*/node_modules/*' 2>/dev/null)
WEB_FILES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/.cache/*' 2>/dev/null)

# Packages that compute in one goroutine, or hold figures against a recount or the simulator's truth: the race detector has nothing
# to find in them that the others do not show, and makes them ten times slower. Of the simulator only its driver runs in several.
ALONE := ./internal/activity ./internal/metric/... ./internal/saml/... ./internal/sso ./internal/sim ./test/...
# The same of single tests: a recount of every metric, and the conformance of the store, asked question after question. What
# runs beside each other there has tests of its own.
RECOUNT := '^TestEveryFigureIsWhatItsContactsAddUpTo$$|^TestConformance'

export GOTOOLCHAIN := local

# One way to compile for all but the race detector: the linter, the binary and the tests share what is built.
export GOFLAGS := $(strip $(GOFLAGS) -trimpath)

LINTER := .cache/bin/golangci-lint-v2.14.0
SBOM := .cache/bin/cyclonedx_gomod-v1.9.0
KEYCLOAK := .cache/keycloak-26.7.3
PEBBLE := .cache/bin/pebble-v2.10.1
TOXIPROXY := .cache/bin/toxiproxy-v2.5.0

# What others wrote, that tests talk to.
PEERS := .cache/python/.installed .cache/kinesis/.installed .cache/ministack/.installed .cache/openid/.installed .cache/idp/.installed .cache/simplesamlphp/.installed .cache/apache/.installed .cache/localemu/.installed \
  $(KEYCLOAK)/.installed $(PEBBLE)/.installed $(TOXIPROXY)/.installed

.PHONY: help demo test check check-go check-web fetched chromium modules bench build release empty-root deployed fmt generate dev fuzz go-test go-race go-alone web-test browser-test clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## a living dashboard of a simulated contact centre, on http://127.0.0.1:8080
	./bin/ringside demo $(DEMO_FLAGS)

test: ## everything: lint, Go with the race detector, page, real browser
	@scripts/need.sh go gcc node npm python3
	@$(MAKE) --no-print-directory -j fetched
	@$(MAKE) --no-print-directory -j2 check-go check-web web-test
	@$(MAKE) --no-print-directory go-test browser-test empty-root deployed

# For how long each fuzz target runs; a failing input is found again by the next run of the tests.
FUZZ ?= 5s

# What comes from elsewhere and what is made of it, all at once: much of that is waiting.
fetched: $(LINTER) web/dist/index.html $(PEERS) chromium modules

chromium:
	@scripts/need.sh chromium

modules:
	@go list -e -deps -test ./... >/dev/null

build: bin/ringside ## the page and the binary, into bin/ringside

bin/ringside: go.mod go.sum $(GO_FILES) web/dist/index.html
	@scripts/need.sh go gcc
	go build -ldflags '$(LDFLAGS)' -o bin/ringside ./cmd/ringside

web/node_modules/.installed: web/package.json web/package-lock.json
	@scripts/need.sh node npm
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_FILES)
	cd web && npm run --silent build

check: check-go check-web ## vet and lint, formatting, types and generated files

# go vet is among its linters.
check-go: $(LINTER) web/dist/index.html
	$(LINTER) run ./...

check-web: web/dist/index.html
	@scripts/generated.sh
	cd web && npm run --silent lint && npm run --silent typecheck

$(LINTER):
	@scripts/need.sh go gcc
	GOFLAGS='-mod=mod -trimpath' GOBIN=$(CURDIR)/.cache/bin/tmp go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(lastword $(subst -, ,$@))
	@mv .cache/bin/tmp/golangci-lint $@

.cache/python/.installed: internal/idp/testdata/requirements.txt internal/scim/testdata/requirements.txt internal/sim/connectapi/testdata/requirements.txt internal/saml/testdata/requirements.txt internal/sso/setup/testdata/requirements.txt internal/stack/template/testdata/requirements.txt
	@scripts/need.sh python3
	python3 -m venv --clear .cache/python
	.cache/python/bin/python -m pip install --quiet --disable-pip-version-check $(addprefix --requirement ,$^)
	@touch $@

# An identity provider for tests, built for a database in memory.
$(KEYCLOAK)/.installed:
	@scripts/need.sh java mvn unzip
	@mkdir -p .cache
	cd .cache && mvn -B -q dependency:copy -Dartifact=org.keycloak:keycloak-quarkus-dist:$(lastword $(subst -, ,$(KEYCLOAK))):zip -DoutputDirectory=$(CURDIR)/.cache
	rm -rf $(KEYCLOAK) && unzip -q .cache/keycloak-*.zip -d .cache && rm .cache/keycloak-*.zip
	$(KEYCLOAK)/bin/kc.sh build --db=dev-mem >/dev/null
	@touch $@

# Another one. Debian's package is unpacked, not installed: it would bring a web server along.
.cache/simplesamlphp/.installed:
	@scripts/need.sh php
	rm -rf .cache/simplesamlphp && mkdir -p .cache/simplesamlphp
	cd .cache/simplesamlphp && flock /var/lock/ringside-need sh -c 'apt-get download -qq simplesamlphp || { apt-get update -qq && apt-get download -qq simplesamlphp; }'
	cd .cache/simplesamlphp && dpkg -x simplesamlphp_*.deb .
	@touch $@

# An authority that gives certificates, with a DNS server.
$(PEBBLE)/.installed:
	@scripts/need.sh go
	GOFLAGS='-mod=mod -trimpath' GOBIN=$(CURDIR)/$(PEBBLE) go install github.com/letsencrypt/pebble/v2/cmd/pebble@$(lastword $(subst -, ,$(PEBBLE))) \
	  github.com/letsencrypt/pebble/v2/cmd/pebble-challtestsrv@$(lastword $(subst -, ,$(PEBBLE)))
	@touch $@

# A proxy that makes links bad.
$(TOXIPROXY)/.installed:
	@scripts/need.sh go
	GOFLAGS='-mod=mod -trimpath' GOBIN=$(CURDIR)/$(TOXIPROXY) go install github.com/Shopify/toxiproxy/v2/cmd/server@$(lastword $(subst -, ,$(TOXIPROXY)))
	@touch $@

# Service providers under Apache: mod_shib and mod_auth_mellon. Unpacked too, with what they need and this machine has not: installed, Apache
# would serve.
APACHE := apache2-bin libapache2-mod-shib libapache2-mod-auth-mellon shibboleth-sp-utils
.cache/apache/.installed:
	rm -rf .cache/apache && mkdir -p .cache/apache/packages/partial
	cd .cache/apache && flock /var/lock/ringside-need sh -c 'get() { apt-get install -y -qq --no-install-recommends --reinstall --download-only \
	  -o Debug::NoLocking=1 -o Dir::Cache::archives=$$PWD/packages $(APACHE) >/dev/null; }; get || { apt-get update -qq && get; }'
	cd .cache/apache && for package in packages/*.deb; do dpkg -x $$package .; done && rm -r packages var # of its owners
	@touch $@

# A second AWS, which needs a newer Python than Debian 12 has.
.cache/localemu/.installed: internal/sso/setup/testdata/localemu.txt scripts/python3.13.sh
	scripts/python3.13.sh $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# A Kinesis.
.cache/kinesis/.installed: internal/ingest/kinesis/testdata/peer/package.json internal/ingest/kinesis/testdata/peer/package-lock.json
	@scripts/need.sh node npm
	mkdir -p $(@D) && cp $^ $(@D) && cd $(@D) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Another one, which sends what it has.
.cache/ministack/.installed: internal/ingest/kinesis/testdata/ministack.txt
	@scripts/need.sh python3
	python3 -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# One that speaks OpenID Connect.
.cache/openid/.installed: internal/signin/testdata/openid/package.json internal/signin/testdata/openid/package-lock.json
	@scripts/need.sh node npm
	mkdir -p $(@D) && cp $^ $(@D) && cd $(@D) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Service providers to which the identity provider that we ship signs people in.
.cache/idp/.installed: internal/idp/testdata/peers/package.json internal/idp/testdata/peers/package-lock.json
	@scripts/need.sh node npm xmlsec1
	mkdir -p $(@D) && cp $^ $(@D) && cd $(@D) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

go-test: web/dist/index.html $(PEERS) ## Go tests with the race detector
	@scripts/need.sh go gcc node python3 xmlsec1
	@$(MAKE) --no-print-directory -j2 go-race go-alone

# The slowest package has one core for itself at the end; what needs no race detector runs beside it.
go-race:
	RINGSIDE_BOTO_PYTHON=$(CURDIR)/.cache/python/bin/python RINGSIDE_SAML_PYTHON=$(CURDIR)/.cache/python/bin/python \
	  RINGSIDE_MOTO_PYTHON=$(CURDIR)/.cache/python/bin/python RINGSIDE_KEYCLOAK=$(CURDIR)/$(KEYCLOAK) \
	  RINGSIDE_SIMPLESAMLPHP=$(CURDIR)/.cache/simplesamlphp RINGSIDE_PEBBLE=$(CURDIR)/$(PEBBLE) RINGSIDE_TOXIPROXY=$(CURDIR)/$(TOXIPROXY) RINGSIDE_OPENID_PEER=$(CURDIR)/.cache/openid \
	  RINGSIDE_APACHE=$(CURDIR)/.cache/apache RINGSIDE_KINESIS_PEER=$(CURDIR)/.cache/kinesis RINGSIDE_MINISTACK_PYTHON=$(CURDIR)/.cache/ministack/bin/python RINGSIDE_LOCALEMU_PYTHON=$(CURDIR)/.cache/localemu/bin/python \
	  RINGSIDE_SCIM_PYTHON=$(CURDIR)/.cache/python/bin/python RINGSIDE_CFNLINT_PYTHON=$(CURDIR)/.cache/python/bin/python \
	  RINGSIDE_IDP_PYTHON=$(CURDIR)/.cache/python/bin/python RINGSIDE_IDP_NODE=$(CURDIR)/.cache/idp \
	  go test -race -vet=off -timeout 15m -skip $(RECOUNT) $$(go list ./... | grep -vxF "$$(go list $(ALONE))")
	go test -race -vet=off -timeout 15m -run '^TestDriver|Buffer' ./internal/sim

go-alone:
	go test -vet=off -timeout 15m -run $(RECOUNT) ./internal/api ./internal/store/duckdb
	RINGSIDE_SAML_PYTHON=$(CURDIR)/.cache/python/bin/python go test -vet=off -timeout 15m $(ALONE)
	@scripts/fuzz.sh $(FUZZ)

fuzz: web/dist/index.html ## made-up messages of sign-in, each target for FUZZ, such as 5m
	@scripts/fuzz.sh $(FUZZ)

web-test: web/dist/index.html ## unit tests of the page, and its weight
	cd web && npm test --silent && npm run --silent size

browser-test: build ## every page in a real Chromium, with axe and screenshots (into artifacts/)
	@scripts/need.sh chromium
	@scripts/browser.sh

# A binary that needs nothing of its host, in a root in which nothing else is.
empty-root: web/dist/index.html
	@scripts/need.sh go gcc
	@mkdir -p bin
	VERSION=$(VERSION) scripts/static.sh amd64 bin/ringside-static
	scripts/empty_root.sh bin/ringside-static

# A module of its own, with Helm and the types of Kubernetes, which ringside shall not have.
deployed: build ## the chart and the Terraform example, against Helm, Kubernetes and the binary
	cd deploy/check && go vet ./... && RINGSIDE_BINARY=$(CURDIR)/bin/ringside go test -count=1 ./...

release: web/dist/index.html $(SBOM) ## binaries for amd64 and arm64, with checksums, contents (SBOM) and licences, into dist/
	@scripts/need.sh go gcc npm aarch64-linux-gnu-g++ qemu-aarch64-static
	VERSION=$(VERSION) SBOM=$(CURDIR)/$(SBOM) scripts/release.sh

$(SBOM):
	@scripts/need.sh go
	GOFLAGS='-mod=mod -trimpath' GOBIN=$(CURDIR)/.cache/bin/tmp go install github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@$(lastword $(subst -, ,$@))
	@mv .cache/bin/tmp/cyclonedx-gomod $@

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
	rm -rf bin dist web/dist/assets web/dist/index.html web/node_modules artifacts
