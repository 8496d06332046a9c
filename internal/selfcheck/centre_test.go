package selfcheck

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"go.uber.org/goleak"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store/duckdb"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const day = "2026-11-17"

// names are of nobody.
type names struct{}

func (names) Name(string) string { return "" }

// centre is a simulated one on the night after day, with a store of ours that some of its records reach.
type centre struct {
	t        *testing.T
	world    *sim.World
	floor    *sim.Floor
	store    *duckdb.Store
	pipeline *ingest.Pipeline
	state    *state.DB
	faults   connectapi.Faults
	now      time.Time
	asked    atomic.Int64 // requests
	// before is called with each request, before it is answered.
	before func(r *http.Request)
	*Checker
}

func newCentre(t *testing.T, seed uint64) *centre {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: seed, Agents: 14})
	if err != nil {
		t.Fatal(err)
	}
	c := &centre{t: t, world: world, floor: world.Floor(), before: func(*http.Request) {}}
	date, err := time.ParseInLocation(time.DateOnly, day, world.Zone)
	if err != nil {
		t.Fatal(err)
	}
	c.now = date.Add(27*time.Hour + 40*time.Minute)
	folder := t.TempDir()
	if c.store, err = duckdb.Open(folder, duckdb.Options{MinFree: -1, Interval: time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { _ = c.store.Run(ctx) })
	if c.state, err = state.Open(t.Context(), state.Options{Folder: folder, Now: c.clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		running.Wait()
		_ = c.store.Close()
		_ = c.state.Close()
	})
	c.pipeline = ingest.New(ingest.Options{Store: c.store, Now: c.clock})
	c.Checker = c.checker()
	return c
}

func (c *centre) clock() time.Time { return c.now }

// checker is one that has asked nothing; quotas are never short.
func (c *centre) checker() *Checker {
	directory := c.floor.Directory()
	var wall atomic.Int64
	handler := connectapi.New(connectapi.Options{
		Centre: c.floor, Now: c.clock, Key: "key", Secret: "secret", Faults: &c.faults,
		Wall: func() time.Time { return time.Now().Add(time.Duration(wall.Add(1)) * 50 * time.Millisecond) },
	})
	api := awsconnect.New(awsconnect.Options{
		Region: strings.Split(directory.InstanceARN, ":")[3], BaseEndpoint: aws.String("http://connect.example"),
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""), Retryer: aws.NopRetryer{},
		HTTPClient: connectapi.Direct{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c.asked.Add(1)
			c.before(r)
			if r.Context().Err() != nil {
				panic(http.ErrAbortHandler)
			}
			handler.ServeHTTP(w, r)
		})},
	})
	checker, err := New(Options{
		API: api, Instance: directory.InstanceARN, Known: func(context.Context) {}, Names: names{}, Store: c.store, Sink: c.pipeline,
		Queues: func() (all []string) {
			for _, q := range directory.Queues {
				all = append(all, q.ARN)
			}
			return all
		},
		Book: Book{c.state}, Budget: rate.NewLimiter(rate.Inf, 1), Zone: c.world.Zone, Every: metric.HalfHour, Night: Never, Now: c.clock,
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return checker
}

// line is one delivery, and the contact whose record it is; "" of anything broken.
type line struct {
	id   string
	text []byte
}

// delivered are the contact records that had come by now, in order.
func (c *centre) delivered() []line {
	var all []line
	for back := -2; back <= 1; back++ {
		for _, d := range c.world.Day(c.now.AddDate(0, 0, back)).Deliveries {
			if d.Door != sim.ContactRecords || d.At.After(c.now) {
				continue
			}
			id, _ := d.RecordOf()
			all = append(all, line{id, d.Bytes()})
		}
	}
	return all
}

// take brings records to our store, and waits until they are seen.
func (c *centre) take(lines []line) {
	c.t.Helper()
	batch := ingest.Batch{Source: "test", Received: c.now}
	for _, l := range lines {
		batch.Records = append(batch.Records, l.text)
	}
	receipt, err := c.pipeline.Append(context.WithoutCancel(c.t.Context()), batch)
	if err == nil {
		_, err = receipt.Wait(context.WithoutCancel(c.t.Context()))
	}
	if err != nil {
		c.t.Error(err)
	}
}

// comparable are the ids of the contacts of standard queues that ended on the day.
func (c *centre) comparable() map[string]sim.Known {
	from, _ := time.ParseInLocation(time.DateOnly, day, c.world.Zone)
	all := map[string]sim.Known{}
	for _, k := range c.floor.Known(from, from.AddDate(0, 0, 1)) {
		if k.QueueARN != "" && !connect.IsAgentQueue(k.QueueARN) {
			all[k.ID] = k
		}
	}
	return all
}

// checked checks the day.
func (c *centre) checked() Report {
	c.t.Helper()
	if err := c.check(c.t.Context(), day); err != nil {
		c.t.Fatal(err)
	}
	report, there, err := c.o.Book.Day(c.t.Context(), c.o.Instance, day)
	if err != nil || !there {
		c.t.Fatalf("no report: %v", err)
	}
	return report
}

// named are the contacts of a kind of cause, sorted.
func named(r Report, kind Kind) []string {
	ids := []string{}
	for _, d := range r.Differences {
		for _, c := range d.Causes {
			if c.Kind == kind {
				ids = append(ids, c.IDs...)
			}
		}
	}
	slices.Sort(ids)
	return ids
}
