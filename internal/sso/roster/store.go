package roster

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/identitystore/types"
)

// Store is the part of the Identity Store's API that is used; *identitystore.Client is one.
type Store interface {
	ListUsers(context.Context, *identitystore.ListUsersInput, ...func(*identitystore.Options)) (*identitystore.ListUsersOutput, error)
	ListGroups(context.Context, *identitystore.ListGroupsInput, ...func(*identitystore.Options)) (*identitystore.ListGroupsOutput, error)
	ListGroupMemberships(context.Context, *identitystore.ListGroupMembershipsInput, ...func(*identitystore.Options)) (*identitystore.ListGroupMembershipsOutput, error)
}

// ReadStore reads the people of IAM Identity Center, with those groups that the rules name.
func ReadStore(ctx context.Context, api Store, id string, rules Rules) ([]Person, error) {
	groups, err := memberships(ctx, api, id, rules)
	if err != nil {
		return nil, err
	}
	var all []Person
	pages := identitystore.NewListUsersPaginator(api, &identitystore.ListUsersInput{IdentityStoreId: &id, MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the people of the Identity Store: %w", err)
		}
		for _, u := range page.Users {
			all = append(all, personOf(u, groups[aws.ToString(u.UserId)]))
		}
	}
	return all, nil
}

func personOf(u types.User, groups []string) Person {
	p := Person{UserName: aws.ToString(u.UserName), Groups: groups, Disabled: u.UserStatus == types.UserStatusDisabled}
	if n := u.Name; n != nil {
		p.First, p.Last = composed(aws.ToString(n.GivenName)), composed(aws.ToString(n.FamilyName))
	}
	for i, e := range u.Emails {
		if i == 0 || e.Primary {
			p.Email = aws.ToString(e.Value)
		}
	}
	return p
}

// memberships are the names of groups by person's id. A rule for a group that is not there is an error: nobody would fit it.
func memberships(ctx context.Context, api Store, id string, rules Rules) (map[string][]string, error) {
	wanted := map[string]bool{} // whether it was found
	for _, rule := range rules.Rules {
		if rule.Group != "" {
			wanted[rule.Group] = false
		}
	}
	of := map[string][]string{}
	if len(wanted) == 0 {
		return of, nil
	}
	groups := identitystore.NewListGroupsPaginator(api, &identitystore.ListGroupsInput{IdentityStoreId: &id, MaxResults: aws.Int32(100)})
	for groups.HasMorePages() {
		page, err := groups.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the groups of the Identity Store: %w", err)
		}
		for _, g := range page.Groups {
			name := aws.ToString(g.DisplayName)
			if _, asked := wanted[name]; !asked {
				continue
			}
			wanted[name] = true
			if err := members(ctx, api, id, g, of); err != nil {
				return nil, err
			}
		}
	}
	for name, found := range wanted {
		if !found {
			return nil, fmt.Errorf("the Identity Store has no group %q, which a rule names", name)
		}
	}
	return of, nil
}

func members(ctx context.Context, api Store, id string, g types.Group, of map[string][]string) error {
	pages := identitystore.NewListGroupMembershipsPaginator(api, &identitystore.ListGroupMembershipsInput{
		IdentityStoreId: &id, GroupId: g.GroupId, MaxResults: aws.Int32(100),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list the members of a group: %w", err)
		}
		for _, m := range page.GroupMemberships {
			if member, is := m.MemberId.(*types.MemberIdMemberUserId); is {
				of[member.Value] = append(of[member.Value], aws.ToString(g.DisplayName))
			}
		}
	}
	return nil
}
