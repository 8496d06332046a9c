package main

import (
	"context"
	"time"

	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/selfcheck"
)

// nightly says when and how figures are compared with Amazon Connect's own.
type nightly struct {
	zone  *time.Location
	at    time.Duration // since midnight; selfcheck.Never
	every metric.Every
}

// nightly reads the flags.
func (f *serverFlags) nightly() (nightly, error) {
	zone, err := metric.LoadZone(f.Zone)
	if err != nil {
		return nightly{}, err
	}
	at, err := selfcheck.ParseNight(f.CheckFiguresAt)
	return nightly{zone: zone, at: at, every: metric.Every(f.CheckFiguresEach)}, err
}

// newChecker compares the figures of an instance, out of the budget of its account and Region.
func (w *floorWatch) newChecker(p *parts, instance string, api selfcheck.API) (*selfcheck.Checker, error) {
	names := p.folder.names
	return selfcheck.New(selfcheck.Options{
		API: api, Instance: instance, Names: names, Store: p.folder.store, Sink: p.pipeline, Book: w.checks.Book, Budget: w.budgets.Of(instance),
		Zone: w.nightly.zone, Every: w.nightly.every, Night: w.nightly.at, Now: p.clock.Now, Logger: p.log.With("component", "figure_check"),
		Known: func(ctx context.Context) {
			names.Await(ctx, func() bool { return !names.Listed(instance, directory.Queues).IsZero() })
		},
		Queues: func() (arns []string) {
			for _, queue := range names.There(instance, directory.Queues) {
				arns = append(arns, queue.ARN)
			}
			return arns
		},
	})
}
