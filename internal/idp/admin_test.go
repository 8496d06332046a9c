package idp

import (
	"bytes"
	"errors"
	"html"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
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

// upload is a form with a file, if its text is not empty.
func (b *browser) upload(address, file string, fields ...string) reply {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			b.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", map[bool]string{true: "file.xml"}[file != ""])
	if err == nil {
		_, err = io.WriteString(part, file)
	}
	if err = errors.Join(err, form.Close()); err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, address, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	w, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer w.Body.Close()
	shown, err := io.ReadAll(w.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{w, html.UnescapeString(string(shown)), string(shown)}
}

func TestAmazonConnectWantsThreeFields(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	empty := b.signIn(s, b.follow(s.URL+"/portal/applications"), "root").raw
	if !strings.Contains(empty, "With the keys of this server one can become any user of Amazon Connect.") {
		t.Errorf("the page does not say what the keys are:\n%s", empty)
	}
	form := empty[strings.Index(empty, `value="connect"`):]
	form = form[:strings.Index(form, "</form>")]
	if got := strings.Count(form, " required"); got != 3 {
		t.Errorf("%d fields have to be filled in:\n%s", got, form)
	}
	const first = "/portal/applications/connect-eu-central-1-12345678"
	for _, to := range []string{first, first + "-2"} {
		w := b.ask(http.MethodPost, s.URL+"/portal/applications", url.Values{"instance": {instance}, "role": {"F"}, "provider": {"R"}})
		if w.Header.Get("Location") != to {
			t.Fatalf("%s to %s, want %s\n%s", w.Status, w.Header.Get("Location"), to, w.text)
		}
	}
	a, err := s.register.Application(t.Context(), "connect-eu-central-1-12345678")
	if err != nil || a.Name != "Amazon Connect 12345678" || a.Connect.Login != "email" || strings.Contains(a.RelayState, "?") || len(a.Mappings) != 3 {
		t.Errorf("%v: %+v", err, a)
	}
}

func TestAnyApplicationIsAddedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	all := s.URL + "/portal/applications"
	metadata := func(entityID, consumer string) string {
		return string(saml.ServiceProvider{EntityID: entityID, Recipient: consumer}.Metadata())
	}
	application := func(id string) Application {
		t.Helper()
		a, err := s.register.Application(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	goes := func(w reply, to string) {
		t.Helper()
		if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/portal/applications"+to {
			t.Fatalf("%s to %q, want %q\n%s", w.Status, w.Header.Get("Location"), to, w.text)
		}
	}
	refused := func(w reply, why string) {
		t.Helper()
		if w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, why) {
			t.Errorf("%s, want %q:\n%s", w.Status, why, w.text)
		}
	}
	goes(b.upload(all, metadata("https://wiki.example.org/sp", "https://wiki.example.org/acs"), "kind", "saml", "name", "Wiki"), "/wiki-example-org")
	goes(b.upload(all, "", "kind", "saml", "name", "Pasted", "id", "pasted", "metadata", metadata("https://b.example.org", "https://b.example.org/acs"), "subject", "emailAddress"), "/pasted")
	goes(b.upload(all, "", "kind", "saml", "name", "By hand", "id", "hand", "entity_id", "urn:hand", "acs", "https://hand.example.org/acs"), "/hand")
	if a := application("hand"); a.EntityID != "urn:hand" || a.Consumers[0].Address != "https://hand.example.org/acs" || application("pasted").mapping(Subject) != NewSubject("emailAddress") {
		t.Errorf("%+v", a)
	}
	refused(b.upload(all, "", "kind", "saml", "name", "Nothing"), "give the application's metadata")
	for what, document := range samltest.Hostile(metadata("https://evil.example.org/sp", "https://evil.example.org/acs")) {
		if w := b.upload(all, document, "kind", "saml", "name", "Evil"); w.StatusCode < 400 || w.StatusCode >= 500 {
			t.Errorf("%s: %s", what, w.Status)
		}
	}
	if kept, err := s.register.Applications(t.Context()); err != nil || slices.ContainsFunc(kept, func(a Application) bool { return strings.Contains(a.EntityID, "evil") }) {
		t.Errorf("of hostile metadata an application was made: %v %+v", err, kept)
	}
	w := b.upload(all, "", "kind", "saml", "name", `"><b>x`, "metadata", `</textarea><script>alert(1)</script>`)
	refused(w, "Not saved")
	if strings.Contains(w.raw, "<script>alert") || strings.Contains(w.raw, `"><b>x`) {
		t.Errorf("what was typed is on the page as it is:\n%s", w.raw)
	}

	wiki := all + "/wiki-example-org"
	goes(b.ask(http.MethodPost, wiki+"/mappings", url.Values{
		"name": {"Subject", "mail", "", "urn:oid:2.5.4.42"}, "value": {"${user:subject}", "${user:email}", "", "${user:givenName}"}, "format": {"unspecified", "basic", "unspecified", "uri"},
	}), "/wiki-example-org")
	goes(b.ask(http.MethodPost, wiki+"/settings", url.Values{"name": {"The wiki"}, "session": {"480"}, "relay_state": {"https://wiki.example.org/start"}}), "/wiki-example-org")
	goes(b.ask(http.MethodPost, wiki, url.Values{"users": {"alice"}}), "/wiki-example-org")
	answer, err := s.register.Preview(t.Context(), "wiki-example-org", "alice")
	if err != nil || answer.NameID.Value != "alice" || !answer.SessionEnds.Equal(answer.At.Add(8*time.Hour)) || application("wiki-example-org").RelayState != "https://wiki.example.org/start" {
		t.Errorf("%v: %+v", err, answer)
	}
	if diff := cmp.Diff([]saml.Attribute{
		{Name: "mail", Format: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", Values: []string{"Alice.Zyxwv@example.org"}},
		{Name: "urn:oid:2.5.4.42", Format: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri", Values: []string{"Alice"}},
	}, answer.Attributes); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	row := func(name, value, format string) url.Values {
		return url.Values{"name": {"Subject", name}, "value": {"${user:subject}", value}, "format": {"unspecified", format}}
	}
	refused(b.ask(http.MethodPost, wiki+"/mappings", row("mail", "${user:mail}", "basic")), "there is no variable")
	refused(b.ask(http.MethodPost, wiki+"/mappings", row("mail", "${user:email}", "persistent")), "there is no format")
	refused(b.ask(http.MethodPost, wiki+"/settings", url.Values{"name": {"The wiki"}, "session": {"1441"}}), "a day at most")
	if got := application("wiki-example-org"); len(got.Mappings) != 3 || got.Session != 8*time.Hour {
		t.Errorf("what was refused is kept: %+v", got)
	}

	goes(b.upload(wiki+"/metadata", metadata("https://wiki.example.org/sp", "https://new.example.org/acs")), "/wiki-example-org")
	if a := application("wiki-example-org"); a.Consumers[0].Address != "https://new.example.org/acs" || a.Name != "The wiki" || len(a.Users) != 1 {
		t.Errorf("%+v", a)
	}
	refused(b.upload(wiki+"/metadata", metadata("https://other.example.org/sp", "https://new.example.org/acs")), "the application is https://wiki.example.org/sp")
	refused(b.ask(http.MethodPost, wiki+"/remove", url.Values{}), "tick that you are sure")
	goes(b.ask(http.MethodPost, wiki+"/remove", url.Values{"sure": {"on"}}), "")
	if _, err := s.register.Application(t.Context(), "wiki-example-org"); !errors.Is(err, state.ErrNoApplication) {
		t.Errorf("it is still there: %v", err)
	}
	entries, err := s.state.AuditEntries(t.Context(), state.AuditQuery{From: s.Now().Add(-time.Hour), To: s.Now().Add(time.Hour), Limit: 1})
	if err != nil || len(entries) != 1 || entries[0].Action != "remove_application" || entries[0].Who != "root" || entries[0].Subject != "wiki-example-org" {
		t.Errorf("%v: audit log %+v", err, entries)
	}
}

func TestWhatAmazonConnectIsToldCanBeChanged(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	one := s.URL + "/portal/applications/" + a.ID
	save := func(more ...string) reply {
		t.Helper()
		form := url.Values{}
		for _, m := range a.Mappings {
			form["name"], form["value"], form["format"] = append(form["name"], m.Name), append(form["value"], m.Value), append(form["format"], m.Format)
		}
		for i := 0; i+1 < len(more); i += 2 {
			form["name"], form["value"], form["format"] = append(form["name"], more[i]), append(form["value"], more[i+1]), append(form["format"], "unspecified")
		}
		return b.ask(http.MethodPost, one+"/mappings", form)
	}
	if w := save("SessionDuration", "3600", "PrincipalTag:team", "${user:familyName}", "PrincipalTag:shift", "a", "TransitiveTagKeys", "team", "TransitiveTagKeys", "shift"); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, w.text)
	}
	answer, err := s.register.Preview(t.Context(), a.ID, "alice")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, attribute := range answer.Attributes {
		told[strings.TrimPrefix(attribute.Name, awsAttributes)] = attribute.Values
	}
	delete(told, "Role")
	if diff := cmp.Diff(map[string][]string{
		"RoleSessionName": {"Alice.Zyxwv@example.org"}, "SessionDuration": {"3600"}, "PrincipalTag:team": {"Zyxwv"}, "PrincipalTag:shift": {"a"}, "TransitiveTagKeys": {"team", "shift"},
	}, told); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	for name, more := range map[string][]string{
		"SessionDuration is not 900 to 43200": {"SessionDuration", "60"},
		"the value of":                        {"PrincipalTag:team", strings.Repeat("x", 257)},
		"has 129 characters":                  {"PrincipalTag:" + strings.Repeat("x", 129), "${user:familyName}"},
		"which no PrincipalTag":               {"TransitiveTagKeys", "team"},
	} {
		if w := save(more...); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, name) {
			t.Errorf("%s: %s\n%s", name, w.Status, w.text)
		}
	}
	settings := url.Values{"name": {"Seoul"}, "session": {"60"}, "role": {"Other"}, "provider": {"R2"}, "login": {"subject"}, "landing": {"ccp"}, "sign_in": {globalSignIn}}
	if w := b.ask(http.MethodPost, one+"/settings", settings); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, w.text)
	}
	answer, err = s.register.Preview(t.Context(), a.ID, "alice")
	if err != nil || !strings.HasPrefix(answer.Recipient, globalSignIn+"?") || answer.NameID.Value != "alice" || !answer.SessionEnds.Equal(answer.At.Add(time.Hour)) {
		t.Errorf("%v: %+v", err, answer)
	}
	text := b.follow(one + "?person=alice").text
	for _, part := range []string{"role/Other,arn:aws:iam::111122223333:saml-provider/R2", "PrincipalTag:team", `value="60"`, "&destination=%2Fccp-v2"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %s:\n%s", part, text)
		}
	}
	settings.Set("sign_in", "https://example.org/saml")
	if w := b.ask(http.MethodPost, one+"/settings", settings); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, "is no sign-in endpoint") {
		t.Errorf("%s\n%s", w.Status, w.text)
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
