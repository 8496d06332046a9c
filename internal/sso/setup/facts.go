package setup

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/sso"
)

// Facts are what was read, as the doctor of sign-ins wants it, with all policies of the role and all logins besides.
func (c *Clients) Facts(ctx context.Context, w Wish, s *State) (*sso.Facts, error) {
	f := &sso.Facts{}
	if s.Provider != nil {
		f.Provider = &sso.ProviderFacts{ARN: w.names().provider, Metadata: s.Provider.Metadata}
		if until := s.Provider.Until; !until.IsZero() {
			f.Provider.ValidUntil = &until
		}
	}
	if w.Metadata != "" {
		f.IdentityProvider = &sso.ProviderFacts{Metadata: w.Metadata}
	}
	if s.Role != nil {
		role, err := c.roleFacts(ctx, w.Role, s.Role)
		if err != nil {
			return nil, err
		}
		f.Role = role
	}
	if s.Asked.Account {
		if err := c.listed(ctx, f); err != nil {
			return nil, err
		}
	}
	if i := s.Instance; i != nil {
		if err := c.know(ctx, i); err != nil {
			return nil, err
		}
		f.Connect = &sso.ConnectFacts{InstanceARN: i.ARN, IdentityType: i.Type, Users: i.logins()}
		if len(w.origins()) > 0 { // else they were not read
			f.Connect.ApprovedOrigins = i.Origins
		}
		if r := i.Replica; r != nil && r.Problem == "" {
			f.Connect.Replica = &sso.ReplicaFacts{Users: r.logins}
		}
	}
	return f, nil
}

// listed reads what SAML providers the account has, and what roles people can take by SAML, so that a name in a message is known to be none
// of them. Who may not list them goes without: that is a wider permission than all the others.
func (c *Clients) listed(ctx context.Context, f *sso.Facts) error {
	providers, err := c.IAM.ListSAMLProviders(ctx, &iam.ListSAMLProvidersInput{}) // has no pages
	switch err = awsaccess.Explained("list the SAML providers", err); {
	case err == nil:
		f.Providers = []string{}
		for _, p := range providers.SAMLProviderList {
			f.Providers = append(f.Providers, aws.ToString(p.Arn))
		}
	case !refused(err):
		return err
	}
	roles := []string{}
	pages := iam.NewListRolesPaginator(c.IAM, &iam.ListRolesInput{MaxItems: aws.Int32(mostRoles)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err = awsaccess.Explained("list the roles", err); err != nil {
			if refused(err) {
				return nil
			}
			return err
		}
		for _, r := range page.Roles {
			if strings.Contains(plain(aws.ToString(r.AssumeRolePolicyDocument)), ":saml-provider/") {
				roles = append(roles, aws.ToString(r.Arn))
			}
		}
	}
	f.Roles = roles
	return nil
}

// mostRoles is how many come on a page.
// Source: IAM API Reference, ListRoles, MaxItems.
const mostRoles = 1000

// refused tells whether AWS did not let the caller do it.
func refused(err error) bool {
	_, is := errors.AsType[*awsaccess.Refusal](err)
	return is
}

func (c *Clients) roleFacts(ctx context.Context, name string, r *Role) (*sso.RoleFacts, error) {
	f := &sso.RoleFacts{
		ARN: r.ARN, MaxSessionDuration: int(r.Session.Seconds()), TrustPolicy: json.RawMessage(r.Trust), Policies: []sso.PolicyFacts{},
	}
	for _, arn := range r.Attached {
		p, err := c.policy(ctx, arn)
		if err != nil {
			return nil, err
		}
		if p != nil {
			f.Policies = append(f.Policies, sso.PolicyFacts{Name: arn, Document: json.RawMessage(p.Document)})
		}
	}
	pages := iam.NewListRolePoliciesPaginator(c.IAM, &iam.ListRolePoliciesInput{RoleName: &name})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, awsaccess.Explained("list the role's own policies", err)
		}
		for _, own := range page.PolicyNames {
			out, err := c.IAM.GetRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: &name, PolicyName: &own})
			if err != nil {
				return nil, awsaccess.Explained("read a policy of the role", err)
			}
			f.Policies = append(f.Policies, sso.PolicyFacts{Name: own, Document: json.RawMessage(plain(aws.ToString(out.PolicyDocument)))})
		}
	}
	if r.Boundary != "" {
		p, err := c.policy(ctx, r.Boundary)
		if err != nil {
			return nil, err
		}
		if p != nil {
			f.Boundary = &sso.PolicyFacts{Name: r.Boundary, Document: json.RawMessage(p.Document)}
		}
	}
	return f, nil
}

// know reads the logins of an instance's users, once.
func (c *Clients) know(ctx context.Context, i *Instance) (err error) {
	if i.users == nil {
		i.users, err = c.users(ctx, i.id())
	}
	return err
}

// logins are those of all users.
func (c *Clients) logins(ctx context.Context, id string) ([]string, error) {
	users, err := c.users(ctx, id)
	return loginsOf(users), err
}

// loginsOf are the logins, in order; none of them is an empty list, since null would say that they are not known.
func loginsOf(users map[string]string) []string {
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Values(users))))
}

// users are the logins of all users, by the users' ids.
func (c *Clients) users(ctx context.Context, id string) (map[string]string, error) {
	in, all := &awsconnect.ListUsersInput{InstanceId: &id, MaxResults: aws.Int32(1000)}, map[string]string{}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.ListUsers, in)
		if err != nil {
			return nil, awsaccess.Explained("list users", err)
		}
		for _, u := range out.UserSummaryList {
			all[aws.ToString(u.Id)] = aws.ToString(u.Username)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}
