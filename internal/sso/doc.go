// Package sso finds out why a sign-in to Amazon Connect by SAML fails, from what was sent and what is known, without asking AWS.
//
//	bytes ── ReadInput ──▶ Input   a message, a form, a HAR file, or AWS's own words
//	bytes ── ReadFacts ──▶ Facts   what is set up in IAM and Amazon Connect, as far as it is known
//	                       Diagnose(Case) ──▶ Report   every finding, in the order in which AWS would come upon it
//
// What cannot be decided is said to be so, and never taken for good. Nothing is kept, and findings hold nothing of a person
// unless the caller asks for it.
package sso
