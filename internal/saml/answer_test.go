package saml

import (
	"crypto/x509"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// given is what an identity provider says to us of somebody.
func given() Answer {
	return Answer{
		Issuer: samltest.EntityID, Audience: samltest.OurEntityID + `?a=1&b="<2>"`, Recipient: samltest.OurAddress, InResponseTo: samltest.Request,
		At: samltest.Moment, Authenticated: samltest.Moment.Add(-time.Hour), SessionEnds: samltest.Moment.Add(time.Hour),
		NameID: NameID{Value: `홍 & <길동> "'`, Format: FormatPersistent}, Class: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
		Attributes: []Attribute{{Name: "groups", Values: []string{"a\t\r\nb", "", "<c/>"}}, {Name: "mail", Format: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", Values: []string{samltest.Login}}},
	}
}

func TestAnAnswerIsTakenByAServiceProvider(t *testing.T) {
	t.Parallel()
	a := given()
	message, err := a.Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	text, err := Decode(base64.StdEncoding.EncodeToString(message))
	if err != nil {
		t.Fatal(err)
	}
	got, err := verify(text, Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate}})
	if err != nil {
		t.Fatal(err)
	}
	if !got.ResponseSigned || !got.AssertionSigned {
		t.Errorf("response signed %t, assertion signed %t", got.ResponseSigned, got.AssertionSigned)
	}
	signIn, err := got.Expect(Expected{Provider: a.Issuer, Audience: a.Audience, Recipient: a.Recipient, Request: a.InResponseTo, At: a.At})
	if err != nil {
		t.Fatal(err)
	}
	if signIn.NameID != a.NameID || !signIn.Authenticated.Equal(a.Authenticated) || !signIn.Until.Equal(a.SessionEnds) {
		t.Errorf("signed in as %+v", signIn)
	}
	if diff := cmp.Diff(a.Attributes, signIn.Attributes); diff != "" {
		t.Errorf("attributes (- said, + heard):\n%s", diff)
	}
	again, err := a.Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	other, err := verify(again, Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate}})
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]string{
		{got.Response.ID, other.Response.ID},
		{got.Response.Assertion.ID, other.Response.Assertion.ID},
		{signIn.SessionIndex, other.Response.Assertion.Authentications[0].SessionIndex},
		{got.Response.ID, got.Response.Assertion.ID},
	} {
		if pair[0] == pair[1] || len(pair[0]) != 41 {
			t.Errorf("IDs %q and %q", pair[0], pair[1])
		}
	}
	if _, err := verify([]byte(strings.Replace(string(message), samltest.Login, "admin", 1)), Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate}}); codeOf(err) != CodeBadDigest {
		t.Errorf("changed: %v", err)
	}
}

func TestARefusalIsSignedAndSaysNothingOfAnybody(t *testing.T) {
	t.Parallel()
	a := given()
	a.Refused = Status{Code: StatusResponder, Detail: StatusNoPassive}
	message, err := a.Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	got, err := verify(message, Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate}})
	if err != nil || got.Response.Assertion != nil || got.Response.Status != a.Refused || got.Response.InResponseTo != samltest.Request {
		t.Errorf("%v: %+v", err, got.Response)
	}
	if strings.Contains(string(message), "길동") || strings.Contains(string(message), samltest.Login) {
		t.Errorf("a refusal names somebody: %s", message)
	}
}

func TestAnAnswerThatNobodyWouldTakeIsNotGiven(t *testing.T) {
	t.Parallel()
	many := given()
	many.Attributes = []Attribute{{Name: "groups", Values: make([]string, 1000)}} // more elements than readers take
	weak := samltest.Keys().Short
	if _, err := many.Sign(Key(samltest.Keys().Ours)); codeOf(err) != CodeShape {
		t.Errorf("too large: %v", err)
	}
	if _, err := given().Sign(Key(weak)); codeOf(err) != CodeWeak {
		t.Errorf("by a short key: %v", err)
	}
}

func TestPeersTakeOurMetadataAndAnswersByTheirSchemas(t *testing.T) {
	t.Parallel()
	full, err := given().Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	bare := given()
	bare.Attributes, bare.SessionEnds, bare.InResponseTo = nil, time.Time{}, ""
	least, err := bare.Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	bare.Refused = Status{Code: StatusRequester, Detail: StatusNameID}
	refused, err := bare.Sign(Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	keys := samltest.Keys()
	described := IdentityProvider{
		EntityID: samltest.EntityID, SignOn: "https://sso.example.org/sso?a=1&b=2", Formats: []string{FormatPersistent, FormatEmail},
		Certificates: []*x509.Certificate{keys.Ours.Certificate, keys.Next.Certificate},
	}.Metadata()
	got := ask(t, work{Schema: map[string]string{
		"an answer": string(full), "the least": string(least), "a refusal": string(refused), "metadata": string(described),
	}}).Schema
	if len(got) != 4 {
		t.Errorf("%d documents were judged", len(got))
	}
	for name, wrong := range got {
		if wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
	read, err := ReadMetadata(described)
	if err != nil || read.EntityID != samltest.EntityID || len(read.Certificates) != 2 || read.Redirect != "https://sso.example.org/sso?a=1&b=2" {
		t.Errorf("%v: %+v", err, read)
	}
}
