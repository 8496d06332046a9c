package wizard

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
)

// Source is where people come from.
type Source string

// Sources.
const (
	File          Source = "file"           // that was given with the question
	OurOwn        Source = "own"            // the identity provider that we ship
	IdentityStore Source = "identity_store" // IAM Identity Center
)

// ErrSource says that people cannot be taken from there.
var ErrSource = errors.New("there are no people of that source here")

// Directory is whom to compare with the users of an instance.
type Directory struct {
	Instance string // ARN
	Source   Source
	Region   string // of IAM Identity Center, the instance's unless given
	People   []roster.Person
	Rules    roster.Rules
}

func (d Directory) region() string {
	w := setup.Usual(d.Instance)
	return w.Place()
}

// Compared is the newest comparison.
type Compared struct {
	Directory
	Found  *roster.Comparison // nil before there is any
	Digest string             // of what would be done
	At     time.Time
}

// Compared is the newest comparison.
func (z *Wizard) Compared() Compared {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.compared
}

// Compare reads people and users, and keeps how they differ. It is a dry run: nothing is changed. While a job runs it is refused, since
// both would take from what Amazon Connect allows.
func (z *Wizard) Compare(ctx context.Context, of Directory) error {
	if z.Job().Phase == desk.Running {
		return ErrBusy
	}
	w := setup.Usual(of.Instance)
	if err := w.Check(); err != nil {
		return err
	}
	client, err := z.roster(ctx, of)
	if err != nil {
		return err
	}
	if of.People, err = z.people(ctx, of); err != nil {
		return err
	}
	_, err = z.compare(ctx, client, of)
	return err
}

func (z *Wizard) roster(ctx context.Context, of Directory) (*roster.Client, error) {
	clients, err := z.Dial(ctx, of.region())
	if err != nil {
		return nil, err
	}
	return clients.Roster(of.Instance), nil
}

// people are those of the source.
func (z *Wizard) people(ctx context.Context, of Directory) ([]roster.Person, error) {
	switch of.Source {
	case File:
		return of.People, nil
	case OurOwn:
		if z.People == nil {
			return nil, ErrSource
		}
		return z.People(ctx)
	case IdentityStore:
		clients, err := z.Dial(ctx, cmp.Or(of.Region, of.region()))
		if err != nil {
			return nil, err
		}
		if clients.Centre == nil {
			return nil, ErrSource
		}
		return clients.People(ctx, of.Rules)
	}
	return nil, ErrSource
}

// compare reads the users, and keeps how the people differ.
func (z *Wizard) compare(ctx context.Context, client *roster.Client, of Directory) (*roster.Comparison, error) {
	instance, err := client.Read(ctx)
	if err != nil {
		return nil, err
	}
	found, err := roster.Compare(of.People, of.Rules, instance)
	if err != nil {
		return nil, err
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	z.compared = Compared{Directory: of, Found: found, Digest: digest(of.Instance, found), At: z.Now()}
	return found, nil
}

// digest is of what would be done where.
func digest(instance string, found *roster.Comparison) string {
	text, err := json.Marshal([]any{instance, found.Pending()})
	if err != nil {
		panic(err) // impossible: texts always have a JSON form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// noted is what is noted of what becomes of a user.
var noted = map[roster.Action]string{roster.Create: noteCreate, roster.Change: noteChange, roster.Strip: noteStrip, roster.Delete: noteDelete}

// Carry begins to create, change and take away the users of the comparison with that digest, as fast as Amazon Connect allows. The users are read
// once more before: where they differ otherwise by then nothing is done, the job fails with ErrOther, and the new comparison is kept.
func (z *Wizard) Carry(agreed string, note Note) error {
	c := z.Compared()
	if c.Found == nil {
		return ErrNone
	}
	if c.Digest != agreed {
		return ErrOther
	}
	first := Progress{Kind: Users, Total: len(c.Found.Pending()), Taken: []Taken{}}
	return z.work.Begin(first, func(ctx context.Context, tell func(Progress)) (struct{}, error) {
		return struct{}{}, z.told(z.carry(ctx, c, first, tell, note))
	})
}

func (z *Wizard) carry(ctx context.Context, c Compared, p Progress, tell func(Progress), note Note) error {
	client, err := z.roster(ctx, c.Directory)
	if err != nil {
		return err
	}
	found, err := z.compare(ctx, client, c.Directory)
	if err != nil {
		return err
	}
	if digest(c.Instance, found) != c.Digest {
		return ErrOther
	}
	failed := client.Carry(ctx, found, func(e roster.Entry, err error) {
		note(noted[e.Action], e.Login, err)
		if err == nil {
			p.Done++
		} else {
			p.fail(Taken{Kind: "user", Action: string(e.Action), Subject: e.Login, Problem: e.Outcome})
		}
		tell(p)
	})
	if p.Done > 0 { // what is left is what shows next
		after, cancel := afterwards(ctx)
		defer cancel()
		_, err = z.compare(after, client, c.Directory)
	}
	return cmp.Or(failed, err)
}
