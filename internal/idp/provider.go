package idp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// patience is for how long a person may take to sign in before an application is answered.
const patience = 10 * time.Minute

// Audit keeps who did what; the application state does.
type Audit interface {
	Audit(ctx context.Context, e state.AuditEntry) error
}

// Options of the identity provider. Logger may be nil, all else is required.
type Options struct {
	PublicURL string // of Ringside, as browsers see it, without a path
	Register  Register
	Accounts  Accounts
	Audit     Audit // is told whom we vouched for, to whom
	Logger    *slog.Logger

	// Unproven is for a demo, where people come in without a password: nobody is told that there was one.
	Unproven bool
}

// Provider is the identity provider as browsers see it. Package signin puts it where it tells who asks.
type Provider struct {
	Options
	box   *sealed.Box
	pages *http.ServeMux
}

// who may use a route.
type who int

// Everybody may ask, also programs; a person has to have signed in with an account of ours; an administrator may come by any way.
const (
	everybody who = iota
	person
	administrator
)

// route is one address of ours.
type route struct {
	pattern string
	who     who
	handle  func(*Provider, http.ResponseWriter, *http.Request) error
}

// routes is the one table of addresses and of who may use them.
var routes = []route{
	{"GET /idp/{application}/metadata", everybody, (*Provider).metadata},
	{"GET /idp/{application}/sso", everybody, (*Provider).askByRedirect},
	{"POST /idp/{application}/sso", everybody, (*Provider).askByPost},
	{"GET /idp/{application}/slo", everybody, (*Provider).logoutByRedirect},
	{"POST /idp/{application}/slo", everybody, (*Provider).logoutByPost},
	{"GET " + leavePath, everybody, (*Provider).leave},
	{"GET /idp/continue", everybody, (*Provider).goOn}, // whom it needs it sends to sign in: not everybody may be asked to
	{"GET /idp/{application}/start", person, (*Provider).start},
	{"GET /portal", person, (*Provider).portal},
	{"GET /portal/page.css", everybody, (*Provider).style},
	{"GET /portal/applications", administrator, (*Provider).applications},
	{"POST /portal/applications", administrator, (*Provider).add},
	{"GET /portal/applications/{application}", administrator, (*Provider).application},
	{"POST /portal/applications/{application}", administrator, (*Provider).assign},
	{"POST /portal/applications/{application}/settings", administrator, (*Provider).settings},
	{"POST /portal/applications/{application}/mappings", administrator, (*Provider).mappings},
	{"POST /portal/applications/{application}/metadata", administrator, (*Provider).renew},
	{"POST /portal/applications/{application}/key", administrator, (*Provider).key},
	{"POST /portal/applications/{application}/remove", administrator, (*Provider).remove},
	{"GET /portal/people", administrator, (*Provider).people},
	{"POST /portal/people", administrator, (*Provider).savePerson},
	{"POST /portal/people/link", administrator, (*Provider).link},
	{"POST /portal/people/import", administrator, (*Provider).bringIn},
	{"POST /portal/people/access", administrator, (*Provider).letIn},
	{"POST /portal/people/remove", administrator, (*Provider).removePerson},
	{"GET /portal/groups", administrator, (*Provider).groups},
	{"POST /portal/groups", administrator, (*Provider).changeGroup},
}

// New starts nothing.
func New(o Options) *Provider {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	p := &Provider{Options: o, box: sealed.New(), pages: http.NewServeMux()}
	for _, one := range routes {
		p.pages.HandleFunc(one.pattern, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-store")
			if !p.admitted(w, r, one.who) {
				return
			}
			if err := one.handle(p, w, r); err != nil {
				p.refuse(w, r, err)
			}
		})
	}
	p.pages.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.refuse(w, r, fault(CodeApplication, "there is no such address"))
	})
	return p
}

var _ signin.Portal = (*Provider)(nil)

// ServeHTTP answers what is below /idp and /portal.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.pages.ServeHTTP(w, r) }

// admitted lets those through who may use a route, and answers the others.
func (p *Provider) admitted(w http.ResponseWriter, r *http.Request, needs who) bool {
	if needs == everybody {
		return true
	}
	nobody := signin.Of(r.Context()) == (signin.Person{})
	if nobody && r.Method == http.MethodGet {
		toSignIn(w, r)
		return false
	}
	if _, owner := signin.AccountOf(r.Context()); nobody || needs == person && !owner {
		p.refuse(w, r, fault(CodePerson, "nobody has signed in with an account of ours"))
		return false
	}
	if needs == administrator && !access.Of(r.Context()).May(access.Administer) {
		p.refuse(w, r, fault(CodeRole, "who is signed in is no administrator"))
		return false
	}
	if r.Method != http.MethodGet {
		if err := http.NewCrossOriginProtection().Check(r); err != nil {
			p.refuse(w, r, fault(CodeRequest, "another site's page has sent the form"))
			return false
		}
	}
	return true
}

// toSignIn sends a person to sign in, and back.
func toSignIn(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/sign-in?"+url.Values{"return": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
}

// of is the application of a request's address.
func (p *Provider) of(r *http.Request) (Application, error) {
	a, err := p.Register.Application(r.Context(), r.PathValue("application"))
	if errors.Is(err, state.ErrNoApplication) {
		return a, fault(CodeApplication, "there is no such application")
	}
	return a, err
}

func (p *Provider) metadata(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	text, err := p.Register.Metadata(r.Context(), a, p.PublicURL)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	w.Header().Set("Content-Disposition", `attachment; filename="`+a.ID+`-metadata.xml"`)
	_, _ = w.Write(text) // who is gone needs no answer
	return nil
}

// mostForm is far above what a request of 256 KiB takes in a form.
const mostForm = 512 << 10

func (p *Provider) askByRedirect(w http.ResponseWriter, r *http.Request) error {
	request, err := saml.ReadRedirect(r.URL.RawQuery)
	if err != nil {
		return err
	}
	return p.ask(w, r, request)
}

func (p *Provider) askByPost(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil || r.URL.RawQuery != "" {
		return fault(CodeRequest, "the request is no form, is damaged or too large, or its address has a query")
	}
	request, err := saml.ReadPost(r.PostForm)
	if err != nil {
		return err
	}
	return p.ask(w, r, request)
}

// ask judges a request and lets the browser keep what was asked. With a form of another site it does not tell who is signed in: it
// does when it goes on from here.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request, request saml.AuthnRequest) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	asked, err := a.Ask(request, SignOn(p.PublicURL, a.ID), p.Register.Now())
	if err != nil {
		return err
	}
	if p.Unproven {
		asked.Class = classFor(request.Classes, request.Comparison, unproven)
	}
	http.SetCookie(w, sealed.Cookie(sealed.Name("asked", asked.ID), p.box.Seal(asked), http.SameSiteLaxMode, patience))
	http.Redirect(w, r, "/idp/continue?"+url.Values{"request": {asked.ID}}.Encode(), http.StatusSeeOther)
	return nil
}

// goOn answers what was asked, when somebody has signed in.
func (p *Provider) goOn(w http.ResponseWriter, r *http.Request) error {
	id := r.URL.Query().Get("request")
	name := sealed.Name("asked", id)
	var asked Asked
	c, err := r.Cookie(name)
	if err != nil || !p.box.Open(c.Value, &asked) || asked.ID != id || p.Register.Now().Sub(asked.At) > patience {
		return fault(CodeRequest, "this browser has not brought that request, or more than ten minutes ago")
	}
	a, err := p.Register.Application(r.Context(), asked.Application)
	if err != nil {
		return err
	}
	message, err := p.answer(w, r, a, asked)
	if refusal, is := errors.AsType[saml.Fault](err); is && refusal.Code == CodeAgain {
		toSignIn(w, r)
		return nil
	}
	http.SetCookie(w, sealed.Cookie(name, "", http.SameSiteLaxMode, -time.Second))
	if err != nil {
		message, err = p.sayNo(w, r, a, asked, err)
	}
	if err != nil {
		return err
	}
	return p.send(w, r, asked, message)
}

// answer is what an application is told that has asked; a Fault with CodeAgain where the person has to sign in first.
func (p *Provider) answer(w http.ResponseWriter, r *http.Request, a Application, asked Asked) ([]byte, error) {
	account, known := signin.AccountOf(r.Context())
	message, err := []byte(nil), fault(CodeAgain, "nobody is signed in")
	switch {
	case known:
		message, err = p.vouch(w, r, a, asked, account)
	case signin.Of(r.Context()) != (signin.Person{}):
		err = fault(CodePerson, "who is signed in has no account of ours")
	}
	if refusal, is := errors.AsType[saml.Fault](err); is && refusal.Code == CodeAgain && asked.Passive {
		err = fault(CodePassive, "%s, and nobody may be asked", refusal.Detail)
	}
	return message, err
}

// start tells an application of a person who comes from the portal.
func (p *Provider) start(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	account, _ := signin.AccountOf(r.Context())
	asked := a.Start(p.Register.Now())
	if p.Unproven {
		asked.Class = classUnspecified
	}
	message, err := p.vouch(w, r, a, asked, account)
	if err != nil {
		return err
	}
	return p.send(w, r, asked, message)
}

// vouch is what an application is told of who has signed in. It is in the audit log before anybody can have it.
func (p *Provider) vouch(w http.ResponseWriter, r *http.Request, a Application, asked Asked, account signin.Account) ([]byte, error) {
	ctx, now := r.Context(), p.Register.Now()
	whom, err := p.Register.Person(ctx, account.Name)
	if errors.Is(err, state.ErrNoAccount) {
		return nil, fault(CodePerson, "nobody has said who the owner of the account is: ringside idp person")
	}
	if err != nil {
		return nil, err
	}
	answer, err := a.Answer(asked, whom, account.Since, now)
	if err != nil {
		return nil, err
	}
	key, err := p.Register.signs(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	message, err := a.Sign(answer, key)
	if err != nil {
		return nil, err
	}
	if asked.ID != "" {
		err := p.Register.Store.UseOnce(ctx, digest(a.ID, asked.ID), now.Add(patience+saml.Freshness+2*saml.Skew))
		if errors.Is(err, state.ErrUsedBefore) {
			return nil, fault(CodeReplay, "that request was answered before")
		}
		if err != nil {
			return nil, err
		}
	}
	err = p.Register.Store.AddParticipant(ctx, state.Participant{
		Session: account.Session, Account: account.Name, Application: a.ID, NameID: answer.NameID.Value, NameFormat: answer.NameID.Format, Ends: account.Ends,
	}, answer.SessionIndex)
	if err != nil {
		return nil, err
	}
	err = p.Audit.Audit(ctx, state.AuditEntry{
		Provider: state.Local, Who: account.Name, Address: access.Who(ctx).Address, Action: "vouch", Subject: a.ID, Request: requestID(w),
	})
	if err != nil {
		return nil, err // nobody enters elsewhere by our word without a trace
	}
	p.Logger.Info("vouched", "request_id", requestID(w), "application", a.ID)
	return message, nil
}

// digest says nothing of an ID: whoever asks chooses how long that is.
func digest(application, id string) string {
	sum := sha256.Sum256([]byte("asked\x00" + application + "\x00" + id))
	return hex.EncodeToString(sum[:])
}

// sayNo is how the application that has asked is told of a refusal, where it can do something about it; else the refusal, for the person.
func (p *Provider) sayNo(w http.ResponseWriter, r *http.Request, a Application, asked Asked, err error) ([]byte, error) {
	refusal, is := errors.AsType[saml.Fault](err)
	status, told := statuses[refusal.Code]
	if !is || !told {
		return nil, err
	}
	key, err := p.Register.signs(r.Context(), a.ID)
	if err != nil {
		return nil, err
	}
	p.Logger.Warn("request refused", "request_id", requestID(w), "application", a.ID, "code", refusal.Code, "detail", refusal.Detail)
	return saml.Answer{
		Issuer: a.Issuer, Recipient: asked.Consumer, InResponseTo: asked.ID, At: p.Register.Now(), Refused: status,
	}.Sign(key)
}
