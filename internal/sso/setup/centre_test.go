package setup

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim/identitycenter"
	"github.com/ringside/ringside/internal/sso/roster"
)

const application = "arn:aws:sso::111122223333:application/ssoins-1111111111111111/apl-2222222222222222"

// aCentre has two people and two groups, and pages of one.
func aCentre() *identitycenter.Centre {
	return &identitycenter.Centre{
		Instance: "arn:aws:sso:::instance/ssoins-1111111111111111", Store: "d-1234567890", Account: accountID, Page: 1,
		Applications: map[string]string{application: "Amazon Connect", application[:len(application)-1] + "3": "Another"},
		People: []identitycenter.Person{
			{ID: "user-ada", UserName: "ada", Given: "Ada", Family: "Lovelace", Email: "ada@example.com"},
			{ID: "user-kim", UserName: "kim", Given: "민준", Family: "김", Disabled: true},
		},
		Groups: []identitycenter.Group{
			{ID: "group-others", Name: "Others"}, {ID: "group-agents", Name: "Agents", Members: []string{"user-ada", "user-kim"}},
		},
	}
}

// readAll reads a request's body and leaves it to be read once more.
func readAll(t *testing.T, r *http.Request) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	return string(text)
}

// centreClients asks a simulated IAM Identity Center, and nobody else.
func centreClients(t *testing.T, centre *identitycenter.Centre) *Clients {
	t.Helper()
	server := httptest.NewServer(centre)
	t.Cleanup(server.Close)
	atServer(t, server.URL)
	c := &Clients{}
	if err := c.DialCentre(t.Context(), "", "eu-central-1"); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPeopleAndGroupsAreAssignedOnce(t *testing.T) {
	centre := aCentre()
	c := centreClients(t, centre)
	w := wish(func(w *Wish) { w.Assign = []string{"user:ada", "group:Agents", "group:Nobody"} })
	for range 2 {
		left, err := c.Apply(t.Context(), w, quiet)
		if err != nil {
			t.Fatal(err)
		}
		blocked := slices.IndexFunc(left.Steps, func(s Step) bool { return s.Action == Blocked })
		if blocked < 0 || left.Steps[blocked].Subject != "group:Nobody" || left.Account != "" {
			t.Errorf("%+v", left)
		}
		if diff := cmp.Diff([]string{"user-ada", "group-agents"}, centre.Assigned(application)); diff != "" {
			t.Errorf("assigned (- want, + got):\n%s", diff)
		}
	}
}

func TestAssignmentThatIsThereIsDone(t *testing.T) {
	c := centreClients(t, aCentre())
	for range 2 {
		if err := assign(application, Principal{ID: "user-ada", Kind: "USER"})(t.Context(), c); err != nil {
			t.Error(err)
		}
	}
}

func TestApplicationThatIsNotThereIsMadeByHand(t *testing.T) {
	centre := aCentre()
	c := centreClients(t, centre)
	p, _, err := c.Draw(t.Context(), wish(func(w *Wish) { w.App, w.Assign = "Amazon Connect Seoul", []string{"user:ada"} }))
	if err != nil || len(p.Steps) != 1 || p.Steps[0].Action != ByHand || p.Finished() || p.Sheet.Fields[0].Value != "Amazon Connect Seoul" {
		t.Errorf("%v: %+v", err, p)
	}
}

func TestTwoApplicationsOfOneNameAreAnError(t *testing.T) {
	centre := aCentre()
	for arn := range centre.Applications {
		centre.Applications[arn] = "Amazon Connect"
	}
	if _, _, err := centreClients(t, centre).Draw(t.Context(), wish()); err == nil || !strings.Contains(err.Error(), "two applications") {
		t.Errorf("%v", err)
	}
}

func TestPeopleComeFromTheIdentityStoreWithTheGroupsOfTheRules(t *testing.T) {
	c := centreClients(t, aCentre())
	got, err := c.People(t.Context(), roster.Rules{Rules: []roster.Rule{{Group: "Agents"}, {}}})
	want := []roster.Person{
		{UserName: "ada", Email: "ada@example.com", First: "Ada", Last: "Lovelace", Groups: []string{"Agents"}},
		{UserName: "kim", First: "민준", Last: "김", Groups: []string{"Agents"}, Disabled: true},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (- want, + got):\n%s", err, diff)
	}
	if _, err := c.People(t.Context(), roster.Rules{Rules: []roster.Rule{{Group: "agents"}}}); err == nil || !strings.Contains(err.Error(), `"agents"`) {
		t.Errorf("a group that is not there: %v", err)
	}
}
