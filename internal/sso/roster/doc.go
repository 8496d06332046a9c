// Package roster holds the people of a directory against the users of an Amazon Connect instance that signs in by SAML, and
// creates and changes users so that each person's login is the name that the sign-in will bear.
//
//	CSV, SCIM, Identity Store ──▶ Person ─┐
//	                       rules ─────────┼─▶ Compare ──▶ Entry (one for each person and each other user) ──▶ Carry
//	Amazon Connect ──▶ Instance ──────────┘
//
// Logins are compared byte by byte, as Amazon Connect compares them. No user is ever renamed, and none deleted unless
// that is said (Gone): a user who is deleted takes the history along.
//
// Sources: Amazon Connect API Reference, "CreateUser", "SearchUsers" and the operations that update a user.
package roster
