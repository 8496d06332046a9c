// Package iam is an AWS account that does not exist: those operations of IAM and STS that Ringside calls, and the judgement of a
// sign-in by SAML.
//
//	request ── known operation? ── signed? ── valid? ── answer from Account ── XML
//	SAMLResponse ── AssumeRole ──▶ Session or Refusal, in AWS's words
//
// It is to the doctor of sign-ins what a second opinion is: neither imports the other. The message, metadata and policies are
// read and judged here by code of its own, written from AWS's pages; what both go by is the library that checks a signature.
// Where AWS's pages leave a choice the answer is the stricter one. A text that no page of AWS has begins with "(simulated)".
//
// Source: IAM API Reference and AWS STS API Reference, the page of each operation; IAM User Guide, "Configure SAML assertions
// for the authentication response", "Troubleshoot SAML federation with IAM", "Policy evaluation logic".
package iam
