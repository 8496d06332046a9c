package idp

import (
	"crypto/x509"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

var (
	refresh      = regexp.MustCompile(`<meta http-equiv="refresh" content="0; url=([^"]*)">`)
	actionOfForm = regexp.MustCompile(`(?i)<form[^>]*\saction="([^"]*)"`)
	sentForm     = regexp.MustCompile(`(?i)<input[^>]*\sname="(SAMLRequest|SAMLResponse|RelayState)"[^>]*\svalue="([^"]*)"`)
)

// away is where the applications of the tests are that nobody runs.
const away = "https://app.example.org/"

// goOn does what a browser does by itself, until there is something to see or to bring to an application that nobody runs. What was to be
// brought there is the second result: its query or form.
func (b *browser) goOn(w reply) (reply, url.Values) {
	b.t.Helper()
	return b.through(w, func(address string, _ url.Values) bool { return strings.HasPrefix(address, away) })
}

// through does what a browser does by itself, until there is something to see, or to send somewhere that fits: the second result is its
// query or form.
func (b *browser) through(w reply, until func(address string, form url.Values) bool) (reply, url.Values) {
	b.t.Helper()
	for range 20 {
		address, form := "", url.Values(nil)
		switch next, fields := refresh.FindStringSubmatch(w.text), sentForm.FindAllStringSubmatch(w.text, -1); {
		case w.Header.Get("Location") != "":
			address = w.Header.Get("Location")
		case next != nil:
			address = next[1]
		case len(fields) > 0:
			address, form = actionOfForm.FindStringSubmatch(w.text)[1], url.Values{}
			for _, field := range fields {
				form.Set(field[1], field[2])
			}
		default:
			return w, nil
		}
		at, err := w.Request.URL.Parse(address)
		if err != nil {
			b.t.Fatal(err)
		}
		if until(at.String(), form) {
			if form == nil {
				form = url.Values{"query": {at.RawQuery}}
			}
			return w, form
		}
		if form != nil {
			w = b.ask(http.MethodPost, at.String(), form, "Sec-Fetch-Site", "cross-site")
		} else {
			w = b.ask(http.MethodGet, at.String(), nil)
		}
	}
	b.t.Fatalf("sent around in a circle, to %s at last", w.Request.URL)
	return reply{}, nil
}

// said reads what was to be brought to an application that nobody runs.
func said(t *testing.T, form url.Values) saml.Logout {
	t.Helper()
	message, err := saml.ReadLogoutPost(form)
	if form.Has("query") {
		message, err = saml.ReadLogout(form.Get("query"))
	}
	if err != nil {
		t.Fatalf("%v: %v", err, form)
	}
	return message
}

// bring sends a browser with a message of an application.
func (b *browser) bring(message saml.Sent, err error) reply {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	if message.Parameter == "" {
		return b.ask(http.MethodGet, message.Address, nil)
	}
	form := url.Values{message.Parameter: {message.Message}}
	if message.RelayState != "" {
		form.Set("RelayState", message.RelayState)
	}
	return b.ask(http.MethodPost, message.Address, form, "Sec-Fetch-Site", "cross-site")
}

// family is an identity provider, a second Ringside that takes its word, an application of ours that does, and Amazon Connect.
type family struct {
	*site
	other    *site
	app      Application
	post     bool // the application and the second Ringside are told by HTTP-POST
	messages saml.SingleLogout
}

func startFamily(t *testing.T, post bool) family {
	t.Helper()
	s, _ := connected(t)
	a, err := s.register.Add(t.Context(), Application{
		ID: "other", Name: "Another Ringside", EntityID: "urn:x", Users: []string{"alice"}, Consumers: []saml.Consumer{{Address: "https://127.0.0.1/acs"}},
		Mappings: []Mapping{{Subject, "${user:email}", "emailAddress"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	metadata := string(s.metadata(t, "other"))
	if post { // is all that is left to choose
		metadata = strings.Replace(metadata, `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"`, `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP"`, 1)
	}
	f := family{site: s, other: openAt(t, "localhost", signin.Metadata{Text: []byte(metadata)}), post: post}
	of, err := saml.ReadServiceProvider([]byte(newBrowser(t, f.other).follow(f.other.URL + "/saml/metadata").text))
	if err != nil {
		t.Fatal(err)
	}
	a.EntityID, a.Consumers, a.Logout, a.Keys = of.EntityID, of.Consumers, of.Logout, []string{inPEM("CERTIFICATE", of.Certificates[0].Raw)}
	a.Logout.Post = post
	if err := s.register.Change(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	_, certificate := ownKey(t)
	f.app, err = s.register.Add(t.Context(), Application{
		ID: "app", Name: "App", EntityID: "https://app.example.org/", Users: []string{"alice"}, Keys: []string{certificate},
		Consumers: []saml.Consumer{{Address: away + "acs"}}, Mappings: []Mapping{{Subject, "", "persistent"}},
		Logout: saml.SingleLogout{Post: post, Address: away + "slo", Answers: away + "slo/done"},
	})
	if err != nil {
		t.Fatal(err)
	}
	f.messages = saml.SingleLogout{Post: post, Address: SignOut(s.URL, "app"), Answers: SignOut(s.URL, "app")}
	return f
}

// visit is a browser in which somebody has opened applications, and what the last one was told.
func (f family) visit(t *testing.T, applications ...string) (*browser, saml.Message) {
	t.Helper()
	b := newBrowser(t, f.site)
	b.signIn(f.site, b.follow(f.URL+"/portal"), "alice")
	var message saml.Message
	for _, id := range applications {
		if id == "other" {
			f.other.advance(f.Now().Sub(f.other.Now()))
			b.goOn(b.follow(f.other.URL + "/figures"))
			if !f.sees(b) {
				t.Fatalf("not signed in at the second one\n%s", f.other.log())
			}
			continue
		}
		message = f.read(t, id, b.follow(f.URL+"/idp/"+id+"/start").sent(t).xml(t))
	}
	return b, message
}

// certificates are those that an application goes by.
func (f family) certificates(t *testing.T, id string) []*x509.Certificate {
	t.Helper()
	read, err := saml.ReadMetadata(f.metadata(t, id))
	if err != nil {
		t.Fatal(err)
	}
	return read.Certificates
}

// sees tells whether a browser is signed in at the second Ringside, and at the first one.
func (f family) sees(b *browser) bool {
	return strings.HasPrefix(b.ask(http.MethodGet, f.other.URL+"/figures", nil).text, "figures for ")
}

func (f family) signedIn(b *browser) bool {
	return b.ask(http.MethodGet, f.URL+"/portal", nil).StatusCode == http.StatusOK
}

// answers is the application's answer to a request of ours.
func (f family) answers(to saml.Logout, key samltest.Key) (saml.Sent, error) {
	return saml.LogoutResponse{At: f.Now(), Issuer: f.app.EntityID, InResponseTo: to.ID}.To(f.messages, saml.Key(key))
}

func bothBindings(t *testing.T, do func(t *testing.T, post bool)) {
	t.Helper()
	for name, post := range map[string]bool{"redirect": false, "post": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do(t, post)
		})
	}
}

func TestSigningOutOfThePortalTellsTheApplications(t *testing.T) {
	t.Parallel()
	bothBindings(t, func(t *testing.T, post bool) {
		f := startFamily(t, post)
		b, told := f.visit(t, "other", "connect", "app")
		elsewhere, _ := f.visit(t, "other")
		w, form := b.goOn(b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin"))
		if f.signedIn(b) || f.sees(b) || !f.signedIn(elsewhere) || !f.sees(elsewhere) {
			t.Errorf("signed in: %t here, %t at the second one; another browser: %t, %t", f.signedIn(b), f.sees(b), f.signedIn(elsewhere), f.sees(elsewhere))
		}
		if form == nil {
			t.Fatalf("the application is not told: %s\n%s", w.text, f.log())
		}
		asked, err := said(t, form).Expect(saml.Expected{Provider: f.app.Issuer, Recipient: away + "slo", At: f.Now()}, f.certificates(t, "app"))
		if err != nil || asked.Answer || *asked.NameID != *told.Response.Assertion.NameID ||
			!slices.Equal(asked.SessionIndexes, []string{told.Response.Assertion.Authentications[0].SessionIndex}) {
			t.Errorf("%v: %+v", err, asked)
		}
		w, form = b.goOn(b.bring(f.answers(asked, samltest.Keys().Ours)))
		if form != nil || w.StatusCode != http.StatusOK || !strings.Contains(w.text, leftSome.Korean) || !strings.Contains(w.text, "<li>Amazon Connect</li>") || strings.Contains(w.text, "<li>App</li>") {
			t.Errorf("%s\n%s", w.Status, w.text)
		}
		if w := b.bring(f.answers(asked, samltest.Keys().Ours)); w.StatusCode != http.StatusForbidden {
			t.Errorf("answered again: %s", w.Status)
		}
	})
}

func TestAnApplicationSignsOutOfAll(t *testing.T) {
	t.Parallel()
	bothBindings(t, func(t *testing.T, post bool) {
		f := startFamily(t, post)
		b, told := f.visit(t, "other", "app")
		name, index := told.Response.Assertion.NameID, told.Response.Assertion.Authentications[0].SessionIndex
		ask := func(key samltest.Key, change func(*saml.LogoutRequest)) (saml.Sent, error) {
			request := saml.LogoutRequest{ID: saml.NewID(), At: f.Now(), Issuer: f.app.EntityID, NameID: *name, SessionIndexes: []string{index}}
			if change != nil {
				change(&request)
			}
			return request.To(f.messages, saml.Key(key))
		}
		for what, c := range map[string]struct {
			key    samltest.Key
			change func(*saml.LogoutRequest)
			want   string
		}{
			"of a stranger":          {samltest.Keys().Stranger, nil, "SIG-KEY-UNKNOWN"},
			"of another application": {samltest.Keys().Next, nil, "SIG-KEY-UNKNOWN"},
			"in another's name":      {samltest.Keys().Ours, func(r *saml.LogoutRequest) { r.Issuer = f.other.URL + "/saml/metadata" }, "SP-ISSUER"},
			"old":                    {samltest.Keys().Ours, func(r *saml.LogoutRequest) { r.At = r.At.Add(-time.Hour) }, "TIME-OLD5"},
			"of another's name":      {samltest.Keys().Ours, func(r *saml.LogoutRequest) { r.NameID.Qualifier = "urn:else" }, "SP-SUBJECT"},
		} {
			if w := b.bring(ask(c.key, c.change)); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, c.want) || !f.signedIn(b) {
				t.Errorf("%s: %s, want %s\n%s", what, w.Status, c.want, w.text)
			}
		}
		for what, change := range map[string]func(*saml.LogoutRequest){ // of nobody who is there
			"another person":  func(r *saml.LogoutRequest) { r.NameID.Value += "0" },
			"another format":  func(r *saml.LogoutRequest) { r.NameID.Format = saml.FormatTransient },
			"another session": func(r *saml.LogoutRequest) { r.SessionIndexes = []string{"_x"} },
		} {
			_, form := b.goOn(b.bring(ask(samltest.Keys().Ours, change)))
			if answer := said(t, form); !answer.Status.Success() || !f.signedIn(b) {
				t.Errorf("%s: %+v", what, answer)
			}
		}
		asked, err := ask(samltest.Keys().Ours, func(r *saml.LogoutRequest) { r.NameID.Qualifier, r.NameID.SPQualifier = f.app.Issuer, f.app.EntityID })
		w, form := b.goOn(b.bring(asked, err))
		if f.signedIn(b) || f.sees(b) {
			t.Errorf("still signed in: %t here, %t at the second one", f.signedIn(b), f.sees(b))
		}
		if form == nil {
			t.Fatalf("there is no answer: %s\n%s", w.text, f.log())
		}
		answer, err := said(t, form).Expect(saml.Expected{Provider: f.app.Issuer, Recipient: away + "slo/done", Request: said(t, f.formOf(asked)).ID, At: f.Now()}, f.certificates(t, "app"))
		if err != nil || !answer.Status.Success() || answer.Status.Detail != "" {
			t.Errorf("%v: %+v", err, answer)
		}
		if w := b.bring(asked, nil); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, string(CodeReplay)) {
			t.Errorf("again: %s\n%s", w.Status, w.text)
		}
		entries, err := f.state.AuditEntries(t.Context(), state.AuditQuery{From: f.Now().Add(-time.Hour), To: f.Now().Add(time.Hour), Action: "sign_out", Limit: 5})
		if err != nil || len(entries) != 1 || entries[0].Who != "alice" || entries[0].Subject != "app" || entries[0].Address == "" {
			t.Errorf("%v: %+v", err, entries)
		}
	})
}

// formOf is a message as said takes it.
func (f family) formOf(sent saml.Sent) url.Values {
	if sent.Parameter != "" {
		return url.Values{sent.Parameter: {sent.Message}}
	}
	_, query, _ := strings.Cut(sent.Address, "?")
	return url.Values{"query": {query}}
}

// The second Ringside asks, and is told that somebody may still be signed in elsewhere.
func TestTheSecondRingsideSignsOutOfAll(t *testing.T) {
	t.Parallel()
	bothBindings(t, func(t *testing.T, post bool) {
		f := startFamily(t, post)
		b, _ := f.visit(t, "app", "connect", "other")
		w, form := b.goOn(b.ask(http.MethodPost, f.other.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin"))
		if form == nil {
			t.Fatalf("the application is not told: %s\n%s\n%s", w.text, f.log(), f.other.log())
		}
		asked := said(t, form)
		w, form = b.goOn(b.bring(f.answers(asked, samltest.Keys().Stranger))) // counts for nothing, and stops nobody
		if form != nil || w.Request.URL.Host != strings.TrimPrefix(f.other.URL, "https://") || !strings.Contains(w.text, "may still know you") || f.signedIn(b) || f.sees(b) {
			t.Errorf("%s at %s, signed in %t and %t\n%s", w.Status, w.Request.URL, f.signedIn(b), f.sees(b), w.text)
		}
		if log := f.other.log(); !strings.Contains(log, "PartialLogout") || strings.Contains(log+f.log(), "Zyxwv") {
			t.Errorf("the logs:\n%s\n%s", log, f.log())
		}
		if !strings.Contains(f.log(), "SIG-KEY-UNKNOWN") {
			t.Errorf("the log does not say what was wrong:\n%s", f.log())
		}
	})
}

// An application that does not send the browser back is given up when the person goes on.
func TestASignOutGoesOnWithoutWhoDoesNotAnswer(t *testing.T) {
	t.Parallel()
	f := startFamily(t, false)
	b, _ := f.visit(t, "app", "other")
	w := b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin")
	begun := f.URL + refresh.FindStringSubmatch(w.text)[1]
	first, form := b.goOn(w)
	asked := said(t, form)
	if w := newBrowser(t, f.site).ask(http.MethodGet, begun, nil); w.StatusCode != http.StatusForbidden {
		t.Errorf("another browser goes on: %s", w.Status)
	}
	if !f.sees(b) {
		t.Errorf("both were told at once: %s", first.text)
	}
	w, form = b.goOn(b.ask(http.MethodGet, begun, nil))
	if form != nil || !strings.Contains(w.text, "<li>App</li>") || f.sees(b) {
		t.Errorf("%s, signed in at the second one: %t\n%s", w.Status, f.sees(b), w.text)
	}
	if w := b.bring(f.answers(asked, samltest.Keys().Ours)); w.StatusCode != http.StatusForbidden {
		t.Errorf("an answer that comes late: %s", w.Status)
	}
	b, _ = f.visit(t, "app")
	w = b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin")
	f.advance(patience + time.Second)
	if w := b.ask(http.MethodGet, f.URL+refresh.FindStringSubmatch(w.text)[1], nil); w.StatusCode != http.StatusForbidden || f.signedIn(b) {
		t.Errorf("after a long while: %s", w.Status)
	}
}

// An application may want people to sign in anew; what they have opened before is theirs nevertheless.
func TestWhoSignsInAnewSignsOutOfAll(t *testing.T) {
	t.Parallel()
	f := startFamily(t, false)
	b, told := f.visit(t, "app")
	b.signIn(f.site, b.follow(f.URL+"/sign-in?return=/portal"), "alice")
	_, form := b.goOn(b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin"))
	if form == nil || !slices.Equal(said(t, form).SessionIndexes, []string{told.Response.Assertion.Authentications[0].SessionIndex}) {
		t.Errorf("the application is not told: %v", form)
	}
}

func TestWhereNothingWasOpenedNobodyIsTold(t *testing.T) {
	t.Parallel()
	f := startFamily(t, false)
	b, _ := f.visit(t)
	if w := b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin"); refresh.MatchString(w.text) || f.signedIn(b) {
		t.Errorf("%s", w.text)
	}
	text := string(f.metadata(t, "app"))
	if read, err := saml.ReadMetadata([]byte(text)); err != nil || read.Logout != (saml.SingleLogout{Address: SignOut(f.URL, "app"), Answers: SignOut(f.URL, "app")}) {
		t.Errorf("%v: %+v", err, read)
	}
	if strings.Contains(string(f.metadata(t, "connect")), "SingleLogoutService") {
		t.Error("Amazon Connect is offered what it takes no part in")
	}
}

func TestASignOutFitsIntoACookie(t *testing.T) {
	t.Parallel()
	p := New(Options{PublicURL: "https://ringside.example.org", Register: Register{Now: time.Now}})
	l := p.begin(make([]int64, mostLeft+1))
	for i := range l.Left {
		l.Left[i] = 1_000_000_000 + int64(i)
		l.miss(strings.Repeat("x", 38) + string(rune('a'+i)))
	}
	l.From, l.Asked, l.Request, l.RelayState = strings.Repeat("y", 40), strings.Repeat("z", 40), strings.Repeat("i", 256), make([]byte, longestRelay)
	if size := len(p.box.Seal(l)); size > 4000 {
		t.Errorf("%d bytes", size)
	}
	if len(l.Left) != mostLeft || !slices.Contains(l.Missed, "…") {
		t.Errorf("%d are asked, missed are %q", len(l.Left), l.Missed)
	}
}

// TestASessionThatAnAdministratorEndsIsLeftElsewhereToo as soon as its browser comes back to either door; one that has run out is not.
func TestASessionThatAnAdministratorEndsIsLeftElsewhereToo(t *testing.T) {
	t.Parallel()
	for _, door := range []string{"/figures", "/portal"} {
		f := startFamily(t, false)
		b, _ := f.visit(t, "other", "connect")
		opened, err := f.state.Opened(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for id, applications := range opened {
			if diff := cmp.Diff([]string{"connect", "other"}, applications); diff != "" {
				t.Errorf("opened (- want, + got):\n%s", diff)
			}
			if _, err := f.state.EndSessionByID(t.Context(), id, "root"); err != nil {
				t.Fatal(err)
			}
		}
		if len(opened) != 1 || !f.sees(b) {
			t.Fatalf("%d sessions have opened something; signed in at the second one before this browser is back: %t", len(opened), f.sees(b))
		}
		w, _ := b.goOn(b.ask(http.MethodGet, f.URL+door, nil, "Sec-Fetch-Mode", "navigate"))
		if f.sees(b) || !strings.Contains(w.text, leftSome.Korean) || !strings.Contains(w.text, "<li>Amazon Connect</li>") {
			t.Errorf("%s: signed in at the second one: %t\n%s", door, f.sees(b), w.text)
		}
		if w := b.ask(http.MethodGet, f.URL+"/figures", nil, "Sec-Fetch-Mode", "navigate"); !strings.HasPrefix(w.Header.Get("Location"), "/sign-in") {
			t.Errorf("%s, a second time: %s to %s", door, w.Status, w.Header.Get("Location"))
		}
	}
	f := startFamily(t, false)
	b, _ := f.visit(t, "other")
	f.advance(state.SessionIdle + time.Minute)
	if w := b.ask(http.MethodGet, f.URL+"/figures", nil, "Sec-Fetch-Mode", "navigate"); !strings.HasPrefix(w.Header.Get("Location"), "/sign-in") {
		t.Errorf("run out: %s to %s", w.Status, w.Header.Get("Location"))
	}
}
