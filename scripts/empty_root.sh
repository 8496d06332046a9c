#!/usr/bin/env bash
# empty_root.sh BINARY [LAUNCHER] : whether a binary runs in a root in which there is nothing else: no C library, no certificates, no
# zones, no /tmp, no /dev. It serves, takes records in, and answers with figures. LAUNCHER runs binaries of another architecture.
set -euo pipefail
root=$(mktemp -d)
server=
end() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$root"
}
trap end EXIT
cp "$1" "$root/ringside"
launch=()
if [ -n "${2:-}" ]; then
  cp "$(command -v "$2")" "$root/launcher"
  launch=(/launcher)
fi
within=(unshare --map-root-user chroot "$root" ${launch[@]+"${launch[@]}"} /ringside)
inside() { "${within[@]}" "$@"; }

inside version
inside simulate --seed 7 --days 1 --agents 12 --out /records >/dev/null
inside import /records/contact_records.jsonl --data /data --format json
day=$(sed -n 's/.*"InitiationTimestamp":"\([0-9-]*\)T.*/\1/p' "$root/records/contact_records.jsonl" | sort | head -1)
calls=$(inside query contacts_handled --data /data --from "$day" --to "$(date -d "$day + 2 days" +%F)" --zone Asia/Seoul --format json)
grep -q '"rows":\[\[[1-9]' <<<"${calls//[[:space:]]/}" || { echo "no figures: $calls" >&2; exit 1; }

"${within[@]}" serve --data /data --listen 127.0.0.1:0 >"$root/log" 2>&1 & # not by the function: then $! would be a shell that ends alone
server=$!
for _ in $(seq 300); do
  address=$(sed -n 's/^Ringside is ready: //p' "$root/log")
  [ -z "$address" ] || break
  kill -0 "$server" || break
  sleep 0.1 # until it says where it listens
done
[ -n "${address:-}" ] || { cat "$root/log" >&2; exit 1; }
[ "$(curl -sf "$address/healthz")" = ok ] || { echo "$address/healthz does not answer" >&2; exit 1; }
echo "runs in an empty root"
