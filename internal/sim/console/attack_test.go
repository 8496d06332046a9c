package console

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// signatureInvalid is row 7 of what AWS says.
const signatureInvalid = "Response signature invalid (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)"

// federated is a simulation whose role people of the identity provider may assume.
func federated(t *testing.T) *Console {
	t.Helper()
	c := simulated()
	for _, call := range []url.Values{
		{"Action": {"CreateSAMLProvider"}, "Name": {"Dashboard"}, "SAMLMetadataDocument": {samltest.Metadata(samltest.Keys().Ours)}},
		{"Action": {"CreateRole"}, "RoleName": {"ConnectFederation"}, "AssumeRolePolicyDocument": {`{"Version":"2012-10-17","Statement":{"Effect":"Allow",
			"Principal":{"Federated":"` + samltest.ProviderARN + `"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"` + samltest.Recipient + `"}}}}`}},
	} {
		if err := c.Centres[0].Account.Do(call); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// TestTheSignInPageIsAttacked posts to simulated AWS what an attacker might make of a valid message: each is refused in AWS's words, or
// says what the valid one says: what is around that is nothing to AWS, as far as anybody knows, such as a document type that declares
// nothing.
func TestTheSignInPageIsAttacked(t *testing.T) {
	t.Parallel()
	c := federated(t)
	h := c.Beside(http.NotFoundHandler())
	post := func(message []byte) *httptest.ResponseRecorder {
		form := url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(message)}}
		r := httptest.NewRequest(http.MethodPost, "http://eu-central-1.signin.aws.localhost:8080/saml", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	refusals, tries := 0, 0
	judge := func(what string, message []byte) {
		t.Helper()
		w := post(message)
		cookies, page := w.Result().Cookies(), w.Body.String()
		tries++
		switch {
		case w.Code == http.StatusBadRequest && len(cookies) == 0 && (strings.Contains(page, signatureInvalid) || strings.Contains(page, invalid)):
			refusals++
		case w.Code == http.StatusFound && len(cookies) == 1:
			if of := c.sessions[cookies[0].Value]; of.Subject != samltest.NameID || of.Name != samltest.Login || of.Role != samltest.RoleARN {
				t.Errorf("%s: signed in as %q, %q", what, of.Subject, of.Name)
			}
		default:
			t.Errorf("%s: %d\n%s", what, w.Code, page)
		}
	}
	now := time.Now().UTC()
	for _, a := range samltest.Attacks() {
		var tree etree.Document
		if err := tree.ReadFromBytes(samltest.Recipe{At: now, Parts: a.Parts}.XML(t)); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		message, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		judge(a.Name, message)
	}
	valid := samltest.Recipe{At: now}.XML(t)
	for what, document := range samltest.Hostile(string(valid)) {
		judge(what, []byte(document))
	}
	if refusals < 70 || tries-refusals > 10 {
		t.Errorf("%d of %d are refused", refusals, tries)
	}
	if w := post(valid); w.Code != http.StatusFound || len(w.Result().Cookies()) != 1 {
		t.Errorf("the message itself: %d %s", w.Code, w.Body)
	}
}
