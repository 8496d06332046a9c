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
		if err != nil || facts.Connect.Replica == nil || !slices.Equal(facts.Connect.Replica.Users, slices.Sorted(slices.Values(a.there.logins))) {
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
		{Name: aws.String("new"), Arn: aws.String("new"), Status: types.TrafficDistributionGroupStatusCreationInProgress},
		{Name: aws.String("all"), Arn: aws.String("all"), Status: types.TrafficDistributionGroupStatusActive},
		{Name: aws.String("more"), Arn: aws.String("more"), Status: types.TrafficDistributionGroupStatusActive},
	}
	a.members = map[string][]string{"new": {"ia1"}, "all": {"ix", "iy", there + "/agent/ia2"}}
	group := func() string { s := steps(); return s[len(s)-1] }
	if want := "by_hand|traffic_distribution_group|all, more|||who is in no traffic distribution group cannot sign in: a1; aws connect associate-traffic-distribution-group-user"; group() != want {
		t.Errorf("%s, want %s", group(), want)
	}
	asks := func() bool {
		p, _, err := a.clients().Draw(t.Context(), w)
		return err != nil || slices.ContainsFunc(p.Next, func(line string) bool { return strings.Contains(line, "which was not looked at") })
	}
	a.members["more"] = make([]string, 100)
	if want := "keep|traffic_distribution_group|all, more|||"; group() != want || !asks() {
		t.Errorf("of too many members: %s, want %s and a line that says so", group(), want)
	}
	followed := a.clients()
	reads := []int{}
	followed.Members = func(read int) { reads = append(reads, read) }
	p, _, err := followed.Draw(t.Context(), w)
	if err != nil || p.Steps[len(p.Steps)-1].Action != ByHand || slices.ContainsFunc(p.Next, func(line string) bool { return strings.Contains(line, "which was not looked at") }) {
		t.Errorf("%v: where somebody follows it, all members are read: %+v, %q", err, p.Steps[len(p.Steps)-1], p.Next)
	}
	if len(reads) < 20 || !slices.IsSorted(reads) {
		t.Errorf("told of %v", reads)
	}
	a.members["more"] = []string{"ia1"}
	if asks() {
		t.Error("all members were read, and the plan says that they were not")
	}
	if diff := cmp.Diff([]string{
		"keep|approved_origin|https://app.example.org|||", "keep|users|" + anInstance + "|||", "keep|users|" + there + "|||", "keep|traffic_distribution_group|all, more|||",
	}, steps()); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

func TestNobodyInTheOtherRegionIsKnown(t *testing.T) {
	a, w := newReplicated(), wish()
	_, state, err := a.clients().Draw(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := a.clients().Facts(t.Context(), w, state)
	if err != nil || facts.Connect.Replica.Users == nil {
		t.Errorf("%v: that nobody has a user there is told as if it were not known", err)
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
