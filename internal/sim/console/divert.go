package console

import (
	"bytes"
	"crypto"
	"errors"
	"html"
	"regexp"
)

// Parts of the page by which an identity provider lets a browser post an answer.
var (
	formAddress = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	formField   = regexp.MustCompile(`name="SAMLResponse" value="([^"]*)"`)
	formRelay   = regexp.MustCompile(`<input type="hidden" name="RelayState" value="([^"]*)">`)
)

// errNotDiverted keeps an answer from leaving for the real AWS.
var errNotDiverted = errors.New("the page cannot be read, and may lead to the real AWS")

// Divert is a page that posts an answer to AWS, changed so that it posts to the simulation, with what is wrong now; policy is what
// its Content-Security-Policy gets besides. What posts to somebody else is left as it is. The page is changed from outside, so that
// the identity provider that serves people has no way to send an answer anywhere but to its application.
func (c *Console) Divert(page []byte, private crypto.Signer, certificate []byte) (changed []byte, policy string, err error) {
	if !bytes.Contains(page, []byte("SAMLResponse")) {
		return page, "", nil
	}
	address, field, relay := formAddress.FindSubmatchIndex(page), formField.FindSubmatchIndex(page), formRelay.FindSubmatchIndex(page)
	if address == nil || field == nil {
		return nil, "", errNotDiverted
	}
	text := func(at []int) string {
		if at == nil {
			return ""
		}
		return html.UnescapeString(string(page[at[2]:at[3]]))
	}
	before := Sending{Address: text(address), Field: text(field), RelayState: text(relay)}
	after, err := c.Send(before, private, certificate)
	if err != nil || after == before {
		return page, "", err
	}
	head, rest, found := bytes.Cut(page, []byte("<form "))
	_, rest, closed := bytes.Cut(rest, []byte("</form>"))
	if !found || !closed {
		return nil, "", errNotDiverted
	}
	changed = append([]byte{}, head...)
	changed = append(changed, `<form method="post" action="`+html.EscapeString(after.Address)+`"><input type="hidden" name="SAMLResponse" value="`+html.EscapeString(after.Field)+`">`...)
	if after.RelayState != "" {
		changed = append(changed, `<input type="hidden" name="RelayState" value="`+html.EscapeString(after.RelayState)+`">`...)
	}
	changed = append(changed, `<noscript><button>계속 · Continue</button></noscript></form>`...)
	return append(changed, rest...), after.Policy, nil
}
