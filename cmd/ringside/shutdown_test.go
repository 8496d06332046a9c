package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// begin sends the head of a request and waits until its handler asks for the body.
func (s *server) begin(path string, length int, headers ...string) (net.Conn, *bufio.Reader) {
	s.t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(s.t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = connection.Close() }) // a second time, mostly
	_ = connection.SetReadDeadline(time.Now().Add(time.Minute))
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nExpect: 100-continue\r\n%s\r\n\r\n",
		path, length, strings.Join(headers, "\r\n"))
	if _, err := io.WriteString(connection, head); err != nil {
		s.t.Fatal(err)
	}
	answers := bufio.NewReader(connection)
	for _, want := range []string{"HTTP/1.1 100 Continue\r\n", "\r\n"} {
		if line, err := answers.ReadString('\n'); err != nil || line != want {
			s.t.Fatalf("POST %s: %q, %v; want %q", path, line, err, want)
		}
	}
	return connection, answers
}

func TestStoppingEndsAnUploadThatIdles(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir())
	connection, answers := s.begin("/api/v1/import", 1<<20, "Authorization: Bearer "+testKey)
	if _, err := io.WriteString(connection, `{"ContactId":`); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.stop(); err != nil {
		t.Errorf("the server ended with %v\n%s", err, s.logs)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("stopping took %v", took)
	}
	response, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body) // what is missing fails below
	if response.StatusCode != http.StatusServiceUnavailable || !bytes.Contains(text, []byte("is stopping")) {
		t.Errorf("%s: %s", response.Status, text)
	}
}

func TestStoppingLetsADeliveryFinish(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, data)
	body, err := firehoseBody([][]byte{[]byte(`{"no":"identity"}`)})
	if err != nil {
		t.Fatal(err)
	}
	connection, answers := s.begin("/ingest/firehose", len(body), "Content-Encoding: gzip",
		"X-Amz-Firehose-Request-Id: "+requestID, "X-Amz-Firehose-Access-Key: "+testKey)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for s.listens() { // what comes now is refused, what is under way is not
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := connection.Write(body); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("delivery: %s", response.Status)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the server ended with %v\n%s", err, s.logs)
	}
	var status struct {
		Appended uint64 `json:"appended"`
	}
	if startServer(t, data).get("/api/v1/ingest/status", &status); status.Appended != 1 {
		t.Errorf("%d records are kept, want the one that was acknowledged", status.Appended)
	}
}

// listens tells whether the server takes connections.
func (s *server) listens() bool {
	var dialer net.Dialer
	connection, err := dialer.DialContext(s.t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		return false
	}
	_ = connection.Close()
	return true
}
