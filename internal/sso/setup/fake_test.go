package setup

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
)

// account is an AWS account in memory: IAM as its API Reference says, and Amazon Connect's instances. What is not faked here
// is nil and would panic.
type account struct {
	IAM
	STS
	Connect

	providers map[string]*iam.GetSAMLProviderOutput // by ARN
	policies  map[string]*fakePolicy                // by ARN
	roles     map[string]*fakeRole                  // by name
	instances []*types.Instance
	origins   []string
	replicas  *types.ReplicationConfiguration
	there     *account // the replica's
	groups    []types.TrafficDistributionGroupSummary
	logins    []string            // of its users, whose ids are these with an i before them
	members   map[string][]string // ids of users, by ARN of a group

	writes   []string // calls that change something, as they came to be
	fail     func(call string) (before, after error)
	unlisted error // why users are not listed
	unnamed  error // why providers and roles are not
	hidden   int   // how often a role that is there is not shown
	late     int   // how often a role is refused since IAM does not know its provider yet
}

type fakePolicy struct {
	tags     []iamtypes.Tag
	versions []iamtypes.PolicyVersion // the newest first
	made     int
}

type fakeRole struct {
	iamtypes.Role
	attached []string
}

const (
	accountID  = "111122223333"
	instanceID = "12345678-1234-1234-1234-123456789012"
	anInstance = "arn:aws:connect:eu-central-1:" + accountID + ":instance/" + instanceID
)

func newAccount() *account {
	return &account{
		logins:    []string{"alice.zyxwv@example.org"},
		providers: map[string]*iam.GetSAMLProviderOutput{}, policies: map[string]*fakePolicy{}, roles: map[string]*fakeRole{},
		instances: []*types.Instance{{
			Id: aws.String(instanceID), Arn: aws.String(anInstance), InstanceAlias: aws.String("acme"),
			IdentityManagementType: types.DirectoryTypeSaml, InstanceStatus: types.InstanceStatusActive,
		}},
	}
}

func (a *account) clients() *Clients {
	return &Clients{
		STS: a, IAM: a, Connect: a, Meter: amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)),
		Elsewhere: func(_ context.Context, region string) (*Clients, error) {
			if a.there == nil {
				return nil, refusal("AccessDeniedException", "not in "+region)
			}
			return a.there.clients(), nil
		},
	}
}

// write does what a call does, and fails before or after it if that is wished.
func (a *account) write(call string, do func() error) error {
	var before, after error
	if a.fail != nil {
		before, after = a.fail(call)
	}
	if before != nil {
		return before
	}
	if err := do(); err != nil {
		return err
	}
	a.writes = append(a.writes, call)
	return after
}

func refusal(code, message string) error {
	return &smithy.GenericAPIError{Code: code, Message: message}
}

var gone = refusal("NoSuchEntity", "not found")

func (a *account) GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error) {
	return &sts.GetCallerIdentityOutput{Account: aws.String(accountID), Arn: aws.String("arn:aws:iam::" + accountID + ":user/engineer")}, nil
}

// ListSAMLProviders and ListRoles are refused where lists are.
func (a *account) ListSAMLProviders(context.Context, *iam.ListSAMLProvidersInput, ...func(*iam.Options)) (*iam.ListSAMLProvidersOutput, error) {
	out := &iam.ListSAMLProvidersOutput{}
	for _, arn := range slices.Sorted(maps.Keys(a.providers)) {
		out.SAMLProviderList = append(out.SAMLProviderList, iamtypes.SAMLProviderListEntry{Arn: &arn})
	}
	return out, a.unnamed
}

// ListRoles tells of one role on a page.
func (a *account) ListRoles(_ context.Context, in *iam.ListRolesInput, _ ...func(*iam.Options)) (*iam.ListRolesOutput, error) {
	names := slices.Sorted(maps.Keys(a.roles))
	at, _ := strconv.Atoi(aws.ToString(in.Marker)) // the first page has none
	out := &iam.ListRolesOutput{}
	if at < len(names) {
		out.Roles = []iamtypes.Role{a.roles[names[at]].Role}
	}
	if out.IsTruncated = at+1 < len(names); out.IsTruncated {
		out.Marker = aws.String(strconv.Itoa(at + 1))
	}
	return out, a.unnamed
}

func (a *account) GetSAMLProvider(_ context.Context, in *iam.GetSAMLProviderInput, _ ...func(*iam.Options)) (*iam.GetSAMLProviderOutput, error) {
	if p := a.providers[*in.SAMLProviderArn]; p != nil {
		return p, nil
	}
	return nil, gone
}

func (a *account) CreateSAMLProvider(_ context.Context, in *iam.CreateSAMLProviderInput, _ ...func(*iam.Options)) (*iam.CreateSAMLProviderOutput, error) {
	arn := "arn:aws:iam::" + accountID + ":saml-provider/" + *in.Name
	return &iam.CreateSAMLProviderOutput{SAMLProviderArn: &arn}, a.write("CreateSAMLProvider", func() error {
		if a.providers[arn] != nil {
			return refusal("EntityAlreadyExists", "it is there")
		}
		a.providers[arn] = &iam.GetSAMLProviderOutput{SAMLMetadataDocument: in.SAMLMetadataDocument, Tags: in.Tags}
		return nil
	})
}

func (a *account) UpdateSAMLProvider(_ context.Context, in *iam.UpdateSAMLProviderInput, _ ...func(*iam.Options)) (*iam.UpdateSAMLProviderOutput, error) {
	return &iam.UpdateSAMLProviderOutput{}, a.write("UpdateSAMLProvider", func() error {
		a.providers[*in.SAMLProviderArn].SAMLMetadataDocument = in.SAMLMetadataDocument
		return nil
	})
}

// merged are tags with others put over them.
func merged(has, more []iamtypes.Tag) []iamtypes.Tag {
	all := tagged(has)
	maps.Copy(all, tagged(more))
	return tagsOf(all)
}

func (a *account) TagSAMLProvider(_ context.Context, in *iam.TagSAMLProviderInput, _ ...func(*iam.Options)) (*iam.TagSAMLProviderOutput, error) {
	return &iam.TagSAMLProviderOutput{}, a.write("TagSAMLProvider", func() error {
		p := a.providers[*in.SAMLProviderArn]
		p.Tags = merged(p.Tags, in.Tags)
		return nil
	})
}

func (a *account) TagPolicy(_ context.Context, in *iam.TagPolicyInput, _ ...func(*iam.Options)) (*iam.TagPolicyOutput, error) {
	return &iam.TagPolicyOutput{}, a.write("TagPolicy", func() error {
		p := a.policies[*in.PolicyArn]
		p.tags = merged(p.tags, in.Tags)
		return nil
	})
}

func (a *account) TagRole(_ context.Context, in *iam.TagRoleInput, _ ...func(*iam.Options)) (*iam.TagRoleOutput, error) {
	return &iam.TagRoleOutput{}, a.write("TagRole", func() error {
		r := a.roles[*in.RoleName]
		r.Tags = merged(r.Tags, in.Tags)
		return nil
	})
}

func (a *account) GetPolicy(_ context.Context, in *iam.GetPolicyInput, _ ...func(*iam.Options)) (*iam.GetPolicyOutput, error) {
	p := a.policies[*in.PolicyArn]
	if p == nil {
		return nil, gone
	}
	return &iam.GetPolicyOutput{Policy: &iamtypes.Policy{Arn: in.PolicyArn, Tags: p.tags, DefaultVersionId: p.standing().VersionId}}, nil
}

// standing is the default version.
func (p *fakePolicy) standing() iamtypes.PolicyVersion {
	return p.versions[slices.IndexFunc(p.versions, func(v iamtypes.PolicyVersion) bool { return v.IsDefaultVersion })]
}

func (a *account) GetPolicyVersion(_ context.Context, in *iam.GetPolicyVersionInput, _ ...func(*iam.Options)) (*iam.GetPolicyVersionOutput, error) {
	v := a.policies[*in.PolicyArn].standing()
	v.Document = aws.String(url.PathEscape(*v.Document)) // as IAM gives it
	return &iam.GetPolicyVersionOutput{PolicyVersion: &v}, nil
}

func (a *account) ListPolicyVersions(_ context.Context, in *iam.ListPolicyVersionsInput, _ ...func(*iam.Options)) (*iam.ListPolicyVersionsOutput, error) {
	return &iam.ListPolicyVersionsOutput{Versions: a.policies[*in.PolicyArn].versions}, nil
}

func (p *fakePolicy) add(document string) {
	for i := range p.versions {
		p.versions[i].IsDefaultVersion = false
	}
	p.made++
	v := iamtypes.PolicyVersion{VersionId: aws.String(fmt.Sprintf("v%d", p.made)), Document: &document, IsDefaultVersion: true}
	p.versions = append([]iamtypes.PolicyVersion{v}, p.versions...)
}

func (a *account) CreatePolicy(_ context.Context, in *iam.CreatePolicyInput, _ ...func(*iam.Options)) (*iam.CreatePolicyOutput, error) {
	return &iam.CreatePolicyOutput{}, a.write("CreatePolicy", func() error {
		arn := "arn:aws:iam::" + accountID + ":policy" + *in.Path + *in.PolicyName
		if a.policies[arn] != nil {
			return refusal("EntityAlreadyExists", "it is there")
		}
		a.policies[arn] = &fakePolicy{tags: in.Tags}
		a.policies[arn].add(*in.PolicyDocument)
		return nil
	})
}

func (a *account) CreatePolicyVersion(_ context.Context, in *iam.CreatePolicyVersionInput, _ ...func(*iam.Options)) (*iam.CreatePolicyVersionOutput, error) {
	return &iam.CreatePolicyVersionOutput{}, a.write("CreatePolicyVersion", func() error {
		p := a.policies[*in.PolicyArn]
		if len(p.versions) == 5 {
			return refusal("LimitExceeded", "a policy has five versions")
		}
		p.add(*in.PolicyDocument)
		return nil
	})
}

func (a *account) DeletePolicyVersion(_ context.Context, in *iam.DeletePolicyVersionInput, _ ...func(*iam.Options)) (*iam.DeletePolicyVersionOutput, error) {
	return &iam.DeletePolicyVersionOutput{}, a.write("DeletePolicyVersion", func() error {
		p := a.policies[*in.PolicyArn]
		p.versions = slices.DeleteFunc(p.versions, func(v iamtypes.PolicyVersion) bool { return *v.VersionId == *in.VersionId })
		return nil
	})
}

func (a *account) GetRole(_ context.Context, in *iam.GetRoleInput, _ ...func(*iam.Options)) (*iam.GetRoleOutput, error) {
	r := a.roles[*in.RoleName]
	if r != nil && a.hidden > 0 {
		a.hidden--
		r = nil
	}
	if r == nil {
		return nil, gone
	}
	told := r.Role
	told.AssumeRolePolicyDocument = aws.String(url.PathEscape(*told.AssumeRolePolicyDocument))
	return &iam.GetRoleOutput{Role: &told}, nil
}

func (a *account) CreateRole(_ context.Context, in *iam.CreateRoleInput, _ ...func(*iam.Options)) (*iam.CreateRoleOutput, error) {
	return &iam.CreateRoleOutput{}, a.write("CreateRole", func() error {
		switch {
		case a.late > 0:
			a.late--
			return refusal("MalformedPolicyDocument", "Invalid principal in policy: \"FEDERATED\"")
		case a.roles[*in.RoleName] != nil:
			return refusal("EntityAlreadyExists", "it is there")
		}
		r := &fakeRole{Role: iamtypes.Role{
			Arn: aws.String("arn:aws:iam::" + accountID + ":role" + *in.Path + *in.RoleName), AssumeRolePolicyDocument: in.AssumeRolePolicyDocument,
			MaxSessionDuration: in.MaxSessionDuration, Tags: in.Tags,
		}}
		if in.PermissionsBoundary != nil {
			r.PermissionsBoundary = &iamtypes.AttachedPermissionsBoundary{PermissionsBoundaryArn: in.PermissionsBoundary}
		}
		a.roles[*in.RoleName] = r
		return nil
	})
}

func (a *account) UpdateRole(_ context.Context, in *iam.UpdateRoleInput, _ ...func(*iam.Options)) (*iam.UpdateRoleOutput, error) {
	return &iam.UpdateRoleOutput{}, a.write("UpdateRole", func() error {
		a.roles[*in.RoleName].MaxSessionDuration = in.MaxSessionDuration
		return nil
	})
}

func (a *account) UpdateAssumeRolePolicy(_ context.Context, in *iam.UpdateAssumeRolePolicyInput, _ ...func(*iam.Options)) (*iam.UpdateAssumeRolePolicyOutput, error) {
	return &iam.UpdateAssumeRolePolicyOutput{}, a.write("UpdateAssumeRolePolicy", func() error {
		a.roles[*in.RoleName].AssumeRolePolicyDocument = in.PolicyDocument
		return nil
	})
}

func (a *account) PutRolePermissionsBoundary(_ context.Context, in *iam.PutRolePermissionsBoundaryInput, _ ...func(*iam.Options)) (*iam.PutRolePermissionsBoundaryOutput, error) {
	return &iam.PutRolePermissionsBoundaryOutput{}, a.write("PutRolePermissionsBoundary", func() error {
		a.roles[*in.RoleName].PermissionsBoundary = &iamtypes.AttachedPermissionsBoundary{PermissionsBoundaryArn: in.PermissionsBoundary}
		return nil
	})
}

func (a *account) ListAttachedRolePolicies(_ context.Context, in *iam.ListAttachedRolePoliciesInput, _ ...func(*iam.Options)) (*iam.ListAttachedRolePoliciesOutput, error) {
	out := &iam.ListAttachedRolePoliciesOutput{}
	for _, arn := range a.roles[*in.RoleName].attached {
		out.AttachedPolicies = append(out.AttachedPolicies, iamtypes.AttachedPolicy{PolicyArn: &arn})
	}
	return out, nil
}

func (a *account) AttachRolePolicy(_ context.Context, in *iam.AttachRolePolicyInput, _ ...func(*iam.Options)) (*iam.AttachRolePolicyOutput, error) {
	return &iam.AttachRolePolicyOutput{}, a.write("AttachRolePolicy", func() error {
		r := a.roles[*in.RoleName]
		if r == nil || a.policies[*in.PolicyArn] == nil {
			return gone
		}
		r.attached = append(r.attached, *in.PolicyArn)
		return nil
	})
}

func (a *account) ListRolePolicies(context.Context, *iam.ListRolePoliciesInput, ...func(*iam.Options)) (*iam.ListRolePoliciesOutput, error) {
	return &iam.ListRolePoliciesOutput{}, nil
}

func (a *account) find(id string) *types.Instance {
	for _, i := range a.instances {
		if *i.Id == id {
			return i
		}
	}
	return nil
}

func (a *account) DescribeInstance(_ context.Context, in *awsconnect.DescribeInstanceInput, _ ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error) {
	i := a.find(*in.InstanceId)
	if i == nil {
		return nil, refusal("ResourceNotFoundException", "Instance not found")
	}
	told := *i
	if i.InstanceStatus == types.InstanceStatusCreationInProgress { // it is there when it is asked for once more
		i.InstanceStatus = types.InstanceStatusActive
	}
	return &awsconnect.DescribeInstanceOutput{Instance: &told, ReplicationConfiguration: a.replicas}, nil
}

func (a *account) ListInstances(context.Context, *awsconnect.ListInstancesInput, ...func(*awsconnect.Options)) (*awsconnect.ListInstancesOutput, error) {
	out := &awsconnect.ListInstancesOutput{}
	for _, i := range a.instances {
		out.InstanceSummaryList = append(out.InstanceSummaryList, types.InstanceSummary{Id: i.Id, Arn: i.Arn, InstanceAlias: i.InstanceAlias})
	}
	return out, nil
}

func (a *account) CreateInstance(_ context.Context, in *awsconnect.CreateInstanceInput, _ ...func(*awsconnect.Options)) (*awsconnect.CreateInstanceOutput, error) {
	id := "99999999-1234-1234-1234-123456789012"
	return &awsconnect.CreateInstanceOutput{Id: &id}, a.write("CreateInstance", func() error {
		if a.find(id) == nil { // the token makes a second request the same as the first
			a.instances = append(a.instances, &types.Instance{
				Id: &id, Arn: aws.String(strings.Replace(anInstance, instanceID, id, 1)), InstanceAlias: in.InstanceAlias,
				IdentityManagementType: in.IdentityManagementType, InstanceStatus: types.InstanceStatusCreationInProgress,
			})
		}
		return nil
	})
}

func (a *account) ListApprovedOrigins(context.Context, *awsconnect.ListApprovedOriginsInput, ...func(*awsconnect.Options)) (*awsconnect.ListApprovedOriginsOutput, error) {
	return &awsconnect.ListApprovedOriginsOutput{Origins: a.origins}, nil
}

func (a *account) AssociateApprovedOrigin(_ context.Context, in *awsconnect.AssociateApprovedOriginInput, _ ...func(*awsconnect.Options)) (*awsconnect.AssociateApprovedOriginOutput, error) {
	return &awsconnect.AssociateApprovedOriginOutput{}, a.write("AssociateApprovedOrigin", func() error {
		a.origins = append(a.origins, *in.Origin)
		return nil
	})
}

func (a *account) ListUsers(context.Context, *awsconnect.ListUsersInput, ...func(*awsconnect.Options)) (*awsconnect.ListUsersOutput, error) {
	out := &awsconnect.ListUsersOutput{}
	for _, login := range a.logins {
		out.UserSummaryList = append(out.UserSummaryList, types.UserSummary{Username: &login, Id: aws.String("i" + login)})
	}
	return out, a.unlisted
}

func (a *account) ListTrafficDistributionGroups(context.Context, *awsconnect.ListTrafficDistributionGroupsInput, ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupsOutput, error) {
	return &awsconnect.ListTrafficDistributionGroupsOutput{TrafficDistributionGroupSummaryList: a.groups}, nil
}

// ListTrafficDistributionGroupUsers pages by two.
func (a *account) ListTrafficDistributionGroupUsers(_ context.Context, in *awsconnect.ListTrafficDistributionGroupUsersInput, _ ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupUsersOutput, error) {
	from, _ := strconv.Atoi(aws.ToString(in.NextToken))
	out, all := &awsconnect.ListTrafficDistributionGroupUsersOutput{}, a.members[*in.TrafficDistributionGroupId]
	for _, id := range all[from:min(from+2, len(all))] {
		out.TrafficDistributionGroupUserSummaryList = append(out.TrafficDistributionGroupUserSummaryList, types.TrafficDistributionGroupUserSummary{UserId: &id})
	}
	if from+2 < len(all) {
		out.NextToken = aws.String(strconv.Itoa(from + 2))
	}
	return out, nil
}
