package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sim/console"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/state"
)

// What is set up in the demo's AWS.
const (
	demoRole     = "ConnectFederation"
	demoProvider = "Ringside"
	demoOrigin   = "https://desk.hanbitmall.example" // an approved page
)

// demoPortal is the way into the demo's Amazon Connect: the portal of the identity provider that we ship, for the simulated company's people,
// and the simulated AWS beside it. Its visitor is one of them without a password: that is here alone, in front of sign-in, and neither
// sign-in nor the identity provider knows of it. A demo is served on loopback alone, from a folder that serve refuses.
type demoPortal struct {
	base     string // address of Ringside
	aws      *simulatedAWS
	state    *state.DB
	register idp.Register
	console  *console.Console
	signIn   *signin.Provider
	people   []demoPerson
	known    chan struct{} // closed when everybody has an account
	log      *slog.Logger
}

// demoPerson is somebody of the simulated company.
type demoPerson struct {
	Account, Given, Family, Team string
	Leads                        bool
}

// newDemoPortal starts nothing.
func newDemoPortal(db *state.DB, base string, aws *simulatedAWS, log *slog.Logger) (*demoPortal, error) {
	d := &demoPortal{
		base: base, aws: aws, state: db, register: idp.Register{Store: db, Now: time.Now}, known: make(chan struct{}),
		log: log.With("component", "simulated_aws"),
	}
	teams := map[string]string{}
	for _, g := range aws.of.Groups {
		teams[g.ARN] = g.Name
	}
	for _, u := range aws.of.Users {
		if u.First == "" { // the visitor from the AWS console, who does not sign in by SAML
			continue
		}
		team := teams[u.Group]
		d.people = append(d.people, demoPerson{u.Login, u.First, u.Last, team, strings.HasSuffix(team, "운영관리팀")})
	}
	d.console = console.New(console.Options{
		Home: base + "/", Portal: base + signin.PortalPath, Verify: base + "/sso?step=test", Logger: d.log,
		Centres: []console.Centre{aws.centre(d.facts)},
	})
	portal := idp.New(idp.Options{PublicURL: base, Register: d.register, Accounts: db, Audit: db, Logger: d.log, Unproven: true})
	var err error
	d.signIn, err = signin.New(signin.Options{PublicURL: base, Sessions: db, Accounts: db, Audit: db, Portal: portal, Logger: d.log})
	return d, err
}

// me is what the page is told: nobody has signed in to it, and there is a portal.
func (*demoPortal) me(context.Context) api.Me {
	return api.Me{By: "none", Roles: []string{}, Portal: signin.PortalPath}
}

// around answers for the simulated AWS and for the portal, and lets next answer for all else.
func (d *demoPortal) around(next http.Handler) http.Handler {
	signIn := d.signIn.Protect(http.NotFoundHandler(), func(w http.ResponseWriter, _ *http.Request, _ error) {
		http.Error(w, "nobody is signed in", http.StatusUnauthorized)
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sign-in", d.askWho)
	mux.HandleFunc("POST /sign-in", d.become)
	mux.Handle("GET /sign-in/page.css", signIn)
	mux.HandleFunc("GET /sign-in/simulation.css", console.Style)
	mux.Handle(signin.SignOutPath, d.asSomebody(signIn))
	mux.Handle("/portal", d.asSomebody(signIn))
	mux.Handle("/portal/", d.asSomebody(signIn))
	mux.Handle("/idp/", d.asSomebody(signIn))
	mux.Handle("/", next)
	return d.console.Beside(mux)
}

// signInCookie has the name of the one by which package signin knows a session. Browsers keep such a one of localhost, and not of 127.0.0.1 by
// HTTP, so that of the demo has a name of its own.
const (
	signInCookie = "__Host-ringside-session"
	demoCookie   = "ringside-demo-person"
)

// asSomebody lets requests be those of the first of the people who lead, where the browser has no session. What the portal sends to AWS
// goes to the simulated one.
func (d *demoPortal) asSomebody(portal http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d.ready(w, r) {
			return
		}
		c, err := r.Cookie(demoCookie)
		if err != nil || !d.holds(r, c.Value) {
			if c, err = d.begin(r.Context(), d.first()); err != nil {
				d.fail(w, err)
				return
			}
			http.SetCookie(w, c)
		}
		r = without(r, signInCookie)
		r.AddCookie(&http.Cookie{Name: signInCookie, Value: c.Value})
		answer := httptest.NewRecorder()
		maps.Copy(answer.Header(), w.Header())
		portal.ServeHTTP(answer, r)
		page, policy, err := d.divert(r, d.told(answer.Body.Bytes()))
		if err != nil {
			d.fail(w, err)
			return
		}
		maps.Copy(w.Header(), answer.Header())
		if policy != "" {
			w.Header().Set("Content-Security-Policy", w.Header().Get("Content-Security-Policy")+"; "+policy)
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(page) // who is gone needs no answer
	})
}

// told is a page of the portal that says where Amazon Connect leads to here.
func (d *demoPortal) told(page []byte) []byte {
	return bytes.Replace(page, []byte("</nav>"), []byte(`</nav>
<p class="link">데모입니다. Amazon Connect는 시뮬레이션 AWS를 거쳐 열립니다. <span lang="en">A demo: Amazon Connect opens by a simulated AWS.</span> <a href="`+
		template.HTMLEscapeString(d.console.Switchboard())+`">로그인 오류 일으켜 보기 <span lang="en">· Let sign-in go wrong</span></a> <a href="/sign-in">다른 사람으로 보기 <span lang="en">· Be somebody else</span></a></p>`), 1)
}

func (d *demoPortal) holds(r *http.Request, cookie string) bool {
	holds, err := d.state.SessionHolds(r.Context(), cookie)
	return err == nil && holds
}

// without is a request without the cookies of a name.
func without(r *http.Request, name string) *http.Request {
	bare := r.Clone(r.Context())
	bare.Header.Del("Cookie")
	for _, c := range r.Cookies() {
		if c.Name != name {
			bare.AddCookie(c)
		}
	}
	return bare
}

// divert changes a page that posts an answer of an application to AWS.
func (d *demoPortal) divert(r *http.Request, page []byte) ([]byte, string, error) {
	if !bytes.Contains(page, []byte("SAMLResponse")) {
		return page, "", nil
	}
	application := strings.Split(r.URL.Path, "/")[2]
	if application == "continue" { // it was another application that asked; those for AWS do not
		application = d.application()
	}
	keys, err := d.state.SigningKeys(r.Context(), application)
	if err != nil {
		return nil, "", err
	}
	for _, key := range keys {
		if key.Stage == state.KeyActive {
			signs, err := saml.ParseKey([]byte(key.PEM))
			if err != nil {
				return nil, "", err
			}
			return d.console.Divert(page, signs.Private, signs.Certificate.Raw)
		}
	}
	return nil, "", errors.New("the application has no key")
}

func (d *demoPortal) fail(w http.ResponseWriter, err error) {
	d.log.Error("portal of the demo failed", "error", err)
	http.Error(w, "The portal of the demo has failed; the log says why.", http.StatusInternalServerError)
}

// patienceForPeople is how long a page waits for everybody to have an account.
const patienceForPeople = 10 * time.Second

// ready waits until everybody has an account.
func (d *demoPortal) ready(w http.ResponseWriter, r *http.Request) bool {
	late := time.NewTimer(patienceForPeople)
	defer late.Stop()
	select {
	case <-d.known:
		return true
	case <-r.Context().Done():
	case <-late.C:
		w.Header().Set("Retry-After", "5")
		http.Error(w, "The demo's people are being made. Try again in a moment.", http.StatusServiceUnavailable)
	}
	return false
}

// first is who the visitor is at first: somebody who leads, and may look at everything of the portal.
func (d *demoPortal) first() string {
	return d.people[max(0, slices.IndexFunc(d.people, func(p demoPerson) bool { return p.Leads }))].Account
}

// begin begins a session of an account, as if its owner had signed in, and returns its cookie.
func (d *demoPortal) begin(ctx context.Context, account string) (*http.Cookie, error) {
	cookie, err := d.state.BeginSession(ctx, state.Session{Provider: state.Local, NameID: account, Ends: time.Now().Add(12 * time.Hour)}, nil, time.Time{})
	if err != nil {
		return nil, err
	}
	return &http.Cookie{Name: demoCookie, Value: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}, nil
}

//go:embed demo_people.html
var demoPeopleText string

var demoPeopleTemplate = template.Must(template.New("people").Parse(demoPeopleText))

// mostShown is how many people are offered.
const mostShown = 120

// askWho asks the visitor who to be.
func (d *demoPortal) askWho(w http.ResponseWriter, r *http.Request) {
	if !d.ready(w, r) {
		return
	}
	back := r.URL.Query().Get("return")
	if !strings.HasPrefix(back, "/portal") && !strings.HasPrefix(back, "/idp/") {
		back = signin.PortalPath
	}
	leads := slices.Clone(d.people)
	slices.SortStableFunc(leads, func(a, b demoPerson) int {
		return strings.Compare(strconv.FormatBool(b.Leads), strconv.FormatBool(a.Leads))
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	var text bytes.Buffer
	if err := demoPeopleTemplate.Execute(&text, struct {
		People []demoPerson
		Return string
	}{leads[:min(mostShown, len(leads))], back}); err != nil {
		d.fail(w, err)
		return
	}
	_, _ = w.Write(text.Bytes()) // who is gone needs no answer
}

// become makes the visitor one of the people.
func (d *demoPortal) become(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		http.Error(w, "Another site's page has sent that.", http.StatusForbidden)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	account, back := r.PostFormValue("account"), r.PostFormValue("return")
	if !d.ready(w, r) {
		return
	}
	if !slices.ContainsFunc(d.people, func(p demoPerson) bool { return p.Account == account }) {
		http.Error(w, "There is nobody of that name.", http.StatusUnprocessableEntity)
		return
	}
	c, err := d.begin(r.Context(), account)
	if err != nil {
		d.fail(w, err)
		return
	}
	http.SetCookie(w, c)
	to, err := url.Parse(back)
	if err != nil || to.IsAbs() || to.Host != "" || !strings.HasPrefix(to.Path, "/portal") && !strings.HasPrefix(to.Path, "/idp/") {
		to = &url.URL{Path: signin.PortalPath}
	}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

// application is the id of the one for Amazon Connect.
func (d *demoPortal) application() string { return d.aws.of.Alias }

// everybody are the groups of the people.
const (
	demoAgents = "agents"
	demoLeads  = "leads"
)

// prepare gives everybody an account, adds the application, and sets sign-in up in the simulated AWS as ringside sso apply does.
func (d *demoPortal) prepare(ctx context.Context) error {
	kept, err := d.state.People(ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, one := range kept {
		there[one.Account] = true
	}
	for _, p := range d.people {
		if there[p.Account] {
			continue
		}
		if err := d.add(ctx, p); err != nil {
			return fmt.Errorf("make an account for %s: %w", p.Account, err)
		}
	}
	if err := d.addApplication(ctx); err != nil {
		return err
	}
	close(d.known)
	c, err := d.aws.clients(ctx)
	if err != nil {
		return err
	}
	wish, err := d.wish(ctx)
	if err != nil {
		return err
	}
	if _, err := c.Apply(ctx, wish, func(setup.Step, error) {}); err != nil && ctx.Err() == nil {
		return fmt.Errorf("set sign-in up in the simulated AWS: %w", err)
	}
	return nil
}

func (d *demoPortal) add(ctx context.Context, p demoPerson) error {
	role, group := "", demoAgents
	if p.Leads {
		role, group = string(access.Administrator), demoLeads
	}
	if _, err := d.state.CreateAccount(ctx, p.Account, role); err != nil && !errors.Is(err, state.ErrAccountName) { // an earlier start may have been broken off
		return err
	}
	return d.register.SavePerson(ctx, p.Account, idp.Profile{
		Email: p.Account + "@hanbitmall.example", GivenName: p.Given, FamilyName: p.Family, DisplayName: p.Family + p.Given, Groups: []string{group, p.Team},
	})
}

func (d *demoPortal) addApplication(ctx context.Context) error {
	if _, err := d.register.Application(ctx, d.application()); !errors.Is(err, state.ErrNoApplication) {
		return err
	}
	a, err := d.register.AddConnect(ctx, d.application(), "Amazon Connect", idp.Connect{
		Instance: d.aws.of.InstanceARN, Role: demoRole, Provider: demoProvider, Login: "subject", Landing: "workspace",
	})
	if err != nil {
		return err
	}
	a.Groups = []string{demoAgents, demoLeads}
	return d.register.Change(ctx, a)
}

// wish is what is to be in the simulated AWS.
func (d *demoPortal) wish(ctx context.Context) (setup.Wish, error) {
	a, err := d.register.Application(ctx, d.application())
	if err != nil {
		return setup.Wish{}, err
	}
	metadata, err := d.register.Metadata(ctx, a, d.base)
	return setup.Wish{
		Instance: d.aws.of.InstanceARN, Provider: demoProvider, Metadata: string(metadata), Role: demoRole, Policy: demoRole, Path: "/",
		Form: setup.FormUser, Session: time.Hour, Landing: "workspace", Login: setup.LoginUserName, Origins: []string{demoOrigin},
	}, err
}

// facts are what is set up, as the doctor wants it.
func (d *demoPortal) facts(ctx context.Context) ([]byte, error) {
	c, err := d.aws.clients(ctx)
	if err != nil {
		return nil, err
	}
	wish, err := d.wish(ctx)
	if err != nil {
		return nil, err
	}
	_, state, err := c.Draw(ctx, wish)
	if err != nil {
		return nil, err
	}
	facts, err := c.Facts(ctx, wish, state)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(facts, "", "  ")
}
