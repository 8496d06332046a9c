package awsaccess

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/smithy-go"
)

// Refusal is AWS not letting the caller do something, and why, as far as AWS says so.
type Refusal struct {
	What  string // such as: create the role
	Cause string // in words, with what to do
	Err   error
}

// Error says what was refused and why, and then in AWS's words.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%s: AWS refuses it: %s (%s)", r.What, r.Cause, Reason(r.Err))
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

// Explained says what was being done, and of a refusal whose policy it was. No error stays none.
func Explained(what string, err error) error {
	if err == nil {
		return nil
	}
	switch Code(err) {
	case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation":
		return &Refusal{what, Cause(err.Error()), err}
	}
	return fmt.Errorf("%s: %w", what, err)
}

// Cause is what a refusal means, by the words in which AWS tells of it.
func Cause(said string) string {
	for _, c := range causes {
		if strings.Contains(strings.ToLower(said), c.said) {
			return c.means
		}
	}
	return "the caller may not do it, and AWS does not say by which policy; a policy of the organisation (SCP) is one possibility"
}

// Reason is what a person is told of an error: Amazon's code and words, without the address that was asked.
func Reason(err error) string {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return api.ErrorCode() + ": " + api.ErrorMessage()
	}
	return "no answer; the log says why"
}
