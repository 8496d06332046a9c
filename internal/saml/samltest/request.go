package samltest

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"net/url"
	"regexp"
	"testing"
)

var requestAttribute = regexp.MustCompile(` ID="(_[0-9a-f]{40})"`)

// RequestID is the ID of the request of ours that an address holds, to which a browser was sent.
func RequestID(t testing.TB, address string) string {
	t.Helper()
	text := RequestText(t, address)
	found := requestAttribute.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("a request without an ID: %s", text)
	}
	return found[1]
}

// RequestText is that request.
func RequestText(t testing.TB, address string) string {
	t.Helper()
	sent, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return string(Inflated(t, sent.RawQuery))
}

// Inflated is the message that a query brings as HTTP-Redirect has it.
func Inflated(t testing.TB, query string) []byte {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := base64.StdEncoding.DecodeString(values.Get("SAMLRequest") + values.Get("SAMLResponse"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return text
}
