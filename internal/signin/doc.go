// Package signin is Ringside as a service provider of SAML: it asks one identity provider who is there, takes the answer, and
// lets nobody without a session through.
//
//	a page, nobody signed in   303 ─▶ GET /saml/login
//	GET  /saml/login           a request cookie, 303 ─▶ the identity provider, with an AuthnRequest
//	POST /saml/acs             its answer: package saml's doors, then used up and a session begun, 303 ─▶ the page
//	GET  /saml/metadata        what the identity provider has to know of us
//	GET  /saml/logout          asks; POST ends the session
//
// The request cookie ties the answer to the browser that was sent: it holds the request's ID and the way back, under a MAC whose
// key lives as long as the process. Nothing is stored for those who only ask, so asking cannot fill a disk. Each request has a
// cookie of its own, so that tabs do not disturb each other. The relay state is neither sent nor read.
//
// Everything but what this package answers itself, the health of the process, and what takes an ingest key needs a session.
package signin
