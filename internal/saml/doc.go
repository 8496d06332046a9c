// Package saml reads SAML 2.0 responses and verifies their signatures. It knows no service provider, clock or network:
// bytes and trusted certificates in; a message, or a Fault with a code, out.
//
// A message passes these doors, in this order, and the first that refuses ends it:
//
//	field  ── Decode ──▶ bytes    strict base64, limited in size, never inflated
//	bytes  ── gate   ──▶ bytes    one pass over the raw bytes: no DTD, no comments, few elements, unique IDs …
//	       ── Read   ──▶ Document one tree, one Response, one Assertion, each where it belongs
//	       ── Verify ──▶ Message  signatures of exactly one shape, by pinned certificates alone
//
// Only what Verify returns was said by the identity provider: it is read anew from the bytes that the signature covers.
// What Document.Response holds is a claim of whoever sent the message.
//
// The order and the rules follow the OASIS documents "SAML 2.0 Core" and "Bindings" (March 2005), "XML Signature Syntax and
// Processing" of W3C, and the published attacks on other readers (signature wrapping, parsers that disagree).
package saml
