package sim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/clock"
)

// DriverOptions say whose traffic goes where. World, BaseURL, AccessKey and From are required.
type DriverOptions struct {
	World     *World
	BaseURL   string       // such as http://127.0.0.1:8080
	AccessKey string       // for both doors
	Client    *http.Client // nil means http.DefaultClient; redirects are never followed
	Clock     clock.Clock  // the time in which the world lives
	From      time.Time    // everything due from then on is delivered, and nothing before
	Interval  time.Duration
	Workers   int  // EventBridge requests at once; 0 means 8
	OneStream bool // contact records and agent events share one Firehose stream
	// Lose is which contacts' records are removed on the way; nil: none.
	Lose   func(contactID string) bool
	Logger *slog.Logger
}

// Driver plays the live part of a world at the real doors: contact records and agent events by Firehose HTTP endpoint
// delivery, contact events by EventBridge API destination, each with its own protocol, patience and quirks.
//
//	Live ── due ──┬─ contact records ─┬─ buffer ── POST /ingest/firehose, again until answered as it must be
//	              ├─ agent events ────┘
//	              └─ contact events ──── workers ── POST /ingest/eventbridge, one event each
//
// A door that is closed holds the traffic back; when it opens everything due is delivered.
type Driver struct {
	o      DriverOptions
	counts counts
}

// counts are what went out and how.
type counts struct {
	records, batches, events, retries, dropped atomic.Int64
}

// Sent says what a Driver has done so far.
type Sent struct {
	Records int64 // contact records and agent events accepted by the Firehose door
	Batches int64 // requests accepted there
	Events  int64 // contact events accepted by the EventBridge door
	Retries int64 // requests that were sent again
	Dropped int64 // records and events refused in a way that the protocols do not retry
}

// NewDriver checks the options. It starts nothing.
func NewDriver(o DriverOptions) (*Driver, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("drive a simulated centre: %w", err)
	}
	if o.World == nil || o.AccessKey == "" || o.From.IsZero() || base.Host == "" {
		return nil, errors.New("drive a simulated centre: world, base URL, access key and start are required")
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	if o.Client == nil {
		o.Client = http.DefaultClient
	}
	client := *o.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o.Client = &client
	if o.Interval <= 0 {
		o.Interval = 2 * time.Second
	}
	if o.Workers <= 0 {
		o.Workers = 8
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Driver{o: o}, nil
}

// Sent tells how far it is; it may be asked at any time.
func (d *Driver) Sent() Sent {
	c := &d.counts
	return Sent{
		Records: c.records.Load(), Batches: c.batches.Load(), Events: c.events.Load(), Retries: c.retries.Load(), Dropped: c.dropped.Load(),
	}
}

// Run delivers until ctx ends, and returns its error once every request has ended.
func (d *Driver) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	// Sent to by the feed alone and never closed: receivers end with ctx. The capacity lets one door lag behind the
	// others for a while before it holds them up.
	records, agents, events := make(chan Delivery, 4096), make(chan Delivery, 4096), make(chan Delivery, 4096)
	if d.o.OneStream {
		agents = records
	}
	g.Go(func() error { return d.feed(ctx, records, agents, events) })
	g.Go(func() error { return d.firehose(ctx, "contact-records", records) })
	if !d.o.OneStream {
		g.Go(func() error { return d.firehose(ctx, "agent-events", agents) })
	}
	for range d.o.Workers {
		g.Go(func() error { return d.eventBridge(ctx, events) })
	}
	return g.Wait()
}

// feed hands each delivery to its door when it is due.
func (d *Driver) feed(ctx context.Context, records, agents, events chan<- Delivery) error {
	doors := [...]chan<- Delivery{ContactRecords: records, AgentEvents: agents, ContactEvents: events}
	for next := range d.o.World.Live(d.o.From) {
		if err := d.o.Clock.SleepUntil(ctx, next.At); err != nil {
			return err
		}
		if next.loses(d.o.Lose) {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case doors[next.Door] <- next:
		}
	}
	return nil
}

// rest waits a span of the world's time before a request is sent again, but no less than a real moment: a fast clock
// must not turn patience into a storm.
func (d *Driver) rest(ctx context.Context, span time.Duration) error {
	d.counts.retries.Add(1)
	timer := time.NewTimer(max(50*time.Millisecond, d.o.Clock.Real(span)))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// backoff is how long to wait after the n-th failure, n from 0: 1 s, doubled each time, at most two minutes, ±15 %.
// Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint delivery request and response specifications".
func backoff(n int) time.Duration {
	span := min(120, 1<<min(n, 7))
	return time.Duration(float64(span) * (0.85 + 0.3*rand.Float64()) * float64(time.Second))
}
