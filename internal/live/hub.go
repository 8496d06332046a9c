package live

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// Errors that callers branch on.
var (
	// ErrFull says that there are as many subscribers as the hub takes.
	ErrFull = errors.New("too many live streams")
	// ErrStopped says that the hub has ended.
	ErrStopped = errors.New("live hub has stopped")
)

// Timing of the stream, in real time. Of burst and pace come nine deltas at most in any one second, and with a heartbeat ten
// messages.
const (
	pace           = 125 * time.Millisecond // between two deltas, on average
	burst          = 2                      // deltas that may go out at once after quiet, so that chance meetings do not wait
	beatEvery      = 5 * time.Second
	expireEvery    = time.Minute
	heartbeatLimit = 180 * time.Second // an agent's heartbeat comes every 120 s
	greatestLag    = 10 * time.Minute  // events older than this at arrival are history and say nothing of the source's lag
)

// Options of a Hub. Clock's zero value is real time.
type Options struct {
	Clock          clock.Clock
	Logger         *slog.Logger
	Version        string                               // of the server; pages loaded from another one reload
	MaxSubscribers int                                  // 1,000 when 0
	Pulse          func(context.Context) (Pulse, error) // asked every 5 s for the heartbeat; nil: heartbeats tell the time only
	// Record is given the whole board, without its agents, at every sample. The owner goroutine calls it: it must return at
	// once, and change nothing of what it is given. Nil: nobody keeps samples.
	Record func(Snapshot)
	// Moved is told of which instance, by its key, events have changed the board; it must return at once. Nil: nobody.
	Moved func(instance string)
}

// Pulse is what a heartbeat tells of the pipeline.
type Pulse struct {
	Projected uint64               // newest sequence number visible to history
	Received  map[string]time.Time // newest delivery, by source
}

// Hub owns the board and tells its changes to every subscriber. It works while Run does.
type Hub struct {
	opts Options

	// facts carries what Publish is given to the owner. Publishers send, nobody closes it. 1,024 batches are more than a
	// second of the fastest door; when they are full Publish waits, which slows the sender down instead of losing facts.
	facts chan []connect.Fact
	// asks carries work for the owner goroutine. Anybody sends, nobody closes it; unbuffered, since askers wait anyway.
	asks chan func()
	// pulses carries one heartbeat at a time from the goroutine that asks the pipeline. Unbuffered: a beat that the owner
	// has no time for may wait. Nil says that the pipeline did not answer.
	pulses chan *Pulse
	// stopped is closed by Run when it returns.
	stopped chan struct{}

	stats counters

	// What follows belongs to the goroutine of Run, and before it to Seed.
	board *Board
	views map[Watch]*view
	count int // subscribers
	dirty bool
	whole *Snapshot     // everything as last counted; nil when the board has changed since
	due   time.Time     // when the deltas sent so far would be paid for at the pace
	lag   time.Duration // measured lag of agent events
	beat  Pulse

	history []Sample // oldest first, never nil
}

// counters are read by other goroutines.
type counters struct {
	subscribers, deltas, dropped, ignored atomic.Int64
}

// Stats is what the hub has done so far.
type Stats struct {
	Subscribers int64 // open now
	Deltas      int64 // messages made
	Dropped     int64 // messages not given to a subscriber that was too slow
	Ignored     int64 // events that claim to come from the future, ignored until that has come
}

// NewHub returns a hub with an empty board. It starts nothing.
func NewHub(o Options) *Hub {
	if o.MaxSubscribers == 0 {
		o.MaxSubscribers = 1000
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Hub{
		opts:    o,
		facts:   make(chan []connect.Fact, 1024),
		asks:    make(chan func()),
		pulses:  make(chan *Pulse),
		stopped: make(chan struct{}),
		board:   NewBoard(),
		views:   map[Watch]*view{},
		history: []Sample{},
	}
}

// Seed takes in what the store remembers of the last days. It may be called several times, before Run or by Learn.
func (h *Hub) Seed(facts []connect.Fact) {
	now := h.opts.Clock.Now()
	for _, f := range h.worthwhile(facts) {
		h.board.Receive(f, now)
	}
}

// Learn does what Seed and SeedName do while Run works: the board is the same whether it learns of the past before the
// present or after it. Errors: ErrStopped, and ctx's.
func (h *Hub) Learn(ctx context.Context, seed func()) error {
	return h.ask(ctx, func() {
		seed()
		h.change()
	})
}

// SeedName takes in what the store knows a queue to have been called at a moment. It may be called before Run or by
// Learn.
func (h *Hub) SeedName(queueARN, name string, at connect.Millis) { h.board.Name(queueARN, name, at) }

// Publish gives durable facts to the board. It returns at once unless 1,024 batches wait already, in which case it waits
// for room. After the hub has stopped it does nothing. It keeps nothing of the facts.
func (h *Hub) Publish(facts []connect.Fact) {
	batch := h.worthwhile(facts)
	if len(batch) == 0 {
		return
	}
	select {
	case h.facts <- batch:
	case <-h.stopped:
	}
}

// Stats may be called at any time.
func (h *Hub) Stats() Stats {
	return Stats{
		Subscribers: h.stats.subscribers.Load(), Deltas: h.stats.deltas.Load(),
		Dropped: h.stats.dropped.Load(), Ignored: h.stats.ignored.Load(),
	}
}

// Run works until ctx ends, then closes every subscription. It may be called once.
func (h *Hub) Run(ctx context.Context) error {
	defer close(h.stopped)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { h.own(ctx); return nil })
	g.Go(func() error { h.feelPulse(ctx); return nil })
	return g.Wait()
}

// own is the owner goroutine.
func (h *Hub) own(ctx context.Context) {
	defer h.closeAll()
	h.remember()
	wait := time.NewTimer(0) // fires when a change that came too soon after another may go out
	<-wait.C
	defer wait.Stop()
	sample := time.NewTimer(h.untilSample())
	defer sample.Stop()
	expire := time.NewTicker(expireEvery)
	defer expire.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case batch := <-h.facts:
			h.apply(batch)
			h.sendSoon(wait)
		case <-wait.C:
			h.send()
		case pulse := <-h.pulses:
			if pulse != nil {
				h.beat = *pulse
			}
			h.change() // time alone makes agents stale and waits too long
			h.sendSoon(wait)
			h.sendBeat()
		case <-sample.C:
			h.remember()
			sample.Reset(h.untilSample())
		case work := <-h.asks:
			work()
			h.sendSoon(wait)
		case <-expire.C:
			h.board.Expire(h.opts.Clock.Now())
		}
	}
}

// apply takes a batch in, and those that wait behind it: one picture is enough for all of them.
func (h *Hub) apply(batch []connect.Fact) {
	const most = 64 // batches before subscribers hear of it
	now, moved := h.opts.Clock.Now(), map[string]bool{}
	for range most {
		for _, f := range batch {
			if h.board.Receive(f, now) {
				h.change()
				if f.Contact == nil {
					moved[instanceOf(f)] = true
				}
			}
			h.measureLag(f)
		}
		select {
		case batch = <-h.facts:
		default:
			batch = nil
		}
		if batch == nil {
			break
		}
	}
	if h.opts.Moved != nil {
		for instance := range moved {
			h.opts.Moved(instance)
		}
	}
	if h.board.Size() > mostContacts+mostContacts/4 {
		h.board.Expire(h.opts.Clock.Now())
	}
}

// instanceOf is the key of the instance that an event is of.
func instanceOf(f connect.Fact) string {
	if f.AgentEvent != nil {
		return connect.InstanceKey(f.AgentEvent.InstanceARN)
	}
	return connect.InstanceKey(f.ContactEvent.InstanceARN)
}

// measureLag follows how late agent events arrive, smoothly.
func (h *Hub) measureLag(f connect.Fact) {
	if f.AgentEvent == nil {
		return
	}
	late := h.opts.Clock.Now().Sub(f.AgentEvent.Timestamp.Time())
	if late >= 0 && late <= greatestLag {
		h.lag += (late - h.lag) / 8
	}
}

// sendSoon sends a change now, or arms the timer when too many others went out just before.
func (h *Hub) sendSoon(wait *time.Timer) {
	if !h.dirty {
		return
	}
	if rest := time.Until(h.due.Add(-(burst - 1) * pace)); rest > 0 {
		wait.Reset(rest)
		return
	}
	h.send()
}

// send tells every view what changed since its last message.
func (h *Hub) send() {
	if !h.dirty {
		return
	}
	h.dirty = false
	if len(h.views) == 0 {
		return // nobody has ever looked: an import need not be counted ten times a second
	}
	told := false
	all := h.picture(Watch{Scope: metric.Everything(), Agents: true})
	for watch, v := range h.views {
		told = v.update(h.narrow(watch, all), &h.stats) || told
	}
	if now := time.Now(); told {
		h.due = later(h.due, now).Add(pace)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// change notes that what was last counted and told may be true no more.
func (h *Hub) change() { h.dirty, h.whole = true, nil }

// picture is the board as the viewer may see it. While the board stands still it is counted eight times a second at most,
// however many look.
func (h *Hub) picture(watch Watch) Snapshot {
	now := h.opts.Clock.Now()
	if h.whole == nil || now.Sub(h.whole.AsOf).Abs() > pace {
		all := h.board.Snapshot(now, heartbeatLimit+h.lag)
		h.whole = &all
	}
	seen := h.narrow(watch, *h.whole)
	seen.History = historyWithin(h.history, watch.Scope)
	return seen
}

// narrow leaves of the whole picture what a viewer may see and wants to.
func (h *Hub) narrow(watch Watch, all Snapshot) Snapshot {
	if watch.Scope.OfInstances() {
		all = all.within(watch.Scope)
	} else { // the parts of an instance do not add up to it: they are counted for themselves
		all = h.board.Within(all.AsOf, heartbeatLimit+h.lag, watch.Scope, Choice{})
	}
	if !watch.Agents {
		all.Agents = nil
	}
	return all
}

// Reconcile gives the board what Amazon Connect itself has counted, and tells where events alone said otherwise. Errors:
// ErrStopped, and ctx's.
func (h *Hub) Reconcile(ctx context.Context, r Reading) (differences []Difference, err error) {
	err = h.ask(ctx, func() {
		if now := h.opts.Clock.Now(); r.At.After(now) { // a clock that is ahead must not outlast the readings after it
			r.At = now
		}
		differences = h.board.Reconcile(r, heartbeatLimit+h.lag)
		h.change()
	})
	return differences, err
}
