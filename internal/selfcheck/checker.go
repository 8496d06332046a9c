package selfcheck

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/metric"
)

// Reach is how many days back Amazon Connect is asked: it keeps three months, the shortest of which are 89 days.
// Source: Amazon Connect API Reference, "GetMetricDataV2".
const Reach = 88

// Never is a time of Night at which nothing is checked.
const Never time.Duration = -1

const (
	lookEvery = time.Minute
	// afterProblem is the pause before a night's check that could not be done is tried again.
	afterProblem = time.Hour
)

// ErrDay says that a day cannot be checked; the text around it says why, for people.
var ErrDay = errors.New("day cannot be checked")

// Options of a Checker. All but Logger are required.
type Options struct {
	API      API
	Instance string // ARN
	Queues   func() []string
	Known    func(ctx context.Context) // returns when Queues are known, or ctx ends
	Names    Names
	Store    Store
	Sink     Sink
	Book     Book
	Budget   *rate.Limiter // that of the instance's account and Region
	Zone     *time.Location
	Every    metric.Every
	Night    time.Duration    // since midnight, when the day before is checked; Never
	Now      func() time.Time // the present of the centre
	Logger   *slog.Logger
}

// Checker checks days of one instance, one after another. It works while Run does.
type Checker struct {
	o     Options
	meter *amazonconnect.Meter
	// wake has room for one word that something is wished for; whoever wishes sends, Run receives, nobody closes.
	wake chan struct{}

	mu      sync.Mutex // guards what follows
	running Progress
	stop    context.CancelFunc // of the day that is being checked
}

// Progress is how far the check of a day is; its zero value is none.
type Progress struct {
	Day         string
	Done, Total int // intervals with differences
}

// New returns a checker that has asked nothing yet. The error wraps metric.ErrRange where days cannot be cut so.
func New(o Options) (*Checker, error) {
	if _, known := periods[o.Every]; !known {
		return nil, fmt.Errorf("%w: figures are compared every 15m, 30m, 1h or 1d, not every %s", metric.ErrRange, o.Every)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Checker{o: o, meter: amazonconnect.NewMeter(o.Budget), wake: make(chan struct{}, 1)}, nil
}

// Instance is the ARN of what is checked.
func (c *Checker) Instance() string { return c.o.Instance }

// Night is when the day before is checked, since midnight in Zone; Never.
func (c *Checker) Night() (at time.Duration, zone *time.Location) { return c.o.Night, c.o.Zone }

// Span is the first day that can be checked, and the last, which is yesterday.
func (c *Checker) Span() (first, last string) { return c.today(-Reach), c.today(-1) }

// Running is what is being checked.
func (c *Checker) Running() Progress {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.running
}

// Spent is how many requests were sent, and how many of them were refused because the account's quota was used up.
func (c *Checker) Spent() (requests, throttled int64) { return c.meter.Spent() }

// Wish lets days be checked, after those that were wished for before. It is remembered. The error wraps ErrDay for a day that is not
// over, or of which Amazon Connect keeps nothing.
func (c *Checker) Wish(ctx context.Context, days ...string) error {
	today := c.today(0)
	for _, day := range days {
		switch _, err := time.Parse(time.DateOnly, day); {
		case err != nil:
			return fmt.Errorf("%w: %q is no date, as in 2006-01-02", ErrDay, day)
		case day >= today:
			return fmt.Errorf("%w: %s is not over yet", ErrDay, day)
		case day < c.today(-Reach):
			return fmt.Errorf("%w: Amazon Connect keeps figures for three months, and %s is before that", ErrDay, day)
		}
	}
	if err := c.o.Book.Keeper.WishFigureChecks(ctx, c.o.Instance, days...); err != nil {
		return err
	}
	select {
	case c.wake <- struct{}{}:
	default: // Run will look anyway
	}
	return nil
}

// Stop breaks the running check off, and forgets what else is wished for.
func (c *Checker) Stop(ctx context.Context) error {
	err := c.o.Book.Keeper.DropFigureCheckWish(ctx, c.o.Instance, "")
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stop != nil {
		c.stop()
	}
	return err
}

// today is a date, so many days from today.
func (c *Checker) today(days int) string {
	return c.o.Now().In(c.o.Zone).AddDate(0, 0, days).Format(time.DateOnly)
}

// Run checks what is wished for, and at night the day before, until ctx ends; it returns nil then.
func (c *Checker) Run(ctx context.Context) error {
	c.o.Known(ctx)
	timer := time.NewTicker(lookEvery)
	defer timer.Stop()
	for ctx.Err() == nil {
		if err := c.work(ctx); err != nil && ctx.Err() == nil {
			c.o.Logger.Error("figures were not checked; it is tried again in a minute", "instance", c.o.Instance, "error", err)
		}
		select {
		case <-ctx.Done():
		case <-c.wake:
		case <-timer.C:
		}
	}
	return nil
}

// work checks all that is due.
func (c *Checker) work(ctx context.Context) error {
	if err := c.wishNightly(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		days, err := c.o.Book.Keeper.WishedFigureChecks(ctx, c.o.Instance)
		if err != nil || len(days) == 0 {
			return err
		}
		if err := c.check(ctx, days[0]); err != nil {
			return err
		}
	}
	return nil
}

// wishNightly wishes for yesterday once it is time, unless it was checked.
func (c *Checker) wishNightly(ctx context.Context) error {
	now := c.o.Now().In(c.o.Zone)
	if c.o.Night < 0 || now.Before(time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, c.o.Zone).Add(c.o.Night)) {
		return nil
	}
	day := c.today(-1)
	kept, there, err := c.o.Book.Keeper.FigureCheck(ctx, c.o.Instance, day)
	if err != nil {
		return err
	}
	if there {
		report, _, err := c.o.Book.Day(ctx, c.o.Instance, day)
		done := report.Problem == "" && !kept.Ended.IsZero() || report.Problem == Stopped
		if err != nil || done || now.Before(kept.Begun.Add(afterProblem)) {
			return err
		}
	}
	return errors.Join(c.o.Book.Keeper.WishFigureChecks(ctx, c.o.Instance, day), c.o.Book.expire(ctx, now))
}

// check checks one day, and keeps its report. What Amazon Connect does not answer is the report's Problem; the error is another one, or
// ctx's, with which the wish stays.
func (c *Checker) check(ctx context.Context, day string) error {
	dayCtx, stop := context.WithCancel(ctx)
	defer stop()
	c.begin(Progress{Day: day}, stop)
	defer c.begin(Progress{}, nil)
	report, err := c.report(ctx, day)
	if err != nil {
		return err
	}
	requests, throttled := c.meter.Spent()
	err = c.checkInto(dayCtx, report)
	now, refused := c.meter.Spent()
	report.Requests, report.Throttled = report.Requests+now-requests, report.Throttled+refused-throttled
	if ctx.Err() != nil { // the process ends: the check goes on with the next one
		return errors.Join(context.Cause(ctx), c.o.Book.save(context.WithoutCancel(ctx), *report))
	}
	switch {
	case err == nil:
	case dayCtx.Err() != nil:
		report.Problem = Stopped
	case errors.Is(err, errNoFigures):
		report.Problem = NoFigures
	case errors.Is(err, errNothingHere):
		report.Problem = NothingHere
	default:
		c.o.Logger.Warn("figures of a day were not checked to the end", "instance", c.o.Instance, "day", day, "error", err)
		report.Problem = amazonconnect.Reason(err)
	}
	report.Ended = c.o.Now()
	if err := c.o.Book.save(ctx, *report); err != nil {
		return err
	}
	c.o.Logger.Info("figures were checked", "instance", c.o.Instance, "day", day, "figures", report.Figures, "equal", report.Equal, "restored", report.Restored)
	return c.o.Book.Keeper.DropFigureCheckWish(ctx, c.o.Instance, day)
}

func (c *Checker) begin(p Progress, stop context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running, c.stop = p, stop
}

// report is a new one, or that of a check of the day that was broken off.
func (c *Checker) report(ctx context.Context, day string) (*Report, error) {
	begun, there, err := c.o.Book.Day(ctx, c.o.Instance, day)
	if err != nil {
		return nil, err
	}
	if there && begun.Ended.IsZero() && begun.Every == c.o.Every && begun.Zone == c.o.Zone.String() {
		return &begun, nil
	}
	return &Report{
		Instance: c.o.Instance, Day: day, Zone: c.o.Zone.String(), Every: c.o.Every, Begun: c.o.Now().Truncate(time.Millisecond), Differences: []Difference{},
	}, nil
}

func (c *Checker) checkInto(ctx context.Context, report *Report) error {
	cuts, err := edges(report.Day, c.o.Zone, c.o.Every)
	if err != nil {
		return err
	}
	queues := standard(c.o.Queues())
	mine, err := newOurs(c.o.Store, c.o.Instance, cuts, queues)
	if err != nil {
		return err
	}
	d := daily{
		order: order{c.o.Instance, report.Day}, every: c.o.Every, zone: c.o.Zone, now: c.o.Now, ours: mine, names: c.o.Names, sink: c.o.Sink, left: mostRestored,
		theirs: &theirs{api: c.o.API, instance: c.o.Instance, meter: c.meter}, report: report,
		keep: func(r Report) error { return c.o.Book.save(ctx, r) },
		tell: func(done, total int) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.running.Done, c.running.Total = done, total
		},
	}
	return d.run(ctx, queues)
}

// ParseNight reads a time of day as in 03:40, or off.
func ParseNight(text string) (time.Duration, error) {
	if cmp.Or(text, "off") == "off" {
		return Never, nil
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return Never, fmt.Errorf("%q is no time of day: write it as 03:40, or off", text)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}
