package setup

import (
	"fmt"
	"strings"

	"github.com/ringside/ringside/internal/amazonconnect"
)

// Refusal is AWS not letting the caller do something, and why, as far as AWS says so.
type Refusal struct {
	What  string // such as: create the role
	Cause string // in words, with what to do
	Err   error
}

// Error says what was refused and why, and then in AWS's words.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%s: AWS refuses it: %s (%s)", r.What, r.Cause, amazonconnect.Reason(r.Err))
}

// Unwrap is the SDK's error.
func (r *Refusal) Unwrap() error { return r.Err }

// causes are what AWS's message says of the policy that decided, and what that means.
// Source: IAM User Guide, "Troubleshoot access denied error messages".
var causes = []struct{ said, means string }{
	{"service control policy", "a policy of the organisation (SCP) forbids it in this account; who runs the AWS organisation must allow it"},
	{"resource control policy", "a policy of the organisation (RCP) forbids it; who runs the AWS organisation must allow it"},
	{"permissions boundary", "the permissions boundary of the caller does not allow it; roles may have to be made with --permissions-boundary"},
	{"session policy", "the policy of this session does not allow it; sign in with a wider one"},
	{"no identity-based policy", "no policy allows it to the caller; add the action to one"},
	{"explicit deny in an identity-based policy", "a policy of the caller forbids it"},
}

// explained says what was being done, and of a refusal whose policy it was. No error stays none.
func explained(what string, err error) error {
	if err == nil {
		return nil
	}
	switch amazonconnect.Code(err) {
	case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation":
	default:
		return fmt.Errorf("%s: %w", what, err)
	}
	cause := "the caller may not do it, and AWS does not say by which policy; a policy of the organisation (SCP) is one possibility"
	for _, c := range causes {
		if strings.Contains(strings.ToLower(err.Error()), c.said) {
			cause = c.means
			break
		}
	}
	return &Refusal{what, cause, err}
}
