// Package idp is the identity provider that Ringside ships: it tells service providers by SAML 2.0 who has signed in to Ringside with
// an account, Amazon Connect above all. It is off until it is switched on: whoever has its keys can become any user of theirs.
//
//	AuthnRequest ── Application.Ask ──▶ Asked    of a registered application, to a registered address, lately, signed if it has to be
//	the portal   ── Application.Start ─▶ Asked    nobody has asked: a person has clicked on the tile
//	Asked, Person, Session ── Answer ──▶ saml.Answer, or a Fault that says what is wrong, and no assertion
//
// Mappings say what an application is told of a person, in the words of IAM Identity Center. What would not be taken on the other
// side is refused here, with the reason.
package idp
