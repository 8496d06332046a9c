package saml

import (
	"bytes"
	"crypto/x509"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/beevik/etree"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// made is a message as an identity provider of others has made it, of a test long ago and of nobody.
func made(t testing.TB, by string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + by + ".xml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var makers = []string{"keycloak", "simplesamlphp"}

// maker is such a message with whom to trust and what to expect, had it come to us. Its key is gone; unlike those of samltest it is the
// same in every process, so that fuzzing can get to what is behind a signature.
type maker struct {
	message  []byte
	trust    Trust
	expected Expected
	said     Response
}

func makerOf(t testing.TB, by string) maker {
	t.Helper()
	m := maker{message: made(t, by)}
	document, err := Read(m.message)
	if err != nil {
		t.Fatal(err)
	}
	m.said = document.Response
	m.trust.Certificates = document.Embedded()[:1]
	m.expected = Expected{
		Provider: m.said.Issuer, Audience: m.said.Assertion.Conditions.Audiences[0][0], Recipient: m.said.Destination,
		Request: m.said.InResponseTo, At: m.said.Issued,
	}
	return m
}

func TestMessagesOfOthersAreVerified(t *testing.T) {
	t.Parallel()
	for _, by := range makers {
		m := makerOf(t, by)
		got, err := accept(m.message, m.trust, m.expected)
		if err != nil || got.NameID.Value != "bob.qwrtz@example.org" {
			t.Errorf("%s: %+v, %v", by, got, err)
		}
		if _, err := verify(bytes.ReplaceAll(m.message, []byte("bob.qwrtz"), []byte("admin")), m.trust); codeOf(err) != CodeBadDigest {
			t.Errorf("%s, another name: %v", by, err)
		}
		if _, err := verify(m.message, ours()); codeOf(err) != CodeUnknownKey {
			t.Errorf("%s, another key: %v", by, err)
		}
	}
}

// Messages of the shapes that identity providers have whom no test can ask.
func TestMessagesOfEveryShapeAreVerifiedAndAttacked(t *testing.T) {
	t.Parallel()
	for _, shape := range samltest.Shapes() {
		e := expected(samltest.Moment)
		e.Provider = shape.Issuer
		valid := shape.XML(t)
		got, err := accept(valid, ours(), e)
		if err != nil || got.NameID.Value != samltest.NameID || !slices.Equal(got.Attributes[len(got.Attributes)-1].Values, []string{"leads"}) {
			t.Errorf("%s: %+v, %v\n%s", shape.Name, got, err, valid)
			continue
		}
		if _, err := verify(valid, Trust{Certificates: []*x509.Certificate{samltest.Keys().Next.Certificate}}); codeOf(err) != CodeUnknownKey {
			t.Errorf("%s, another key: %v", shape.Name, err)
		}
		for _, a := range samltest.Attacks() {
			if a.Parts == "response" && shape.Parts() == "assertion" {
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
			if _, err := accept(message, ours(), e); err == nil || codeOf(err) == Code(err.Error()) || a.Parts == "assertion" && shape.Parts() == a.Parts && string(codeOf(err)) != a.Want {
				t.Errorf("%s, %s: %v, want %s", shape.Name, a.Name, err, a.Want)
			}
		}
		for what, document := range samltest.Hostile(string(valid)) {
			if _, err := accept([]byte(document), ours(), e); err == nil || codeOf(err) == Code(err.Error()) {
				t.Errorf("%s, %s: %v", shape.Name, what, err)
			}
		}
	}
}

// rearranged takes a message apart and puts it together, as a program of three bytes a step says: what to do, with which element, and
// where.
func rearranged(t testing.TB, message, program []byte) []byte {
	t.Helper()
	var tree etree.Document
	if err := tree.ReadFromBytes(message); err != nil {
		t.Fatal(err)
	}
	for ; len(program) >= 3; program = program[3:] {
		var all []*etree.Element
		walk(tree.Root(), func(e *etree.Element) { all = append(all, e) })
		if len(all) > 500 {
			break
		}
		step(program[0], all[int(program[1])%len(all)], all[int(program[2])%len(all)])
	}
	text, err := tree.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// step does one thing with two elements of a tree.
func step(what byte, e, at *etree.Element) {
	inside := false
	for up := at; up != nil; up = up.Parent() {
		inside = inside || up == e
	}
	switch parent := e.Parent(); what % 10 {
	case 0: // into another one
		if !inside {
			at.AddChild(e)
		}
	case 1: // a copy into another one
		at.AddChild(e.Copy())
	case 2: // a copy before another one
		if above := at.Parent(); above != nil && above.Parent() != nil {
			above.InsertChildAt(at.Index(), e.Copy())
		}
	case 3:
		if parent != nil && parent.Parent() != nil {
			parent.RemoveChild(e)
		}
	case 4:
		if len(e.ChildElements()) == 0 {
			e.SetText("admin")
		}
	case 5:
		e.CreateAttr("ID", at.SelectAttrValue("ID", "_evil"))
	case 6:
		e.Space, e.Tag = at.Space, at.Tag
	case 7:
		e.CreateAttr("xmlns:"+at.Space, "urn:evil")
	case 8:
		e.Attr = slices.Clone(at.Attr)
	case 9: // before its first child
		if !inside {
			at.InsertChildAt(0, e)
		}
	}
}

// judgeRearranged checks that what is verified of a message that was put together anew is what its maker has said.
func (m maker) judgeRearranged(t testing.TB, program []byte) (verified bool) {
	t.Helper()
	text := rearranged(t, m.message, program)
	got, err := verify(text, m.trust)
	if err != nil {
		if codeOf(err) == Code(err.Error()) {
			t.Errorf("an error that is no Fault: %v", err)
		}
		return false
	}
	if diff := cmp.Diff(m.said.Assertion, got.Response.Assertion); diff != "" {
		t.Errorf("verified, and not as it was said, after %v: %s\n%s", program, diff, text)
	}
	return true
}

func TestWhateverIsRearrangedIsNotBelieved(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 11))
	for _, by := range makers {
		m, verified := makerOf(t, by), 0
		for range 1500 {
			program := make([]byte, 3*(1+random.IntN(4)))
			for i := range program {
				program[i] = byte(random.UintN(256))
			}
			if m.judgeRearranged(t, program) {
				verified++
			}
		}
		if verified == 0 { // such as without the signature of the response, or what changed nothing
			t.Errorf("%s: none of the messages is verified, so that nothing was judged", by)
		}
	}
}

func FuzzWhateverIsRearrangedIsNotBelieved(f *testing.F) {
	f.Add([]byte{0, 0, 0})
	for i := range byte(10) {
		f.Add([]byte{i, 20, 3, 4, 22, 0})
	}
	var all []maker
	for _, by := range makers {
		all = append(all, makerOf(f, by))
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		for _, m := range all {
			text := rearranged(t, m.message, program)
			samltest.Bounded(t, func() { _, _ = verify(text, m.trust) })
			m.judgeRearranged(t, program)
		}
	})
}
