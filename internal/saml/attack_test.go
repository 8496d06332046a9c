package saml

import (
	"crypto/x509"
	"encoding/base64"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestWrappedSignaturesAreRefused(t *testing.T) {
	t.Parallel()
	for _, a := range samltest.Attacks() {
		tree := etree.NewDocument()
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: a.Parts}.XML(t)); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		message, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verify(message, ours()); string(codeOf(err)) != a.Want {
			t.Errorf("%s: %v, want %s", a.Name, err, a.Want)
		}
	}
}

func TestOfTwoSignedAssertionsNoneIsTaken(t *testing.T) {
	t.Parallel()
	var message, other etree.Document
	if err := message.ReadFromBytes(samltest.Recipe{Parts: "assertion"}.XML(t)); err != nil {
		t.Fatal(err)
	}
	if err := other.ReadFromBytes(samltest.Recipe{Parts: "assertion", Replace: []string{samltest.NameID, "admin", "_a77b2", "_a77b3"}}.XML(t)); err != nil {
		t.Fatal(err)
	}
	message.Root().AddChild(other.Root().FindElement("./Assertion"))
	text, err := message.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify(text, ours()); codeOf(err) != CodePlaces {
		t.Errorf("%v, want %s", err, CodePlaces)
	}
}

// The second reader is there for what the gate might let through by mistake; so what the gate refuses has to be kept from it here.
func TestWhatTwoReadersReadDifferentlyHasACodeOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`<a:b:c xmlns:a="urn:a"/>`, `<a><b></a></b>`, ``} {
		if _, err := tree([]byte(text)); codeOf(err) != CodeRoundTrip {
			t.Errorf("%q: %v, want %s", text, err, CodeRoundTrip)
		}
		if _, err := parse([]byte(text)); codeOf(err) != CodeXML {
			t.Errorf("%q, at the gate: %v, want %s", text, err, CodeXML)
		}
	}
}

func TestHostileDocumentsAreRefusedWithLittleMemory(t *testing.T) {
	valid := string(samltest.Recipe{}.XML(t))
	for name, document := range samltest.Hostile(valid) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read([]byte(document))
		runtime.ReadMemStats(&after)
		if code := codeOf(err); code != CodeXML && code != CodeSize {
			t.Errorf("%s: %v", name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
			t.Errorf("%s: %d MiB of memory", name, used>>20)
		}
	}
}

// Whatever takes XML takes none of them, by whichever binding, not even where somebody who is believed has signed the address.
func TestEveryReaderRefusesHostileDocuments(t *testing.T) {
	t.Parallel()
	keys, metadata := samltest.Keys(), samltest.Metadata(samltest.Keys().Ours)
	for name, reader := range map[string]struct {
		valid string
		read  func(document string) error
	}{
		"metadata": {metadata, func(document string) error {
			_, err := ReadMetadata([]byte(document))
			return err
		}},
		"metadata of an application": {string(ServiceProvider{EntityID: "urn:a", Recipient: "https://a.example.org/"}.Metadata()), func(document string) error {
			_, err := ReadServiceProvider([]byte(document))
			return err
		}},
		"a request in a form": {string(ourRequest(t).XML()), func(document string) error {
			_, err := ReadPost(url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(document))}})
			return err
		}},
		"a request in an address": {string(ourRequest(t).XML()), func(document string) error {
			_, err := ReadRedirect(signedQuery(t, document, "", keys.Ours))
			return err
		}},
		"a request to sign out": {logoutText(), func(document string) error {
			_, err := logout(signedQuery(t, document, "", keys.Ours))
			return err
		}},
		"a request to sign out in a form": {logoutText(), func(document string) error {
			_, err := ReadLogoutPost(url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(document))}})
			return err
		}},
		"an answer to one": {loggedOutText(), func(document string) error {
			_, err := logout(signedAnswer(t, document, keys.Ours))
			return err
		}},
	} {
		if err := reader.read(reader.valid); err != nil {
			t.Errorf("%s, as it should be: %v", name, err)
		}
		for what, document := range samltest.Hostile(reader.valid) {
			if err := reader.read(document); codeOf(err) != CodeXML && codeOf(err) != CodeSize {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
	}
}

// Of the key that made a signature a message may say whatever it wants: nobody listens, and nothing breaks (CVE-2020-7711).
func TestWhatAMessageSaysOfItsKeyDoesNotCount(t *testing.T) {
	t.Parallel()
	for _, said := range []string{
		"", "<ds:X509Data/>", "<ds:X509Data><ds:X509Certificate/></ds:X509Data>", "<ds:X509Data><ds:X509Certificate>!</ds:X509Certificate></ds:X509Data>",
		"<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>", "<ds:KeyValue/>", "<ds:KeyName>x</ds:KeyName><ds:X509Data/><ds:X509Data/>", "text",
		`<ds:RetrievalMethod URI="http://127.0.0.1:1/"/>`, "<ds:KeyInfo/>", "<x/>",
	} {
		text := string(samltest.Recipe{Parts: "assertion"}.XML(t))
		from, to := strings.Index(text, "<ds:KeyInfo>"), strings.Index(text, "</ds:KeyInfo>")
		got, err := verify([]byte(text[:from]+"<ds:KeyInfo>"+said+text[to:]), ours())
		if err != nil || got.Response.Assertion.NameID.Value != samltest.NameID {
			t.Errorf("%s: %v", said, err)
		}
	}
}

func TestTheGateLetsPlainXMLPass(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`<?xml version="1.0" encoding="utf-8" standalone="no"?>` + "\n<a/>\n", `<a xmlns="urn:a" xml:lang="ko" b='"'>&lt;&#xAC00;홍</a>`,
		`<p:a xmlns:p="urn:a"><p:b xmlns:p="urn:b" p:c="1" c="2"/></p:a>`, string(samltest.Recipe{}.XML(t)), samltest.Metadata(samltest.Keys().Ours),
	} {
		if err := gate([]byte(document), scanner{}); err != nil {
			t.Errorf("%.60s: %v", document, err)
		}
	}
}

// largest is what costs most of what passes the gate: as many elements, prefixes and bytes as may be, signed.
func largest(tb testing.TB) []byte {
	tb.Helper()
	extension := "<samlp:Extensions " + samltest.Numbered(55, `xmlns:p%d="urn:x" `) + ">" + strings.Repeat("<p0:a>", 50) +
		strings.Repeat("<p1:b p2:c='d'>"+strings.Repeat("e", 200)+"</p1:b>", 790) + strings.Repeat("</p0:a>", 50) + "</samlp:Extensions>"
	return samltest.Recipe{Replace: []string{"<samlp:Status>", extension + "<samlp:Status>"}}.XML(tb)
}

func TestTheLargestThatPassesIsVerified(t *testing.T) {
	t.Parallel()
	message := largest(t)
	if _, err := verify(message, ours()); err != nil {
		t.Errorf("%d bytes: %v", len(message), err)
	}
	if _, err := verify(message, Trust{Certificates: []*x509.Certificate{samltest.Keys().Next.Certificate}}); codeOf(err) != CodeUnknownKey {
		t.Errorf("by another key: %v", err)
	}
}

func BenchmarkLargest(b *testing.B) {
	message, trust := largest(b), ours()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := verify(message, trust); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, document := range samltest.Hostile(string(samltest.Recipe{}.XML(b))) {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Read([]byte(document)) // refused, which the test checks
			}
		})
	}
}
