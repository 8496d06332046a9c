package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/amazonconnect"
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

// watchFloor serves the simulated centre's Connect API on loopback with its faults, and asks it what waits, until ctx ends.
func (p *parts) watchFloor(ctx context.Context, world *sim.World, wrong []string) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("open the simulated Connect API: %w", err)
	}
	floor, key, secret := world.Floor(), rand.Text(), rand.Text()
	faults := &connectapi.Faults{}
	faults.Set(connectFault(wrong, floor.Directory()))
	server := &http.Server{
		ReadHeaderTimeout: 10 * time.Second,
		Handler: connectapi.New(connectapi.Options{
			Centre: floor, Now: p.clock.Now, Key: key, Secret: secret, Faults: faults,
			Logger: p.log.With("component", "simulated_connect"),
		}),
	}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve the simulated Connect API: %w", err)
		}
		return nil
	})
	g.Go(func() error { <-gctx.Done(); return server.Close() })
	g.Go(func() error {
		instance := floor.Directory().InstanceARN
		return p.floorWatch.ask(gctx, p, instance, amazonconnect.Access{
			Region: regionOf(instance), Endpoint: "http://" + listener.Addr().String(), Key: key, Secret: secret,
		})
	})
	return g.Wait()
}
