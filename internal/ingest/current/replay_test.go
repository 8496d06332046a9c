package current

import (
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// replay is a stretch of a simulated day whose deliveries come to a board, which asks the simulated API every 15 s.
type replay struct {
	floor  *sim.Floor
	board  *live.Board
	client client
	queues []string // ARNs
	now    time.Time
}

func newReplay(t *testing.T, seed uint64, from time.Time) (*replay, *sim.World) {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	r := &replay{floor: world.Floor(), board: live.NewBoard(), now: from}
	// Quotas refill in the caller's time, of which a day takes seconds here: each look at the clock (three a request) is 80 ms
	// later, and requests are still signed within minutes of it.
	looks := 0
	wall := func() time.Time { looks++; return time.Now().Add(time.Duration(looks) * 80 * time.Millisecond) }
	server := httptest.NewServer(connectapi.New(connectapi.Options{
		Centre: r.floor, Now: func() time.Time { return r.now }, Wall: wall, Key: "key", Secret: "secret",
	}))
	t.Cleanup(server.Close)
	api, err := amazonconnect.Dial(t.Context(), amazonconnect.Access{Region: "ap-northeast-2", Endpoint: server.URL, Key: "key", Secret: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	r.client = client{api: api, instance: r.floor.Directory().InstanceARN, meter: amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)), log: slog.New(slog.DiscardHandler)}
	for _, q := range r.floor.Directory().Queues {
		r.queues = append(r.queues, q.ARN)
	}
	return r, world
}

// depths are how many contacts wait in each queue and channel that is asked about, in truth and by the board.
func (r *replay) depths() (truth, told map[string]int64) {
	truth, told = map[string]int64{}, map[string]int64{}
	scene := r.floor.At(r.now)
	for _, w := range scene.Waiting {
		truth[w.QueueARN]++
	}
	for arn, q := range r.board.Snapshot(r.now, 180*time.Second).Queues {
		told[arn] = q.InQueue
	}
	return truth, told
}

// TestQueueDepthIsRightWithinOnePoll replays forty busy minutes second by second. A tenth of the contact events is lost, besides
// what the simulator itself delays, repeats and leaves out. At each poll every queue's depth is Amazon Connect's own; in
// between it is much nearer to the truth than events alone.
func TestQueueDepthIsRightWithinOnePoll(t *testing.T) {
	from := time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC) // Monday, 10:00 in Seoul
	r, world := newReplay(t, 11, from.Add(-20*time.Minute))
	alone := live.NewBoard()
	random := rand.New(rand.NewPCG(11, 0))
	end := from.Add(40 * time.Minute)
	var off, offAlone, seconds int64
	for d := range world.Live(r.now) {
		if d.At.After(end) {
			break
		}
		for r.now.Before(d.At) {
			r.now = r.now.Add(time.Second)
			if r.now.Before(from) {
				continue
			}
			polled := r.now.Unix()%15 == 0
			if polled {
				r.poll(t)
			}
			truth, told := r.depths()
			seconds++
			for _, q := range r.read() {
				diff := told[q] - truth[q]
				if polled && diff != 0 {
					t.Fatalf("%s: just polled, %d wait in %s, %d do", r.now, told[q], q, truth[q])
				}
				off += max(diff, -diff)
			}
			events := alone.Snapshot(r.now, 180*time.Second).Queues
			for _, q := range r.read() {
				diff := events[q].InQueue - truth[q]
				offAlone += max(diff, -diff)
			}
		}
		fact := connect.Decode(d.Bytes())
		if fact.Kind == connect.KindRejected || d.Door == sim.ContactEvents && random.IntN(10) == 0 {
			continue
		}
		r.board.Receive(fact, r.now)
		alone.Receive(fact, r.now)
	}
	t.Logf("%d s: contacts shown wrongly per second %.3f, by events alone %.3f", seconds, float64(off)/float64(seconds), float64(offAlone)/float64(seconds))
	if offAlone == 0 || off*3 > offAlone {
		t.Errorf("polling leaves %d wrong contact seconds, events alone %d", off, offAlone)
	}
}

// read are the queues of which the API tells: no queue of e-mail.
func (r *replay) read() []string {
	return slices.DeleteFunc(slices.Clone(r.queues), func(arn string) bool {
		return slices.ContainsFunc(r.floor.Directory().Queues, func(e sim.QueueEntry) bool { return e.ARN == arn && e.Channel == "EMAIL" })
	})
}

func (r *replay) poll(t *testing.T) {
	t.Helper()
	reading, err := r.client.read(t.Context(), r.queues)
	if err != nil {
		t.Fatal(err)
	}
	r.board.Reconcile(reading.Reading, 180*time.Second)
}
