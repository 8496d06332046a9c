package signin

import (
	"bufio"
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// person is whom the peer signs in. Nobody is called so.
const person = "bob.qwrtz@example.org"

// withPeers is the variable that names a Python which has what internal/saml/testdata/requirements.txt lists.
const withPeers = "RINGSIDE_SAML_PYTHON"

// peer is an identity provider that python3-saml is made into.
type peer struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Scanner
}

// startPeer starts it; where the variable promises Python, that must be there.
func startPeer(t *testing.T) *peer {
	t.Helper()
	python := os.Getenv(withPeers)
	if python == "" {
		python = "python3"
		if err := exec.CommandContext(t.Context(), python, "-c", "import onelogin.saml2").Run(); err != nil {
			t.Skip("left out: signing in by python3-saml as identity provider, which needs python3 with python3-saml (make go-test installs it)")
		}
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), python, "-B", "testdata/idp.py") // it ends with its input
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("identity provider: %v\n%s", err, trouble.String())
		}
	})
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	return &peer{t, in, lines}
}

// wish is how the peer is to answer.
type wish struct {
	URL         string `json:"url"`
	Now         int64  `json:"now"`
	Key         string `json:"key"`
	Certificate string `json:"certificate"`
	Issuer      string `json:"issuer"`
	Person      string `json:"person"`
	Audience    string `json:"audience,omitempty"`
	EncryptTo   string `json:"encrypt_to,omitempty"`
	SignedBy    string `json:"signed_by,omitempty"`
	ACS         string `json:"acs,omitempty"`
	Session     string `json:"session,omitempty"`
	Logout      string `json:"logout,omitempty"`
	LoggedOut   string `json:"logged_out,omitempty"`
	Ended       bool   `json:"ended,omitempty"`
	Relay       string `json:"relay,omitempty"`
	Status      string `json:"status,omitempty"`
	ByPost      bool   `json:"by_post,omitempty"`
	Posted      string `json:"posted,omitempty"`
}

// done is what the peer says.
type done struct {
	SAMLResponse, ACS, ID      string
	URL, Person, Format, Relay string
	Posted                     string
	Sessions                   []string
	InResponseTo               string `json:"in_response_to"`
	Status                     string
}

// answer is what the peer makes of the address to which a browser was sent.
func (p *peer) answer(address string, now time.Time, change func(*wish)) string {
	p.t.Helper()
	return p.do(address, now, change).SAMLResponse
}

// do has the peer do as it is wished.
func (p *peer) do(address string, now time.Time, change func(*wish)) done {
	p.t.Helper()
	w := wish{URL: address, Now: now.Unix(), Issuer: samltest.EntityID, Person: person}
	w.use(samltest.Keys().Ours)
	if change != nil {
		change(&w)
	}
	if err := json.NewEncoder(p.in).Encode(w); err != nil {
		p.t.Fatal(err)
	}
	if !p.out.Scan() {
		p.t.Fatalf("the identity provider has not answered: %v", p.out.Err())
	}
	var answer done
	if err := json.Unmarshal(p.out.Bytes(), &answer); err != nil {
		p.t.Fatal(err)
	}
	return answer
}

func (w *wish) use(key samltest.Key) {
	block := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	w.Key, w.Certificate = block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key.Private)), certificateOf(key)
}

func certificateOf(key samltest.Key) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Certificate.Raw}))
}

func TestAPeerSignsPeopleIn(t *testing.T) {
	s, p := open(t, samltest.Keys().Ours), startPeer(t)
	b := s.browser(t)
	first, _ := b.begin("/queues")
	second, _ := b.begin("/agents") // another tab
	for _, tab := range [][2]string{{second, "/agents"}, {first, "/queues"}} {
		w := b.post(p.answer(tab[0], s.Now(), nil))
		if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != tab[1] {
			t.Fatalf("%s to %q\n%s", w.Status, w.Header.Get("Location"), s.log())
		}
		if got := b.ask(http.MethodGet, tab[1], nil); !strings.HasPrefix(got.text, "figures of "+tab[1]+" ") {
			t.Errorf("signed in: %s %s", got.Status, got.text)
		}
	}
	if w := b.ask(http.MethodGet, "/sign-out", nil); !strings.Contains(w.text, person) {
		t.Errorf("signed in as: %s", w.text)
	}
	if strings.Contains(s.log(), person) {
		t.Errorf("the log names the person: %s", s.log())
	}
}

func TestAPeerThatIsWrongSignsNobodyIn(t *testing.T) {
	s, p := open(t, samltest.Keys().Ours), startPeer(t)
	for name, c := range map[string]struct {
		change func(*wish)
		code   string
		words  string
	}{
		"expired":             {func(w *wish) { w.Now -= 3600 }, "TIME-OLD5", tooOld.English},
		"future":              {func(w *wish) { w.Now += 3600 }, "TIME-FUTURE", clocks.English},
		"another audience":    {func(w *wish) { w.Audience = "urn:amazon:webservices" }, "SP-AUDIENCE", unknown.English},
		"an unknown provider": {func(w *wish) { w.Issuer = "https://evil.example.org/" }, "SP-ISSUER", unknown.English},
		"an unknown key":      {func(w *wish) { w.use(samltest.Keys().Stranger) }, "SIG-KEY-UNKNOWN", unknown.English},
	} {
		b := s.browser(t)
		address, _ := b.begin("/")
		field := p.answer(address, s.Now(), c.change)
		t.Run(name, func(t *testing.T) { s.refused(t, b, b.post(field), c.code, c.words, field) })
	}
	b, thief := s.browser(t), s.browser(t)
	address, id := b.begin("/")
	thief.begin("/")
	field := p.answer(address, s.Now(), nil)
	s.refused(t, thief, thief.post(field), "SP-REQUEST", notBegun.English, field)
	copied := s.copied(t, b)
	if w := b.post(field); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("the browser that asked: %s\n%s", w.Status, s.log())
	}
	s.refused(t, copied, copied.post(field), "SP-REPLAY", used.English, field)
	again := p.answer(address, s.Now(), nil) // the identity provider, asked twice with one request
	if requestIn(t, address) != id || again == field {
		t.Error("the peer has not answered anew")
	}
	s.refused(t, copied, copied.post(again), "SP-REPLAY", used.English, again)
}
