// Package signin lets nobody without a session through. Ringside is a service provider of SAML and a client of OpenID Connect: it asks
// an identity provider who is there, and takes the answer of that one alone. It knows a few people itself, too: the first
// administrator, and those for emergencies.
//
//	a page, nobody signed in   303 ─▶ GET /saml/login or /oidc/login, or /sign-in where there is not just one
//	GET  /saml/login           a request cookie, 303 ─▶ the identity provider, with an AuthnRequest
//	POST /saml/acs             its answer: package saml's doors, then used up and a session begun, 303 ─▶ the page
//	GET  /saml/slo             single logout: a request of the identity provider, or its answer to ours
//	GET  /saml/metadata        what the identity provider has to know of us
//	GET  /oidc/login           a request cookie, 303 ─▶ the identity provider, with state, nonce and code challenge
//	GET  /oidc/callback/ISSUER a code of it, given back for an ID token and claims, then as /saml/acs
//	GET  /sign-in              the ways in; POST takes name, password and code
//	GET  /sign-in/set-up       a one-time link: choose a password and an authenticator app; POST uses it up
//	GET  /sign-out             asks; POST ends the session
//
// The request cookie ties the answer to the browser that was sent: it holds the request's ID and the way back, under a MAC whose
// key lives as long as the process. Nothing is stored for those who only ask, so asking cannot fill a disk. Each request has a
// cookie of its own, so that tabs do not disturb each other. No relay state is sent; that of a message
// that nobody asked for, where such are taken, may be a path of ours.
//
// Everything but what this package answers itself, the health of the process, and what takes an ingest key needs a session.
package signin
