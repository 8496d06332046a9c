package idp

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// The variables that name a Python which has what testdata/requirements.txt lists, and a folder with what testdata/peers wants.
const (
	withPython = "RINGSIDE_IDP_PYTHON"
	withNode   = "RINGSIDE_IDP_NODE"
)

// peers are commands that judge. Where the variables promise them, they must be there.
func peers(t *testing.T) []*exec.Cmd {
	t.Helper()
	python, node := os.Getenv(withPython), os.Getenv(withNode)
	if python == "" || node == "" {
		t.Skip("left out: python3-saml, pysaml2, xmlsec1, node-saml and samlify as service providers, which make go-test installs")
	}
	script, err := filepath.Abs("testdata/peers/judge.mjs")
	if err != nil {
		t.Fatal(err)
	}
	inNode := exec.CommandContext(t.Context(), "node", script)
	inNode.Dir = node
	return []*exec.Cmd{exec.CommandContext(t.Context(), python, "-B", "testdata/judge.py"), inNode}
}

// names of all peers, and of those that ask.
var (
	askers = []string{"node-saml", "pysaml2", "python3-saml", "samlify"}
	judges = append(slices.Clone(askers), "xmlsec1")
)

// job is what the peers are to do, as service providers of this name and address.
type job struct {
	Metadata    string             `json:"metadata"`
	EntityID    string             `json:"entity_id"`
	ACS         string             `json:"acs"`
	Key         string             `json:"key,omitempty"`
	Certificate string             `json:"certificate,omitempty"`
	Ask         bool               `json:"ask"`
	Encrypted   bool               `json:"encrypted,omitempty"`
	Judge       map[string]message `json:"judge"`
}

type message struct {
	XML     string `json:"xml"`
	Request string `json:"request"`
}

// done is what they say.
type done struct {
	Asked  map[string]struct{ URL, ID, Posted string } `json:"asked"`
	Judged map[string]map[string]verdict               `json:"judged"`
}

type verdict struct {
	Accepted bool
	Who      string
	Values   []string
	Why      string
}

func (j job) do(t *testing.T) done {
	t.Helper()
	input, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	all := done{map[string]struct{ URL, ID, Posted string }{}, map[string]map[string]verdict{}}
	for _, cmd := range peers(t) {
		var trouble bytes.Buffer
		cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &trouble
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, trouble.String())
		}
		var one done
		if err := json.Unmarshal(out, &one); err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, out)
		}
		maps.Copy(all.Asked, one.Asked)
		for name, verdicts := range one.Judged {
			if all.Judged[name] == nil {
				all.Judged[name] = map[string]verdict{}
			}
			maps.Copy(all.Judged[name], verdicts)
		}
	}
	return all
}

// catchUp brings the clock to that of the peers, behind which it begins.
func (s *site) catchUp() { s.advance(time.Since(s.Now())) }

func TestPeersTakeTheAnswerForAWS(t *testing.T) {
	t.Parallel()
	peers(t) // before anything else is begun
	s, a := connected(t)
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "alice")
	s.catchUp()
	form := b.follow(s.URL + "/idp/connect/start").sent(t)
	key, err := s.register.signs(t.Context(), "connect")
	if err != nil {
		t.Fatal(err)
	}
	good, err := s.register.Preview(t.Context(), "connect", "alice")
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]message{"as it was sent": {XML: string(form.xml(t))}}
	for name, change := range map[string]func(*saml.Answer){
		"expired":          func(a *saml.Answer) { a.At = a.At.Add(-20 * time.Minute) },
		"of the future":    func(a *saml.Answer) { a.At = a.At.Add(20 * time.Minute) },
		"another audience": func(a *saml.Answer) { a.Audience = "urn:amazon:webservices:govcloud" },
		"another address":  func(a *saml.Answer) { a.Recipient = "https://signin.aws.amazon.com/saml" },
		"another issuer":   func(a *saml.Answer) { a.Issuer += "0" },
		"a refusal": func(a *saml.Answer) {
			a.Refused = saml.Status{Code: saml.StatusResponder, Detail: saml.StatusNoPassive}
		},
	} {
		answer := good
		change(&answer)
		text, err := answer.Sign(key)
		if err != nil {
			t.Fatal(err)
		}
		messages[name] = message{XML: string(text)}
	}
	strange, err := good.Sign(saml.Key(samltest.Keys().Stranger))
	if err != nil {
		t.Fatal(err)
	}
	messages["a stranger's key"] = message{XML: string(strange)}
	whole := string(form.xml(t))
	messages["another login"] = message{XML: strings.Replace(whole, "Alice.Zyxwv", "Mallory", 1)}
	messages["another role"] = message{XML: strings.Replace(whole, "role/ConnectFederation", "role/Administrator", 1)}
	messages["not signed"] = message{XML: without(whole)}
	from, to := strings.Index(whole, "<saml:Assertion"), strings.Index(whole, "</samlp:Response>")
	evil := strings.NewReplacer("Alice.Zyxwv", "Mallory", ` ID="_`, ` ID="_e`).Replace(without(whole[from:to]))
	messages["an assertion before"] = message{XML: whole[:from] + evil + whole[from:]}
	messages["an assertion behind"] = message{XML: whole[:to] + evil + whole[to:]}

	judged := job{Metadata: string(s.metadata(t, "connect")), EntityID: a.EntityID, ACS: a.Consumers[0].Address, Judge: messages}.do(t).Judged
	values := []string{"Alice.Zyxwv@example.org", "arn:aws:iam::111122223333:role/ConnectFederation,arn:aws:iam::111122223333:saml-provider/Ringside"}
	for name := range messages {
		for _, peer := range judges {
			got, there := judged[name][peer]
			want := verdict{}
			switch {
			case !there:
				t.Errorf("%s: %s has not judged it", name, peer)
				continue
			case name == "as it was sent" && peer == "xmlsec1":
				want = verdict{Accepted: true, Values: []string{}}
			case name == "as it was sent":
				want = verdict{Accepted: true, Who: values[0], Values: values}
			case peer == "xmlsec1" && signedWell[name]:
				want.Accepted = true // it judges signatures alone
			}
			if name == "as it was sent" {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s, %s (- want, + got):\n%s", name, peer, diff)
				}
			} else if got.Accepted != (want.Accepted || lax[peer][name]) || strings.Contains(got.Who, "Mallory") {
				t.Errorf("%s, %s: accepted %t, %s", name, peer, got.Accepted, got.Why)
			}
		}
	}
}

// signedWell are messages whose signatures are good: something else is wrong.
var signedWell = map[string]bool{"expired": true, "of the future": true, "another audience": true, "another address": true, "another issuer": true}

// lax are messages that a peer takes although something is wrong with them, and then as ours: node-saml compares neither addresses nor, where
// nobody has asked, issuers; samlify goes by the assertion that is signed.
var lax = map[string]map[string]bool{
	"node-saml": {"another address": true, "another issuer": true},
	"samlify":   {"an assertion before": true, "an assertion behind": true},
}

// without is a text without its signatures.
func without(text string) string {
	for {
		from, to := strings.Index(text, "<ds:Signature "), strings.Index(text, "</ds:Signature>")
		if from < 0 {
			return text
		}
		text = text[:from] + text[to+len("</ds:Signature>"):]
	}
}

func TestPeersAskAndAreAnswered(t *testing.T) {
	t.Parallel()
	peers(t) // before anything else is begun
	s, _ := connected(t)
	keys := samltest.Keys()
	certificate := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: keys.Ours.Certificate.Raw}))
	secret, err := x509.MarshalPKCS8PrivateKey(keys.Ours.Private)
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "alice")
	for _, id := range []string{"unsigned", "signed"} {
		s.catchUp()
		a := Application{
			ID: id, Name: id, EntityID: "https://peer.example.org/" + id, Users: []string{"alice"}, Signed: id == "signed", Keys: []string{certificate},
			Consumers: []saml.Consumer{{Address: "https://peer.example.org/acs"}},
			Mappings:  []Mapping{{Subject, "${user:email}", "emailAddress"}, {"groups", "${user:groups}", "basic"}, {"name", "${user:name}", "uri"}},
		}
		if a, err = s.register.Add(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		of := job{Metadata: string(s.metadata(t, id)), EntityID: a.EntityID, ACS: a.Consumers[0].Address, Ask: true}
		if a.Signed {
			of.Key, of.Certificate = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})), certificate
		}
		asked := of.do(t).Asked
		of.Ask, of.Judge = false, map[string]message{}
		for _, peer := range askers {
			s.catchUp() // to the request, which is of the peer's own clock
			if b.siege = nil; a.Signed {
				b.siege = new(siege)
			}
			form := b.follow(asked[peer].URL).sent(t)
			if form.relay != "back" || form.address != of.ACS {
				t.Errorf("%s, %s: sent to %s with %q", id, peer, form.address, form.relay)
			}
			of.Judge[peer] = message{XML: string(form.xml(t)), Request: asked[peer].ID}
			of.Judge[peer+", another request"] = message{XML: string(form.xml(t)), Request: "_other"}
			if w := b.follow(asked[peer].URL); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, string(CodeReplay)) {
				t.Errorf("%s, %s: again: %s", id, peer, w.Status)
			}
			if asked[peer].Posted != "" { // python3-saml asks by addresses alone
				w := b.ask(http.MethodPost, SignOn(s.URL, id), url.Values{"SAMLRequest": {asked[peer].Posted}}, "Sec-Fetch-Site", "cross-site")
				b.follow(s.URL + w.Header.Get("Location")).sent(t)
			}
			if a.Signed {
				b.siege.held(t, "sso SAMLRequest GET")
				if peer != "python3-saml" {
					b.siege.held(t, "sso SAMLRequest POST")
				}
			}
		}
		b.siege = nil
		judged := of.do(t).Judged
		for _, peer := range askers {
			want := verdict{Accepted: true, Who: "Alice.Zyxwv@example.org", Values: []string{"Alice Zyxwv", "agents", "leads"}}
			if diff := cmp.Diff(want, judged[peer][peer]); diff != "" {
				t.Errorf("%s, %s (- want, + got):\n%s", id, peer, diff)
			}
			if judged[peer+", another request"][peer].Accepted {
				t.Errorf("%s, %s takes the answer to another request", id, peer)
			}
		}
	}
}
