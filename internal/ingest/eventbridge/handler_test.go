package eventbridge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// event is a contact event in the envelope that EventBridge puts around it.
func event(id string) string {
	return fmt.Sprintf(`{"version":"0","id":"event-%[1]s","detail-type":"Amazon Connect Contact Event","source":"aws.connect",`+
		`"account":"111122223333","time":"2026-11-22T11:59:59Z","region":"ap-northeast-2","resources":[],"detail":{`+
		`"eventType":"QUEUED","contactId":%[1]q,"channel":"VOICE","instanceArn":"arn:aws:connect:ap-northeast-2:111122223333:instance/i",`+
		`"initiationMethod":"INBOUND","queueInfo":{"queueType":"STANDARD","queueArn":"arn:aws:connect:ap-northeast-2:111122223333:instance/i/queue/q",`+
		`"enqueueTimestamp":"2026-11-22T11:59:59.123Z"}}}`, id)
}

// shelf is a store in memory.
type shelf struct {
	mu      sync.Mutex
	err     error
	sources []string
	facts   []connect.Fact
}

func (s *shelf) Append(_ context.Context, batch store.Batch) (store.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	s.sources = append(s.sources, batch.Source)
	s.facts = append(s.facts, batch.Facts...)
	return nil, nil
}

// ids lists the contacts on the shelf in order, and "!" and the bytes of each rejected fact.
func (s *shelf) ids() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := []string{}
	for _, fact := range s.facts {
		if fact.ContactEvent != nil {
			ids = append(ids, string(fact.ContactEvent.ContactID))
		} else {
			ids = append(ids, "!"+string(fact.Raw))
		}
	}
	return ids
}

type keys string

func (k keys) Allowed(key string) (doors, instances []string, ours bool) {
	return nil, nil, key == string(k)
}

func door(s *shelf, change ...func(*Options)) *Handler {
	now := func() time.Time { return noon }
	o := Options{Sink: ingest.New(ingest.Options{Store: s, Now: now}), Keys: keys("right"), Now: now}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

// request is what an API destination sends.
func request(content string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/ingest/eventbridge", strings.NewReader(content))
	r.Header.Set(headerKey, "right")
	r.Header.Set("User-Agent", "Amazon/EventBridge/ApiDestinations")
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Range", "bytes=0-1048575")
	r.Header.Set("Accept-Encoding", "gzip,deflate")
	r.Header.Set("Connection", "close")
	return r
}

func serve(t *testing.T, h http.Handler, r *http.Request) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	response := w.Result()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	header := response.Header
	if header.Get("Content-Type") != "application/json" || header.Get("Content-Length") != strconv.Itoa(len(content)) ||
		header.Get("Content-Encoding") != "" || header.Get("Content-Range") != "" {
		t.Errorf("headers %v for %d bytes", header, len(content))
	}
	return response.StatusCode, string(content)
}

func TestEventIsStoredAndAnsweredWithNothing(t *testing.T) {
	s := &shelf{}
	status, body := serve(t, door(s), request(event("a")))
	if status != http.StatusOK || body != "{}" {
		t.Errorf("answer %d %s, want 200 {}", status, body)
	}
	if diff := cmp.Diff([]string{"a"}, s.ids()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if s.sources[0] != "eventbridge" {
		t.Errorf("source %q, want eventbridge", s.sources[0])
	}
}

func TestArrayOfEventsIsTaken(t *testing.T) {
	s := &shelf{}
	if status, body := serve(t, door(s), request("["+event("a")+","+event("b")+"]")); status != http.StatusOK {
		t.Errorf("answer %d %s, want 200", status, body)
	}
	if diff := cmp.Diff([]string{"a", "b"}, s.ids()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

func TestUndecodableEventIsQuarantinedNotDropped(t *testing.T) {
	for name, content := range map[string]string{
		"broken JSON": `{"detail":`, "other shape": `{"hello":"world"}`, "not JSON": "hello", "invalid UTF-8": "{\"a\":\"\xff\"}",
		"deeply nested": strings.Repeat("{\"a\":", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			if status, body := serve(t, door(s), request(content)); status != http.StatusOK {
				t.Errorf("answer %d %s: EventBridge would drop the event", status, body)
			}
			if diff := cmp.Diff([]string{"!" + content}, s.ids()); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefusalsAreWhatEventBridgeNeeds(t *testing.T) {
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
		"wrong key":        {header(request(event("a")), headerKey, "wrong"), 401, "X-Ringside-Key"},
		"no key":           {header(request(event("a")), headerKey, ""), 401, "X-Ringside-Key"},
		"empty":            {request(""), 400, "empty"},
		"blank":            {request(" \r\n"), 400, "empty"},
		"too large":        {request(event(strings.Repeat("x", 1<<20))), 400, "larger than"},
		"packed":           {header(request(event("a")), "Content-Encoding", "gzip"), 400, "Content-Encoding"},
		"not a POST":       {get, 405, "POST"},
		"body breaks off":  {httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader("{"), broken{})), 503, "end"},
		"store is failing": {request(event("a")), 503, "stored"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			if test.status == http.StatusServiceUnavailable {
				s.err = store.ErrUnavailable
				test.r.Header.Set(headerKey, "right")
			}
			status, body := serve(t, door(s, func(o *Options) { o.MaxBody = 1 << 20 }), test.r)
			if status != test.status || !strings.Contains(body, test.reason) {
				t.Errorf("answer %d %s, want %d and a word of %q", status, body, test.status, test.reason)
			}
			if got := s.ids(); len(got) != 0 {
				t.Errorf("stored %v", got)
			}
		})
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

// stuck is a sink that does not heed its context.
type stuck struct{ release chan struct{} }

func (s stuck) Write(context.Context, ingest.Batch) error {
	<-s.release
	return nil
}

func TestStoreThatHangsIsGivenUpBeforeEventBridgeGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stuck{release: make(chan struct{})}
		h := New(Options{Sink: s, Keys: keys("right"), MaxMemory: readStep * footprint})
		started := time.Now()
		status, body := serve(t, h, request(event("a")))
		if status != http.StatusServiceUnavailable {
			t.Errorf("answer %d %s, want 503", status, body)
		}
		if took := time.Since(started); took >= 5*time.Second {
			t.Errorf("answered after %v: EventBridge had gone after 5 s", took)
		}
		if status, body := serve(t, h, request(event("b"))); status != http.StatusServiceUnavailable || !strings.Contains(body, "at once") {
			t.Errorf("answer %d %s while the first event still holds its memory, want 503", status, body)
		}
		close(s.release)
		synctest.Wait()
		if status, body := serve(t, h, request(event("c"))); status != http.StatusOK {
			t.Errorf("answer %d %s once the store works again, want 200", status, body)
		}
	})
}
