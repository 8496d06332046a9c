#!/usr/bin/env bash
# bench.sh [SECTION...] : measures, and writes docs/benchmarks.md anew. Run it on an idle machine; it takes about half an
# hour and 15 GB of disk. With sections named (see the functions section_…) only those are measured, and printed instead.
#
#   RINGSIDE_BENCH_RECORDS=1000000    contact records of the import
#   RINGSIDE_BENCH_HISTORY=12400000   contact records in the folder that is restarted: more than 10M contacts
#   RINGSIDE_BENCH_SMALL=1            no panels over 10M contacts, and a restart of a small folder
#
# A command that fails, or says nothing that belongs into the page, ends the script. A goal that is missed makes it fail at the end,
# when everything is measured and written.
set -euo pipefail
records=${RINGSIDE_BENCH_RECORDS:-1000000}
history=${RINGSIDE_BENCH_HISTORY:-12400000}
small=${RINGSIDE_BENCH_SMALL:-}
work=$(mktemp -d)
out=$work/benchmarks.md
block=$work/block # what the newest measurement said
server=""

trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

section() { printf '\n## %s\n\n%s\n' "$1" "$2" >>"$out"; }

# measure PATTERN COMMAND... : runs the command, and writes it with those of its lines that match.
measure() {
  local pattern=$1
  shift
  echo "measuring: $*" >&2
  if ! env "$@" >"$work/said" 2>"$work/errors"; then
    cat "$work/said" "$work/errors" >&2
    echo "bench.sh: failed: $*" >&2
    exit 1
  fi
  if ! grep -E "$pattern" "$work/said" >"$block"; then
    cat "$work/said" "$work/errors" >&2
    echo "bench.sh: nothing was measured by: $*" >&2
    exit 1
  fi
  show "${*//$work/FOLDER}"
}

# show COMMAND : writes the newest measurement below the command that made it.
show() { { printf '\n```\n$ %s\n' "$1"; cat "$block"; printf '```\n'; } >>"$out"; }

# timed COMMAND : runs a line of shell and writes how long it took.
timed() {
  echo "measuring: $1" >&2
  local began ended
  began=$(date +%s%N)
  bash -euo pipefail -c "$1" >"$work/said" 2>&1 || { cat "$work/said" >&2; echo "bench.sh: failed: $1" >&2; exit 1; }
  ended=$(date +%s%N)
  awk -v ns=$((ended - began)) 'BEGIN {printf "%.1f s\n", ns / 1e9}' >"$block"
  show "${2:-$1}"
}

# goal NAME UNIT most|least LIMIT : says whether the median of what the newest measurement of that name has in that unit
# holds a goal.
goal() {
  awk -v name="$1" -v unit="$2" '$1 ~ name {for (i = 3; i <= NF; i++) if ($i == unit) print $(i - 1)}' "$block" | sort -g |
    awk -v name="$1" -v unit="$2" -v kind="$3" -v limit="$4" '
      {value[NR] = $1}
      END {
        if (NR == 0) {print "bench.sh: no " unit " of " name > "/dev/stderr"; exit 1}
        median = value[int((NR + 1) / 2)]
        met = kind == "most" ? median + 0 <= limit + 0 : median + 0 >= limit + 0
        worst = kind == "most" ? value[NR] : value[1]
        printf "\nGoal: at %s %s %s. %s: median %s, worst %s.\n", kind, limit, unit, met ? "Met" : "**Missed**", median, worst
      }' >>"$out"
}

section_build() {
  section "Build" "From nothing: no compiled packages, all modules downloaded; then the page."
  timed "GOCACHE=$work/gocache go build -trimpath -o $work/ringside ./cmd/ringside" \
    'GOCACHE=EMPTY_FOLDER go build -trimpath -o ringside ./cmd/ringside'
  rm -rf "$work/gocache"
  timed 'npm --prefix web run --silent build'
}

section_import() {
  section "Import, end to end" "A file of contact records (about 3.5 kB each, with re-deliveries and late updates) until all of it is durable and visible. The goals are for 1M."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkImport$' -benchtime 1x -count 3 -timeout 30m
  goal BenchmarkImport records/s least 50000
  goal BenchmarkImport peak-MiB most 1024
}

section_bucket() {
  section "Import of a bucket" "The same records, as Firehose leaves them in Amazon S3: objects of 5,000 packed by gzip, from a bucket on this machine. The goals are for 1M."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkImportOfABucket$' -benchtime 1x -count 3 -timeout 30m
  goal BenchmarkImportOfABucket records/s least 50000
  goal BenchmarkImportOfABucket peak-MiB most 1024
}

section_stream() {
  section "A stream" "5,000 records of 800 bytes a second from 4 shards, polled, on one core that the sender and what stands for Kinesis use too: from when a record was in the stream until it was durable."
  measure '^Benchmark' RINGSIDE_BENCH_SECONDS="${RINGSIDE_BENCH_SECONDS:-60}" go test ./internal/ingest/kinesis -cpu 1 -run '^$' -bench '^BenchmarkPolling$' -benchtime 1x -count 3 -timeout 30m
  goal BenchmarkPolling p99-ms most 1500
}

section_plan() {
  section "Plan of a stack in AWS" "\`ringside aws plan\` of an account in which nothing is made yet, from the start of its process to its end; the account is localemu on this machine."
  measure '^Benchmark' RINGSIDE_LOCALEMU_PYTHON=../../.cache/localemu/bin/python go test ./cmd/ringside -run '^$' -bench '^BenchmarkAWSPlan$' -benchtime 5x -count 3 -timeout 30m
  goal BenchmarkAWSPlan longest-ms most 10000
}

section_check() {
  section "Check of a set-up" "\`ringside check\` of that stack when it is made, from the start of its process to its end: identity, instance, streams, queue, rule and its pattern. The account is localemu on this machine."
  measure '^Benchmark' RINGSIDE_LOCALEMU_PYTHON=../../.cache/localemu/bin/python go test ./cmd/ringside -run '^$' -bench '^BenchmarkCheck$' -benchtime 5x -count 3 -timeout 30m
  goal BenchmarkCheck longest-ms most 10000
}

section_export() {
  section "Export" "\`ringside export contacts\`, from the start of the process to a durable file, of a tenth of the contacts and of all. The goal is for 1M."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkExport$' -benchtime 1x -timeout 60m
  goal "BenchmarkExport/records=$records/csv" rows/s least 100000
}

section_erase() {
  section "Erasure" "\`ringside erase\` of one customer: the journal is read four times, rewritten where it has to be, and counted anew. It counts first, so all of it is read twice more."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkErase$' -benchtime 1x -timeout 60m
}

section_retention() {
  section "Retention" "\`ringside erase --expired\`: the first night, in which every contact loses its details, and one in which nothing is due. It counts first."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS="$records" go test ./cmd/ringside -run '^$' -bench '^BenchmarkRetention$' -benchtime 1x -timeout 60m
}

section_firehose() {
  section "Firehose door" "Requests of 500 records, four at a time, gzip, each answered when it is durable; without and with columns in memory that follow."
  measure '^Benchmark' RINGSIDE_BENCH_RECORDS=$((records / 10)) go test ./cmd/ringside -run '^$' -bench '^BenchmarkFirehoseDoor$' -benchtime 1x -count 3
  goal BenchmarkFirehoseDoor/hot-memory=512 records/s least 5000
  goal BenchmarkFirehoseDoor/hot-memory=512 p99-ms most 1000
}

section_delta() {
  section "Event to delta" "From the request that carries a contact event to its delta at a browser's connection, 200 open streams."
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^BenchmarkEventToDelta$' -benchtime "${RINGSIDE_BENCH_EVENTS:-200}x" -count 3
  goal BenchmarkEventToDelta p99-ms most 100
}

section_floor() {
  section "Live floor" "From the request that carries a contact event to its delta at every open stream, while each of 5,000 agents takes a call every two minutes (of 25,000, which have one core, every four), and what the server takes for it. Half of the streams are told of each agent."
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^BenchmarkFloor$' -benchtime "${RINGSIDE_BENCH_EVENTS:-200}x" -timeout 30m
  goal BenchmarkFloor/agents=5000 p99-ms most 250
  goal BenchmarkFloor/agents=25000 p99-ms most 250
  goal BenchmarkFloor/agents=25000 cpu-% most 100
}

section_reads() {
  section "Board reads" "Pictures of the whole board that were read while events, readings and what a store remembers came in; none may be empty or made of two moments."
  measure '^Benchmark' go test ./internal/live -run '^$' -bench '^BenchmarkBoardReads$' -benchtime "${RINGSIDE_BENCH_READS:-10000000}x" -timeout 30m
  goal BenchmarkBoardReads empty most 0
  goal BenchmarkBoardReads torn most 0
}

section_memory() {
  section "Memory of serve" "A centre of 1,000 agents and 100,000 contacts a day, at the end of a week that the live board remembers, with 20 streams open and a question every second."
  local agents=1000
  if [ -n "$small" ]; then agents=100; fi
  measure '^Benchmark' RINGSIDE_BENCH_AGENTS="$agents" go test ./cmd/ringside -run '^$' -bench '^BenchmarkServeMemory$' -benchtime 1x -timeout 60m
  goal BenchmarkServeMemory resident-MiB most 300
}

section_screen() {
  section "The live floor on screen" "In Chromium: from just before the request that carries a contact event to the first frame with the number that it changes, with 1,000 agents, 200 events a second and 50 open streams; then how much of its main thread the page of 2,000 agents takes."
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^Benchmark(Painted|LiveAgentsPage)$' -benchtime 1x -timeout 30m
  goal BenchmarkPainted p99-ms most 250
  goal BenchmarkLiveAgentsPage main-thread-% most 10
}

section_tab() {
  section "Memory of a tab" "Three pages that stand open while the demo plays 57 hours, after collecting garbage; the medians of hours 28 to 33 and of the same hours a day later are compared."
  start demo --data "$work/tab" --speed 600
  measure '^memory' RINGSIDE_URL="$url" npm --prefix web run --silent tab
  own_goal 'at most ([0-9.-]+) %.*goal ([0-9.]+) %' %
  stop
}

section_panels() {
  section "Seven panels" "All six stored panels over a whole year, for all queues and for one, in plain SQL; \`loop\` is a plain Go loop over the same columns."
  local big=()
  if [ -z "$small" ]; then big=(RINGSIDE_BENCH_10M=1); fi
  measure '^Benchmark' ${big[@]+"${big[@]}"} go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkPanels$' -benchtime 30x -count 3 -timeout 30m
  goal BenchmarkPanels/1M/year p50-ms most 30
  if [ -z "$small" ]; then goal BenchmarkPanels/10M/year p50-ms most 150; fi
}

section_columns() {
  section "Columns in memory" "The same six panels from the columns that are kept in memory (\`--hot-memory\`), by days in Seoul and in New York, and how long filling those takes."
  local big=()
  if [ -z "$small" ]; then big=(RINGSIDE_BENCH_10M=1); fi
  measure '^Benchmark' ${big[@]+"${big[@]}"} go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkHotPanels$' -benchtime 100x -timeout 30m
  if [ -n "$small" ]; then return; fi # and no goals
  goal BenchmarkHotPanels/10M/ p50-ms most 10
  goal BenchmarkHotPanels/10M/ p99-ms most 20
  measure '^Benchmark' ${big[@]+"${big[@]}"} go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkHotLoad$' -benchtime 3x -timeout 30m
}

section_scope() {
  section "Limits of what somebody sees" "The same question about 25 of 60 queues as a filter and as a limit of who asks, in turn, of plain SQL and of the columns in memory; added-% is by how much the medians differ."
  measure '^Benchmark' go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkScope$' -benchtime 100x -timeout 30m
  goal BenchmarkScope/panel/hot=false added-% most 5
  goal BenchmarkScope/panel/hot=true added-% most 5
  printf '\nWhole requests by the tokens of somebody limited and of somebody who asks for the same part, or for all where nothing can be asked for; a week of 500 agents.\n' >>"$out"
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^BenchmarkScopedRequests$' -benchtime 200x -timeout 30m
  local one
  for one in panel/queue panel/agent panel/hierarchy_level_1 panel/instance percentiles explain export list contact intervals live; do
    goal "BenchmarkScopedRequests/$one-" added-% most 5
  done
}

section_history() {
  section "History" "What pages draw and tables hold of 25 months, 20M contacts in memory: points of a quarter of an hour (73,000 rows) of one queue and of ten, of one metric and of four, three percentiles of each of 60 queues by month, twelve metrics of each of 2,000 agents over a month."
  local big=()
  if [ -z "$small" ]; then big=(RINGSIDE_BENCH_10M=1); fi
  measure '^Benchmark' ${big[@]+"${big[@]}"} go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkHistory$' -benchtime 20x -timeout 30m
  if [ -n "$small" ]; then return; fi
  goal BenchmarkHistory/20M/points/queues=1-[0-9] p50-ms most 20
  goal BenchmarkHistory/20M/points/queues=10-[0-9] p50-ms most 50
  goal BenchmarkHistory/20M/percentiles p50-ms most 50
  goal BenchmarkHistory/20M/agents p50-ms most 150
}

section_signin() {
  section "Sign-in" "From the request that carries a SAML response to the answer with its session, at 50 sign-ins a second whether or not those before are through; memory under hostile documents, as many as follow the first thousand; what the doctor of sign-ins takes for the slowest of its seeded faults and of the texts of AWS; the largest message that is read at all."
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^BenchmarkSignIn$' -benchtime "${RINGSIDE_BENCH_SIGN_INS:-3000}x" -count 3
  goal BenchmarkSignIn p99-ms most 50
  measure '^Benchmark' go test ./cmd/ringside -run '^$' -bench '^BenchmarkHostileSignIns$' -benchtime "${RINGSIDE_BENCH_HOSTILE:-10000}x" -timeout 30m
  goal BenchmarkHostileSignIns grown-MiB most 16
  measure '^Benchmark' go test ./internal/sso -run '^$' -bench '^BenchmarkFaults$' -count 3
  goal BenchmarkFaults longest-ms most 1000
  measure '^Benchmark' go test ./internal/saml -run '^$' -bench '^BenchmarkLargest$' -count 3
}

section_lists() {
  section "Lists, one contact and explanations" "Pages of 50 of a year's contacts, one contact with its chain, and an explanation (figure and first page of what is behind it). Links of the page carry the initiation time; an id alone searches all of the table."
  local big=()
  if [ -z "$small" ]; then big=(RINGSIDE_BENCH_10M=1); fi
  measure '^Benchmark' ${big[@]+"${big[@]}"} go test ./internal/store/duckdb -run '^$' -bench '^Benchmark(ContactList|Contact)$' -benchtime 20x -timeout 30m
}

section_people() {
  section "People" "Eight people who ask for panels, the Overview or a page of contacts about a second after each answer, while 2,000 records a second arrive; without and with columns in memory."
  local folder=()
  if [ -z "$small" ]; then
    folder=(RINGSIDE_BENCH_FOLDER="$work/data")
    [ -d "$work/data" ] || fill "$work/data"
  fi
  measure '^Benchmark' ${folder[@]+"${folder[@]}"} go test ./cmd/ringside -run '^$' -bench '^BenchmarkPeople$' -benchtime 1x -timeout 30m
  goal BenchmarkPeople/hot-memory=512 p99-ms most 100
  goal BenchmarkPeople/hot-memory=512 resident-MiB most 953 # 1 GB
}

section_agents() {
  section "Agents' time" "Agent events (about 2 kB each) until all are intervals; a day of them where the following day is known already, which an import of the past is; then twelve metrics of each agent over a month of shifts, as one row and by day."
  local agents=2000
  if [ -n "$small" ]; then agents=100; fi
  measure '^Benchmark' RINGSIDE_BENCH_AGENT_EVENTS="$records" go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkAgentEvents$' -benchtime 1x -count 3 -timeout 30m
  goal BenchmarkAgentEvents events/s least 50000
  measure '^Benchmark' RINGSIDE_BENCH_AGENT_EVENTS=$((records / 20)) go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkLateAgentEvents$' -benchtime 1x -count 3 -timeout 30m
  measure '^Benchmark' RINGSIDE_BENCH_AGENTS="$agents" go test ./internal/store/duckdb -run '^$' -bench '^BenchmarkAgentReport$' -benchtime 10x -timeout 60m
  goal BenchmarkAgentReport/agents="$agents"/every=total ms most 500
}

section_restart() {
  section "Restart" "From the start of the process to ready after SIGKILL under load, and the memory that it then holds."
  local folder=()
  if [ -z "$small" ]; then
    folder=(RINGSIDE_BENCH_FOLDER="$work/data")
    [ -d "$work/data" ] || fill "$work/data"
  fi
  measure '^Benchmark' ${folder[@]+"${folder[@]}"} go test ./cmd/ringside -run '^$' -bench '^BenchmarkRestart$' -benchtime 3x -timeout 30m
  goal BenchmarkRestart p50-ms most 3000
}

# fill FOLDER : imports the history that is restarted. The simulator is cut off by head, which is no failure; the import's
# own outcome counts. Some simulated records are broken: 3 says that they went to quarantine.
fill() {
  local simulate="ringside simulate --seed 5 --agents 2000 --days 150 --only contact_records --out -"
  echo "importing $history records for the restart" >&2
  (
    set +o pipefail
    ./bin/$simulate 2>/dev/null | head -n "$history" | ./bin/ringside import - --data "$1" >&2 || [ $? = 3 ]
  )
  printf '\nThe folder holds what `%s | head -n %s | ringside import -` stores.\n' "$simulate" "$history" >>"$out"
}

section_parts() {
  section "Parts" "Decoding, journal and the ingest of the store alone."
  measure '^Benchmark' go test ./internal/connect ./internal/journal ./internal/store/duckdb -run '^$' -bench 'Decode|Split|AppendBatch|AppendConcurrent|AppendProject' -benchtime "${RINGSIDE_BENCH_TIME:-2s}" -timeout 30m
}

section_page() {
  section "Page" "The start route, compressed, without fonts."
  measure '^  ' npm --prefix web run --silent size
  printf '\nFrom the start of the built demo, on a new folder, to "ready".\n' >>"$out"
  start demo --data "$work/demo"
  awk -v ns="$took" 'BEGIN {printf "%.1f s\n", ns / 1e9}' >"$block"
  show "bin/ringside demo"
  printf '\nLargest paint of the Overview of the demo, after its history is filled in.\n' >>"$out"
  until curl -sf "$url/api/v1/ingest/status" | grep -q '"import":null'; do
    kill -0 "$server"
    sleep 1
  done
  measure '^LCP' RINGSIDE_URL="$url" npm --prefix web run --silent lcp
  own_goal 'LCP ([0-9.]+) ms .*goal ([0-9.]+)'
  stop
}

section_painted() {
  section "Event to painted number" "From just before the request that carries a contact event to the first frame with the number that it changes, in Chromium, \`ringside serve\` on an empty folder."
  start serve --data "$work/painted"
  measure '^event' RINGSIDE_URL="$url" RINGSIDE_INGEST_KEY="$RINGSIDE_INGEST_KEY" npm --prefix web run --silent painted
  own_goal 'hundredth: ([0-9.]+) ms.*goal ([0-9.]+) ms'
  stop
}

# own_goal PATTERN [UNIT] : says whether the newest measurement holds the goal that it names; the pattern's groups are the value
# and the goal, in ms or another unit.
own_goal() {
  [[ $(<"$block") =~ $1 ]] || { echo "bench.sh: no goal in: $(<"$block")" >&2; exit 1; }
  awk -v value="${BASH_REMATCH[1]}" -v goal="${BASH_REMATCH[2]}" -v unit="${2:-ms}" \
    'BEGIN {printf "\nGoal: at most %s %s. %s: %s.\n", goal, unit, value + 0 <= goal + 0 ? "Met" : "**Missed**", value}' >>"$out"
}

# start COMMAND... : starts ringside and waits until it is ready; sets server (its process), url, and took (nanoseconds).
start() {
  local began
  echo "starting: ringside $*" >&2
  export RINGSIDE_INGEST_KEY=a-key-for-benchmarks
  began=$(date +%s%N)
  ./bin/ringside "$@" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/errors" &
  server=$!
  until grep -q ready "$work/ready"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/errors" >&2; echo "bench.sh: ringside $1 did not start" >&2; exit 1; }
    sleep 0.02
  done
  took=$(($(date +%s%N) - began))
  url=$(sed -n 's/^Ringside is ready: *//p' "$work/ready" | head -n1)
}

stop() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=""
}

cat >"$out" <<EOF
# Benchmarks

Made by \`make bench\` on $(date -u +%Y-%m-%d): $(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n1)),
$(awk '/^MemTotal/{printf "%.0f", $2 / 1048576}' /proc/meminfo) GiB, $(go env GOVERSION). Read figures of one machine as ratios and orders of magnitude. A goal is held
against the median of the runs.
EOF

# judge PAGE : fails when a goal of the page is missed.
judge() {
  local missed
  missed=$(grep -c '^Goal: .*\*\*Missed\*\*' "$1") || return 0
  echo "bench.sh: $missed goals are missed" >&2
  return 1
}

if [ $# -gt 0 ]; then
  for name in "$@"; do "section_$name"; done
  cat "$out"
  judge "$out"
  exit
fi
for name in build import bucket stream plan check export erase retention firehose delta floor reads memory panels columns scope history lists agents restart people signin parts page painted screen tab; do "section_$name"; done
mv "$out" docs/benchmarks.md
chmod 644 docs/benchmarks.md
echo "wrote docs/benchmarks.md" >&2
judge docs/benchmarks.md
