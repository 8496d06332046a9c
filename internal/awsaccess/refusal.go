package awsaccess

import (
	"cmp"
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
	said := Reason(r.Err)
	if p := permission(r.Err); p != "" && !strings.Contains(said, p) {
		said += "; the permission is " + p
	}
	return fmt.Sprintf("%s: AWS refuses it: %s (%s)", r.What, r.Cause, said)
}

// Where IAM calls a service, or an operation, by another word than its API.
// Source: Service Authorization Reference, the services' pages of actions.
var (
	prefixes = map[string]string{"SSO Admin": "sso", "OpenSearch": "es"}
	actions  = map[string]string{
		"S3:ListObjectVersions": "s3:ListBucketVersions", "S3:ListObjectsV2": "s3:ListBucket", "S3:HeadBucket": "s3:ListBucket",
		"S3:HeadObject": "s3:GetObject", "S3:DeleteObjects": "s3:DeleteObject and s3:DeleteObjectVersion",
	}
)

// permission is what IAM calls what an error says was not allowed, "" for an error of no operation. Not every service says so itself.
func permission(err error) string {
	operation, is := errors.AsType[*smithy.OperationError](err)
	if !is {
		return ""
	}
	if action, named := actions[operation.ServiceID+":"+operation.OperationName]; named {
		return action
	}
	prefix := cmp.Or(prefixes[operation.ServiceID], strings.ToLower(strings.ReplaceAll(operation.ServiceID, " ", "")))
	return prefix + ":" + operation.OperationName
}

// Unwrap is the SDK's error.
func (r *Refusal) Unwrap() error { return r.Err }

// Policy is the kind of policy by which AWS refused.
type Policy int

// Kinds of policies.
const (
	PolicyUnknown  Policy = iota // AWS does not say
	Organisation                 // of the AWS organisation, above the account
	Boundary                     // the caller's permissions boundary
	SessionPolicy                // of the caller's session
	ExplicitDeny                 // one of the caller's that denies
	NothingAllowed               // none of the caller's allows it
)

// causes are what AWS's message says of the policy that decided, and what that means.
// Source: IAM User Guide, "Troubleshoot access denied error messages".
var causes = []struct {
	said  string
	by    Policy
	means string
}{
	{"service control policy", Organisation, "a policy of the organisation (SCP) forbids it in this account; who runs the AWS organisation must allow it"},
	{"resource control policy", Organisation, "a policy of the organisation (RCP) forbids it; who runs the AWS organisation must allow it"},
	{"permissions boundary", Boundary, "the permissions boundary of the caller does not allow it; roles may have to be made with --permissions-boundary"},
	{"session policy", SessionPolicy, "the policy of this session does not allow it; sign in with a wider one"},
	{"no identity-based policy", NothingAllowed, "no policy allows it to the caller; add the action to one"},
	{"explicit deny in an identity-based policy", ExplicitDeny, "a policy of the caller forbids it"},
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
	_, means := decided(said)
	return means
}

// DecidedBy is the policy by which AWS refused, by the words in which it tells of it.
func DecidedBy(said string) Policy {
	by, _ := decided(said)
	return by
}

func decided(said string) (by Policy, means string) {
	for _, c := range causes {
		if strings.Contains(strings.ToLower(said), c.said) {
			return c.by, c.means
		}
	}
	return PolicyUnknown, "the caller may not do it, and AWS does not say by which policy; a policy of the organisation (SCP) is one possibility"
}

// Reason is what a person is told of an error: Amazon's code and words, without the address that was asked.
func Reason(err error) string {
	if api, is := errors.AsType[smithy.APIError](err); is {
		return api.ErrorCode() + ": " + api.ErrorMessage()
	}
	return "no answer; the log says why"
}
