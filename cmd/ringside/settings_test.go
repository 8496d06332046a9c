package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// settings writes a settings file and returns its path.
func settings(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ringside.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSettingsAreRefusedWithFileLineAndWhatToDo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"misspelt":            {"zone: Asia/Seoul\n\nlisen: 127.0.0.1:1\n", []string{"line 3", "no setting lisen", "correct"}},
		"misspelt, nested":    {"ingest:\n  kye: x\n", []string{"line 2", "ingest-kye"}},
		"broken":              {"listen: [\n", []string{"line 1", "not YAML", "--config"}},
		"tab":                 {"ingest:\n\tkey: x\n", []string{"line 2", "not YAML"}},
		"control character":   {"listen: \x01\n", []string{"not YAML"}},
		"list":                {"- listen\n", []string{"line 1", "NAME: VALUE"}},
		"word":                {"listen\n", []string{"line 1", "NAME: VALUE"}},
		"twice":               {"listen: 127.0.0.1:1\nzone: UTC\nlisten: 127.0.0.1:2\n", []string{"line 3", "on line 1 already"}},
		"twice, two ways":     {"ingest-key: a\ningest:\n  key: b\n", []string{"line 3", "ingest-key", "on line 1 already"}},
		"not of the list":     {"\nlog-level: loud\n", []string{"line 2", "log-level must be one of debug,info,warn,error", `"loud"`}},
		"not a file's":        {"config: other.yaml\n", []string{"line 1", "no setting config"}},
		"two documents":       {"listen: 127.0.0.1:1\n---\nzone: UTC\n", []string{"one YAML document"}},
		"alias":               {"zone: &a UTC\nlisten: *a\n", []string{"line 2", "write the value out"}},
		"list of lists":       {"allowed-host: [[a]]\n", []string{"line 1", "plain values"}},
		"list of itself":      {"allowed-host: &a [*a]\n", []string{"line 1"}},
		"mapping for a value": {"zone: &a {b: c}\n", []string{"line 1", "zone-b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := settings(t, test.text)
			_, stderr, code := ringside(t, "serve", "--config", path, "--data", t.TempDir())
			if code != exitUsage {
				t.Errorf("exit %d, want %d", code, exitUsage)
			}
			for _, want := range append(test.want, path) {
				if !strings.Contains(stderr, want) {
					t.Errorf("message without %q:\n%s", want, stderr)
				}
			}
		})
	}
}

func TestSettingWithAValueOfTheWrongKindNamesItsLine(t *testing.T) {
	t.Parallel()
	path := settings(t, "seed: 1\nspeed: fast\n")
	if _, stderr, code := ringside(t, "demo", "--config", path, "--data", t.TempDir()); code != exitUsage ||
		!strings.Contains(stderr, "line 2: speed") || !strings.Contains(stderr, path) {
		t.Errorf("exit %d, %q", code, stderr)
	}
	// What another command needs is none of this one's business.
	if _, stderr, code := ringside(t, "simulate", "--config", path, "--days", "1", "--agents", "12", "--out", t.TempDir()); code != exitOK {
		t.Errorf("simulate with a wrong setting of demo: exit %d, %q", code, stderr)
	}
}

func TestEmptySettingsSetNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "---\n", "~\n"} {
		_, stderr, code := ringside(t, "serve", "--config", settings(t, text), "--listen", "0.0.0.0:1", "--data", t.TempDir())
		if code != exitUsage || !strings.Contains(stderr, "loopback") {
			t.Errorf("%q: exit %d, %q", text, code, stderr)
		}
	}
}

func TestMissingSettingsFileThatWasAskedForIsNamed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none.yaml")
	if _, stderr, code := ringside(t, "serve", "--config", path); code != exitUsage || !strings.Contains(stderr, path) {
		t.Errorf("exit %d, %q", code, stderr)
	}
}

func TestBrokenSettingsStopNoCommandThatNeedsNone(t *testing.T) {
	t.Chdir(filepath.Dir(settings(t, "listen: [\n")))
	for _, args := range [][]string{
		{"version"}, {"--help"}, {"serve", "--help"}, {"quarantine", "list", "--help"}, {"completion", "bash"}, {"completion", "--code", "zsh"},
	} {
		if stdout, stderr, code := ringside(t, args...); code != exitOK || stdout == "" || strings.Contains(stderr, "yaml") {
			t.Errorf("ringside %s: exit %d, %q", strings.Join(args, " "), code, stderr)
		}
	}
	for _, args := range [][]string{{"serve"}, {"quarantine", "list"}, {"import", "x"}} {
		if _, stderr, code := ringside(t, args...); code != exitUsage || !strings.Contains(stderr, "ringside.yaml, line 1") {
			t.Errorf("ringside %s: exit %d, %q", strings.Join(args, " "), code, stderr)
		}
	}
}

func TestFlagIsStrongerThanVariableAndVariableThanFile(t *testing.T) {
	path := settings(t, "listen: 0.0.0.0:1\ningest: {key: a-nested-one}\n")
	listens := func(where string, args ...string) {
		t.Helper()
		_, stderr, code := ringside(t, append([]string{"serve", "--config", path, "--data", t.TempDir()}, args...)...)
		if code != exitUsage || !strings.Contains(stderr, where) {
			t.Errorf("exit %d, %q; want it to listen on %s", code, stderr, where)
		}
	}
	listens("0.0.0.0:1")
	t.Setenv("RINGSIDE_LISTEN", "0.0.0.0:2")
	listens("0.0.0.0:2")
	listens("0.0.0.0:3", "--listen", "0.0.0.0:3")
}

func TestSettingsAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	path := settings(t, `
ingest-key: 0123
zone:
allowed-host: [a.example, 1.2]
log: {level: "warn"}
from: 2026-11-01
to: 2026-11-02T00:00:00+09:00
panels: true
speed: 2.5
seed: 7
`)
	parse := func(args ...string) commandLine {
		t.Helper()
		parser, err := newParser(session{stdout: io.Discard, stderr: io.Discard}, func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(append(args, "--config", path)); err != nil {
			t.Fatal(err)
		}
		return parser.Model.Target.Interface().(commandLine)
	}
	serve := parse("serve").Serve
	if diff := cmp.Diff([]string{"0123", "Asia/Seoul", "a.example,1.2", "warn"},
		[]string{serve.IngestKey, serve.Zone, strings.Join(serve.AllowedHost, ","), serve.LogLevel}); diff != "" {
		t.Errorf("serve (-want +got):\n%s", diff)
	}
	query := parse("query").Query
	if query.From != "2026-11-01" || query.To != "2026-11-02T00:00:00+09:00" || !query.Panels {
		t.Errorf("query: %+v", query)
	}
	if demo := parse("demo").Demo; demo.Speed != 2.5 || demo.Seed != 7 {
		t.Errorf("demo: %+v", demo)
	}
}
