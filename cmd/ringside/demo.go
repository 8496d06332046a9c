package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/sim"
)

type demoCommand struct {
	serverFlags  `embed:"" set:"data=./ringside-demo"`
	Seed         uint64    `default:"1" help:"The same seed gives the same company."`
	Agents       int       `default:"60" help:"Agents of the centre, 12 to 2,000. Traffic grows with them."`
	Instances    int       `default:"1" help:"Amazon Connect instances of the company, 1 or 2: the second is half the size, in an account and Region of its own."`
	ConnectFault []string  `enum:"throttle,error,timeout,stale,missing" help:"What goes wrong with the simulated Amazon Connect API: throttle, error and timeout each strike a third of the requests, so that all three together are an API that is down; stale answers are two minutes old; of missing queues it says nothing. Pipeline health shows what comes of it. Several with commas."`
	LoseRecords  float64   `placeholder:"SHARE" help:"Lose the contact records of this share of all contacts on the way, such as 0.002. Pipeline health shows how the comparison with Amazon Connect's own figures finds and restores them."`
	Speed        float64   `default:"1" help:"How fast time goes, for the simulator and for the server alike."`
	Begin        time.Time `format:"2006-01-02T15:04:05Z07:00" placeholder:"MOMENT" help:"The moment at which the demo begins, such as 2026-11-17T10:40:00+09:00, so that a centre at work can be seen at night. Now unless given."`
}

// Help is shown by ringside demo --help.
func (c *demoCommand) Help() string {
	return `A Korean company with a dozen queues is simulated, and reaches Ringside only through the real doors: contact records and
agent events by Firehose HTTP delivery, contact events by the EventBridge door, the past by the import path. It begins with
the last 7 days; 400 days are filled in behind. About a minute after the start a queue turns red, and recovers.

The data folder remembers the demo, and holds nothing else: serve and import refuse it. A second start goes on where the first one ended, in the future if that one ran fast.`
}

// Days of history that the demo begins with.
const (
	demoContactDays = 400
	demoAgentDays   = 14
)

// demoBroken is how many undecodable deliveries come with each contact record: enough for quarantine to show itself.
const demoBroken = 1.0 / 20_000

// firstIncident is how long after the start a queue gets into trouble: time enough to look around first.
const firstIncident = 45 * time.Second

// Run serves the demo until it is told to stop.
func (c *demoCommand) Run(s *session) error {
	if c.Speed < 0.1 || c.Speed > 600 {
		return exitError{exitUsage, fmt.Sprintf("--speed %g: between 0.1 and 600 are possible", c.Speed)}
	}
	if c.LoseRecords < 0 || c.LoseRecords > 1 {
		return exitError{exitUsage, fmt.Sprintf("--lose-records %g: between 0 and 1 is possible", c.LoseRecords)}
	}
	if c.Instances < 1 || c.Instances > sim.Instances {
		return exitError{exitUsage, fmt.Sprintf("--instances %d: 1 or %d are possible", c.Instances, sim.Instances)}
	}
	worlds, err := c.worlds(nil)
	if err != nil {
		return err // before the folder remembers a demo that cannot be
	}
	log, err := c.logger(s)
	if err != nil {
		return err
	}
	if c.IngestKey == "" {
		c.IngestKey = rand.Text()
		if isTerminal(s.stderr) { // elsewhere it is a log
			fmt.Fprintf(s.stderr, "Ingest key of this run: %s\n", c.IngestKey)
		}
	}
	past, err := openDemo(c.Data, c.Seed, c.Agents, c.Instances)
	if err != nil {
		return err
	}
	var accounts []*simulatedAWS
	for _, world := range worlds {
		d := world.Directory()
		c.InstanceName = append([]string{d.InstanceARN + "=" + d.Alias}, c.InstanceName...)
		account, err := newSimulatedAWS(s.ctx, d)
		if err != nil {
			return err
		}
		accounts = append(accounts, account)
	}
	o := serveOptions{serverFlags: c.serverFlags, log: log, demo: true, speed: c.Speed, continued: c.clock, simulated: accounts}
	o.beside = func(ctx context.Context, p *parts, url string) error {
		return c.play(ctx, p, past, accounts, url, func() { fmt.Fprintf(s.stdout, "Ringside is ready: %s\n", url) })
	}
	return serve(s.ctx, o)
}

// newWorld is sim.NewWorld for options that came from the command line.
func newWorld(o sim.Options) (*sim.World, error) {
	world, err := sim.NewWorld(o)
	if err != nil {
		return nil, exitError{exitUsage, err.Error()}
	}
	return world, nil
}

// worlds are one world for each instance; incidents strike the first.
func (c *demoCommand) worlds(incidents []sim.Incident) ([]*sim.World, error) {
	var worlds []*sim.World
	for i := range c.Instances {
		o := sim.Options{Seed: c.Seed, Instance: i, Agents: c.Agents, Broken: demoBroken, Incidents: incidents}
		if i > 0 {
			o.Seed, o.Agents, o.Incidents = c.Seed+uint64(i), max(smallest, c.Agents/2), nil
		}
		world, err := newWorld(o)
		if err != nil {
			return nil, err
		}
		worlds = append(worlds, world)
	}
	return worlds, nil
}

// smallest is how few agents a simulated instance can have.
const smallest = 12

// clock never starts before the newest moment in the folder: a demo that ran faster than time has seen the future already,
// and what happens next must come after it.
func (c *demoCommand) clock(newest time.Time) clock.Clock {
	now := c.Begin
	if now.IsZero() {
		now = time.Now()
		if c.Speed == 1 && !newest.After(now) {
			return clock.Clock{}
		}
	}
	if newest.After(now) {
		now = newest
	}
	return clock.Virtual(now, c.Speed)
}

// play imports the past, says that the page is ready, and then plays the present and the rest of the past side by side.
func (c *demoCommand) play(ctx context.Context, p *parts, past *demoFolder, accounts []*simulatedAWS, url string, ready func()) error {
	start := p.clock.Now()
	incidents, err := past.strike(start.Add(firstIncident))
	if err != nil {
		return err
	}
	worlds, err := c.worlds(incidents)
	if err != nil {
		return err
	}
	var later []sim.Chunk
	for i, world := range worlds {
		behind, err := p.begin(ctx, past, world, start, i, sim.LoseShare(c.LoseRecords))
		if err != nil {
			return err
		}
		later = append(later, behind...)
	}
	p.recorder.Begin()
	ready()
	g, ctx := errgroup.WithContext(ctx)
	for i, world := range worlds {
		g.Go(func() error {
			driver, err := sim.NewDriver(sim.DriverOptions{World: world, From: start, BaseURL: url, AccessKey: c.IngestKey, Clock: p.clock, Lose: sim.LoseShare(c.LoseRecords)})
			if err != nil {
				return err
			}
			return driver.Run(ctx)
		})
		g.Go(func() error { return p.watchFloor(ctx, world, accounts[i], c.ConnectFault) })
	}
	g.Go(func() error { return p.fillIn(ctx, past, later) })
	g.Go(func() error { return p.demo.prepare(ctx) })
	return g.Wait()
}

// begin imports the newest past of a world but for records that are lost, and returns what is to be imported behind the page's back.
func (p *parts) begin(ctx context.Context, past *demoFolder, world *sim.World, start time.Time, instance int, lose func(contactID string) bool) (later []sim.Chunk, err error) {
	for _, chunk := range world.Backfill(start, demoContactDays, demoAgentDays) {
		chunk.Lose = lose
		if instance > 0 {
			chunk.Name += fmt.Sprintf(" of instance %d", instance+1)
		}
		if !chunk.Ready {
			if !past.has(chunk.Name) {
				later = append(later, chunk)
			}
			continue
		}
		if _, err := p.importer.Stream(ctx, chunk.Name, chunk.Open(), nil); err != nil {
			return nil, fmt.Errorf("import %s: %w", chunk.Name, err)
		}
	}
	return later, nil
}

// fillIn imports the rest of the past behind the page's back, one date at a time.
func (p *parts) fillIn(ctx context.Context, past *demoFolder, chunks []sim.Chunk) error {
	p.progress.begin(fmt.Sprintf("%d days", demoContactDays), len(chunks))
	for _, chunk := range chunks {
		result, err := p.importer.Stream(ctx, chunk.Name, chunk.Open(), nil)
		if err != nil {
			return fmt.Errorf("import %s: %w", chunk.Name, err)
		}
		p.progress.advance(result.Read)
		if err := past.add(chunk.Name); err != nil {
			return err
		}
	}
	return nil
}
