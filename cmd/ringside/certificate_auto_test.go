package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

const autoName = "ringside.example.org"

// autoSite is a server that gets its certificate itself, as a browser finds it that believes the authority.
type autoSite struct {
	*server
	transport *http.Transport
	plain     string
}

// startAuto starts a server on a folder, which an authority finds at the two ports.
func startAuto(t *testing.T, data string, a *peertest.Pebble, secure, plain string) autoSite {
	t.Helper()
	s := start(t, "serve", "--listen", secure, "--data", data, "--public-url", "https://"+autoName, "--tls-auto", "--tls-agree-terms",
		"--tls-directory", a.Directory, "--tls-directory-root", a.DirectoryRoot, "--redirect-listen", plain)
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: a.Root}, ForceAttemptHTTP2: true, DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, secure)
		},
	}
	return autoSite{server: s, transport: transport, plain: "http://" + plain}
}

// autoAnswer is an answer without its body.
type autoAnswer struct {
	status, major int
	hsts          string
	serial        string // of the certificate
}

// asks is the answer under an address of the site.
func (s autoSite) asks(method, address string, body []byte) (autoAnswer, error) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, address, bytes.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("X-Amz-Firehose-Access-Key", testKey)
	r.Header.Set("X-Amz-Firehose-Request-Id", requestID)
	r.Header.Set("Content-Encoding", "gzip")
	w, err := s.transport.RoundTrip(r)
	if err != nil {
		return autoAnswer{}, err
	}
	defer w.Body.Close()
	return autoAnswer{w.StatusCode, w.ProtoMajor, w.Header.Get("Strict-Transport-Security"), w.TLS.PeerCertificates[0].SerialNumber.String()}, nil
}

func TestServeGetsItsCertificate(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	secure, plain := peertest.Free(t), peertest.Free(t)
	port := func(address string) int { return int(netip.MustParseAddrPort(address).Port()) }
	a := peertest.StartPebble(t, peertest.PebbleOptions{HTTPPort: port(plain), TLSPort: port(secure)})
	s := startAuto(t, data, a, secure, plain)
	first, err := s.asks(http.MethodGet, "https://"+autoName+"/api/v1/version", nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.logs)
	}
	if want := (autoAnswer{http.StatusUnauthorized, 2, "max-age=31536000", first.serial}); first != want {
		t.Errorf("%+v, want %+v", first, want)
	}
	body, err := firehoseBody([][]byte{[]byte(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := s.asks(http.MethodPost, "https://"+autoName+"/ingest/firehose", body); err != nil || answer.status != http.StatusOK {
		t.Errorf("a delivery of Firehose: %+v, %v", answer, err)
	}
	if _, err = s.asks(http.MethodGet, "https://evil.example.org/", nil); err == nil {
		t.Error("there is a certificate for another name")
	}
	onPlain, err := http.DefaultTransport.RoundTrip(httptest.NewRequestWithContext(t.Context(), http.MethodGet, s.plain+"/queues?zone=UTC", http.NoBody))
	if err != nil {
		t.Fatal(err)
	}
	onPlain.Body.Close()
	if got := onPlain.Header.Get("Location"); onPlain.StatusCode != http.StatusPermanentRedirect || got != "https://"+autoName+"/queues?zone=UTC" {
		t.Errorf("without TLS: %s to %q", onPlain.Status, got)
	}

	s.kill() // and the authority is away when it starts again
	a.Stop()
	s = startAuto(t, data, a, secure, plain)
	if answer, err := s.asks(http.MethodGet, "https://"+autoName+"/healthz", nil); err != nil || answer.status != http.StatusOK || answer.serial != first.serial {
		t.Errorf("without the authority: %+v, %v\n%s", answer, err, s.logs)
	}
	if err := s.stop(); err != nil {
		t.Errorf("it does not end well: %v\n%s", err, s.logs)
	}
}

func TestServeStartsWithoutItsCertificate(t *testing.T) {
	t.Parallel()
	nobody := "https://" + peertest.Free(t) + "/dir"
	s := startServer(t, t.TempDir(), "--public-url", "https://"+autoName, "--tls-auto", "--tls-agree-terms", "--tls-directory", nobody,
		"--redirect-listen", "off")
	if !until(patience, func() bool { return strings.Contains(s.logs.String(), "does not reach "+nobody) }) {
		t.Errorf("the log does not say why there is none\n%s", s.logs)
	}
	host := strings.TrimPrefix(s.url, "https://")
	if conn, err := tls.Dial("tcp", host, &tls.Config{InsecureSkipVerify: true, ServerName: autoName}); err == nil {
		conn.Close()
		t.Error("there is a certificate")
	}
}

func TestPortsThatCannotBeHadAreExplained(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	root := filepath.Join(t.TempDir(), "missing.pem")
	for _, c := range []struct{ flag, value, want string }{
		{"--redirect-listen", taken.Addr().String(), "--redirect-listen off"},
		{"--tls-directory-root", root, "missing.pem"},
	} {
		_, stderr, code := ringside(t, "serve", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--public-url", "https://"+autoName,
			"--tls-auto", "--tls-agree-terms", "--redirect-listen", "off", c.flag, c.value)
		if code == exitOK || !strings.Contains(stderr, c.want) {
			t.Errorf("%s %s: exit %d, %q", c.flag, c.value, code, stderr)
		}
	}
}

func TestWhoComesWithoutTLSIsSentOn(t *testing.T) {
	t.Parallel()
	h := redirect("https://ringside.example.org:8443/")
	for _, c := range []struct {
		method, target, authorization string
		status                        int
		location                      string
	}{
		{"GET", "/", "", 308, "https://ringside.example.org:8443/"},
		{"HEAD", "/queues?queue=a%20b&zone=UTC", "", 308, "https://ringside.example.org:8443/queues?queue=a%20b&zone=UTC"},
		{"GET", "//evil.example/x", "", 308, "https://ringside.example.org:8443//evil.example/x"},
		{"GET", "http://evil.example/x", "", 308, "https://ringside.example.org:8443/x"},
		{"GET", "/api/v1/version", "Bearer secret", 403, ""},
		{"POST", "/ingest/firehose", "", 403, ""},
		{"OPTIONS", "/", "", 403, ""},
	} {
		w, r := httptest.NewRecorder(), httptest.NewRequest(c.method, c.target, http.NoBody)
		r.Host = "evil.example"
		if c.authorization != "" {
			r.Header.Set("Authorization", c.authorization)
		}
		h.ServeHTTP(w, r)
		if got := w.Header().Get("Location"); w.Code != c.status || got != c.location {
			t.Errorf("%s %s: %d to %q, want %d to %q", c.method, c.target, w.Code, got, c.status, c.location)
		}
		if got := w.Header().Get("Strict-Transport-Security"); got != "" {
			t.Errorf("%s %s: HSTS %q in plain text", c.method, c.target, got)
		}
	}
}
