package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httputil"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

// order sends an order to a server as JSON, and reads the answer.
func order(t *testing.T, s *server, method, path string, body, into any) int {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		t.Fatalf("%s %s: %d, %v", method, path, answer.StatusCode, err)
	}
	return answer.StatusCode
}

// TestSignInIsSetUpByTheServer goes the whole way by the API, on moto and the simulations, with the server's own credentials.
func TestSignInIsSetUpByTheServer(t *testing.T) {
	centre := ssoCloudBeside(t, httputil.NewSingleHostReverseProxy(mototest.Start(t)))
	s := startServer(t, t.TempDir())
	type object = map[string]any
	wish := setup.Usual(ssoInstance)
	wish.Metadata, wish.Assign = samltest.Metadata(samltest.Keys().Ours), []string{"group:Agents"}
	var now struct {
		Plan    setup.Plan    `json:"plan"`
		Job     api.SignInJob `json:"job"`
		Pending int           `json:"pending"`
	}
	if code := order(t, s, "POST", "/api/v1/sso/plan", object{"wish": wish, "look_at_identity_center": true}, &now); code != http.StatusOK || now.Pending != 5 {
		t.Fatalf("%d: %+v", code, now)
	}
	job := func(kind string) {
		t.Helper()
		if !until(time.Minute, func() bool { s.get("/api/v1/sso", &now); return now.Job.Phase != "running" }) || now.Job.Phase != "done" || now.Job.Kind != kind {
			t.Fatalf("%+v", now.Job)
		}
	}
	order(t, s, "POST", "/api/v1/sso/apply", object{"digest": now.Plan.Digest}, &now)
	job("apply")
	if !now.Plan.Finished() || len(now.Job.Taken) != 5 || strings.Join(centre.Assigned(ssoApplication), " ") != "group-agents" {
		t.Errorf("left %+v, job %+v", now.Plan.Steps, now.Job)
	}

	var found struct {
		Digest  string `json:"digest"`
		Pending int    `json:"pending"`
	}
	rules := "login: email\nrules:\n  - {group: Agents, security_profiles: [Agent], routing_profile: Basic Routing Profile}\n"
	if code := order(t, s, "POST", "/api/v1/sso/users", object{"instance": ssoInstance, "source": "identity_store", "rules": rules}, &found); code != http.StatusOK || found.Pending != 1 {
		t.Fatalf("%d: %+v", code, found)
	}
	order(t, s, "POST", "/api/v1/sso/users/apply", object{"digest": found.Digest}, &now)
	job("users")
	if s.get("/api/v1/sso/users", &found); now.Job.Done != 1 || found.Pending != 0 {
		t.Errorf("%+v, left %+v", now.Job, found)
	}

	var report api.SignInReport
	message := samltest.Recipe{}.Field(t)
	order(t, s, "POST", "/api/v1/sso/verify", object{"input": []byte(message), "at": "issue", "live": true}, &report)
	if len(report.Findings) == 0 || report.Findings[0].Code != "IAM-PROVIDER-MISSING" && report.Findings[0].Code != "IAM-ROLE-MISSING" {
		t.Errorf("with what is set up the other role of the message is not seen: %+v", report)
	}
	s.kill()
	if log := s.logs.String(); strings.Contains(log, "topsecret") || strings.Contains(log, "ada@example.com") || strings.Contains(log, samltest.Login) {
		t.Errorf("the log has a secret or a name:\n%s", log)
	}
}

// TestWhatMostWishForIsTheSameOnThePage holds the flags' defaults to what the page begins with.
func TestWhatMostWishForIsTheSameOnThePage(t *testing.T) {
	t.Parallel()
	var flags ssoPlanCommand
	parser, err := kong.New(&flags)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse([]string{"--instance", ssoInstance, "--save", filepath.Join(t.TempDir(), "sso.json")}); err != nil {
		t.Fatal(err)
	}
	got, err := flags.wish()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(setup.Usual(ssoInstance), got); diff != "" {
		t.Errorf("(- page, + flags):\n%s", diff)
	}
}
