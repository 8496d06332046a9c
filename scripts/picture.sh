#!/usr/bin/env bash
# picture.sh : makes docs/images/overview.webp anew: the demo's Overview while a queue turns red and recovers.
# Needs a built bin/ringside, Chromium and img2webp (Debian: webp). Takes about three minutes.
set -euo pipefail
scripts/need.sh chromium
frames=$(mktemp -d)
data=$(mktemp -d)
./bin/ringside demo --listen 127.0.0.1:0 --data "$data" --speed 3 >"$frames/out" 2>"$frames/log" &
pid=$!
trap 'kill $pid 2>/dev/null || true; wait $pid 2>/dev/null || true; rm -rf "$frames" "$data"' EXIT
until grep -q http "$frames/out"; do
  kill -0 "$pid" || { cat "$frames/log" >&2; exit 1; }
  sleep 0.5
done
RINGSIDE_URL=$(grep -oE 'http://[0-9.:]+' "$frames/out") node scripts/picture.mjs "$frames"
mkdir -p docs/images
img2webp -loop 0 -lossy -q 60 -m 6 -d 900 "$frames"/*.png -o docs/images/overview.webp
ls -l docs/images/overview.webp
