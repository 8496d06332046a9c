#!/usr/bin/env bash
# bench.sh : measures, and writes docs/benchmarks.md anew. Run it on an idle machine; it takes about twenty minutes and 15 GB
# of disk. RINGSIDE_BENCH_RECORDS (default 1000000) sizes the import. Set RINGSIDE_BENCH_SMALL to anything to leave out what
# needs 10M contacts.
set -euo pipefail
records=${RINGSIDE_BENCH_RECORDS:-1000000}
out=$(mktemp)
work=$(mktemp -d)
trap 'rm -rf "$out" "$work"' EXIT

section() { printf '\n## %s\n\n%s\n' "$1" "$2" >>"$out"; }

# measure COMMAND... : runs it, and writes the command and its benchmark lines.
measure() {
  echo "measuring: $*" >&2
  { printf '\n```\n$ %s\n' "$*"; env "$@" 2>/dev/null | grep -E '^(Benchmark|start route|LCP|event|  )' || true; printf '```\n'; } >>"$out"
}

cat >"$out" <<EOF
# Benchmarks

Made by \`make bench\` on $(date -u +%Y-%m-%d): $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n1)),
$(free -g | awk '/^Mem/{print $2}') GiB, $(go env GOVERSION). Read figures of one machine as ratios and orders of magnitude.
EOF

section "Import, end to end" "A file of contact records (about 3.5 kB each, with re-deliveries and late updates) until all of it is durable and visible; goal 50,000 records/s at 1M, peak memory at most 1 GiB."
measure RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkImport$' -benchtime 1x -count 3 -timeout 30m

section "Firehose door" "Requests of 500 records, four at a time, gzip, each answered when it is durable; goal 5,000 records/s, p99 under 1 s."
measure RINGSIDE_BENCH_RECORDS=100000 go test ./cmd/ringside -run '^$' -bench '^BenchmarkFirehoseDoor$' -benchtime 1x -count 3

section "Event to delta" "From the request that carries a contact event to its delta at a browser's connection, 200 open streams; goal p99 under 100 ms."
measure go test ./cmd/ringside -run '^$' -bench '^BenchmarkEventToDelta$' -benchtime 200x -count 3

section "Seven panels" "All six stored panels over a whole year, for all queues and for one, in plain SQL; \`loop\` is a plain Go loop over the same columns. Goals: p50 30 ms at 1M and 150 ms at 10M."
measure ${RINGSIDE_BENCH_SMALL:-RINGSIDE_BENCH_10M=1} go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkPanels$' -benchtime 30x -count 3 -timeout 30m

section "Restart" "From the start of the process to ready after SIGKILL under load, and the memory that it then holds."
folder=""
if [ -z "${RINGSIDE_BENCH_SMALL:-}" ]; then
  folder=$work/data
  echo "importing 10M records for the restart" >&2
  ./bin/ringside simulate --seed 5 --agents 2000 --days 150 --only contact_records --out - 2>/dev/null |
    head -n 10000000 | ./bin/ringside import - --data "$folder" >&2 || true
  printf '\nThe folder holds what `ringside simulate --seed 5 --agents 2000 --days 150 --only contact_records --out - | head -n 10000000` gives.\n' >>"$out"
fi
measure RINGSIDE_BENCH_FOLDER="$folder" go test ./cmd/ringside -run '^$' -bench '^BenchmarkRestart$' -benchtime 3x -timeout 30m

section "Parts" "Decoding, journal and the ingest of the store alone."
measure go test ./internal/connect ./internal/journal ./internal/store/duckdb -run '^$' -bench 'Decode|Split|AppendBatch|AppendConcurrent|AppendProject' -benchtime 2s -timeout 30m

section "Page" "The start route, compressed, without fonts; goal 300 kB."
measure npm --prefix web run --silent size
printf '\nLargest paint of the Overview of the demo, after its history is filled in; goal 1,500 ms at 4x throttle.\n' >>"$out"
./bin/ringside demo --listen 127.0.0.1:8097 --data "$work/demo" >/dev/null 2>&1 &
demo=$!
until curl -sf http://127.0.0.1:8097/api/v1/ingest/status | grep -q '"import":null'; do kill -0 $demo; sleep 2; done
measure RINGSIDE_URL=http://127.0.0.1:8097 npm --prefix web run --silent lcp
kill $demo

mv "$out" docs/benchmarks.md
chmod 644 docs/benchmarks.md
echo "wrote docs/benchmarks.md" >&2
