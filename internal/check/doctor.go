package check

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/awsaccess"
)

const (
	// patience is how long the whole may take. What was not answered by then is told as such.
	patience = 15 * time.Second
	// oneAnswer is how long one question may take.
	oneAnswer = 5 * time.Second
	// sideBySide is how many things are looked at at once.
	sideBySide = 8
)

// Doctor looks at one set-up.
type Doctor struct {
	Set    Set
	Access awsaccess.Access // of streams, queues, rules and keys
	// Connect is where Amazon Connect is asked; its Region is that of each instance.
	Connect awsaccess.Access
	// Budget is out of which questions about an instance, by ARN, are paid. Nil: two a second, which is Amazon Connect's quota.
	Budget func(instance string) *rate.Limiter
	// Own is what Ringside knows by itself; nil, or a nil answer, where no server is asked.
	Own func(context.Context) *Own

	asked   atomic.Int64
	running atomic.Bool

	mu     sync.Mutex // guards newest
	newest *Report
}

// Asked is how many questions have been answered, or not, since the newest run began.
func (d *Doctor) Asked() int { return int(d.asked.Load()) }

// Running tells whether a run is under way.
func (d *Doctor) Running() bool { return d.running.Load() }

// Newest is the report of the run that ended last; nil before the first.
func (d *Doctor) Newest() *Report {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.newest
}

// Run asks and judges. It ends within a quarter of a minute; a ctx that ends sooner ends it with its error. Runs at the same time count
// their questions together.
func (d *Doctor) Run(ctx context.Context) (Report, error) {
	if d.running.CompareAndSwap(false, true) {
		defer d.running.Store(false)
		d.asked.Store(0)
	}
	begun := time.Now()
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	facts := d.read(short)
	if ctx.Err() != nil {
		return Report{}, ctx.Err()
	}
	r := Report{At: begun.UTC(), Seconds: time.Since(begun).Seconds(), Asked: d.Asked(), Findings: Judge(facts)}
	d.mu.Lock()
	d.newest = &r
	d.mu.Unlock()
	return r, nil
}

// read asks for all facts, in three rounds: what is named, what that names, and the keys of that.
func (d *Doctor) read(ctx context.Context) *Facts {
	f := &Facts{Set: d.Set, At: time.Now().UTC()}
	if d.Own != nil {
		f.Own = d.Own(ctx)
	}
	if len(d.Set.Instances)+len(d.Set.Streams)+len(d.Set.Queues) == 0 {
		return f
	}
	c, err := d.dial(ctx)
	if err != nil {
		f.Identity = Answer[Identity]{Asked: Asked{Operation: identityOperation, At: f.At, Said: err.Error()}, Err: err}
		return f
	}
	f.Region = c.region
	f.Instances, f.Queues = make([]Instance, len(d.Set.Instances)), make([]Queue, len(d.Set.Queues))
	c.together(func(g *errgroup.Group) {
		g.Go(func() error { c.identity(ctx, f); return nil })
		for i, arn := range d.Set.Instances {
			g.Go(func() error { f.Instances[i] = c.instance(ctx, arn); return nil })
		}
		for i, url := range d.Set.Queues {
			g.Go(func() error { f.Queues[i] = c.queue(ctx, url); return nil })
		}
	})
	f.Streams = streamsOf(f)
	c.together(func(g *errgroup.Group) {
		for i := range f.Streams {
			g.Go(func() error { c.stream(ctx, &f.Streams[i], f.Region); return nil })
		}
		g.Go(func() error { c.rules(ctx, f); return nil })
	})
	c.together(func(g *errgroup.Group) {
		for i := range f.Instances {
			if encrypted(f, f.Instances[i]) {
				g.Go(func() error { c.keys(ctx, &f.Instances[i]); return nil })
			}
		}
	})
	return f
}

// together lets parts run side by side, and waits for all.
func (c *clients) together(begin func(*errgroup.Group)) {
	var g errgroup.Group
	g.SetLimit(sideBySide)
	begin(&g)
	_ = g.Wait() // the parts have no errors: what fails is a fact
}
