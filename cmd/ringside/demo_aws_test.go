package main

import (
	"context"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sso/setup"
)

// TestTheSimulatedAWSIsSetUp plans and applies what lets people sign in to a simulated centre, at the one address of its AWS.
func TestTheSimulatedAWSIsSetUp(t *testing.T) {
	world, err := newWorld(sim.Options{Seed: 1, Agents: smallest})
	if err != nil {
		t.Fatal(err)
	}
	aws, err := newSimulatedAWS(t.Context(), world.Directory())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- aws.serve(ctx, connectapi.New(connectapi.Options{Centre: world.Floor(), Key: aws.access.Key, Secret: aws.access.Secret}))
	}()
	c, err := aws.clients(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c.Meter = amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1))
	wish := setup.Wish{
		Instance: aws.of.InstanceARN, Provider: "Ringside", Metadata: samltest.Metadata(samltest.Keys().Ours), Role: "ConnectFederation", Policy: "ConnectFederation",
		Path: "/", Form: setup.FormUser, Session: time.Hour, Landing: "workspace", Login: setup.LoginEmail,
	}
	left, err := c.Apply(ctx, wish, func(setup.Step, error) {})
	if err != nil || !left.Finished() {
		t.Errorf("%v, left %+v", err, left)
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}
