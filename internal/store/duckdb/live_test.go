package duckdb_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// TestSeededBoardIsTheOneThatLivedThroughIt delivers made-up days late, early, twice and in any order, with holes. Whenever
// the server is started again, its board shows what a board shows that was never stopped, then and from then on.
func TestSeededBoardIsTheOneThatLivedThroughIt(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			day := madeUpDay{t: t, r: rand.New(rand.NewPCG(seed, 1))}
			var now time.Time
			dir := t.TempDir()
			s := open(t, dir, duckdb.Options{Now: func() time.Time { return now }})
			defer func() { closeStore(t, s) }()
			lived, restarted := live.NewBoard(), live.NewBoard()
			for i, d := range day.deliveries() {
				now = d.at
				fact := connect.Decode(d.raw)
				receipt := appendAt(t, s, now, fact)
				lived.Receive(fact, now)
				restarted.Receive(fact, now)
				if day.r.IntN(30) == 0 {
					wait(t, receipt)
					if day.r.IntN(4) == 0 {
						closeStore(t, s)
						s = open(t, dir, duckdb.Options{Now: func() time.Time { return now }})
					}
					restarted = seeded(t, s, now)
				}
				want, got := lived.Snapshot(now, 3*time.Minute), restarted.Snapshot(now, 3*time.Minute)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("delivery %d, at %v (- lived, + seeded):\n%s", i, now, diff)
				}
			}
		})
	}
}

func seeded(t *testing.T, s *duckdb.Store, now time.Time) *live.Board {
	t.Helper()
	known, err := s.LiveSeed(t.Context())
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	b := live.NewBoard()
	for _, fact := range known.Facts {
		b.Receive(fact, now)
	}
	for _, queue := range known.Names {
		b.Name(queue.ARN, queue.Name, queue.At)
	}
	return b
}

func appendAt(t *testing.T, s *duckdb.Store, at time.Time, fact connect.Fact) store.Receipt {
	t.Helper()
	if fact.Kind == connect.KindRejected {
		t.Fatalf("%s: %s", fact.Raw, fact.Reason)
	}
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: at, Facts: []connect.Fact{fact}})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return receipt
}

// delivered is a record and the moment at which it arrives.
type delivered struct {
	at  time.Time
	raw []byte
}

type madeUpDay struct {
	t   *testing.T
	r   *rand.Rand
	all []delivered

	begun [40]time.Time // of contacts, by number
}

func (d *madeUpDay) deliveries() []delivered {
	for i := range d.begun {
		d.begun[i] = testDay.Add(time.Duration(d.r.IntN(4*3600)) * time.Second)
	}
	slices.SortFunc(d.begun[:], time.Time.Compare)
	for i := range d.begun {
		d.contact(i)
	}
	for a := range 4 {
		for step := range 30 {
			d.agentEvent(a, step)
		}
	}
	slices.SortStableFunc(d.all, func(x, y delivered) int { return x.at.Compare(y.at) })
	return d.all
}

// send delivers a record of that moment up to half an hour late, some of them again.
func (d *madeUpDay) send(of time.Time, record map[string]any) {
	raw, err := json.Marshal(record)
	if err != nil {
		d.t.Fatal(err)
	}
	for again := true; again; again = d.r.IntN(4) == 0 {
		late := time.Duration(d.r.IntN(30*60)) * time.Second
		if d.r.IntN(3) > 0 {
			late = time.Duration(d.r.IntN(5000)) * time.Millisecond
		}
		d.all = append(d.all, delivered{of.Add(late), raw})
	}
}

func (d *madeUpDay) one(of ...string) string { return of[d.r.IntN(len(of))] }

func liveContactID(i int) string {
	if i%3 == 0 {
		return fmt.Sprintf("contact-%d", i)
	}
	return fmt.Sprintf("%08x-1111-4222-8333-444444444444", i)
}

func spelled(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// contact sends what one contact leaves behind, but for what is lost.
func (d *madeUpDay) contact(i int) {
	at, begun := d.begun[i], spelled(d.begun[i])
	queue := testInstance + "/queue/" + d.one("sales", "help", "records-only")
	channel, method := d.one("VOICE", "CHAT", "TASK"), d.one("INBOUND", "INBOUND", "CALLBACK", "TRANSFER")
	previous := ""
	if i > 0 && method != "INBOUND" && at.Sub(d.begun[i-1]) < 20*time.Minute {
		previous = liveContactID(i - 1)
	}
	for step, kind := range []string{"INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"} {
		at = at.Add(time.Duration(d.r.IntN(400)) * time.Second)
		if d.r.IntN(4) == 0 || step > 2 && i%2 == 0 {
			continue
		}
		detail := map[string]any{
			"eventType": kind, "contactId": liveContactID(i), "instanceArn": testInstance, "channel": channel,
			"initiationMethod": method, "initiationTimestamp": begun, "previousContactId": previous,
		}
		if kind == "QUEUED" {
			detail["queueInfo"] = map[string]any{"queueArn": queue, "enqueueTimestamp": spelled(at)}
		}
		stamp, sent := at, at
		if d.r.IntN(12) == 0 {
			stamp = at.Add(time.Duration(6+d.r.IntN(60)) * time.Minute) // a clock that is wrong
		}
		d.send(sent, map[string]any{
			"id": fmt.Sprintf("%s of %d", kind, i), "source": "aws.connect", "detail-type": "Amazon Connect Contact Event",
			"time": stamp.UTC().Format(time.RFC3339), "detail": detail,
		})
	}
	for version := range d.r.IntN(3) {
		at = at.Add(time.Duration(1+d.r.IntN(900)) * time.Second)
		d.send(at, map[string]any{
			"ContactId": liveContactID(i), "InstanceARN": testInstance, "InitiationTimestamp": begun, "Channel": channel,
			"InitiationMethod": method, "LastUpdateTimestamp": spelled(at), "Attributes": map[string]any{"v": fmt.Sprint(version)},
			"Queue": map[string]any{"ARN": queue, "Name": d.queueName(queue)},
		})
	}
}

// queueName is the one name of the queues that agents serve, and one of several of the other.
func (d *madeUpDay) queueName(arn string) string {
	if connect.ResourceID(arn) == "records-only" {
		return d.one("Before", "Renamed")
	}
	return "Name of " + connect.ResourceID(arn)
}

// agentEvent sends one event of an agent. Some agents have a clock that is wrong at times; some events are of one moment.
func (d *madeUpDay) agentEvent(agent, step int) {
	first := d.r.IntN(len(d.begun))
	at := d.begun[first].Add(time.Duration(d.r.IntN(20)) * time.Minute).Truncate(time.Minute).Add(time.Minute)
	sent := at
	if d.r.IntN(10) == 0 {
		at = at.Add(time.Duration(6+d.r.IntN(90)) * time.Minute)
	}
	id := fmt.Sprintf("event-%d-%d", agent, step)
	if step%2 == 0 {
		id = fmt.Sprintf("%08x-aaaa-4aaa-8aaa-%012x", d.r.Uint32(), step)
	}
	d.send(sent, map[string]any{
		"EventId": id, "AgentARN": fmt.Sprintf("%s/agent/a-%d", testInstance, agent), "InstanceARN": testInstance,
		"EventType":            d.one("STATE_CHANGE", "STATE_CHANGE", "HEART_BEAT", "HEART_BEAT", "LOGIN", "LOGOUT"),
		"EventTimestamp":       spelled(at),
		"CurrentAgentSnapshot": d.snapshot(first), "PreviousAgentSnapshot": d.snapshot(first),
	})
}

// snapshot has at most that contact.
func (d *madeUpDay) snapshot(contact int) any {
	if d.r.IntN(4) == 0 {
		return nil
	}
	contacts := []any{}
	if d.r.IntN(2) == 0 {
		contacts = append(contacts, map[string]any{
			"ContactId": liveContactID(contact), "Channel": "VOICE", "InitiationMethod": "INBOUND",
			"State": d.one("CONNECTING", "CONNECTED", "MISSED", "REJECTED", "ENDED", "ERROR", "INCOMING", "PENDING"),
		})
	}
	queues := []any{}
	for _, name := range []string{"sales", "help"} {
		arn := testInstance + "/queue/" + name
		queues = append(queues, map[string]any{"ARN": arn, "Name": d.queueName(arn), "Channels": []string{"VOICE"}})
	}
	status := map[string]any{"Name": "any", "Type": d.one("ROUTABLE", "ROUTABLE", "CUSTOM", "OFFLINE", "")}
	return map[string]any{
		"AgentStatus": status, "Contacts": contacts,
		"Configuration": map[string]any{"RoutingProfile": map[string]any{"InboundQueues": queues}},
	}
}

// A name is known for as long as the store has the record, not only while the board is told of it.
func TestSeedNamesQueuesOfOldRecords(t *testing.T) {
	now := testDay.AddDate(0, 6, 0)
	s := open(t, t.TempDir(), duckdb.Options{Now: func() time.Time { return now }})
	defer closeStore(t, s)
	arn := testInstance + "/queue/night"
	wait(t, appendTo(t, s, connect.Decode(fmt.Appendf(nil, `{"ContactId":"c","InstanceARN":%q,"Channel":"VOICE",
		"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z",
		"Queue":{"ARN":%q,"Name":"Night desk"}}`, testInstance, arn))))
	known, err := s.LiveSeed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := duckdb.LiveSeed{
		Facts: []connect.Fact{},
		Names: []duckdb.QueueName{{ARN: arn, Name: "Night desk", At: connect.MillisOf(testDay.Add(10 * time.Hour))}},
	}
	if diff := cmp.Diff(want, known); diff != "" {
		t.Errorf("seed (- want, + got):\n%s", diff)
	}
}
