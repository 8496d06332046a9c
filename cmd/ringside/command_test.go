package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest/file"
)

func TestImportTwiceCountsOnceAndMatchesTheTruth(t *testing.T) {
	t.Parallel()
	folder := importHistory(t)
	history, data, first := folder.history, folder.data, folder.result
	second := importAll(t, data, history.dir)
	truth := history.truth.Deliveries
	var deliveries, broken int64
	for _, door := range truth {
		deliveries += int64(door.Deliveries)
		broken += int64(door.Broken)
	}
	for i, r := range []file.Result{first, second} {
		if r.Read != deliveries || r.Read != r.Stored+r.Updated+r.Duplicates+r.Older+r.Quarantined || r.Quarantined != broken {
			t.Errorf("import %d: %+v, want %d read, %d quarantined, and a sum that fits", i+1, r.Outcome, deliveries, broken)
		}
	}
	if second.Stored != 0 || second.Updated != 0 || second.Duplicates != deliveries-broken {
		t.Errorf("second import: %+v, want only duplicates", second.Outcome)
	}
	stdout, stderr, code := ringside(t, "query", "--panels", "--from", "2026-10-20", "--to", "2026-11-10", "--data", data, "--format", "json")
	if code != exitOK {
		t.Fatalf("query: exit %d\n%s", code, stderr)
	}
	var got panelsAnswer
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	comparePanels(t, got, history, true)
	if got.CallsInQueue != nil {
		t.Errorf("calls in queue without a server: %+v, want null", got.CallsInQueue)
	}
}

// importAll imports the three files of a history.
func importAll(t testing.TB, data, dir string) file.Result {
	t.Helper()
	stdout, stderr, code := ringside(t, "import", "--data", data, "--format", "json",
		filepath.Join(dir, "contact_records.jsonl"), filepath.Join(dir, "agent_events.jsonl"), filepath.Join(dir, "contact_events.jsonl"))
	if code != exitOK && code != exitIncomplete {
		t.Fatalf("import: exit %d\n%s", code, stderr)
	}
	var result file.Result
	if err := json.Unmarshal([]byte(stdout), &result); err != nil {
		t.Fatalf("import printed %q: %v", stdout, err)
	}
	return result
}

func TestImportThroughAServerCountsTheSame(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	s := startServer(t, t.TempDir())
	path := filepath.Join(history.dir, "contact_records.jsonl")
	stdout, stderr, code := ringside(t, "import", path, "--server", s.url, "--token", testKey, "--format", "json")
	if code != exitOK && code != exitIncomplete {
		t.Fatalf("import: exit %d\n%s", code, stderr)
	}
	var result file.Result
	if err := json.Unmarshal([]byte(stdout), &result); err != nil {
		t.Fatal(err)
	}
	if want := int64(history.truth.Deliveries["contact_records"].Deliveries); result.Read != want {
		t.Errorf("read %d, want %d", result.Read, want)
	}
	stdout, stderr, code = ringside(t, "query", "--panels", "--from", "2026-10-20", "--to", "2026-11-10", "--server", s.url, "--format", "json")
	if code != exitOK {
		t.Fatalf("query: exit %d\n%s", code, stderr)
	}
	var got panelsAnswer
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	comparePanels(t, got, history, false)
	if got.CallsInQueue == nil {
		t.Error("calls in queue of a server: null")
	}
	if _, stderr, code := ringside(t, "import", path, "--server", s.url, "--token", "wrong"); code != exitUsage || !strings.Contains(stderr, "--token") {
		t.Errorf("import with a wrong key: exit %d, %s", code, stderr)
	}
}

func TestCommandsShowWhatAServerHasJustAcknowledged(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	const record = `{"ContactId":"c-%d","InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/i",` +
		`"InitiationTimestamp":"2026-10-30T01:00:00Z","LastUpdateTimestamp":"2026-10-30T01:09:00Z"}`
	for n := 1; n <= 5; n++ {
		if status, err := s.deliver(fmt.Appendf(nil, record, n), fmt.Appendf(nil, "no record %d", n)); status != http.StatusOK {
			t.Fatalf("delivery: %d, %v", status, err)
		}
		var panels struct {
			Calls int `json:"number_of_calls"`
		}
		var list struct {
			Quarantined []quarantinedBody `json:"quarantined"`
		}
		ask := func(into any, args ...string) {
			t.Helper()
			stdout, stderr, code := ringside(t, append(args, "--server", s.url, "--format", "json")...)
			if err := json.Unmarshal([]byte(stdout), into); code != exitOK || err != nil {
				t.Fatalf("%s: exit %d, %v, %s", args, code, err, stderr)
			}
		}
		if n%2 == 1 { // what asks first waits
			ask(&panels, "query", "--panels", "--from", "2026-10-30", "--to", "2026-10-31")
		}
		ask(&list, "quarantine", "list")
		if (n%2 == 1 && panels.Calls != n) || len(list.Quarantined) != n {
			t.Errorf("after delivery %d: %d calls, %d in quarantine", n, panels.Calls, len(list.Quarantined))
		}
	}
}

func TestQuarantineCommandsListShowAndReplay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.jsonl")
	if err := os.WriteFile(bad, []byte("this is no record\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	if _, _, code := ringside(t, "import", bad, "--data", data); code != exitIncomplete {
		t.Fatalf("import of a broken record: exit %d, want %d", code, exitIncomplete)
	}
	stdout, stderr, code := ringside(t, "quarantine", "list", "--data", data, "--format", "json")
	var list struct {
		Quarantined []quarantinedBody `json:"quarantined"`
	}
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || code != exitOK || len(list.Quarantined) != 1 {
		t.Fatalf("list: exit %d, %v, %q, %s", code, err, stdout, stderr)
	}
	seq := list.Quarantined[0].Seq
	shown, _, code := ringside(t, "quarantine", "show", strings.TrimSpace(jsonText(t, seq)), "--data", data)
	if code != exitOK || strings.TrimSpace(shown) != "this is no record" {
		t.Errorf("show: exit %d, %q", code, shown)
	}
	replayed, _, code := ringside(t, "quarantine", "replay", "--all", "--data", data, "--format", "json")
	if code != exitIncomplete || !strings.Contains(replayed, `"still_quarantined":1`) {
		t.Errorf("replay: exit %d, %q", code, replayed)
	}
}

func TestQuarantineIsListedPageByPage(t *testing.T) {
	t.Parallel()
	data, bad := t.TempDir(), filepath.Join(t.TempDir(), "bad.jsonl")
	var lines strings.Builder
	for n := range 600 {
		fmt.Fprintf(&lines, "no record %d\n", n)
	}
	if err := os.WriteFile(bad, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := ringside(t, "import", bad, "--data", data); code != exitIncomplete {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	seen, after := 0, uint64(0)
	for _, want := range []int{500, 100} {
		var list struct {
			Quarantined []quarantinedBody `json:"quarantined"`
			Next        uint64            `json:"next"`
		}
		stdout, stderr, code := ringside(t, "quarantine", "list", "--data", data, "--limit", "500", "--after", fmt.Sprint(after), "--format", "json")
		if err := json.Unmarshal([]byte(stdout), &list); err != nil || code != exitOK {
			t.Fatalf("list: exit %d, %v, %s", code, err, stderr)
		}
		seen, after = seen+len(list.Quarantined), list.Next
		if len(list.Quarantined) != want || (list.Next != 0) != (want == 500) {
			t.Errorf("a page of %d, the next behind %d; want %d", len(list.Quarantined), list.Next, want)
		}
	}
	if seen != 600 {
		t.Errorf("%d records on both pages, want 600", seen)
	}
	if _, stderr, _ := ringside(t, "quarantine", "list", "--data", data); !strings.Contains(stderr, "--after") {
		t.Errorf("a first page says %q of the next", stderr)
	}
}

func TestStoreRebuildMakesTheSameFigures(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	data := filepath.Join(t.TempDir(), "data")
	if _, stderr, code := ringside(t, "store", "rebuild", "--data", data); code != exitFailed || !strings.Contains(stderr, "no data folder") {
		t.Errorf("without a folder: exit %d, %s", code, stderr)
	}
	if _, stderr, code := ringside(t, "import", history.dir, "--data", data); code != exitOK && code != exitIncomplete {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	panels := func() string {
		stdout, stderr, code := ringside(t, "query", "--panels", "--from", "2026-10-20", "--to", "2026-11-10", "--data", data, "--format", "csv")
		if code != exitOK {
			t.Fatalf("query: exit %d, %s", code, stderr)
		}
		return stdout
	}
	before := panels()
	if _, stderr, code := ringside(t, "store", "rebuild", "--data", data); code != exitOK || !strings.Contains(stderr, " records\n") {
		t.Errorf("rebuild: exit %d, %s", code, stderr)
	}
	if after := panels(); before != after || before == "" {
		t.Errorf("panels before:\n%s\nafter:\n%s", before, after)
	}
}

func jsonText(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMistakesOnTheCommandLineSayWhatToDo(t *testing.T) {
	t.Parallel()
	f := func(wantCode int, wantText string, args ...string) {
		t.Helper()
		_, stderr, code := ringside(t, args...)
		if code != wantCode || !strings.Contains(stderr, wantText) {
			t.Errorf("ringside %s: exit %d, %q; want exit %d and %q", strings.Join(args, " "), code, stderr, wantCode, wantText)
		}
	}
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	f(exitUsage, "between 12 and 2000", "demo", "--agents", "5", "--data", nowhere)
	f(exitUsage, "between 12 and 2000", "simulate", "--agents", "5", "--out", nowhere)
	for _, key := range []string{"key\n", " key", "a\nb", "\x7f"} {
		f(exitUsage, "RINGSIDE_INGEST_KEY", "serve", "--ingest-key", key, "--data", nowhere)
		f(exitUsage, "RINGSIDE_INGEST_KEY", "demo", "--ingest-key", key, "--data", nowhere)
	}
	for _, mib := range []string{"-1", "1048577"} {
		f(exitUsage, "--hot-memory", "serve", "--hot-memory="+mib, "--data", nowhere)
	}
	for _, budget := range []string{"0", "-1", "6"} {
		f(exitUsage, "--connect-budget", "serve", "--connect-budget="+budget, "--data", nowhere)
	}
	for _, address := range []string{"0.0.0.0:0", ":0", "10.0.0.1:0", "nonsense"} {
		f(exitUsage, "127.0.0.1", "serve", "--listen", address, "--data", nowhere)
	}
	f(exitFailed, "no folder", "import", os.Args[0], "--data", os.Args[0])
	f(exitFailed, "once only", "import", "-", "-", "--data", nowhere)
	f(exitUsage, "--connect-fault", "demo", "--connect-fault=flood", "--data", nowhere)
	f(exitUsage, "--panels", "query", "--from", "2026-11-01", "--to", "2026-11-02")
	f(exitFailed, "no data folder", "query", "--panels", "--from", "2026-11-01", "--to", "2026-11-02", "--data", nowhere)
	f(exitUsage, "--range last_business_day", "query", "contacts_handled")
	f(exitUsage, "--range last_business_day", "export", "contacts", "--from", "2026-11-01")
	f(exitUsage, "DIM=VALUE", "query", "contacts_handled", "--where", "queue", "--from", "2026-11-01", "--to", "2026-11-02")
	f(exitUsage, "--help", "dance")
	f(exitUsage, "--days", "simulate", "--days", "0", "--out", nowhere)
	f(exitFailed, "no such file", "import", nowhere, "--data", filepath.Join(t.TempDir(), "data"))
	f(exitUsage, "http://", "query", "--panels", "--from", "2026-11-01", "--to", "2026-11-02", "--server", "localhost")
}

func TestCompletionPrintsNothingButWhatCanFollow(t *testing.T) {
	t.Setenv("COMP_LINE", "ringside quarantine ")
	// Bash and zsh give the command, the word and the one before; fish gives nothing.
	for _, args := range [][]string{{"ringside", "", "quarantine"}, nil} {
		stdout, stderr, code := ringside(t, args...)
		if diff := cmp.Diff([]string{"list\n", "replay\n", "show\n"}, slices.Sorted(strings.Lines(stdout))); diff != "" || stderr != "" || code != exitOK {
			t.Errorf("%q: exit %d, %q, %s", args, code, stderr, diff)
		}
	}
}

func TestHelpTeachesEachCommand(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"serve", "demo", "import", "query", "export", "simulate", "quarantine", "key", "store", "version"} {
		stdout, _, code := ringside(t, command, "--help")
		if code != exitOK || !strings.Contains(stdout, "Usage: ringside "+command) {
			t.Errorf("%s --help: exit %d\n%s", command, code, stdout)
		}
	}
}

func TestSimulateSaysHowMuchItWillBeBeforeItBegins(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // what is said is said before
	f := func(want string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		s := session{ctx: ctx, stdin: strings.NewReader(""), stdout: &out, stderr: &errs}
		if code := run(s, append([]string{"simulate", "--out", t.TempDir()}, args...)); code != exitInterrupted {
			t.Errorf("%v: exit %d, %s", args, code, &errs)
		}
		if first, _, _ := strings.Cut(errs.String(), "\n"); !strings.Contains(first, want) || (want == "") != (first == "ringside: stopped") {
			t.Errorf("%v: first says %q, want a word of %q", args, first, want)
		}
	}
	f("About 1642 GB will be written, in about 137 min.", "--days", "365", "--agents", "2000")
	f("--only contact_records", "--days", "365", "--agents", "60")
	f("About 102 GB", "--days", "365", "--agents", "2000", "--only", "contact_records")
	f("", "--days", "7", "--agents", "60")
	f("", "--days", "365", "--agents", "60", "--only", "contact_records")
}

func TestSimulateEstimatesItsSize(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, stderr, code := ringside(t, "simulate", "--days", "7", "--agents", "20", "--out", dir); code != exitOK {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	for kind := range perAgentDay {
		info, err := os.Stat(filepath.Join(dir, kind+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		expected := (&simulateCommand{Days: 7, Agents: 20, Only: kind}).expected()
		if ratio := float64(info.Size()) / float64(expected); ratio < 0.67 || ratio > 1.5 {
			t.Errorf("%s: %d bytes, and %d were expected", kind, info.Size(), expected)
		}
	}
}
