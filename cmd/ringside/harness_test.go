package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/sim"
)

// asCommand makes this test binary behave as ringside itself, so that a process of it can be killed.
const asCommand = "RINGSIDE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		main()
	}
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// common holds what several tests read.
var common struct {
	dir string // its own for each run

	mu        sync.Mutex        // guards what follows
	histories map[int]simulated // by days
	folder    imported
}

// runAll runs the tests with a folder for what they share.
func runAll(m *testing.M) (code int, err error) {
	if common.dir, err = os.MkdirTemp("", "ringside-test"); err != nil {
		return 0, err
	}
	common.histories = map[int]simulated{}
	code = m.Run()
	return code, os.RemoveAll(common.dir)
}

// ringside runs one command within this process.
func ringside(t testing.TB, args ...string) (stdout, stderr string, code int) {
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
	return startBy(t, nil, args...)
}

// startBy is start by another command, such as taskset.
func startBy(t testing.TB, launcher []string, args ...string) *server {
	t.Helper()
	began := time.Now()
	args = slices.Concat(launcher, []string{os.Args[0]}, args)
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), args[0], args[1:]...)
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

// patience is how long anything is waited for: far more than it takes, since other work may hold the machine up.
const patience = 4 * time.Minute

// until asks fifty times a second whether something has come about, and reports whether it did in time.
func until(limit time.Duration, done func() bool) bool {
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for deadline := time.Now().Add(limit); !done(); <-pace.C {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

const requestID = "ed1f7a80-22c4-4f0a-9d77-8a1b2c3d4e5f"

// firehoseBody packs records as Firehose does.
func firehoseBody(records [][]byte) ([]byte, error) {
	type record struct {
		Data []byte `json:"data"` // base64
	}
	body := struct {
		RequestID string   `json:"requestId"`
		Timestamp int64    `json:"timestamp"`
		Records   []record `json:"records"`
	}{RequestID: requestID, Timestamp: time.Now().UnixMilli()}
	for _, r := range records {
		body.Records = append(body.Records, record{r})
	}
	var packed bytes.Buffer
	zipper, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(zipper).Encode(body); err != nil {
		return nil, err
	}
	err = zipper.Close()
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

// simulate returns days of history that end on 2026-11-01. Nobody may change it: other tests read it too.
func simulate(t *testing.T, days int) simulated {
	t.Helper()
	common.mu.Lock()
	defer common.mu.Unlock()
	s, known := common.histories[days]
	if known {
		return s
	}
	s.dir = filepath.Join(common.dir, fmt.Sprintf("history-%d", days))
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
	common.histories[days] = s
	return s
}

// imported is a data folder with three days of history.
type imported struct {
	data    string
	history simulated
	result  file.Result // of the import
}

// importHistory imports once for all tests, and gives each a copy of the folder.
func importHistory(t *testing.T) imported {
	t.Helper()
	history := simulate(t, 3)
	common.mu.Lock()
	defer common.mu.Unlock()
	if common.folder.data == "" {
		data := filepath.Join(common.dir, "data")
		common.folder = imported{data: data, history: history, result: importAll(t, data, history.dir)}
	}
	own := common.folder
	own.data = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(own.data, os.DirFS(common.folder.data)); err != nil {
		t.Fatal(err)
	}
	return own
}
