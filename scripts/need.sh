#!/usr/bin/env bash
# need.sh TOOL... : checks that a tool is there; installs it with apt where that is possible, says what to do where not.
set -euo pipefail

package_of() {
  case "$1" in
    gcc) echo "gcc g++" ;;
    chromium) echo "chromium fonts-noto-cjk" ;;
    *) echo "" ;;
  esac
}

advice() {
  case "$1" in
    go) echo "install Go 1.26 or newer (https://go.dev/dl/)" ;;
    node | npm) echo "install Node.js 20 or newer with npm (https://nodejs.org)" ;;
    *) echo "install it with your package manager: $(package_of "$1")" ;;
  esac
}

for tool in "$@"; do
  command -v "$tool" >/dev/null && continue
  packages=$(package_of "$tool")
  if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "$tool is missing: installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
    continue
  fi
  echo "$tool is missing: $(advice "$tool")" >&2
  exit 1
done

# The version that go.mod asks for; an older one would fail later with a less clear message.
if [ "${1:-}" = go ]; then
  want=$(awk '$1 == "go" {print $2}' go.mod)
  have=$(go env GOVERSION | sed 's/^go//')
  if [ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n1)" != "$want" ]; then
    echo "Go $have is too old: Ringside needs $want or newer (https://go.dev/dl/)" >&2
    exit 1
  fi
fi
