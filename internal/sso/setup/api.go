package setup

import (
	"context"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sso/roster"
)

// IAM is the part of that API that is used; *iam.Client is one.
type IAM interface {
	GetSAMLProvider(context.Context, *iam.GetSAMLProviderInput, ...func(*iam.Options)) (*iam.GetSAMLProviderOutput, error)
	ListSAMLProviders(context.Context, *iam.ListSAMLProvidersInput, ...func(*iam.Options)) (*iam.ListSAMLProvidersOutput, error)
	CreateSAMLProvider(context.Context, *iam.CreateSAMLProviderInput, ...func(*iam.Options)) (*iam.CreateSAMLProviderOutput, error)
	UpdateSAMLProvider(context.Context, *iam.UpdateSAMLProviderInput, ...func(*iam.Options)) (*iam.UpdateSAMLProviderOutput, error)
	TagSAMLProvider(context.Context, *iam.TagSAMLProviderInput, ...func(*iam.Options)) (*iam.TagSAMLProviderOutput, error)
	GetPolicy(context.Context, *iam.GetPolicyInput, ...func(*iam.Options)) (*iam.GetPolicyOutput, error)
	GetPolicyVersion(context.Context, *iam.GetPolicyVersionInput, ...func(*iam.Options)) (*iam.GetPolicyVersionOutput, error)
	ListPolicyVersions(context.Context, *iam.ListPolicyVersionsInput, ...func(*iam.Options)) (*iam.ListPolicyVersionsOutput, error)
	CreatePolicy(context.Context, *iam.CreatePolicyInput, ...func(*iam.Options)) (*iam.CreatePolicyOutput, error)
	CreatePolicyVersion(context.Context, *iam.CreatePolicyVersionInput, ...func(*iam.Options)) (*iam.CreatePolicyVersionOutput, error)
	DeletePolicyVersion(context.Context, *iam.DeletePolicyVersionInput, ...func(*iam.Options)) (*iam.DeletePolicyVersionOutput, error)
	TagPolicy(context.Context, *iam.TagPolicyInput, ...func(*iam.Options)) (*iam.TagPolicyOutput, error)
	GetRole(context.Context, *iam.GetRoleInput, ...func(*iam.Options)) (*iam.GetRoleOutput, error)
	ListRoles(context.Context, *iam.ListRolesInput, ...func(*iam.Options)) (*iam.ListRolesOutput, error)
	CreateRole(context.Context, *iam.CreateRoleInput, ...func(*iam.Options)) (*iam.CreateRoleOutput, error)
	UpdateRole(context.Context, *iam.UpdateRoleInput, ...func(*iam.Options)) (*iam.UpdateRoleOutput, error)
	UpdateAssumeRolePolicy(context.Context, *iam.UpdateAssumeRolePolicyInput, ...func(*iam.Options)) (*iam.UpdateAssumeRolePolicyOutput, error)
	PutRolePermissionsBoundary(context.Context, *iam.PutRolePermissionsBoundaryInput, ...func(*iam.Options)) (*iam.PutRolePermissionsBoundaryOutput, error)
	TagRole(context.Context, *iam.TagRoleInput, ...func(*iam.Options)) (*iam.TagRoleOutput, error)
	ListAttachedRolePolicies(context.Context, *iam.ListAttachedRolePoliciesInput, ...func(*iam.Options)) (*iam.ListAttachedRolePoliciesOutput, error)
	AttachRolePolicy(context.Context, *iam.AttachRolePolicyInput, ...func(*iam.Options)) (*iam.AttachRolePolicyOutput, error)
	ListRolePolicies(context.Context, *iam.ListRolePoliciesInput, ...func(*iam.Options)) (*iam.ListRolePoliciesOutput, error)
	GetRolePolicy(context.Context, *iam.GetRolePolicyInput, ...func(*iam.Options)) (*iam.GetRolePolicyOutput, error)
}

// STS says who asks; *sts.Client does.
type STS interface {
	GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error)
}

// Connect is the part of Amazon Connect's API that is used; *awsconnect.Client is one. It must not try again by itself.
type Connect interface {
	DescribeInstance(context.Context, *awsconnect.DescribeInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error)
	ListInstances(context.Context, *awsconnect.ListInstancesInput, ...func(*awsconnect.Options)) (*awsconnect.ListInstancesOutput, error)
	CreateInstance(context.Context, *awsconnect.CreateInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.CreateInstanceOutput, error)
	ListApprovedOrigins(context.Context, *awsconnect.ListApprovedOriginsInput, ...func(*awsconnect.Options)) (*awsconnect.ListApprovedOriginsOutput, error)
	AssociateApprovedOrigin(context.Context, *awsconnect.AssociateApprovedOriginInput, ...func(*awsconnect.Options)) (*awsconnect.AssociateApprovedOriginOutput, error)
	ListUsers(context.Context, *awsconnect.ListUsersInput, ...func(*awsconnect.Options)) (*awsconnect.ListUsersOutput, error)
	ListTrafficDistributionGroups(context.Context, *awsconnect.ListTrafficDistributionGroupsInput, ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupsOutput, error)
	ListTrafficDistributionGroupUsers(context.Context, *awsconnect.ListTrafficDistributionGroupUsersInput, ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupUsersOutput, error)
}

// Centre is the part of IAM Identity Center's API that is used; *ssoadmin.Client is one.
type Centre interface {
	ListInstances(context.Context, *ssoadmin.ListInstancesInput, ...func(*ssoadmin.Options)) (*ssoadmin.ListInstancesOutput, error)
	ListApplications(context.Context, *ssoadmin.ListApplicationsInput, ...func(*ssoadmin.Options)) (*ssoadmin.ListApplicationsOutput, error)
	ListApplicationAssignments(context.Context, *ssoadmin.ListApplicationAssignmentsInput, ...func(*ssoadmin.Options)) (*ssoadmin.ListApplicationAssignmentsOutput, error)
	CreateApplicationAssignment(context.Context, *ssoadmin.CreateApplicationAssignmentInput, ...func(*ssoadmin.Options)) (*ssoadmin.CreateApplicationAssignmentOutput, error)
}

// IdentityStore finds and lists people and groups; *identitystore.Client is one.
type IdentityStore interface {
	roster.Store
	GetUserId(context.Context, *identitystore.GetUserIdInput, ...func(*identitystore.Options)) (*identitystore.GetUserIdOutput, error)
	GetGroupId(context.Context, *identitystore.GetGroupIdInput, ...func(*identitystore.Options)) (*identitystore.GetGroupIdOutput, error)
}

// Clients is who is asked. A part that is nil is another person's, and left alone.
type Clients struct {
	STS     STS
	IAM     IAM
	Connect Connect
	Users   roster.API           // of Connect
	Meter   *amazonconnect.Meter // pays for what Connect is asked, of either

	// Elsewhere makes those of Connect in another Region, for a replicated instance.
	Elsewhere func(ctx context.Context, region string) (*Clients, error)

	// Members is told how many members of traffic distribution groups were read, after each page of ten. Nil: of large groups they are not read
	// to the end, since somebody waits.
	Members func(read int)

	Centre Centre
	Store  IdentityStore
}

// Pace is how many requests a second Amazon Connect allows for most operations, in an account and Region.
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
const Pace rate.Limit = 2

// Dial makes the clients of the account that has the instance, as which and where access says.
func (c *Clients) Dial(ctx context.Context, access amazonconnect.Access) error {
	settings, err := access.Load(ctx)
	if err != nil {
		return err
	}
	c.STS, c.IAM = sts.NewFromConfig(settings), iam.NewFromConfig(settings)
	c.Elsewhere = func(ctx context.Context, region string) (*Clients, error) {
		there, at := &Clients{}, access
		at.Region = region
		return there, there.dialConnect(ctx, at)
	}
	return c.dialConnect(ctx, access)
}

func (c *Clients) dialConnect(ctx context.Context, access amazonconnect.Access) error {
	client, err := amazonconnect.Dial(ctx, access)
	c.Connect, c.Users, c.Meter = client, client, amazonconnect.NewMeter(rate.NewLimiter(Pace, 1))
	return err
}

// Roster is who asks about the users of an instance.
func (c *Clients) Roster(instance string) *roster.Client {
	return &roster.Client{API: c.Users, Instance: instance, Meter: c.Meter}
}

// DialCentre makes the clients of the account that has IAM Identity Center, which is often another one.
func (c *Clients) DialCentre(ctx context.Context, profile, region string) error {
	settings, err := amazonconnect.Access{Profile: profile, Region: region}.Load(ctx)
	if err != nil {
		return err
	}
	c.Centre, c.Store = ssoadmin.NewFromConfig(settings), identitystore.NewFromConfig(settings)
	return nil
}
