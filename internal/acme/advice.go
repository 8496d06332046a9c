package acme

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"

	"github.com/mholt/acmez/v3/acme"
)

// advice says what to do about a certificate that was not given (the types of RFC 8555, section 6.7).
func (c *Certificates) advice(err error) string {
	if problem, is := errors.AsType[acme.Problem](err); is {
		if of := c.problem(problem); of != "" {
			return of
		}
		return "the error is what the authority says"
	}
	if _, is := errors.AsType[x509.UnknownAuthorityError](err); is {
		return fmt.Sprintf("nobody vouches for %s itself: give the root of a private authority by --tls-directory-root", c.Directory)
	}
	if _, is := errors.AsType[net.Error](err); is {
		return fmt.Sprintf("this machine does not reach %s: look at its firewall, and set HTTPS_PROXY where there is a proxy", c.Directory)
	}
	return "look whether the data folder can be written; --log-level debug tells each step"
}

// problem is what to do about what the authority says; empty when only itself knows.
func (c *Certificates) problem(p acme.Problem) string {
	ports := "port 443 of " + c.Name + " must lead to --listen"
	if c.Plain {
		ports = "port 80 of " + c.Name + " must lead to --redirect-listen, or port 443 to --listen"
	}
	switch p.Type {
	case acme.ProblemTypeDNS:
		return "the authority does not find " + c.Name + ": give the name an A or AAAA record that leads to this machine, where all can ask for it"
	case acme.ProblemTypeConnection:
		return "the authority does not reach this machine: " + ports + ", open in every firewall between them"
	case acme.ProblemTypeUnauthorized, acme.ProblemTypeIncorrectResponse, acme.ProblemTypeTLS:
		return "something else answers there: " + ports + ", past every proxy; look at the A and AAAA records of the name"
	case acme.ProblemTypeCAA:
		return "a CAA record of " + c.Name + " or above allows other authorities alone: add this one"
	case acme.ProblemTypeRateLimited:
		return "the authority has been asked too often; it is asked again later"
	case acme.ProblemTypeRejectedIdentifier, acme.ProblemTypeUnsupportedIdentifier:
		return "this authority vouches for no such name: ask another by --tls-directory, or give a certificate by --tls-cert"
	case acme.ProblemTypeInvalidContact, acme.ProblemTypeUnsupportedContact:
		return "the authority does not take the address of --tls-email"
	case acme.ProblemTypeExternalAccountRequired:
		return "this authority wants an account that was made beforehand, which Ringside cannot show: ask another by --tls-directory"
	case acme.ProblemTypeUserActionRequired:
		return "the authority wants its new terms agreed to, at the address in the error"
	}
	return ""
}
