#!/usr/bin/env bash
# lint.sh : golangci-lint at the pinned version, built once into .cache/bin.
set -euo pipefail
version=v2.14.0
bin=$PWD/.cache/bin/golangci-lint-$version
if [ ! -x "$bin" ]; then
  echo "building golangci-lint $version (once)"
  mkdir -p .cache/bin
  GOFLAGS=-mod=mod GOBIN=$PWD/.cache/bin/tmp go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version"
  mv .cache/bin/tmp/golangci-lint "$bin"
fi
"$bin" run ./...
