package state

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestAGroupIsThereBeforeAnybodyIsInIt(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	for _, name := range []string{"Agents", "상담사"} {
		if err := db.AddGroup(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.ProvisionGroup(t.Context(), ProvisionedGroup{Name: "Chefs"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Agents", "AGENTS", "chefs", "", " x", "a,b", "a;b", "a|b", "a\nb", strings.Repeat("x", 257)} {
		if err := db.AddGroup(t.Context(), name); !errors.Is(err, ErrGroupName) {
			t.Errorf("a group %q: %v", name, err)
		}
	}
	if _, err := db.ProvisionGroup(t.Context(), ProvisionedGroup{Name: "agents"}); !errors.Is(err, ErrGroupName) {
		t.Errorf("a directory makes a group that is here: %v", err)
	}
	if err := errors.Join(db.ForgetGroup(t.Context(), "Agents"), db.ForgetGroup(t.Context(), "nothing")); err != nil {
		t.Error(err)
	}
	if all, err := db.Groups(t.Context()); err != nil || !slices.Equal(all, []string{"상담사"}) {
		t.Errorf("%v: %v", err, all)
	}
	if _, err := db.ProvisionGroup(t.Context(), ProvisionedGroup{Name: "agents"}); err != nil {
		t.Errorf("the name is free again: %v", err)
	}
}

func TestAnAccountIsLetInAgain(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	if _, err := db.CreateAccount(t.Context(), "kim", ""); err != nil {
		t.Fatal(err)
	}
	if err := db.EnableAccount(t.Context(), "kim"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("one that was never disabled: %v", err)
	}
	if err := errors.Join(db.DisableAccount(t.Context(), "kim"), db.EnableAccount(t.Context(), "kim")); err != nil {
		t.Fatal(err)
	}
	if a, err := db.Account(t.Context(), "kim"); err != nil || !a.Disabled.IsZero() {
		t.Errorf("%v: %+v", err, a)
	}
}
