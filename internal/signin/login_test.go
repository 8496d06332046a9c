package signin

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// visitor is a person's browser at the pages of an identity provider. It goes where it is sent, but not back to us: that is the test's.
type visitor struct {
	*http.Client
	t testing.TB
}

// visit makes one. ours begins the addresses to which it does not go on; empty: it goes everywhere.
func visit(t testing.TB, ours string) *visitor {
	t.Helper()
	client := peertest.Browser(t, http.DefaultClient)
	client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if ours != "" && strings.HasPrefix(r.URL.String(), ours) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return &visitor{client, t}
}

func (v *visitor) ask(method, address string, form url.Values) reply {
	v.t.Helper()
	w := peertest.Ask(v.t, v.Client, method, address, form)
	return reply{w.Response, w.Text}
}

var (
	actionOfForm = regexp.MustCompile(`(?i)<form[^>]*\saction="([^"]*)"`)
	fieldOfForm  = regexp.MustCompile(`(?i)<input[^>]*\sname="([^"]*)"[^>]*\svalue="([^"]*)"`)
)

// fillIn sends the form of a page with what is typed in, in pairs. A page without one is all that there is.
func (v *visitor) fillIn(shown reply, typed ...string) reply {
	v.t.Helper()
	action := actionOfForm.FindStringSubmatch(shown.text)
	if action == nil {
		return shown
	}
	to, err := shown.Request.URL.Parse(html.UnescapeString(action[1]))
	if err != nil {
		v.t.Fatal(err)
	}
	form := fieldsOf(shown.text)
	for i := 0; i+1 < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	return v.ask(http.MethodPost, to.String(), form)
}

// fieldsOf are the fields of the forms of a page that are filled in already.
func fieldsOf(page string) url.Values {
	form := url.Values{}
	for _, field := range fieldOfForm.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	return form
}

// atIdentityProvider goes where a browser was sent and fills in the form there. What comes back is the message for us, empty if there
// is none, and the page.
func atIdentityProvider(t *testing.T, address, name, password string) (message, page string) {
	t.Helper()
	v := visit(t, "")
	shown := v.fillIn(v.ask(http.MethodGet, address, nil), "username", name, "password", password)
	return fieldsOf(shown.text).Get("SAMLResponse"), shown.text
}

// answered is the message that an identity provider gives a person for us.
func answered(t *testing.T, address string) string {
	t.Helper()
	message, page := atIdentityProvider(t, address, person, "password")
	if message == "" {
		t.Fatalf("the identity provider has not answered: %s", page)
	}
	return message
}

// atTheDoor goes to a page and on to the identity provider, whose address it returns.
func (b *browser) atTheDoor(page string) string {
	b.t.Helper()
	first := b.ask(http.MethodGet, page, nil)
	return b.ask(http.MethodGet, first.Header.Get("Location"), nil).Header.Get("Location")
}
