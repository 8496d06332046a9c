package peertest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// withKeycloak is the variable that names the folder of a Keycloak that is built for a database in memory.
const withKeycloak = "RINGSIDE_KEYCLOAK"

// Realm is the one that Keycloak has for tests.
const Realm = "acme"

// Keycloak is one that runs, and is told by its own API what to be.
type Keycloak struct {
	Address string // http://127.0.0.1:PORT
	t       testing.TB
	token   string // of its administrator
}

var listening = regexp.MustCompile(`Listening on: (http://127\.0\.0\.1:[0-9]+)`)

// StartKeycloak starts it with a realm in which there is nobody. Without the variable that names it the test is skipped.
func StartKeycloak(t testing.TB) *Keycloak {
	t.Helper()
	folder := os.Getenv(withKeycloak)
	if folder == "" {
		t.Skip("left out: Keycloak, which " + withKeycloak + " has to name (make go-test installs it)")
	}
	cmd := exec.CommandContext(t.Context(), folder+"/bin/kc.sh", "start", "--optimized", "--cache=local", //nolint:misspell // its own word
		"--http-enabled=true", "--http-host=127.0.0.1", "--http-port=0", "--hostname-strict=false")
	cmd.Env = append(os.Environ(), "KC_BOOTSTRAP_ADMIN_USERNAME=admin", "KC_BOOTSTRAP_ADMIN_PASSWORD=admin", "JAVA_OPTS_KC_HEAP=-Xms64m -Xmx512m",
		"JAVA_OPTS_APPEND=-XX:TieredStopAtLevel=1") // it runs for seconds: what optimises it takes longer than all else
	k := &Keycloak{Address: Start(t, cmd, listening)[1], t: t}
	k.logIn()
	k.Tell(http.MethodPost, "", map[string]any{"realm": Realm, "enabled": true, "sslRequired": "none"})
	return k
}

// logIn makes us its administrator.
func (k *Keycloak) logIn() {
	k.t.Helper()
	form := url.Values{"client_id": {"admin-cli"}, "grant_type": {"password"}, "username": {"admin"}, "password": {"admin"}}
	text := k.ask(http.MethodPost, "/realms/master/protocol/openid-connect/token", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Token == "" {
		k.t.Fatalf("administrator of Keycloak: %s, %v", text, err)
	}
	k.token = answer.Token
}

// Form is what is sent to Keycloak as it is.
type Form struct {
	Kind string // Content-Type
	Body []byte
}

// Tell asks something of its API below /admin/realms; it returns the answer. A text is sent as XML, a Form as it is, all else as JSON.
func (k *Keycloak) Tell(method, path string, what any) []byte {
	k.t.Helper()
	switch what := what.(type) {
	case string:
		return k.ask(method, "/admin/realms"+path, "application/xml", strings.NewReader(what))
	case Form:
		return k.ask(method, "/admin/realms"+path, what.Kind, bytes.NewReader(what.Body))
	}
	body, err := json.Marshal(what)
	if err != nil {
		k.t.Fatal(err)
	}
	return k.ask(method, "/admin/realms"+path, "application/json", bytes.NewReader(body))
}

func (k *Keycloak) ask(method, path, kind string, body io.Reader) []byte {
	k.t.Helper()
	r, err := http.NewRequestWithContext(k.t.Context(), method, k.Address+path, body)
	if err != nil {
		k.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	if k.token != "" {
		r.Header.Set("Authorization", "Bearer "+k.token)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer w.Body.Close()
	answer, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode >= 300 {
		k.t.Fatalf("Keycloak: %s %s: %s %s, %v", method, path, w.Status, answer, err)
	}
	return answer
}
