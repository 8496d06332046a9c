package firehose

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

func TestDeliveryIsAnsweredByTheProtocol(t *testing.T) {
	for name, r := range map[string]*http.Request{"plain": request(body("a", "", "b\n")), "gzip": zippedRequest(zipped(body("a", "", "b\n")))} {
		t.Run(name, func(t *testing.T) {
			s := &sink{}
			check(t, serve(door(s), r), http.StatusOK, requestID)
			if diff := cmp.Diff([]string{"a", "", "b\n"}, s.records()); diff != "" {
				t.Errorf("delivered (-want +got):\n%s", diff)
			}
			if got := s.batches[0]; got.Source != "firehose" || !got.Received.Equal(noon) {
				t.Errorf("source %q, received %v", got.Source, got.Received)
			}
		})
	}
}

func TestDocumentedRequestIsTaken(t *testing.T) {
	// After the sample of "Understand HTTP endpoint delivery request and response specifications", with its missing comma.
	s := &sink{}
	r := request(`{
  "requestId": "ed1f7a80-22c4-4f0a-9d77-8a1b2c3d4e5f",
  "timestamp": 1578090901599,
  "records": [ {"data": "aGVsbG8="}, {"data": "aGVsbG8gd29ybGQ="} ]
}`)
	r.Header.Set("X-Amz-Firehose-Common-Attributes", `{"commonAttributes":{"deployment-context":"pre-prod-gamma"}}`)
	check(t, serve(door(s), r), http.StatusOK, requestID)
	if diff := cmp.Diff([]string{"hello", "hello world"}, s.records()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func TestAnythingElseIsRefusedAndNothingIsStored(t *testing.T) {
	many := make([]string, maxRecords+1)
	truncated := zipped(body(strings.Repeat("abc", 1000)))
	truncated = truncated[:len(truncated)-10]
	header := func(r *http.Request, name, value string) *http.Request {
		r.Header.Set(name, value)
		return r
	}
	get := request("")
	get.Method = http.MethodGet
	for name, test := range map[string]struct {
		r      *http.Request
		status int
		reason string
	}{
		"wrong key":              {header(request(body("a")), headerKey, "wrong"), 401, "Access-Key"},
		"no key":                 {header(request(body("a")), headerKey, ""), 401, "Access-Key"},
		"wrong key, broken body": {header(request("{"), headerKey, "wrong"), 401, "Access-Key"},
		"not a POST":             {get, 405, "POST"},
		"other version":          {header(request(body("a")), headerVersion, "2.0"), 400, "1.0"},
		"empty body":             {request(""), 400, "JSON"},
		"not JSON":               {request("hello"), 400, "JSON"},
		"cut off":                {request(body("a")[:40]), 400, "JSON"},
		"array":                  {request("[" + body("a") + "]"), 400, "object"},
		"null":                   {request("null"), 400, "object"},
		"two bodies":             {request(body("a") + body("b")), 400, "follows"},
		"a bare record":          {request(`{"ContactId":"a"}`), 400, "no records"},
		"no records":             {request(`{"requestId":"x"}`), 400, "no records"},
		"0 records":              {request(body()), 400, "no records"},
		"10,001 records":         {request(body(many...)), 400, "more than 10000"},
		"records null":           {request(`{"requestId":"x","records":null}`), 400, "not an array"},
		"record a string":        {request(`{"records":["YQ=="]}`), 400, "not an object"},
		"record without data":    {request(`{"records":[{"data":"YQ=="},{}]}`), 400, "record 1 has no data"},
		"data null":              {request(`{"records":[{"data":null}]}`), 400, "record 0"},
		"data a number":          {request(`{"records":[{"data":1}]}`), 400, "record 0"},
		"data not base64":        {request(`{"records":[{"data":"YQ=="},{"data":"***"}]}`), 400, "record 1"},
		"data base64url":         {request(`{"records":[{"data":"_-8="}]}`), 400, "base64"},
		"data unpadded":          {request(`{"records":[{"data":"YQ"}]}`), 400, "base64"},
		"data with a line break": {request(`{"records":[{"data":"YQ\n=="}]}`), 400, "base64"},
		"data twice":             {request(`{"records":[{"data":"YQ==","data":"Yg=="}]}`), 400, "JSON"},
		"records twice":          {request(`{"records":[{"data":"YQ=="}],"records":[]}`), 400, "JSON"},
		"invalid UTF-8":          {request("{\"x\":\"\xff\",\"records\":[]}"), 400, "JSON"},
		"requestId a number":     {request(`{"requestId":1,"records":[{"data":"YQ=="}]}`), 400, "requestId"},
		"requestId endless":      {request(`{"requestId":"` + strings.Repeat("x", 2000) + `","records":[{"data":"YQ=="}]}`), 400, "requestId"},
		"not gzip":               {zippedRequest(body("a")), 400, "gzip"},
		"gzip of nothing":        {zippedRequest(""), 400, "gzip"},
		"gzip cut off":           {zippedRequest(truncated), 400, "end"},
		"unannounced gzip":       {request(zipped(body("a"))), 400, "JSON"},
		"other encoding":         {header(request(body("a")), "Content-Encoding", "br"), 400, "Content-Encoding"},
		"too large":              {request(body(strings.Repeat("x", 1<<20))), 400, "larger than"},
		"too large within white": {request(strings.Repeat(" ", 1<<20) + body("a")), 400, "larger than"},
		"too large after gzip":   {zippedRequest(zipped(body(strings.Repeat("x", 1<<20)))), 400, "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &sink{}
			reason := check(t, serve(door(s, func(o *Options) { o.MaxBody = 1 << 20 }), test.r), test.status, requestID)
			if !strings.Contains(reason, test.reason) {
				t.Errorf("reason %q does not speak of %q", reason, test.reason)
			}
			if got := s.records(); len(got) != 0 {
				t.Errorf("stored %q", got)
			}
		})
	}
}

func TestLargeRecordsAreTaken(t *testing.T) {
	s := &sink{}
	large := strings.Repeat("x", 5<<20) // five times what the protocol allows
	check(t, serve(door(s), zippedRequest(zipped(body("a", large, "b")))), http.StatusOK, requestID)
	if got := s.records(); len(got) != 3 || got[0] != "a" || got[1] != large || got[2] != "b" {
		t.Errorf("%d records delivered, or not as they were sent", len(got))
	}
}

// Without gzip and door, which under the race detector would take minutes for as many bytes.
func TestRecordThatNoJournalTakesIsRefusedForGood(t *testing.T) {
	body := `{"records":[{"data":"` + strings.Repeat("A", base64.StdEncoding.EncodedLen(maxRecord+1)) + `"}]}`
	_, err := parse(strings.NewReader(body), ingest.NewMemory(1<<30).Loan())
	var refusal *ingest.Refusal
	if !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest || !strings.Contains(refusal.Public, "record 0 is larger") {
		t.Errorf("error %v, want a refusal of record 0", err)
	}
}

func TestTenThousandRecordsAreTakenAsTheyWere(t *testing.T) {
	s := &sink{}
	data := make([]string, maxRecords)
	for i := range data {
		data[i] = strings.Repeat(strconv.Itoa(i), i%200)
	}
	check(t, serve(door(s), request(body(data...))), http.StatusOK, requestID)
	if diff := cmp.Diff(data, s.records()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func TestSlashesMayBeEscaped(t *testing.T) {
	s := &sink{}
	check(t, serve(door(s), request(`{"records":[{"data":"\/\/\/\/"}]}`)), http.StatusOK, requestID)
	if diff := cmp.Diff([]string{"\xff\xff\xff"}, s.records()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func TestRequestIDComesFromTheHeaderThenFromTheBody(t *testing.T) {
	s := &sink{}
	other := request(body("a"))
	other.Header.Set(headerRequestID, "from-the-header")
	check(t, serve(door(s), other), http.StatusOK, "from-the-header")

	bodyOnly := request(body("b"))
	bodyOnly.Header.Del(headerRequestID)
	check(t, serve(door(s), bodyOnly), http.StatusOK, requestID)

	neither := request(`{"records":[{"data":"Yw=="}]}`)
	neither.Header.Del(headerRequestID)
	check(t, serve(door(s), neither), http.StatusBadRequest, "")

	if diff := cmp.Diff([]string{"a", "b"}, s.records()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func TestReplayedRequestIsProcessedAgain(t *testing.T) {
	s := &sink{}
	h := door(s)
	for range 2 {
		check(t, serve(h, request(body("a"))), http.StatusOK, requestID)
	}
	if got := len(s.batches); got != 2 {
		t.Errorf("processed %d times, want 2: records are known by their identity, not by the request", got)
	}
}

func TestStoreFailureIsNeverAcknowledged(t *testing.T) {
	for name, err := range map[string]error{
		"unavailable": fmt.Errorf("disk full: %w", store.ErrUnavailable), "other": errors.New("unexpected"), "too late": context.DeadlineExceeded,
	} {
		t.Run(name, func(t *testing.T) {
			s := &sink{err: err}
			message := check(t, serve(door(s), request(body("a"))), http.StatusServiceUnavailable, requestID)
			if strings.Contains(message, "disk") || strings.Contains(message, "unexpected") {
				t.Errorf("reason %q tells the sender of our insides", message)
			}
		})
	}
}

func TestSlowStoreIsGivenUpInTime(t *testing.T) {
	s := &sink{entered: make(chan struct{}, 1), leave: make(chan struct{})}
	h := door(s, func(o *Options) { o.Timeout = time.Millisecond })
	check(t, serve(h, request(body("a"))), http.StatusServiceUnavailable, requestID)
}

func TestTooMuchAtOnceIsToldToComeAgain(t *testing.T) {
	s := &sink{entered: make(chan struct{}), leave: make(chan struct{})}
	h := door(s, func(o *Options) { o.MaxMemory = 2*arenaSize - 1 })
	first := make(chan answer, 1) // sent to once
	go func() { first <- serve(h, request(body("a"))) }()
	<-s.entered
	check(t, serve(h, request(body("b"))), http.StatusServiceUnavailable, requestID)
	close(s.leave)
	check(t, <-first, http.StatusOK, requestID)
	s.entered = nil
	check(t, serve(h, request(body("c"))), http.StatusOK, requestID)
	if diff := cmp.Diff([]string{"a", "c"}, s.records()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

func TestBodyThatNeverEndsItsTextIsBounded(t *testing.T) {
	s := &sink{}
	endless := `{"records":[{"data":"` + strings.Repeat("A", 3<<20)
	got := serve(door(s, func(o *Options) { o.MaxMemory = 2 << 20 }), zippedRequest(zipped(endless)))
	check(t, got, http.StatusServiceUnavailable, requestID)
}

func TestErrorMessageKeepsTheProtocolsLength(t *testing.T) {
	w := httptest.NewRecorder()
	door(&sink{}).answer(w, 400, "x", strings.Repeat("한", maxErrorMessage+1))
	message := check(t, answer{status: w.Code, header: w.Header(), content: w.Body.Bytes()}, 400, "x")
	if got := len([]rune(message)); got != maxErrorMessage {
		t.Errorf("%d characters, want %d", got, maxErrorMessage)
	}
}

func TestAnswerOverTheWire(t *testing.T) {
	server := httptest.NewServer(door(&sink{}))
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(body("a")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(headerKey, "right")
	r.Header.Set(headerRequestID, requestID)
	r.Header.Set("Accept-Encoding", "gzip")
	client := server.Client()
	defer client.CloseIdleConnections()
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if len(response.TransferEncoding) > 0 {
		t.Errorf("Transfer-Encoding %v, want Content-Length", response.TransferEncoding)
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	check(t, answer{status: response.StatusCode, header: response.Header, content: content}, http.StatusOK, requestID)
}
