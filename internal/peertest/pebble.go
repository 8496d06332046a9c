package peertest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// withPebble is the variable that names the folder of the programs pebble and pebble-challtestsrv.
const withPebble = "RINGSIDE_PEBBLE"

// Pebble is the authority with which Let's Encrypt tests who asks for certificates, and a DNS server by which it finds every name on
// this machine.
type Pebble struct {
	Directory     string         // its address
	DirectoryRoot string         // file of who vouches for that address (PEM)
	Root          *x509.CertPool // who vouches for the certificates that it gives

	t          testing.TB
	program    *exec.Cmd
	browser    *http.Client // believes the directory
	management string       // address
}

// PebbleOptions say how it gives certificates.
type PebbleOptions struct {
	HTTPPort, TLSPort int           // where it asks, instead of 80 and 443
	Validity          time.Duration // of a certificate; zero: ninety days
}

var (
	pebbleStarts = regexp.MustCompile(`ACME directory available`)
	namesStart   = regexp.MustCompile(`Starting management server`)
)

// StartPebble starts it. Without the variable that names it the test is skipped.
func StartPebble(t testing.TB, o PebbleOptions) *Pebble {
	t.Helper()
	folder := os.Getenv(withPebble)
	if folder == "" {
		t.Skip("left out: Pebble, which " + withPebble + " has to name (make go-test installs it)")
	}
	p := &Pebble{t: t}
	dir := t.TempDir()
	p.writeCertificate(dir)
	names, directory, management := Free(t), Free(t), Free(t)
	text, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": directory, "managementListenAddress": management,
		"certificate": p.DirectoryRoot, "privateKey": filepath.Join(dir, "key.pem"), "httpPort": o.HTTPPort, "tlsPort": o.TLSPort,
		"keyAlgorithm": "ecdsa", "retryAfter": map[string]int{"authz": 1, "order": 1}, // seconds
		"profiles": map[string]any{"default": map[string]any{"description": "one", "validityPeriod": int(o.Validity.Seconds())}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(settings, text, 0o600); err != nil {
		t.Fatal(err)
	}
	background := context.WithoutCancel(t.Context()) // Start ends them
	Start(t, exec.CommandContext(background, filepath.Join(folder, "pebble-challtestsrv"), "-dnsserver", names, "-management", Free(t),
		"-http01", "", "-https01", "", "-doh", "", "-tlsalpn01", "", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", ""), namesStart)
	p.program = exec.CommandContext(background, filepath.Join(folder, "pebble"), "-config", settings, "-strict", "-dnsserver", names)
	p.program.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1")
	Start(t, p.program, pebbleStarts)
	p.Directory, p.management = "https://"+directory+"/dir", "https://"+management
	p.wait(p.Directory)
	p.Root = x509.NewCertPool()
	if !p.Root.AppendCertsFromPEM(p.wait(p.management + "/roots/0")) {
		t.Fatal("Pebble's root is no certificate")
	}
	return p
}

// Stop ends it for good: nothing answers at its address afterwards.
func (p *Pebble) Stop() {
	p.t.Helper()
	if err := syscall.Kill(-p.program.Process.Pid, syscall.SIGKILL); err != nil {
		p.t.Fatal(err)
	}
	p.until("it has ended", func() bool {
		_, err := p.ask(http.MethodGet, p.Directory, nil)
		return err != nil
	})
}

// WantRenewed lets it say that a certificate is to be renewed at once, as an authority does that has to revoke it.
func (p *Pebble) WantRenewed(c *x509.Certificate) {
	p.t.Helper()
	past := time.Now().Add(-time.Hour).UTC()
	window := fmt.Sprintf(`{"suggestedWindow":{"start":%q,"end":%q}}`, past.Format(time.RFC3339), past.Add(time.Minute).Format(time.RFC3339))
	body, err := json.Marshal(map[string]string{
		"certificate": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})), "ariResponse": window,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.ask(http.MethodPost, p.management+"/set-renewal-info/", body); err != nil {
		p.t.Fatal(err)
	}
}

func (p *Pebble) ask(method, address string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(p.t.Context(), method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	w, err := p.browser.Do(r)
	if err != nil {
		return nil, err
	}
	defer w.Body.Close()
	if w.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: %s", method, address, w.Status)
	}
	return io.ReadAll(w.Body)
}

// wait asks until an address answers, and returns what it says.
func (p *Pebble) wait(address string) (text []byte) {
	p.t.Helper()
	p.until(address+" answers", func() bool {
		var err error
		text, err = p.ask(http.MethodGet, address, nil)
		return err == nil
	})
	return text
}

func (p *Pebble) until(what string, done func() bool) {
	p.t.Helper()
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for deadline := time.Now().Add(tooLong); !done(); <-pace.C {
		if time.Now().After(deadline) {
			p.t.Fatalf("not after %s: %s", tooLong, what)
		}
	}
}

// writeCertificate makes the directory's own certificate, with its key beside it.
func (p *Pebble) writeCertificate(dir string) {
	p.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		p.t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		p.t.Fatal(err)
	}
	write := func(name, kind string, der []byte) (file string, text []byte) {
		file, text = filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
		if err := os.WriteFile(file, text, 0o600); err != nil {
			p.t.Fatal(err)
		}
		return file, text
	}
	write("key.pem", "PRIVATE KEY", private)
	file, text := write("cert.pem", "CERTIFICATE", der)
	own := x509.NewCertPool()
	own.AppendCertsFromPEM(text)
	p.DirectoryRoot = file
	p.browser = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: own}, DisableKeepAlives: true}}
}
