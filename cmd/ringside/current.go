package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest/current"
	"github.com/ringside/ringside/internal/selfcheck"
)

// floorWatch asks Amazon Connect about each instance, out of the budget of its account and Region.
type floorWatch struct {
	budgets current.Budgets
	checks  *selfcheck.Desk
	nightly nightly

	mu      sync.Mutex // guards what follows
	pollers []*current.Poller
	who     []acquaintance           // of the same instances
	moved   map[string]chan struct{} // by key of the instance
}

// newFloorWatch asks so many times a second in each account and Region, and keeps what comes of comparing figures in a book.
func newFloorWatch(budget float64, book selfcheck.Book, when nightly) *floorWatch {
	return &floorWatch{
		budgets: current.Budgets{Rate: rate.Limit(budget)}, moved: map[string]chan struct{}{}, checks: &selfcheck.Desk{Book: book}, nightly: when,
	}
}

// tell wakes the poller of an instance: events have moved its board.
func (w *floorWatch) tell(instance string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.moved[instance] <- struct{}{}:
	default: // it knows, or nobody asks about this one
	}
}

// ask asks about an instance until ctx ends.
func (w *floorWatch) ask(ctx context.Context, p *parts, instance string, access amazonconnect.Access) error {
	client, err := amazonconnect.Dial(ctx, access)
	if err != nil {
		return err
	}
	// One value is enough to say that something moved since the poller last looked.
	moved := make(chan struct{}, 1)
	who := newAcquaintance(p, instance, client, w.budgets.Of(instance))
	poller := current.New(current.Options{
		API: client, Instance: instance, Board: p.hub, Directory: p.folder.names, Budget: w.budgets.Of(instance), Want: who.names.Want,
		Moved: moved, Clock: p.clock, Logger: p.log.With("component", "amazon_connect"),
	})
	w.mu.Lock()
	w.pollers, w.who = append(w.pollers, poller), append(w.who, who)
	w.moved[connect.InstanceKey(instance)] = moved
	w.mu.Unlock()
	g, ctx := errgroup.WithContext(ctx)
	checker, err := w.newChecker(p, instance, client)
	if err != nil {
		return err
	}
	w.checks.Add(checker)
	g.Go(func() error { return checker.Run(ctx) })
	g.Go(func() error { return poller.Run(ctx) })
	g.Go(func() error { return who.run(ctx) })
	return g.Wait()
}

// askAll asks about the instances that the settings name.
func (w *floorWatch) askAll(ctx context.Context, p *parts, instances []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, arn := range instances {
		g.Go(func() error { return w.ask(ctx, p, arn, amazonconnect.Access{Region: awsaccess.RegionOf(arn)}) })
	}
	return g.Wait()
}

// status is what the pipeline page shows.
func (w *floorWatch) status() []api.AmazonConnectStatus {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]api.AmazonConnectStatus, len(w.pollers))
	for i, poller := range w.pollers {
		s := poller.Status()
		all[i] = api.AmazonConnectStatus{
			InstanceARN: s.Instance, Queues: s.Queues, Problem: s.Problem, Requests: s.Requests, Throttled: s.Throttled, Settled: s.Settled,
			Differences: make([]api.WaitingDifference, len(s.Differences)),
		}
		if !s.At.IsZero() {
			all[i].AsOf = &s.At
		}
		w.who[i].tell(&all[i])
		for k, d := range s.Differences {
			all[i].Differences[k] = api.WaitingDifference{
				QueueARN: d.Queue, Queue: w.who[i].directory.Name(d.Queue), Channel: d.Channel, Events: d.Told, Counted: d.Read,
			}
		}
	}
	return all
}

// checkInstances refuses what is no ARN of an instance.
func checkInstances(arns []string) error {
	for _, arn := range arns {
		if connect.InstanceID(arn) == "" || awsaccess.RegionOf(arn) == "" {
			return exitError{exitUsage, fmt.Sprintf("--connect-instance %s: the ARN of an Amazon Connect instance is needed, as in arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b", arn)}
		}
	}
	return nil
}

// quota is how many requests a second Amazon Connect allows for what is asked most, GetCurrentMetricData, in an account and Region.
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
const quota = 5

// checkBudget refuses what would leave nothing to other tools, and nothing to us.
func checkBudget(perSecond float64) error {
	if perSecond < 0.1 || perSecond > quota {
		return exitError{exitUsage, fmt.Sprintf("--connect-budget %g: between 0.1 and %d requests a second are possible", perSecond, quota)}
	}
	return nil
}

// instanceNames reads ARN=NAME, or the id instead of the ARN; of two names of one instance the last holds.
func instanceNames(given []string) (map[string]string, error) {
	names := map[string]string{}
	for _, text := range given {
		arn, name, _ := strings.Cut(text, "=")
		if arn == "" || strings.TrimSpace(name) == "" {
			return nil, exitError{exitUsage, fmt.Sprintf("--instance-name %s: write the ARN or id of an Amazon Connect instance and its name, as in 5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b=Seoul", text)}
		}
		names[connect.InstanceKey(arn)] = strings.TrimSpace(name)
	}
	return names, nil
}
