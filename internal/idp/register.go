package idp

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// Store keeps what an identity provider has to remember; the application state does.
type Store interface {
	Applications(ctx context.Context) ([]state.Application, error)
	Application(ctx context.Context, id string) (state.Application, error)
	SaveApplication(ctx context.Context, id, definition string) error
	DeleteApplication(ctx context.Context, id string) error
	People(ctx context.Context) ([]state.Person, error)
	Person(ctx context.Context, account string) (state.Person, error)
	SavePerson(ctx context.Context, account, profile string) error
	Groups(ctx context.Context) ([]string, error)
	AddGroup(ctx context.Context, name string) error
	ForgetGroup(ctx context.Context, name string) error
	ProvisionedGroups(ctx context.Context, id string, members bool) ([]state.ProvisionedGroup, error)
	SigningKeys(ctx context.Context, application string) ([]state.SigningKey, error)
	AddSigningKey(ctx context.Context, application, stage, pem string) error
	TurnSigningKeys(ctx context.Context, next, active state.SigningKey, certificate string) error
	UseOnce(ctx context.Context, digest string, until time.Time) error
	AddParticipant(ctx context.Context, p state.Participant, index string) error
	Participants(ctx context.Context, session string) ([]int64, error)
	FollowSession(ctx context.Context, before, after string) error
	TakeParticipant(ctx context.Context, id int64) (p state.Participant, there bool, err error)
	EndSessionsOf(ctx context.Context, p state.Participant, once string, until time.Time) (state.Left, error)
}

var _ Store = (*state.DB)(nil)

// Register is who is told of to whom. Its methods check what they keep.
type Register struct {
	Store Store
	Now   func() time.Time
}

// AddConnect adds an application for Amazon Connect: everything of it follows from what it is derived from, id and name too where they are
// not given. Besides says what else it shall have.
func (r Register) AddConnect(ctx context.Context, id, name string, c Connect, besides ...func(*Application)) (Application, error) {
	a, err := forConnect(id, name, c.usual())
	if err != nil {
		return Application{}, err
	}
	all, err := r.Applications(ctx)
	if err != nil {
		return Application{}, err
	}
	region, instance := c.place()
	if a.ID == "" {
		a.ID = free(all, "connect-"+region+"-"+instance)
	}
	if a.Name == "" {
		a.Name = "Amazon Connect"
		if slices.ContainsFunc(all, func(other Application) bool { return other.Name == a.Name }) {
			a.Name += " " + instance
		}
	}
	for _, change := range besides {
		change(&a)
	}
	return r.Add(ctx, a)
}

// free is an id that no application has: the wanted one, or that with a number.
func free(all []Application, wanted string) string {
	id := wanted
	for n := 2; slices.ContainsFunc(all, func(a Application) bool { return a.ID == id }) || slices.Contains(reserved, id); n++ {
		id = fmt.Sprintf("%s-%d", wanted, n)
	}
	return id
}

// Add adds an application, with a name of ours for it and a key of its own. An id that is taken is an error; without one it is made of the
// entityID.
func (r Register) Add(ctx context.Context, a Application) (Application, error) {
	a.Issuer = "urn:uuid:" + uuid.NewString()
	if a.ID == "" {
		all, err := r.Applications(ctx)
		if err != nil {
			return Application{}, err
		}
		a.ID = free(all, idOf(a.EntityID))
	}
	if err := a.check(); err != nil {
		return Application{}, err
	}
	if _, err := r.Store.Application(ctx, a.ID); !errors.Is(err, state.ErrNoApplication) {
		return Application{}, errors.Join(fmt.Errorf("there is an application %s already", a.ID), err)
	}
	if err := r.addKey(ctx, a, state.KeyActive); err != nil {
		return Application{}, err
	}
	return a, r.save(ctx, a)
}

// Renew takes over an application's metadata when they have changed. Who may sign in, what is told of them and our keys stay.
func (r Register) Renew(ctx context.Context, id string, metadata []byte, plain bool) error {
	a, err := r.Application(ctx, id)
	if err != nil {
		return err
	}
	if a.Connect != nil {
		return fmt.Errorf("application %s is for Amazon Connect, and follows from what it was derived from", id)
	}
	entityID := a.EntityID
	if err := a.Describe(metadata, plain); err != nil {
		return err
	}
	if a.EntityID != entityID {
		return fmt.Errorf("they are of %s, and the application is %s", a.EntityID, entityID)
	}
	return r.Change(ctx, a)
}

// Change keeps an application that was there before, otherwise.
func (r Register) Change(ctx context.Context, a Application) error {
	if _, err := r.Application(ctx, a.ID); err != nil {
		return err
	}
	if err := a.check(); err != nil {
		return err
	}
	return r.save(ctx, a)
}

func (r Register) save(ctx context.Context, a Application) error {
	slices.Sort(a.Users)
	slices.Sort(a.Groups)
	a.Users, a.Groups = slices.Compact(a.Users), slices.Compact(a.Groups)
	text, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write application %s: %w", a.ID, err)
	}
	return r.Store.SaveApplication(ctx, a.ID, string(text))
}

// Application finds one. The error wraps state.ErrNoApplication where there is none.
func (r Register) Application(ctx context.Context, id string) (Application, error) {
	kept, err := r.Store.Application(ctx, id)
	if err != nil {
		return Application{}, err
	}
	return applicationOf(kept)
}

// Applications lists all, by id.
func (r Register) Applications(ctx context.Context) ([]Application, error) {
	kept, err := r.Store.Applications(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Application, len(kept))
	for i, one := range kept {
		if all[i], err = applicationOf(one); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Person finds the owner of an account. The error wraps state.ErrNoAccount where nobody has said who that is.
func (r Register) Person(ctx context.Context, account string) (Person, error) {
	kept, err := r.Store.Person(ctx, account)
	if err != nil {
		return Person{}, err
	}
	return personOf(kept)
}

// SavePerson keeps who the owner of an account is.
func (r Register) SavePerson(ctx context.Context, account string, of Profile) error {
	slices.Sort(of.Groups)
	of.Groups = slices.Compact(of.Groups)
	text, err := json.Marshal(of)
	if err != nil {
		return fmt.Errorf("write the profile of %s: %w", account, err)
	}
	return r.Store.SavePerson(ctx, account, string(text))
}

// Key is a key of an application.
type Key struct {
	state.SigningKey
	Certificate *x509.Certificate
}

// Keys lists the keys of an application, the oldest first.
func (r Register) Keys(ctx context.Context, id string) ([]Key, error) {
	kept, err := r.Store.SigningKeys(ctx, id)
	if err != nil {
		return nil, err
	}
	all := make([]Key, len(kept))
	for i, one := range kept {
		certificate, err := certificateOf(one.PEM)
		if err != nil {
			return nil, fmt.Errorf("key %s of application %s: %w", one.ID, id, err)
		}
		all[i] = Key{one, certificate}
	}
	return all, nil
}

// certificateOf reads the certificate of a PEM, whatever stands before it.
func certificateOf(text string) (*x509.Certificate, error) {
	for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			return x509.ParseCertificate(block.Bytes)
		}
	}
	return nil, errors.New("there is no certificate")
}

// NextKey publishes a key that will sign later. The application's side has to learn of it before.
func (r Register) NextKey(ctx context.Context, id string) error {
	a, err := r.Application(ctx, id)
	if err != nil {
		return err
	}
	if next, err := r.inStage(ctx, id, state.KeyNext); err != nil || next.ID != "" {
		return errors.Join(err, fmt.Errorf("application %s has a next key already: make it the active one first", id))
	}
	return r.addKey(ctx, a, state.KeyNext)
}

func (r Register) addKey(ctx context.Context, a Application, stage string) error {
	key, err := saml.NewKey(a.ID, r.Now())
	if err != nil {
		return err
	}
	text, err := key.PEM()
	if err != nil {
		return err
	}
	return r.Store.AddSigningKey(ctx, a.ID, stage, string(text))
}

// Turn makes the next key the active one; of the one that was, the certificate is left.
func (r Register) Turn(ctx context.Context, id string) error {
	next, err := r.inStage(ctx, id, state.KeyNext)
	if err != nil {
		return err
	}
	active, err := r.inStage(ctx, id, state.KeyActive)
	if err != nil {
		return err
	}
	if next.ID == "" || active.ID == "" {
		return fmt.Errorf("application %s has no next key: make one, and give its metadata to the other side first", id)
	}
	left := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: active.Certificate.Raw})
	return r.Store.TurnSigningKeys(ctx, next.SigningKey, active.SigningKey, string(left))
}

// inStage is the key of an application in a stage, the zero one where there is none.
func (r Register) inStage(ctx context.Context, id, stage string) (Key, error) {
	all, err := r.Keys(ctx, id)
	if err != nil {
		return Key{}, err
	}
	if at := slices.IndexFunc(all, func(k Key) bool { return k.Stage == stage }); at >= 0 {
		return all[at], nil
	}
	return Key{}, nil
}

// signs is the key that an application's answers are signed with.
func (r Register) signs(ctx context.Context, id string) (saml.Key, error) {
	active, err := r.inStage(ctx, id, state.KeyActive)
	if err != nil {
		return saml.Key{}, err
	}
	if active.ID == "" {
		return saml.Key{}, fault(CodeKey, "the application has no active key")
	}
	key, err := saml.ParseKey([]byte(active.PEM))
	if err != nil {
		return saml.Key{}, fmt.Errorf("key of application %s: %w", id, err)
	}
	return key, nil
}

// SignOn is the address to which an application's requests go, below the address of Ringside.
func SignOn(public, id string) string { return public + "/idp/" + id + "/sso" }

// Metadata is what an application's side has to know of us.
func (r Register) Metadata(ctx context.Context, a Application, public string) ([]byte, error) {
	keys, err := r.Keys(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	of := saml.IdentityProvider{
		EntityID: a.Issuer, SignOn: SignOn(public, a.ID), WantsSigned: a.Signed, Formats: []string{subjectFormats[a.mapping(Subject).Format]},
	}
	if a.leaves() {
		of.Logout = SignOut(public, a.ID)
	}
	for _, stage := range []string{state.KeyActive, state.KeyNext} { // the one that signs stands first
		for _, key := range keys {
			if key.Stage == stage {
				of.Certificates = append(of.Certificates, key.Certificate)
			}
		}
	}
	return of.Metadata(), nil
}

// Preview is what an application would be told of a person, who has signed in just now, if they came from the portal.
func (r Register) Preview(ctx context.Context, id, account string) (saml.Answer, error) {
	a, err := r.Application(ctx, id)
	if err != nil {
		return saml.Answer{}, err
	}
	p, err := r.Person(ctx, account)
	if err != nil {
		return saml.Answer{}, err
	}
	now := r.Now()
	return a.Answer(a.Start(now), p, now, now)
}
