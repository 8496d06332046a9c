package saml

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// expected is what we expect of the message that samltest.ForUs makes.
func expected(at time.Time) Expected {
	return Expected{
		Provider: samltest.EntityID, Audience: samltest.OurEntityID, Recipient: samltest.OurAddress, Request: samltest.Request, At: at,
	}
}

// accept takes a message through every door.
func accept(message []byte, trust Trust, e Expected) (SignIn, error) {
	m, err := verify(message, trust)
	if err != nil {
		return SignIn{}, err
	}
	return m.Expect(e)
}

// answer is a message, signed as it should be, that answers a request of ours: not always as it should.
type answer struct {
	name    string
	parts   string   // what is signed; both unless given
	replace []string // in the valid message, before it is signed
	want    Code     // empty: it is taken
	lax     bool     // python3-saml 1.16.0 decides otherwise, which is known
}

// Parts of the valid message at a moment.
const (
	confirmationData = `<saml:SubjectConfirmationData NotOnOrAfter="%s" InResponseTo="` + samltest.Request + `" Recipient="` + samltest.OurAddress + `"/>`
	restriction      = `<saml:AudienceRestriction><saml:Audience>` + samltest.OurEntityID + `</saml:Audience></saml:AudienceRestriction>`
	foreignAudience  = `<saml:AudienceRestriction><saml:Audience>https://other.example.org/saml</saml:Audience></saml:AudienceRestriction>`
	confirmationOpen = `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`
	inResponseTo     = `InResponseTo="` + samltest.Request + `" `
	nameIDOpen       = `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">`
	nameID           = nameIDOpen + samltest.NameID + `</saml:NameID>`
	responseIssuer   = `"><saml:Issuer>` + samltest.EntityID + `</saml:Issuer><samlp:Status>`
	assertionIssuer  = `<saml:Issuer>` + samltest.EntityID + `</saml:Issuer><saml:Subject>`
)

// answers are those that differ from the valid one in one thing each, at a moment.
func answers(at time.Time) []answer {
	stamp := func(after time.Duration) string { return at.Add(after).Format(time.RFC3339) }
	now, before, after := stamp(0), stamp(-time.Minute), stamp(5*time.Minute)
	data := fmt.Sprintf(confirmationData, after)
	confirmation := confirmationOpen + data + `</saml:SubjectConfirmation>`
	issued := func(id, when string) []string {
		return []string{`ID="` + id + `" Version="2.0" IssueInstant="` + now, `ID="` + id + `" Version="2.0" IssueInstant="` + when}
	}
	statement := `<saml:AuthnStatement AuthnInstant="` + stamp(-108*time.Second) + `" SessionIndex="_s1"><saml:AuthnContext>` +
		`<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>` +
		`</saml:AuthnContext></saml:AuthnStatement>`
	elsewhere := strings.Replace(confirmation, samltest.OurAddress, "https://other.example.org/acs", 1)
	return []answer{
		{name: "as it should be"},
		{name: "the response alone is signed", parts: "response"},
		{name: "the assertion alone is signed", parts: "assertion"},

		{name: "a response of SAML 1.1", replace: []string{`"_r1c9f" Version="2.0"`, `"_r1c9f" Version="1.1"`}, want: CodeVersion},
		{name: "an assertion of SAML 1.1", replace: []string{`"_a77b2" Version="2.0"`, `"_a77b2" Version="1.1"`}, want: CodeVersion, lax: true},
		{name: "for another address", replace: []string{`Destination="` + samltest.OurAddress, `Destination="https://other.example.org/acs`}, want: CodeDestination},
		{name: "for an address that begins as ours", replace: []string{`Destination="` + samltest.OurAddress, `Destination="` + samltest.OurAddress + `2`}, want: CodeDestination, lax: true},
		{name: "for no address", replace: []string{`Destination="` + samltest.OurAddress + `"`, ""}, want: CodeDestination, lax: true},
		{name: "for another address, outside of what is signed", parts: "assertion", replace: []string{`Destination="` + samltest.OurAddress, `Destination="https://other.example.org/acs`}, want: CodeDestination},
		{name: "for no address, outside of what is signed", parts: "assertion", replace: []string{`Destination="` + samltest.OurAddress + `"`, ""}},
		{name: "a response of another provider", replace: []string{responseIssuer, strings.Replace(responseIssuer, "sso.", "evil.", 1)}, want: CodeIssuer},
		{name: "a response of no provider", parts: "assertion", replace: []string{responseIssuer, `"><samlp:Status>`}},
		{name: "a response of a provider that is a person", replace: []string{responseIssuer, strings.Replace(responseIssuer, "<saml:Issuer", `<saml:Issuer Format="`+unspecifiedName+`"`, 1)}, want: CodeIssuer, lax: true},
		{name: "a response of a provider that is an entity", replace: []string{responseIssuer, strings.Replace(responseIssuer, "<saml:Issuer", `<saml:Issuer Format="`+entityFormat+`"`, 1)}},
		{name: "an assertion of another provider", replace: []string{assertionIssuer, strings.Replace(assertionIssuer, "sso.", "evil.", 1)}, want: CodeIssuer},
		{name: "an assertion of no provider", parts: "response", replace: []string{assertionIssuer, "<saml:Subject>"}, want: CodeIssuer},
		{name: "a refusal", replace: []string{"status:Success", "status:Responder"}, want: CodeStatus},
		{name: "a refusal below a success", replace: []string{`<samlp:StatusCode Value="` + statusSuccess + `"/>`, `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Requester"><samlp:StatusCode Value="` + statusSuccess + `"/></samlp:StatusCode>`}, want: CodeStatus},

		{name: "another request", replace: []string{samltest.Request, "_other"}, want: CodeRequest},
		{name: "another request, by the confirmation", replace: []string{inResponseTo + "Recipient", `InResponseTo="_other" Recipient`}, want: CodeRequest},
		{name: "another request, outside of what is signed", parts: "assertion", replace: []string{inResponseTo + "Destination", `InResponseTo="_other" Destination`}, want: CodeRequest},
		{name: "no request", replace: []string{inResponseTo, ""}, want: CodeRequest, lax: true},
		{name: "no request, by the response", replace: []string{inResponseTo + "Destination", "Destination"}, want: CodeRequest, lax: true},
		{name: "no request, by the confirmation", replace: []string{inResponseTo + "Recipient", "Recipient"}, want: CodeRequest, lax: true},

		{name: "a response of yesterday", replace: issued("_r1c9f", stamp(-24*time.Hour)), want: CodeOld, lax: true},
		{name: "a response of tomorrow", replace: issued("_r1c9f", stamp(24*time.Hour)), want: CodeFuture, lax: true},
		{name: "an assertion of yesterday", replace: issued("_a77b2", stamp(-24*time.Hour)), want: CodeOld, lax: true},
		{name: "an assertion of tomorrow", replace: issued("_a77b2", stamp(24*time.Hour)), want: CodeFuture, lax: true},
		{name: "an assertion six minutes old and more", replace: issued("_a77b2", stamp(-6*time.Minute-time.Second)), want: CodeOld, lax: true},
		{name: "an assertion almost six minutes old", replace: issued("_a77b2", stamp(-6*time.Minute+30*time.Second))},
		{name: "an assertion issued at no time", parts: "response", replace: []string{`"_a77b2" Version="2.0" IssueInstant="` + now + `"`, `"_a77b2" Version="2.0"`}, want: CodeXML},

		{name: "nobody", replace: []string{nameID, ""}, want: CodeSubject, lax: true},
		{name: "nobody's name", replace: []string{samltest.NameID, " \t"}, want: CodeSubject, lax: true},
		{name: "a name that is encrypted too", replace: []string{nameID, nameID + `<saml:EncryptedID/>`}, want: CodeSubject},
		{name: "a name of two", replace: []string{nameID, nameID + nameIDOpen + `admin</saml:NameID>`}, want: CodeXML},
		{name: "a name with elements", replace: []string{samltest.NameID, "<saml:x/>" + samltest.NameID}, want: CodeXML},
		{name: "two subjects", replace: []string{"</saml:Subject>", "</saml:Subject><saml:Subject>" + nameID + "</saml:Subject>"}, want: CodeXML},
		{name: "no subject", replace: []string{"<saml:Subject>" + nameID + confirmation + "</saml:Subject>", ""}, want: CodeSubject},

		{name: "no confirmation", replace: []string{confirmation, ""}, want: CodeConfirmation},
		{name: "a holder of a key", replace: []string{"cm:bearer", "cm:holder-of-key"}, want: CodeConfirmation},
		{name: "a sender who vouches", replace: []string{"cm:bearer", "cm:sender-vouches"}, want: CodeConfirmation},
		{name: "a confirmation without data", replace: []string{data, ""}, want: CodeRecipient},
		{name: "a recipient elsewhere", replace: []string{` Recipient="` + samltest.OurAddress, ` Recipient="https://other.example.org/acs`}, want: CodeRecipient},
		{name: "a recipient that begins as ours", replace: []string{` Recipient="` + samltest.OurAddress, ` Recipient="` + samltest.OurAddress + `2`}, want: CodeRecipient, lax: true},
		{name: "no recipient", replace: []string{` Recipient="` + samltest.OurAddress + `"`, ""}, want: CodeRecipient, lax: true},
		{name: "a confirmation for ever", replace: []string{data, strings.Replace(data, ` NotOnOrAfter="`+after+`"`, "", 1)}, want: CodeConfirmation, lax: true},
		{name: "a confirmation with a beginning", replace: []string{data, strings.Replace(data, "NotOnOrAfter", `NotBefore="`+before+`" NotOnOrAfter`, 1)}, want: CodeConfirmation, lax: true},
		{name: "a confirmation that has ended", replace: []string{data, fmt.Sprintf(confirmationData, stamp(-2*time.Minute))}, want: CodeExpired},
		{name: "the second confirmation of two holds", replace: []string{confirmation, elsewhere + confirmation}},
		{name: "none of two confirmations holds", replace: []string{confirmation, elsewhere + elsewhere}, want: CodeRecipient},

		{name: "no conditions", replace: []string{`<saml:Conditions NotBefore="` + before + `" NotOnOrAfter="` + after + `">` + restriction + `</saml:Conditions>`, ""}, want: CodeConditions},
		{name: "two conditions", parts: "response", replace: []string{"</saml:Conditions>", "</saml:Conditions><saml:Conditions/>"}, want: CodeXML},
		{name: "conditions of tomorrow", replace: []string{`NotBefore="` + before, `NotBefore="` + stamp(23*time.Hour)}, want: CodeFuture},
		{name: "conditions of yesterday", replace: []string{before + `" NotOnOrAfter="` + after, before + `" NotOnOrAfter="` + stamp(-23*time.Hour)}, want: CodeExpired},
		{name: "conditions without times", replace: []string{` NotBefore="` + before + `" NotOnOrAfter="` + after + `">` + restriction, ">" + restriction}},
		{name: "a condition that nobody knows", replace: []string{restriction, restriction + `<saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x" xsi:type="x:moon"/>`}, want: CodeConditions},
		{name: "for one use, without a proxy", replace: []string{restriction, restriction + `<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>`}},
		{name: "for everybody", replace: []string{restriction, ""}, want: CodeAudience, lax: true},
		{name: "for others", replace: []string{restriction, foreignAudience}, want: CodeAudience},
		{name: "for us and, by another restriction, for others", replace: []string{restriction, restriction + foreignAudience}, want: CodeAudience, lax: true},
		{name: "for others or us", replace: []string{restriction, strings.Replace(restriction, "<saml:Audience>", "<saml:Audience>https://other.example.org/saml</saml:Audience><saml:Audience>", 1)}},
		{name: "for who is called as we are, almost", replace: []string{samltest.OurEntityID, samltest.OurEntityID + "/"}, want: CodeAudience},

		{name: "no sign-in", replace: []string{statement, ""}, want: CodeAuthentication},
		{name: "a session that is over", replace: []string{"SessionIndex", `SessionNotOnOrAfter="` + stamp(-time.Second) + `" SessionIndex`}, want: CodeExpired},
		{name: "a session that ends", replace: []string{"SessionIndex", `SessionNotOnOrAfter="` + stamp(time.Hour) + `" SessionIndex`}},
		{name: "an assertion without ID", parts: "response", replace: []string{`ID="_a77b2" `, ""}, want: CodeReplay},
		{name: "nothing", parts: "response", replace: []string{"<saml:Assertion ", "<samlp:Extensions ", "</saml:Assertion>", "</samlp:Extensions>"}, want: CodeNotResponse},
		{name: "an encrypted assertion of whoever wants to", parts: "none", replace: encrypted, want: CodeUnsigned},
		{name: "an encrypted assertion", parts: "response", replace: encrypted, want: CodeEncrypted},
		{name: "unsigned", parts: "none", want: CodeUnsigned},
	}
}

var encrypted = []string{"<saml:Assertion ", "<saml:EncryptedAssertion ", "</saml:Assertion>", "</saml:EncryptedAssertion>"}

func (a answer) xml(t testing.TB, at time.Time) []byte {
	return samltest.Recipe{Parts: a.parts, Replace: samltest.ForUs(a.replace...), At: at}.XML(t)
}

func TestExpectRefusesByCode(t *testing.T) {
	t.Parallel()
	for _, a := range answers(samltest.Moment) {
		got, err := accept(a.xml(t, samltest.Moment), ours(), expected(samltest.Moment))
		if codeOf(err) != a.want {
			t.Errorf("%s: %v, want %s", a.name, err, a.want)
		}
		if (err == nil) != (got.NameID.Value == samltest.NameID) {
			t.Errorf("%s: signed in as %q, %v", a.name, got.NameID.Value, err)
		}
		if err != nil && (strings.Contains(err.Error(), samltest.NameID) || strings.Contains(err.Error(), samltest.Login)) {
			t.Errorf("%s: the refusal names the person: %v", a.name, err)
		}
	}
}

func TestExpectTellsWhoHasSignedIn(t *testing.T) {
	t.Parallel()
	at := samltest.Moment
	until := func(after time.Duration) string {
		return `SessionNotOnOrAfter="` + at.Add(after).Format(time.RFC3339) + `" SessionIndex`
	}
	ends := []string{
		"SessionIndex", until(time.Hour), "<saml:AttributeStatement>", `<saml:AuthnStatement ` + until(2*time.Hour) + `="_s2"/><saml:AttributeStatement>`,
	}
	got, err := accept(samltest.Recipe{Replace: samltest.ForUs(ends...)}.XML(t), ours(), expected(at))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Once) != 3 || got.Once[0] == got.Once[1] || got.Once[1] == got.Once[2] {
		t.Errorf("digests %q", got.Once)
	}
	want := SignIn{
		Provider: samltest.EntityID, SessionIndex: "_s1", Authenticated: at.Add(-108 * time.Second), Until: at.Add(time.Hour),
		NameID: NameID{Value: samltest.NameID, Format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
		Once:   got.Once, OnceUntil: at.Add(11 * time.Minute), Attributes: got.Attributes,
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got.Attributes) != 3 {
		t.Errorf("%d attributes; %s", len(got.Attributes), diff)
	}
}

// Whenever a message is taken at all, its digests are still kept.
func TestReplaysAreKnownForAsLongAsMessagesAreTaken(t *testing.T) {
	t.Parallel()
	message := samltest.Recipe{Replace: samltest.ForUs(samltest.Moment.Add(5*time.Minute).Format(time.RFC3339), "2027-01-01T00:00:00Z")}.XML(t)
	taken := 0
	for after := -10 * time.Minute; after < 20*time.Minute; after += time.Second {
		at := samltest.Moment.Add(after)
		got, err := accept(message, ours(), expected(at))
		if err != nil {
			continue
		}
		if taken++; !got.OnceUntil.After(at) {
			t.Errorf("taken after %s, and forgotten by then", after)
		}
	}
	if want := 7*60 + 1; taken != want { // a minute ahead to six behind, both included
		t.Errorf("taken for %d s, want %d", taken, want)
	}
}

func TestNothingIsExpectedWithoutARequest(t *testing.T) {
	t.Parallel()
	message := samltest.Recipe{Replace: samltest.ForUs(` InResponseTo="`+samltest.Request+`"`, "")}.XML(t)
	e := expected(samltest.Moment)
	e.Request = ""
	if _, err := accept(message, ours(), e); codeOf(err) != CodeRequest {
		t.Errorf("%v, want %s", err, CodeRequest)
	}
}

func TestPeersJudgeAnswersAsWeDo(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC().Truncate(time.Second)
	all, messages := answers(now), map[string]string{}
	for _, a := range all {
		messages[a.name] = string(a.xml(t, now))
	}
	judgements := ask(t, work{Judge: messages, About: map[string]string{
		"issuer": samltest.EntityID, "recipient": samltest.OurAddress, "audience": samltest.OurEntityID, "request": samltest.Request,
	}}).Judged
	for _, a := range all {
		verdict, there := judgements[a.name]
		_, err := accept([]byte(messages[a.name]), pinned(), expected(now))
		if agree := (err == nil) == verdict.Python3SAML; !there || agree == a.lax {
			t.Errorf("%s: ours %v, python3-saml %v (%s)", a.name, err, verdict.Python3SAML, verdict.Why)
		}
	}
}
