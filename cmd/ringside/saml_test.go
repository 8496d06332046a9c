package main

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/trusted"
)

var agreeLine = regexp.MustCompile(`ringside saml agree corp ([0-9a-f]{64})`)

// fromPortal brings the server what an identity provider's portal sends, signed by a key; it returns the status.
func (s *server) fromPortal(t *testing.T, key samltest.Key, id string) int {
	t.Helper()
	message := samltest.Recipe{Key: key, At: time.Now().UTC().Truncate(time.Second), Replace: samltest.ForUs(` InResponseTo="`+samltest.Request+`"`, "", "_r1c9f", "_r"+id, "_a77b2", "_a"+id)}
	form := url.Values{"SAMLResponse": {message.Field(t)}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/saml/acs", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "ringside.example.org"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Body.Close()
	return w.StatusCode
}

// An identity provider is added, and its key changed, by the command line beside a server and through it, without a restart.
func TestIdentityProvidersAreKeptOnTheCommandLine(t *testing.T) {
	t.Parallel()
	data, keys := t.TempDir(), samltest.Keys()
	s := startServer(t, data, "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	order := func(want int, args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append([]string{"saml"}, args...)...)
		if code != want {
			t.Fatalf("saml %q: exit %d, %s%s", args, code, stdout, stderr)
		}
		return stdout + stderr
	}
	said := order(exitOK, "add", "corp", metadataFile(t), "--idp-initiated", "--clock-skew", "90", "--data", data)
	found := agreeLine.FindStringSubmatch(said)
	if found == nil || !strings.Contains(said, trusted.Fingerprint(keys.Ours.Certificate.Raw)) || !strings.Contains(said, "IdP-initiated sign-in allowed") || !strings.Contains(said, "clock skew 1m30s") {
		t.Fatalf("%s", said)
	}
	if text := order(exitUsage, "agree", "corp", strings.Repeat("0", 64), "--data", data); !strings.Contains(text, "not what was shown") {
		t.Errorf("another digest: %s", text)
	}
	order(exitOK, "agree", "corp", found[1], "--data", data)
	number := 0
	if !until(20*time.Second, func() bool {
		number++
		return s.fromPortal(t, keys.Ours, string(rune('a'+number%26))+base64.RawURLEncoding.EncodeToString([]byte{byte(number)})) == http.StatusSeeOther
	}) {
		t.Fatalf("nobody is let in: %s", s.logs.String())
	}
	token, _, _ := ringside(t, "token", "create", "test", "--role", "administrator", "--data", data)
	through := []string{"--server", s.url, "--token", strings.TrimSpace(token)}
	certificate := filepath.Join(t.TempDir(), "next.pem")
	text := "-----BEGIN CERTIFICATE-----\n" + base64.StdEncoding.EncodeToString(keys.Next.Certificate.Raw) + "\n-----END CERTIFICATE-----\n"
	if err := os.WriteFile(certificate, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if said = order(exitOK, append([]string{"pin", "corp", certificate}, through...)...); !strings.Contains(said, "NEW KEY "+trusted.Fingerprint(keys.Next.Certificate.Raw)) {
		t.Errorf("%s", said)
	}
	status := s.fromPortal(t, keys.Next, "waits")
	if status != http.StatusForbidden || !until(10*time.Second, func() bool { return strings.Contains(s.logs.String(), "code=SIG-KEY-ROTATED") }) {
		t.Errorf("a key that waits: %d %s", status, s.logs.String())
	}
	if found = agreeLine.FindStringSubmatch(said); found == nil {
		t.Fatal(said)
	}
	order(exitOK, append([]string{"agree", "corp", found[1]}, through...)...)
	if status := s.fromPortal(t, keys.Next, "counts"); status != http.StatusSeeOther {
		t.Errorf("the next key: %d %s", status, s.logs.String())
	}
	if said = order(exitOK, append([]string{"show", "corp"}, through...)...); strings.Count(said, "signed last on") != 2 {
		t.Errorf("%s", said)
	}
	if said = order(exitOK, append([]string{"set", "corp", "--no-idp-initiated", "--allow-sha1"}, through...)...); !strings.Contains(said, "WARNING: SHA-1") || strings.Contains(said, "IdP-initiated") {
		t.Errorf("%s", said)
	}
	if status := s.fromPortal(t, keys.Next, "unasked"); status != http.StatusForbidden {
		t.Errorf("from a portal, which may no longer be: %d", status)
	}
	if said = order(exitOK, append([]string{"list", "--format", "csv"}, through...)...); !strings.Contains(said, "corp,counts,"+samltest.EntityID+",2,2035-01-01,paste") {
		t.Errorf("%s", said)
	}
	if said = order(exitOK, "remove", "corp", "--data", data); !strings.Contains(said, "not there any more") {
		t.Errorf("%s", said)
	}
	log, _, _ := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2199-01-01", "--format", "csv", "--data", data)
	for _, want := range []string{",command line,", ",add_identity_provider,corp", ",agree_identity_provider,corp", ",bring_identity_provider,corp", ",change_identity_provider,", ",remove_identity_provider,corp"} {
		if !strings.Contains(log, want) {
			t.Errorf("the audit log has no %s: %s", want, log)
		}
	}
}

func TestOurOwnKeyIsChangedOnTheCommandLine(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	order := func(want int, args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append(append([]string{"saml", "key"}, args...), "--data", data)...)
		if code != want {
			t.Fatalf("saml key %q: exit %d, %s%s", args, code, stdout, stderr)
		}
		return stdout + stderr
	}
	if said := order(exitFailed, "next"); !strings.Contains(said, "no key yet") {
		t.Errorf("%s", said)
	}
	s := startServer(t, data, "--public-url", "https://ringside.example.org")
	published := func(times int) func() bool {
		return func() bool {
			_, _, text := s.asked(t, "/saml/metadata")
			return strings.Count(text, "<ds:X509Certificate>") == times
		}
	}
	if !published(2)() {
		t.Fatal("our metadata lack the key, though nobody signs in by SAML yet")
	}
	stages := func() map[string]string {
		found := map[string]string{}
		for line := range strings.Lines(order(exitOK, "list", "--format", "csv")) {
			stage, rest, _ := strings.Cut(line, ",")
			found[stage], _, _ = strings.Cut(rest, ",")
		}
		return found
	}
	before := stages()["active"]
	order(exitUsage, "turn")
	order(exitOK, "next", "--public-url", "https://ringside.example.org")
	order(exitUsage, "next")
	if !until(20*time.Second, published(4)) {
		t.Fatalf("the next key is not in our metadata: %s", s.logs.String())
	}
	next := stages()["next"]
	order(exitOK, "turn")
	if now := stages(); now["active"] != next || now["old"] != before || now["next"] != "" || next == before {
		t.Errorf("%v", now)
	}
	if !until(20*time.Second, published(2)) {
		t.Fatalf("the old key is in our metadata still: %s", s.logs.String())
	}
	order(exitOK, "retire")
	order(exitUsage, "retire")
	if now := stages(); now["old"] != "" || now["active"] != next {
		t.Errorf("%v", now)
	}
}
