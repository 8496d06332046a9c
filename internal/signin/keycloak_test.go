package signin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// withKeycloak is the variable that names the folder of a Keycloak that is built for a database in memory.
const withKeycloak = "RINGSIDE_KEYCLOAK"

// realm is whose identity provider Keycloak is in these tests.
const realm = "acme"

// keycloak is one that runs, and is told by its own API what to be.
type keycloak struct {
	t       *testing.T
	address string
	client  http.Client
	token   string // of its administrator
}

// client is a service provider as Keycloak describes it.
type client map[string]any

var listening = regexp.MustCompile(`Listening on: (http://127\.0\.0\.1:[0-9]+)`)

// startKeycloak starts it with a realm, and one person in that.
func startKeycloak(t *testing.T) *keycloak {
	t.Helper()
	folder := os.Getenv(withKeycloak)
	if folder == "" {
		t.Skip("left out: signing in by Keycloak, which " + withKeycloak + " has to name (make go-test installs it)")
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), folder+"/bin/kc.sh", "start", "--optimized", "--cache=local", //nolint:misspell // its own word
		"--http-enabled=true", "--http-host=127.0.0.1", "--http-port=0", "--hostname-strict=false")
	cmd.Env = append(os.Environ(), "KC_BOOTSTRAP_ADMIN_USERNAME=admin", "KC_BOOTSTRAP_ADMIN_PASSWORD=admin", "JAVA_OPTS_KC_HEAP=-Xms64m -Xmx512m")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it is a shell with a child
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // there is nothing to keep
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait() // killed
	})
	k := &keycloak{t: t}
	k.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var said strings.Builder
	for lines := bufio.NewScanner(out); k.address == ""; {
		if !lines.Scan() {
			t.Fatalf("Keycloak has ended: %s", said.String())
		}
		said.WriteString(lines.Text() + "\n")
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			k.address = found[1]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // else it would wait for a reader at some time
	k.logIn()
	k.tell(http.MethodPost, "", map[string]any{"realm": realm, "enabled": true, "sslRequired": "none", "users": []any{map[string]any{
		"username": person, "enabled": true, "email": person, "emailVerified": true, "firstName": "Bob", "lastName": "Qwrtz",
		"credentials": []any{map[string]any{"type": "password", "value": "password", "temporary": false}},
	}}})
	return k
}

// logIn makes us its administrator.
func (k *keycloak) logIn() {
	k.t.Helper()
	text, _ := send(k.t, &k.client, http.MethodPost, k.address+"/realms/master/protocol/openid-connect/token", url.Values{
		"client_id": {"admin-cli"}, "grant_type": {"password"}, "username": {"admin"}, "password": {"admin"},
	})
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil || answer.Token == "" {
		k.t.Fatalf("administrator of Keycloak: %s, %v", text, err)
	}
	k.token = answer.Token
}

// tell asks something of its API below /admin/realms; it returns the answer. A text is sent as XML, all else as JSON.
func (k *keycloak) tell(method, path string, what any) []byte {
	k.t.Helper()
	kind := "application/json"
	body, err := json.Marshal(what)
	if text, isText := what.(string); isText {
		body, kind = []byte(text), "application/xml"
	}
	if err != nil {
		k.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(k.t.Context(), method, k.address+"/admin/realms"+path, bytes.NewReader(body))
	if err != nil {
		k.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+k.token)
	r.Header.Set("Content-Type", kind)
	w, err := k.client.Do(r)
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

// metadata is what Keycloak says of itself.
func (k *keycloak) metadata() []Metadata {
	k.t.Helper()
	text, _ := send(k.t, &k.client, http.MethodGet, k.address+"/realms/"+realm+"/protocol/saml/descriptor", nil)
	return []Metadata{{Text: []byte(text)}}
}

// site opens a site for which Keycloak vouches, and registers it there by its own metadata.
func (k *keycloak) site(t *testing.T) *site {
	t.Helper()
	s := openWith(t, k.metadata())
	s.today()
	own := s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text
	var described client
	if err := json.Unmarshal(k.tell(http.MethodPost, "/"+realm+"/client-description-converter", own), &described); err != nil {
		t.Fatal(err)
	}
	k.tell(http.MethodPost, "/"+realm+"/clients", described)
	return s
}

// set changes attributes of a site's registration.
func (k *keycloak) set(s *site, attributes map[string]string) {
	k.t.Helper()
	k.change(s, func(c client) {
		all, _ := c["attributes"].(map[string]any)
		for name, value := range attributes {
			all[name] = value
		}
	})
}

// change changes a site's registration.
func (k *keycloak) change(s *site, change func(client)) {
	k.t.Helper()
	var found []client
	list := k.tell(http.MethodGet, "/"+realm+"/clients?clientId="+url.QueryEscape(s.provider.entityID()), nil)
	if err := json.Unmarshal(list, &found); err != nil || len(found) != 1 {
		k.t.Fatalf("%d registrations, %v", len(found), err)
	}
	change(found[0])
	k.tell(http.MethodPut, fmt.Sprintf("/%s/clients/%s", realm, found[0]["id"]), found[0])
}
