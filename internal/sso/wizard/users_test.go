package wizard

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/sso/roster"
)

// body reads a request's body and leaves it as it was.
func body(r *http.Request) string {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return ""
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	return string(text)
}

func staff(t *testing.T) Directory {
	t.Helper()
	people, err := roster.ReadPeople(strings.NewReader("email,first name,last name\nKim@example.com,Minjun,Kim\nada@example.com,Ada,Lovelace\nmin su@example.com,Minsu,Lee\nlee@example.com,Sora,Lee\n"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := roster.ReadRules(strings.NewReader("rules:\n  - {security_profiles: [Agent], routing_profile: Basic Routing Profile}\n"))
	if err != nil {
		t.Fatal(err)
	}
	return Directory{Instance: instance, Source: File, People: people, Rules: rules}
}

func actions(c *roster.Comparison) map[string]roster.Action {
	all := map[string]roster.Action{}
	for _, e := range c.Entries {
		all[e.Login] = e.Action
	}
	return all
}

func TestUsersAreComparedAgreedToAndMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.Carry("", o.note); !errors.Is(err, ErrNone) {
		t.Errorf("before a comparison: %v", err)
	}
	if err := o.Compare(t.Context(), staff(t)); err != nil {
		t.Fatal(err)
	}
	c := o.Compared()
	got := actions(c.Found)
	if got["Kim@example.com"] != roster.Blocked || got["min su@example.com"] != roster.Blocked || got["ada@example.com"] != roster.Create || len(c.Found.Pending()) != 2 {
		t.Fatalf("%v", got)
	}
	if err := o.Carry("another", o.note); !errors.Is(err, ErrOther) {
		t.Errorf("agreed to another one: %v", err)
	}
	if err := o.Carry(c.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	if j := o.ended(t); j.Phase != desk.Done || j.Progress.Done != 2 || j.Progress.Total != 2 || j.Progress.Kind != Users {
		t.Errorf("%+v", j)
	}
	if strings.Join(o.noted, "; ") != "create_connect_user ada@example.com; create_connect_user lee@example.com" {
		t.Errorf("noted %v", o.noted)
	}
	if after := o.Compared(); len(after.Found.Pending()) != 0 || actions(after.Found)["ada@example.com"] != roster.Keep {
		t.Errorf("afterwards %v", actions(after.Found))
	}
}

func TestUsersThatHaveChangedSinceAreLookedAtAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.Compare(t.Context(), staff(t)); err != nil {
		t.Fatal(err)
	}
	agreed, c := o.Compared(), o.clients()
	found, err := c.Roster(instance).Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Users.CreateUser(t.Context(), &awsconnect.CreateUserInput{
		InstanceId: aws.String("12345678-1234-1234-1234-123456789012"), Username: aws.String("ada@example.com"),
		SecurityProfileIds: []string{found.Security["Agent"]}, RoutingProfileId: aws.String(found.Routing["Basic Routing Profile"]),
		IdentityInfo: &types.UserIdentityInfo{FirstName: aws.String("A"), LastName: aws.String("L")}, PhoneConfig: &types.UserPhoneConfig{PhoneType: types.PhoneTypeSoftPhone},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Carry(agreed.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	if j := o.ended(t); j.Phase != desk.Failed || !errors.Is(j.Err, ErrOther) || len(o.noted) > 0 {
		t.Errorf("%+v, noted %v", j, o.noted)
	}
	if now := o.Compared(); now.Digest == agreed.Digest || actions(now.Found)["ada@example.com"] != roster.Change {
		t.Errorf("%v", actions(now.Found))
	}
}

func TestPeopleComeFromWhereItIsSaid(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	of := staff(t)
	of.Source = OurOwn
	if err := o.Compare(t.Context(), of); err != nil || actions(o.Compared().Found)["ours@example.com"] != roster.Create {
		t.Errorf("%v, %+v", err, o.Compared().Found)
	}
	of.Source = IdentityStore
	if err := o.Compare(t.Context(), of); !errors.Is(err, ErrSource) {
		t.Errorf("without IAM Identity Center: %v", err)
	}
	of.Source, of.Instance = File, "acme"
	if err := o.Compare(t.Context(), of); err == nil || !strings.Contains(err.Error(), "no ARN") {
		t.Errorf("no instance: %v", err)
	}
}
