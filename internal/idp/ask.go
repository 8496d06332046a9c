package idp

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// Asked is what an application wants to know, after all checks but those of the person. It is kept by the browser, under a MAC.
type Asked struct {
	Application string    `json:"application"`
	ID          string    `json:"id,omitempty"` // of the request; empty where nobody has asked
	At          time.Time `json:"at"`           // when it came
	Consumer    string    `json:"consumer"`
	RelayState  []byte    `json:"relay_state,omitempty"`
	Format      string    `json:"format,omitempty"` // of the NameID that is wanted
	Class       string    `json:"class,omitempty"`  // how people were to sign in; empty where they cannot
	Force       bool      `json:"force,omitempty"`
	Passive     bool      `json:"passive,omitempty"`
}

// longestRelay is far above the 80 bytes of the specification, which applications that put an address into it do not keep; longestFormat,
// above every format that there is. With them what was asked fits into a cookie.
const longestRelay, longestFormat = 1024, 256

// Ask judges a request of an application, which came to an address of ours, in the order of "Profiles for SAML 2.0", 4.1.4.1. It
// refuses with a Fault. Until the address for the answer was found to be registered, nothing may be sent there.
func (a Application) Ask(r saml.AuthnRequest, address string, now time.Time) (Asked, error) {
	refuse := func(code saml.Code, format string, args ...any) (Asked, error) {
		return Asked{}, fault(code, format, args...)
	}
	age := now.Sub(r.Issued)
	switch {
	case a.Disabled:
		return refuse(CodeApplication, "the application is switched off")
	case r.Issuer != a.EntityID:
		return refuse(CodeApplication, "the Issuer of the request is not the application's entityID")
	case r.Destination != address && (r.Destination != "" || r.HasSignature):
		return refuse(CodeAddress, "the Destination is missing, or is not %s", address)
	case age < -saml.Skew || age > saml.Freshness+saml.Skew:
		return refuse(CodeTime, "the request was issued %s ago", age.Round(time.Second))
	case len(r.RelayState) > longestRelay:
		return refuse(CodeConsumer, "the relay state has %d bytes", len(r.RelayState))
	case len(r.NameIDFormat) > longestFormat:
		return refuse(CodeNameID, "the format of the NameID has %d bytes", len(r.NameIDFormat))
	}
	if a.Signed || r.HasSignature && len(a.Keys) > 0 { // one that is there has to be good
		by, err := a.certificates()
		if err != nil {
			return Asked{}, err
		}
		if err := r.Signed(by); err != nil {
			return Asked{}, err
		}
	}
	at := 0
	switch {
	case r.Consumer != "":
		at = slices.IndexFunc(a.Consumers, func(c saml.Consumer) bool { return c.Address == r.Consumer })
	case r.ConsumerIndex >= 0:
		at = slices.IndexFunc(a.Consumers, func(c saml.Consumer) bool { return c.Index == r.ConsumerIndex })
	}
	if at < 0 {
		return refuse(CodeConsumer, "the AssertionConsumerService is not one that is registered")
	}
	if !r.Post() {
		return refuse(CodeBinding, "the answer is wanted by something else than HTTP-POST")
	}
	return Asked{
		Application: a.ID, ID: r.ID, At: now, Consumer: a.Consumers[at].Address, RelayState: []byte(r.RelayState), Format: r.NameIDFormat,
		Class: classFor(r.Classes, r.Comparison, classes), Force: r.Force, Passive: r.Passive,
	}, nil
}

// Start is what is told an application that has not asked: somebody comes from our portal.
func (a Application) Start(now time.Time) Asked {
	return Asked{Application: a.ID, At: now, Consumer: a.Consumers[0].Address, RelayState: []byte(a.RelayState), Class: classPassword}
}
