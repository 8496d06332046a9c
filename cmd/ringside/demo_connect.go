package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// What --connect-fault brings about: the share of requests that a kind strikes, and how old stale answers are.
const (
	struck    = 1.0 / 3
	staleness = 2 * time.Minute
)

// connectFault is what goes wrong with the Connect API of a centre, by the words of --connect-fault.
func connectFault(words []string, of sim.Directory) (f connectapi.Fault) {
	for _, word := range words {
		switch word {
		case "throttle":
			f.Throttle = struck
		case "error":
			f.Fail = struck
		case "timeout":
			f.Silence = struck
		case "stale":
			f.Stale = staleness
		case "missing":
			f.Hide = []string{of.Queues[0].ARN}
		}
	}
	return f
}

// watchFloor serves the simulated centre's AWS on loopback, with faults of its Connect API, and asks that what waits, until ctx ends.
func (p *parts) watchFloor(ctx context.Context, world *sim.World, aws *simulatedAWS, wrong []string) error {
	floor, faults := world.Floor(), &connectapi.Faults{}
	faults.Set(connectFault(wrong, aws.of))
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return aws.serve(ctx, connectapi.New(connectapi.Options{
			Centre: floor, Now: p.clock.Now, Key: aws.access.Key, Secret: aws.access.Secret, Staff: aws.staff, Storage: aws.storage, Faults: faults, Given: givenBy(aws.account),
			Logger: p.log.With("component", "simulated_connect"),
		}))
	})
	g.Go(func() error { return p.floorWatch.ask(ctx, p, aws.of.InstanceARN, aws.access) })
	return g.Wait()
}
