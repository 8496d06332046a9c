package idp

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/state"
)

func TestPeopleAreBroughtInAndGetLinks(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	upload := func(do, text string) reply {
		t.Helper()
		return b.upload(s.URL+"/portal/people/import", text, "do", do)
	}
	link := s.URL + strings.TrimSuffix(signin.LinkPath("x"), "x")
	const csv = "username,email,givenName,familyName,groups,active\nBob,bob@example.org,Bob,Lee,agents,true\nalice,,,,,false\na b,,,,,true\n"
	tried := upload("try", csv)
	if tried.StatusCode != http.StatusOK || strings.Contains(tried.text, link) || !strings.Contains(tried.text, "· new") || !strings.Contains(tried.text, "· disabled") {
		t.Errorf("tried: %s\n%s", tried.Status, tried.text)
	}
	if _, err := s.state.Account(t.Context(), "bob"); !errors.Is(err, state.ErrNoAccount) {
		t.Errorf("a try has made an account: %v", err)
	}
	done := upload("import", csv)
	if strings.Count(done.text, link) != 1 || !strings.Contains(done.text, "lower case") {
		t.Errorf("brought in: %s\n%s", done.Status, done.text)
	}
	if a, err := s.state.Account(t.Context(), "alice"); err != nil || a.Disabled.IsZero() {
		t.Errorf("%v: %+v", err, a)
	}
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || p.Email != "bob@example.org" || !slices.Equal(p.Groups, []string{"agents"}) {
		t.Errorf("%v: %+v", err, p)
	}
	if again := upload("import", csv); strings.Contains(again.text, link) || !strings.Contains(again.text, "· same") {
		t.Errorf("a second time: %s", again.text)
	}
	for _, wrong := range []string{"", "name\nbob\n", "username\n" + strings.Repeat("x", mostPeople)} {
		if w := upload("import", wrong); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, `class="wrong"`) {
			t.Errorf("%.40q: %s", wrong, w.Status)
		}
	}
	for account, want := range map[string]int{"bob": http.StatusOK, "alice": http.StatusUnprocessableEntity, "root": http.StatusUnprocessableEntity, "nobody": http.StatusUnprocessableEntity} {
		w := b.ask(http.MethodPost, s.URL+"/portal/people/link", url.Values{"account": {account}})
		if w.StatusCode != want || strings.Contains(w.text, link) != (want == http.StatusOK) {
			t.Errorf("a link for %s: %s, want %d", account, w.Status, want)
		}
	}
	if root, err := s.state.Account(t.Context(), "root"); err != nil || root.Password == "" {
		t.Errorf("%v: an administrator's password is gone", err)
	}
	provisioned, err := s.state.Provision(t.Context(), state.ProvisionedUser{Account: "kim", Resource: "{}", Profile: "{}"})
	if err == nil {
		_, err = s.state.ProvisionGroup(t.Context(), state.ProvisionedGroup{Name: "Seoul", Members: []string{provisioned.ID}})
	}
	if err != nil {
		t.Fatal(err)
	}
	if w := b.follow(s.URL + "/portal/people?account=kim"); !strings.Contains(w.text, "(SCIM)") || !strings.Contains(w.text, "지정한 그룹: Seoul") || strings.Contains(w.text, `value="Seoul"`) {
		t.Errorf("kim, whom a directory has made:\n%s", w.text)
	}
	b.ask(http.MethodPost, s.URL+"/portal/people", url.Values{"account": {"kim"}, "groups": {"agents"}})
	if p, err := s.register.Person(t.Context(), "kim"); err != nil || !slices.Equal(p.AllGroups(), []string{"Seoul", "agents"}) || len(p.Groups) != 1 {
		t.Errorf("%v: %+v", err, p)
	}
	people, err := s.register.Roster(t.Context())
	if i := slices.IndexFunc(people, func(p roster.Person) bool { return p.UserName == "kim" }); err != nil || i < 0 || !slices.Equal(people[i].Groups, []string{"Seoul", "agents"}) {
		t.Errorf("%v: rules for users of Amazon Connect go by %+v, want the groups of both", err, people)
	}
}
