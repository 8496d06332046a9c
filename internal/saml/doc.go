// Package saml reads SAML 2.0 responses, verifies their signatures and holds them to what a service provider expects. It
// knows no clock, network or memory: bytes, trusted certificates and expectations in; a message, who has signed in, or a
// Fault with a code, out. It writes the requests and the metadata of a service provider too.
//
// A message passes these doors, in this order, and the first that refuses ends it:
//
//	field  ── Decode ──▶ bytes    strict base64, limited in size, never inflated
//	bytes  ── gate   ──▶ bytes    one pass over the raw bytes: no DTD, no comments, few elements, unique IDs …
//	       ── Read   ──▶ Document one tree, one Response, one Assertion, each where it belongs
//	       ── Verify ──▶ Message  signatures of exactly one shape, by pinned certificates alone
//	       ── Expect ──▶ SignIn   for us, now, of this provider, to the request of this browser
//
// Only what Verify returns was said by the identity provider: it is read anew from the bytes that the signature covers.
// What Document.Response holds is a claim of whoever sent the message.
//
// The order and the rules follow the OASIS documents "SAML 2.0 Core" and "Bindings" (March 2005), "XML Signature Syntax and
// Processing" of W3C, and the published attacks on other readers (signature wrapping, parsers that disagree).
package saml
