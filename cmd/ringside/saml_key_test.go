package main

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/ringside/ringside/internal/trusted"
)

// TestOwnKeysChangeAsTheyWereShown and not otherwise: each change is about the key of a fingerprint, and counts at once.
func TestOwnKeysChangeAsTheyWereShown(t *testing.T) {
	t.Parallel()
	keys, err := openSAMLKeys(t.TempDir(), "https://ringside.example.org", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	stages := func() map[string]string {
		found := map[string]string{}
		for _, one := range keys.List() {
			found[one.Stage] = one.Fingerprint
		}
		return found
	}
	refused := func(err error) {
		t.Helper()
		if !errors.Is(err, trusted.ErrOwnKeys) {
			t.Errorf("%v", err)
		}
	}
	did := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	first := stages()["active"]
	refused(keys.Turn(first))
	refused(keys.Retire(first))
	refused(keys.Next("another"))
	did(keys.Next(first))
	refused(keys.Next(first))
	second := stages()["next"]
	refused(keys.Turn(first))
	did(keys.Turn(second))
	if now := stages(); len(now) != 2 || now["active"] != second || now["old"] != first {
		t.Errorf("turned: %v", now)
	}
	refused(keys.Turn(second)) // a second click
	refused(keys.Retire(second))
	did(keys.Retire(first))
	if now := stages(); len(now) != 1 || now["active"] != second || second == first {
		t.Errorf("retired: %v", now)
	}
}
