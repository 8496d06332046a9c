package current

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
)

// When Amazon Connect is asked, in the centre's time: a clock that runs faster makes the rounds of a demo shorter, down to
// shortestRound, so that its answers do not grow old between two of them. While nobody waits and nobody is served there is
// nothing to correct, and events tell at once when that ends; the slow pace is for the event that is lost. An answer is
// built upon for ten minutes, so that four in a row may fail before the figures are estimated.
const (
	apart       = 5 * time.Second  // at least, between two rounds, however much moves
	movingEvery = 15 * time.Second // while somebody waits or is being served; Amazon Connect's own page refreshes as often
	quietEvery  = 2 * time.Minute  // else
)

// The same in real time.
const (
	shortestRound = time.Second // the budget allows no more
	settleAfter   = time.Second // after the first event, so that one request answers a burst
)

// Board is what readings are given to; *live.Hub is one.
type Board interface {
	Reconcile(ctx context.Context, r live.Reading) ([]live.Difference, error)
}

// Options of a Poller. All but Want, Moved, Logger and Clock are required.
type Options struct {
	API       API
	Instance  string // ARN
	Board     Board
	Directory *directory.Directory // knows the queues to ask about; nothing is asked before it does
	Budget    *rate.Limiter        // that of the instance's account and Region
	Want      func()               // that the directory is refreshed soon; nil: it is when it is
	Moved     <-chan struct{}      // one value, or more, when events have moved the instance's board; nil: asked by the clock alone
	Logger    *slog.Logger
	Clock     clock.Clock // the centre's
}

// Poller asks about one instance. It works while Run does.
type Poller struct {
	opts   Options
	client client
	queues []string  // ARNs
	listed time.Time // when the directory listed them

	mu     sync.Mutex // guards status
	status Status
}

// Status is how far Ringside and Amazon Connect agree.
type Status struct {
	Instance  string // ARN
	Queues    int    // that are asked about
	At        time.Time
	Problem   string // why the last request failed, "" when it did not
	Requests  int64
	Throttled int64
	// Differences are the places for which events alone told another number at At, in the newest answer.
	Differences []live.Difference
	// Settled is how many differences there were in all answers so far; each is gone with the answer that showed it.
	Settled int64
}

// New returns a poller that has asked nothing yet.
func New(o Options) *Poller {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Want == nil {
		o.Want = func() {}
	}
	p := &Poller{opts: o, status: Status{Instance: o.Instance}}
	p.client = client{api: o.API, instance: o.Instance, meter: amazonconnect.NewMeter(o.Budget), log: o.Logger}
	return p
}

// Status may be called at any time.
func (p *Poller) Status() Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	status := p.status
	status.Requests, status.Throttled = p.client.meter.Spent()
	return status
}

// Run asks until ctx ends, and returns nil then: an API that does not answer leaves the figures to the events.
func (p *Poller) Run(ctx context.Context) error {
	p.opts.Directory.Await(ctx, func() bool { return !p.opts.Directory.Listed(p.opts.Instance, directory.Queues).IsZero() })
	for ctx.Err() == nil {
		busy, err := p.poll(ctx)
		switch {
		case ctx.Err() != nil:
		case errors.Is(err, live.ErrStopped):
			return nil
		case err != nil:
			p.fail(err)
			if code := amazonconnect.Code(err); code == "ResourceNotFoundException" || refuses(code) {
				p.opts.Want() // a queue may be there no more
			}
			p.client.meter.Wait(ctx)
		default:
			p.client.meter.Reset()
			p.rest(ctx, busy)
		}
	}
	return nil
}

// poll asks about every queue once, and reports whether somebody waits or is being served, by the counts of the answers: an
// answer has a row also of a queue whose agents do nothing. What was read before a failure counts.
func (p *Poller) poll(ctx context.Context) (busy bool, err error) {
	p.list()
	var differences []live.Difference
	var at time.Time
	for from := 0; from < len(p.queues); from += queuesAtOnce {
		read, err := p.client.read(ctx, p.queues[from:min(from+queuesAtOnce, len(p.queues))])
		if err != nil {
			return busy, err
		}
		differ, err := p.opts.Board.Reconcile(ctx, read.Reading)
		if err != nil {
			return busy, err
		}
		differences, at, busy = append(differences, differ...), read.At, busy || read.moves
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.status.At, p.status.Problem, p.status.Differences = at, "", differences
	p.status.Settled += int64(len(differences))
	return busy, nil
}

// list takes over the queues when the directory has listed them anew.
func (p *Poller) list() {
	listed := p.opts.Directory.Listed(p.opts.Instance, directory.Queues)
	if listed.Equal(p.listed) {
		return
	}
	p.queues, p.listed, p.client.bare = nil, listed, false
	for _, q := range p.opts.Directory.There(p.opts.Instance, directory.Queues) {
		p.queues = append(p.queues, q.ARN)
	}
	slices.Sort(p.queues)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.status.Queues = len(p.queues)
}

// rest waits until it is worth asking again.
func (p *Poller) rest(ctx context.Context, busy bool) {
	round := time.Now()
	long := quietEvery
	if busy {
		long = movingEvery
	}
	timer := time.NewTimer(p.real(long))
	defer timer.Stop()
	select {
	case <-p.opts.Moved:
		sleep(ctx, max(settleAfter, time.Until(round.Add(p.real(apart)))))
	case <-timer.C:
	case <-ctx.Done():
	}
}

// real is how long a pause of the centre's time lasts: never longer than it says, so that a slow clock delays no answer.
func (p *Poller) real(pause time.Duration) time.Duration {
	return max(shortestRound, min(pause, p.opts.Clock.Real(pause)))
}

func (p *Poller) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.status.Problem == "" {
		p.opts.Logger.Warn("Amazon Connect does not tell what waits; figures are estimated from contact events", "instance", p.opts.Instance, "error", err)
	}
	p.status.Problem = amazonconnect.Reason(err)
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
