package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
)

// State is what there is, as far as it was read. What is nil is not there.
type State struct {
	Account  string // of who asks; "" where nobody was asked
	Caller   string // ARN
	Instance *Instance
	Provider *Provider
	Policy   *Policy
	Role     *Role
	Centre   *Application // nil where IAM Identity Center was not asked, or has no such application
	Asked    Asked
}

// Asked says which parts were read.
type Asked struct{ Account, Centre bool }

// Instance is an Amazon Connect instance.
type Instance struct {
	ARN     string   `json:"arn"`
	Alias   string   `json:"alias,omitzero"`
	Type    string   `json:"identity_management_type"`
	Status  string   `json:"status"`
	Reason  string   `json:"reason,omitzero"`           // why it failed
	SignIn  string   `json:"sign_in_endpoint,omitzero"` // of a replicated instance
	Origins []string `json:"approved_origins"`
	Replica *Replica `json:"replica,omitzero"` // of a replicated instance

	users map[string]string // the logins of all, by id, where they were read
}

func (i *Instance) id() string {
	if parts := instanceARN.FindStringSubmatch(i.ARN); parts != nil {
		return parts[4]
	}
	return ""
}

// Provider is a SAML provider of IAM.
type Provider struct {
	Metadata string
	Until    time.Time
	Tags     map[string]string
}

// Policy is a managed policy, as its default version.
type Policy struct {
	Document string
	Versions []string // ids, of those that are not the default, the oldest first
	Tags     map[string]string
}

// Role is a role of IAM.
type Role struct {
	ARN      string
	Trust    string
	Session  time.Duration
	Boundary string
	Tags     map[string]string
	Attached []string // ARNs of policies
}

// read reads everything that a wish is about.
func (c *Clients) read(ctx context.Context, w *Wish) (*State, error) {
	s := &State{}
	if c.IAM != nil {
		s.Asked.Account = true
		if err := c.readAccount(ctx, w, s); err != nil {
			return nil, err
		}
	}
	if c.Centre != nil {
		s.Asked.Centre = true
		return s, c.readCentre(ctx, w, s)
	}
	return s, nil
}

// ErrUnasked says that AWS could not be asked at all: there are no credentials, or there is no way to it.
var ErrUnasked = errors.New("AWS does not answer")

// readAccount reads the instance first: if that does not sign in by SAML, there is nothing else to say.
func (c *Clients) readAccount(ctx context.Context, w *Wish, s *State) error {
	caller, err := c.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil && amazonconnect.Code(err) == "" {
		return fmt.Errorf("ask AWS who is asking: %w: %w; sign in with the AWS command line, or name another --profile", ErrUnasked, err)
	}
	if err != nil {
		return awsaccess.Explained("ask AWS who is asking", err)
	}
	s.Account, s.Caller = aws.ToString(caller.Account), aws.ToString(caller.Arn)
	if w.Account == "" && w.Instance == "" {
		w.Account = s.Account
	}
	if wanted := w.place().account; wanted != s.Account {
		return fmt.Errorf("the instance is in account %s, and the credentials are of account %s: name another --profile", wanted, s.Account)
	}
	if s.Instance, err = c.instance(ctx, w); err != nil || s.Instance != nil && s.Instance.Type != string(types.DirectoryTypeSaml) {
		return err
	}
	if s.Provider, err = c.provider(ctx, w); err != nil {
		return err
	}
	if s.Policy, err = c.policy(ctx, w.names().policy); err != nil {
		return err
	}
	s.Role, err = c.role(ctx, w)
	return err
}

// instance is the one that is named, or the one that was created by its alias; nil if there is none yet.
func (c *Clients) instance(ctx context.Context, w *Wish) (*Instance, error) {
	id := w.place().instance
	if id == "" {
		found, err := c.aliased(ctx, w.Create)
		if err != nil || found == "" {
			return nil, err
		}
		id = found
	}
	out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: &id})
	if err != nil {
		return nil, awsaccess.Explained("describe the instance", err)
	}
	if out.Instance == nil {
		return nil, errors.New("describe the instance: there is none in the answer")
	}
	i := &Instance{
		ARN: aws.ToString(out.Instance.Arn), Alias: aws.ToString(out.Instance.InstanceAlias),
		Type: string(out.Instance.IdentityManagementType), Status: string(out.Instance.InstanceStatus), Origins: []string{},
	}
	if out.Instance.StatusReason != nil {
		i.Reason = aws.ToString(out.Instance.StatusReason.Message)
	}
	if i.Type != string(types.DirectoryTypeSaml) {
		return i, nil
	}
	if len(w.origins()) > 0 {
		if i.Origins, err = c.approved(ctx, i.id()); err != nil {
			return nil, err
		}
	}
	if r := out.ReplicationConfiguration; r != nil {
		i.SignIn = aws.ToString(r.GlobalSignInEndpoint)
		err = c.replica(ctx, w, i, r)
	}
	return i, err
}

// aliased is the id of the instance with an alias, "" if there is none.
func (c *Clients) aliased(ctx context.Context, alias string) (string, error) {
	in := &awsconnect.ListInstancesInput{MaxResults: aws.Int32(10)}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.ListInstances, in)
		if err != nil {
			return "", awsaccess.Explained("list instances", err)
		}
		for _, i := range out.InstanceSummaryList {
			if aws.ToString(i.InstanceAlias) == alias {
				return aws.ToString(i.Id), nil
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return "", nil
		}
	}
}

// approved reads the approved origins of an instance.
func (c *Clients) approved(ctx context.Context, id string) ([]string, error) {
	in, all := &awsconnect.ListApprovedOriginsInput{InstanceId: &id, MaxResults: aws.Int32(25)}, []string{}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.ListApprovedOrigins, in)
		if err != nil {
			return nil, awsaccess.Explained("list approved origins", err)
		}
		all = append(all, out.Origins...)
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// missing tells whether IAM says that something is not there.
func missing(err error) bool { return amazonconnect.Code(err) == "NoSuchEntity" }

func (c *Clients) provider(ctx context.Context, w *Wish) (*Provider, error) {
	out, err := c.IAM.GetSAMLProvider(ctx, &iam.GetSAMLProviderInput{SAMLProviderArn: aws.String(w.names().provider)})
	switch {
	case missing(err):
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, awsaccess.Explained("read the SAML provider", err)
	}
	return &Provider{aws.ToString(out.SAMLMetadataDocument), aws.ToTime(out.ValidUntil), tagged(out.Tags)}, nil
}

func (c *Clients) policy(ctx context.Context, arn string) (*Policy, error) {
	out, err := c.IAM.GetPolicy(ctx, &iam.GetPolicyInput{PolicyArn: &arn})
	switch {
	case missing(err):
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, awsaccess.Explained("read the policy", err)
	}
	version, err := c.IAM.GetPolicyVersion(ctx, &iam.GetPolicyVersionInput{PolicyArn: &arn, VersionId: out.Policy.DefaultVersionId})
	if err != nil {
		return nil, awsaccess.Explained("read the policy's version", err)
	}
	p := &Policy{Document: plain(aws.ToString(version.PolicyVersion.Document)), Tags: tagged(out.Policy.Tags)}
	versions, err := c.IAM.ListPolicyVersions(ctx, &iam.ListPolicyVersionsInput{PolicyArn: &arn}) // there are five at most
	if err != nil {
		return nil, awsaccess.Explained("list the policy's versions", err)
	}
	for _, v := range slices.Backward(versions.Versions) { // the newest is told first
		if !v.IsDefaultVersion {
			p.Versions = append(p.Versions, aws.ToString(v.VersionId))
		}
	}
	return p, nil
}

func (c *Clients) role(ctx context.Context, w *Wish) (*Role, error) {
	out, err := c.IAM.GetRole(ctx, &iam.GetRoleInput{RoleName: &w.Role})
	switch {
	case missing(err):
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, awsaccess.Explained("read the role", err)
	}
	r := &Role{
		ARN: aws.ToString(out.Role.Arn), Trust: plain(aws.ToString(out.Role.AssumeRolePolicyDocument)), Tags: tagged(out.Role.Tags),
		Session: time.Duration(aws.ToInt32(out.Role.MaxSessionDuration)) * time.Second,
	}
	if b := out.Role.PermissionsBoundary; b != nil {
		r.Boundary = aws.ToString(b.PermissionsBoundaryArn)
	}
	pages := iam.NewListAttachedRolePoliciesPaginator(c.IAM, &iam.ListAttachedRolePoliciesInput{RoleName: &w.Role})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, awsaccess.Explained("list the role's policies", err)
		}
		for _, p := range page.AttachedPolicies {
			r.Attached = append(r.Attached, aws.ToString(p.PolicyArn))
		}
	}
	return r, nil
}

func tagged(tags []iamtypes.Tag) map[string]string {
	all := map[string]string{}
	for _, t := range tags {
		all[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return all
}
