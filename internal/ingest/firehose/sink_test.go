package firehose

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const requestID = "ed1f7a80-22c4-4f0a-9d77-8a1b2c3d4e5f"

// sink remembers deliveries.
type sink struct {
	mu      sync.Mutex
	err     error
	batches []ingest.Batch
	entered chan struct{} // receives when a Write begins, if not nil
	leave   chan struct{} // holds Write until closed, if not nil
}

func (s *sink) Write(ctx context.Context, batch ingest.Batch) error {
	if s.entered != nil {
		s.entered <- struct{}{}
		select {
		case <-s.leave:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	s.batches = append(s.batches, batch)
	return nil
}

func (s *sink) records() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	records := []string{}
	for _, batch := range s.batches {
		for _, record := range batch.Records {
			records = append(records, string(record))
		}
	}
	return records
}

type keys string

func (k keys) Allowed(key string) (doors, instances []string, ours bool) {
	return nil, nil, key == string(k)
}

func door(s *sink, change ...func(*Options)) *Handler {
	o := Options{Sink: s, Keys: keys("right"), Now: func() time.Time { return noon }}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

// body is a request's body with the given data.
func body(data ...string) string {
	records := make([]string, len(data))
	for i, d := range data {
		records[i] = fmt.Sprintf(`{"data":%q}`, base64.StdEncoding.EncodeToString([]byte(d)))
	}
	return fmt.Sprintf(`{"requestId":%q,"timestamp":1772443455123,"records":[%s]}`, requestID, strings.Join(records, ","))
}

func request(content string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/ingest/firehose", strings.NewReader(content))
	r.Header.Set(headerKey, "right")
	r.Header.Set(headerRequestID, requestID)
	r.Header.Set(headerVersion, "1.0")
	r.Header.Set("Content-Type", "application/json")
	return r
}

func zipped(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, content)
	_ = w.Close()
	return b.String()
}

func zippedRequest(content string) *http.Request {
	r := request(content)
	r.Header.Set("Content-Encoding", "gzip")
	return r
}

// answer is what came back.
type answer struct {
	status  int
	header  http.Header
	content []byte
}

func serve(h http.Handler, r *http.Request) answer {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return answer{status: w.Code, header: w.Header(), content: w.Body.Bytes()}
}

// check holds an answer to the protocol: its status, its headers, its fields and their types.
func check(t *testing.T, got answer, status int, wantID string) (errorMessage string) {
	t.Helper()
	header, content := got.header, got.content
	if got.status != status {
		t.Errorf("status %d, want %d; body %s", got.status, status, content)
	}
	if got := header.Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q, want exactly application/json", got)
	}
	if got := header.Get("Content-Length"); got != strconv.Itoa(len(content)) {
		t.Errorf("Content-Length %q for %d bytes", got, len(content))
	}
	if got := header.Get("Content-Encoding"); got != "" {
		t.Errorf("Content-Encoding %q, want none", got)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(content, &fields); err != nil {
		t.Fatalf("body %s: %v", content, err)
	}
	_ = json.Unmarshal(fields["errorMessage"], &errorMessage)
	want := map[string]json.RawMessage{
		"requestId": json.RawMessage(strconv.Quote(wantID)), "timestamp": json.RawMessage(strconv.FormatInt(noon.UnixMilli(), 10)),
	}
	if status != http.StatusOK {
		want["errorMessage"] = fields["errorMessage"]
		if errorMessage == "" {
			t.Errorf("body %s has no reason", content)
		}
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	return errorMessage
}
