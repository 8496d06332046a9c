package idp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/setup"
)

// replicatedCentre is an Amazon Connect instance that is in two Regions, with alice in both.
type replicatedCentre struct{ setup.Connect }

const globalSignIn = "https://12345678-1234-1234-1234-123456789012.eu-central-1.sign-in.connect.aws/saml"

func (replicatedCentre) DescribeInstance(context.Context, *awsconnect.DescribeInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error) {
	return &awsconnect.DescribeInstanceOutput{
		Instance: &types.Instance{Arn: aws.String(instance), IdentityManagementType: types.DirectoryTypeSaml, InstanceStatus: types.InstanceStatusActive},
		ReplicationConfiguration: &types.ReplicationConfiguration{
			GlobalSignInEndpoint: aws.String(globalSignIn), SourceRegion: aws.String("eu-central-1"),
			ReplicationStatusSummaryList: []types.ReplicationStatusSummary{{Region: aws.String("eu-west-2")}},
		},
	}, nil
}

func (replicatedCentre) ListUsers(context.Context, *awsconnect.ListUsersInput, ...func(*awsconnect.Options)) (*awsconnect.ListUsersOutput, error) {
	return &awsconnect.ListUsersOutput{UserSummaryList: []types.UserSummary{{Id: aws.String("u1"), Username: aws.String(alice().Email)}}}, nil
}

func (replicatedCentre) ListApprovedOrigins(context.Context, *awsconnect.ListApprovedOriginsInput, ...func(*awsconnect.Options)) (*awsconnect.ListApprovedOriginsOutput, error) {
	return &awsconnect.ListApprovedOriginsOutput{Origins: []string{"https://app.example.org"}}, nil
}

func (replicatedCentre) ListTrafficDistributionGroups(context.Context, *awsconnect.ListTrafficDistributionGroupsInput, ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupsOutput, error) {
	return &awsconnect.ListTrafficDistributionGroupsOutput{TrafficDistributionGroupSummaryList: []types.TrafficDistributionGroupSummary{
		{Name: aws.String("all"), Arn: aws.String("all"), Status: types.TrafficDistributionGroupStatusActive},
	}}, nil
}

func (replicatedCentre) ListTrafficDistributionGroupUsers(context.Context, *awsconnect.ListTrafficDistributionGroupUsersInput, ...func(*awsconnect.Options)) (*awsconnect.ListTrafficDistributionGroupUsersOutput, error) {
	return &awsconnect.ListTrafficDistributionGroupUsersOutput{TrafficDistributionGroupUserSummaryList: []types.TrafficDistributionGroupUserSummary{{UserId: aws.String("u1")}}}, nil
}

// TestAReplicatedInstanceTakesOurWord holds what we say, where the plan of sign-in lets it be said, and what the simulated STS takes
// against each other: with the sign-in of the instance all agree, and without it the role is not given.
func TestAReplicatedInstanceTakesOurWord(t *testing.T) {
	t.Parallel()
	account := iam.New(iam.Options{Number: "111122223333", Key: "key", Secret: "secret"})
	server := httptest.NewServer(account)
	t.Cleanup(server.Close)
	var clients setup.Clients
	if err := clients.Dial(t.Context(), amazonconnect.Access{Region: "eu-central-1", Endpoint: server.URL, Key: "key", Secret: "secret"}); err != nil {
		t.Fatal(err)
	}
	clients.Connect = replicatedCentre{}
	clients.Elsewhere = func(context.Context, string) (*setup.Clients, error) {
		return &setup.Clients{Connect: replicatedCentre{}, Meter: clients.Meter}, nil
	}

	r, _ := registered(t)
	c := wanted()
	c.SignIn, c.Landing = globalSignIn, "https://app.example.org/desk"
	a, err := r.AddConnect(t.Context(), "connect", "Amazon Connect", c)
	if err != nil {
		t.Fatal(err)
	}
	a.Users = []string{"alice"}
	metadata, err := r.Metadata(t.Context(), a, "https://ringside.example.org")
	if err != nil {
		t.Fatal(err)
	}
	wish := setup.Usual(instance)
	wish.Provider, wish.Role, wish.Metadata, wish.Landing, wish.Centre = c.Provider, c.Role, string(metadata), c.Landing, false
	left, err := clients.Apply(t.Context(), wish, func(setup.Step, error) {})
	if err != nil || !left.Finished() {
		t.Fatalf("%v, left: %+v", err, left)
	}
	for _, field := range left.Sheet.Fields {
		if field.Name == "Application ACS URL" && field.Value != a.Consumers[0].Address || field.Name == "Relay state" && field.Value != a.RelayState {
			t.Errorf("the plan has %s %q, and the application sends to %q with %q", field.Name, field.Value, a.Consumers[0].Address, a.RelayState)
		}
	}
	said := func(a Application) string {
		t.Helper()
		now := time.Now()
		answer, err := a.Answer(a.Start(now), alice(), now, now)
		if err != nil {
			t.Fatal(err)
		}
		key, err := r.signs(t.Context(), "connect")
		if err != nil {
			t.Fatal(err)
		}
		text, err := a.Sign(answer, key)
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(text)
	}
	assume := func(field string) (iam.Session, error) {
		t.Helper()
		message, err := iam.ReadMessage(field)
		if err != nil {
			t.Fatal(err)
		}
		pairs, _ := message.Roles()
		return account.AssumeRole(iam.Assume{Message: message, Pair: pairs[0], Page: true})
	}
	field := said(a)
	session, err := assume(field)
	if err != nil || session.Audience != a.Consumers[0].Address || !strings.HasSuffix(session.Audience, "&destination=https%3A%2F%2Fapp.example.org%2Fdesk") {
		t.Fatalf("%v: %+v", err, session)
	}
	keys := map[string][]string{"connect:instanceid": {"12345678-1234-1234-1234-123456789012"}}
	for _, region := range []string{"eu-central-1", "eu-west-2"} {
		user := strings.Replace(instance, "eu-central-1", region, 1) + "/user/" + session.ID()
		if !account.May(session, "connect:GetFederationToken", user, keys) {
			t.Errorf("the role does not let people into the instance in %s", region)
		}
	}
	_, state, err := clients.Draw(t.Context(), wish)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := clients.Facts(t.Context(), wish, state)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	known, err := sso.ReadFacts(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if report := sso.Diagnose(sso.Case{Input: sso.ReadInput([]byte(field)), Facts: known}); !report.Sound() {
		t.Errorf("the doctor says %+v", report.Findings)
	}
	a.Consumers[0].Address = "https://eu-central-1.signin.aws.amazon.com/saml"
	if _, err := assume(said(a)); err == nil || !strings.Contains(err.Error(), "Not authorized") {
		t.Errorf("sent to the sign-in of the Region: %v", err)
	}
}
