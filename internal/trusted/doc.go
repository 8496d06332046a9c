// Package trusted owns the identity providers that sign people in to Ringside by SAML: what is believed of each, from where that came, and
// how it changes. Nothing new counts before somebody has seen it and agreed.
package trusted
