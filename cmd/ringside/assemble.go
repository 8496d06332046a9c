package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/check"
	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/eventbridge"
	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/ingest/firehose"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sample"
	"github.com/ringside/ringside/internal/selfcheck"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sso/wizard"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
	"github.com/ringside/ringside/internal/telemetry"
	"github.com/ringside/ringside/internal/trusted"
	"github.com/ringside/ringside/web"
)

// parts is a server put together and not yet started.
type parts struct {
	seeded     bool // the board knows what was before
	folder     *folder
	clock      clock.Clock
	log        *slog.Logger
	hub        *live.Hub
	recorder   *sample.Recorder
	pipeline   *ingest.Pipeline
	importer   *file.Importer
	progress   *importProgress
	handler    http.Handler
	floorWatch *floorWatch
	readers    readers           // made last: they write to what is here
	signIn     *signin.Provider  // nil: nobody signs in
	ownKeys    *samlKeys         // of SAML; nil: nobody signs in
	trusted    *trusted.Register // identity providers that sign people in; nil: nobody signs in
	wizard     *wizard.Wizard    // sets sign-in to Amazon Connect up
	doctor     *check.Doctor     // looks at what brings records here
	demo       *demoPortal       // nil: this is no demo
	stopping   chan struct{}     // closed by endUploads, which is called once
}

// endUploads breaks uploads off; nothing that was acknowledged is lost by it.
func (p *parts) endUploads() { close(p.stopping) }

// assemble opens the folder and builds what serve starts.
func assemble(ctx context.Context, o serveOptions) (_ *parts, err error) {
	names, err := instanceNames(o.InstanceName)
	if err != nil {
		return nil, err
	}
	f, err := openFolder(ctx, o.Data, duckdb.Options{
		HotMemory: o.HotMemory << 20, ColumnsSize: collectBeside, InstanceNames: names,
		Now: func() time.Time { return o.clock.Now() },
	}, o.log)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.close())
		}
	}()
	if o.continued != nil {
		newest, err := f.newest(ctx)
		if err != nil {
			return nil, fmt.Errorf("find out when %s ends: %w", o.Data, err)
		}
		o.clock = o.continued(newest)
	}
	if key, err := f.state.EnsureIngestKey(ctx, o.IngestKey); err != nil {
		return nil, fmt.Errorf("make an ingest key: %w", err)
	} else if key != "" && o.shown != nil {
		if err := o.shown(newIngestKey(key)); err != nil {
			return nil, err
		}
	}
	recorder, err := f.openSamples(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := f.openNames(ctx, o.clock, o.log); err != nil {
		return nil, err
	}
	when, err := o.nightly()
	if err != nil {
		return nil, err
	}
	watch := newFloorWatch(o.ConnectBudget, selfcheck.Book{Keeper: f.state}, when)
	hub := live.NewHub(live.Options{
		Clock: o.clock, Logger: o.log.With("component", "live"), Version: version, Pulse: api.Pulse(f.store),
		Record: recorder.Offer, Moved: watch.tell,
	})
	f.erasures.Erased = func(ctx context.Context) error {
		if err := watch.checks.Forget(ctx, f.store.Pseudonym); err != nil {
			return err
		}
		if err := hub.Forget(ctx, f.store.Pseudonym); !errors.Is(err, live.ErrStopped) {
			return err
		}
		return nil
	}
	if err := seedHistory(ctx, f.samples, hub, o.clock.Now()); err != nil {
		return nil, err
	}
	seedNames(f.names, hub)
	seeded, err := seed(ctx, f, hub, seedPatience, o.log)
	if err != nil {
		return nil, err
	}
	p := &parts{
		seeded: seeded, folder: f, clock: o.clock, log: o.log, floorWatch: watch, hub: hub, recorder: recorder,
		pipeline: f.pipeline(hub, o.clock, o.log),
		progress: new(importProgress), stopping: make(chan struct{}), wizard: o.newConnectSignIn(f),
	}
	p.doctor = o.newDoctor(p)
	proxies, err := o.reach.proxies()
	if err != nil {
		return nil, err
	}
	if p.ownKeys, err = o.signIn.keys(f, o.log); err != nil {
		return nil, err
	}
	p.signIn, p.trusted, err = o.signIn.provider(f, p.ownKeys, proxies, o.log)
	if err != nil {
		return nil, err
	}
	if err := f.state.KeepLastTrusted(ctx, o.signIn.NoAccounts && !o.signIn.configured()); err != nil {
		return nil, err
	}
	if err := o.showFirstLink(ctx, p); err != nil {
		return nil, err
	}
	if o.demo {
		if p.demo, err = newDemoPortal(f.state, o.address, o.simulated[0], o.log); err != nil {
			return nil, err
		}
	}
	p.importer = file.New(file.Options{Sink: p.pipeline, Tracker: &p.progress.tracker, Now: o.clock.Now, Logger: o.log.With("component", "import")})
	p.handler = p.routes(o)
	if far, err := beyond(o.Listen); err == nil && far && !o.reach.speaksTLS() {
		p.handler = onlyProxies(p.handler, proxies)
	}
	return p, nil
}

// seedPatience is how long a start waits for the tail of the journal. That is a second of records at most, unless the
// projection has to be rebuilt, which may take minutes: then the page opens first and the board learns later.
const seedPatience = 2 * time.Second

// seed rebuilds the live board from what the store remembers, so that a restart does not begin blind, and reports whether
// it could. A full disk or a damaged projection must not keep the doors closed: the store mends itself while it runs.
func seed(ctx context.Context, f *folder, hub *live.Hub, patience time.Duration, log *slog.Logger) (bool, error) {
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	give, err := seedFrom(short, f, hub)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		log.Warn("the live queue begins without what was known before, and learns it when figures are complete", "error", err)
		return false, nil
	}
	give()
	return true, nil
}

// seedLate gives the board what seed could not, as soon as the store has it. It returns nil when ctx ends.
func (p *parts) seedLate(ctx context.Context) error {
	if p.seeded {
		return nil
	}
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for ctx.Err() == nil {
		if give, err := seedFrom(ctx, p.folder, p.hub); err == nil {
			_ = p.hub.Learn(ctx, give) // a hub that has stopped needs to learn nothing
			return nil
		}
		select {
		case <-ctx.Done():
		case <-again.C:
		}
	}
	return nil
}

// seedFrom waits until the store is complete and returns what gives the board all that it remembers.
func seedFrom(ctx context.Context, f *folder, hub *live.Hub) (give func(), err error) {
	if err := f.store.CatchUp(ctx); err != nil {
		return nil, err
	}
	known, err := f.store.LiveSeed(ctx)
	if err != nil {
		return nil, err
	}
	return func() {
		hub.Seed(known.Facts)
		for _, queue := range known.Names {
			hub.SeedName(queue.ARN, queue.Name, queue.At)
		}
	}, nil
}

// seedNames gives the board what the queues were called when they were listed last.
func seedNames(names *directory.Directory, hub *live.Hub) {
	for _, queue := range names.List(metric.Everything(), directory.Queues) {
		at := queue.Gone
		if at.IsZero() {
			at = names.Listed(queue.Instance, directory.Queues)
		}
		hub.SeedName(queue.ARN, queue.Name, connect.MillisOf(at))
	}
}

// seedHistory gives pages the hour before a restart.
func seedHistory(ctx context.Context, samples *sample.Store, hub *live.Hub, now time.Time) error {
	var edges []time.Time
	for at := now.Add(-time.Hour).Truncate(live.SampleEvery); !at.After(now); at = at.Add(live.SampleEvery) {
		edges = append(edges, at)
	}
	kept, err := samples.Read(ctx, []string{sample.Whole}, edges)
	if err != nil {
		return err
	}
	instances := map[string][]sample.Step{}
	for _, id := range samples.Instances() {
		own, err := samples.Read(ctx, []string{sample.OfInstance(id)}, edges)
		if err != nil {
			return err
		}
		instances[id] = own.Steps
	}
	var seeds []live.Sample
	for i, step := range kept.Steps {
		if step.Samples == 0 {
			continue
		}
		seed := live.Sample{At: edges[i].UTC(), Total: step.Last[sample.Waiting], Instances: map[string]int64{}}
		for id, own := range instances {
			if own[i].Samples > 0 {
				seed.Instances[id] = own[i].Last[sample.Waiting]
			}
		}
		seeds = append(seeds, seed)
	}
	hub.SeedHistory(seeds)
	return nil
}

// keeper applies the limits by age that were agreed on.
func (p *parts) keeper(zone string) (erasure.Keeper, error) {
	location, err := metric.LoadZone(zone)
	return erasure.Keeper{
		Desk: p.folder.erasures, Agreement: p.folder.state, Zone: location, Now: p.clock.Now, Log: p.log.With("component", "retention"),
	}, err
}

// routes puts the doors beside everything that browsers ask for.
func (p *parts) routes(o serveOptions) http.Handler {
	options := apiOptions(p.folder, o.log)
	options.Hub, options.Clock, options.Zone, options.Demo, options.Speed = p.hub, o.clock, o.Zone, o.demo, o.speed
	options.KeptDays = api.KeptDays{Samples: o.KeepSamples, QuarterHours: o.KeepQuarterHours}
	options.FollowCustomers = o.FollowCustomers
	options.Samples = p.folder.samples
	options.Directory = p.folder.names
	options.Page = page()
	options.AllowedHosts = o.AllowedHost
	if p.signIn != nil {
		options.SignIn, options.Me, options.Audit = p.signIn.Protect, p.me, p.folder.state
		options.Rules, options.People, options.IdentityProviders = p.signIn.Rules, p.folder.state, p.trusted
		options.OwnKeys = p.ownKeys
		options.Sessions = sessions{p.folder.state, p.signIn}
		options.AllowedHosts = append(slices.Clone(o.AllowedHost), p.signIn.Host())
	}
	if p.demo != nil {
		options.Around, options.Me = p.demo.around, p.demo.me
	}
	options.Doors = map[string]http.Handler{
		"/ingest/firehose": firehose.New(firehose.Options{
			Sink: p.pipeline, Keys: p.folder.state, Now: o.clock.Now, Logger: o.log.With("component", "firehose"),
		}),
		"/ingest/eventbridge": eventbridge.New(eventbridge.Options{
			Sink: p.pipeline, Keys: p.folder.state, Now: o.clock.Now, Logger: o.log.With("component", "eventbridge"),
		}),
	}
	options.Stopping = p.stopping
	options.ConnectSignIn = p.wizard
	options.Import = p.progress.current
	options.AmazonConnect, options.FigureCheck = p.floorWatch.status, p.floorWatch.checks
	options.Check = p.doctor
	options.Readers = p.readers.status
	options.Replay = func(ctx context.Context, seqs []uint64) (api.ReplayResult, error) {
		replayed, stay, err := p.pipeline.Replay(ctx, p.folder.store.Quarantine(), seqs)
		return api.ReplayResult{Replayed: replayed, StillQuarantined: stay}, err
	}
	options.ImportBody = func(ctx context.Context, body io.Reader, only []string) (store.Outcome, error) {
		result, err := p.importer.Stream(ctx, "upload", body, only)
		if errors.Is(err, file.ErrDamaged) || errors.Is(err, file.ErrUnreadable) {
			err = fmt.Errorf("%w: %w", api.ErrBody, err)
		}
		return result.Outcome, err
	}
	options.Keys, options.CheckKey = p.folder.state, p.folder.state.Allowed
	return api.New(options)
}

// offlineHandler answers for a data folder that no server holds: history, also of the live board, and quarantine.
func offlineHandler(f *folder, followCustomers bool, log *slog.Logger) http.Handler {
	pipeline := f.pipeline(nil, clock.Clock{}, log)
	options := apiOptions(f, log)
	options.FollowCustomers = followCustomers
	if f.samples != nil {
		options.Samples = f.samples
	}
	options.Replay = func(ctx context.Context, seqs []uint64) (api.ReplayResult, error) {
		replayed, stay, err := pipeline.Replay(ctx, f.store.Quarantine(), seqs)
		return api.ReplayResult{Replayed: replayed, StillQuarantined: stay}, err
	}
	return api.New(options)
}

func apiOptions(f *folder, log *slog.Logger) api.Options {
	figures := telemetry.New(version, "")
	figures.WatchStore(f.store)
	return api.Options{
		Store: f.store, Views: f.state, Settings: f.state, Telemetry: figures, Logger: log.With("component", "api"), Version: version,
		ExportDir: f.exports(), Erasures: f.erasures, Proofs: f.state, Retention: f.state,
	}
}

// page is the built page, nil when this binary was built without it.
func page() fs.FS {
	if !web.Built() {
		return nil
	}
	return web.Files()
}
