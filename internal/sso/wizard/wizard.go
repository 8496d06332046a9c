package wizard

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
)

// What a wizard refuses.
var (
	ErrBusy  = desk.ErrBusy
	ErrOther = errors.New("another plan was drawn, or other people were compared, meanwhile")
	ErrNone  = errors.New("nothing was drawn or compared yet")
)

// Dial makes the clients for a Region, of all parts, with the server's own credentials.
type Dial func(ctx context.Context, region string) (setup.Clients, error)

// Options of a wizard.
type Options struct {
	Dial Dial
	// Own are the applications for Amazon Connect of the identity provider that we ship, and People those whom it knows; nil where it is off.
	Own    func(ctx context.Context) ([]Own, error)
	People func(ctx context.Context) ([]roster.Person, error)
	// Try is the form by which an application of it would let a person in now. It is judged, and goes nowhere.
	Try    func(ctx context.Context, application, account string) (url.Values, error)
	Logger *slog.Logger
	Now    func() time.Time
}

// Own is an application of our own identity provider that lets people in to an instance.
type Own struct {
	ID, Name string
	Instance string // ARN
	Role     string // with its path if it has one
	Provider string
	Login    string // attribute of a Wish
	Landing  string
	Metadata string // the XML
}

// Note keeps in the audit log that something was done, or could not be.
type Note func(action, subject string, err error)

// What is noted.
const (
	noteStep   = "set_up_sign_in"
	noteCreate = "create_connect_user"
	noteChange = "change_connect_user"
	noteStrip  = "strip_connect_user"
	noteDelete = "delete_connect_user"
)

// Kind is what a job does.
type Kind string

// Kinds of jobs.
const (
	Apply Kind = "apply"
	Users Kind = "users"
)

// Progress is how far a job is.
type Progress struct {
	Kind   Kind
	Total  int
	Done   int // without those that failed
	Failed int
	Taken  []Taken // steps, or users that failed
}

// Taken is a step that was taken, or a user that was carried out.
type Taken struct {
	Kind    string // of a step; user
	Action  string
	Subject string
	What    string
	Problem string // "" where it succeeded
}

// Question is what a plan is drawn for.
type Question struct {
	Wish setup.Wish
	// Centre: IAM Identity Center is looked at, too, in CentreRegion, the instance's unless given.
	Centre       bool
	CentreRegion string
	// People are those with whom the logins are compared; "" for nobody. A file is for Compare alone.
	People Source
}

// Drawn is the newest plan.
type Drawn struct {
	Question
	Plan *setup.Plan // nil before any was drawn
	At   time.Time
	// Unasked is why AWS could not be asked at all; the plan then has the sheet alone.
	Unasked error
}

// Wizard holds what was drawn and compared last, and does one job at a time.
type Wizard struct {
	Options
	work *desk.Desk[Progress, struct{}]

	mu       sync.Mutex
	drawn    Drawn
	compared Compared
}

// New returns a wizard. It starts nothing until it is asked.
func New(o Options) *Wizard {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Wizard{Options: o, work: desk.New[Progress, struct{}](o.Now)}
}

// Job is the newest job.
func (z *Wizard) Job() desk.Job[Progress, struct{}] { return z.work.Job() }

// Stop ends the running job. What it has done stays done; begin it again and it goes on.
func (z *Wizard) Stop() { z.work.Stop() }

// Close ends the running job, waits for that, and lets no other begin.
func (z *Wizard) Close() { z.work.Close() }

// Drawn is the newest plan.
func (z *Wizard) Drawn() Drawn {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.drawn
}

func (z *Wizard) keep(d Drawn) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.drawn = d
}

// Draw reads what is there and keeps how it differs from what is wished for. Without a way to AWS what is kept says so, and has the sheet.
func (z *Wizard) Draw(ctx context.Context, q Question) error {
	if err := q.Wish.Check(); err != nil {
		return err
	}
	clients, err := z.clients(ctx, q)
	if err != nil {
		return err
	}
	d := Drawn{Question: q, At: z.Now()}
	var found *setup.State
	d.Plan, found, err = clients.Draw(ctx, q.Wish)
	if errors.Is(err, setup.ErrUnasked) {
		d.Unasked = err
		d.Plan, _, err = (&setup.Clients{}).Draw(ctx, q.Wish)
	}
	if err != nil {
		return err
	}
	if d.Unasked == nil {
		z.name(ctx, clients, d, found)
	}
	z.keep(d)
	return nil
}

// unmet is how many users a plan names: it is asked for again and again, and the comparison of step "users" has all.
const unmet = 20

// name says in a plan how the users are called, beside the people of the question.
func (z *Wizard) name(ctx context.Context, clients *setup.Clients, d Drawn, found *setup.State) {
	var people []roster.Person
	var unread string
	if d.People != "" {
		var err error
		if people, err = z.people(ctx, Directory{Instance: d.Wish.Instance, Source: d.People, Region: d.CentreRegion}); err != nil {
			people, unread = nil, err.Error()
		}
	}
	clients.Name(ctx, d.Plan, d.Wish, found, people)
	if l := d.Plan.Logins; l != nil {
		d.Plan.Logins = l.Few(unmet)
		d.Plan.Logins.Unread = cmp.Or(l.Unread, unread)
	}
}

// clients are those of the parts that a question is about.
func (z *Wizard) clients(ctx context.Context, q Question) (*setup.Clients, error) {
	all, err := z.Dial(ctx, q.Wish.Place())
	if err != nil {
		return nil, err
	}
	if !q.Centre {
		all.Centre, all.Store = nil, nil
		return &all, nil
	}
	if q.CentreRegion != "" && q.CentreRegion != q.Wish.Place() {
		there, err := z.Dial(ctx, q.CentreRegion)
		if err != nil {
			return nil, err
		}
		all.Centre, all.Store = there.Centre, there.Store
	}
	return &all, nil
}

// Facts are what is set up, as the doctor of sign-ins wants it, for the plan that was drawn last.
func (z *Wizard) Facts(ctx context.Context) (*sso.Facts, error) {
	d := z.Drawn()
	if d.Plan == nil {
		return nil, ErrNone
	}
	clients, err := z.clients(ctx, d.Question)
	if err != nil {
		return nil, err
	}
	clients.Centre, clients.Store = nil, nil
	return clients.Known(ctx, d.Wish)
}

// Apply begins to carry out the plan with that digest. If what is there has changed since, nothing is done, the job fails with
// setup.ErrChanged, and the plan that is kept is the new one.
func (z *Wizard) Apply(digest string, note Note) error {
	d := z.Drawn()
	if d.Plan == nil {
		return ErrNone
	}
	if d.Plan.Digest != digest {
		return ErrOther
	}
	first := Progress{Kind: Apply, Total: len(d.Plan.Pending()), Taken: []Taken{}}
	return z.work.Begin(first, func(ctx context.Context, tell func(Progress)) (struct{}, error) {
		return struct{}{}, z.apply(ctx, d, first, tell, note)
	})
}

func (z *Wizard) apply(ctx context.Context, d Drawn, p Progress, tell func(Progress), note Note) error {
	clients, err := z.clients(ctx, d.Question)
	if err != nil {
		return err
	}
	left, err := clients.ApplyAgreed(ctx, d.Wish, d.Plan.Digest, func(s setup.Step, err error) {
		taken := Taken{Kind: s.Kind, Action: string(s.Action), Subject: s.Subject, What: s.What}
		if err == nil {
			p.Done++
			p.add(taken)
		} else {
			taken.Problem = err.Error()
			p.fail(taken)
		}
		note(noteStep, string(s.Action)+" "+s.Kind+" "+s.Subject, err)
		tell(p)
	})
	if err != nil && left != nil { // what was done is not left any more
		after, cancel := afterwards(ctx)
		defer cancel()
		if again, _, failed := clients.Draw(after, d.Wish); failed == nil {
			left = again
		}
	}
	if left != nil {
		left.Logins = d.Plan.Logins // steps change nobody's login
		d.Plan, d.At = left, z.Now()
		z.keep(d)
	}
	return z.told(err)
}

// told writes to the log what a job failed by.
func (z *Wizard) told(err error) error {
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, setup.ErrChanged) && !errors.Is(err, ErrOther) {
		z.Logger.Error("setting up sign-in to Amazon Connect failed", "error", err)
	}
	return err
}

// add adds a step that was taken. What was told before is not touched.
func (p *Progress) add(t Taken) { p.Taken = append(slices.Clip(p.Taken), t) }

// fail adds what could not be done.
func (p *Progress) fail(t Taken) {
	p.Failed++
	p.add(t)
}

// patience is how long a job may look at what it leaves after it was stopped.
const patience = 15 * time.Second

// afterwards is a context to do that in.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), patience)
}
