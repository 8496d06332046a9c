#!/usr/bin/env bash
# fuzz.sh [TIME] : whatever reads messages of sign-in is given made-up ones for a while each, 5s unless said. Inputs that fail are
# written to testdata/fuzz of the package: commit them with what mends them, and each run of its tests begins with them.
set -euo pipefail
cd "$(dirname "$0")/.."
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT

# fuzz PACKAGE TARGET TIME : without what earlier runs found interesting: a run takes as long whatever ran before it.
fuzz() {
  go test -vet=off -run '^$' -fuzz "^$2\$" -fuzztime "$3" "$1" -args -test.fuzzcachedir="$found" >"$found/said" 2>&1
}

# only_late : whether a run failed by nothing but its end of time, which Go before 1.27 now and then takes for a failure of the target
# (golang/go#75804). An input that fails is always written, and said to be.
only_late() { grep -q '^ *context deadline exceeded$' "$found/said" && ! grep -q 'Failing input' "$found/said"; }

for package in ./internal/saml ./internal/signin ./internal/sim/iam ./internal/sso; do
  targets=$(go test -vet=off -list '^Fuzz' "$package" | grep '^Fuzz')
  for target in $targets; do
    run=(fuzz "$package" "$target" "${1:-5s}")
    if ! "${run[@]}" && ! { only_late && "${run[@]}"; }; then
      cat "$found/said" >&2
      exit 1
    fi
    grep -v '^fuzz: elapsed' "$found/said"
  done
done
