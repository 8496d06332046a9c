// Package setup brings about what lets people sign in to Amazon Connect by SAML: it says how what is differs from what is
// wished for, and makes the one the other.
//
//	Wish ─┐
//	      ├─▶ compare ──▶ Plan (words, JSON, click sheet) ──▶ Apply: step after step, each of which may be the last
//	read ─┘
//	 ▲ State: IAM, Amazon Connect, IAM Identity Center
//
// Nothing is remembered between two runs: what is there is read anew each time, so a run that was broken off is gone on with
// by running it again. What is made carries a tag; what does not carry it is somebody else's, and is never changed unless
// that is asked for. Nothing is ever deleted, but for the oldest version of a policy of ours when IAM has no room for a new one.
//
// Sources: IAM User Guide, "Configure SAML assertions for the authentication response"; Amazon Connect Administrator Guide,
// "Configure SAML with IAM for Amazon Connect"; IAM Identity Center User Guide, "Set up customer managed SAML 2.0 applications".
package setup
