// Package scim lets a directory such as Entra ID or Okta say who the people of our identity provider are, by SCIM 2.0 (RFC 7643, RFC 7644).
//
//	request ── Handler ──▶ a token that is for this alone, not too many, a body of bounded size
//	filter  ── parseFilter ──▶ filter ── match ──▶ whom a list has
//	body    ── schema.read ──▶ object: attributes that we keep, in their own letters and types; all others are passed over
//	patch   ── patch.apply ──▶ the same object, changed, or nothing
//	object  ── users, groups ──▶ internal/state, in one transaction, with an entry in the audit log for each change
//
// What a directory has not made it can neither see nor change: an account of that name, or a group of that name with people in it, is a
// conflict. It gives nobody a role, a password or a way to sign in.
package scim
