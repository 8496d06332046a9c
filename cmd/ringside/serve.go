package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/selfcheck"
)

// serverFlags are what serve and demo have in common. They can stand in ringside.yaml too.
type serverFlags struct {
	Listen           string   `default:"127.0.0.1:8080" env:"RINGSIDE_LISTEN" help:"Address to listen on. On loopback; serve listens elsewhere too where people sign in, by TLS or behind a proxy."`
	Data             string   `default:"${data}" env:"RINGSIDE_DATA" type:"path" help:"Data folder; made when it is missing."`
	AllowedHost      []string `env:"RINGSIDE_ALLOWED_HOST" placeholder:"NAME" help:"Answer to this host name too, such as that of a tunnel or proxy on this machine. Without sign-in, let that proxy pass /ingest/ alone."`
	Zone             string   `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone of requests that name none (IANA name)."`
	HotMemory        int64    `default:"512" env:"RINGSIDE_HOT_MEMORY" placeholder:"MIB" help:"MiB in which the columns that most questions need are kept in memory, the newest days first: about 25 bytes a contact. 0 keeps none. Figures are the same with and without."`
	FollowCustomers  bool     `env:"RINGSIDE_FOLLOW_CUSTOMERS" help:"Allow metrics that follow customers from contact to contact by their number: repeat contacts and first contact resolution."`
	InstanceName     []string `env:"RINGSIDE_INSTANCE_NAME" placeholder:"ARN=NAME" help:"What an Amazon Connect instance, by ARN or id, is called on the page and in filters. May be repeated. The data folder remembers the name."`
	KeepSamples      int      `default:"35" env:"RINGSIDE_KEEP_SAMPLES" placeholder:"DAYS" help:"Days for which what the live board showed is kept every 15 seconds; quarter hours are left of it then."`
	KeepQuarterHours int      `default:"775" env:"RINGSIDE_KEEP_QUARTER_HOURS" placeholder:"DAYS" help:"Days for which those quarter hours are kept."`
	ConnectBudget    float64  `default:"1" env:"RINGSIDE_CONNECT_BUDGET" placeholder:"N" help:"Requests a second to the Amazon Connect API in each account and Region, for all of its instances together. The quota is 5 for what is counted and 2 for names, shared with every other tool of the account."`
	CheckFiguresAt   string   `default:"03:40" env:"RINGSIDE_CHECK_FIGURES_AT" placeholder:"HH:MM" help:"Local time (see --zone) at which the figures of the day before are compared with Amazon Connect's own, where Ringside may ask it; off: never by itself."`
	CheckFiguresEach string   `default:"30m" enum:"15m,30m,1h,1d" env:"RINGSIDE_CHECK_FIGURES_EACH" help:"Length of the intervals in which they are compared: 15m, 30m, 1h or 1d. Shorter ones take more requests."`
	IngestKey        string   `env:"RINGSIDE_INGEST_KEY" help:"Key that both ingest doors accept. Without one, a key is made at the first start and shown once. Prefer the variable: a flag can be seen by others."`
	LogFormat        string   `default:"text" enum:"text,json" env:"RINGSIDE_LOG_FORMAT" help:"Log lines as text or json, on standard error."`
	LogLevel         string   `default:"info" enum:"debug,info,warn,error" env:"RINGSIDE_LOG_LEVEL" help:"Least level that is logged."`
}

type serveCommand struct {
	serverFlags     `embed:"" set:"data=./ringside-data"`
	signInFlags     `embed:""`
	reachFlags      `embed:""`
	sourceFlags     `embed:""`
	ConnectInstance []string `env:"RINGSIDE_CONNECT_INSTANCE" placeholder:"ARN" help:"Ask Amazon Connect itself what waits in this instance (its ARN), which agents are there, and what things are called, with the credentials that the AWS command line would find and the permissions in docs/amazon-connect.md. May be repeated."`
}

// Help is shown by ringside serve --help.
func (c *serveCommand) Help() string {
	return `Amazon Data Firehose delivers contact records and agent events to POST /ingest/firehose (access key in
X-Amz-Firehose-Access-Key), EventBridge delivers contact events to POST /ingest/eventbridge (key in X-Ringside-Key).
The dashboard is at the address that is printed when the server is ready.

Try it:  RINGSIDE_INGEST_KEY=secret ringside serve
         curl -d @event.json -H 'X-Ringside-Key: secret' http://127.0.0.1:8080/ingest/eventbridge`
}

// Run serves until it is told to stop.
func (c *serveCommand) Run(s *session) error {
	log, err := c.logger(s)
	if err != nil {
		return err
	}
	if err := refuseDemo(c.Data); err != nil {
		return err
	}
	if c.ConnectInstance, err = c.fromStack(s.ctx, c.ConnectInstance); err != nil {
		return err
	}
	if err := checkInstances(c.ConnectInstance); err != nil {
		return err
	}
	return serve(s.ctx, serveOptions{serverFlags: c.serverFlags, signIn: c.signInFlags, reach: c.reachFlags, sources: c.sourceFlags, connectInstances: c.ConnectInstance, log: log, ready: func(url string) {
		fmt.Fprintf(s.stdout, "Ringside is ready: %s\n", url)
	}, shown: func(o once) error { return o.show(s, c.Data, log) }})
}

// serveOptions say how to serve; the hooks are called from one goroutine each.
type serveOptions struct {
	serverFlags
	signIn           signInFlags
	reach            reachFlags
	sources          sourceFlags
	connectInstances []string // ARNs
	log              *slog.Logger
	clock            clock.Clock
	// continued returns the clock for a folder whose newest delivery arrived then; nil: clock is.
	continued func(newest time.Time) clock.Clock
	speed     float64
	demo      bool
	address   string           // of the page, when it is known
	simulated []*simulatedAWS  // of a demo: what stands for AWS, one for each instance
	ready     func(url string) // when the page can be opened
	shown     func(once) error // with a secret that was made just now
	// beside runs as long as the server does, with the doors open; its end ends nothing, its error everything. It begins the
	// record of the board.
	beside func(ctx context.Context, p *parts, url string) error
}

// mostHotMemory is a TiB, in MiB: more than that is a slip of the pen.
const mostHotMemory = 1 << 20

// mostDaysKept is ten years.
const mostDaysKept = 3653

// garbage is how many bytes the heap may grow between two collections at the usual size of all but the columns in memory,
// of which it is half. The columns stay and hold no pointers: a share of them would be memory for nothing.
const garbage = 96 << 20

// collectBeside sets how often garbage is collected beside so many bytes of columns, unless GOGC says it.
func collectBeside(columns int64) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(int(100 * garbage / (2*garbage + columns)))
	}
}

// check refuses what cannot be meant.
func (f *serverFlags) check() error {
	if _, err := metric.LoadZone(f.Zone); err != nil {
		return exitError{exitUsage, fmt.Sprintf("--zone %s: %v", f.Zone, err)}
	}
	if f.HotMemory < 0 || f.HotMemory > mostHotMemory {
		return exitError{exitUsage, fmt.Sprintf("--hot-memory %d: between 0 and %d MiB are possible", f.HotMemory, mostHotMemory)}
	}
	if f.KeepSamples < 1 || f.KeepQuarterHours < f.KeepSamples || f.KeepQuarterHours > mostDaysKept {
		return exitError{exitUsage, fmt.Sprintf("--keep-samples %d --keep-quarter-hours %d: from 1 to %d days are possible, the second not fewer than the first",
			f.KeepSamples, f.KeepQuarterHours, mostDaysKept)}
	}
	if err := checkBudget(f.ConnectBudget); err != nil {
		return err
	}
	if _, err := selfcheck.ParseNight(f.CheckFiguresAt); err != nil {
		return exitError{exitUsage, "--check-figures-at: " + err.Error()}
	}
	return sendable(f.IngestKey)
}

// serve constructs every part, starts them, and stops them in reverse. It is the only place that wires.
func serve(ctx context.Context, o serveOptions) (err error) {
	if err := cmp.Or(o.check(), o.signIn.check(), o.reach.check(o.Listen, o.signIn), o.sources.check()); err != nil {
		return err
	}
	collectBeside(0)
	front, err := openFront(ctx, o)
	if err != nil {
		return err
	}
	o.address = "http://" + front.listener.Addr().String()
	p, err := assemble(ctx, o)
	if err != nil {
		return errors.Join(err, front.close())
	}
	defer func() { err = errors.Join(err, p.folder.close()) }()
	retention, err := p.keeper(o.Zone)
	if err != nil {
		return err
	}
	if err := p.newReaders(ctx, o.sources); err != nil {
		return err
	}

	base, endRequests := context.WithCancel(context.WithoutCancel(ctx))
	defer endRequests()
	handler := &underWay{next: p.handler}
	// ReadTimeout ends bodies that do not come; doors and uploads have times of their own, and streams read nothing.
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:    slog.NewLogLogger(o.log.With("component", "http").Handler(), slog.LevelWarn),
	}

	// The store outlives the doors, so that what they took in is projected; the hub outlives nothing.
	storeCtx, stopStore := context.WithCancel(context.WithoutCancel(ctx))
	defer stopStore()
	var keeper errgroup.Group
	keeper.Go(func() error { return p.folder.store.Run(storeCtx) })

	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return p.hub.Run(gctx) })
	g.Go(func() error { return p.recorder.Run(gctx) })
	g.Go(func() error { return retention.Run(gctx) })
	g.Go(func() error { return p.readers.run(gctx) })
	g.Go(func() error {
		err := p.seedLate(gctx)
		if o.beside == nil { // otherwise the board is known when that says so
			p.recorder.Begin()
		}
		return err
	})
	g.Go(func() error { return p.folder.names.Follow(gctx, recordedNames{p.folder.store}) })
	g.Go(func() error { return p.floorWatch.askAll(gctx, p, o.connectInstances) })
	g.Go(func() error {
		return tidy(gctx, p.folder.state, retention.Zone, time.Now, o.log.With("component", "state"))
	})
	front.serve(gctx, g, server)
	g.Go(func() error {
		<-gctx.Done()
		doors := httpSide{server: server, endUploads: p.endUploads, endRequests: endRequests, underWay: handler, log: o.log}
		doors.stop(gctx)
		return nil
	})
	if o.beside != nil {
		g.Go(func() error { return o.beside(gctx, p, front.url()) })
	} else if front.wait(gctx); o.ready != nil && gctx.Err() == nil {
		o.ready(front.url())
	}
	err = g.Wait()
	stopStore()
	err = errors.Join(err, keeper.Wait())
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // told to stop, and did
	}
	return err
}

// sendable refuses a key that no sender could send: header values have no line breaks, and lose white space at their ends.
func sendable(key string) error {
	if strings.TrimSpace(key) == key && !strings.ContainsFunc(key, unicode.IsControl) {
		return nil
	}
	return exitError{exitUsage, "the ingest key has white space at an end, or a control character, and could not be sent in a header: " +
		"set RINGSIDE_INGEST_KEY without it"}
}

// logger builds the log that the flags ask for.
func (f serverFlags) logger(s *session) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.LogLevel)); err != nil {
		return nil, fmt.Errorf("--log-level: %w", err)
	}
	options := &slog.HandlerOptions{Level: level}
	if f.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(s.stderr, options)), nil
	}
	return slog.New(slog.NewTextHandler(s.stderr, options)), nil
}
