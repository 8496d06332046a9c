package saml

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// withPeers is the variable that names a Python which has what testdata/requirements.txt lists.
const withPeers = "RINGSIDE_SAML_PYTHON"

// python finds one with the peers; where the variable promises it, it must be there.
func python(t *testing.T) string {
	t.Helper()
	if promised := os.Getenv(withPeers); promised != "" {
		return promised
	}
	if err := exec.CommandContext(t.Context(), "python3", "-c", "import onelogin.saml2, xmlsec").Run(); err != nil {
		t.Skip("left out: libxmlsec1 and python3-saml beside our own judgement, which need python3 with python3-saml (make go-test installs it)")
	}
	return "python3"
}

// how is the way in which a peer is to sign.
type how struct {
	Parts     string `json:"parts,omitempty"`
	Hash      string `json:"hash,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
	Inclusive string `json:"inclusive,omitempty"`
	KeyValue  bool   `json:"key_value,omitempty"`
	Last      bool   `json:"last,omitempty"`
	Encrypt   int    `json:"encrypt,omitempty"` // bits of AES-GCM; to the next key
}

// job is one message to sign.
type job struct {
	XML string `json:"xml"`
	How how    `json:"how"`
}

// judged is what the peers say of one message.
type judged struct {
	XMLSec      bool   `json:"xmlsec"`
	Python3SAML bool   `json:"python3_saml"`
	Why         string `json:"why"`
}

// asAWS is what python3-saml is to judge as: a service provider that is called what AWS is called.
var asAWS = map[string]string{"issuer": samltest.EntityID, "recipient": samltest.Recipient, "audience": "urn:amazon:webservices"}

// work is what the peers are asked.
type work struct {
	About  map[string]string `json:"about"`
	Judge  map[string]string `json:"judge"`
	Sign   map[string]job    `json:"sign"`
	Schema map[string]string `json:"schema"`
}

// answers of the peers, by the names of what was asked.
type verdicts struct {
	Judged map[string]judged `json:"judged"`
	Signed map[string]string `json:"signed"`
	Schema map[string]string `json:"schema"` // what is wrong; empty if nothing
}

// ask has the peers judge and sign messages.
func ask(t *testing.T, w work) verdicts {
	t.Helper()
	keys := samltest.Keys()
	block := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	input, err := json.Marshal(struct {
		Key          string   `json:"key"`
		Certificates []string `json:"certificates"`
		work
	}{
		block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(keys.Ours.Private)),
		[]string{block("CERTIFICATE", keys.Ours.Certificate.Raw), block("CERTIFICATE", keys.Next.Certificate.Raw)},
		w,
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python(t), "-B", "testdata/peer.py")
	var trouble bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &trouble
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("peers: %v\n%s", err, trouble.String())
	}
	var answer verdicts
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// pinned is whom both sides trust.
func pinned() Trust {
	return Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate, samltest.Keys().Next.Certificate}}
}

func TestPeersSignAndWeVerify(t *testing.T) {
	t.Parallel()
	text := func(replace ...string) string {
		return string(samltest.Recipe{Parts: "none", Replace: replace, At: time.Now().UTC().Truncate(time.Second)}.XML(t))
	}
	typed := text(`<saml:AttributeValue>3600`, `<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">3600`)
	unprefixed := text("xmlns:saml=", "xmlns:unused=\"urn:unused\" xmlns:saml=", "<saml:Assertion ", `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" `, "</saml:Assertion>", "</Assertion>", "<saml:Subject>", "<Subject>", "</saml:Subject>", "</Subject>")
	odd := text(">"+samltest.NameID+"<", ">홍 &amp; &lt;길동&gt; &#13;\t\"'&#x1F600; "+samltest.NameID+"<", `SessionIndex="_s1"`, `SessionIndex="&quot;&#9;&#10;&#13;&amp;&lt;가 '"`)
	signed := ask(t, work{Sign: map[string]job{
		"plain":                      {text(), how{}},
		"another prefix":             {text(), how{Prefix: "dsig"}},
		"SHA-512":                    {text(), how{Hash: "sha512", Prefix: "ds"}},
		"the response alone":         {text(), how{Parts: "response"}},
		"the assertion alone":        {text(), how{Parts: "assertion"}},
		"the signature last":         {text(), how{Last: true}},
		"a key instead of its name":  {text(), how{KeyValue: true}},
		"typed values":               {typed, how{}},
		"typed values, their prefix": {typed, how{Inclusive: "xs"}},
		"several prefixes":           {typed, how{Inclusive: "xs saml samlp #default", Parts: "assertion"}},
		"elements without prefix":    {unprefixed, how{}},
		"unused prefixes included":   {unprefixed, how{Inclusive: "unused"}},
		"odd characters":             {odd, how{}},
		"white space":                {strings.ReplaceAll(text(), "><", ">\r\n\t <"), how{}},
	}}).Signed
	if len(signed) != 14 {
		t.Fatalf("%d messages were signed", len(signed))
	}
	for name, message := range signed {
		got, err := verify([]byte(message), pinned())
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, message)
			continue
		}
		if id := got.Response.Assertion.NameID.Value; !strings.HasSuffix(id, samltest.NameID) {
			t.Errorf("%s: signed for %q", name, id)
		}
		if _, err := verify([]byte(strings.Replace(message, samltest.NameID, "admin", 1)), pinned()); codeOf(err) != CodeBadDigest {
			t.Errorf("%s, changed: %v", name, err)
		}
	}
}

func TestPeersJudgeAsWeDo(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	now := time.Now().UTC().Truncate(time.Second)
	keys := samltest.Keys()
	for _, parts := range []string{"both", "response", "assertion", "none"} {
		for hash, name := range map[crypto.Hash]string{crypto.SHA256: "SHA-256", crypto.SHA384: "SHA-384", crypto.SHA512: "SHA-512"} {
			messages[parts+", "+name] = string(samltest.Recipe{Parts: parts, Hash: hash, At: now}.XML(t))
		}
		messages[parts+", next key"] = string(samltest.Recipe{Parts: parts, Key: keys.Next, At: now}.XML(t))
		messages[parts+", a stranger"] = string(samltest.Recipe{Parts: parts, Key: keys.Stranger, At: now}.XML(t))
		message := messages[parts+", SHA-256"]
		for old, replacement := range map[string]string{
			samltest.NameID: "admin", samltest.Login: "root", "<ds:DigestValue>": "<ds:DigestValue>AAAA", "<ds:SignatureValue>": "<ds:SignatureValue>AAAA",
			samltest.ProviderARN: samltest.ProviderARN + "2", "><saml:": "> <saml:", "Destination=": "Consent=",
		} {
			messages[parts+", with "+replacement] = strings.Replace(message, old, replacement, 1)
		}
	}
	for _, a := range samltest.Attacks() {
		tree := etree.NewDocument()
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: a.Parts, At: now}.XML(t)); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		text, err := tree.WriteToString()
		if err != nil {
			t.Fatal(err)
		}
		messages[a.Name] = text
	}
	judgements := ask(t, work{About: asAWS, Judge: messages}).Judged
	accepted := 0
	for name, message := range messages {
		_, err := verify([]byte(message), pinned())
		verdict, there := judgements[name]
		if !there {
			t.Errorf("%s: the peers have not judged it", name)
		}
		if err == nil {
			accepted++
		}
		if (err == nil) != verdict.XMLSec && !strictly(name) {
			t.Errorf("%s: ours %v, libxmlsec1 %v", name, err, verdict.XMLSec)
		}
		if (err == nil) != verdict.Python3SAML {
			t.Errorf("%s: ours %v, python3-saml %v (%s)", name, err, verdict.Python3SAML, verdict.Why)
		}
	}
	if accepted < 12 {
		t.Errorf("%d messages are accepted, want the valid ones", accepted)
	}
}

// strictly tells of attacks in which all signatures are good: what is wrong is where things stand, which libxmlsec1 does not judge.
func strictly(name string) bool {
	for _, a := range samltest.Attacks() {
		if a.Name == name {
			return true
		}
	}
	return false
}
