package state

import (
	"errors"
	"testing"
	"time"
)

func TestWhoTheOwnersOfAccountsAreIsKept(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), newClock())
	if _, err := d.CreateAccount(t.Context(), "kim", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Person(t.Context(), "kim"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("before anybody said who that is: %v", err)
	}
	for _, profile := range []string{`{"email":"a"}`, `{"email":"b"}`} {
		if err := d.SavePerson(t.Context(), "kim", profile); err != nil {
			t.Fatal(err)
		}
	}
	first, err := d.Person(t.Context(), "kim")
	if err != nil || first.Profile != `{"email":"b"}` || len(first.Secret) != 64 || first.Disabled {
		t.Errorf("%v: %+v", err, first)
	}
	if err := d.SavePerson(t.Context(), "kim", `{}`); err != nil {
		t.Fatal(err)
	}
	if err := d.DisableAccount(t.Context(), "kim"); err != nil {
		t.Fatal(err)
	}
	all, err := d.People(t.Context())
	if err != nil || len(all) != 1 || all[0].Secret != first.Secret || !all[0].Disabled {
		t.Errorf("%v: %+v; the secret must stay, since applications know people by what comes of it", err, all)
	}
	if err := d.SavePerson(t.Context(), "nobody", `{}`); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Person(t.Context(), "nobody"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("without an account: %v", err)
	}
}

func TestAnApplicationGoesWithItsKeys(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), newClock())
	for _, id := range []string{"b", "a", "a"} {
		if err := d.SaveApplication(t.Context(), id, `{"of":"`+id+`"}`); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := d.Applications(t.Context()); err != nil || len(all) != 2 || all[0].ID != "a" || all[1].Definition != `{"of":"b"}` || all[0].Created.IsZero() {
		t.Errorf("%v: %+v", err, all)
	}
	for _, stage := range []string{KeyActive, KeyNext} {
		if err := d.AddSigningKey(t.Context(), "a", stage, "pem of "+stage); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := d.SigningKeys(t.Context(), "a")
	if err != nil || len(keys) != 2 {
		t.Fatalf("%v: %+v", err, keys)
	}
	of := func(stage string) (found SigningKey) {
		keys, err := d.SigningKeys(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if key.Stage == stage {
				found = key
			}
		}
		return found
	}
	next, active := of(KeyNext), of(KeyActive)
	if err := d.TurnSigningKeys(t.Context(), next, active, "certificate"); err != nil {
		t.Fatal(err)
	}
	if of(KeyActive).PEM != "pem of next" || of(KeyRetired).PEM != "certificate" || of(KeyNext).ID != "" {
		t.Errorf("active %+v, retired %+v", of(KeyActive), of(KeyRetired))
	}
	if err := d.TurnSigningKeys(t.Context(), next, active, ""); !errors.Is(err, ErrKeyStage) || of(KeyRetired).PEM != "certificate" {
		t.Errorf("turned twice: %v", err)
	}
	if err := d.DeleteApplication(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Application(t.Context(), "a"); !errors.Is(err, ErrNoApplication) || of(KeyActive).ID != "" {
		t.Errorf("deleted: %v, key %+v", err, of(KeyActive))
	}
	if err := d.DeleteApplication(t.Context(), "a"); !errors.Is(err, ErrNoApplication) {
		t.Errorf("deleted twice: %v", err)
	}
}

func TestADigestIsUsedUpOnce(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	if err := d.UseOnce(t.Context(), "a", clock.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := d.UseOnce(t.Context(), "a", clock.Now().Add(time.Minute)); !errors.Is(err, ErrUsedBefore) {
		t.Errorf("twice: %v", err)
	}
	clock.advance(2 * time.Minute)
	if err := d.UseOnce(t.Context(), "a", clock.Now().Add(time.Minute)); err != nil {
		t.Errorf("after its time: %v", err)
	}
}

func TestWhoOnlyGoesThroughToApplicationsIsNoFirstAccount(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), newClock())
	token, err := d.CreateAccount(t.Context(), "alice", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetUpAccount(t.Context(), token, "$argon2id$1", "SECRET"); err != nil {
		t.Fatal(err)
	}
	if first, err := d.EnsureAccount(t.Context()); err != nil || first == "" {
		t.Errorf("%v: there is no link for an administrator", err)
	}
}
