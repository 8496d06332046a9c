#!/usr/bin/env bash
# browser.sh : starts the demo on a free port with its own folder, walks every page of it in a real Chromium, stops it.
# Screenshots and the server's log are left in artifacts/. It is a busy Tuesday morning there, at whatever hour this runs;
# RINGSIDE_BEGIN and RINGSIDE_SEED name another moment and another centre.
set -euo pipefail
mkdir -p artifacts
data=$(mktemp -d)
log=artifacts/demo.log
./bin/ringside demo --listen 127.0.0.1:0 --data "$data" \
  --seed "${RINGSIDE_SEED:-7}" --begin "${RINGSIDE_BEGIN:-2026-11-17T10:40:00+09:00}" >"$log.out" 2>"$log" &
pid=$!
stop() {
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT

url=""
for _ in $(seq 1 240); do
  url=$(grep -oE 'http://[0-9.:]+' "$log.out" | head -n1 || true)
  [ -n "$url" ] && break
  kill -0 "$pid" 2>/dev/null || { echo "the demo stopped:" >&2; tail -n 20 "$log" >&2; exit 1; }
  sleep 0.5
done
[ -n "$url" ] || { echo "the demo was not ready after 120 s" >&2; tail -n 20 "$log" >&2; exit 1; }
cd web
RINGSIDE_URL=$url npm run --silent e2e
