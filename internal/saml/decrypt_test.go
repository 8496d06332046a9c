package saml

import (
	"bytes"
	"crypto/rsa"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// locked is a trust in our identity provider with a key to look into what it encrypts.
func locked() Trust {
	trust := ours()
	trust.Keys = []*rsa.PrivateKey{samltest.Keys().Stranger.Private, samltest.Keys().Next.Private} // of which the second one is used
	return trust
}

func toUs() *samltest.Encryption {
	return &samltest.Encryption{To: &samltest.Keys().Next.Private.PublicKey}
}

func TestEncryptedAssertionsAreRead(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*samltest.Encryption){
		"as usual":           func(*samltest.Encryption) {},
		"a short key":        func(e *samltest.Encryption) { e.KeySize = 16 },
		"OAEP with SHA-256":  func(e *samltest.Encryption) { e.SHA256 = true },
		"the key beside":     func(e *samltest.Encryption) { e.Beside = true },
		"without namespaces": func(e *samltest.Encryption) { e.Bare = true },
		"broken over lines":  func(e *samltest.Encryption) { e.Replace = []string{"<xenc:CipherValue>", "<xenc:CipherValue>\n  "} },
		"no type": func(e *samltest.Encryption) {
			e.Replace = []string{` Type="http://www.w3.org/2001/04/xmlenc#Element"`, ""}
		},
		"no digest, so SHA-1": func(e *samltest.Encryption) {
			e.Replace = []string{`<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>`, ""}
		},
	} {
		for _, parts := range []string{"both", "response", "assertion"} {
			e := toUs()
			change(e)
			message, err := verify(samltest.Recipe{Parts: parts, Encrypt: e}.XML(t), locked())
			if err != nil {
				t.Errorf("%s, signed %s: %v", name, parts, err)
				continue
			}
			if got := message.Response.Assertion.NameID.Value; got != samltest.NameID || message.By == nil {
				t.Errorf("%s, signed %s: for %q", name, parts, got)
			}
			if _, err := message.Expect(asAnswer(samltest.Moment)); parts == "both" && codeOf(err) == CodeEncrypted {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// asAnswer expects an answer of our identity provider.
func asAnswer(at time.Time) Expected {
	return Expected{Provider: samltest.EntityID, Audience: samltest.OurEntityID, Recipient: samltest.OurAddress, Request: samltest.Request, At: at}
}

func TestAnEncryptedAnswerSignsIn(t *testing.T) {
	t.Parallel()
	message, err := verify(samltest.Recipe{Encrypt: toUs(), Replace: samltest.ForUs()}.XML(t), locked())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := message.Expect(asAnswer(samltest.Moment)); err != nil || got.NameID.Value != samltest.NameID {
		t.Errorf("%+v, %v", got, err)
	}
}

// Our certificate is public: anybody can encrypt, and that says nothing.
func TestWhatIsEncryptedStillHasToBeSigned(t *testing.T) {
	t.Parallel()
	stranger := samltest.Keys().Stranger
	evil := string(samltest.Recipe{Parts: "assertion"}.XML(t))
	evil = evil[strings.Index(evil, "<saml:Assertion "):strings.Index(evil, "</samlp:Response>")]
	evil = strings.Replace(evil, "<saml:Assertion ", `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" `, 1)
	for name, c := range map[string]struct {
		recipe samltest.Recipe
		inside string
		want   Code
	}{
		"unsigned":                  {samltest.Recipe{Parts: "none"}, "", CodeUnsigned},
		"signed by a stranger":      {samltest.Recipe{Parts: "assertion", Key: stranger}, "", CodeUnknownKey},
		"changed":                   {samltest.Recipe{Parts: "none"}, strings.Replace(evil, samltest.NameID, "admin", 1), CodeBadDigest},
		"two":                       {samltest.Recipe{Parts: "none"}, "<x>" + evil + strings.ReplaceAll(evil, `ID="_a77b2"`, `ID="_b"`) + "</x>", CodePlaces},
		"one inside of another":     {samltest.Recipe{Parts: "none"}, strings.Replace(evil, "</saml:Assertion>", strings.ReplaceAll(evil, "_a77b2", "_b")+"</saml:Assertion>", 1), CodePlaces},
		"a response":                {samltest.Recipe{Parts: "none"}, string(samltest.Recipe{}.XML(t)), CodePlaces},
		"an element":                {samltest.Recipe{Parts: "both"}, "<x/>", CodePlaces},
		"text":                      {samltest.Recipe{Parts: "both"}, "admin", CodeXML},
		"nothing":                   {samltest.Recipe{Parts: "both"}, " ", CodeXML},
		"a comment in the name":     {samltest.Recipe{Parts: "both"}, strings.Replace(evil, samltest.NameID, "admin<!---->x", 1), CodeXML},
		"an entity":                 {samltest.Recipe{Parts: "both"}, `<!DOCTYPE x [<!ENTITY e "x">]>` + evil, CodeXML},
		"elements without an end":   {samltest.Recipe{Parts: "both"}, strings.Repeat("<x>", 10_000), CodeXML},
		"again encrypted":           {samltest.Recipe{Parts: "both"}, toUs().Element(t, evil), CodePlaces},
		"a signature that is wrong": {samltest.Recipe{Parts: "response"}, strings.Replace(evil, samltest.NameID, "admin", 1), CodeBadDigest},
	} {
		e := toUs()
		e.Inside = c.inside
		c.recipe.Encrypt = e
		if got, err := verify(c.recipe.XML(t), locked()); codeOf(err) != c.want {
			t.Errorf("%s: %+v, %v; want %s", name, got.Response.Assertion, err, c.want)
		}
	}
}

func TestWhatDoesNotDecryptIsRefusedInTheSameWords(t *testing.T) {
	t.Parallel()
	whole := string(samltest.Recipe{Parts: "assertion", Encrypt: toUs()}.XML(t))
	first := strings.Index(whole, "<xenc:CipherValue>") + len("<xenc:CipherValue>") // of the key
	second := strings.LastIndex(whole, "<xenc:CipherValue>") + len("<xenc:CipherValue>")
	value := func(at int) (from, to int) { return at, at + strings.Index(whole[at:], "<") }
	with := func(at int, text string) string {
		from, to := value(at)
		return whole[:from] + text + whole[to:]
	}
	flipped := func(at, n int) string {
		b := []byte(whole)
		b[at+n] = map[bool]byte{true: 'B', false: 'A'}[b[at+n] == 'A']
		return string(b)
	}
	other := &samltest.Encryption{To: &samltest.Keys().Ours.Private.PublicKey}
	_, dataEnd := value(second)
	messages := map[string]string{
		"to somebody else":     string(samltest.Recipe{Parts: "assertion", Encrypt: other}.XML(t)),
		"the key changed":      flipped(first, 40),
		"the data changed":     flipped(second, 40),
		"the nonce changed":    flipped(second, 3),
		"the tag changed":      flipped(dataEnd-6, 0),
		"no key":               with(first, ""),
		"a key of one byte":    with(first, "AAAA"),
		"no data":              with(second, ""),
		"only a nonce":         with(second, strings.Repeat("AAAA", 4)),
		"a byte below the tag": with(second, strings.Repeat("AAAA", 9)),
		"a nonce and a tag":    with(second, strings.Repeat("AAAA", 9)+"AA=="),
		"no base64":            with(second, "!"),
		"an element inside":    with(second, "<x/>"),
		"a key of another size": string(samltest.Recipe{Parts: "assertion", Encrypt: &samltest.Encryption{
			To: toUs().To, KeySize: 16, Replace: []string{"aes128-gcm", "aes256-gcm"},
		}}.XML(t)),
		"by reference": strings.Replace(whole, "<xenc:CipherData><xenc:CipherValue>", `<xenc:CipherData><xenc:CipherReference URI="http://evil.example/"/><xenc:X>`, 1),
	}
	messages["by reference"] = strings.Replace(messages["by reference"], "</xenc:CipherValue>", "</xenc:X>", 1)
	want := ""
	for name, message := range messages {
		_, err := verify([]byte(message), locked())
		if want == "" && err != nil {
			want = err.Error()
		}
		if codeOf(err) != CodeEncrypted || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	if !strings.Contains(want, "cannot be decrypted") {
		t.Error(want)
	}
}

func TestWeakEncryptionIsNotLookedInto(t *testing.T) {
	t.Parallel()
	const enc = "http://www.w3.org/2001/04/xmlenc#"
	for _, pair := range [][2]string{
		{"http://www.w3.org/2009/xmlenc11#aes256-gcm", enc + "aes256-cbc"},
		{"http://www.w3.org/2009/xmlenc11#aes256-gcm", enc + "tripledes-cbc"},
		{"http://www.w3.org/2009/xmlenc11#aes256-gcm", ""},
		{enc + "rsa-oaep-mgf1p", enc + "rsa-1_5"},
		{enc + "rsa-oaep-mgf1p", ""},
		{"http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5"},
		{`<ds:DigestMethod `, `<xenc:OAEPparams>eA==</xenc:OAEPparams><ds:DigestMethod `},
		{enc + "Element", enc + "Content"},
		{"</ds:KeyInfo>", "<xenc:EncryptedKey/></ds:KeyInfo>"},
		{"</saml:EncryptedAssertion>", "<xenc:EncryptedData/></saml:EncryptedAssertion>"},
	} {
		e := toUs()
		e.Replace = slices.Clone(pair[:])
		_, err := verify(samltest.Recipe{Parts: "both", Encrypt: e}.XML(t), locked())
		if codeOf(err) != CodeEncrypted || strings.Contains(err.Error(), "decrypted") {
			t.Errorf("%s instead of %s: %v", pair[1], pair[0], err)
		}
	}
}

// The response is signed over what is encrypted: nothing of it can be put elsewhere.
func TestAnEncryptedAssertionBelongsToItsResponse(t *testing.T) {
	t.Parallel()
	signed := samltest.Recipe{Parts: "response", Encrypt: toUs()}.XML(t)
	evil := toUs().Element(t, `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_e" Version="2.0"/>`)
	from, to := bytes.Index(signed, []byte("<saml:EncryptedAssertion")), bytes.Index(signed, []byte("</saml:EncryptedAssertion>"))+len("</saml:EncryptedAssertion>")
	swapped := slices.Concat(signed[:from], []byte(evil), signed[to:])
	if _, err := verify(swapped, locked()); codeOf(err) != CodeBadDigest {
		t.Errorf("another one in its place: %v", err)
	}
	both := slices.Concat(signed[:to], []byte(evil), signed[to:])
	if _, err := verify(both, locked()); codeOf(err) != CodePlaces {
		t.Errorf("another one beside it: %v", err)
	}
	plain := `<saml:Assertion ID="_e" Version="2.0"/>`
	if _, err := verify(slices.Concat(signed[:to], []byte(plain), signed[to:]), locked()); codeOf(err) != CodePlaces {
		t.Errorf("a plain one beside it: %v", err)
	}
}
