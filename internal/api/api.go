package api

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/check"
	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/selfcheck"
	"github.com/ringside/ringside/internal/settings"
	"github.com/ringside/ringside/internal/sso/wizard"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/telemetry"
	"github.com/ringside/ringside/internal/trusted"
)

// Options of the handler. Store is required.
type Options struct {
	Store     store.Store
	Hub       *live.Hub          // nil: there is no live picture, as for a data folder without a server
	Telemetry *telemetry.Metrics // nil: one of our own
	Clock     clock.Clock        // the zero value is real time
	Logger    *slog.Logger

	Version string
	Commit  string
	Zone    string // time zone of requests that name none; Asia/Seoul when empty

	FollowCustomers bool // metrics may follow customers from contact to contact by their number

	Demo  bool    // told to the page
	Speed float64 // of Clock, told to the page; 1 when 0

	// AllowedHosts are the Host names that are answered beside loopback ones, without port. "*" allows all.
	AllowedHosts []string
	// Page is the built page: index.html and its assets. Nil serves none.
	Page fs.FS

	// SignIn puts sign-in around every route but the doors: it answers what belongs to it, gives requests of who is signed in to
	// next, each with its grant (access.With), and those of others to deny, with the cause where it could not be found out who it
	// is. Nil: everybody who reaches us sees everything.
	SignIn func(next http.Handler, deny func(w http.ResponseWriter, r *http.Request, cause error)) http.Handler

	// Audit keeps who did what. Nil where nobody signs in.
	Audit Audit

	// Rules are those that say who may do what. Nil, or a nil answer: there are none.
	Rules func() *access.Rules
	// IdentityProviders keeps those that sign people in by SAML. Nil: the routes answer 503.
	IdentityProviders *trusted.Register
	// OwnKeys are ours, for which they encrypt. Nil: there are none, or they are not known here.
	OwnKeys OwnKeys
	// People tells who is signed in. Nil: nobody is.
	People People

	// Around puts pages that are not ours around every route but the doors, where nobody signs in: those of a demo. Nil: there are none.
	Around func(next http.Handler) http.Handler
	// Me tells who asks. Nil: nobody signs in.
	Me func(ctx context.Context) Me

	// Doors are handlers that answer for themselves, by pattern: their protocols fix every byte of an answer, so nothing is
	// put around them but the check of the host.
	Doors map[string]http.Handler

	// Directory is what things are called. Nil: names are those of records and events alone.
	Directory *directory.Directory
	// Samples are what is kept of the live board. Nil: the route answers 503.
	Samples Samples
	// Views keeps pages as people have set them up. Nil: the routes answer 503.
	Views Views
	// Settings keeps what contact centres have agreed. Nil: what holds by default does, and nothing can be saved.
	Settings settings.Keeper
	// Import tells how far the running or last import is; nil, or a nil answer, when there was none.
	Import func() *ImportProgress
	// AmazonConnect tells what came of asking Amazon Connect; nil where it is not asked.
	AmazonConnect func() []AmazonConnectStatus
	// Readers tells how the reading of streams and queues is doing; nil where none is read.
	Readers func() ([]StreamStatus, []QueueStatus)
	// FigureCheck compares figures with Amazon Connect's own. Nil: nothing is compared, and nothing can be.
	FigureCheck *selfcheck.Desk
	// Check looks at what brings records here. Nil: the routes answer 503.
	Check *check.Doctor
	// Replay decodes quarantined records again, every open one when no numbers are given. Nil: the route answers 503.
	Replay func(ctx context.Context, seqs []uint64) (ReplayResult, error)
	// Erasures forgets contacts. Nil: the routes answer 503.
	Erasures Erasures
	// Proofs keeps what erasures have come to. Nil: the routes answer 503.
	Proofs Proofs
	// ConnectSignIn sets sign-in to Amazon Connect up. Nil: the routes answer 503.
	ConnectSignIn *wizard.Wizard
	// Retention keeps for how long records are kept. Nil: the routes answer 503.
	Retention Agreement
	// KeptDays is told beside.
	KeptDays KeptDays
	// ImportBody makes the records of a body durable: JSON, plain, gzip or zstd. An error wraps ErrBody when the body is at
	// fault; the outcome then counts what came before. Nil: the route answers 503.
	ImportBody func(ctx context.Context, body io.Reader, only []string) (store.Outcome, error)
	// ExportDir is where exports are made before they are sent; made if need be. The system's own for such things when "".
	ExportDir string
	// ExportMinFree is how many bytes of disk exports leave free; export.MinFree when 0.
	ExportMinFree int64
	// Stopping is closed when the server begins to stop: uploads end then. Nil: it never stops.
	Stopping <-chan struct{}
	// UploadPatience is for how long no byte of an upload may come; a minute when 0.
	UploadPatience time.Duration
	// Sessions are those who are signed in, and whom an administrator has barred. Nil: nobody signs in.
	Sessions Sessions
	// Keys are the ingest keys, and the tokens of programs. Nil: the routes answer 503.
	Keys Keys
	// CheckKey tells, in constant time, whether an ingest key is right, which doors it opens and of which instances it may bring records, by id;
	// nil is all. Nil: no key is right.
	CheckKey func(key string) (doors, instances []string, ours bool)
}

// Views are the saved views of the application state.
type Views interface {
	SavedViews(ctx context.Context, owner, kind string) ([]state.SavedView, error)
	EveryView(ctx context.Context) ([]state.SavedView, error)
	SaveView(ctx context.Context, view state.SavedView) (state.SavedView, error)
	DeleteView(ctx context.Context, owner, id string) (state.SavedView, error)
}

var _ Views = (*state.DB)(nil)

// server answers requests.
type server struct {
	Options
	// turns has room for the questions that are asked of the store at once. Askers put one in and take it out again.
	turns chan struct{}
	// oldest is when the first contact began, as far as it was looked up, in UTC ms; 0 before.
	oldest atomic.Int64
	// contactsUntil and eventsUntil are until when contact records and agent events have arrived, as far as it was looked up, in
	// UTC ms; 0 before.
	contactsUntil, eventsUntil atomic.Int64
	// settled says that all that was received was in the figures when that was last looked up: what comes then is in a second later.
	settled atomic.Bool
	// seen are values of filters that contacts are known to have.
	seen seenValues
	// exports has room for the exports that read the store at once, in the same way.
	exports  chan struct{}
	underWay exportsUnderWay
	looks    looks // what the audit log has of the hour
}

// New returns the handler of everything under /api, /healthz, /readyz, /metrics, and of the page everywhere else.
func New(o Options) http.Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Zone == "" {
		o.Zone = "Asia/Seoul"
	}
	if o.Speed == 0 {
		o.Speed = 1
	}
	if o.UploadPatience == 0 {
		o.UploadPatience = uploadPatience
	}
	if o.ExportDir == "" {
		o.ExportDir = os.TempDir()
	}
	if o.ExportMinFree == 0 {
		o.ExportMinFree = export.MinFree
	}
	if o.Directory != nil {
		o.Store = namedStore{o.Store, o.Directory}
	}
	o.Store = guardedStore{o.Store}
	s := &server{Options: o, turns: make(chan struct{}, questionsAtOnce), exports: make(chan struct{}, exportsAtOnce)}
	if s.Telemetry == nil {
		s.Telemetry = telemetry.New(o.Version, o.Commit)
	}
	mux := http.NewServeMux()
	s.routes(mux)
	if o.Page != nil {
		mux.Handle("/", Page(o.Page))
	} else {
		mux.HandleFunc("/", s.noPage)
	}
	if o.Hub != nil {
		watchHub(s.Telemetry, o.Hub)
	}
	outer := http.NewServeMux()
	for pattern, door := range o.Doors {
		outer.Handle(pattern, identify(s.guardDoor(door)))
	}
	outer.Handle("/", s.protect(mux))
	return outer
}

// Pulse tells a hub's heartbeats the state of a store; an import that is over is not silent.
func Pulse(s store.Store) func(context.Context) (live.Pulse, error) {
	return func(ctx context.Context) (live.Pulse, error) {
		status, err := s.Status(ctx)
		if err != nil {
			return live.Pulse{}, err
		}
		pulse := live.Pulse{Projected: status.Projected, Received: map[string]time.Time{}}
		for _, source := range status.Sources {
			if source.Stream() && source.LastReceived.After(pulse.Received[source.Source]) {
				pulse.Received[source.Source] = source.LastReceived
			}
		}
		return pulse, nil
	}
}
