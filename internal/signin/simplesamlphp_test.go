package signin

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// withSimpleSAMLphp is the variable that names the folder of a SimpleSAMLphp.
const withSimpleSAMLphp = "RINGSIDE_SIMPLESAMLPHP"

// simpleSAMLphp is one that runs as an identity provider.
type simpleSAMLphp struct{ address, folder string }

// startSimpleSAMLphp starts it; its person is as testdata/simplesamlphp says, its key our first one.
func startSimpleSAMLphp(t *testing.T) simpleSAMLphp {
	t.Helper()
	program := os.Getenv(withSimpleSAMLphp)
	if program == "" {
		t.Skip("left out: signing in by SimpleSAMLphp, which " + withSimpleSAMLphp + " has to name (make go-test installs it)")
	}
	config, err := filepath.Abs("testdata/simplesamlphp")
	if err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = free.Close() // PHP does not tell which port it was given
	p := simpleSAMLphp{"http://" + free.Addr().String(), t.TempDir()}
	p.use(t, samltest.Keys().Ours)
	p.set(t, nil)
	p.write(t, "sp.xml", saml.ServiceProvider{EntityID: "urn:nobody", Recipient: "urn:nobody"}.Metadata())
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "php", "-d", "session.save_path="+p.folder, "-d", "error_reporting=0",
		"-S", free.Addr().String(), "-t", program+"/usr/share/simplesamlphp/www")
	cmd.Env = append(os.Environ(), "SIMPLESAMLPHP_CONFIG_DIR="+config, "RINGSIDE_TEST_FOLDER="+p.folder)
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines, said := bufio.NewScanner(out), ""
	for !strings.Contains(said, "started") && lines.Scan() {
		said += lines.Text() + "\n"
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, out)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // there is nothing to keep
		<-drained
		_ = cmd.Wait() // killed
	})
	if !strings.Contains(said, "started") {
		t.Fatalf("PHP has ended: %s", said)
	}
	return p
}

// use has it sign by a key.
func (p simpleSAMLphp) use(t *testing.T, key samltest.Key) {
	t.Helper()
	p.write(t, "idp.key", pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key.Private)}))
	p.write(t, "idp.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Certificate.Raw}))
}

// set makes it do some things otherwise, by the names of its own options.
func (p simpleSAMLphp) set(t *testing.T, options map[string]any) {
	t.Helper()
	text, err := json.Marshal(options)
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, "options.json", text)
}

func (p simpleSAMLphp) write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.folder, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// site opens a site for which it vouches, and that it knows by our metadata, in which old text is replaced by new.
func (p simpleSAMLphp) site(t *testing.T, replace ...string) *site {
	t.Helper()
	text, _ := send(t, http.DefaultClient, http.MethodGet, p.address+"/saml2/idp/metadata.php", nil)
	s := openWith(t, []Metadata{{Text: []byte(text)}})
	s.today()
	p.write(t, "sp.xml", []byte(strings.NewReplacer(replace...).Replace(s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text)))
	return s
}

func TestSimpleSAMLphpSignsPeopleIn(t *testing.T) {
	p := startSimpleSAMLphp(t)
	unsigned := map[string]any{"saml20.sign.response": false}
	for name, c := range map[string]struct {
		wants   string // what our metadata say of whether assertions are to be signed
		options map[string]any
		code    string // of the refusal; empty: none
	}{
		"the response alone":  {"false", nil, ""},
		"both signed":         {"true", map[string]any{"signature.algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"}, ""},
		"the assertion alone": {"true", unsigned, ""},
		"unsigned":            {"false", unsigned, "SIG-NONE"},
		"SHA-1":               {"false", map[string]any{"signature.algorithm": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"}, "SIG-ALG-WEAK"},
		"encrypted":           {"false", map[string]any{"assertion.encryption": true}, "IN-ENCRYPTED"}, // by CBC, which is all that it can
	} {
		t.Run(name, func(t *testing.T) {
			s := p.site(t, "WantAssertionsSigned=\"false", "WantAssertionsSigned=\""+c.wants)
			p.set(t, c.options)
			b := s.browser(t)
			field := answered(t, b.atTheDoor("/queues"))
			s.today()
			w := b.post(field)
			if c.code != "" {
				s.refused(t, b, w, c.code, unknown.English, field)
				return
			}
			if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
				t.Fatalf("%s\n%s", w.Status, s.log())
			}
			if got := b.ask(http.MethodGet, "/api/v1/version", nil); !strings.HasSuffix(got.text, fmt.Sprintf("for %q", person)) {
				t.Errorf("signed in as %s", got.text)
			}
		})
		p.set(t, nil)
	}
	for parts, wants := range map[string]string{"response": "false", "assertion": "true"} {
		t.Run("attacks on the "+parts, func(t *testing.T) {
			s := p.site(t, "WantAssertionsSigned=\"false", "WantAssertionsSigned=\""+wants)
			if parts == "assertion" {
				p.set(t, unsigned)
			}
			b := s.browser(t)
			vouched{s, b, answered(t, b.atTheDoor("/")), parts}.attacked(t)
		})
		p.set(t, nil)
	}
	t.Run("a changed key", func(t *testing.T) {
		s := p.site(t)
		p.use(t, samltest.Keys().Stranger)
		b := s.browser(t)
		field := answered(t, b.atTheDoor("/"))
		s.refused(t, b, b.post(field), "SIG-KEY-UNKNOWN", unknown.English, field)
		s = p.site(t)
		b = s.browser(t)
		if w := b.post(answered(t, b.atTheDoor("/"))); w.StatusCode != http.StatusSeeOther {
			t.Errorf("by the new key: %s\n%s", w.Status, s.log())
		}
	})
	t.Run("a wrong password", func(t *testing.T) {
		field, page := atIdentityProvider(t, p.site(t).browser(t).atTheDoor("/"), person, "guessed")
		if field != "" || !strings.Contains(page, "Incorrect username or password") {
			t.Errorf("%s", page)
		}
	})
}
