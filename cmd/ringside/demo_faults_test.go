package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sim/console"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/state"
)

// lobby is the way into the demo's Amazon Connect without the rest of the demo, and a browser that goes it.
type lobby struct {
	*demoPortal
	t       *testing.T
	browser *http.Client
}

func newLobby(t *testing.T) *lobby {
	t.Helper()
	world, err := newWorld(sim.Options{Seed: 1, Agents: smallest})
	if err != nil {
		t.Fatal(err)
	}
	aws, err := newSimulatedAWS(t.Context(), world.Directory())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- aws.serve(ctx, connectapi.New(connectapi.Options{Centre: world.Floor(), Key: aws.access.Key, Secret: aws.access.Secret, Staff: aws.staff}))
	}()
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	d, err := newDemoPortal(db, base, aws, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = d.around(http.NotFoundHandler())
	server.Start()
	t.Cleanup(func() {
		server.Close()
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		_ = db.Close()
	})
	if err := d.prepare(ctx); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) { // as browsers do with .localhost
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}}
	return &lobby{d, t, &http.Client{Transport: transport, Jar: jar}}
}

// page is where a request ends, after redirects.
func (l *lobby) page(r *http.Request) (address, text string) {
	l.t.Helper()
	answer, err := l.browser.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return answer.Request.URL.String(), html.UnescapeString(string(body))
}

func (l *lobby) get(address string) (at, text string) {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.page(r)
}

func (l *lobby) post(address string, form url.Values) (at, text string) {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return l.page(r)
}

var (
	postsTo = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	hidden  = regexp.MustCompile(`name="(SAMLResponse|RelayState)" value="([^"]*)"`)
)

// open opens Amazon Connect from the portal, and sends the form on as the page's script does.
func (l *lobby) open() (at, text string) {
	l.t.Helper()
	_, text = l.get(l.base + "/idp/" + l.application() + "/start")
	to := postsTo.FindStringSubmatch(text)
	if to == nil {
		l.t.Fatalf("no form: %s", text)
	}
	if host := to[1]; !strings.Contains(host, ".localhost:") {
		l.t.Fatalf("the form leads out of the simulation, to %s", host)
	}
	form := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(text, -1) {
		form.Set(field[1], field[2])
	}
	return l.post(to[1], form)
}

// verified is what ringside sso verify says of the last sign-in, by these facts.
func (l *lobby) verified(facts string) sso.Report {
	l.t.Helper()
	_, har := l.get(l.console.Switchboard() + "sign-in.har")
	file := filepath.Join(l.t.TempDir(), "sign-in.har")
	if err := os.WriteFile(file, []byte(har), 0o600); err != nil {
		l.t.Fatal(err)
	}
	text, stderr, code := ringside(l.t, "sso", "verify", file, "--facts", facts, "--format", "json")
	var report sso.Report
	if err := json.Unmarshal([]byte(text), &report); err != nil || code != exitOK && code != exitIncomplete {
		l.t.Fatalf("exit %d, %v: %s%s", code, err, text, stderr)
	}
	return report
}

// verifiedText is what ringside sso verify says of AWS's words alone.
func (l *lobby) verifiedText(said string) (report sso.Report) {
	l.t.Helper()
	file := filepath.Join(l.t.TempDir(), "said.txt")
	if err := os.WriteFile(file, []byte(said), 0o600); err != nil {
		l.t.Fatal(err)
	}
	text, stderr, _ := ringside(l.t, "sso", "verify", file, "--format", "json")
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		l.t.Fatalf("%v: %s%s", err, text, stderr)
	}
	return report
}

// applied is what AWS says to whoever applies the plan, "" where nothing is refused.
func (l *lobby) applied() string {
	l.t.Helper()
	c, err := l.aws.clients(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	wish, err := l.wish(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := c.Apply(l.t.Context(), wish, func(setup.Step, error) {}); err != nil {
		return err.Error()
	}
	return ""
}

// readFacts saves what is set up now.
func (l *lobby) readFacts() string {
	l.t.Helper()
	_, facts := l.get(l.console.Switchboard() + "facts.json")
	file := filepath.Join(l.t.TempDir(), "facts.json")
	if err := os.WriteFile(file, []byte(facts), 0o600); err != nil {
		l.t.Fatal(err)
	}
	return file
}

// faultShown is what a fault of the demo looks like: the row of the table of failures, AWS's text, and how the doctor finds it.
type faultShown struct {
	row      int
	text     string
	code     sso.Code
	severity sso.Severity // a fault unless given
}

const (
	invalidResponse = "Your request included an invalid SAML response. To logout, click here."
	notAuthorised   = "Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403; error code: AccessDenied)"
	badSignature    = "Response signature invalid (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)"
	notOnboarded    = "Access denied. Your account has been authenticated, but has not been onboarded to this application."
	accessDenied    = "Access denied, Please contact your AWS account administrator for assistance."
	badRequest      = "Bad Request. The request was not valid and could not be processed."
	noAudience      = "Response does not contain the required audience"
	inConsole       = "AWS console home"
)

// faultsShown are all faults of the demo.
var faultsShown = map[string]faultShown{
	"role-missing":       {1, invalidResponse, "AWS-ROLE-MISSING", ""},
	"role-case":          {1, invalidResponse, "AWS-ROLE-CASE", ""},
	"role-half":          {1, invalidResponse, "AWS-ROLE-GRAMMAR", ""},
	"xml-cut":            {1, invalidResponse, "IN-XML", ""},
	"base64url":          {10, invalidResponse, "IN-B64URL", ""}, // the text of row 10 is that of STS, see below
	"name-missing":       {2, "RoleSessionName is required in AuthnResponse (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)", "AWS-RSN-MISSING", ""},
	"name-displayed":     {3, "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}", "AWS-RSN-REGEX", ""},
	"source-aws":         {4, `Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"`, "AWS-SRCID-REGEX", ""},
	"role-misspelt":      {5, notAuthorised, "IAM-ROLE-MISSING", ""},
	"trust-provider":     {5, notAuthorised, "IAM-TRUST-PRINCIPAL", ""},
	"trust-aud":          {5, notAuthorised, "IAM-TRUST-AUD", ""},
	"trust-iss":          {5, notAuthorised, "IAM-TRUST-CONDITION", ""},
	"tag":                {5, notAuthorised, "AWS-TAG-NOPERM", ""},
	"source":             {5, notAuthorised, "AWS-SRCID-NOPERM", ""},
	"nameid-missing":     {5, notAuthorised, "AWS-NAMEID", ""},
	"organisation":       {5, notAuthorised, "IAM-SCP", sso.Possible}, // nobody but the organisation can read its policies
	"organisation-short": {6, "Access denied", "IAM-SCP", sso.Possible},
	"ended":              {21, "Session Expired", "CON-SESSION", ""}, // a message tells nothing of how long somebody was there
	"replica":            {24, "UserNotOnboardedException", "CON-GR-USER", ""},
	"centre-application": {25, "An error occurred when we tried to process your request.", "IDC-APPLICATION", ""},
	"centre-assignment":  {26, "No access. Confirm with your administrator", "IDC-ASSIGNMENT", ""},
	"key-rotated":        {7, badSignature, "SIG-KEY-ROTATED", ""},
	"changed":            {7, badSignature, "SIG-BAD-DIGEST", ""},
	"unsigned":           {7, badSignature, "SIG-NONE", ""},
	"stranger":           {7, badSignature, "SIG-KEY-UNKNOWN", ""},
	"issuer":             {8, "Failed to assume role: Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException", "IAM-ISSUER-MISMATCH", ""},
	"provider-misspelt":  {9, "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException", "IAM-PROVIDER-MISSING", ""},
	"pair":               {11, "SAML Assertion doesn't contain the requested Role and Metadata in the attributes", "AWS-ROLE-PAIR", ""},
	"metadata":           {16, "Could not parse metadata", "IAM-METADATA", ""}, // to whoever applies a plan, below
	"recipient-missing":  {12, "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter", "AWS-RECIPIENT", ""},
	"audience":           {13, noAudience, "AWS-AUDIENCE", ""},
	"audience-gov":       {13, noAudience, "AWS-PARTITION", ""},
	"late":               {14, "Token must be redeemed within 5 minutes of issuance", "TIME-EXPIRED", ""},
	"duration":           {15, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role", "IAM-MAXDURATION", ""},
	"user-missing":       {17, notOnboarded, "CON-USER-MISSING", ""},
	"user-case":          {17, notOnboarded, "CON-USER-CASE", ""},
	"user-characters":    {17, notOnboarded, "CON-USER-CHARS", ""},
	"policy-missing":     {18, accessDenied, "IAM-POLICY-MISSING", ""},
	"policy-bare":        {18, accessDenied, "IAM-POLICY-RESOURCE", ""},
	"policy-version":     {18, accessDenied, "IAM-POLICY-VERSION", ""},
	"region":             {18, accessDenied, "CON-INSTANCE-REGION", ""},
	"instance":           {18, accessDenied, "CON-RELAY-INSTANCE", ""},
	"relay-encoded":      {19, badRequest, "CON-RELAY-ENCODING", ""},
	"origin":             {19, badRequest, "CON-ORIGIN", ""},
	"bound":              {20, "is already associated with the Amazon Connect instance", "CON-USER-BOUND", ""}, // known by AWS's words alone
	"relay-missing":      {22, inConsole, "CON-RELAY-MISSING", ""},
	"relay-host":         {22, inConsole, "CON-RELAY-HOST", ""},
	"roles":              {23, "Select a role", "AWS-ROLE-MANY", sso.Warning},
	"form-action":        {27, "eunji", "WEB-FORM-ACTION", ""}, // in a browser a blank page: web/scripts/e2e/aws.mjs
}

// TestEachFaultOfTheDemoIsNamed switches one after the other on, signs in, and lets the doctor look at what the browser has.
func TestEachFaultOfTheDemoIsNamed(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	sound := l.readFacts()
	rows := map[int]bool{}
	for _, id := range append(console.Faults(), "") { // at the end everything is as it was
		t.Run("fault "+id, func(t *testing.T) {
			l.t = t
			if _, text := l.post(l.console.Switchboard()+"fault", url.Values{"fault": {id}}); !strings.Contains(text, "시뮬레이션") {
				t.Fatal(text)
			}
			at, text := l.open()
			facts := sound
			if l.console.Meddled() {
				facts = l.readFacts()
			}
			report := l.verified(facts)
			if id == "metadata" {
				text = l.applied()
				report = l.verifiedText(text)
			}
			want := faultsShown[id]
			rows[want.row] = true
			if id == "" {
				if !strings.Contains(text, l.first()) || !strings.Contains(at, ".my.connect.localhost") || !report.Sound() || len(report.Unchecked) > 0 {
					t.Errorf("%s: %+v", at, report)
				}
				return
			}
			if id == "form-action" {
				want.text = l.first()
			}
			if !strings.Contains(text, want.text) {
				t.Errorf("the page at %s does not say %q:\n%s", at, want.text, text)
			}
			if want.severity == "" {
				want.severity = sso.Fault
			}
			named := func(f sso.Finding) bool { return f.Severity == want.severity } // of its severity the first one
			if want.severity == sso.Possible {
				named = func(f sso.Finding) bool { return f.Severity == sso.Fault || f.Code == want.code }
			}
			found := slices.IndexFunc(report.Findings, named)
			if found < 0 || report.Findings[found].Code != want.code || report.Findings[found].Severity != want.severity {
				t.Errorf("the doctor finds %+v, want %s", report.Findings, want.code)
			} else if row := report.Findings[found].AWS; row == nil || row.Number != want.row {
				t.Errorf("the doctor's text is %+v, want that of row %d", row, want.row)
			}
		})
	}
	for row := 1; row <= 27; row++ {
		if !rows[row] {
			t.Errorf("row %d is not shown", row)
		}
	}
}

func TestTheInstanceOpensNothingByItself(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	at, text := l.get("http://" + l.application() + ".my.connect.localhost/")
	if !strings.Contains(text, "Session Expired") {
		t.Errorf("%s: %s", at, text)
	}
}

// TestTheVisitorIsWhomTheyChoose is of the demo's sign-in without a password.
func TestTheVisitorIsWhomTheyChoose(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	if _, text := l.get(l.base + "/portal"); !strings.Contains(text, l.first()) {
		t.Errorf("at first the visitor is not %s: %s", l.first(), text)
	}
	other := l.people[0].Account
	if _, text := l.post(l.base+"/sign-in", url.Values{"account": {other}, "return": {"//evil.example.org/portal"}}); !strings.Contains(text, other) {
		t.Errorf("the visitor is not %s: %s", other, text)
	}
	if at, text := l.open(); !strings.Contains(text, other) {
		t.Errorf("%s: %s", at, text)
	}
	_, sent := l.get(l.base + "/idp/" + l.application() + "/start")
	for _, field := range hidden.FindAllStringSubmatch(sent, -1) {
		message, err := base64.StdEncoding.DecodeString(html.UnescapeString(field[2]))
		if field[1] == "SAMLResponse" && (err != nil || !strings.Contains(string(message), "ac:classes:unspecified<") || strings.Contains(string(message), "Password")) {
			t.Errorf("%v: somebody without a password is told of otherwise: %s", err, message)
		}
	}
	if _, text := l.get(l.base + "/portal/people"); !strings.Contains(text, "IDP-ROLE") {
		t.Errorf("an agent sees who the people are: %s", text)
	}
	if _, text := l.post(l.base+"/sign-in", url.Values{"account": {"admin"}}); strings.Contains(text, "admin") {
		t.Errorf("the visitor is somebody whom the company does not have: %s", text)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, l.base+"/sign-in", strings.NewReader("account="+other))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if _, text := l.page(r); !strings.Contains(text, "Another site's page") {
		t.Errorf("another site's page makes the visitor somebody: %s", text)
	}
}

// TestServeKnowsNoVisitor brings the session cookie of a demo, under both names, to a server that people sign in to.
func TestServeKnowsNoVisitor(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	c, err := l.begin(t.Context(), l.first())
	if err != nil {
		t.Fatal(err)
	}
	s := startServer(t, t.TempDir(), "--public-url", "http://localhost:8080", "--identity-provider")
	for _, path := range []string{"/portal", "/sign-in?return=/portal", "/idp/" + l.application() + "/start"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(c)
		r.AddCookie(&http.Cookie{Name: signInCookie, Value: c.Value})
		answer, err := (&http.Client{Timeout: 10 * time.Second}).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || !strings.Contains(string(text), `name="password"`) || strings.Contains(string(text), l.first()) {
			t.Errorf("%s: %v, %s", path, err, text)
		}
	}
}

// TestWhatProgramsAreToldIsNamedToo is of the rows that no browser shows: STS and IAM answer a program, and the doctor reads their words.
func TestWhatProgramsAreToldIsNamedToo(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.open()
	last, pair := l.console.Last(), l.aws.centre(nil).Pair
	call := func(values url.Values) string {
		t.Helper()
		if err := l.aws.account.Do(values); err != nil {
			return err.Error()
		}
		return ""
	}
	sts := func(field, role string) string {
		t.Helper()
		return l.program(url.Values{
			"Action": {"AssumeRoleWithSAML"}, "Version": {"2011-06-15"}, "SAMLAssertion": {field}, "RoleArn": {role}, "PrincipalArn": {pair.Provider},
		})
	}
	for row, tt := range map[int]struct {
		said, text string
		code       sso.Code
	}{
		10: {sts(strings.NewReplacer("+", "-", "/", "_").Replace(last.Field), pair.Role), "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException", "IN-B64URL"},
		11: {sts(last.Field, pair.Role+"2"), "SAML Assertion doesn't contain the requested Role and Metadata in the attributes", "AWS-ROLE-PAIR"},
		16: {call(url.Values{"Action": {"CreateSAMLProvider"}, "Name": {"Other"}, "SAMLMetadataDocument": {strings.Repeat("no metadata ", 200)}}), "Could not parse metadata", "IAM-METADATA"},
	} {
		if !strings.Contains(tt.said, tt.text) {
			t.Errorf("row %d: AWS says %q, want %q", row, tt.said, tt.text)
		}
		report := sso.Diagnose(sso.Case{Input: sso.ReadInput([]byte(tt.said))})
		if report.Said == nil || report.Said.Number != row || !slices.ContainsFunc(report.Findings, func(f sso.Finding) bool { return f.Code == tt.code }) {
			t.Errorf("row %d: of %q the doctor says %+v", row, tt.said, report)
		}
	}
	if text := sts(last.Field, pair.Role); !strings.Contains(text, "<SessionToken>") {
		t.Errorf("the message as it is: %s", text)
	}
}

// program asks STS.
func (l *lobby) program(call url.Values) string {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), http.MethodPost, l.aws.access.Endpoint, strings.NewReader(call.Encode()))
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return html.UnescapeString(string(body))
}

// TestAPlanFindsAndMendsWhatIsWrongInIAM applies once more what the demo has set up.
func TestAPlanFindsAndMendsWhatIsWrongInIAM(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	c, err := l.aws.clients(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wish, err := l.wish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"trust-aud": "change role trust policy", "policy-missing": "create attachment", "key-rotated": "change saml_provider metadata"} {
		if err := l.console.Switch(id); err != nil {
			t.Fatal(err)
		}
		if at, text := l.open(); strings.Contains(at, ".my.connect.localhost") {
			t.Errorf("%s: lets people in: %s", id, text)
		}
		var done []string
		left, err := c.Apply(t.Context(), wish, func(s setup.Step, err error) {
			done = append(done, strings.TrimSpace(string(s.Action)+" "+s.Kind+" "+s.What))
		})
		if err != nil || !left.Finished() || !slices.Equal(done, []string{want}) {
			t.Errorf("%s: %v, did %q, want %q", id, err, done, want)
		}
		if at, text := l.open(); !strings.Contains(at, ".my.connect.localhost") {
			t.Errorf("%s: was mended, and at %s is said %s", id, at, text)
		}
	}
}
