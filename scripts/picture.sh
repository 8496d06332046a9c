#!/usr/bin/env bash
# picture.sh [stills] : makes docs/images anew: the demo's Overview while a queue turns red and recovers, and the pages that the quick start
# shows; or those alone. Needs a built bin/ringside, Chromium, cwebp and img2webp (Debian: webp). Takes about five minutes: a demo gets into trouble 45
# seconds after each start, long before its first start has filled in the history, so that the pictures are of its second.
set -euo pipefail
scripts/need.sh chromium
frames=$(mktemp -d)
data=$(mktemp -d)
pid=
stop() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
}
trap 'stop; rm -rf "$frames" "$data"' EXIT

# start SPEED : starts the demo and sets RINGSIDE_URL when it is ready.
start() {
  ./bin/ringside demo --listen 127.0.0.1:0 --data "$data" --speed "$1" >"$frames/out" 2>"$frames/log" &
  pid=$!
  until grep -q http "$frames/out"; do
    kill -0 "$pid" || { cat "$frames/log" >&2; exit 1; }
    sleep 0.5
  done
  RINGSIDE_URL=$(grep -oE 'http://[0-9.:]+' "$frames/out")
  export RINGSIDE_URL
}

mkdir -p docs/images
start 1
if [ "${1:-}" != stills ]; then
  node scripts/picture.mjs
  stop
  start 3
  node scripts/picture.mjs overview "$frames"
  img2webp -loop 0 -lossy -q 60 -m 6 -d 900 "$frames"/*.png -o docs/images/overview.webp
fi
node scripts/picture.mjs stills "$frames"
for name in pipeline check; do cwebp -quiet -q 80 "$frames/$name.png" -o "docs/images/$name.webp"; done
ls -l docs/images
