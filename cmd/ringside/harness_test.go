package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// asCommand makes this test binary behave as ringside itself, so that a process of it can be killed.
const asCommand = "RINGSIDE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		main()
	}
	os.Exit(m.Run())
}

// ringside runs one command within this process.
func ringside(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	s := session{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs}
	code = run(s, args)
	return out.String(), errs.String(), code
}

// server is a running ringside serve.
type server struct {
	t    testing.TB
	cmd  *exec.Cmd
	url  string
	logs *logBuffer
	took time.Duration // from start to ready
}

const testKey = "a-key-for-tests"

// logBuffer is what a server wrote to its log so far.
type logBuffer struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// startServer starts ringside serve on a data folder and waits until it is ready.
func startServer(t testing.TB, data string, args ...string) *server {
	t.Helper()
	all := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data}, args...)
	return start(t, all...)
}

func start(t testing.TB, args ...string) *server {
	t.Helper()
	began := time.Now()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1", "RINGSIDE_INGEST_KEY="+testKey)
	logs := new(logBuffer)
	cmd.Stderr = logs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, cmd: cmd, logs: logs}
	t.Cleanup(s.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		s.kill()
		t.Fatalf("server did not become ready: %v\n%s", err, logs)
	}
	_, s.url, _ = strings.Cut(strings.TrimSpace(line), ": ")
	s.took = time.Since(began)
	return s
}

// kill ends the process as kill -9 does. It may be called again.
func (s *server) kill() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Kill() // it may have ended by itself
	_ = s.cmd.Wait()         // the error says that it was killed
}

// stop asks the process to end and returns its error.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}

const requestID = "ed1f7a80-22c4-4f0a-9d77-8a1b2c3d4e5f"

// firehoseBody packs records as Firehose does.
func firehoseBody(records [][]byte) ([]byte, error) {
	type record struct {
		Data string `json:"data"`
	}
	body := struct {
		RequestID string   `json:"requestId"`
		Timestamp int64    `json:"timestamp"`
		Records   []record `json:"records"`
	}{RequestID: requestID, Timestamp: time.Now().UnixMilli()}
	for _, r := range records {
		body.Records = append(body.Records, record{base64.StdEncoding.EncodeToString(r)})
	}
	var packed bytes.Buffer
	zipper := gzip.NewWriter(&packed)
	if err := json.NewEncoder(zipper).Encode(body); err != nil {
		return nil, err
	}
	err := zipper.Close()
	return packed.Bytes(), err
}

// deliver sends records as Firehose would. It returns the status, or an error when the server is gone.
func (s *server) deliver(records ...[]byte) (int, error) {
	body, err := firehoseBody(records)
	if err != nil {
		return 0, err
	}
	return s.post(body)
}

// post sends a packed body to the Firehose door.
func (s *server) post(body []byte) (int, error) {
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+"/ingest/firehose", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Content-Encoding", "gzip")
	request.Header.Set("X-Amz-Firehose-Protocol-Version", "1.0")
	request.Header.Set("X-Amz-Firehose-Request-Id", requestID)
	request.Header.Set("X-Amz-Firehose-Access-Key", testKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}

// get reads one JSON value of the API.
func (s *server) get(path string, into any) {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatalf("GET %s: %v\n%s", path, err, s.logs)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(response.Body) // only to explain the failure
		s.t.Fatalf("GET %s: %s\n%s", path, response.Status, text)
	}
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		s.t.Fatalf("GET %s: %v", path, err)
	}
}

// simulated is a small history with what is true of it.
type simulated struct {
	dir   string
	truth sim.Truth
	lines [][]byte // contact records, as delivered
}

// simulate writes days of history that end on 2026-11-01.
func simulate(t *testing.T, days int) simulated {
	t.Helper()
	s := simulated{dir: t.TempDir()}
	if _, stderr, code := ringside(t, "simulate", "--seed", "11", "--days", fmt.Sprint(days), "--agents", "20", "--out", s.dir); code != exitOK {
		t.Fatalf("simulate: exit %d\n%s", code, stderr)
	}
	text, err := os.ReadFile(filepath.Join(s.dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &s.truth); err != nil {
		t.Fatal(err)
	}
	records, err := os.ReadFile(filepath.Join(s.dir, "contact_records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	s.lines = bytes.Split(bytes.TrimSpace(records), []byte("\n"))
	return s
}
