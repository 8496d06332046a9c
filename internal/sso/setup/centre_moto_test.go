package setup

import (
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	storetypes "github.com/aws/aws-sdk-go-v2/service/identitystore/types"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

// TestDirectoriesOfOthersAreRead has what we ask of IAM Identity Center and its Identity Store answered by others, as far as they have it:
// neither knows applications, and localemu no instance.
func TestDirectoriesOfOthersAreRead(t *testing.T) {
	t.Run("moto", func(t *testing.T) {
		c := dialled(t, mototest.Start(t))
		centre, err := c.findCentre(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.readsDirectory(t, centre.IdentityStoreId)
	})
	t.Run("localemu", func(t *testing.T) { dialled(t, localemutest.Start(t)).readsDirectory(t, aws.String("d-1234567890")) })
}

func dialled(t *testing.T, address *url.URL) *Clients {
	t.Helper()
	atServer(t, address.String())
	c := &Clients{}
	if err := c.DialCentre(t.Context(), "", "eu-central-1"); err != nil {
		t.Fatal(err)
	}
	return c
}

// readsDirectory fills an Identity Store, and reads it as we do.
func (c *Clients) readsDirectory(t *testing.T, id *string) {
	t.Helper()
	settings, err := config.LoadDefaultConfig(t.Context(), config.WithRegion("eu-central-1"))
	if err != nil {
		t.Fatal(err)
	}
	store := identitystore.NewFromConfig(settings)
	ids := map[string]*string{}
	for _, user := range []string{"ada", "kim", "lee"} {
		made, err := store.CreateUser(t.Context(), &identitystore.CreateUserInput{
			IdentityStoreId: id, UserName: &user, DisplayName: aws.String(user), Name: &storetypes.Name{GivenName: aws.String("G-" + user), FamilyName: aws.String("F-" + user)},
			Emails: []storetypes.Email{{Value: aws.String(user + "@example.com"), Primary: true}},
		})
		if err != nil {
			t.Fatal(err)
		}
		ids[user] = made.UserId
	}
	for group, members := range map[string][]string{"Agents": {"ada", "kim"}, "Others": {"lee"}} {
		made, err := store.CreateGroup(t.Context(), &identitystore.CreateGroupInput{IdentityStoreId: id, DisplayName: &group})
		if err != nil {
			t.Fatal(err)
		}
		ids[group] = made.GroupId
		for _, user := range members {
			_, err := store.CreateGroupMembership(t.Context(), &identitystore.CreateGroupMembershipInput{
				IdentityStoreId: id, GroupId: made.GroupId, MemberId: &storetypes.MemberIdMemberUserId{Value: *ids[user]},
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := roster.ReadStore(t.Context(), c.Store, *id, roster.Rules{Rules: []roster.Rule{{Group: "Agents"}, {}}})
	want := []roster.Person{
		{UserName: "ada", Email: "ada@example.com", First: "G-ada", Last: "F-ada", Groups: []string{"Agents"}},
		{UserName: "kim", Email: "kim@example.com", First: "G-kim", Last: "F-kim", Groups: []string{"Agents"}},
		{UserName: "lee", Email: "lee@example.com", First: "G-lee", Last: "F-lee"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (- want, + got):\n%s", err, diff)
	}
	for who, want := range map[string]Principal{
		"user:kim": {"user:kim", *ids["kim"], types.PrincipalTypeUser}, "group:Others": {"group:Others", *ids["Others"], types.PrincipalTypeGroup},
		"user:nobody": {"user:nobody", "", types.PrincipalTypeUser}, "group:Nobody": {"group:Nobody", "", types.PrincipalTypeGroup},
	} {
		if got, err := c.principal(t.Context(), *id, who); err != nil || got != want {
			t.Errorf("%s: %v %+v", who, err, got)
		}
	}
}
