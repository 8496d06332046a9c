package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
)

// Pending are the entries that Carry would act on.
func (c *Comparison) Pending() []Entry {
	return slices.DeleteFunc(slices.Clone(c.Entries), func(e Entry) bool { return !e.pending() })
}

func (e Entry) pending() bool {
	return slices.Contains([]Action{Create, Change, Strip, Delete}, e.Action)
}

// Has tells whether there is somebody of whom this becomes.
func (c *Comparison) Has(a Action) bool {
	return slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.Action == a })
}

// Done is the outcome of an entry that was carried out.
const Done = "done"

// Carry creates, changes, strips and deletes users, one after the other, as fast as the budget lets it, and notes each outcome. Told hears of each;
// an error that is that user's alone does not stop the others. What was done stays done: run again, the comparison begins with
// what is left.
func (c *Client) Carry(ctx context.Context, found *Comparison, told func(Entry, error)) error {
	for i := range found.Entries {
		e := &found.Entries[i]
		if !e.pending() {
			continue
		}
		err := c.carry(ctx, *e)
		e.Outcome = Done
		if err != nil {
			e.Outcome = amazonconnect.Reason(err)
		}
		told(*e, err)
		if err != nil && !single(err) {
			return fmt.Errorf("%s %s: %w", e.Action, e.Login, err)
		}
	}
	return nil
}

// single tells whether an error is about one user: what Amazon Connect does not take of this one it may take of the next.
func single(err error) bool {
	switch amazonconnect.Code(err) {
	case "InvalidParameterException", "InvalidRequestException", "DuplicateResourceException", "ResourceNotFoundException":
		return true
	}
	return false
}

func (c *Client) carry(ctx context.Context, e Entry) error {
	if e.Action == Create {
		return c.create(ctx, e.wanted)
	}
	if e.Action == Delete {
		return c.remove(ctx, e.user)
	}
	id := aws.String(e.user.ID)
	if e.user.First != e.wanted.First || e.user.Last != e.wanted.Last {
		if err := c.rename(ctx, id, e.wanted); err != nil {
			return fmt.Errorf("change the name: %w", err)
		}
	}
	if !slices.Equal(e.user.Security, e.wanted.Security) {
		_, err := amazonconnect.Insist(ctx, c.Meter, c.API.UpdateUserSecurityProfiles, &awsconnect.UpdateUserSecurityProfilesInput{
			InstanceId: c.id(), UserId: id, SecurityProfileIds: e.wanted.Security,
		})
		if err != nil {
			return fmt.Errorf("change the security profiles: %w", err)
		}
	}
	if e.user.Routing != e.wanted.Routing {
		_, err := amazonconnect.Insist(ctx, c.Meter, c.API.UpdateUserRoutingProfile, &awsconnect.UpdateUserRoutingProfileInput{
			InstanceId: c.id(), UserId: id, RoutingProfileId: &e.wanted.Routing,
		})
		if err != nil {
			return fmt.Errorf("change the routing profile: %w", err)
		}
	}
	return nil
}

// The tag of users that Ringside made.
const ownerTag, ownerValue = "managed-by", "ringside"

// remove deletes a user. One who is not there any more is deleted: an answer of ours was lost.
func (c *Client) remove(ctx context.Context, u User) error {
	_, err := amazonconnect.Insist(ctx, c.Meter, c.API.DeleteUser, &awsconnect.DeleteUserInput{InstanceId: c.id(), UserId: &u.ID})
	if absent := new(types.ResourceNotFoundException); errors.As(err, &absent) {
		return nil
	}
	return err
}

// create makes a user who signs in by SAML: an e-mail address and a password would be refused.
// Source: Amazon Connect API Reference, "UserIdentityInfo", Email.
func (c *Client) create(ctx context.Context, u User) error {
	_, err := amazonconnect.Insist(ctx, c.Meter, c.API.CreateUser, &awsconnect.CreateUserInput{
		InstanceId: c.id(), Username: &u.Login, SecurityProfileIds: u.Security, RoutingProfileId: &u.Routing,
		IdentityInfo: &types.UserIdentityInfo{FirstName: &u.First, LastName: &u.Last},
		PhoneConfig:  &types.UserPhoneConfig{PhoneType: types.PhoneTypeSoftPhone},
		Tags:         map[string]string{ownerTag: ownerValue},
	})
	if duplicate := new(types.DuplicateResourceException); errors.As(err, &duplicate) {
		return nil // somebody has just made it, or an answer of ours was lost; what it lacks shows at the next comparison
	}
	return err
}

// rename changes a user's name and leaves the rest of the identity as it is: the operation takes all of it at once.
func (c *Client) rename(ctx context.Context, id *string, u User) error {
	is, err := amazonconnect.Insist(ctx, c.Meter, c.API.DescribeUser, &awsconnect.DescribeUserInput{InstanceId: c.id(), UserId: id})
	if err != nil {
		return err
	}
	identity := &types.UserIdentityInfo{FirstName: &u.First, LastName: &u.Last}
	if is.User != nil && is.User.IdentityInfo != nil {
		identity.SecondaryEmail, identity.Mobile = is.User.IdentityInfo.SecondaryEmail, is.User.IdentityInfo.Mobile
	}
	_, err = amazonconnect.Insist(ctx, c.Meter, c.API.UpdateUserIdentityInfo, &awsconnect.UpdateUserIdentityInfoInput{
		InstanceId: c.id(), UserId: id, IdentityInfo: identity,
	})
	return err
}
