package idp

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/signin"
)

func TestEveryAddressIsInTheTable(t *testing.T) {
	t.Parallel()
	a := asked(t)
	a.account(t, "root", "administrator", Profile{})
	a.account(t, "lead", "supervisor", Profile{})
	askers := map[string]*browser{"nobody": newBrowser(t, a.site)}
	for _, name := range []string{"alice", "lead", "root"} {
		askers[name] = newBrowser(t, a.site)
		askers[name].signIn(a.site, askers[name].follow(a.URL+"/portal"), name)
	}
	for _, one := range routes {
		method, pattern, _ := strings.Cut(one.pattern, " ")
		address := a.URL + strings.ReplaceAll(pattern, "{application}", "app")
		for name, b := range askers {
			let := one.who == everybody || one.who == person && name != "nobody" || name == "root"
			w := b.ask(method, address, url.Values{})
			stopped := w.StatusCode == http.StatusSeeOther && strings.HasPrefix(w.Header.Get("Location"), "/sign-in?") ||
				strings.Contains(w.text, string(CodeRole)) || strings.Contains(w.text, string(CodePerson))
			if stopped == let {
				t.Errorf("%s for %s: %s %s, want let through %t", one.pattern, name, w.Status, w.Header.Get("Location"), let)
			}
		}
	}
	w := askers["root"].ask(http.MethodPost, a.URL+"/portal/applications/app", url.Values{"users": {"mallory"}}, "Sec-Fetch-Site", "cross-site")
	if got, err := a.register.Application(t.Context(), "app"); err != nil || slices.Contains(got.Users, "mallory") || w.StatusCode != http.StatusForbidden {
		t.Errorf("%v: another site has assigned %v", err, got.Users)
	}
	if w := askers["root"].ask(http.MethodGet, a.URL+"/portal/nowhere", nil); w.StatusCode != http.StatusNotFound {
		t.Errorf("an address that is none: %s", w.Status)
	}
}

func TestAnAdministratorSetsAmazonConnectUp(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{Email: "root@example.org"})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	form := url.Values{"id": {"seoul"}, "name": {"서울 센터"}, "instance": {instance}, "role": {"F"}, "provider": {"R"}, "login": {"subject"}, "landing": {"workspace"}}
	wrong := maps.Clone(form)
	wrong.Set("instance", `"><script>alert(1)</script>`)
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications", wrong); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, "is no ARN") {
		t.Errorf("a wrong ARN: %s\n%s", w.Status, w.text)
	}
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications", form); w.Header.Get("Location") != "/portal/applications/seoul" {
		t.Fatalf("%s to %s\n%s", w.Status, w.Header.Get("Location"), w.text)
	}
	preview := func(person string) string {
		return b.follow(s.URL + "/portal/applications/seoul?person=" + person).text
	}
	if text := preview("alice"); !strings.Contains(text, string(CodeAssigned)) {
		t.Errorf("before anybody is assigned:\n%s", text)
	}
	b.ask(http.MethodPost, s.URL+"/portal/applications/seoul", url.Values{"users": {"alice, root,"}, "groups": {"leads"}})
	text := preview("alice")
	for _, part := range []string{"<code>alice</code>", "arn:aws:iam::111122223333:role/F,arn:aws:iam::111122223333:saml-provider/R", "destination=%2Fagent-app-v2", "urn:uuid:", s.URL + "/idp/seoul/sso"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %s:\n%s", part, text)
		}
	}
	if !strings.Contains(b.follow(s.URL+"/portal").text, "서울 센터") {
		t.Error("the new tile is not there")
	}
}

func TestAnAdministratorSaysWhoPeopleAre(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	save := func(values ...string) reply {
		form := url.Values{}
		for i := 0; i+1 < len(values); i += 2 {
			form.Set(values[i], values[i+1])
		}
		return b.ask(http.MethodPost, s.URL+"/portal/people", form)
	}
	made := save("account", " Bob ", "email", "Bob@example.org", "given_name", "Bob", "groups", "agents, leads")
	if link := signin.LinkPath(""); made.StatusCode != http.StatusOK || !strings.Contains(made.text, s.URL+link[:len(link)-1]) {
		t.Errorf("a new account: %s\n%s", made.Status, made.text)
	}
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || p.Email != "Bob@example.org" || !slices.Equal(p.Groups, []string{"agents", "leads"}) {
		t.Errorf("%v: %+v", err, p)
	}
	if w := save("account", "bob", "email", "bob@example.org"); w.Header.Get("Location") != "/portal/people" {
		t.Errorf("changed: %s", w.Status)
	}
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || p.Email != "bob@example.org" || len(p.Groups) > 0 {
		t.Errorf("%v: %+v", err, p)
	}
	if w := save("account", `a"><b`); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, "lower case") {
		t.Errorf("a wrong name: %s\n%s", w.Status, w.text)
	}
	if w := b.follow(s.URL + "/portal/people?account=alice"); !strings.Contains(w.text, `value="Alice.Zyxwv@example.org"`) || !strings.Contains(w.text, `value="agents, leads"`) {
		t.Errorf("alice's form:\n%s", w.text)
	}
	before := s.metadata(t, a.ID)
	for _, do := range []string{"next", "turn"} {
		if w := b.ask(http.MethodPost, s.URL+"/portal/applications/connect/key", url.Values{"do": {do}}); w.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %s\n%s", do, w.Status, w.text)
		}
	}
	if bytes.Equal(before, s.metadata(t, a.ID)) {
		t.Error("the key is the old one")
	}
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications/connect/key", url.Values{"do": {"turn"}}); w.StatusCode != http.StatusForbidden {
		t.Errorf("turned without a next key: %s", w.Status)
	}
	b.ask(http.MethodPost, s.URL+"/portal/applications/connect", url.Values{"groups": {"agents"}, "disabled": {"on"}})
	if got, err := s.register.Application(t.Context(), "connect"); err != nil || !got.Disabled {
		t.Errorf("%v: it is still on", err)
	}
}
