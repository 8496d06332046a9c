package roster

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
)

// API is the part of Amazon Connect's API that is used; *awsconnect.Client is one. It must not try again by itself.
type API interface {
	DescribeInstance(context.Context, *awsconnect.DescribeInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error)
	SearchUsers(context.Context, *awsconnect.SearchUsersInput, ...func(*awsconnect.Options)) (*awsconnect.SearchUsersOutput, error)
	DescribeUser(context.Context, *awsconnect.DescribeUserInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeUserOutput, error)
	ListSecurityProfiles(context.Context, *awsconnect.ListSecurityProfilesInput, ...func(*awsconnect.Options)) (*awsconnect.ListSecurityProfilesOutput, error)
	ListRoutingProfiles(context.Context, *awsconnect.ListRoutingProfilesInput, ...func(*awsconnect.Options)) (*awsconnect.ListRoutingProfilesOutput, error)
	CreateUser(context.Context, *awsconnect.CreateUserInput, ...func(*awsconnect.Options)) (*awsconnect.CreateUserOutput, error)
	UpdateUserIdentityInfo(context.Context, *awsconnect.UpdateUserIdentityInfoInput, ...func(*awsconnect.Options)) (*awsconnect.UpdateUserIdentityInfoOutput, error)
	UpdateUserSecurityProfiles(context.Context, *awsconnect.UpdateUserSecurityProfilesInput, ...func(*awsconnect.Options)) (*awsconnect.UpdateUserSecurityProfilesOutput, error)
	DeleteUser(context.Context, *awsconnect.DeleteUserInput, ...func(*awsconnect.Options)) (*awsconnect.DeleteUserOutput, error)
	UpdateUserRoutingProfile(context.Context, *awsconnect.UpdateUserRoutingProfileInput, ...func(*awsconnect.Options)) (*awsconnect.UpdateUserRoutingProfileOutput, error)
}

// Client asks about one instance, and pays for each request from one budget.
type Client struct {
	API      API
	Instance string // ARN
	Meter    *amazonconnect.Meter
}

func (c *Client) id() *string { return aws.String(connect.InstanceID(c.Instance)) }

// User is a user of Amazon Connect.
type User struct {
	ID, Login, First, Last string
	Security               []string // ids of security profiles, sorted
	Routing                string   // id of the routing profile
	Ours                   bool     // made by Ringside, as the tag says
}

// Instance is what matters of an instance: its users, and what its profiles are called.
type Instance struct {
	Users    []User
	Security map[string]string // ids of security profiles by name
	Routing  map[string]string // ids of routing profiles by name
}

// Read asks for all of it. An instance that does not sign in by SAML is an error, since its users have passwords.
func (c *Client) Read(ctx context.Context) (*Instance, error) {
	described, err := amazonconnect.Insist(ctx, c.Meter, c.API.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: c.id()})
	if err != nil {
		return nil, fmt.Errorf("describe the instance: %w", err)
	}
	if kind := described.Instance.IdentityManagementType; kind != "SAML" {
		return nil, fmt.Errorf("the instance signs in by %s, not by SAML 2.0, and that can never be changed: its users cannot be matched with a directory here", kind)
	}
	i := &Instance{Security: map[string]string{}, Routing: map[string]string{}}
	if err := c.profiles(ctx, i); err != nil {
		return nil, err
	}
	in := &awsconnect.SearchUsersInput{InstanceId: c.id(), MaxResults: aws.Int32(500)}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.API.SearchUsers, in)
		if err != nil {
			return nil, fmt.Errorf("search users: %w", err)
		}
		for _, u := range out.Users {
			user := User{
				ID: aws.ToString(u.Id), Login: aws.ToString(u.Username), Routing: aws.ToString(u.RoutingProfileId),
				Security: slices.Sorted(slices.Values(u.SecurityProfileIds)), Ours: u.Tags[ownerTag] == ownerValue,
			}
			if name := u.IdentityInfo; name != nil {
				user.First, user.Last = aws.ToString(name.FirstName), aws.ToString(name.LastName)
			}
			i.Users = append(i.Users, user)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return i, nil
		}
	}
}

// profiles lists the profiles of both kinds.
func (c *Client) profiles(ctx context.Context, i *Instance) error {
	security := &awsconnect.ListSecurityProfilesInput{InstanceId: c.id(), MaxResults: aws.Int32(1000)}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.API.ListSecurityProfiles, security)
		if err != nil {
			return fmt.Errorf("list security profiles: %w", err)
		}
		for _, p := range out.SecurityProfileSummaryList {
			i.Security[aws.ToString(p.Name)] = aws.ToString(p.Id)
		}
		if security.NextToken = out.NextToken; security.NextToken == nil {
			break
		}
	}
	routing := &awsconnect.ListRoutingProfilesInput{InstanceId: c.id(), MaxResults: aws.Int32(1000)}
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.API.ListRoutingProfiles, routing)
		if err != nil {
			return fmt.Errorf("list routing profiles: %w", err)
		}
		for _, p := range out.RoutingProfileSummaryList {
			i.Routing[aws.ToString(p.Name)] = aws.ToString(p.Id)
		}
		if routing.NextToken = out.NextToken; routing.NextToken == nil {
			return nil
		}
	}
}
