#!/usr/bin/env bash
# fuzz.sh [TIME] : whatever reads messages of sign-in is given made-up ones for a while each, 5s unless said. Inputs that fail are
# written to testdata/fuzz of the package: commit them with what mends them, and each run of its tests begins with them.
set -euo pipefail
cd "$(dirname "$0")/.."
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
for package in ./internal/saml ./internal/signin ./internal/sim/iam ./internal/sso; do
  targets=$(go test -vet=off -list '^Fuzz' "$package" | grep '^Fuzz')
  for target in $targets; do
    # Without what earlier runs found interesting: a run takes as long whatever ran before it.
    go test -vet=off -run '^$' -fuzz "^$target\$" -fuzztime "${1:-5s}" "$package" -args -test.fuzzcachedir="$found" | grep -v '^fuzz: elapsed'
  done
done
