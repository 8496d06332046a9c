// Package access says who may do what, and with which contacts: roles are permissions, a grant is a person's roles with the limits
// of what they see, and rules make grants of what an identity provider says of a person.
//
//	session ─▶ Person ─▶ Rules.Grant ─▶ Grant ─▶ of the request: Roles.May, Grant.Scope
//
// Whom no rule fits may do nothing, and who names no limit that their role needs sees nothing.
package access
