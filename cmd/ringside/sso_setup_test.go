package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sim/identitycenter"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

const (
	ssoInstance    = "arn:aws:connect:eu-central-1:123456789012:instance/12345678-1234-1234-1234-123456789012"
	ssoApplication = "arn:aws:sso::111122223333:application/ssoins-1111111111111111/apl-2222222222222222"
)

// ssoHouse is an instance without a floor, with one user.
type ssoHouse struct{}

func (ssoHouse) Directory() sim.Directory {
	return sim.Directory{
		InstanceARN: ssoInstance, Alias: "acme", Profiles: []sim.ProfileEntry{{ARN: ssoInstance + "/routing-profile/basic", Name: "Basic Routing Profile"}},
		Users: []sim.UserEntry{{ARN: ssoInstance + "/agent/1", Login: "kim@example.com", First: "Minjun", Last: "Kim", Profile: ssoInstance + "/routing-profile/basic"}},
	}
}

func (ssoHouse) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// ssoCloud is Amazon Connect and IAM Identity Center at one address, to which the SDK is sent by its variables.
func ssoCloud(t *testing.T) *identitycenter.Centre { return ssoCloudBeside(t, http.NotFoundHandler()) }

// ssoCloudBeside has something for IAM and STS, too.
func ssoCloudBeside(t *testing.T, account http.Handler) *identitycenter.Centre {
	t.Helper()
	centre := &identitycenter.Centre{
		Instance: "arn:aws:sso:::instance/ssoins-1111111111111111", Store: "d-1234567890", Account: "111122223333",
		Applications: map[string]string{ssoApplication: "Amazon Connect"},
		People: []identitycenter.Person{
			{ID: "user-kim", UserName: "kim", Given: "Minjun", Family: "Kim", Email: "Kim@example.com"},
			{ID: "user-ada", UserName: "ada", Given: "Ada", Family: "Lovelace", Email: "ada@example.com"},
		},
		Groups: []identitycenter.Group{{ID: "group-agents", Name: "Agents", Members: []string{"user-ada"}}},
	}
	o := connectapi.Options{Centre: ssoHouse{}, Key: "key", Secret: "topsecret"}
	if simulated, is := account.(*iam.Account); is {
		o.Given = givenBy(simulated)
	}
	connect := connectapi.New(o)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("X-Amz-Target") != "":
			centre.ServeHTTP(w, r)
		case strings.Contains(r.Header.Get("Authorization"), "/connect/aws4_request"):
			connect.ServeHTTP(w, r)
		default:
			account.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "topsecret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_PROFILE": "",
	} {
		t.Setenv(name, value)
	}
	return centre
}

// ssoRun runs ringside sso; nothing that it prints may hold the secret.
func ssoRun(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	s := session{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs}
	code = run(s, append([]string{"sso"}, args...))
	if strings.Contains(out.String()+errs.String(), "topsecret") {
		t.Errorf("the secret is printed by %q", args)
	}
	return out.String(), errs.String(), code
}

func TestSSOPlanIsHandedOverAndAppliedWhereTheOtherPartIs(t *testing.T) {
	centre := ssoCloud(t)
	handed := filepath.Join(t.TempDir(), "sso.json")
	stdout, stderr, code := ssoRun(t, "plan", "--instance", ssoInstance, "--landing", "workspace", "--part", "identity-center", "--assign", "group:Agents", "--save", handed)
	for _, want := range []string{
		"  as it shall be application Amazon Connect\n+ create assignment group:Agents\n",
		"    Application start URL:\n      (leave empty)\n",
		"    Relay state:\n      https://eu-central-1.console.aws.amazon.com/connect/federate/12345678-1234-1234-1234-123456789012?destination=%2Fagent-app-v2\n",
		"    https://aws.amazon.com/SAML/Attributes/Role (format unspecified):\n      arn:aws:iam::123456789012:role/AmazonConnectSignIn,arn:aws:iam::123456789012:saml-provider/AmazonConnect\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	if code != exitIncomplete || len(centre.Assigned(ssoApplication)) > 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}

	for range 2 { // the second run finds nothing to do
		stdout, stderr, code = ssoRun(t, "apply", "--from", handed, "--part", "identity-center", "--format", "json")
		var left setup.Plan
		if err := json.Unmarshal([]byte(stdout), &left); err != nil || code != exitOK || len(left.Steps) != 2 || left.Steps[1].Action != setup.Keep {
			t.Errorf("exit %d, %v: %s%s", code, err, stdout, stderr)
		}
	}
	_, stderr, code = ssoRun(t, "apply", "--from", handed, "--part", "identity-center", "--assign", "user:ada")
	if got := strings.Join(centre.Assigned(ssoApplication), " "); code != exitOK || got != "group-agents user-ada" {
		t.Errorf("exit %d, assigned %s: %s", code, got, stderr)
	}
}

func TestSSOPlanRefusesWhatCannotBe(t *testing.T) {
	ssoCloud(t)
	other := filepath.Join(t.TempDir(), "other.json")
	if err := os.WriteFile(other, []byte(`{"colour": "red"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"name the instance by its ARN": {"plan"},
		"no ARN of an Amazon Connect":  {"plan", "--instance", "acme"},
		"was not written by --save":    {"apply", "--from", other},
		"names the instance already":   {"apply", "--from", other, "--instance", ssoInstance},
		"metadata cannot be read":      {"apply", "--instance", ssoInstance, "--metadata", "nowhere.xml"},
		"name one directory":           {"users", "--instance", ssoInstance, "--rules", rosterRules(t)},
		"--instance acme":              {"users", "--instance", "acme"},
		"--rules FILE says":            {"users", "--instance", ssoInstance},
	} {
		if _, stderr, code := ssoRun(t, args...); code != exitUsage && code != exitFailed || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit %d, %s", args, code, stderr)
		}
	}
}

// TestSSOPlanSaysWhatTheUsersAreCalled has one user, kim@example.com.
func TestSSOPlanSaysWhatTheUsersAreCalled(t *testing.T) {
	ssoCloudBeside(t, iam.New(iam.Options{Number: "123456789012", Key: "key", Secret: "topsecret"}))
	people := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(people, []byte("username,email\nkim@example.com,minjun@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	if _, stderr, code := ringside(t, "idp", "import", people, "--data", data); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, c := range []struct{ args, want string }{
		{"--own --data " + data, "kim@example.com (user name): the sign-in sends another attribute of this person: \"minjun@example.com\"\n"},
		{"", "Logins: the sign-in sends the e-mail address.\n  Users: 1; the logins look like what the sign-in sends"},
		{"--login windows_name", "take --login email.\n"},
		{"--people " + people, "take --login user_name.\n    0 of the logins are somebody's e-mail address\n"},
		{"--people " + people, "kim@example.com (user name): the sign-in sends another attribute of this person: \"minjun@example.com\"\n"},
		{"--identity-store", "kim@example.com: the sign-in sends \"Kim@example.com\": the same but for capital letters\n"},
	} {
		stdout, stderr, code := ssoRun(t, append([]string{"plan", "--instance", ssoInstance}, strings.Fields(c.args)...)...)
		if code != exitIncomplete || !strings.Contains(stdout, c.want) {
			t.Errorf("%s: exit %d, %s\n%s", c.args, code, stderr, stdout)
		}
	}
	stdout, _, _ := ssoRun(t, "plan", "--instance", ssoInstance, "--people", people, "--format", "json")
	var plan setup.Plan
	if err := json.Unmarshal([]byte(stdout), &plan); err != nil || plan.Logins.Missed != 1 || plan.Logins.Named[0].Attributes[0] != roster.UserName {
		t.Errorf("%v: %s", err, stdout)
	}
}

func rosterRules(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "rules.yaml")
	rules := "login: email\nrules:\n  - {group: Agents, security_profiles: [Agent], routing_profile: Basic Routing Profile}\n"
	if err := os.WriteFile(name, []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSSOUsersAreComparedThenMadeThenLeftAlone(t *testing.T) {
	ssoCloud(t)
	args := []string{"users", "--instance", ssoInstance, "--identity-store", "--rules", rosterRules(t)}
	dry, stderr, code := ssoRun(t, args...)
	for _, want := range []string{
		`Kim@example.com  email  blocked  Amazon Connect has "kim@example.com": the same but for capital letters`,
		`ada@example.com  email  create`, "email         0      1                      1",
	} {
		if !strings.Contains(dry, want) {
			t.Errorf("no %q in\n%s", want, dry)
		}
	}
	if code != exitIncomplete {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if again, _, _ := ssoRun(t, args...); again != dry {
		t.Errorf("the dry run changed something:\n%s", again)
	}
	if _, stderr, code := ssoRun(t, append(args, "--apply")...); code != exitIncomplete || !strings.Contains(stderr, "1 of 1 users done") {
		t.Errorf("exit %d: %s", code, stderr) // one is still blocked
	}
	if after, stderr, _ := ssoRun(t, append(args, "--apply")...); strings.Contains(after, "ada@example.com") || !strings.Contains(stderr, "0 of 0") {
		t.Errorf("the second run: %s%s", after, stderr)
	}
}

// TestSSOUsersTakesOurOwnDirectory compares the people of the data folder, and the list of them, with the users: who is disabled is none.
func TestSSOUsersTakesOurOwnDirectory(t *testing.T) {
	ssoCloud(t)
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "people.csv")
	people := "username,email,givenName,familyName,groups\nada,ada@example.com,Ada,Lovelace,Agents\nkim,Kim@example.com,Kim,Lee,Agents\ngone,gone@example.com,Gone,Girl,Agents\n"
	if err := os.WriteFile(file, []byte(people), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append(args, "--data", data)...)
		if code != exitOK {
			t.Fatalf("%q: exit %d, %s", args, code, stderr)
		}
		return stdout
	}
	do("idp", "import", file)
	do("user", "disable", "gone")
	args := []string{"users", "--instance", ssoInstance, "--rules", rosterRules(t)}
	own, stderr, code := ssoRun(t, append(args, "--own", "--data", data)...)
	for _, want := range []string{"ada@example.com   email  create", "Kim@example.com   email  blocked", "gone@example.com  email  left     disabled in the directory"} {
		if !strings.Contains(own, want) {
			t.Errorf("no %q in\n%s", want, own)
		}
	}
	if code != exitIncomplete {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if err := os.WriteFile(file, []byte(do("idp", "people", "--format", "csv")), 0o600); err != nil {
		t.Fatal(err)
	}
	if listed, stderr, _ := ssoRun(t, append(args, "--people", file)...); listed != own {
		t.Errorf("by the list it is otherwise: %s\n%s", stderr, listed)
	}
	if _, stderr, code := ssoRun(t, append(args, "--own", "--identity-store")...); code != exitUsage || !strings.Contains(stderr, "name one directory") {
		t.Errorf("two directories: exit %d, %s", code, stderr)
	}
}

// TestSSOUsersTakesNobodyAwayUnlessItIsSaid has a user whom Ringside did not make, and whose person is disabled.
func TestSSOUsersTakesNobodyAwayUnlessItIsSaid(t *testing.T) {
	ssoCloud(t)
	people := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(people, []byte("email,first name,last name,active\nkim@example.com,Minjun,Kim,false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	users := func(args ...string) string {
		t.Helper()
		stdout, stderr, code := ssoRun(t, append([]string{"users", "--instance", ssoInstance, "--people", people, "--rules", rosterRules(t)}, args...)...)
		return fmt.Sprintf("exit %d\n%s%s", code, stdout, stderr)
	}
	for _, c := range []struct{ args, want string }{
		{"", "exit 0\n"},
		{"--gone strip", "stripped_security_profile"},
		{"--gone delete --apply", "0 of 0 users done"},
		{"--gone delete --gone-too others", "delete  disabled in the directory"},
		{"--gone delete --gone-too others --apply", "1 of 1 users done"},
		{"--gone delete --gone-too others,missing --apply", "0 of 0 users done"},
	} {
		if got := users(strings.Fields(c.args)...); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in %s", c.args, c.want, got)
		}
	}
}

func TestFileOfFactsIsReadableByItsOwnerAlone(t *testing.T) {
	ssoCloud(t)
	name := filepath.Join(t.TempDir(), "sso.json")
	if _, stderr, code := ssoRun(t, "plan", "--instance", ssoInstance, "--part", "identity-center", "--save", name, "--facts-out", name+".facts"); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, name := range []string{name, name + ".facts"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

// TestSSOJourneyOnMoto goes the whole way: nothing is there, it is set up, and a sign-in that was captured is judged by what AWS
// has then. The message is of another provider and role, and says so only where it should.
func TestSSOJourneyOnMoto(t *testing.T) {
	ssoCloudBeside(t, httputil.NewSingleHostReverseProxy(mototest.Start(t)))
	folder := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	metadata, handed := file("metadata.xml", samltest.Metadata(samltest.Keys().Ours)), filepath.Join(folder, "sso.json")
	message := file("message.txt", samltest.Recipe{Replace: []string{
		samltest.RoleARN, "arn:aws:iam::123456789012:role/cc/acme-SignIn", samltest.ProviderARN, "arn:aws:iam::123456789012:saml-provider/acme-Portal",
	}}.Field(t))
	plan := []string{
		"plan", "--instance", ssoInstance, "--name-prefix", "acme-", "--role-name", "SignIn", "--provider-name", "Portal", "--role-path", "/cc/", "--save", handed,
	}
	stdout, stderr, code := ssoRun(t, append(plan, "--metadata", metadata)...)
	if code != exitIncomplete || !strings.Contains(stdout, "+ create role arn:aws:iam::123456789012:role/cc/acme-SignIn\n") {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	if stdout, _, _ := ssoRun(t, "verify", message, "--at", "issue", "--from", handed); !strings.Contains(stdout, "whether the role trusts the message") {
		t.Errorf("before there is anything: %s", stdout)
	}
	if stdout, stderr, code := ssoRun(t, "apply", "--from", handed); code != exitOK || strings.Count(stderr, "done: ") != 4 || !strings.Contains(stdout, "Nothing is left to do.") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	if stdout, stderr, code := ssoRun(t, "apply", "--from", handed); code != exitOK || strings.Contains(stderr, "done: ") {
		t.Errorf("the second run: exit %d: %s%s", code, stdout, stderr)
	}
	// All is well but for the person, whom the instance has not.
	stdout, stderr, code = ssoRun(t, "verify", message, "--at", "issue", "--from", handed)
	if code != exitIncomplete || !strings.HasPrefix(stdout, "1 fault in ") || !strings.Contains(stdout, "CON-USER-MISSING") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}
