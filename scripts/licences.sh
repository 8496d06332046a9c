#!/usr/bin/env bash
# licences.sh : the licences of all that is in the binary, to standard output: modules of Go, with what they bundle, and packages of the
# page. One that has none ends it: then somebody has to look before it is given to others.
set -euo pipefail
cd "$(dirname "$0")/.."

# print NAME FOLDER
print() {
  local files
  mapfile -t files < <(find "$2" -maxdepth 1 -type f | grep -iE '/(licen[cs]e|copying|notice|patents)[^/]*$' | sort)
  # Some packages of the page name theirs alone.
  [ ${#files[@]} -gt 0 ] || ! grep -q '"license": *"' "$2/package.json" 2>/dev/null || files=("$2/package.json")
  [ ${#files[@]} -gt 0 ] || { echo "licences.sh: $1 has no licence in $2" >&2; exit 1; }
  printf '\n%s\n%s\n' "$1" "${1//?/=}"
  for file in "${files[@]}"; do printf '\n'; cat "$file"; done
}

printf 'Ringside\n========\n\n'
cat LICENSE
print "Go" "$(go env GOROOT)"
while IFS='|' read -r name folder; do
  [ "$name" = github.com/ringside/ringside ] || print "$name" "$folder"
done < <(go list -deps -f '{{with .Module}}{{.Path}}|{{.Dir}}{{end}}' ./cmd/ringside | sort -u)
cd web
while read -r folder; do
  print "${folder#*/node_modules/}" "$folder"
done < <(npm ls --omit=dev --all --parseable 2>/dev/null | grep /node_modules/ | sort -u)
