package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/sample"
)

var span = []string{"--from", "2026-10-20", "--to", "2026-11-10"}

func records(t *testing.T, file string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestExportWritesWhatQueryAnswers(t *testing.T) {
	data := importHistory(t).data
	asked := slices.Concat([]string{"contacts_handled", "avg_handle_time", "--every", "1d", "--by", "queue", "--data", data}, span)
	table, said, code := ringside(t, append([]string{"query", "--format", "csv"}, asked...)...)
	if code != exitOK {
		t.Fatalf("query: %d %s", code, said)
	}
	exported, stderr, code := ringside(t, append([]string{"export"}, asked...)...)
	if code != exitOK || stderr != said {
		t.Fatalf("export: %d %s; the query said %s", code, stderr, said)
	}
	got := records(t, exported)
	for i := range got {
		got[i] = got[i][:len(got[i])-1] // total
	}
	if diff := cmp.Diff(records(t, table), got[:len(got)-1]); diff != "" {
		t.Errorf("(-query +export):\n%s", diff)
	}
}

func TestExportAsksForComparisonTopAndAttributes(t *testing.T) {
	data := importHistory(t).data
	head := func(args ...string) []string {
		t.Helper()
		file, stderr, code := ringside(t, slices.Concat([]string{"export", "--data", data}, args, span)...)
		if code != exitOK {
			t.Fatalf("%q: %d %s", args, code, stderr)
		}
		return records(t, file)[0]
	}
	got := head("contacts_handled", "--by", "queue", "--top", "2", "--compare", "week_before")
	want := []string{"queue", "queue_arn", "contacts_handled", "compare:contacts_handled", "difference:contacts_handled", "total", "others"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if got := head("contacts", "--attribute", "a,b", "--attribute", "none"); !slices.Equal(got[len(got)-2:], []string{"attribute:a,b", "attribute:none"}) {
		t.Errorf("the last columns are %q", got[len(got)-2:])
	}
	if got := head("contacts", "--all-attributes"); !slices.ContainsFunc(got, func(name string) bool { return strings.HasPrefix(name, "attribute:") }) {
		t.Errorf("no attribute among %q", got)
	}
}

func TestExportLeavesAFileAndItsManifest(t *testing.T) {
	folder := importHistory(t)
	data := folder.data
	out := filepath.Join(t.TempDir(), "상담.csv")
	if _, stderr, code := ringside(t, slices.Concat([]string{"export", "contacts", "--out", out, "--data", data}, span)...); code != exitOK {
		t.Fatalf("export: %d %s", code, stderr)
	}
	rows := records(t, readText(t, out))
	var manifest api.ExportManifest
	if err := json.Unmarshal([]byte(readText(t, out+".manifest.json")), &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Rows != int64(len(rows)-1) || manifest.Rows == 0 || manifest.Position == 0 || manifest.Request.Contacts == nil {
		t.Errorf("%d rows with the manifest %+v", len(rows)-1, manifest)
	}

	since := func() [][]string {
		stdout, stderr, code := ringside(t, "export", "--since", out+".manifest.json", "--data", data)
		if code != exitOK {
			t.Fatalf("export --since: %d %s", code, stderr)
		}
		return records(t, stdout)
	}
	if changed := since(); len(changed) != 1 {
		t.Errorf("%d contacts changed, and nothing arrived", len(changed)-1)
	}
	late := filepath.Join(t.TempDir(), "late.json")
	record := strings.Replace(string(folder.history.lines[0]), `"LastUpdateTimestamp":"2026`, `"LastUpdateTimestamp":"2027`, 1)
	if err := os.WriteFile(late, []byte(record), 0o600); err != nil {
		t.Fatal(err)
	}
	if stdout, stderr, code := ringside(t, "import", late, "--data", data, "--format", "json"); code != exitOK || !strings.Contains(stdout, `"updated":1`) {
		t.Fatalf("import: %d %s %s", code, stdout, stderr)
	}
	if changed := since(); len(changed) != 2 || changed[1][0] != "updated" {
		t.Errorf("changed: %v", changed)
	}
}

// TestExportTellsWhatTheLiveBoardShowed writes samples as a server keeps them, and asks for them without one.
func TestExportTellsWhatTheLiveBoardShowed(t *testing.T) {
	data := t.TempDir()
	from := time.Now().UTC().Truncate(time.Hour).Add(-time.Hour)
	rows := func() [][]string {
		file, stderr, code := ringside(t, "export", "live-history", "--data", data, "--zone", "UTC", "--step", "15m",
			"--from", from.Format(time.RFC3339), "--to", from.Add(time.Hour).Format(time.RFC3339))
		if code != exitOK {
			return [][]string{{stderr}}
		}
		return records(t, file)
	}
	if got := rows(); len(got) != 1 || !strings.Contains(got[0][0], "not kept here") {
		t.Errorf("where no server was, %q is answered", got)
	}
	kept, err := sample.Open(t.Context(), sample.Options{Folder: data})
	if err != nil {
		t.Fatal(err)
	}
	for i := range int64(4) {
		err := kept.Put(t.Context(), sample.Moment{At: from.Add(time.Duration(i) * 15 * time.Minute), Series: map[string]sample.Values{
			sample.Whole: {sample.InQueue: i, sample.Waiting: i},
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	got := rows()
	depth := slices.Index(got[0], "total_last")
	if len(got) != 5 || depth < 0 {
		t.Fatalf("exported is %q", got)
	}
	var depths []string
	for _, row := range got[1:] {
		depths = append(depths, row[depth])
	}
	if diff := cmp.Diff([]string{"0", "1", "2", "3"}, depths); diff != "" {
		t.Errorf("depths (-want +got):\n%s", diff)
	}
}

func TestExportThatIsStoppedLeavesNothing(t *testing.T) {
	data := importHistory(t).data
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var stderr strings.Builder
	out := filepath.Join(dir, "a.csv")
	code := run(session{ctx: ctx, stdin: strings.NewReader(""), stdout: &strings.Builder{}, stderr: &stderr},
		slices.Concat([]string{"export", "contacts", "--out", out, "--data", data}, span))
	if code != exitInterrupted {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("left %v, error %v", files, err)
	}
}

// halfway is a server whose exports stop when a part has come, until their taker leaves; half gets one then.
func halfway(t *testing.T, half chan<- struct{}) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(api.ExportHeader, `{"rows":2,"position":1}`)
		_, _ = io.WriteString(w, "contact_id\r\nc1\r\n")
		_ = http.NewResponseController(w).Flush()
		select {
		case half <- struct{}{}:
		case <-r.Context().Done(): // whoever asks twice has nobody who waits for it
		}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// An interrupted export leaves neither a part nor its name; a file that was there before stays as it was.
func TestExportThatIsStoppedHalfwayLeavesNothing(t *testing.T) {
	for _, before := range []string{"", "the export of yesterday"} {
		dir := t.TempDir()
		out := filepath.Join(dir, "a.csv")
		if before != "" {
			if err := os.WriteFile(out, []byte(before), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		half := make(chan struct{})
		args := slices.Concat([]string{"export", "contacts", "--out", out, "--server", halfway(t, half)}, span)
		ctx, interrupt := context.WithCancel(t.Context())
		go func() {
			<-half
			interrupt()
		}()
		var stderr strings.Builder
		if code := run(session{ctx: ctx, stdin: strings.NewReader(""), stdout: io.Discard, stderr: &stderr}, args); code != exitInterrupted {
			t.Errorf("exit code %d: %s", code, stderr.String())
		}
		left := map[string]string{}
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			left[file.Name()] = readText(t, filepath.Join(dir, file.Name()))
		}
		want := map[string]string{}
		if before != "" {
			want["a.csv"] = before
		}
		if diff := cmp.Diff(want, left); diff != "" {
			t.Errorf("files (-want +left):\n%s", diff)
		}
	}
}

func TestQueryAndExportSayWhyTheyAreEmpty(t *testing.T) {
	data := importHistory(t).data
	for filter, want := range map[string]string{
		"channel=FAX":           `channel = "FAX"`,
		"queue=Nowhere":         `queue = "Nowhere"`,
		"attribute:none=at all": `attribute:none = "at all"`,
	} {
		for _, args := range [][]string{{"query", "contacts_handled"}, {"export", "contacts"}, {"export", "contacts_handled"}, {"query", "--panels"}} {
			if args[1] == "--panels" && strings.HasPrefix(filter, "attribute:") {
				continue // panels have no such filter
			}
			_, stderr, code := ringside(t, slices.Concat(args, []string{"--data", data, "--where", filter}, span)...)
			if code != exitOK || strings.Count(stderr, want) != 1 {
				t.Errorf("%q of %s: %d %q, want %q once", args, filter, code, stderr, want)
			}
		}
	}
}

func TestExportRefusesWhatMakesNoSense(t *testing.T) {
	data := filepath.Join(t.TempDir(), "none")
	for want, args := range map[string][]string{
		"say what":              {},
		"say from when to when": {"contacts"},
		"by themselves":         slices.Concat([]string{"contacts", "contacts_handled"}, span),
		"exported by":           slices.Concat([]string{"live-history", "contacts_handled"}, span),
		"leave out":             {"contacts", "--since", "export_test.go"},
		"not the manifest":      {"--since", "export_test.go"},
		"no data folder":        slices.Concat([]string{"contacts"}, span),
		"DIM=VALUE":             slices.Concat([]string{"contacts", "--where", "queue"}, span),
		"attributes are of":     slices.Concat([]string{"contacts_handled", "--attribute", "reason"}, span),
		"--step is for":         slices.Concat([]string{"contacts_handled", "--step", "1m"}, span),
		"one queue=NAME":        slices.Concat([]string{"live-history", "--where", "channel=VOICE"}, span),
		"exported of all days":  slices.Concat([]string{"live-history", "--only", "working_days"}, span),
		"must be one of":        slices.Concat([]string{"contacts", "--format", "pdf"}, span),
	} {
		_, stderr, code := ringside(t, slices.Concat([]string{"export", "--data", data}, args)...)
		if code == exitOK || !strings.Contains(stderr, want) {
			t.Errorf("%q: %d %s; want %q", args, code, stderr, want)
		}
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
