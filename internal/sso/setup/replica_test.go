package setup

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/google/go-cmp/cmp"
)

const globalSignIn = "https://" + instanceID + ".eu-central-1.sign-in.connect.aws/saml"

// newReplicated is an account whose instance is in eu-west-2, too, where nobody has a user yet.
func newReplicated() *account {
	a := newAccount()
	a.replicas = &types.ReplicationConfiguration{
		GlobalSignInEndpoint: aws.String(globalSignIn), SourceRegion: aws.String("eu-central-1"),
		ReplicationStatusSummaryList: []types.ReplicationStatusSummary{{Region: aws.String("eu-central-1")}, {Region: aws.String("eu-west-2")}},
	}
	a.there = newAccount()
	a.there.logins = nil
	return a
}

func TestReplicatedInstanceIsReadAndSetUpInBothRegions(t *testing.T) {
	a, w := newReplicated(), wish()
	a.logins = []string{"a1", "a2", "a3", "a4", "a5", "a6"}
	a.there.logins = []string{"a1", "Zyxwv"}
	if _, err := a.clients().Apply(t.Context(), w, quiet); err != nil {
		t.Fatal(err)
	}
	if want := []string{"https://app.example.org"}; !slices.Equal(a.origins, want) || !slices.Equal(a.there.origins, want) {
		t.Errorf("approved: %v, and in the other Region %v", a.origins, a.there.origins)
	}
	steps := func() (all []string) {
		t.Helper()
		p, state, err := a.clients().Draw(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := a.clients().Facts(t.Context(), w, state)
		if err != nil || facts.Connect.Replica == nil || !slices.Equal(facts.Connect.Replica.Users, a.there.logins) {
			t.Errorf("%v: facts %+v", err, facts.Connect)
		}
		for _, s := range p.Steps {
			if s.Kind == "users" || s.Kind == "traffic_distribution_group" || s.What == "eu-west-2" {
				all = append(all, strings.Join([]string{string(s.Action), s.Kind, s.Subject, s.Is, s.Shall, s.Because}, "|"))
			}
		}
		if !slices.ContainsFunc(p.Next, func(line string) bool { return strings.HasSuffix(line, "--global-sign-in "+globalSignIn) }) {
			t.Errorf("nothing says what Ringside's own application has to know: %q", p.Next)
		}
		return all
	}
	there := strings.Replace(anInstance, "eu-central-1", "eu-west-2", 1)
	const alone = "who has a user in the other Region alone cannot sign in: "
	if diff := cmp.Diff([]string{
		"keep|approved_origin|https://app.example.org|||",
		"by_hand|users|" + anInstance + "|6 users|7 users|" + alone + "Zyxwv; ringside sso users --instance " + anInstance + " makes them",
		"by_hand|users|" + there + "|2 users|7 users|" + alone + "a2, a3, a4, a5, a6; ringside sso users --instance " + there + " makes them",
		"by_hand|traffic_distribution_group|" + anInstance + "|||people are let in as members of a traffic distribution group, and none is in use: create one in Amazon Connect",
	}, steps()); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	a.logins, a.there.logins = []string{"a1", "a2"}, []string{"a2", "a1"}
	a.groups = []types.TrafficDistributionGroupSummary{
		{Name: aws.String("new"), Status: types.TrafficDistributionGroupStatusCreationInProgress}, {Name: aws.String("all"), Status: types.TrafficDistributionGroupStatusActive},
	}
	if diff := cmp.Diff([]string{
		"keep|approved_origin|https://app.example.org|||", "keep|users|" + anInstance + "|||", "keep|users|" + there + "|||", "keep|traffic_distribution_group|all|||",
	}, steps()); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

func TestAnotherRegionThatCannotBeReadStopsNothing(t *testing.T) {
	a := newReplicated()
	a.there = nil
	left, err := a.clients().Apply(t.Context(), wish(), quiet)
	if err != nil || len(a.origins) != 1 {
		t.Fatalf("%v: %v", err, a.origins)
	}
	if last := left.Steps[len(left.Steps)-1]; last.Kind != "replica" || last.Action != ByHand || last.Subject != "eu-west-2" || !strings.Contains(last.Because, "not in eu-west-2") {
		t.Errorf("%+v", last)
	}
}
