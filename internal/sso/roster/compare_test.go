package roster

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// compared are the entries as login, action and the beginning of the reason or of the changes.
func compared(t *testing.T, people []Person, i *Instance) []string {
	t.Helper()
	found, err := Compare(people, rules, i)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range found.Entries {
		what := e.Because
		for _, d := range e.Changes {
			what += d.What + ":" + d.Is + ">" + d.Shall + " "
		}
		all = append(all, fmt.Sprintf("%s %s %s", e.Action, e.Login, what))
	}
	return all
}

func anInstance(users ...User) *Instance {
	return &Instance{
		Users: users, Security: map[string]string{"Agent": "s1", "CallCenterManager": "s2"},
		Routing: map[string]string{"Basic Routing Profile": "r1", "Sales": "r2"},
	}
}

func TestEverybodyIsHeldAgainstTheUsers(t *testing.T) {
	user := func(login string) User {
		return User{ID: login, Login: login, First: "First", Last: "Last", Security: []string{"s1"}, Routing: "r1"}
	}
	people := []Person{
		somebody("same@example.com"), somebody("New@example.com"), somebody("Alice@example.com"), somebody("boss@example.com", "Supervisors"),
		{Email: "", UserName: "nomail", First: "No", Last: "Mail"},
		somebody("half@address"), somebody("plus+sign@example.com"),
		somebody("known@example.com"), somebody("twice@example.com"), somebody("Twice@example.com"),
		{Email: "nameless@example.com", First: "Name"},
		{Email: "gone@example.com", Disabled: true},
		{Email: "never@example.com", Disabled: true},
	}
	want := []string{
		"keep same@example.com ",
		"create New@example.com first name:>First last name:>Last security profiles:>Agent routing profile:>Basic Routing Profile ",
		`blocked Alice@example.com Amazon Connect has "alice@example.com": the same but for capital letters`,
		"change boss@example.com security profiles:Agent>Agent, CallCenterManager routing profile:Basic Routing Profile>Sales ",
		"blocked nomail the attribute is empty",
		"blocked half@address with @ it must be a whole e-mail address",
		"blocked plus+sign@example.com it has other characters",
		`create known@example.com there is a user "known", which is this person's user_name`,
		"create twice@example.com ",
		"blocked Twice@example.com two people of the directory have this login",
		"blocked nameless@example.com Amazon Connect wants a first name",
		"left gone@example.com disabled in the directory, and still a user",
		"left never@example.com disabled in the directory",
		"left known a user whom the directory does not have",
		"left other@example.com a user whom the directory does not have",
	}
	got := compared(t, people, anInstance(user("same@example.com"), user("alice@example.com"), user("boss@example.com"), user("gone@example.com"), user("known"), user("other@example.com")))
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}

func TestAttributesAreComparedWithTheLogins(t *testing.T) {
	people := []Person{somebody("a.b@example.com"), somebody("C.D@example.com"), {UserName: "e"}}
	found, err := Compare(people, rules, anInstance(User{Login: "a.b"}, User{Login: "c.d@example.com"}))
	if err != nil {
		t.Fatal(err)
	}
	want := []Match{
		{Attribute: Email, Case: 1, Unknown: 1, Empty: 1},
		{Attribute: UserName, Exact: 1, Unknown: 1, Illegal: 1},
		{Attribute: Windows, Empty: 3},
	}
	if diff := cmp.Diff(want, found.Matches); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

func TestNamesThatAmazonConnectTakes(t *testing.T) {
	for login, good := range map[string]bool{
		"ab": true, "a.b-c_d": true, "a@b.c": true, "a@b.c.d": true, strings.Repeat("x", 64): true,
		"a": false, "": false, "a b": false, "ä.b": false, "a+b": false, "a@b": false, "@b.c": false, "a@b@c.d": false, "a@b..c": false,
		`DOMAIN\a`: false, strings.Repeat("x", 65): false,
	} {
		if (Illegal(login) == "") != good {
			t.Errorf("%q: %q", login, Illegal(login))
		}
	}
}
