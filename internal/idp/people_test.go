package idp

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	b.ask(http.MethodPost, s.URL+"/portal/people", url.Values{"account": {"kim"}, "groups": {"agents"}, "given_name": {"서연"}, "family_name": {"김"}, "display_name": {"김서연"}})
	if w := b.follow(s.URL + "/portal/people"); !strings.Contains(w.text, "<td>김서연</td>") || !strings.Contains(w.text, "<td>Bob Lee</td>") {
		t.Errorf("people are not called as they are:\n%s", w.text)
	}
	if p, err := s.register.Person(t.Context(), "kim"); err != nil || !slices.Equal(p.AllGroups(), []string{"Seoul", "agents"}) || len(p.Groups) != 1 {
		t.Errorf("%v: %+v", err, p)
	}
	people, err := s.register.Roster(t.Context())
	if i := slices.IndexFunc(people, func(p roster.Person) bool { return p.UserName == "kim" }); err != nil || i < 0 || !slices.Equal(people[i].Groups, []string{"Seoul", "agents"}) {
		t.Errorf("%v: rules for users of Amazon Connect go by %+v, want the groups of both", err, people)
	}
}

func TestPeopleAreLetInNoMoreAndForgotten(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	alice := newBrowser(t, s)
	alice.signIn(s, alice.follow(s.URL+"/portal"), "alice")
	do := func(path string, form url.Values) reply {
		t.Helper()
		return b.ask(http.MethodPost, s.URL+"/portal/people"+path, form)
	}
	goes := func(w reply, to string) {
		t.Helper()
		if w.Header.Get("Location") != to {
			t.Fatalf("%s to %q, want %q\n%s", w.Status, w.Header.Get("Location"), to, w.text)
		}
	}
	refused := func(w reply, why string) {
		t.Helper()
		if w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, why) {
			t.Errorf("%s, want %q:\n%s", w.Status, why, w.text)
		}
	}
	refused(do("/access", url.Values{"account": {"root"}, "do": {"disable"}}), "your own account")
	refused(do("/access", url.Values{"account": {"nobody"}, "do": {"disable"}}), "no such account")
	refused(do("/remove", url.Values{"account": {"alice"}, "sure": {"on"}}), "disable it first")
	goes(do("/access", url.Values{"account": {"alice"}, "do": {"disable"}}), "/portal/people?account=alice")
	if w := alice.follow(s.URL + "/idp/connect/start"); !returnField.MatchString(w.text) {
		t.Errorf("she is still let on: %s\n%s", w.Status, w.text)
	}
	goes(do("/access", url.Values{"account": {"alice"}, "do": {"enable"}}), "/portal/people?account=alice")
	alice.signIn(s, alice.follow(s.URL+"/portal"), "alice") // with the password that she had
	goes(do("/access", url.Values{"account": {"alice"}, "do": {"disable"}}), "/portal/people?account=alice")
	refused(do("/remove", url.Values{"account": {"alice"}}), "tick that you are sure")
	goes(do("/remove", url.Values{"account": {"alice"}, "sure": {"on"}}), "/portal/people")
	if _, err := s.register.Person(t.Context(), "alice"); !errors.Is(err, state.ErrNoAccount) {
		t.Errorf("she is still known: %v", err)
	}
	entries, err := s.state.AuditEntries(t.Context(), state.AuditQuery{From: s.Now().Add(-time.Hour), To: s.Now().Add(time.Hour), Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		if e.Who == "root" && e.Subject == "alice" {
			actions = append(actions, e.Action)
		}
	}
	if !slices.Equal(actions, []string{"forget_user", "disable_user", "enable_user", "disable_user"}) {
		t.Errorf("audit log: %q", actions)
	}
}

func TestNamesOfAPersonAreOnTheirForm(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	want := Profile{
		Email: "a@example.org", GivenName: "A", MiddleName: "B", FamilyName: "C", DisplayName: "D E", PreferredUsername: "f", Groups: []string{"agents"},
	}
	b.ask(http.MethodPost, s.URL+"/portal/people", url.Values{
		"account": {"alice"}, "email": {want.Email}, "given_name": {"A"}, "middle_name": {"B"}, "family_name": {"C"}, "display_name": {"D E"}, "preferred_username": {"f"}, "groups": {"agents"},
	})
	p, err := s.register.Person(t.Context(), "alice")
	if diff := cmp.Diff(want, p.Profile); err != nil || diff != "" {
		t.Errorf("%v (- want, + got):\n%s", err, diff)
	}
	for _, value := range []string{"B", "D E", "f"} {
		if w := b.follow(s.URL + "/portal/people?account=alice"); !strings.Contains(w.text, `value="`+value+`"`) {
			t.Errorf("the form has no %s:\n%s", value, w.text)
		}
	}
}

func TestGroupsHaveAPageAndAMisspeltOneIsNone(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	s.account(t, "root", "administrator", Profile{})
	s.account(t, "bob", "", Profile{Email: "bob@example.org"})
	if _, err := s.state.ProvisionGroup(t.Context(), state.ProvisionedGroup{Name: "Directory"}); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	do := func(values ...string) reply {
		t.Helper()
		form := url.Values{}
		for i := 0; i+1 < len(values); i += 2 {
			form.Set(values[i], values[i+1])
		}
		return b.ask(http.MethodPost, s.URL+"/portal/groups", form)
	}
	refused := func(w reply, why string) {
		t.Helper()
		if w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, why) {
			t.Errorf("%s, want %q:\n%s", w.Status, why, w.text)
		}
	}
	is := func(name string, want Group) {
		t.Helper()
		want.Name = name
		got, err := s.register.Group(t.Context(), name)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v (- want, + got):\n%s", err, diff)
		}
	}
	refused(b.ask(http.MethodPost, s.URL+"/portal/people", url.Values{"account": {"bob"}, "groups": {"agents, agnets"}}), "no such group: agnets")
	refused(b.ask(http.MethodPost, s.URL+"/portal/applications/"+a.ID, url.Values{"groups": {"agents, agnets"}}), "no such group: agnets")
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || len(p.Groups) > 0 {
		t.Errorf("%v: %v", err, p.Groups)
	}
	if w := do("name", "night shift"); w.Header.Get("Location") != "/portal/groups?name=night+shift" {
		t.Fatalf("%s\n%s", w.Status, w.text)
	}
	is("night shift", Group{})
	for _, taken := range []string{"night shift", "agents", "Directory"} {
		refused(do("name", taken), "there is one already")
	}
	refused(do("do", "fill", "name", "night shift", "members", "bob, nobody"), "nobody")
	do("do", "fill", "name", "night shift", "members", "bob, alice")
	is("night shift", Group{Members: []string{"alice", "bob"}})
	do("do", "fill", "name", "night shift", "members", "bob")
	is("night shift", Group{Members: []string{"bob"}})
	is("agents", Group{Members: []string{"alice"}, Applications: []string{a.ID}})
	is("Directory", Group{Managed: true})
	b.ask(http.MethodPost, s.URL+"/portal/applications/"+a.ID, url.Values{"groups": {"agents, night shift"}})
	if w := b.follow(s.URL + "/portal/groups?name=night+shift"); !strings.Contains(w.text, `value="bob"`) || !strings.Contains(w.text, "/portal/applications/"+a.ID) || !strings.Contains(w.text, "Directory") {
		t.Errorf("the page:\n%s", w.text)
	}
	refused(do("do", "remove", "name", "night shift"), "tick that you are sure")
	refused(do("do", "remove", "name", "Directory", "sure", "on"), "a directory has made it")
	do("do", "remove", "name", "night shift", "sure", "on")
	if _, err := s.register.Group(t.Context(), "night shift"); !errors.Is(err, ErrNoGroup) {
		t.Errorf("it is still there: %v", err)
	}
	if got, err := s.register.Application(t.Context(), a.ID); err != nil || !slices.Equal(got.Groups, []string{"agents"}) {
		t.Errorf("%v: assigned to %v", err, got.Groups)
	}
	if w := b.upload(s.URL+"/portal/people/import", "username,groups\nbob,agents;agnets\n", "do", "try"); !strings.Contains(w.text, "<strong>agnets</strong>") || strings.Contains(w.text, "<strong>agents</strong>") {
		t.Errorf("the file's new groups:\n%s", w.text)
	}
}
