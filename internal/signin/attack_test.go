package signin

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sso"
)

// vouched is a sign-in of one identity provider that only has to be brought to the site.
type vouched struct {
	site    *site
	browser *browser // that has begun it
	field   string   // the message, nothing of which is encrypted
	parts   string   // which one of its parts is signed: "response" or "assertion"
}

// attacked brings everything that an attacker might make of a valid message, in the browser that the message is for, and at last the
// message itself: had that not been valid, the rest would show nothing.
func (v vouched) attacked(t *testing.T) {
	t.Helper()
	valid, err := base64.StdEncoding.DecodeString(v.field)
	if err != nil || bytes.Contains(valid, []byte("EncryptedAssertion")) {
		t.Fatalf("%v %s", err, valid)
	}
	tries := 0
	for _, a := range samltest.Attacks() {
		if a.Parts != v.parts {
			continue
		}
		var tree etree.Document
		if err := tree.ReadFromBytes(valid); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		message, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		v.withheld(t, a.Name, message, a.Want)
		v.diagnosed(t, a.Name, message, a.Want)
		tries++
	}
	for name, document := range samltest.Hostile(string(valid)) {
		if len(document) > 20_000 && v.parts == "assertion" {
			continue // the message that it is made of is nowhere in it: once is enough
		}
		v.withheld(t, name, []byte(document), "IN-XML", "IN-SIZE", "IN-FORM")
		tries++
	}
	v.withheld(t, "our own certificate says nothing", v.encrypted(t, valid), "SIG-NONE")
	v.withheld(t, "deflated", deflated(t, valid), "IN-XML")
	v.withheld(t, "a bomb", deflated(t, bytes.Repeat([]byte(" "), 64<<20)), "IN-XML")
	if tries < 55 && v.parts == "response" || tries < 70 && v.parts == "assertion" {
		t.Errorf("%d tries", tries)
	}
	v.elsewhere(t)
	if v.browser.sees() {
		t.Fatal("one of them has let somebody in")
	}
	if w := v.browser.post(v.field); w.StatusCode != http.StatusSeeOther || !v.browser.sees() {
		t.Errorf("the message itself: %s\n%s", w.Status, v.site.log())
	}
}

// withheld brings a message by which nobody may be let in, for one of the reasons.
func (v vouched) withheld(t *testing.T, name string, message []byte, codes ...string) {
	t.Helper()
	logged := len(v.site.log())
	w := v.browser.post(base64.StdEncoding.EncodeToString(message))
	told := v.site.log()[logged:]
	found := false
	for _, code := range codes {
		found = found || strings.Contains(told, "request_id=request-17 code="+code+" ")
	}
	if w.StatusCode != http.StatusForbidden || !found || len(w.Cookies()) > 0 {
		t.Errorf("%s: %s, want %v; %s", name, w.Status, codes, told)
	}
	if strings.Contains(told, "admin") || strings.Contains(w.text, "admin<") {
		t.Errorf("%s: the name that it brings is shown: %s", name, told)
	}
}

// diagnosed asks the doctor about a message that somebody has taken apart: whatever else is wrong with it for AWS, that has to be named.
func (v vouched) diagnosed(t *testing.T, name string, message []byte, code string) {
	t.Helper()
	report := sso.Diagnose(sso.Case{
		Input: sso.ReadInput([]byte(base64.StdEncoding.EncodeToString(message))), At: v.site.Now(),
		Facts: &sso.Facts{Provider: &sso.ProviderFacts{Metadata: string(v.site.provider.Providers[0].Text)}},
	})
	want := strings.Replace(code, "IN-SHAPE", "SIG-SHAPE", 1) // the doctor's advice is one
	if !slices.ContainsFunc(report.Findings, func(f sso.Finding) bool { return string(f.Code) == want }) {
		t.Errorf("%s: the doctor does not name %s: %+v", name, want, report.Findings)
	}
}

// encrypted puts an evil assertion, encrypted for us by somebody who has read our metadata, in the place of the good one
// (CVE-2024-9487).
func (v vouched) encrypted(t *testing.T, valid []byte) []byte {
	t.Helper()
	var tree, evil etree.Document
	if err := tree.ReadFromBytes(valid); err != nil {
		t.Fatal(err)
	}
	root := tree.Root()
	assertion := root.FindElement("./Assertion")
	for _, signed := range []*etree.Element{root, assertion} {
		if signature := signed.FindElement("./Signature"); signature != nil {
			signed.RemoveChild(signature)
		}
	}
	assertion.FindElement(".//NameID").SetText("admin")
	for _, a := range root.Attr {
		if a.Space == "xmlns" && assertion.SelectAttr("xmlns:"+a.Key) == nil {
			assertion.CreateAttr("xmlns:"+a.Key, a.Value)
		}
	}
	evil.SetRoot(assertion.Copy())
	text, err := evil.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	locked := samltest.Encryption{To: &samltest.Keys().Next.Private.PublicKey}
	var holder etree.Document
	if err := holder.ReadFromString(`<x xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + locked.Element(t, text) + `</x>`); err != nil {
		t.Fatal(err)
	}
	inside := holder.Root().ChildElements()[0]
	inside.CreateAttr("xmlns:saml", "urn:oasis:names:tc:SAML:2.0:assertion")
	root.RemoveChild(assertion)
	root.AddChild(inside)
	message, err := tree.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return message
}

// deflated is as the HTTP-Redirect binding has messages, which are never taken in a form.
func deflated(t *testing.T, message []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(message); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// elsewhere brings the message itself, where or when it does not count.
func (v vouched) elsewhere(t *testing.T) {
	t.Helper()
	valid, err := base64.StdEncoding.DecodeString(v.field)
	if err != nil {
		t.Fatal(err)
	}
	thief := v
	thief.browser = v.site.browser(t)
	thief.withheld(t, "another browser", valid, "SP-REQUEST")
	thief.browser.atTheDoor("/")
	thief.withheld(t, "another browser that has begun a sign-in", valid, "SP-REQUEST")
	v.site.advance(8 * time.Minute)
	v.withheld(t, "late", valid, "TIME-OLD5", "TIME-EXPIRED")
	v.site.advance(-16 * time.Minute)
	v.withheld(t, "early", valid, "TIME-FUTURE")
	v.site.advance(8 * time.Minute)
}

func TestMessagesOfPythonSAMLAreAttacked(t *testing.T) {
	s, p := open(t, samltest.Keys().Ours), startPeer(t)
	b := s.browser(t)
	address, _ := b.begin("/")
	vouched{s, b, p.answer(address, s.Now(), nil), "assertion"}.attacked(t)
}

func TestOurOwnMessagesAreAttacked(t *testing.T) {
	t.Parallel()
	for _, parts := range []string{"response", "assertion"} {
		s := open(t, samltest.Keys().Ours)
		b := s.browser(t)
		_, id := b.begin("/")
		vouched{s, b, s.answer(t, id, samltest.Recipe{Parts: parts}), parts}.attacked(t)
	}
}
