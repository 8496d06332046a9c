package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/wizard"
	"github.com/ringside/ringside/internal/state"
)

// evidence is the body of POST /sso/verify.
func evidence(t *testing.T, given SignInEvidence) string {
	t.Helper()
	body, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestASignInIsJudgedAsOnTheCommandLine(t *testing.T) {
	t.Parallel()
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit = emptyViews(t) })
	message := []byte(samltest.Recipe{Replace: []string{"urn:amazon:webservices<", "urn:amazon:webservice<"}}.Field(t))
	facts := sso.ExampleFacts
	w := ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: message, Facts: facts, At: "issue"}))
	got := decode[SignInReport](t, w)
	read, err := sso.ReadFacts(strings.NewReader(facts))
	if err != nil {
		t.Fatal(err)
	}
	want := sso.Diagnose(sso.Case{Input: sso.ReadInput(message), Facts: read})
	if w.Code != http.StatusOK || got.Input != "base64" || got.Sound || len(got.Findings) != len(want.Findings) || len(got.Findings) < 2 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	first := 0
	for i, f := range got.Findings {
		if f.Code != string(want.Findings[i].Code) || f.Seen != want.Findings[i].Seen || f.First != want.Findings[i].First {
			t.Errorf("finding %d is %+v, want %+v", i, f, want.Findings[i])
		}
		if f.First {
			first++
		}
	}
	if first != 1 {
		t.Errorf("%d findings are marked as the first fault", first)
	}
	text := decode[SignInReport](t, ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: []byte("Response signature invalid")})))
	if text.Said.value == nil || text.Said.value.Row != 7 || text.JudgedAt != nil {
		t.Errorf("AWS's own words: %+v", text)
	}
}

// TestTheMessageOfOurOwnProviderIsJudgedAndGoesNowhere has an identity provider that makes a message for whomever it is asked.
func TestTheMessageOfOurOwnProviderIsJudgedAndGoesNowhere(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	message := samltest.Recipe{At: time.Now().UTC(), Replace: []string{"urn:amazon:webservices<", "urn:amazon:webservice<"}}.Field(t)
	z := wizard.New(wizard.Options{Logger: slog.New(slog.DiscardHandler)})
	t.Cleanup(z.Close)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.ConnectSignIn, o.Audit = z, log })
	order := func(given SignInEvidence) (int, string) {
		w := ask(h, "POST", Prefix+"/sso/verify", evidence(t, given))
		return w.Code, w.Body.String()
	}
	if code, text := order(SignInEvidence{Own: "seoul"}); code != http.StatusUnprocessableEntity || !strings.Contains(text, "identity provider is off") {
		t.Errorf("without an identity provider: %d %s", code, text)
	}
	asked := ""
	z.Try = func(_ context.Context, application, account string) (url.Values, error) {
		asked = application + " " + account
		if account == "nobody" {
			return nil, errors.New("the identity provider has nobody called so")
		}
		return url.Values{"SAMLResponse": {message}}, nil
	}
	code, text := order(SignInEvidence{Own: "seoul", Person: "kim"})
	if code != http.StatusOK || asked != "seoul kim" || !strings.Contains(text, "AWS-AUDIENCE") || !strings.Contains(text, `"input":"form"`) {
		t.Errorf("as kim: %d, asked for %q: %s", code, asked, text)
	}
	if strings.Contains(text, message[:60]) || strings.Contains(text, samltest.Login) {
		t.Errorf("the message goes out: %s", text)
	}
	if order(SignInEvidence{Own: "seoul"}); asked != "seoul somebody" {
		t.Errorf("as the asker: %q", asked)
	}
	if code, text := order(SignInEvidence{Own: "seoul", Person: "nobody"}); code != http.StatusUnprocessableEntity || !strings.Contains(text, "nobody called so") {
		t.Errorf("as nobody: %d %s", code, text)
	}
	entries, err := log.AuditEntries(t.Context(), state.AuditQuery{To: time.Now().Add(time.Hour), Action: "verify_sign_in", Limit: 9})
	if err != nil || len(entries) != 4 || entries[2].Subject != "seoul kim" {
		t.Errorf("the audit log has %+v, %v", entries, err)
	}
}

func TestWhatIsNoEvidenceIsRefused(t *testing.T) {
	t.Parallel()
	h := site(t, madeUpStore())
	for body, want := range map[string]string{
		`{"input":""}`: "input",
		evidence(t, SignInEvidence{Input: []byte("x"), Facts: `{"colour":"red"}`}): "The file of facts cannot be read",
		evidence(t, SignInEvidence{Input: []byte("x"), At: "yesterday"}):           "is no moment",
	} {
		if w := ask(h, "POST", Prefix+"/sso/verify", body); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	large := evidence(t, SignInEvidence{Input: bytes.Repeat([]byte("A"), 3<<20)}) // more than the API takes elsewhere
	if w := ask(h, "POST", Prefix+"/sso/verify", large); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "IN-SIZE") {
		t.Errorf("three MiB that are no HAR file: %d %.200s", w.Code, w.Body)
	}
}

// Metadata and messages come from anywhere: whatever is in them, there is an answer, and no sound one.
func TestHostileEvidenceIsJudged(t *testing.T) {
	t.Parallel()
	h := site(t, madeUpStore())
	judge := func(message []byte, metadata string) (int, SignInReport) {
		var facts map[string]any
		if err := json.Unmarshal([]byte(sso.ExampleFacts), &facts); err != nil {
			t.Fatal(err)
		}
		facts["provider"].(map[string]any)["metadata"] = metadata
		text, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		w := ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: message, Facts: string(text), At: "issue"}))
		if w.Code != http.StatusOK {
			return w.Code, SignInReport{}
		}
		return w.Code, decode[SignInReport](t, w)
	}
	message, metadata := []byte(samltest.Recipe{}.Field(t)), samltest.Metadata(samltest.Keys().Ours)
	code, whole := judge(message, metadata)
	if code != http.StatusOK {
		t.Fatalf("as they should be: %d", code)
	}
	named := func(what string, code int, got SignInReport) {
		more := slices.ContainsFunc(got.Findings, func(f SignInFinding) bool {
			return !slices.ContainsFunc(whole.Findings, func(w SignInFinding) bool { return w.Code == f.Code })
		})
		if code != http.StatusUnprocessableEntity && (code != http.StatusOK || !more) {
			t.Errorf("%s: %d %+v", what, code, got)
		}
	}
	for what, document := range samltest.Hostile(metadata) {
		code, got := judge(message, document)
		named("metadata, "+what, code, got)
	}
	for what, document := range samltest.Hostile(string(samltest.Recipe{}.XML(t))) {
		code, got := judge([]byte(base64.StdEncoding.EncodeToString([]byte(document))), metadata)
		named("a message, "+what, code, got)
	}
	if code, again := judge(message, metadata); code != http.StatusOK || len(again.Findings) != len(whole.Findings) {
		t.Errorf("afterwards, as they should be: %d %+v", code, again)
	}
}

// A message that somebody has taken apart and put together is called so, by the code of what is wrong, and never good.
func TestWrappedMessagesAreNamed(t *testing.T) {
	t.Parallel()
	h := site(t, madeUpStore())
	var facts map[string]any
	if err := json.Unmarshal([]byte(sso.ExampleFacts), &facts); err != nil {
		t.Fatal(err)
	}
	facts["provider"].(map[string]any)["metadata"] = samltest.Metadata(samltest.Keys().Ours)
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range samltest.Attacks() {
		var tree etree.Document
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: a.Parts}.XML(t)); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		message, err := tree.WriteToString()
		if err != nil {
			t.Fatal(err)
		}
		field := []byte(base64.StdEncoding.EncodeToString([]byte(message)))
		for given, known := range map[string]string{"with facts": string(text), "with none": ""} {
			w := ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: field, Facts: known, At: "issue"}))
			got := decode[SignInReport](t, w)
			want := strings.Replace(a.Want, "IN-SHAPE", "SIG-SHAPE", 1) // the advice is one
			named := slices.ContainsFunc(got.Findings, func(f SignInFinding) bool { return f.Code == want })
			if known == "" && want == "SIG-KEY-UNKNOWN" { // which no one can tell without the keys, as it says
				named = len(got.Unchecked) > 0 && strings.Contains(got.Unchecked[0], "whether IAM knows the key")
				got.Sound = false
			}
			if w.Code != http.StatusOK || got.Sound || !named {
				t.Errorf("%s, %s: %d, want %s\n%s", a.Name, given, w.Code, a.Want, w.Body)
			}
		}
	}
}

func TestNothingIsPlannedWithHostileMetadata(t *testing.T) {
	t.Parallel()
	z := wizard.New(wizard.Options{
		Logger: slog.New(slog.DiscardHandler), Dial: func(context.Context, string) (setup.Clients, error) {
			return setup.Clients{STS: strangers{errors.New("no credentials")}, IAM: nobody{}}, nil
		},
	})
	t.Cleanup(z.Close)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.ConnectSignIn, o.Audit = z, emptyViews(t) })
	plan := func(metadata string) (code int, answer string) {
		wish := setup.Usual(anInstance)
		wish.Metadata = metadata
		w := ask(h, "POST", Prefix+"/sso/plan", planned(t, wish))
		return w.Code, w.Body.String()
	}
	valid := samltest.Metadata(samltest.Keys().Ours)
	for what, document := range samltest.Hostile(valid) {
		if document == "" {
			continue // a plan without metadata
		}
		code, answer := plan(document)
		refused := code == http.StatusUnprocessableEntity && strings.Contains(answer, "metadata")
		unread := code == http.StatusOK && strings.Contains(answer, "so it is not read here") // what IAM may take
		if !refused && !unread && code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %s", what, code, answer)
		}
	}
	if code, answer := plan(valid); code != http.StatusOK {
		t.Errorf("as they should be: %d %s", code, answer)
	}
}

// TestNothingOfASignInIsKept looks for the person's login and for the message in the log, in the audit log and in the answer.
func TestNothingOfASignInIsKept(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	audit := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) {
		o.Audit, o.Logger = audit, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	message := samltest.Recipe{}.Field(t)
	answer := ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: []byte("SAMLResponse=" + strings.ReplaceAll(message, "+", "%2B"))})).Body.String()
	ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{Input: []byte(message), At: samltest.Login}))
	entries, err := audit.AuditEntries(t.Context(), state.AuditQuery{To: time.Now().Add(time.Hour), Limit: 10})
	if err != nil || len(entries) != 2 || entries[0].Action != "verify_sign_in" || entries[1].Subject != "" {
		t.Fatalf("the audit log has %+v, %v", entries, err)
	}
	for place, text := range map[string]string{"answer": answer, "log": log.String(), "audit log": entries[0].Subject + entries[1].Subject} {
		if strings.Contains(text, samltest.Login) || strings.Contains(text, message[100:140]) {
			t.Errorf("the %s has what was given: %s", place, text)
		}
	}
	shown := ask(h, "POST", Prefix+"/sso/verify", evidence(t, SignInEvidence{
		Input: []byte(message), Facts: `{"connect":{"instance_arn":"arn:aws:connect:eu-central-1:123456789012:instance/12345678-1234-1234-1234-123456789012","identity_management_type":"SAML","users":["other"]}}`,
		At: "issue", ShowPersonal: true,
	})).Body.String()
	if !strings.Contains(shown, samltest.Login) {
		t.Errorf("with show_personal the login is not shown, so this test would find nothing: %s", shown)
	}
}
