package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// metadataFile is what an identity provider publishes, as a file.
func metadataFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "idp.xml")
	if err := os.WriteFile(path, []byte(samltest.Metadata(samltest.Keys().Ours)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestServeWithSignInKeepsStrangersOutAndDoorsOpen(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir(), "--saml-idp-metadata", metadataFile(t), "--public-url", "https://ringside.example.org")
	ask := func(path string, header ...string) (status int, location, text string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "ringside.example.org" // as the proxy passes it on
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Body.Close()
		body, err := io.ReadAll(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		return w.StatusCode, w.Header.Get("Location"), string(body)
	}
	for _, path := range []string{"/api/v1/panels", "/api/v1/live", "/api/openapi.json", "/metrics", "/", "/assets/x.js"} {
		if status, _, text := ask(path); status != http.StatusUnauthorized || !strings.Contains(text, `"status":401`) {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	if status, _, _ := ask("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d", status)
	}
	if status, to, _ := ask("/queues", "Sec-Fetch-Mode", "navigate"); status != http.StatusSeeOther || to != "/saml/login?return=%2Fqueues" {
		t.Errorf("a page: %d to %s", status, to)
	}
	if status, to, _ := ask("/saml/login?return=%2Fqueues"); status != http.StatusSeeOther || !strings.HasPrefix(to, samltest.SignOn+"&SAMLRequest=") {
		t.Errorf("sign-in: %d to %s", status, to)
	}
	if status, _, text := ask("/saml/metadata"); status != http.StatusOK || !strings.Contains(text, `Location="https://ringside.example.org/saml/acs"`) {
		t.Errorf("metadata: %d %s", status, text)
	}
	if status, err := s.deliver([]byte(`{"not":"a record"}`)); err != nil || status != http.StatusOK {
		t.Errorf("a delivery: %d, %v", status, err)
	}
}

func TestServeRefusesHalfASignIn(t *testing.T) {
	t.Parallel()
	file := metadataFile(t)
	for _, c := range []struct {
		flags []string
		code  int
		want  string
	}{
		{[]string{"--saml-idp-metadata", file}, exitUsage, "belong together"},
		{[]string{"--public-url", "https://ringside.example.org"}, exitUsage, "belong together"},
		{[]string{"--saml-idp-metadata", file, "--public-url", "http://ringside.example.org"}, exitFailed, "write https://HOST"},
		{[]string{"--saml-idp-metadata", file + "x", "--public-url", "https://ringside.example.org"}, exitFailed, "--saml-idp-metadata: open"},
	} {
		_, stderr, code := ringside(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir()}, c.flags...)...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: %d %s, want %d and %q", c.flags, code, stderr, c.code, c.want)
		}
	}
}
