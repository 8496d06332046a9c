#!/usr/bin/env bash
# need.sh TOOL... : checks that a tool is there and new enough; installs it with apt where that is possible, says what to do
# where not.
set -euo pipefail

package_of() {
  case "$1" in
    gcc) echo "gcc g++" ;;
    python3) echo "python3 python3-venv" ;;
    java) echo "default-jre-headless" ;;
    xmlsec1) echo "xmlsec1" ;;
    mvn) echo "maven" ;;
    php) echo "php-cli php-xml php-mbstring" ;;
    unzip) echo "unzip" ;;
    aarch64-linux-gnu-g++) echo "gcc-aarch64-linux-gnu g++-aarch64-linux-gnu libc6-dev-arm64-cross" ;;
    x86_64-linux-gnu-g++) echo "gcc-x86-64-linux-gnu g++-x86-64-linux-gnu libc6-dev-amd64-cross" ;;
    qemu-aarch64-static) echo "qemu-user-static" ;;
    chromium) echo "chromium fonts-noto-cjk" ;;
    *) echo "" ;;
  esac
}

# wanted TOOL : the oldest version that will do, from where the project says it; nothing when any will.
wanted() {
  case "$1" in
    go) awk '$1 == "go" {print $2}' go.mod ;;
    node) sed -n 's/.*"node": *">=\([0-9.]*\)".*/\1/p' web/package.json ;;
  esac
}

version_of() {
  case "$1" in
    go) go env GOVERSION | sed 's/^go//' ;;
    node) node --version | sed 's/^v//' ;;
  esac
}

advice() {
  case "$1" in
    go) echo "install Go $(wanted go) or newer (https://go.dev/dl/)" ;;
    node | npm) echo "install Node.js $(wanted node) or newer with npm (https://nodejs.org)" ;;
    *) echo "install with your package manager: $(package_of "$1")" ;;
  esac
}

# there TOOL : DuckDB is C++, so that gcc alone does not link it; Debian ships Python without what makes environments, and PHP
# without what reads XML.
there() {
  command -v "$1" >/dev/null || return
  case "$1" in
    gcc) command -v g++ >/dev/null ;;
    php) php -r 'exit(extension_loaded("dom") && extension_loaded("mbstring") ? 0 : 1);' ;;
    python3) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
  esac
}

for tool in "$@"; do
  if ! there "$tool"; then
    packages=$(package_of "$tool")
    if [ -z "$packages" ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "$tool is missing: $(advice "$tool")" >&2
      exit 1
    fi
    echo "$tool is missing: installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    (
      flock 9 # make asks for several at once
      apt-get update -qq
      # shellcheck disable=SC2086 # several packages
      apt-get install -y -qq --no-install-recommends $packages >/dev/null
    ) 9>/var/lock/ringside-need
  fi
  # An older one would fail later with a less clear message.
  want=$(wanted "$tool")
  if [ -n "$want" ]; then
    have=$(version_of "$tool")
    if [ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n1)" != "$want" ]; then
      echo "$tool $have is too old: $(advice "$tool")" >&2
      exit 1
    fi
  fi
done
