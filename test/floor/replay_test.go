package floor_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/current"
	"github.com/ringside/ringside/internal/ingest/eventbridge"
	"github.com/ringside/ringside/internal/ingest/firehose"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/store"
)

// replay is a simulated centre in fake time: its deliveries go through the doors to the live board, and its Connect API is asked
// what waits.
type replay struct {
	t       *testing.T
	world   *sim.World
	truth   *sim.Floor
	hub     *live.Hub
	doors   [3]http.Handler // by sim.Door
	api     *connectapi.Faults
	skew    time.Duration // of agent events
	stopped func()

	flights  map[string][]flight // of agents, by ARN
	compared int                 // agents, once a second each
	read     int                 // readings of Amazon Connect
	wrong    map[string]int      // for how many seconds a queue's depth has been wrong
	longest  int
	seen     map[string]int // agent seconds compared, by states of contacts and several
}

// flight is the time from an agent event's moment until it was delivered: what is shown of the agent may be as before.
type flight struct{ from, to time.Time }

// arrival is a delivery as it reaches a door.
type arrival struct {
	at   time.Time
	door sim.Door
	body []byte
}

// fault makes of a delivery what arrives instead.
type fault func(random *rand.Rand, a arrival) []arrival

type anyKey struct{}

func (anyKey) Allowed(string) (doors, instances []string, ours bool) { return nil, nil, true }

// noStore is done at once.
type noStore struct{}

func (noStore) Append(context.Context, store.Batch) (store.Receipt, error) { return nil, nil }

// newReplay opens the doors at a moment of fake time.
func newReplay(t *testing.T, o sim.Options, at time.Time) *replay {
	t.Helper()
	time.Sleep(time.Until(at))
	world, err := sim.NewWorld(o)
	if err != nil {
		t.Fatal(err)
	}
	r := &replay{
		t: t, world: world, truth: world.Floor(), api: &connectapi.Faults{},
		flights: map[string][]flight{}, wrong: map[string]int{}, seen: map[string]int{},
	}
	moved := make(chan struct{}, 1) // one word is enough
	r.hub = live.NewHub(live.Options{Moved: func(string) {
		select {
		case moved <- struct{}{}:
		default:
		}
	}})
	sink := ingest.New(ingest.Options{Store: noStore{}, Hub: r.hub})
	r.doors[sim.ContactRecords] = firehose.New(firehose.Options{Sink: sink, Keys: anyKey{}})
	r.doors[sim.AgentEvents] = r.doors[sim.ContactRecords]
	r.doors[sim.ContactEvents] = eventbridge.New(eventbridge.Options{Sink: sink, Keys: anyKey{}})
	names := r.names()
	poller := current.New(current.Options{
		API: r.connectAPI(), Instance: r.truth.Directory().InstanceARN, Directory: names, Board: reconciled{r.hub, r}, Budget: rate.NewLimiter(current.Budget, 1), Moved: moved,
	})
	ctx, cancel := context.WithCancel(t.Context())
	var parts errgroup.Group
	parts.Go(func() error { return r.hub.Run(ctx) })
	parts.Go(func() error { return poller.Run(ctx) })
	r.stopped = func() {
		cancel()
		if err := errors.Join(parts.Wait(), names.Close()); err != nil {
			t.Error(err)
		}
	}
	return r
}

// names is a directory that knows the queues.
func (r *replay) names() *directory.Directory {
	names, err := directory.Open(r.t.Context(), directory.Options{Folder: r.t.TempDir()})
	if err != nil {
		r.t.Fatal(err)
	}
	var queues []directory.Entry
	for _, q := range r.truth.Directory().Queues {
		queues = append(queues, directory.Entry{ARN: q.ARN, Called: directory.Called{Name: q.Name}})
	}
	if err := names.Learn(r.t.Context(), r.truth.Directory().InstanceARN, directory.Queues, queues, time.Now()); err != nil {
		r.t.Fatal(err)
	}
	return names
}

// connectAPI is a client of the simulated API, without a network: fake time stands still while somebody waits for one.
func (r *replay) connectAPI() *awsconnect.Client {
	handler := connectapi.New(connectapi.Options{Centre: r.truth, Key: "key", Secret: "secret", Faults: r.api})
	return awsconnect.New(awsconnect.Options{
		Region: "ap-northeast-2", BaseEndpoint: aws.String("http://connect.invalid"), Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""),
		HTTPClient: doer(func(asked *http.Request) (_ *http.Response, err error) {
			defer func() {
				if recover() != nil { // a handler that breaks off
					err = asked.Context().Err()
				}
			}()
			request := asked.Clone(asked.Context()) // as a server sees it
			if request.Host = asked.URL.Host; request.Body == nil {
				request.Body = http.NoBody
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, request)
			return w.Result(), nil
		}),
	})
}

type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// reconciled holds the board against the truth at every reading.
type reconciled struct {
	*live.Hub
	replay *replay
}

// Reconcile implements current.Board.
func (b reconciled) Reconcile(ctx context.Context, reading live.Reading) ([]live.Difference, error) {
	differences, err := b.Hub.Reconcile(ctx, reading)
	if err == nil {
		b.replay.read++
		for queue, by := range b.replay.depthsNow() {
			b.replay.t.Errorf("%s: just read, %d too many wait in %s", time.Now(), by, queue)
		}
	}
	return differences, err
}

// arrivals are the deliveries of a stretch of time with faults, each applied to what those before it left.
func (r *replay) arrivals(from, until time.Time, faults ...fault) []arrival {
	random := rand.New(rand.NewPCG(r.world.Seed, 7))
	var all []arrival
	for d := range r.world.Live(from) {
		if d.At.After(until.Add(time.Minute)) { // those on their way at the end too
			break
		}
		these := []arrival{{d.At, d.Door, d.Bytes()}}
		for _, f := range faults {
			var next []arrival
			for _, a := range these {
				next = append(next, f(random, a)...)
			}
			these = next
		}
		all = append(all, these...)
	}
	slices.SortStableFunc(all, func(a, b arrival) int { return a.at.Compare(b.at) })
	landed := map[string]bool{}
	for _, a := range all {
		e := connect.Decode(a.body).AgentEvent
		if e == nil {
			continue
		}
		if id := fmt.Sprint(e.EventID, e.Timestamp); !landed[id] { // ids repeat
			landed[id] = true
			r.flights[e.AgentARN] = append(r.flights[e.AgentARN], flight{e.Timestamp.Time().Add(-r.skew), a.at})
		}
	}
	return all
}

// play delivers what arrives, second by second.
func (r *replay) play(all []arrival, from, until time.Time, each func(now time.Time)) {
	for now := from; !now.After(until) && !r.t.Failed(); now = now.Add(time.Second) {
		time.Sleep(time.Until(now))
		var records [][]byte
		for len(all) > 0 && !all[0].at.After(now) {
			if all[0].door == sim.ContactEvents {
				r.deliver(sim.ContactEvents, all[0].body)
			} else {
				records = append(records, all[0].body)
			}
			all = all[1:]
		}
		for batch := range slices.Chunk(records, 500) {
			r.deliver(sim.AgentEvents, r.firehoseBody(batch))
		}
		each(now)
	}
}

const requestID = "ed1f7a80-22c4-4f0a-9d77-8a1b2c3d4e5f"

// firehoseBody wraps records as Firehose does.
func (r *replay) firehoseBody(records [][]byte) []byte {
	type record struct {
		Data []byte `json:"data"` // base64
	}
	body := struct {
		RequestID string   `json:"requestId"`
		Timestamp int64    `json:"timestamp"`
		Records   []record `json:"records"`
	}{RequestID: requestID, Timestamp: time.Now().UnixMilli()}
	for _, data := range records {
		body.Records = append(body.Records, record{data})
	}
	text, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	return text
}

// deliver brings a body to a door. What nobody can decode is answered as well.
func (r *replay) deliver(door sim.Door, body []byte) {
	request := httptest.NewRequestWithContext(r.t.Context(), http.MethodPost, "/", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	if door != sim.ContactEvents {
		request.Header.Set("X-Amz-Firehose-Protocol-Version", "1.0")
		request.Header.Set("X-Amz-Firehose-Request-Id", requestID)
	}
	w := httptest.NewRecorder()
	if r.doors[door].ServeHTTP(w, request); w.Code != http.StatusOK {
		r.t.Fatalf("the door of %s answers %d: %s", door, w.Code, w.Body)
	}
}

func (r *replay) board() live.Snapshot {
	now, err := r.hub.Snapshot(r.t.Context(), live.Watch{Scope: metric.Everything(), Agents: true})
	if err != nil {
		r.t.Fatal(err)
	}
	return now
}
