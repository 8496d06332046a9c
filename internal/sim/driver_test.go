package sim_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/sim"
)

const key = "a very secret key"

// doors is the receiving side, strict about both protocols. It is a RoundTripper, so that fake time can run.
type doors struct {
	t       *testing.T
	answer  func(w http.ResponseWriter, r *http.Request, id string, n int) bool // true when it has answered
	mu      sync.Mutex
	tries   map[string]int // by request id, or event
	bodies  map[string]string
	records map[string]int // documents by their text
	events  map[string]int
}

func newDoors(t *testing.T) *doors {
	return &doors{t: t, tries: map[string]int{}, bodies: map[string]string{}, records: map[string]int{}, events: map[string]int{}}
}

func (d *doors) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.mu.Lock()
	defer d.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if r.Method != http.MethodPost || r.ContentLength != int64(len(body)) {
		d.t.Errorf("%s %s with length %d of %d", r.Method, r.URL, r.ContentLength, len(body))
	}
	switch r.URL.Path {
	case "/ingest/firehose":
		d.firehose(w, r, body)
	case "/ingest/eventbridge":
		d.event(w, r, body)
	default:
		d.t.Errorf("request to %s", r.URL.Path)
	}
	if w.Code == http.StatusGatewayTimeout {
		return nil, errors.New("connection reset by peer")
	}
	return w.Result(), nil
}

func (d *doors) firehose(w *httptest.ResponseRecorder, r *http.Request, body []byte) {
	for name, want := range map[string]string{
		"X-Amz-Firehose-Protocol-Version": "1.0", "X-Amz-Firehose-Access-Key": key, "Content-Type": "application/json", "Content-Encoding": "gzip",
	} {
		if got := r.Header.Get(name); got != want {
			d.t.Errorf("header %s is %q, want %q", name, got, want)
		}
	}
	var envelope struct {
		RequestID string `json:"requestId"`
		Timestamp int64  `json:"timestamp"`
		Records   []struct{ Data *string }
	}
	if err := json.Unmarshal(unzip(d.t, body), &envelope); err != nil {
		d.t.Error(err)
	}
	id := envelope.RequestID
	if id == "" || id != r.Header.Get("X-Amz-Firehose-Request-Id") || envelope.Timestamp == 0 || len(envelope.Records) == 0 || len(envelope.Records) > 10000 {
		d.t.Errorf("bad envelope: id %q, timestamp %d, %d records", id, envelope.Timestamp, len(envelope.Records))
	}
	plain := unzip(d.t, body)
	content := string(plain[bytes.IndexByte(plain, '['):]) // the timestamp before it may change
	if before, again := d.bodies[id]; again && before != content {
		d.t.Errorf("request %s came again with other records", id)
	}
	d.bodies[id] = content
	d.tries[id]++
	if d.answer != nil && d.answer(w, r, id, d.tries[id]) {
		return
	}
	for _, rec := range envelope.Records {
		blob, err := base64.StdEncoding.DecodeString(*rec.Data)
		if err != nil || len(blob) > 1024000 {
			d.t.Errorf("record of %d bytes: %v", len(blob), err)
		}
		if len(blob) > 1 && blob[0] == 0x1f && blob[1] == 0x8b {
			blob = unzip(d.t, blob)
		}
		for doc := range strings.SplitSeq(strings.ReplaceAll(string(blob), "}{\"AWS", "}\x00{\"AWS"), "\x00") {
			if doc = strings.TrimSuffix(doc, "\n"); doc != "" {
				d.records[doc]++
			}
		}
	}
	good(w, id)
}

// good is the one answer that Firehose takes for success.
func good(w http.ResponseWriter, id string) {
	respond(w, 200, "application/json", `{"requestId":"`+id+`","timestamp":1772443455980}`)
}

func respond(w http.ResponseWriter, code int, kind, body string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}

func (d *doors) event(w *httptest.ResponseRecorder, r *http.Request, body []byte) {
	for name, want := range map[string]string{
		"X-Ringside-Key": key, "User-Agent": "Amazon/EventBridge/ApiDestinations", "Range": "bytes=0-1048575",
		"Content-Type": "application/json; charset=utf-8",
	} {
		if got := r.Header.Get(name); got != want {
			d.t.Errorf("header %s is %q, want %q", name, got, want)
		}
	}
	if !r.Close || !json.Valid(body) {
		d.t.Errorf("connection kept (%t) or no JSON: %s", !r.Close, body)
	}
	d.tries[string(body)]++
	if d.answer != nil && d.answer(w, r, string(body), d.tries[string(body)]) {
		return
	}
	d.events[string(body)]++
	w.WriteHeader(http.StatusNoContent)
}

func unzip(t *testing.T, b []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Error(err)
		return nil
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Error(err)
	}
	return out
}

// drive runs a driver against doors for a span of fake time.
func drive(t *testing.T, d *doors, o sim.DriverOptions, span time.Duration) sim.Sent {
	t.Helper()
	o.BaseURL, o.AccessKey, o.Client = "http://ringside.test", key, &http.Client{Transport: d}
	o.Clock = clock.Virtual(o.From, 1)
	driver, err := sim.NewDriver(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	if err := driver.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Run ended with %v, want the context's error", err)
	}
	return driver.Sent()
}

// due is what must have been delivered between two moments, by text.
func due(w *sim.World, from, to time.Time) (records, events map[string]int) {
	records, events = map[string]int{}, map[string]int{}
	for d := range w.Live(from) {
		if !d.At.Before(to) {
			return records, events
		}
		if d.Door == sim.ContactEvents {
			events[string(d.Bytes())]++
		} else {
			records[string(d.Bytes())]++
		}
	}
	return records, events
}

// missing counts what was due and was received less often than due.
func missing(due, received map[string]int) int {
	n := 0
	for doc, want := range due {
		if received[doc] < want {
			n++
		}
	}
	return n
}

func TestDriverDeliversAllThatIsDueOverMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Options{Seed: 9, Agents: 20, Broken: .01})
		from := date(w, "2026-11-05").Add(11*time.Hour + 50*time.Minute)
		d := newDoors(t)
		sent := drive(t, d, sim.DriverOptions{World: w, From: from, OneStream: true}, 21*time.Minute)
		records, events := due(w, from, from.Add(20*time.Minute))
		if len(records) < 50 || len(events) < 20 {
			t.Fatalf("only %d records and %d events are due", len(records), len(events))
		}
		if n := missing(records, d.records); n > 0 {
			t.Errorf("%d of %d records were not delivered", n, len(records))
		}
		if n := missing(events, d.events); n > 0 {
			t.Errorf("%d of %d events were not delivered", n, len(events))
		}
		later, _ := due(w, from, from.Add(22*time.Minute))
		for doc := range d.records {
			if later[doc] == 0 {
				t.Errorf("delivered what is not due: %.200s", doc)
			}
		}
		if sent.Retries != 0 || sent.Dropped != 0 {
			t.Errorf("retries and drops at willing doors: %+v", sent)
		}
	})
}

func TestDriverComesAgainUntilAnsweredAsTheProtocolWants(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Options{Seed: 9, Agents: 12, Broken: -1})
		from := date(w, "2026-11-05")
		d := newDoors(t)
		d.answer = func(rw http.ResponseWriter, r *http.Request, id string, n int) bool {
			if strings.HasSuffix(r.URL.Path, "eventbridge") {
				return refuseEvent(rw, n)
			}
			return answerBadly(rw, id, n)
		}
		sent := drive(t, d, sim.DriverOptions{World: w, From: from, Workers: 64}, 40*time.Minute)
		records, events := due(w, from, from.Add(10*time.Minute))
		if n := missing(records, d.records); n > 0 {
			t.Errorf("%d of %d records were not delivered", n, len(records))
		}
		if n := missing(events, d.events); n > 0 {
			t.Errorf("%d of %d events were not delivered", n, len(events))
		}
		if sent.Retries < 100 || sent.Dropped != 0 {
			t.Errorf("%+v: want many retries and nothing dropped", sent)
		}
	})
}

// answerBadly gives each request nine answers that Firehose does not accept.
func answerBadly(w http.ResponseWriter, id string, n int) bool {
	ok := `{"requestId":"` + id + `","timestamp":1}`
	switch n {
	case 1:
		respond(w, 503, "application/json", ok)
	case 2:
		respond(w, 202, "application/json", ok)
	case 3:
		respond(w, 200, "application/json", `{"requestId":"another","timestamp":1}`)
	case 4:
		respond(w, 200, "application/json", `{"requestId":"`+id+`","timestamp":"1"}`)
	case 5:
		respond(w, 200, "text/plain", ok)
	case 6:
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, ok) // without Content-Length
	case 7:
		w.Header().Set("Location", "/elsewhere")
		respond(w, 307, "application/json", ok)
	case 8:
		w.WriteHeader(http.StatusGatewayTimeout) // becomes a connection reset
	case 9:
		respond(w, 200, "application/json", "")
	default:
		return false
	}
	return true
}

// refuseEvent gives each event three answers after which EventBridge comes again.
func refuseEvent(w http.ResponseWriter, n int) bool {
	switch n {
	case 1:
		w.WriteHeader(401)
	case 2:
		w.Header().Set("Retry-After", "3")
		w.WriteHeader(429)
	case 3:
		w.WriteHeader(500)
	default:
		return false
	}
	return true
}

func TestDriverGivesUpOnlyWhatTheProtocolsGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Options{Seed: 9, Agents: 12, Broken: -1})
		d := newDoors(t)
		d.answer = func(rw http.ResponseWriter, r *http.Request, id string, n int) bool {
			if strings.HasSuffix(r.URL.Path, "eventbridge") {
				rw.WriteHeader(403)
			} else {
				rw.WriteHeader(413)
			}
			return true
		}
		sent := drive(t, d, sim.DriverOptions{World: w, From: date(w, "2026-11-05")}, 5*time.Minute)
		if sent.Dropped == 0 || sent.Retries != 0 || sent.Records != 0 || sent.Events != 0 {
			t.Errorf("%+v: want everything dropped and nothing sent again", sent)
		}
	})
}

func TestDriverNeedsToKnowWhereToGo(t *testing.T) {
	w := world(t, sim.Options{})
	good := sim.DriverOptions{World: w, BaseURL: "http://127.0.0.1:1", AccessKey: key, From: time.Now()}
	for name, spoil := range map[string]func(*sim.DriverOptions){
		"no world": func(o *sim.DriverOptions) { o.World = nil }, "no key": func(o *sim.DriverOptions) { o.AccessKey = "" },
		"no start": func(o *sim.DriverOptions) { o.From = time.Time{} }, "no host": func(o *sim.DriverOptions) { o.BaseURL = "nowhere" },
		"no URL": func(o *sim.DriverOptions) { o.BaseURL = "http://[" },
	} {
		o := good
		spoil(&o)
		if _, err := sim.NewDriver(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := sim.NewDriver(good); err != nil {
		t.Error(err)
	}
}
