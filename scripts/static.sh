#!/usr/bin/env bash
# static.sh ARCH OUT : a binary for Linux on amd64 or arm64. VERSION is what it calls itself.
# That for amd64 needs nothing of its host: the C library that DuckDB and SQLite want is linked in (Debian's packages have it, others call
# it glibc-static). That for arm64 needs a glibc of 2.35 or newer: DuckDB is delivered as code that reaches more addresses through one
# table than the static C library of Debian 12 was compiled for, and the linker refuses ("too many GOT entries for -fpic").
set -euo pipefail
cd "$(dirname "$0")/.."
arch=$1 out=$2

if [ "$arch" != "$(go env GOHOSTARCH)" ]; then
  declare -A triple=([amd64]=x86_64-linux-gnu [arm64]=aarch64-linux-gnu)
  scripts/need.sh "${triple[$arch]}-g++"
  export CC=${triple[$arch]}-gcc CXX=${triple[$arch]}-g++
fi
flags=-static
if [ "$arch" = arm64 ]; then
  only=$(mktemp -d) # a folder with the static one of two libraries, so that the linker finds no other
  trap 'rm -r "$only"' EXIT
  ln -s "$("${CC:-gcc}" -print-file-name=libstdc++.a)" "$only"
  flags="-static-libgcc -L$only"
fi
# Names of hosts and users are looked up by Go itself, and SQLite loads no extensions: the C library's ways would want its own files.
# What else the linker warns of is never reached: DuckDB asks for no home folder and no network.
GOOS=linux GOARCH=$arch CGO_ENABLED=1 go build -tags netgo,osusergo,sqlite_omit_load_extension \
  -ldflags "-s -w -X main.version=${VERSION:-dev} -linkmode external -extldflags '$flags'" -o "$out" ./cmd/ringside 2>&1 |
  { grep -vE "^# github.com|/ld: .*in function|warning: Using '[a-z]+' in statically linked" >&2 || true; }
test -x "$out"
