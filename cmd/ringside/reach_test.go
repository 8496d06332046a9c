package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes a certificate for ringside.example.org and its key, and returns who believes it.
func writeCertificate(t *testing.T, folder string, serial int64) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), DNSNames: []string{"ringside.example.org"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, der []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("cert.pem", "CERTIFICATE", der)
	write("key.pem", "PRIVATE KEY", private)
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return pool
}

func TestServeSpeaksTLS(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	pool := writeCertificate(t, folder, 1)
	s := startServer(t, t.TempDir(), "--public-url", "https://ringside.example.org",
		"--tls-cert", filepath.Join(folder, "cert.pem"), "--tls-key", filepath.Join(folder, "key.pem"))
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Fatalf("ready at %s", s.url)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "ringside.example.org"}, ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	ask := func(host string) (status, major int, hsts string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/api/v1/version", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		w, err := transport.RoundTrip(r)
		if err != nil {
			t.Fatalf("%v\n%s", err, s.logs)
		}
		defer w.Body.Close()
		return w.StatusCode, w.ProtoMajor, w.Header.Get("Strict-Transport-Security")
	}
	if status, major, hsts := ask("ringside.example.org"); status != http.StatusUnauthorized || major != 2 || hsts != "max-age=31536000" {
		t.Errorf("%d by HTTP/%d, %q", status, major, hsts)
	}
	if status, _, _ := ask("evil.example"); status != http.StatusMisdirectedRequest {
		t.Errorf("by another name: %d", status)
	}
	if _, _, hsts := ask("localhost"); hsts != "" {
		t.Errorf("by the name of every machine: %q", hsts)
	}
}

func TestARenewedCertificateIsUsed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	writeCertificate(t, folder, 1)
	var log bytes.Buffer
	c := &certificate{
		certFile: filepath.Join(folder, "cert.pem"), keyFile: filepath.Join(folder, "key.pem"), log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	if err := c.read(); err != nil {
		t.Fatal(err)
	}
	serial := func() int64 {
		c.looked = time.Time{} // long ago
		pair, err := c.current(nil)
		if err != nil {
			t.Fatal(err)
		}
		return pair.Leaf.SerialNumber.Int64()
	}
	other := t.TempDir()
	writeCertificate(t, other, 2)
	for i, step := range []struct {
		file   string // that is put in place
		serial int64  // in use afterwards
	}{{"", 1}, {"cert.pem", 1}, {"key.pem", 2}} {
		if step.file != "" {
			if err := os.Rename(filepath.Join(other, step.file), filepath.Join(folder, step.file)); err != nil {
				t.Fatal(err)
			}
			later := time.Now().Add(time.Duration(i) * time.Minute)
			if err := os.Chtimes(filepath.Join(folder, step.file), later, later); err != nil {
				t.Fatal(err)
			}
		}
		if got := serial(); got != step.serial {
			t.Errorf("after %q: certificate %d, want %d", step.file, got, step.serial)
		}
	}
	if err := os.Remove(c.keyFile); err != nil {
		t.Fatal(err)
	}
	if got := serial(); got != 2 || strings.Count(log.String(), "stays in use") != 2 {
		t.Errorf("without a key: certificate %d\n%s", got, &log)
	}
}

func TestWhoMayReachRingside(t *testing.T) {
	t.Parallel()
	on := signInFlags{PublicURL: "https://ringside.example.org"}
	pair := reachFlags{TLSCert: "c", TLSKey: "k"}
	auto := reachFlags{autoFlags: autoFlags{TLSAuto: true, TLSAgreeTerms: true}}
	but := func(of reachFlags, change func(*reachFlags)) reachFlags { change(&of); return of }
	behind := reachFlags{TrustedProxy: []string{"10.0.3.7"}}
	for _, c := range []struct {
		listen string
		reach  reachFlags
		signIn signInFlags
		want   string // of the refusal; empty: none
	}{
		{"127.0.0.1:8080", reachFlags{}, signInFlags{}, ""},
		{"[::1]:8080", reachFlags{}, on, ""},
		{"localhost:8443", pair, on, ""},
		{"0.0.0.0:8443", pair, on, ""},
		{":8443", behind, on, ""},
		{"127.0.0.1:8080", behind, on, ""},
		{"0.0.0.0:8080", reachFlags{}, signInFlags{}, "only loopback"},
		{":8080", reachFlags{}, signInFlags{}, "only loopback"},
		{"ringside.local:8080", reachFlags{}, signInFlags{}, "only loopback"},
		{"0.0.0.0:8080", reachFlags{}, on, "plain text"},
		{"[::]:8080", reachFlags{}, on, "plain text"},
		{"0.0.0.0:8443", pair, signInFlags{}, "need sign-in"},
		{"127.0.0.1:8443", pair, signInFlags{}, "need sign-in"},
		{"127.0.0.1:8443", behind, signInFlags{}, "need sign-in"},
		{"0.0.0.0:8443", pair, signInFlags{PublicURL: "http://localhost"}, "https://"},
		{"0.0.0.0:8443", behind, signInFlags{PublicURL: "http://localhost"}, "https://"},
		{"0.0.0.0:8443", reachFlags{TrustedProxy: []string{"proxy"}}, on, "10.0.3.0/24"},
		{"0.0.0.0:8443", reachFlags{TrustedProxy: []string{"0.0.0.0/0"}}, on, "everybody"},
		{"8080", reachFlags{}, on, "HOST:PORT"},
		{"0.0.0.0:443", auto, on, ""},
		{"0.0.0.0:443", but(auto, func(f *reachFlags) { f.RedirectListen = "off" }), on, ""},
		{"0.0.0.0:443", but(pair, func(f *reachFlags) { f.RedirectListen = "0.0.0.0:80" }), on, ""},
		{"127.0.0.1:8080", but(behind, func(f *reachFlags) { f.RedirectListen = "0.0.0.0:80" }), on, "what would it send"},
		{"0.0.0.0:443", auto, signInFlags{}, "need sign-in"},
		{"0.0.0.0:443", auto, signInFlags{PublicURL: "http://ringside.example.org"}, "https://"},
		{"0.0.0.0:443", auto, signInFlags{PublicURL: "https://203.0.113.7"}, "a name that leads"},
		{"0.0.0.0:443", auto, signInFlags{PublicURL: "https://[2001:db8::7]:8443"}, "a name that leads"},
		{"127.0.0.1:443", auto, signInFlags{PublicURL: "https://localhost"}, "a name that leads"},
		{"0.0.0.0:443", but(auto, func(f *reachFlags) { f.TLSAgreeTerms = false }), on, "--tls-agree-terms"},
		{"0.0.0.0:443", but(auto, func(f *reachFlags) { f.TLSCert = "c" }), on, "exclude each other"},
		{"0.0.0.0:443", but(auto, func(f *reachFlags) { f.TLSDirectory = "http://ca.example.org/dir" }), on, "begins with https://"},
		{"0.0.0.0:443", but(pair, func(f *reachFlags) { f.TLSEmail = "kim@example.org" }), on, "belong to --tls-auto"},
	} {
		err := c.reach.check(c.listen, c.signIn)
		usage, isUsage := errors.AsType[exitError](err)
		if c.want == "" && err != nil || c.want != "" && (!isUsage || usage.code != exitUsage || !strings.Contains(usage.message, c.want)) {
			t.Errorf("%s %+v %+v: %v, want %q", c.listen, c.reach, c.signIn, err, c.want)
		}
	}
	if _, err := (reachFlags{TLSCert: "c"}).tls(slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a certificate without a key is taken")
	}
}

func TestPlainTextIsForProxiesAlone(t *testing.T) {
	t.Parallel()
	proxies, err := reachFlags{TrustedProxy: []string{"10.0.3.0/24", "fd00::7"}}.proxies()
	if err != nil {
		t.Fatal(err)
	}
	h := onlyProxies(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), proxies)
	for from, want := range map[string]int{
		"10.0.3.9:1": http.StatusOK, "[::ffff:10.0.3.9]:1": http.StatusOK, "[fd00::7]:1": http.StatusOK, "127.0.0.1:1": http.StatusOK,
		"[::1]:1": http.StatusOK, "10.0.4.9:1": http.StatusForbidden, "[fd00::8]:1": http.StatusForbidden, "": http.StatusForbidden,
	} {
		for path, want := range map[string]int{"/": want, "/sign-in": want, "/ingest/firehose": want, "/healthz": http.StatusOK} {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, http.NoBody)
			r.RemoteAddr = from
			r.Header.Set("X-Forwarded-For", "10.0.3.9")
			if h.ServeHTTP(w, r); w.Code != want {
				t.Errorf("%s from %q: %d, want %d", path, from, w.Code, want)
			}
		}
	}
	if got, want := proxies[0], netip.MustParsePrefix("10.0.3.0/24"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSettingsOfAnIdentityProviderAreChecked(t *testing.T) {
	given := signInFlags{PublicURL: "https://ringside.example.org", AccessRules: "x", SAMLIDPMetadata: []string{"corp=idp.xml"}}
	for want, change := range map[string]func(*signInFlags){
		"":                                       func(f *signInFlags) { f.SAMLBoth, f.SAMLSkew = []string{"corp"}, []string{"corp=180"} },
		"gives no identity provider of that":     func(f *signInFlags) { f.SAMLSHA1 = []string{"idp.xml"} },
		"no identity provider of that name":      func(f *signInFlags) { f.SAMLSkew = []string{"30"} },
		"no number of seconds":                   func(f *signInFlags) { f.SAMLSkew = []string{"corp=soon"} },
		"0 to 180 seconds":                       func(f *signInFlags) { f.SAMLSkew = []string{"corp=181"} },
		"was not asked to sign in anew: choose ": func(f *signInFlags) { f.SAMLForce, f.SAMLUnasked = []string{"corp"}, []string{"corp"} },
	} {
		flags := given
		change(&flags)
		err := flags.check()
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
	on := given
	on.SAMLFormat = []string{"corp=urn:oasis:names:tc:SAML:2.0:attrname-format:uri"}
	if s, err := on.settings("corp"); err != nil || s.AttributeFormat != "urn:oasis:names:tc:SAML:2.0:attrname-format:uri" {
		t.Errorf("%+v, %v", s, err)
	}
}
