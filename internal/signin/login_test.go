package signin

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// unsafeCookies lets cookies pass that Keycloak marks as for TLS alone, though it is spoken to without.
type unsafeCookies struct{}

func (unsafeCookies) RoundTrip(r *http.Request) (*http.Response, error) {
	w, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		for i, c := range w.Header["Set-Cookie"] {
			w.Header["Set-Cookie"][i] = strings.ReplaceAll(c, ";Secure", "")
		}
	}
	return w, err
}

var (
	actionOfForm = regexp.MustCompile(`(?i)<form[^>]*\saction="([^"]*)"`)
	fieldOfForm  = regexp.MustCompile(`(?i)<input[^>]*\sname="([^"]*)"[^>]*\svalue="([^"]*)"`)
)

// atIdentityProvider goes where a browser was sent and fills in the form there. What comes back is the message for us, empty if there
// is none, and the page.
func atIdentityProvider(t *testing.T, address, name, password string) (message, page string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := http.Client{Jar: jar, Transport: unsafeCookies{}}
	page, at := send(t, &browser, http.MethodGet, address, nil)
	if action := actionOfForm.FindStringSubmatch(page); action != nil {
		to, err := at.Parse(html.UnescapeString(action[1]))
		if err != nil {
			t.Fatal(err)
		}
		form := fieldsOf(page)
		form.Set("username", name)
		form.Set("password", password)
		page, _ = send(t, &browser, http.MethodPost, to.String(), form)
	}
	return fieldsOf(page).Get("SAMLResponse"), page
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

// fieldsOf are the fields of the forms of a page that are filled in already.
func fieldsOf(page string) url.Values {
	form := url.Values{}
	for _, field := range fieldOfForm.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	return form
}

// send asks for a page; it returns where that is in the end.
func send(t *testing.T, client *http.Client, method, address string, form url.Values) (page string, at *url.URL) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), w.Request.URL
}

// atTheDoor goes to a page and on to the identity provider, whose address it returns.
func (b *browser) atTheDoor(page string) string {
	b.t.Helper()
	first := b.ask(http.MethodGet, page, nil)
	return b.ask(http.MethodGet, first.Header.Get("Location"), nil).Header.Get("Location")
}
