package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
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
