package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/store"
)

var update = flag.Bool("update", false, "write golden files and openapi.json")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	salesARN = instance + "/queue/9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d"
	helpARN  = instance + "/queue/1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
)

// seoul and now: a Sunday afternoon in Seoul, 15:20.
var (
	seoul = mustZone("Asia/Seoul")
	now   = time.Date(2026, 11, 22, 15, 20, 0, 0, seoul)
)

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// still is a clock that shows now, for as long as a test takes.
func still() clock.Clock { return clock.Virtual(now, 1e-12) }

// madeUpContacts is so many contacts over the 40 days before now, of every outcome, some without queue.
func madeUpContacts(n int) []connect.Contact {
	random := rand.New(rand.NewPCG(3, 5))
	contacts := make([]connect.Contact, n)
	for i := range contacts {
		start := connect.MillisOf(now.Add(-time.Duration(random.Int64N(int64(40 * 24 * time.Hour)))).Truncate(time.Second))
		c := connect.Contact{
			InstanceARN: instance, ContactID: connect.ContactID(fmt.Sprintf("c0a1b2c3-0000-4000-8000-%012d", i)),
			Channel: "VOICE", InitiationMethod: "INBOUND", DisconnectReason: "CUSTOMER_DISCONNECT",
			Initiation: start, ConnectedToSystem: start, CustomerAddress: fmt.Sprintf("+82105550%04d", i),
			Disconnect: start + connect.Millis(60_000+random.Int64N(600_000)),
		}
		c.LastUpdate = c.Disconnect + 70_000
		fill(&c, random)
		contacts[i] = c
	}
	return contacts
}

// fill decides what becomes of a contact.
func fill(c *connect.Contact, random *rand.Rand) {
	fate := random.IntN(20)
	switch fate {
	case 0:
		return // ended in the flow
	case 1:
		c.InitiationMethod, c.DisconnectReason = "OUTBOUND", "AGENT_DISCONNECT"
	default:
		c.Queue = connect.ContactQueue{ARN: salesARN, Name: "Sales"}
		if random.IntN(3) == 0 {
			c.Queue = connect.ContactQueue{ARN: helpARN, Name: "기술 지원"}
		}
		if random.IntN(5) == 0 {
			c.Channel, c.InitiationMethod = "CHAT", "API"
		}
		c.Queue.Enqueue = c.Initiation + 10_000
		c.Queue.Duration = connect.Some(random.Int64N(40))
		c.Queue.Dequeue = c.Queue.Enqueue + connect.Millis(1000*c.Queue.Duration.Value)
	}
	if fate == 2 || fate == 3 {
		return // gave up in the queue
	}
	agent := random.IntN(9)
	c.Agent = connect.ContactAgent{
		ARN: fmt.Sprintf("%s/agent/a%d", instance, agent), Username: fmt.Sprintf("agent%d", agent),
		ConnectedToAgent:         max(c.Queue.Dequeue, c.Initiation) + 4000,
		AgentInteractionDuration: connect.Some(30 + random.Int64N(400)), CustomerHoldDuration: connect.Some(0),
	}
	if random.IntN(4) > 0 {
		work := 5 + random.Int64N(60)
		c.Agent.AfterContactWorkDuration = connect.Some(work)
		c.Agent.AfterContactWorkStart = c.Disconnect
		c.Agent.AfterContactWorkEnd = c.Disconnect + connect.Millis(1000*work)
	}
}

// madeUpStore is a store with all kinds of things in it.
func madeUpStore() *memoryStore {
	status := &connect.AgentSnapshot{Status: connect.AgentStatus{Type: "ROUTABLE", Name: "Available", Start: connect.MillisOf(now.Add(-6 * time.Hour))}}
	return &memoryStore{
		contacts: madeUpContacts(900),
		events: []connect.AgentEvent{{
			InstanceARN: instance, AgentARN: instance + "/agent/online", EventID: "e1", EventType: "STATE_CHANGE",
			Timestamp: connect.MillisOf(now.Add(-6 * time.Hour)), Current: status,
		}},
		status: store.Status{
			Sources: []store.SourceStatus{
				{
					Source: "firehose", Kind: connect.KindContact,
					Outcome:      store.Outcome{Read: 1000, Stored: 900, Updated: 40, Duplicates: 50, Older: 9, Quarantined: 1},
					LastReceived: now.Add(-2 * time.Second), LastEvent: connect.MillisOf(now.Add(-75 * time.Second)),
				},
				{Source: "eventbridge", Kind: connect.KindContactEvent, Outcome: store.Outcome{Read: 5, Stored: 5}, LastReceived: now.Add(-time.Second), LastEvent: connect.MillisOf(now.Add(-3 * time.Second))},
			},
			Appended: 1005, Projected: 1005, ProjectedAt: now.Add(-time.Second), QuarantineOpen: 2, TiesByHash: 1,
			Warnings: []store.FieldWarning{{Field: "Agent.AfterContactWorkDuration", Reason: "string where a number should be", Count: 3}},
			Contacts: 900, JournalBytes: 1 << 20, ProjectionBytes: 1 << 19,
			OldestInitiation: now.Add(-40 * 24 * time.Hour), NewestInitiation: now.Add(-time.Minute), Healthy: true, Ready: true,
		},
		quarantined: []store.Quarantined{
			{Seq: 7, Source: "firehose", Received: now.Add(-time.Hour), Reason: "not JSON: unexpected end", Size: 9, Bytes: []byte(`{"Contact`)},
			{Seq: 9, Source: "firehose", Received: now.Add(-time.Hour), Reason: "no ContactId", Size: 2, Bytes: []byte(`{}`), Replayed: true},
			{Seq: 12, Source: "import", Received: now.Add(-time.Minute), Reason: "not JSON: invalid UTF-8", Size: 2, Bytes: []byte{0xff, 0xfe}},
		},
	}
}

// runningHub starts a hub with two callers waiting and stops it with the test.
func runningHub(t *testing.T) *live.Hub {
	t.Helper()
	hub := live.NewHub(live.Options{Clock: still(), Version: "v1"})
	queued := func(id, queue string, age time.Duration) connect.Fact {
		at := connect.MillisOf(now.Add(-age))
		return connect.Fact{Kind: connect.KindContactEvent, ContactEvent: &connect.ContactEvent{
			EventID: id, EventType: "QUEUED", Time: at, InstanceARN: instance, ContactID: connect.ContactID(id),
			Channel: "VOICE", InitiationMethod: "INBOUND", Initiation: at, QueueARN: queue, Enqueue: at,
		}}
	}
	hub.Seed([]connect.Fact{queued("w1", salesARN, 41*time.Second), queued("w2", helpARN, 5*time.Second)})
	start(t, hub)
	return hub
}

func start(t *testing.T, hub *live.Hub) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- hub.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("hub: %v", err)
		}
	})
}

// site is the handler over a store, with the options changed as the test likes.
func site(t *testing.T, s *memoryStore, change ...func(*Options)) http.Handler {
	t.Helper()
	o := Options{
		Store: s, Clock: still(), Version: "v1", Commit: "abc1234", Zone: "Asia/Seoul", FollowCustomers: true,
		Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	for _, c := range change {
		c(&o)
	}
	return New(o)
}

// ask sends a request as a browser on this machine would.
func ask(h http.Handler, method, target string, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:40000"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// decode reads a JSON answer, which must be a 200.
func decode[T any](t *testing.T, w *httptest.ResponseRecorder) T {
	t.Helper()
	var value T
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &value); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return value
}

// golden holds a JSON text to the file of that name; -update writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, bytes.TrimSpace(got), "", "  "); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	pretty.WriteByte('\n')
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), pretty.String()); diff != "" {
		t.Errorf("%s (-want +got), -update accepts it:\n%s", path, diff)
	}
}
