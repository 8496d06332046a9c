package main

import (
	"cmp"
	"context"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/ingest/current"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

// connectAPI is what is asked of Amazon Connect about people.
type connectAPI interface {
	directory.API
	current.RollAPI
}

// acquaintance asks Amazon Connect what the things of an instance are called, and at the start who is there.
type acquaintance struct {
	instance  string // ARN
	hub       *live.Hub
	directory *directory.Directory
	names     *directory.Refresher
	roll      *current.Roll
}

func newAcquaintance(p *parts, instance string, client connectAPI, budget *rate.Limiter) acquaintance {
	log := p.log.With("component", "amazon_connect")
	names := directory.NewRefresher(directory.RefresherOptions{
		API: client, Instance: instance, Directory: p.folder.names, Budget: budget, Now: p.clock.Now, Logger: log, Listed: p.nameQueues,
	})
	roll := current.NewRoll(current.RollOptions{
		API: client, Instance: instance, Board: p.hub, Directory: p.folder.names, Budget: budget, Want: names.Want, Now: p.clock.Now, Logger: log,
	})
	return acquaintance{instance: instance, hub: p.hub, directory: p.folder.names, names: names, roll: roll}
}

// run works until ctx ends.
func (a acquaintance) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.names.Run(ctx) })
	g.Go(func() error { return a.roll.Run(ctx) })
	g.Go(func() error { a.seek(ctx); return nil })
	return g.Wait()
}

// lookEvery is how often the board is searched for what has no name.
const lookEvery = time.Minute

// seek asks for names soon when a queue is shown without one; once for each, since what Amazon Connect does not list has none.
func (a acquaintance) seek(ctx context.Context) {
	sought := map[string]bool{}
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
		now, err := a.hub.Snapshot(ctx, live.Watch{Scope: metric.Everything()})
		if err != nil { // the hub has stopped
			return
		}
		for arn, queue := range now.Queues {
			if queue.Name == connect.ResourceID(arn) && connect.InstanceARN(arn) == a.instance && !connect.IsAgentQueue(arn) && !sought[arn] {
				sought[arn] = true
				a.names.Want()
			}
		}
	}
}

// nameQueues tells the board what queues are called now. A board that has stopped needs no names.
func (p *parts) nameQueues(ctx context.Context, kind directory.Kind, all []directory.Entry, at time.Time) {
	if kind != directory.Queues {
		return
	}
	_ = p.hub.Learn(ctx, func() {
		for _, queue := range all {
			p.hub.SeedName(queue.ARN, queue.Name, connect.MillisOf(at))
		}
	})
}

// tell adds what the pipeline page shows.
func (a acquaintance) tell(status *api.AmazonConnectStatus) {
	for _, spent := range []func() (requests, throttled int64){a.names.Spent, a.roll.Spent} {
		requests, throttled := spent()
		status.Requests, status.Throttled = status.Requests+requests, status.Throttled+throttled
	}
	roll := a.roll.Status()
	status.Roll = api.AgentRoll{AsOf: timeOrNil(roll.At), There: roll.There, Told: roll.Told, Missing: roll.Missing, Problem: roll.Problem}
	for _, kind := range a.names.Status() {
		status.Directory = append(status.Directory, api.DirectoryStatus{
			Kind: string(kind.Kind), There: kind.There, Gone: kind.Gone, ListedAt: timeOrNil(kind.Listed), Problem: kind.Problem,
		})
		if !kind.Listed.IsZero() {
			continue
		}
		if roll.At.IsZero() { // agents are asked for by what is not known yet
			status.Roll.Problem = cmp.Or(status.Roll.Problem, kind.Problem)
		}
		if kind.Kind == directory.Queues { // and so are queues
			status.Problem = cmp.Or(status.Problem, kind.Problem)
		}
	}
}

// timeOrNil is nil of the zero time.
func timeOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Millisecond)
	return &t
}
