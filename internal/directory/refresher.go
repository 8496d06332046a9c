package directory

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
)

// When a kind is listed again, in real time.
const (
	// refreshEvery is an hour because names change a few times a week, and a round costs little of the budget: one request a
	// kind and thousand things, 500 users, and routing profile. A centre of 1,000 agents and 30 routing profiles needs 36 of
	// the 3,600 requests that Ringside allows itself in an hour.
	refreshEvery = time.Hour
	// refreshApart is for how long something that is not known waits for the next round at most: a user who was made just
	// now, or a queue. Not shorter, so that something that Amazon Connect never lists does not use up the budget.
	refreshApart = 5 * time.Minute
)

// RefresherOptions are those of a Refresher. API, Instance, Directory and Budget are required.
type RefresherOptions struct {
	API       API
	Instance  string // ARN
	Directory *Directory
	Budget    *rate.Limiter // one for all that is asked of Amazon Connect
	// Listed is told all that an instance has of a kind, each time it was listed; nil: nobody.
	Listed func(ctx context.Context, kind Kind, all []Entry, at time.Time)
	Logger *slog.Logger
	Now    func() time.Time // the present of the centre; nil: time.Now
}

// Refresher keeps the names of one instance fresh. It works while Run does.
type Refresher struct {
	opts   RefresherOptions
	client client
	// wanted carries a wish that all kinds are listed soon. Anybody wishes, nobody closes it; one wish is enough.
	wanted chan struct{}

	mu    sync.Mutex // guards what follows
	tries map[Kind]try
}

// try is the last attempt to list a kind.
type try struct {
	begun   time.Time // in real time
	done    time.Time // when the last one that succeeded began, likewise
	problem string    // why the last one failed, "" when it did not
	hurried bool      // something of it may be missing
}

// due is how long the kind may wait to be listed again.
func (t try) due() time.Duration {
	every := refreshEvery
	if t.hurried {
		every = refreshApart
	}
	return max(0, every-time.Since(t.done))
}

// KindStatus is how much is known of a kind, and how fresh that is.
type KindStatus struct {
	Kind    Kind
	There   int
	Gone    int
	Listed  time.Time // by the clock of the centre; zero: never
	Problem string    // why the last attempt failed, "" when it did not; names are those of Listed then
}

// NewRefresher returns a refresher that has asked nothing yet.
func NewRefresher(o RefresherOptions) *Refresher {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	r := &Refresher{opts: o, wanted: make(chan struct{}, 1), tries: map[Kind]try{}}
	r.client = client{api: o.API, instance: o.Instance, meter: amazonconnect.NewMeter(o.Budget), paths: map[string][]string{}}
	return r
}

// Spent is how many requests were sent, and how many of them were refused because the account's quota was used up.
func (r *Refresher) Spent() (requests, throttled int64) { return r.client.meter.Spent() }

// Want asks for a round soon, because something is not known. It returns at once.
func (r *Refresher) Want() {
	select {
	case r.wanted <- struct{}{}:
	default: // it is wanted already
	}
}

// Status tells how fresh each kind is. It may be called at any time.
func (r *Refresher) Status() []KindStatus {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []KindStatus
	for _, kind := range Kinds() {
		there, gone := r.opts.Directory.count(r.opts.Instance, kind)
		all = append(all, KindStatus{
			Kind: kind, There: there, Gone: gone, Listed: r.opts.Directory.Listed(r.opts.Instance, kind), Problem: r.tries[kind].problem,
		})
	}
	return all
}

// Run lists what is due until ctx ends, and returns nil then: while Amazon Connect does not answer, names are those of before.
func (r *Refresher) Run(ctx context.Context) error {
	r.remember()
	for ctx.Err() == nil {
		kind, wait := r.due()
		if wait > 0 {
			r.rest(ctx, wait)
			continue
		}
		if err := r.refresh(ctx, kind); err != nil {
			r.client.meter.Wait(ctx)
		} else {
			r.client.meter.Reset()
		}
	}
	return nil
}

// remember takes what was listed before the start for as old as it is, and hierarchy groups for where they were. By the clock of a demo, which may be far from
// real time, what comes from its future is old.
func (r *Refresher) remember() {
	for _, group := range r.opts.Directory.There(r.opts.Instance, HierarchyGroups) {
		r.client.paths[group.ARN] = group.Path
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, kind := range Kinds() {
		age := r.opts.Now().Sub(r.opts.Directory.Listed(r.opts.Instance, kind))
		if age >= 0 && age < refreshEvery {
			r.tries[kind] = try{done: time.Now().Add(-age)}
		}
	}
}

// due is the kind to list next and how long to wait for that: of those that are due, the one tried longest ago, so that a
// kind that cannot be listed holds up no other.
func (r *Refresher) due() (next Kind, wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	wait = refreshEvery
	for _, kind := range Kinds() {
		t := r.tries[kind]
		in := t.due()
		if in < wait || (in == 0 && t.begun.Before(r.tries[next].begun)) {
			next, wait = kind, in
		}
	}
	return next, wait
}

// rest waits for so long, or until something unknown asks for a round.
func (r *Refresher) rest(ctx context.Context, long time.Duration) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-r.wanted:
		r.hurry()
	case <-timer.C:
	case <-ctx.Done():
	}
}

// hurry makes every kind due as soon as it may be.
func (r *Refresher) hurry() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for kind, t := range r.tries {
		t.hurried = true
		r.tries[kind] = t
	}
}

// refresh lists a kind and takes it over. What cannot be kept is listed again later, which is not Amazon Connect's fault.
func (r *Refresher) refresh(ctx context.Context, kind Kind) error {
	begun, at := time.Now(), r.opts.Now()
	all, err := r.client.list(ctx, kind)
	if err != nil {
		r.note(ctx, kind, try{begun: begun, done: r.last(kind).done, problem: amazonconnect.Reason(err)}, err)
		return err
	}
	if err := r.opts.Directory.Learn(ctx, r.opts.Instance, kind, all, at); err != nil {
		r.note(ctx, kind, try{begun: begun, done: begun, hurried: true, problem: "the names could not be kept; the log says why"}, err)
		return nil
	}
	r.note(ctx, kind, try{begun: begun, done: begun}, nil)
	if r.opts.Listed != nil {
		r.opts.Listed(ctx, kind, all, at)
	}
	return nil
}

// last is the last attempt at a kind.
func (r *Refresher) last(kind Kind) try {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tries[kind]
}

// note remembers an attempt, and logs the first of several that failed.
func (r *Refresher) note(ctx context.Context, kind Kind, now try, err error) {
	if ctx.Err() != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil && r.tries[kind].problem == "" {
		r.opts.Logger.Warn("names were not refreshed; those of before are kept", "instance", r.opts.Instance, "kind", kind, "error", err)
	}
	r.tries[kind] = now
}
