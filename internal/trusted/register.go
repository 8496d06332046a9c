package trusted

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/state"
)

// Store keeps identity providers; the application state does.
type Store interface {
	TrustedProviders(ctx context.Context) ([]state.TrustedProvider, error)
	SaveTrustedProvider(ctx context.Context, p state.TrustedProvider) (id string, err error)
	DeleteTrustedProvider(ctx context.Context, id string, version int64, letsIn func(state.TrustedProvider) bool) error
	UseSAMLKey(ctx context.Context, entityID, fingerprint string) error
	SAMLKeyUses(ctx context.Context) ([]state.SAMLKeyUse, error)
}

var _ Store = (*state.DB)(nil)

// Options of a register. Store is required.
type Options struct {
	Store  Store
	Fixed  []Fixed          // those of the configuration
	Taken  []string         // other names that vouch for people, which none may have: issuers of OpenID Connect, and our own
	Fetch  *Fetcher         // nil: none is fetched
	Now    func() time.Time // nil is time.Now
	Logger *slog.Logger     // nil logs nothing
}

// Fixed is an identity provider of the configuration, which is not changed here. Where one that is kept here has its entity ID, the
// configuration's counts, and the other does not.
type Fixed struct {
	Name     string
	Metadata string
	Settings Settings
}

// Register keeps identity providers. All methods may be called at once.
type Register struct {
	Options
	fixed map[string]bool // entity IDs that none may have

	mu         sync.Mutex // guards all below
	read       time.Time  // when they were read last
	changed    bool       // here, since then
	believed   []Provider
	generation uint64
	noted      map[string]time.Time // when the use of a key was noted last
}

// New reads nothing of the store yet.
func New(o Options) *Register {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Register{Options: o, fixed: map[string]bool{}, noted: map[string]time.Time{}}
	for _, f := range o.Fixed {
		r.fixed[(&Document{Metadata: f.Metadata}).EntityID()] = true
	}
	for _, name := range o.Taken {
		r.fixed[name] = true
	}
	return r
}

// Errors of a change; their texts are written for people.
var (
	ErrNone    = errors.New("there is no such identity provider")
	ErrNothing = errors.New("nothing waits to be agreed to")
	ErrOther   = errors.New("what waits is not what was shown: look at it again")
	ErrFixed   = errors.New("the configuration gives an identity provider of that entity ID, which counts; take it out there first")
	ErrSame    = errors.New("that is what counts already")
)

// All lists them by name.
func (r *Register) All(ctx context.Context) ([]Provider, error) {
	found, err := r.Store.TrustedProviders(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Provider, len(found))
	for i, one := range found {
		if all[i], err = of(one); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Find is one, by its id or name.
func (r *Register) Find(ctx context.Context, id string) (Provider, error) {
	all, err := r.All(ctx)
	if err != nil {
		return Provider{}, err
	}
	at := slices.IndexFunc(all, func(p Provider) bool { return p.ID == id })
	if at < 0 {
		at = slices.IndexFunc(all, func(p Provider) bool { return p.Name == id })
	}
	if at < 0 {
		return Provider{}, ErrNone
	}
	return all[at], nil
}

// Brought is something new of an identity provider: exactly one of these.
type Brought struct {
	Metadata    string // pasted or uploaded
	Certificate string // in PEM: pinned beside those that count
	Drop        string // fingerprint of a certificate that is to count no more
	Fetch       bool   // its metadata, from its address
}

// Add keeps a new one, of which nothing counts yet. Of what was brought it takes metadata, or has them fetched.
func (r *Register) Add(ctx context.Context, p Provider, brought Brought, by string) (Provider, error) {
	p = Provider{Name: p.Name, URL: p.URL, Settings: p.Settings}
	if err := p.check(); err != nil {
		return p, err
	}
	if brought.Certificate != "" || brought.Drop != "" {
		return p, fmt.Errorf("%w: metadata are needed first", ErrDocument)
	}
	return p, r.propose(ctx, &p, brought, by)
}

// Propose brings something new of one. It waits, in place of what waited before.
func (r *Register) Propose(ctx context.Context, id string, brought Brought, by string) (Provider, error) {
	p, err := r.Find(ctx, id)
	if err != nil {
		return p, err
	}
	return p, r.propose(ctx, &p, brought, by)
}

func (r *Register) propose(ctx context.Context, p *Provider, brought Brought, by string) error {
	d, err := r.document(ctx, *p, brought)
	if err != nil {
		return err
	}
	if p.Counts != nil && p.Counts.Digest() == d.Digest() {
		return ErrSame
	}
	d.By, d.At = by, r.Now().UTC()
	p.Waits = &d
	return r.save(ctx, p)
}

// document makes what was brought into what would count.
func (r *Register) document(ctx context.Context, p Provider, brought Brought) (Document, error) {
	switch {
	case brought.Fetch && p.URL == "":
		return Document{}, fmt.Errorf("%w: no address is known from which its metadata could be fetched", ErrProvider)
	case brought.Fetch && r.Fetch == nil:
		return Document{}, fmt.Errorf("%w: nothing is fetched here", ErrFetch)
	case brought.Fetch:
		text, err := r.Fetch.Get(ctx, p.URL)
		if err != nil {
			return Document{}, err
		}
		d, err := read(text)
		d.From = p.URL
		return d, err
	case brought.Metadata != "":
		d, err := read(brought.Metadata)
		d.From = FromPaste
		return d, err
	case p.Counts == nil:
		return Document{}, fmt.Errorf("%w: metadata are needed first", ErrDocument)
	}
	d := Document{Metadata: p.Counts.Metadata, Certificates: slices.Clone(p.Counts.Certificates), From: FromPaste}
	if brought.Certificate != "" {
		certificate, err := readCertificate(brought.Certificate)
		if err == nil && !d.pins(certificate.Raw) {
			d.Certificates = append(d.Certificates, certificate.Raw)
		}
		return d, err
	}
	d.Certificates = slices.DeleteFunc(d.Certificates, func(der []byte) bool { return Fingerprint(der) == strings.ToLower(brought.Drop) })
	if len(d.Certificates) == 0 {
		return d, fmt.Errorf("%w: nobody could sign in without the last certificate: pin another one first, or remove the identity provider", ErrDocument)
	}
	return d, nil
}

// Agree lets what waits count, if it is what was shown: see Document.Digest.
func (r *Register) Agree(ctx context.Context, id, digest, by string) (Provider, error) {
	p, err := r.Find(ctx, id)
	switch {
	case err != nil:
		return p, err
	case p.Waits == nil:
		return p, ErrNothing
	case p.Waits.Digest() != digest:
		return p, ErrOther
	case r.fixed[p.Waits.EntityID()]:
		return p, ErrFixed
	}
	if err := p.Waits.usable(); err != nil { // it may have waited since an older version, which took more
		return p, err
	}
	p.agree()
	p.Counts.Agreed, p.Counts.AgreedAt = by, r.Now().UTC()
	return p, r.save(ctx, &p)
}

// Withdraw drops what waits.
func (r *Register) Withdraw(ctx context.Context, id string) (Provider, error) {
	p, err := r.Find(ctx, id)
	if err != nil {
		return p, err
	}
	if p.Waits == nil {
		return p, ErrNothing
	}
	if p.Counts == nil {
		return p, r.remove(ctx, p)
	}
	p.Waits = nil
	return p, r.save(ctx, &p)
}

// Change changes its name, address and settings. They count at once.
func (r *Register) Change(ctx context.Context, id string, to Provider) (Provider, error) {
	p, err := r.Find(ctx, id)
	if err != nil {
		return p, err
	}
	p.Name, p.URL, p.Settings = to.Name, to.URL, to.Settings
	if err := p.check(); err != nil {
		return p, err
	}
	return p, r.save(ctx, &p)
}

// Remove forgets one: it signs nobody in any more.
func (r *Register) Remove(ctx context.Context, id string) (Provider, error) {
	p, err := r.Find(ctx, id)
	if err != nil {
		return p, err
	}
	return p, r.remove(ctx, p)
}

func (r *Register) remove(ctx context.Context, p Provider) error {
	if err := r.Store.DeleteTrustedProvider(ctx, p.ID, p.version, r.letsIn); err != nil {
		return err
	}
	r.stale()
	return nil
}

func (r *Register) save(ctx context.Context, p *Provider) error {
	kept, err := p.kept()
	if err == nil {
		p.ID, err = r.Store.SaveTrustedProvider(ctx, kept)
	}
	if err != nil {
		return err
	}
	p.version++
	r.stale()
	return nil
}

// letsIn tells whether somebody could sign in by one as it is kept: sign-in refuses the others, though they were agreed to.
func (r *Register) letsIn(kept state.TrustedProvider) bool {
	p, err := of(kept)
	return err == nil && p.Counts != nil && p.Counts.usable() == nil && p.Settings.Check() == nil && !r.fixed[p.Counts.EntityID()]
}

// stale has the next look read what is kept.
func (r *Register) stale() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changed = true
}

// View is an identity provider as whoever administers Ringside sees it.
type View struct {
	Provider
	Fixed         bool // of the configuration, where it is changed alone
	Overruled     bool // the configuration gives one of the same entity ID, which counts in its place
	Counts, Waits *Facts
	Differences   []Difference // in which what waits differs from what counts
}

// Views are all of them: those of the configuration first.
func (r *Register) Views(ctx context.Context) ([]View, error) {
	all, err := r.All(ctx)
	if err != nil {
		return nil, err
	}
	uses, err := r.Store.SAMLKeyUses(ctx)
	if err != nil {
		return nil, err
	}
	used := Uses{}
	for _, use := range uses {
		used[[2]string{use.EntityID, use.Fingerprint}] = use.Used
	}
	views := []View{}
	for _, f := range r.Fixed {
		d, _ := read(f.Metadata) // sign-in would not have begun with others
		d.From = "configuration"
		views = append(views, View{Provider: Provider{Name: f.Name, Settings: f.Settings}, Fixed: true, Counts: FactsOf(&d, used, r.Now()), Differences: []Difference{}})
	}
	for _, p := range all {
		views = append(views, r.view(p, used))
	}
	return views, nil
}

func (r *Register) view(p Provider, used Uses) View {
	v := View{Provider: p, Counts: FactsOf(p.Counts, used, r.Now()), Waits: FactsOf(p.Waits, used, r.Now())}
	v.Overruled = v.Counts != nil && r.fixed[v.Counts.EntityID]
	v.Differences = Differences(v.Counts, v.Waits)
	return v
}
