package access

import (
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

const rules = `{
  "version": 1,
  "ask": "운영팀 02-1234",
  "rules": [
    {"name": "operations", "when": {"groups": ["ringside-admins", "ops"]}, "roles": ["administrator"]},
    {"name": "team leads", "when": {"groups": ["leads"], "site": ["seoul"]}, "roles": ["supervisor", "auditor"],
     "limits": {"queue": ["attribute:queues", "Complaints"], "instance": ["i-1"]}},
    {"name": "agents", "when": {"provider": ["https://idp"]}, "roles": ["agent"], "limits": {"agent": ["attribute:name_id"]}}
  ]
}`

func parsed(t *testing.T, text string) *Rules {
	t.Helper()
	r, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheFirstRuleThatFitsDecides(t *testing.T) {
	t.Parallel()
	r := parsed(t, rules)
	type of = map[string][]string
	type limits = map[metric.Dimension][]string
	for name, c := range map[string]struct {
		person Person
		want   Grant
		at     int
	}{
		"an administrator":             {Person{Attributes: of{"groups": {"x", "ops"}}}, Grant{Roles: []Role{Administrator}}, 1},
		"who is a lead too":            {Person{Attributes: of{"groups": {"leads", "ops"}, "site": {"seoul"}}}, Grant{Roles: []Role{Administrator}}, 1},
		"a lead":                       {Person{Attributes: of{"groups": {"leads"}, "site": {"seoul"}, "queues": {"Sales", ""}}}, Grant{[]Role{Supervisor, Auditor}, limits{"queue": {"Sales", "Complaints"}, "instance": {"i-1"}}}, 2},
		"a lead of another site":       {Person{Attributes: of{"groups": {"leads"}, "site": {"busan"}}}, Grant{}, 0},
		"another case":                 {Person{Attributes: of{"groups": {"OPS"}}}, Grant{}, 0},
		"an agent":                     {Person{Provider: "https://idp", NameID: "jisu"}, Grant{[]Role{Agent}, limits{"agent": {"jisu"}}}, 3},
		"an agent without a name":      {Person{Provider: "https://idp"}, Grant{[]Role{Agent}, limits{"agent": {}}}, 3},
		"an attribute called provider": {Person{Provider: "https://other", Attributes: of{"provider": {"https://idp"}}}, Grant{}, 0},
		"nobody":                       {Person{}, Grant{}, 0},
	} {
		got, at := r.Grant(c.person)
		if diff := cmp.Diff(c.want, got); diff != "" || at != c.at {
			t.Errorf("%s: rule %d, want %d (- want, + got):\n%s", name, at, c.at, diff)
		}
	}
	if got, at := (*Rules)(nil).Grant(Person{Provider: "https://idp"}); at != 0 || !got.Equal(Grant{}) {
		t.Errorf("without rules: %+v by rule %d", got, at)
	}
}

func TestARuleThatDeniesGoesBeforeAllOthers(t *testing.T) {
	t.Parallel()
	r := parsed(t, `{"version": 1, "rules": [
		{"name": "leads", "when": {"groups": ["leads"]}, "roles": ["supervisor"]},
		{"name": "left", "when": {"name_id": ["jisu", "minho"]}, "deny": true},
		{"name": "contractors after hours", "when": {"groups": ["contractors"], "site": ["busan"]}, "deny": true}]}`)
	leads := map[string][]string{"groups": {"leads", "contractors"}}
	for name, c := range map[string]struct {
		person Person
		at     int
		roles  []Role
	}{
		"a lead":               {Person{NameID: "yuna", Attributes: leads}, 1, []Role{Supervisor}},
		"a lead who has left":  {Person{NameID: "minho", Attributes: leads}, 2, nil},
		"who has no rule":      {Person{NameID: "minho"}, 2, nil},
		"part of a rule fits":  {Person{NameID: "yuna", Attributes: map[string][]string{"site": {"busan"}}}, 0, nil},
		"all of a rule fits":   {Person{NameID: "yuna", Attributes: map[string][]string{"groups": {"contractors"}, "site": {"busan"}}}, 3, nil},
		"another case of name": {Person{NameID: "Minho", Attributes: leads}, 1, []Role{Supervisor}},
	} {
		g, at := r.Grant(c.person)
		if at != c.at || !slices.Equal(g.Roles, c.roles) || (r.Denies(c.person) > 0) != (c.at > 1) {
			t.Errorf("%s: rule %d, %v; denied at %d", name, at, g.Roles, r.Denies(c.person))
		}
	}
	if judged := r.Explain(Person{NameID: "jisu"}); judged[0].Denies || !judged[1].Denies || !judged[1].Fits {
		t.Errorf("%+v", judged)
	}
}

func TestWrongRulesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:                                     "line 1",
		"{\n\"version\": 1,\n\"rule\": []}":    `line 3: json: unknown field "rule"`,
		`{"version":1} {}`:                     "behind the rules",
		`{"version":2}`:                        "reads version 1",
		`{}`:                                   `"version" is 0`,
		`{"version":1,"rules":[{"name":"a"}]}`: `rule 1 "a": it names no role`,
		`{"version":1,"rules":[{"roles":["analyst"]},{"name":"b","roles":["boss"]}]}`:     `rule 2 "b": there is no role "boss"`,
		`{"version":1,"rules":[{"roles":["analyst"],"limits":{"channel":["VOICE"]}}]}`:    `limited by "channel"`,
		`{"version":1,"rules":[{"roles":["analyst"],"limits":{"queue":[]}}]}`:             "queue has no value",
		`{"version":1,"rules":[{"roles":["analyst"],"limits":{"queue":[""]}}]}`:           "queue has no value",
		`{"version":1,"rules":[{"roles":["analyst"],"limits":{"queue":["attribute:"]}}]}`: "without the attribute's name",
		`{"version":1,"rules":[{"roles":["analyst"],"when":{"groups":[]}}]}`:              `"groups" without values`,
		`{"version":1,"rules":[{"deny":true}]}`:                                           "denies everybody",
		`{"version":1,"rules":[{"deny":true,"when":{"a":["b"]},"roles":["agent"]}]}`:      "can do one of both",
		`{"version":1,"rules":[{"roles":["agent"]}]}`:                                     "say whose",
		`{"version":1,"rules":[{"roles":["analyst"],"Scope":{"queue":["a"]}}]}`:           `unknown field "Scope"`,
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// resolve knows one queue by name.
func resolve(f metric.Filter) (arns []string) {
	for _, value := range f.Values {
		if f.Dimension == metric.Queue && value == "Sales" {
			arns = append(arns, "arn:q")
		}
	}
	return arns
}

func TestAGrantSeesWhatItsLimitsMean(t *testing.T) {
	t.Parallel()
	all := metric.Everything()
	type limits = map[metric.Dimension][]string
	for name, c := range map[string]struct {
		grant Grant
		want  metric.Scope
	}{
		"nothing":              {Grant{}, metric.Scope{}},
		"limits without roles": {Grant{nil, limits{"queue": {"Sales"}}}, metric.Scope{}},
		"whole":                {Whole(), all},
		"by name":              {Grant{[]Role{Analyst}, limits{"queue": {"Sales"}}}, all.Limit(metric.Queue, []string{"arn:q"})},
		"by ARN, unheard of":   {Grant{[]Role{Analyst}, limits{"queue": {"arn:other"}}}, all.Limit(metric.Queue, []string{"arn:other"})},
		"by an unknown name":   {Grant{[]Role{Analyst}, limits{"queue": {"Nowhere"}}}, metric.Scope{}},
		"by an instance's id":  {Grant{[]Role{Analyst}, limits{"instance": {"i-1"}}}, all.Within([]string{"i-1"})},
		"by nothing":           {Grant{[]Role{Administrator}, limits{"queue": {}}}, metric.Scope{}},
		"an agent, whoever":    {Grant{Roles: []Role{Agent}}, metric.Scope{}},
		"an agent":             {Grant{[]Role{Agent}, limits{"agent": {"arn:a"}}}, all.Limit(metric.Agent, []string{"arn:a"})},
	} {
		if got := c.grant.Scope(resolve); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestEveryPermissionIsSomebodysAndAdministratorsHaveAll(t *testing.T) {
	t.Parallel()
	for p := SeeLive; p <= Administer; p <<= 1 {
		if !Administrator.May(p) || !Whole().May(p) {
			t.Errorf("administrators do not have permission %b", p)
		}
		if (Grant{}).May(p) || Role("boss").May(p) {
			t.Errorf("who has no role has permission %b", p)
		}
	}
	if (Grant{}).May(None) || !(Grant{Roles: []Role{Wallboard}}).May(None) {
		t.Error("what needs a role and no permission is open to whoever has a role, and to nobody else")
	}
	for role, never := range map[Role]Permission{
		Wallboard: SeeContacts, Auditor: SeeCustomers, Analyst: SeeCustomers, Agent: SeeOthers, Supervisor: ChangeSettings,
	} {
		if role.May(never) {
			t.Errorf("%s has permission %b", role, never)
		}
	}
	if got := Whole().Permissions(); len(got) != 14 || got[0] != "live" || got[13] != "administration" {
		t.Errorf("administrators may %v", got)
	}
	if got := (Grant{}).Permissions(); got == nil || len(got) > 0 {
		t.Errorf("who has no role may %v", got)
	}
	for p := None; p <= Administer; p = max(1, p<<1) {
		if Provisioner.May(p) {
			t.Errorf("a directory has permission %b", p)
		}
	}
	if !Provisioner.May(Provision) || Whole().May(Provision) || slices.Contains(Roles(), Provisioner) {
		t.Error("who there is may be said by directories, by all of them, and by nobody else")
	}
	if _, err := ParseRole("provisioner"); err == nil {
		t.Error("people can have the role of a directory")
	}
	if err := (Grant{Roles: []Role{Provisioner}}).Check(); err == nil {
		t.Error("a rule can give the role of a directory")
	}
	two := Grant{Roles: []Role{Wallboard, Auditor}}
	if !two.May(SeeLive) || !two.May(SeeContacts) {
		t.Error("two roles may not do what each of them may")
	}
}

func TestAChangedFileCountsSoonAndAWrongOneDoesNot(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "access.json")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, now, now); err != nil {
			t.Fatal(err)
		}
	}
	var log strings.Builder
	write(`{"version":1,"rules":[{"roles":["analyst"]}]}`)
	file, err := OpenFile(name, func() time.Time { return now }, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	wantRole := func(when string, want Role) {
		t.Helper()
		if got, _ := file.Rules().Grant(Person{}); !slices.Equal(got.Roles, []Role{want}) {
			t.Errorf("%s: %v, want %s", when, got.Roles, want)
		}
	}
	wantRole("at first", Analyst)
	for _, step := range []struct {
		text string
		want Role
	}{
		{`{"version":1,"rules":[{"roles":["auditor"]}]}`, Auditor},
		{`{"version":1,"rules":[{"roles":["boss"]}]}`, Auditor},
		{`{"version":1,"rules":[{"roles":["wallboard"]}]}`, Wallboard},
	} {
		now = now.Add(lookEvery)
		write(step.text)
		wantRole(step.text, step.want)
		now = now.Add(lookEvery)
		wantRole(step.text+" later", step.want)
	}
	if n := strings.Count(log.String(), "cannot be read"); n != 1 {
		t.Errorf("the wrong file was told of %d times, want once:\n%s", n, &log)
	}
	if _, err := OpenFile(name+"x", time.Now, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a file that is missing is no error at the start")
	}
}

func TestARoleIsUsedWhereItsAddressesAre(t *testing.T) {
	t.Parallel()
	directory := parsed(t, `{"version":1,"addresses":{"provisioner":["10.1.0.0/16"]},"rules":[]}`)
	for from, want := range map[string]bool{"10.1.0.1": true, "10.2.0.1": false} {
		if got := directory.At(Grant{Roles: []Role{Provisioner}}, netip.MustParseAddr(from)); got.May(Provision) != want {
			t.Errorf("a directory at %s: %v", from, got.Roles)
		}
	}
	r := parsed(t, `{"version":1,"addresses":{"administrator":["10.1.0.0/16","203.0.113.7","2001:db8::/32"],"auditor":["10.2.0.9/16"]},"rules":[]}`)
	for from, want := range map[string]string{
		"10.1.255.255": "[administrator analyst]", "::ffff:10.1.2.3": "[administrator analyst]", "203.0.113.7": "[administrator analyst]", "203.0.113.8": "[analyst]",
		"10.2.0.1": "[analyst auditor]", "2001:db8:1::1": "[administrator analyst]", "2001:db9::1": "[analyst]", "": "[analyst]",
	} {
		address, _ := netip.ParseAddr(from)
		g := Grant{Roles: []Role{Administrator, Analyst, Auditor}, Limits: map[metric.Dimension][]string{"queue": {"Sales"}}}
		got := r.At(g, address)
		if fmt.Sprint(got.Roles) != want || len(got.Limits) != 1 || len(g.Roles) != 3 {
			t.Errorf("%q: %v, want %s", from, got, want)
		}
	}
	var none *Rules
	if got := none.At(Whole(), netip.Addr{}); !got.Equal(Whole()) {
		t.Errorf("without rules: %v", got)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"boss":["10.0.0.0/8"]}`:              "no role",
		`{"administrator":[]}`:                 "has none",
		`{"administrator":["10.0.0"]}`:         "such as 10.0.3.0/24",
		`{"administrator":["10.0.0.0/33"]}`:    "such as 10.0.3.0/24",
		`{"administrator":["office.example"]}`: "such as 10.0.3.0/24",
		`{"administrator":["fe80::1%eth0"]}`:   "such as 10.0.3.0/24",
	} {
		if _, err := Parse([]byte(`{"version":1,"addresses":` + text + `,"rules":[]}`)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
