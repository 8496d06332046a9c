package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// scimPython names a Python that has what internal/scim/testdata/requirements.txt lists. Where it is promised, it must be there.
const scimPython = "RINGSIDE_SCIM_PYTHON"

// provisioner is a program that provisions people to a server.
type provisioner struct {
	t             *testing.T
	python        string
	server, token string
}

// do runs a command of scim2-cli, which wants an exit code of 0 for a success.
func (d provisioner) do(fails bool, args ...string) string {
	d.t.Helper()
	cmd := exec.CommandContext(d.t.Context(), d.python, append([]string{"-c", "from scim2_cli import cli; cli()", "--url", d.server + "/scim/v2"}, args...)...)
	cmd.Env = append(os.Environ(), "SCIM_CLI_HEADERS=Authorization: Bearer "+d.token)
	out, err := cmd.CombinedOutput()
	if (err != nil) != fails {
		d.t.Errorf("scim %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func TestADirectoryProvisionsPeople(t *testing.T) {
	t.Parallel()
	python := os.Getenv(scimPython)
	if python == "" {
		t.Skip("left out: scim2-cli and scim2-tester, which make go-test installs")
	}
	data := t.TempDir()
	s := startServer(t, data, "--public-url", "https://ringside.example.org", "--identity-provider")
	token, stderr, code := ringside(t, "token", "create", "entra", "--role", "provisioner", "--days", "30", "--data", data)
	if code != exitOK {
		t.Fatalf("token create: exit %d, %s", code, stderr)
	}
	d := provisioner{t, python, s.url, strings.TrimSpace(token)}

	said := d.do(false, "test")
	if passed := strings.Count(said, "SUCCESS "); passed < 60 {
		t.Errorf("scim2-tester has passed %d checks, want 60 or more:\n%s", passed, said)
	}
	for line := range strings.Lines(said) {
		if word, _, _ := strings.Cut(line, " "); word == "ERROR" || word == "SKIPPED" || word == "CRITICAL" || word == "COMPLIANT" || word == "DEVIATION" {
			t.Errorf("scim2-tester: %s", line)
		}
	}

	var kim, agents struct{ ID string }
	made := d.do(false, "create", "user", "--user-name", "Kim@example.org", "--name", `{"familyName":"김"}`, "--emails", `[{"value":"Kim@example.org","type":"work","primary":true}]`)
	if err := json.Unmarshal([]byte(made), &kim); err != nil {
		t.Fatalf("%v in %s", err, made)
	}
	d.do(true, "create", "user", "--user-name", "kim@EXAMPLE.org")
	d.do(true, "create", "user", "--user-name", "admin")
	made = d.do(false, "create", "group", "--display-name", "상담사", "--members", `[{"value":"`+kim.ID+`"}]`)
	if err := json.Unmarshal([]byte(made), &agents); err != nil {
		t.Fatalf("%v in %s", err, made)
	}
	d.do(false, "modify", "user", kim.ID, "replace", "displayName", "Kim Agent")
	if found := d.do(false, "query", "user", "--filter", `emails.value eq "kim@example.org"`); !strings.Contains(found, kim.ID) || !strings.Contains(found, "Kim Agent") {
		t.Errorf("query: %s", found)
	}
	people, _, _ := ringside(t, "idp", "people", "--data", data, "--format", "csv")
	if !strings.Contains(people, "kim@example.org,Kim@example.org,,김,상담사,active,true") {
		t.Errorf("people:\n%s", people)
	}
	for want := 1; want >= 0; want-- { // the second time the link is out
		links, _, code := ringside(t, "idp", "link", "--public-url", "https://ringside.example.org/", "--data", data, "--format", "csv")
		if code != exitOK || strings.Count(links, "kim@example.org,Kim@example.org,https://ringside.example.org/sign-in/set-up?token=") != want {
			t.Errorf("links: exit %d, want %d:\n%s", code, want, links)
		}
	}
	d.do(false, "modify", "user", kim.ID, "replace", "active", "false")
	d.do(false, "delete", "group", agents.ID)
	people, _, _ = ringside(t, "idp", "people", "--data", data, "--format", "csv")
	if !strings.Contains(people, "kim@example.org,Kim@example.org,,김,,disabled,true") {
		t.Errorf("people:\n%s", people)
	}
	if listed, _, _ := ringside(t, "token", "list", "--data", data, "--format", "csv"); !strings.Contains(listed, ",provisioner,") || strings.HasSuffix(strings.TrimSpace(listed), ",") {
		t.Errorf("the token's last use is not shown:\n%s", listed)
	}
	log, _, _ := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2199-01-01", "--action", "change_group", "--data", data)
	if verified, _, code := ringside(t, "audit", "verify", "--data", data); code != exitOK || !strings.Contains(log, "token") {
		t.Errorf("audit log: exit %d, %s\n%s", code, verified, log)
	}
	if text := s.logs.String(); strings.Contains(text, "Kim@") || strings.Contains(text, "kim@") || strings.Contains(text, d.token) {
		t.Errorf("the log names somebody:\n%s", text)
	}
}

func TestSCIMIsThereForTheIdentityProviderAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"without sign-in": {nil, http.StatusNotFound}, "off": {[]string{"--public-url", "https://ringside.example.org"}, http.StatusNotFound},
		"on": {[]string{"--public-url", "https://ringside.example.org", "--identity-provider"}, http.StatusOK},
	} {
		data := t.TempDir()
		s := startServer(t, data, c.args...)
		token, stderr, code := ringside(t, "token", "create", "okta", "--role", "provisioner", "--data", data)
		if code != exitOK {
			t.Fatalf("token create: exit %d, %s", code, stderr)
		}
		for address, want := range map[string]int{"/scim/v2/Users": c.want, "/api/v1/queues": http.StatusForbidden} {
			if name == "without sign-in" && want != c.want {
				continue
			}
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+address, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(token))
			w, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = w.Body.Close()
			if w.StatusCode != want {
				t.Errorf("%s: %s is %s, want %d", name, address, w.Status, want)
			}
		}
	}
}
