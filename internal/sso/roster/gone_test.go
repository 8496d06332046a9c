package roster

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/google/go-cmp/cmp"
)

// going are the actions of a comparison by login.
func going(t *testing.T, people []Person, i *Instance, gone Gone) string {
	t.Helper()
	rules := Rules{
		Login: Email, Stripped: "Nothing", Gone: gone,
		Rules: []Rule{{SecurityProfiles: []string{"Agent"}, RoutingProfile: "Basic"}},
	}
	c, err := Compare(people, rules, i)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range c.Entries {
		all = append(all, e.Login+" "+string(e.Action))
	}
	return strings.Join(all, ", ")
}

// profiled is an instance with the profiles of going.
func profiled(users ...User) *Instance {
	return &Instance{Users: users, Security: map[string]string{"Agent": "a", "Nothing": "n"}, Routing: map[string]string{"Basic": "b"}}
}

func TestWhoIsGoneIsLeftAloneUnlessItIsSaid(t *testing.T) {
	user := func(login string, ours bool) User {
		return User{ID: login, Login: login, First: "A", Last: "B", Security: []string{"a"}, Routing: "b", Ours: ours}
	}
	i := profiled(user("ours@x.com", true), user("other@x.com", false), user("lost@x.com", true), user("admin@x.com", false), user("stays@x.com", true))
	person := func(email string, disabled bool) Person {
		return Person{Email: email, First: "A", Last: "B", Disabled: disabled}
	}
	people := []Person{person("ours@x.com", true), person("other@x.com", true), person("stays@x.com", true), person("stays@x.com", false)}
	for want, gone := range map[string]Gone{
		"ours@x.com left, other@x.com left, stays@x.com left, stays@x.com keep, lost@x.com left, admin@x.com left":     {Do: Keep},
		"ours@x.com strip, other@x.com left, stays@x.com left, stays@x.com keep, lost@x.com left, admin@x.com left":    {Do: Strip},
		"ours@x.com delete, other@x.com left, stays@x.com left, stays@x.com keep, lost@x.com delete, admin@x.com left": {Do: Delete, Missing: true},
		"ours@x.com delete, other@x.com delete, stays@x.com left, stays@x.com keep, lost@x.com left, admin@x.com left": {Do: Delete, Others: true},
		"ours@x.com strip, other@x.com strip, stays@x.com left, stays@x.com keep, lost@x.com strip, admin@x.com strip": {Do: Strip, Missing: true, Others: true},
	} {
		if got := going(t, people, i, gone); got != want {
			t.Errorf("%+v (- want, + got):\n%s", gone, cmp.Diff(want, got))
		}
	}
}

func TestADirectoryThatLetsMostGoIsNotWhole(t *testing.T) {
	var users []User
	for n := range 12 {
		users = append(users, User{Login: fmt.Sprintf("u%d@x.com", n), Ours: true})
	}
	rules := Rules{Login: Email, Gone: Gone{Do: Delete, Missing: true}}
	if _, err := Compare([]Person{{Email: "u0@x.com"}}, rules, profiled(users...)); err == nil || !strings.Contains(err.Error(), "11 of 12 users would be") {
		t.Errorf("a directory with one of twelve: %v", err)
	}
	for want, gone := range map[string]Gone{
		"stripped_security_profile": {Do: Strip}, "no difference": {Missing: true}, "kept, stripped or deleted": {Do: Create},
	} {
		rules.Gone = gone
		if _, err := Compare(nil, rules, profiled()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", gone, err)
		}
	}
	rules.Gone, rules.Stripped = Gone{Do: Strip}, "Nobody's"
	if _, err := Compare(nil, rules, profiled()); err == nil || !strings.Contains(err.Error(), `no security profile "Nobody's"`) {
		t.Errorf("a profile that is not there: %v", err)
	}
}

// TestWhoIsGoneIsTakenAwayOnce makes two people, of whom one leaves: the simulated Amazon Connect knows by the tag whom Ringside made.
func TestWhoIsGoneIsTakenAwayOnce(t *testing.T) {
	synctest.Test(t, takenAwayOnce)
}

func takenAwayOnce(t *testing.T) {
	for _, do := range []Action{Strip, Delete} {
		c, _ := client(inhabited("before@x.com"))
		stays, leaves := somebody("stays@x.com"), somebody("leaves@x.com")
		if _, err := run(t, c, []Person{stays, leaves}, nothing); err != nil {
			t.Fatal(err)
		}
		leaves.Disabled = true
		before := Person{Email: "before@x.com", First: "A", Last: "B", Disabled: true} // whom Ringside did not make
		rules := rules
		rules.Stripped, rules.Gone = "QualityAnalyst", Gone{Do: do}
		for round, want := range []int{1, 0} {
			i, err := c.Read(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			found, err := Compare([]Person{stays, leaves, before}, rules, i)
			if err != nil {
				t.Fatal(err)
			}
			if pending := found.Pending(); len(pending) != want || want == 1 && (pending[0].Login != "leaves@x.com" || pending[0].Action != do) {
				t.Fatalf("%s, round %d: %+v", do, round, pending)
			}
			if err := c.Carry(t.Context(), found, nothing); err != nil {
				t.Error(err)
			}
		}
		i, err := c.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		logins := map[string][]string{}
		for _, u := range i.Users {
			logins[u.Login] = []string{names(u.Security, i.Security)}
		}
		want := map[string][]string{"before@x.com": {"Agent"}, "stays@x.com": {"Agent"}, "leaves@x.com": {"QualityAnalyst"}}
		if do == Delete {
			delete(want, "leaves@x.com")
		}
		if d := cmp.Diff(want, logins); d != "" {
			t.Errorf("%s: %s", do, d)
		}
	}
}

// vanished has no user to delete: a first answer was lost.
type vanished struct{ API }

func (v vanished) DeleteUser(ctx context.Context, in *awsconnect.DeleteUserInput, o ...func(*awsconnect.Options)) (*awsconnect.DeleteUserOutput, error) {
	if _, err := v.API.DeleteUser(ctx, in, o...); err != nil {
		return nil, err
	}
	return v.API.DeleteUser(ctx, in, o...)
}

func TestWhoIsDeletedAlreadyIsDeleted(t *testing.T) {
	synctest.Test(t, deletedTwice)
}

func deletedTwice(t *testing.T) {
	c, _ := client(inhabited("leaves@x.com"))
	c.API = vanished{c.API}
	rules := rules
	rules.Gone = Gone{Do: Delete, Others: true}
	i, err := c.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	leaves := somebody("leaves@x.com")
	leaves.Disabled = true
	found, err := Compare([]Person{leaves}, rules, i)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Carry(t.Context(), found, nothing); err != nil || found.Entries[0].Outcome != Done {
		t.Errorf("%v, %+v", err, found.Entries)
	}
}
