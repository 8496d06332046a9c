// Package live tries a sign-in at AWS with the message itself: it asks STS for the role and, with what that gives, Amazon Connect for a token
// of the person. It is a real sign-in, of which only whether it succeeded is told: what AWS gives is neither shown, kept nor logged.
//
// Sources: AWS STS API Reference, "AssumeRoleWithSAML"; Amazon Connect API Reference, "GetFederationToken".
package live
