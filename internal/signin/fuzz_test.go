package signin

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// Whatever is posted by a browser that began a sign-in, none but the person of the valid message gets a session.
func FuzzNoFormSignsAStrangerIn(f *testing.F) {
	s := open(f, samltest.Keys().Ours)
	begin := httptest.NewRecorder()
	s.provider.login(begin, httptest.NewRequest(http.MethodGet, "/saml/login", http.NoBody))
	id := requestIn(f, begin.Header().Get("Location"))
	for _, change := range []samltest.Recipe{{}, {Parts: "assertion"}, {Parts: "response"}, {Parts: "none"}, {Key: samltest.Keys().Stranger}} {
		f.Add(url.Values{"SAMLResponse": {s.answer(f, id, change)}}.Encode())
	}
	f.Add("SAMLResponse=%zz&RelayState=/")
	f.Fuzz(func(t *testing.T, form string) {
		r := httptest.NewRequest(http.MethodPost, "/saml/acs", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for _, c := range begin.Result().Cookies() {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		s.provider.acs(w, r)
		for _, c := range w.Result().Cookies() {
			if c.Name != sessionCookie {
				continue
			}
			session, err := s.provider.Sessions.Session(t.Context(), c.Value)
			if err != nil || session.NameID != samltest.NameID {
				t.Errorf("signed in: %+v, %v", session, err)
			}
		}
	})
}
