package signin

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// notebook keeps who was let in, and forgets what was used: else one message would be taken once in all of fuzzing.
type notebook struct {
	Sessions
	admitted []state.Session
}

func (n *notebook) BeginSession(_ context.Context, s state.Session, _ []string, _ time.Time) (string, error) {
	n.admitted = append(n.admitted, s)
	return "cookie", nil
}

// kept is a message of Keycloak's that was kept, and the site for which it was: its key is the same in every process of fuzzing.
func kept(f *testing.F) (message []byte, p *Provider, said saml.Response) {
	f.Helper()
	message, err := os.ReadFile("../saml/testdata/keycloak.xml")
	if err != nil {
		f.Fatal(err)
	}
	document, err := saml.Read(message)
	if err != nil {
		f.Fatal(err)
	}
	said = document.Response
	key := samltest.Key{Certificate: document.Embedded()[0]}
	public, found := strings.CutSuffix(said.Destination, "/saml/acs")
	if !found {
		f.Fatal(said.Destination)
	}
	p, err = New(Options{
		PublicURL: public, Providers: []Metadata{{Text: []byte(strings.ReplaceAll(samltest.Metadata(key), samltest.EntityID, said.Issuer))}},
		Sessions: &notebook{}, Now: func() time.Time { return said.Issued },
	})
	if err != nil {
		f.Fatal(err)
	}
	return message, p, said
}

// Whatever is posted by a browser that began a sign-in, none but the person of the valid message gets a session.
func FuzzNoFormSignsAStrangerIn(f *testing.F) {
	message, p, said := kept(f)
	form := func(document []byte) string {
		return url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(document)}}.Encode()
	}
	begun := request{ID: said.InResponseTo, Began: said.Issued, IDP: p.idps()[0].key, Return: "/"}
	post := func(form string) []state.Session {
		r := httptest.NewRequest(http.MethodPost, "/saml/acs", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(cookie(requestCookie(begun.ID), p.seal(begun), http.SameSiteNoneMode, patience))
		sessions, _ := p.Sessions.(*notebook)
		sessions.admitted = nil
		p.acs(httptest.NewRecorder(), r)
		return sessions.admitted
	}
	if got := post(form(message)); len(got) != 1 || got[0].NameID != person {
		f.Fatalf("the message itself: %+v", got)
	}
	f.Add(form(message))
	for _, document := range samltest.Hostile(string(message)) {
		if len(document) < 20_000 {
			f.Add(form([]byte(document)))
		}
	}
	f.Add("SAMLResponse=%zz&RelayState=/")
	f.Fuzz(func(t *testing.T, form string) {
		var admitted []state.Session
		samltest.Bounded(t, func() { admitted = post(form) })
		for _, session := range admitted {
			if session.NameID != person || session.Provider != said.Issuer {
				t.Errorf("signed in: %+v", session)
			}
		}
	})
}
