package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/api"
)

var span = []string{"--from", "2026-10-20", "--to", "2026-11-10"}

// exportFolder is a data folder with some contacts.
func exportFolder(t *testing.T) (data string, s simulated) {
	t.Helper()
	s = simulate(t, 3)
	data = filepath.Join(t.TempDir(), "data")
	if _, stderr, code := ringside(t, "import", s.dir, "--data", data); code != exitOK && code != exitIncomplete {
		t.Fatalf("import: %d %s", code, stderr)
	}
	return data, s
}

func records(t *testing.T, file string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestExportWritesWhatQueryAnswers(t *testing.T) {
	data, _ := exportFolder(t)
	asked := slices.Concat([]string{"contacts_handled", "avg_handle_time", "--every", "1d", "--by", "queue", "--data", data}, span)
	table, stderr, code := ringside(t, append([]string{"query", "--format", "csv"}, asked...)...)
	if code != exitOK {
		t.Fatalf("query: %d %s", code, stderr)
	}
	exported, stderr, code := ringside(t, append([]string{"export"}, asked...)...)
	if code != exitOK || stderr != "" {
		t.Fatalf("export: %d %s", code, stderr)
	}
	got := records(t, exported)
	for i := range got {
		got[i] = got[i][:len(got[i])-1] // total
	}
	if diff := cmp.Diff(records(t, table), got[:len(got)-1]); diff != "" {
		t.Errorf("(-query +export):\n%s", diff)
	}
}

func TestExportLeavesAFileAndItsManifest(t *testing.T) {
	data, s := exportFolder(t)
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
	record := strings.Replace(string(s.lines[0]), `"LastUpdateTimestamp":"2026`, `"LastUpdateTimestamp":"2027`, 1)
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

func TestExportThatIsStoppedLeavesNothing(t *testing.T) {
	data, _ := exportFolder(t)
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

func TestExportRefusesWhatMakesNoSense(t *testing.T) {
	data := filepath.Join(t.TempDir(), "none")
	for want, args := range map[string][]string{
		"say what":              {},
		"say from when to when": {"contacts"},
		"by themselves":         slices.Concat([]string{"contacts", "contacts_handled"}, span),
		"leave out":             {"contacts", "--since", "export_test.go"},
		"not the manifest":      {"--since", "export_test.go"},
		"no data folder":        slices.Concat([]string{"contacts"}, span),
		"DIM=VALUE":             slices.Concat([]string{"contacts", "--where", "queue"}, span),
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
