package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest/file"
)

func TestImportOfAMissingPathMakesNoFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	_, stderr, code := ringside(t, "import", filepath.Join(dir, "missing"), "--data", data)
	if code != exitFailed || !strings.Contains(stderr, "missing") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	if _, err := os.Stat(data); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the data folder: %v, want none", err)
	}
}

func TestImportOfANamedPipeStopsWhenTold(t *testing.T) {
	t.Parallel()
	for name, target := range map[string]func(t *testing.T) []string{
		"into a folder": func(t *testing.T) []string { return []string{"--data", t.TempDir()} },
		"through a server": func(t *testing.T) []string {
			return []string{"--server", startServer(t, t.TempDir()).url, "--token", testKey}
		},
	} {
		for writer, text := range map[string]string{"nothing written": "", "a record begun": `{"ContactId":`} {
			t.Run(name+", "+writer, func(t *testing.T) {
				t.Parallel()
				stopImport(t, text, target(t)...)
			})
		}
	}
}

// stopImport imports a named pipe into which the text is written and nothing more, and tells the import to stop.
func stopImport(t *testing.T, text string, target ...string) {
	t.Helper()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], append([]string{"import", pipe}, target...)...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenFile(pipe, os.O_WRONLY, 0) // returns when the import opens its end
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the exit code says more
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(stderr.String(), "stopped") {
		t.Errorf("exit %d, %q; want %d", code, stderr.String(), exitInterrupted)
	}
}

func TestDamagedFileSaysWhatToDo(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	path := cutFile(t, history.lines)
	stdout, stderr, code := ringside(t, "import", path, "--data", t.TempDir(), "--format", "json")
	if code != exitFailed || !strings.Contains(stderr, "damaged after byte") || !strings.Contains(stderr, "import it again") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	var result file.Result
	if err := json.Unmarshal([]byte(stdout), &result); err != nil || result.Stored == 0 {
		t.Errorf("result %+v, %v: what came before the damage is missing", result, err)
	}
}

// cutFile is a packed file that ends half-way.
func cutFile(t *testing.T, lines [][]byte) string {
	t.Helper()
	var packed bytes.Buffer
	zipper := gzip.NewWriter(&packed)
	_, _ = zipper.Write(bytes.Join(lines, []byte("\n"))) // into memory: it cannot fail
	_ = zipper.Close()
	path := filepath.Join(t.TempDir(), "cut.gz")
	if err := os.WriteFile(path, packed.Bytes()[:packed.Len()/2], 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDamagedFileIsToldAlikeByAServer(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	paths := []string{cutFile(t, history.lines), filepath.Join(t.TempDir(), "missing.gz"), filepath.Join(history.dir, "agent_events.jsonl")}
	if err := os.WriteFile(paths[1], []byte("\x89PNG\r\n\x1a\n\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServer(t, t.TempDir())
	results := map[string]file.Result{}
	for name, target := range map[string][]string{"folder": {"--data", t.TempDir()}, "server": {"--server", s.url, "--token", testKey}} {
		stdout, stderr, code := ringside(t, append(append([]string{"import", "--format", "json"}, paths...), target...)...)
		if code != exitFailed || !strings.Contains(stderr, "damaged after byte") || !strings.Contains(stderr, "missing.gz") ||
			!strings.Contains(stderr, "nothing is counted twice") {
			t.Errorf("%s: exit %d, %q", name, code, stderr)
		}
		var result file.Result
		if err := json.Unmarshal([]byte(stdout), &result); err != nil {
			t.Errorf("%s: printed %q: %v", name, stdout, err)
		}
		result.Seconds = 0
		results[name] = result
	}
	if least := int64(history.truth.Deliveries["agent_events"].Deliveries); results["folder"].Read <= least {
		t.Errorf("%d records read, want some of the damaged file and the %d of the last", results["folder"].Read, least)
	}
	if diff := cmp.Diff(results["folder"], results["server"]); diff != "" {
		t.Errorf("what became of the records (-folder +server):\n%s", diff)
	}
}

func TestUploadThatIsNoTextIsTheFilesFault(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	for name, content := range map[string]string{"picture": "\x89PNG\r\n\x1a\n\x00", "archive": "PK\x03\x04", "begun gzip": "\x1f\x8b\x08\x00"} {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, stderr, code := ringside(t, "import", path, "--server", s.url, "--token", testKey); code != exitFailed || !strings.Contains(stderr, "cannot be read") {
			t.Errorf("%s: exit %d, %q", name, code, stderr)
		}
	}
	s.kill() // only then is the log whole
	if strings.Contains(s.logs.String(), "level=ERROR") {
		t.Errorf("the log calls it our error:\n%s", s.logs)
	}
}

func TestRequestWhoseBodyDoesNotComeIsAnswered(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	for _, path := range []string{"/ingest/firehose", "/ingest/eventbridge"} {
		var dialer net.Dialer
		connection, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(connection, "POST "+path+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 45\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
		_ = connection.SetReadDeadline(time.Now().Add(time.Minute)) // so that this test ends without the answer too
		if answer, err := bufio.NewReader(connection).ReadString('\n'); err != nil || !strings.Contains(answer, "401") {
			t.Errorf("%s: answer %q, %v", path, answer, err)
		}
		_ = connection.Close()
	}
}
