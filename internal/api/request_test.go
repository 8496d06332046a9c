package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/store"
)

// problemOf reads a problem, which must be one, with a request id.
func problemOf(t *testing.T, h http.Handler, method, target, body string, headers ...string) huma.ErrorModel {
	t.Helper()
	w := ask(h, method, target, body, headers...)
	code := w.Code
	w.Code = http.StatusOK
	model := decode[huma.ErrorModel](t, w)
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("%s %s: content type %q", method, target, got)
	}
	if model.Status != code || model.Instance != "urn:ringside:request:"+w.Header().Get("X-Request-Id") {
		t.Errorf("%s %s: status %d in a %d, instance %q", method, target, model.Status, code, model.Instance)
	}
	return model
}

func TestBadQuestionsAreRefusedWithWhatToDo(t *testing.T) {
	h := site(t, madeUpStore())
	tests := []struct {
		method, target, body string
		status               int
		hint                 string
	}{
		{"GET", "/panels", "", 422, "from=2026-11-01&to=2026-11-08"},
		{"GET", "/panels?from=2026-11-01", "", 422, "say from when to when"},
		{"GET", "/panels?from=2026-11-08&to=2026-11-01", "", 422, "to must be after from"},
		{"GET", "/panels?from=2026-11-01&to=2026-11-01", "", 422, "half open"},
		{"GET", "/panels?from=yesterday&to=2026-11-01", "", 422, "2026-11-01T09:00:00+09:00"},
		{"GET", "/panels?from=2026-02-30&to=2026-11-01", "", 422, "neither a date"},
		{"GET", "/panels?from=2026-11-01&to=2026-11-08&zone=Asia/Soul", "", 422, "Asia/Seoul"},
		{"GET", "/panels?from=2026-11-01&to=2026-11-08&zone=Local", "", 422, "time zone"},
		{"GET", "/panels?from=2026-11-01&to=2026-11-08&zone=../../etc/passwd", "", 422, "time zone"},
		{"GET", "/panels?from=0001-01-01&to=2026-11-08", "", 422, "between the years 2000 and 2199"},
		{"GET", "/panels?from=2026-11-01&to=9999-12-31", "", 422, "between the years 2000 and 2199"},
		{"GET", "/panels?from=2001-01-01&to=2026-01-01", "", 422, "at most ten years"},
		{"GET", "/panels?from=2026-11-01&to=2026-11-08&time_field=arrival", "", 422, ""},
		{"GET", "/panels?from=2026-11-01&to=2026-11-08&queues=Sales", "", 422, ""},
		{"GET", "/overview?from=2026-11-08&to=2026-11-01", "", 422, "to must be after from"},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&limit=0", "", 422, ""},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&limit=501", "", 422, ""},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&outcome=happy", "", 422, ""},
		{"GET", "/contacts/none-such", "", 404, "no such record"},
		{"GET", "/contacts/none-such?initiation=noon", "", 422, "neither a date"},
		{"GET", "/dimensions", "", 422, ""},
		{"GET", "/dimensions?dimension=customer", "", 422, "unknown dimension"},
		{"GET", "/dimensions?dimension=attribute:", "", 422, "write attribute:KEY"},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&where=queue", "", 422, "DIM=VALUE"},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&where=queues%3Dx", "", 422, "did you mean queue?"},
		{"GET", "/quarantine/99", "", 404, "no such record"},
		{"GET", "/quarantine/x", "", 422, ""},
		{"GET", "/nowhere", "", 404, "/api/openapi.json"},
		{"GET", "/live", "", 503, "no live picture"},
		{"GET", "/live/snapshot", "", 503, "no live picture"},
		{"POST", "/query", `{"metrics":["contacts_happy"],"from":"2026-11-01","to":"2026-11-08"}`, 422, "contacts_happy"},
		{"POST", "/query", `{"metrics":["contact_handled"],"from":"2026-11-01","to":"2026-11-08"}`, 422, "did you mean contacts_handled"},
		{"POST", "/query", `{"metrics":["abandonment_rate"],"from":"2026-11-01","to":"2026-11-08","by":["agent"]}`, 422, "ask for contacts_handled there"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","by":["que"]}`, 422, "did you mean queue?"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-03-08T02:30:00","to":"2026-03-09","zone":"America/New_York"}`, 422, "ask for 2026-03-08T03:00:00-04:00"},
		{"POST", "/query", `{"metrics":["service_level:seconds=0"],"from":"2026-11-01","to":"2026-11-08"}`, 422, "1 to 604800"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","every":"7m"}`, 422, "15m, 30m, 1h"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","by":["shoe_size"]}`, 422, "shoe_size"},
		{"POST", "/query", `{"metrics":["number_of_agents"],"from":"2026-11-01","to":"2026-11-08","time_field":"arrival"}`, 422, "arrival"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","compare":{"period":"week_befor"}}`, 422, "did you mean week_before?"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","compare":{"period":"week_before","from":"2026-10-01"}}`, 422, "not both"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","compare":{"from":"2026-10-09","to":"2026-10-01"}}`, 422, "compare: invalid time range"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","every":"1mo","compare":{"period":"week_before"}}`, 422, "ask for month_before"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","top":{"n":3}}`, 422, "group by a dimension too"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08","by":["queue"],"top":{"n":0}}`, 422, "ask for 1 to 500"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2027-11-01","to":"2027-11-08"}`, 422, "in the future"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2015-01-01","to":"2026-11-08","every":"15m"}`, 422, "ask for a part of them"},
		{"POST", "/query", `{"metrics":["contacts_handled"],"from":"2020-01-01","to":"2026-11-08","every":"15m"}`, 422, "ask for 1h or a shorter range"},
		{"POST", "/query", `{"metrics":[],"from":"2026-11-01","to":"2026-11-08"}`, 422, ""},
		{"POST", "/query", `{"metrics":`, 400, ""},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&sort=handle", "", 422, "did you mean handle_s?"},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&column=shoe_size", "", 422, "shoe_size"},
		{"GET", "/contacts?from=2026-11-01&to=2026-11-08&metric=contacts_handled&part=1", "", 422, "no part 1"},
		{"POST", "/explain", `{"metric":"contact_handled","from":"2026-11-01","to":"2026-11-08"}`, 422, "did you mean contacts_handled"},
		{"POST", "/explain", `{"metric":"contacts_handled","from":"2026-11-01","to":"2026-11-08","part":1}`, 422, "no part 1"},
		{"POST", "/explain", `{"metric":"contacts_handled","from":"2026-11-01","to":"2026-11-08","by":["queue"],"keys":["a","b"]}`, 422, "2 keys of 1 groups"},
		{"POST", "/explain", `{"metric":"abandonment_rate","from":"2026-11-01","to":"2026-11-08","by":["agent"],"keys":["a"]}`, 422, "ask for contacts_handled there"},
		{"POST", "/explain", `{"metric":"number_of_agents","from":"2026-11-01","to":"2026-11-08","after":"x"}`, 422, "no such page"},
		{"POST", "/explain", `{"metric":"avg_handle_time","from":"2026-11-01","to":"2026-11-08","per":"working_day"}`, 422, "such as number_of_calls"},
		{"POST", "/explain", `{"metric":"number_of_calls","from":"2026-11-01","to":"2026-11-08T10:00:00+09:00","per":"working_day"}`, 422, "whole days"},
		{"GET", "/views", "", 503, "keeps no saved views"},
		{"POST", "/views", `{"kind":"report","name":"a","query":""}`, 503, "keeps no saved views"},
		{"PUT", "/views/1", `{"name":"a","query":""}`, 503, "keeps no saved views"},
		{"DELETE", "/views/1", "", 503, "keeps no saved views"},
		{"POST", "/quarantine/replay", `{"all":true}`, 503, "does not take records in"},
		{"POST", "/import", `{}`, 503, "does not take records in"},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.target, func(t *testing.T) {
			got := problemOf(t, h, tt.method, Prefix+tt.target, tt.body)
			text := got.Detail
			for _, detail := range got.Errors {
				text += " " + detail.Message
			}
			if got.Status != tt.status || !strings.Contains(text, tt.hint) || len(text) < 20 {
				t.Errorf("%d %q, want %d with %q", got.Status, text, tt.status, tt.hint)
			}
		})
	}
}

// FuzzRange gives any text as parameters: the answer is figures or a problem of the asker's, never an error of ours.
func FuzzRange(f *testing.F) {
	f.Add("2026-11-01", "2026-11-08", "Asia/Seoul", "Sales", "VOICE")
	f.Add("2026-11-01T00:00:00Z", "2026-11-01T00:00:00.001Z", "", "", "")
	f.Add("9999-12-31", "0001-01-01", "Local", "\x00", "%")
	f.Add("2026-11-01T24:00:00+23:59", "2026-11-08", "UTC", strings.Repeat("q", 300), "é")
	f.Add("2000-01-01", "2009-12-31", "Antarctica/Troll", "arn:aws", "")
	s := madeUpStore()
	s.contacts = s.contacts[:20]
	h := New(Options{Store: s, Clock: still()})
	f.Fuzz(func(t *testing.T, from, to, zone, queue, channel string) {
		query := url.Values{"from": {from}, "to": {to}, "zone": {zone}, "queue": {queue}, "channel": {channel}}.Encode()
		for _, route := range []string{"/panels", "/overview", "/contacts"} {
			w := ask(h, "GET", Prefix+route+"?"+query, "")
			if w.Code != 200 && w.Code != 422 && w.Code != 400 {
				t.Errorf("%s?%s: %d %s", route, query, w.Code, w.Body)
			}
		}
	})
}

// TestOwnFaultsAreNotTold gives each route a store whose errors must not reach a browser.
func TestOwnFaultsAreNotTold(t *testing.T) {
	const secret = "sql: table contact_0042 /var/lib"
	tests := []struct {
		failure error
		status  int
	}{
		{errors.New(secret), 500},
		{errors.Join(errors.New(secret), store.ErrUnavailable), 503},
		{errors.Join(errors.New(secret), store.ErrNotFound), 404},
		{errors.Join(errors.New(secret), context.DeadlineExceeded), 504},
	}
	for _, tt := range tests {
		s := madeUpStore()
		s.failure = tt.failure
		h := site(t, s)
		for _, target := range []string{"/panels?from=2026-11-01&to=2026-11-08", "/overview?from=2026-11-01&to=2026-11-08", "/contacts?from=2026-11-01&to=2026-11-08", "/ingest/status", "/dimensions?dimension=queue"} {
			got := problemOf(t, h, "GET", Prefix+target, "")
			if got.Status != tt.status || strings.Contains(got.Detail, "sql") || len(got.Errors) > 0 {
				t.Errorf("%s: %+v, want %d without the cause", target, got, tt.status)
			}
		}
	}
}

func TestPanickingStoreIsAnswered500(t *testing.T) {
	h := site(t, &memoryStore{}, func(o *Options) { o.Store = nil })
	if got := problemOf(t, h, "GET", Prefix+"/ingest/status", ""); got.Status != 500 {
		t.Errorf("%+v", got)
	}
}

func TestJSONIsPackedAndTheStreamIsNot(t *testing.T) {
	h := site(t, madeUpStore())
	if got := ask(h, "GET", Prefix+"/metrics", "", "Accept-Encoding", "gzip").Header().Get("Content-Encoding"); got != "gzip" {
		t.Errorf("catalogue: %q", got)
	}
	if got := ask(h, "GET", Prefix+"/version", "", "Accept-Encoding", "gzip").Header().Get("Content-Encoding"); got != "" {
		t.Errorf("a short answer: %q", got)
	}
}

func TestReplayTakesNumbersOrAll(t *testing.T) {
	var got []uint64
	h := site(t, madeUpStore(), func(o *Options) {
		o.Replay = func(_ context.Context, seqs []uint64) (ReplayResult, error) { got = seqs; return ReplayResult{}, nil }
	})
	for body, want := range map[string][]uint64{`{"all":true}`: nil, `{"seqs":[12,7]}`: {12, 7}} {
		ask(h, "POST", Prefix+"/quarantine/replay", body)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
	for _, body := range []string{`{}`, `{"all":true,"seqs":[7]}`} {
		if p := problemOf(t, h, "POST", Prefix+"/quarantine/replay", body); p.Status != 422 {
			t.Errorf("%s: %d", body, p.Status)
		}
	}
}

func TestImportNeedsTheKeyAndTellsTheOutcome(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) {
		o.CheckKey = func(key string) (doors, instances []string, ours bool) { return nil, nil, key == "right" }
		o.ImportBody = func(_ context.Context, body io.Reader, _ []string) (store.Outcome, error) {
			text, err := io.ReadAll(body)
			if string(text) == "full" {
				return store.Outcome{}, store.ErrUnavailable
			}
			return store.Outcome{Read: int64(len(text)), Stored: int64(len(text))}, err
		}
	})
	for _, scheme := range []string{"bearer", "BEARER"} {
		if got := ask(h, "POST", Prefix+"/import", "abc", "Authorization", scheme+" right").Code; got != 200 {
			t.Errorf("%s: %d", scheme, got)
		}
	}
	for _, headers := range [][]string{nil, {"Authorization", "Bearer wrong"}, {"Authorization", "right"}, {"Authorization", "Basic right"}, {"Authorization", "Bearer"}} {
		if got := problemOf(t, h, "POST", Prefix+"/import", "abc", headers...); got.Status != 401 {
			t.Errorf("%v: %d", headers, got.Status)
		}
	}
	got := decode[ImportResult](t, ask(h, "POST", Prefix+"/import", "abc", "Authorization", "Bearer right"))
	got.Seconds = 0
	if diff := cmp.Diff(ImportResult{Read: 3, Stored: 3}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := problemOf(t, h, "POST", Prefix+"/import", "full", "Authorization", "Bearer right"); got.Status != 503 {
		t.Errorf("full disk: %d", got.Status)
	}
}

func TestHealthAndReadiness(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	if got := ask(h, "GET", "/readyz", "").Code; got != 200 {
		t.Errorf("ready: %d", got)
	}
	s.status.Healthy, s.status.Problem = false, "a journal segment is damaged"
	if got := ask(h, "GET", "/readyz", "").Code; got != 200 {
		t.Errorf("ready, with a loss of long ago: %d", got)
	}
	if got := decode[IngestStatus](t, ask(h, "GET", Prefix+"/ingest/status", "")); got.Healthy || got.Problem == "" {
		t.Errorf("healthy %t, %q: want the problem told", got.Healthy, got.Problem)
	}
	s.status.Ready, s.status.Problem = false, "disk is full"
	if got := problemOf(t, h, "GET", "/readyz", ""); got.Status != 503 || !strings.Contains(got.Detail, "disk is full") {
		t.Errorf("not ready: %+v", got)
	}
	if got := ask(h, "GET", "/healthz", "").Code; got != 200 {
		t.Errorf("alive: %d", got)
	}
}

func TestProcessMetricsAreForThisMachine(t *testing.T) {
	h := site(t, madeUpStore())
	ask(h, "GET", Prefix+"/version", "")
	got := ask(h, "GET", "/metrics", "").Body.String()
	if !strings.Contains(got, `ringside_http_request_seconds_count{method="GET",route="GET /api/v1/version",status="200"} 1`) {
		t.Errorf("no route in %s", got)
	}
	r, err := http.NewRequest("GET", "http://localhost/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.RemoteAddr = "10.0.0.7:4000"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 403 {
		t.Errorf("from elsewhere: %d", w.Code)
	}
}

func TestProcessMetricsShowTheLiveStreams(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Hub = runningHub(t) })
	if got := ask(h, "GET", "/metrics", "").Body.String(); !strings.Contains(got, "ringside_live_streams 0\n") {
		t.Errorf("no streams in %s", got)
	}
}

func TestListsMaskCustomers(t *testing.T) {
	for address, want := range map[string]string{
		"": "", "+821055501234": "•••1234", "1234": "•••", "12345678": "•••", "kim@example.com": "•••.com", "가나다라마바사아자차": "•••사아자차",
	} {
		if got := mask(address); got != want {
			t.Errorf("mask of %d characters: %q, want %q", len(address), got, want)
		}
	}
	s := madeUpStore()
	for _, target := range []string{"/contacts?from=2026-11-01&to=2026-11-23&limit=500", "/contacts/" + string(s.contacts[0].ContactID)} {
		if body := ask(site(t, s), "GET", Prefix+target, "").Body.String(); strings.Contains(body, "+8210555") {
			t.Errorf("%s tells a customer's number", target)
		}
	}
}

func TestContactListPagesThroughEverythingOnce(t *testing.T) {
	h := site(t, madeUpStore())
	seen, after := map[string]bool{}, ""
	for {
		page := decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?from=2026-11-01&to=2026-11-23&limit=100&after="+after, ""))
		for _, contact := range page.Contacts {
			if seen[contact.ContactID] {
				t.Fatalf("%s comes twice", contact.ContactID)
			}
			seen[contact.ContactID] = true
		}
		if after = page.Next; after == "" {
			if int64(len(seen)) != page.Total {
				t.Errorf("%d contacts on all pages, total is %d", len(seen), page.Total)
			}
			return
		}
	}
}
