package state

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// provision makes an account as a directory does.
func provision(t *testing.T, d *DB, account, email string) ProvisionedUser {
	t.Helper()
	u, err := d.Provision(t.Context(), ProvisionedUser{
		Account: account, External: "ext-" + account, Resource: `{"userName":"` + account + `"}`, Profile: `{"email":"` + email + `"}`, Email: email,
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// signIn sets an account up, gives it a role, and signs its owner in.
func signIn(t *testing.T, d *DB, account string) (cookie string) {
	t.Helper()
	token, err := d.ResetAccount(t.Context(), account)
	if err == nil {
		err = d.SetUpAccount(t.Context(), token, "$argon2id$1", "SECRET")
	}
	if err == nil {
		err = d.ChangeAccountRole(t.Context(), account, "supervisor")
	}
	if err != nil {
		t.Fatal(err)
	}
	of, err := d.Account(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	cookie, err = d.BeginAccountSession(t.Context(), of, "", d.now().Add(time.Hour), nil, d.now())
	if err != nil {
		t.Fatal(err)
	}
	return cookie
}

func set(change func(*ProvisionedUser)) func(*ProvisionedUser) error {
	return func(u *ProvisionedUser) error {
		change(u)
		return nil
	}
}

func anyway[T any](T) error { return nil }

func TestADirectoryHasTheAccountsThatItHasMade(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	if _, err := d.CreateAccount(t.Context(), "lee", "administrator"); err != nil {
		t.Fatal(err)
	}
	if err := d.SavePerson(t.Context(), "lee", `{"email":"Lee@example.org"}`); err != nil {
		t.Fatal(err)
	}
	kim := provision(t, d, "kim", "Kim@example.org")
	for name, want := range map[string]error{"lee": ErrNoAccount, "kim": nil, "nobody": ErrNoAccount} {
		if token, err := d.InviteAccount(t.Context(), name); !errors.Is(err, want) {
			t.Errorf("a link for %s: %v", name, err)
		} else if found, _ := d.AccountOfLink(t.Context(), token); (found == name) != (want == nil) {
			t.Errorf("the link for %s is %q's", name, found)
		}
	}
	account, err := d.Account(t.Context(), "kim")
	if err != nil || account.Role != "" || account.Password != "" || !account.Disabled.IsZero() {
		t.Errorf("%v: %+v; it must have neither a role nor a way in", err, account)
	}
	if p, err := d.Person(t.Context(), "kim"); err != nil || !p.Provisioned || p.Profile != kim.Profile {
		t.Errorf("%v: %+v", err, p)
	}
	all, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{})
	if err != nil || len(all) != 1 || all[0].ID != kim.ID || all[0].External != "ext-kim" || !all[0].Created.Equal(clock.Now()) {
		t.Errorf("%v: %+v; accounts of others must not be seen", err, all)
	}
	for what, which := range map[string]WhichProvisioned{
		"id": {ID: kim.ID}, "account": {Account: "kim"}, "external id": {External: "ext-kim"}, "all three": {kim.ID, "kim", "ext-kim"},
	} {
		if found, err := d.ProvisionedUsers(t.Context(), which); err != nil || len(found) != 1 {
			t.Errorf("by %s: %v, %+v", what, err, found)
		}
	}
	if found, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{Account: "lee"}); err != nil || len(found) > 0 {
		t.Errorf("another's account: %v, %+v", err, found)
	}
	for name, c := range map[string]struct {
		u    ProvisionedUser
		want error
	}{
		"an account of others": {ProvisionedUser{Account: "lee"}, ErrAccountName},
		"one of its own":       {ProvisionedUser{Account: "kim"}, ErrAccountName},
		"no name":              {ProvisionedUser{Account: "kim lee"}, ErrAccountName},
		"another's address":    {ProvisionedUser{Account: "park", Email: "lee@EXAMPLE.org"}, ErrEmail},
		"exactly that":         {ProvisionedUser{Account: "park", Email: "Kim@example.org"}, ErrEmail},
	} {
		if _, err := d.Provision(t.Context(), c.u); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := d.Account(t.Context(), "park"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("what was refused is there: %v", err)
	}
	if lee, err := d.Account(t.Context(), "lee"); err != nil || lee.Role != "administrator" || lee.LinkUntil.IsZero() {
		t.Errorf("%v: %+v; nothing may have happened to it", err, lee)
	}
}

func TestADirectoryChangesWhatItHasMade(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	kim, other := provision(t, d, "kim", "kim@example.org"), provision(t, d, "park", "park@example.org")
	secret := func(account string) string {
		p, err := d.Person(t.Context(), account)
		if err != nil {
			t.Fatal(err)
		}
		return p.Secret
	}
	was, cookie := secret("kim"), signIn(t, d, "kim")
	clock.advance(time.Minute)
	before, after, err := d.ChangeProvisioned(t.Context(), kim.ID, set(func(u *ProvisionedUser) { u.Account, u.Profile, u.External = "kim2", `{}`, "" }))
	if err != nil || before.Account != "kim" || after.Account != "kim2" || after.Profile != `{}` || after.External != "" || !after.Changed.Equal(clock.Now()) {
		t.Errorf("%v: %+v, %+v", err, before, after)
	}
	if secret("kim2") != was {
		t.Error("the secret must stay")
	}
	if holds, err := d.SessionHolds(t.Context(), cookie); err != nil || holds {
		t.Errorf("%v: the session of the name before goes on", err)
	}
	if a, err := d.Account(t.Context(), "kim2"); err != nil || a.Role != "supervisor" || a.Password == "" {
		t.Errorf("%v: %+v; what was given here stays", err, a)
	}
	for name, c := range map[string]struct {
		change func(*ProvisionedUser) error
		want   error
	}{
		"another's name":    {set(func(u *ProvisionedUser) { u.Account = "park" }), ErrAccountName},
		"no name":           {set(func(u *ProvisionedUser) { u.Account = "" }), ErrAccountName},
		"another's address": {set(func(u *ProvisionedUser) { u.Email = "park@example.org" }), ErrEmail},
		"an error":          {func(*ProvisionedUser) error { return errors.ErrUnsupported }, errors.ErrUnsupported},
	} {
		if _, _, err := d.ChangeProvisioned(t.Context(), kim.ID, c.change); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for _, id := range []string{"", "nothing", "kim2"} {
		if _, _, err := d.ChangeProvisioned(t.Context(), id, anyway[*ProvisionedUser]); !errors.Is(err, ErrNotProvisioned) {
			t.Errorf("change of %q: %v", id, err)
		}
		if _, err := d.Unprovision(t.Context(), id, anyway[ProvisionedUser]); !errors.Is(err, ErrNotProvisioned) {
			t.Errorf("end of %q: %v", id, err)
		}
	}
	if now, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{ID: other.ID}); err != nil || now[0].Profile != other.Profile {
		t.Errorf("%v: %+v", err, now)
	}
}

func TestADirectoryDoesNotLetInWhomAnAdministratorHasDisabled(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), newClock())
	kim := provision(t, d, "kim", "kim@example.org")
	letIn := func(yes bool) (disabled bool) {
		t.Helper()
		_, after, err := d.ChangeProvisioned(t.Context(), kim.ID, set(func(u *ProvisionedUser) { u.Disabled = !yes }))
		if err != nil {
			t.Fatal(err)
		}
		return after.Disabled
	}
	cookie := signIn(t, d, "kim")
	if !letIn(false) {
		t.Error("it lets in")
	}
	if holds, err := d.SessionHolds(t.Context(), cookie); err != nil || holds {
		t.Errorf("%v: the session goes on", err)
	}
	if letIn(true) {
		t.Error("what the directory has disabled, it may let in")
	}
	if err := d.DisableAccount(t.Context(), "kim"); err != nil {
		t.Fatal(err)
	}
	if !letIn(true) || !letIn(false) || !letIn(true) {
		t.Error("an administrator has disabled it")
	}
	if _, err := d.Unprovision(t.Context(), kim.ID, anyway[ProvisionedUser]); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Provision(t.Context(), ProvisionedUser{Account: "kim"}); !errors.Is(err, ErrAccountName) {
		t.Errorf("made anew, it would let in: %v", err)
	}
	other := provision(t, d, "lee", "lee@example.org")
	kim = other
	letIn(false)
	if err := d.DisableAccount(t.Context(), "lee"); err != nil { // by both
		t.Fatal(err)
	}
	if !letIn(true) {
		t.Error("an administrator has disabled it, too")
	}
	if _, err := d.ResetAccount(t.Context(), "lee"); err != nil {
		t.Fatal(err)
	}
	if letIn(true) {
		t.Error("an administrator has let it in again")
	}
}

func TestWhoComesUnderADeletedNameIsSomebodyElse(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	kim := provision(t, d, "kim", "kim@example.org")
	cookie := signIn(t, d, "kim")
	if err := d.ChangeAccountLimits(t.Context(), "kim", `{"queue":["a"]}`); err != nil {
		t.Fatal(err)
	}
	first, err := d.Person(t.Context(), "kim")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Unprovision(t.Context(), kim.ID, func(ProvisionedUser) error { return errors.ErrUnsupported }); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("%v", err)
	}
	if was, err := d.Unprovision(t.Context(), kim.ID, anyway[ProvisionedUser]); err != nil || was.Account != "kim" {
		t.Fatalf("%v: %+v", err, was)
	}
	if holds, err := d.SessionHolds(t.Context(), cookie); err != nil || holds {
		t.Errorf("%v: the session goes on", err)
	}
	a, err := d.Account(t.Context(), "kim")
	if err != nil || a.Disabled.IsZero() || a.Password != "" || a.CodeSecret != "" || a.Role != "" || a.Limits != "" || !a.SignedIn.IsZero() {
		t.Errorf("%v: %+v; nothing but the name may be left", err, a)
	}
	if _, err := d.Person(t.Context(), "kim"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("who that was is known: %v", err)
	}
	if all, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{}); err != nil || len(all) > 0 {
		t.Errorf("%v: %+v", err, all)
	}
	if _, _, err := d.ChangeProvisioned(t.Context(), kim.ID, anyway[*ProvisionedUser]); !errors.Is(err, ErrNotProvisioned) {
		t.Errorf("%v", err)
	}
	clock.advance(time.Hour)
	again := provision(t, d, "kim", "kim@example.org")
	second, err := d.Person(t.Context(), "kim")
	if err != nil || again.ID == kim.ID || second.Secret == first.Secret || again.Disabled {
		t.Errorf("%v: %+v; applications must not take one for the other", err, again)
	}
	if a, err := d.Account(t.Context(), "kim"); err != nil || !a.Created.Equal(clock.Now()) || a.Role != "" {
		t.Errorf("%v: %+v", err, a)
	}
	// One that an administrator has taken since is not the directory's any more.
	if _, err := d.Unprovision(t.Context(), again.ID, anyway[ProvisionedUser]); err != nil {
		t.Fatal(err)
	}
	signIn(t, d, "kim")
	if _, err := d.Provision(t.Context(), ProvisionedUser{Account: "kim"}); !errors.Is(err, ErrAccountName) {
		t.Errorf("an account that was set up here is taken over: %v", err)
	}
	if a, err := d.Account(t.Context(), "kim"); err != nil || a.Role != "supervisor" {
		t.Errorf("%v: %+v", err, a)
	}
}

func TestGroupsOfADirectory(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	if _, err := d.CreateAccount(t.Context(), "local", ""); err != nil {
		t.Fatal(err)
	}
	if err := d.SavePerson(t.Context(), "local", `{"groups":["Chefs","ÉQUIPE"]}`); err != nil {
		t.Fatal(err)
	}
	kim, lee := provision(t, d, "kim", "kim@example.org"), provision(t, d, "lee", "lee@example.org")
	agents, err := d.ProvisionGroup(t.Context(), ProvisionedGroup{Name: "상담사", External: "g1", Members: []string{lee.ID, kim.ID, kim.ID}})
	if err != nil || len(agents.Members) != 2 || !agents.Created.Equal(clock.Now()) {
		t.Fatalf("%v: %+v", err, agents)
	}
	if p, err := d.Person(t.Context(), "kim"); err != nil || len(p.Groups) != 1 || p.Groups[0] != "상담사" {
		t.Errorf("%v: %+v", err, p)
	}
	if u, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{ID: kim.ID}); err != nil || len(u[0].Groups) != 1 || u[0].Groups[0] != (ProvisionedName{agents.ID, "상담사"}) {
		t.Errorf("%v: %+v", err, u)
	}
	for name, want := range map[string]struct {
		g   ProvisionedGroup
		err error
	}{
		"the same":                  {ProvisionedGroup{Name: "상담사"}, ErrGroupName},
		"one of people here":        {ProvisionedGroup{Name: "Chefs"}, ErrGroupName},
		"that in other letters":     {ProvisionedGroup{Name: "CHEFS"}, ErrGroupName},
		"letters SQLite knows not":  {ProvisionedGroup{Name: "ÉQUIPE"}, ErrGroupName},
		"somebody who is not there": {ProvisionedGroup{Name: "other", Members: []string{"nobody"}}, ErrMember},
	} {
		if _, err := d.ProvisionGroup(t.Context(), want.g); !errors.Is(err, want.err) {
			t.Errorf("%s: %v, want %v", name, err, want.err)
		}
	}
	second, err := d.ProvisionGroup(t.Context(), ProvisionedGroup{Name: "Leads"})
	if err != nil {
		t.Fatal(err)
	}
	change := func(id string, change func(*ProvisionedGroup)) (before, after ProvisionedGroup, err error) {
		return d.ChangeProvisionedGroup(t.Context(), id, func(g *ProvisionedGroup) error {
			change(g)
			return nil
		})
	}
	clock.advance(time.Minute)
	before, after, err := change(agents.ID, func(g *ProvisionedGroup) { g.Name, g.Members = "Agents", []string{kim.ID} })
	if err != nil || before.Name != "상담사" || len(before.Members) != 2 || after.Name != "Agents" || len(after.Members) != 1 || !after.Changed.Equal(clock.Now()) {
		t.Errorf("%v: %+v, %+v", err, before, after)
	}
	for name, c := range map[string]func(*ProvisionedGroup){
		"another's name": func(g *ProvisionedGroup) { g.Name = "LEADS" }, "a name of here": func(g *ProvisionedGroup) { g.Name = "chefs" },
	} {
		if _, _, err := change(agents.ID, c); !errors.Is(err, ErrGroupName) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := change(agents.ID, func(g *ProvisionedGroup) { g.Members = []string{lee.ID, "nobody"} }); !errors.Is(err, ErrMember) {
		t.Errorf("%v", err)
	}
	if _, _, err := change("nothing", func(*ProvisionedGroup) {}); !errors.Is(err, ErrNotProvisioned) {
		t.Errorf("%v", err)
	}
	if _, err := d.Unprovision(t.Context(), kim.ID, anyway[ProvisionedUser]); err != nil {
		t.Fatal(err)
	}
	if err := d.DisableAccount(t.Context(), "lee"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := change(agents.ID, func(g *ProvisionedGroup) { g.Members = []string{lee.ID} }); err != nil {
		t.Errorf("who is disabled may be in a group: %v", err)
	}
	if err := d.ForgetAccount(t.Context(), "lee", "owner"); err != nil {
		t.Fatal(err)
	}
	if left, err := d.ProvisionedUsers(t.Context(), WhichProvisioned{}); err != nil || len(left) > 0 {
		t.Errorf("%v: %+v; what a directory has said of somebody must be forgotten with them", err, left)
	}
	if again := provision(t, d, "lee", "lee@example.org"); again.ID == lee.ID || len(again.Groups) > 0 {
		t.Errorf("%+v", again)
	}
	all, err := d.ProvisionedGroups(t.Context(), "", true)
	if err != nil || len(all) != 2 || len(all[0].Members)+len(all[1].Members) > 0 ||
		!slices.ContainsFunc(all, func(g ProvisionedGroup) bool { return g.Name == "Agents" }) { // of one moment, in the order of their ids

		t.Errorf("%v: %+v; who was deleted must be in none", err, all)
	}
	if _, err := d.UnprovisionGroup(t.Context(), second.ID, anyway[ProvisionedGroup]); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UnprovisionGroup(t.Context(), second.ID, anyway[ProvisionedGroup]); !errors.Is(err, ErrNotProvisioned) {
		t.Errorf("a second time: %v", err)
	}
}
