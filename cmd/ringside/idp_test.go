package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

const peopleCSV = `username,email,givenName,familyName,groups,active
Alice,Alice@example.org,Alice,Kim,leads;agents,true
bob,,Bob,Lee,agents,true
a b,x@example.org,X,Y,,true
`

func TestPeopleAndApplicationsByTheCommandLine(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte(peopleCSV), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want int, args ...string) string {
		t.Helper()
		if args[0] != "user" {
			args = append([]string{"idp"}, args...)
		}
		stdout, stderr, code := ringside(t, append(args, "--data", data)...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s", args, code, want, stderr)
		}
		return stdout + stderr
	}
	outcomes := func(text string) (all []string) {
		t.Helper()
		var bodies []importedBody
		if err := json.NewDecoder(strings.NewReader(text)).Decode(&bodies); err != nil {
			t.Fatal(err)
		}
		for _, one := range bodies {
			all = append(all, one.Account+" "+strings.Fields(one.Outcome)[0])
			if (one.Link != "") != (one.Outcome == "new" && one.Account != "") && strings.Contains(text, "token=") {
				t.Errorf("link of %s: %q", one.Account, one.Link)
			}
		}
		return all
	}
	is := func(got []string, want ...string) {
		t.Helper()
		if strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("%v, want %v", got, want)
		}
	}
	if got := do(exitIncomplete, "import", file, "--dry-run"); !strings.Contains(got, "groups that are new: agents, leads") {
		t.Errorf("a misspelt group would pass unseen: %s", got)
	}
	is(outcomes(do(exitIncomplete, "import", file, "--format", "json", "--dry-run")), "alice new", "bob new", "a b name")
	is(outcomes(do(exitIncomplete, "import", file, "--format", "json")), "alice new", "bob new", "a b name")
	is(outcomes(do(exitIncomplete, "import", file, "--format", "json")), "alice same", "bob same", "a b name")
	changed := strings.NewReplacer("bob,,Bob,Lee,agents,true", "bob,,Bob,Lee,,false", "Kim,leads;agents", "Kim,leads", "a b,x@example.org,X,Y,,true\n", "").Replace(peopleCSV)
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	is(outcomes(do(exitOK, "import", file, "--format", "json")), "alice changed", "bob disabled")

	if got := do(exitOK, "link", "--format", "csv"); strings.Contains(got, "token=") {
		t.Errorf("links for those who have one, or are disabled: %s", got)
	}
	if got := do(exitOK, "link", "alice", "--public-url", "https://ringside.example.org"); !strings.Contains(got, "https://ringside.example.org/sign-in/set-up?token=") {
		t.Errorf("a link for alice: %s", got)
	}
	do(exitFailed, "link", "alice", "bob")
	do(exitOK, "connect", "seoul", "--instance", "arn:aws:connect:ap-northeast-2:111122223333:instance/12345678-1234-1234-1234-123456789012", "--role", "F", "--provider", "R")
	do(exitFailed, "connect", "wrong", "--instance", "arn:aws:connect:ap-northeast-2:1:instance/1", "--role", "F", "--provider", "R")
	if got := do(exitIncomplete, "preview", "seoul", "alice"); !strings.Contains(got, "IDP-ASSIGNED") {
		t.Errorf("before anybody is assigned: %s", got)
	}
	if got := do(exitFailed, "assign", "seoul", "--group", "laeds"); !strings.Contains(got, "no such group: laeds") || !strings.Contains(got, "ringside idp group add") {
		t.Errorf("a misspelt group: %s", got)
	}
	do(exitFailed, "person", "bob", "--group", "laeds")
	do(exitOK, "group", "add", "night shift")
	do(exitFailed, "group", "add", "leads")
	do(exitOK, "group", "change", "night shift", "--put", "alice", "--put", "bob", "--take", "alice")
	do(exitFailed, "group", "change", "night shift", "--put", "nobody")
	do(exitFailed, "group", "change", "laeds", "--put", "bob")
	do(exitUsage, "group", "change", "night shift")
	do(exitOK, "assign", "seoul", "--group", "leads", "--user", "bob")
	do(exitOK, "assign", "seoul", "--group", "night shift")
	if got := do(exitOK, "group", "list", "--format", "csv"); !strings.Contains(got, "leads,alice,,false,seoul\nnight shift,bob,,false,seoul\n") {
		t.Errorf("groups:\n%s", got)
	}
	do(exitOK, "group", "remove", "night shift")
	if got := do(exitOK, "list", "--format", "json"); strings.Contains(got, "night shift") {
		t.Errorf("an application is assigned to a group that is gone: %s", got)
	}
	do(exitFailed, "group", "remove", "night shift")
	if got := do(exitOK, "user", "enable", "bob"); got != "" {
		t.Error(got)
	}
	do(exitFailed, "user", "enable", "bob")
	if got := do(exitOK, "preview", "seoul", "alice"); !strings.Contains(got, "Alice@example.org") || !strings.Contains(got, "role/F,arn:aws:iam::111122223333:saml-provider/R") {
		t.Errorf("preview: %s", got)
	}
	if got := do(exitIncomplete, "preview", "seoul", "bob"); !strings.Contains(got, "IDP-EMPTY") {
		t.Errorf("without an e-mail: %s", got)
	}
	do(exitOK, "person", "bob", "--email", "bob@example.org", "--family-name", "Lee")
	do(exitOK, "preview", "seoul", "bob")
	do(exitOK, "change", "seoul", "--map", "SessionDuration=3600", "--map", "PrincipalTag:team=${user:familyName}", "--map-format", "SessionDuration=basic", "--session", "8h", "--landing", "ccp")
	if got := do(exitOK, "preview", "seoul", "bob"); !strings.Contains(got, "Attributes/PrincipalTag:team") || !strings.Contains(got, "3600") || !strings.Contains(got, "basic") {
		t.Errorf("preview: %s", got)
	}
	if got := do(exitOK, "list", "--format", "json"); !strings.Contains(got, `"session_ns":28800000000000`) || !strings.Contains(got, "destination=%2Fccp-v2") {
		t.Errorf("list: %s", got)
	}
	do(exitOK, "change", "seoul", "--unmap", "PrincipalTag:team", "--session", "0s")
	if got := do(exitOK, "preview", "seoul", "bob"); strings.Contains(got, "PrincipalTag") {
		t.Errorf("preview: %s", got)
	}
	do(exitFailed, "change", "seoul", "--map", "SessionDuration=60")
	do(exitFailed, "change", "seoul", "--unmap", "nothing")
	do(exitUsage, "change", "seoul", "--map", "nothing")
	do(exitUsage, "change", "seoul", "--relay-state", "https://example.org")
	do(exitOK, "disable", "seoul")
	do(exitIncomplete, "preview", "seoul", "bob")
	do(exitOK, "enable", "seoul")
	do(exitOK, "assign", "seoul", "--group", "leads", "--remove")
	do(exitIncomplete, "preview", "seoul", "alice")
	do(exitFailed, "key", "turn", "seoul")
	do(exitOK, "key", "next", "seoul")
	do(exitOK, "key", "turn", "seoul")
	if got := do(exitOK, "key", "list", "seoul"); strings.Count(got, "retired") != 1 || strings.Count(got, "active") != 1 {
		t.Errorf("keys:\n%s", got)
	}
	text, _, _ := ringside(t, "idp", "metadata", "seoul", "--data", data, "--public-url", "https://ringside.example.org/")
	if read, err := saml.ReadMetadata([]byte(text)); err != nil || read.Redirect != "https://ringside.example.org/idp/seoul/sso" || len(read.Certificates) != 1 {
		t.Errorf("%v: %s", err, text)
	}
	sp := filepath.Join(t.TempDir(), "sp.xml")
	if err := os.WriteFile(sp, saml.ServiceProvider{EntityID: "https://sp", Recipient: "https://sp.example.org/acs"}.Metadata(), 0o600); err != nil {
		t.Fatal(err)
	}
	do(exitOK, "add", "sp", "--name", "SP", "--sp-metadata", sp, "--map", "groups=${user:groups}")
	do(exitOK, "assign", "sp", "--user", "alice")
	if got := do(exitOK, "preview", "sp", "alice"); !strings.Contains(got, "p-") || !strings.Contains(got, "leads") {
		t.Errorf("preview: %s", got)
	}
	do(exitFailed, "add", "sp2", "--name", "SP", "--sp-metadata", sp, "--map", "x=${user:mail}")
	key, err := saml.NewKey("sp.example.org", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	locked := string(saml.ServiceProvider{EntityID: "https://sp3", Recipient: "https://sp.example.org/acs", Certificate: key.Certificate}.Metadata())
	write := func(text string, replace ...string) string {
		if err := os.WriteFile(sp, []byte(strings.NewReplacer(replace...).Replace(text)), 0o600); err != nil {
			t.Fatal(err)
		}
		return sp
	}
	do(exitOK, "renew", "sp", "--sp-metadata", write(locked, "https://sp3", "https://sp"))
	if got := do(exitOK, "preview", "sp", "alice"); !strings.Contains(got, "leads") {
		t.Errorf("mappings and whom it is for have to stay: %s", got)
	}
	do(exitOK, "add", "sp3", "--name", "SP", "--sp-metadata", write(locked))
	do(exitFailed, "renew", "sp", "--sp-metadata", sp) // of another one
	do(exitFailed, "renew", "seoul", "--sp-metadata", sp)
	write(locked, "-gcm", "-cbc")
	do(exitFailed, "add", "sp4", "--name", "SP", "--sp-metadata", sp)
	do(exitOK, "add", "sp4", "--name", "SP", "--sp-metadata", sp, "--plain")
	if got := do(exitOK, "list", "--format", "json"); strings.Count(got, `"encryption"`) != 2 {
		t.Errorf("two applications' assertions are encrypted:\n%s", got)
	}
	if got := do(exitOK, "add", "--name", "By hand", "--entity-id", "https://hand.example.org/sp", "--acs", "https://hand.example.org/acs"); got != "hand-example-org\n" {
		t.Errorf("its id is made of its entityID: %q", got)
	}
	do(exitUsage, "add", "--name", "Nothing")
	do(exitFailed, "change", "hand-example-org", "--landing", "ccp")
	const third = "arn:aws:connect:ap-northeast-2:111122223333:instance/87654321-1234-1234-1234-123456789012"
	if got := do(exitOK, "connect", "--instance", third, "--role", "F", "--provider", "R"); got != "connect-ap-northeast-2-87654321\n" {
		t.Errorf("three names are enough: %q", got)
	}
	do(exitOK, "remove", "seoul")
	do(exitFailed, "remove", "seoul")
	if got := do(exitOK, "list"); strings.Contains(got, "seoul") {
		t.Errorf("list:\n%s", got)
	}
}

func TestServeVouchesOnlyWhenSwitchedOn(t *testing.T) {
	t.Parallel()
	help, _, _ := ringside(t, "serve", "--help")
	if said := strings.Join(strings.Fields(help), " "); !strings.Contains(said, "Whoever has the keys in the data folder can then become any user of theirs.") {
		t.Error("the switch does not say what it gives away")
	}
	if _, stderr, code := ringside(t, "serve", "--identity-provider", "--data", t.TempDir()); code != exitUsage || !strings.Contains(stderr, "--public-url") {
		t.Errorf("without an address: exit %d, %s", code, stderr)
	}
	for name, c := range map[string]struct {
		args []string
		to   string
	}{"off": {nil, ""}, "on": {[]string{"--identity-provider"}, "/sign-in?return=%2Fportal"}} {
		s := startServer(t, t.TempDir(), append(c.args, "--public-url", "https://ringside.example.org")...)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/portal", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "ringside.example.org" // as the proxy passes it on
		w, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		if got := w.Header.Get("Location"); got != c.to {
			t.Errorf("%s: %s to %q, want %q", name, w.Status, got, c.to)
		}
	}
}
