package state

import (
	"errors"
	"testing"
)

// TestTheLastProviderStays holds for those that let people in, and as long as it is said.
func TestTheLastProviderStays(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	save := func(name, entity string) string {
		id, err := db.SaveTrustedProvider(t.Context(), TrustedProvider{Name: name, EntityID: entity, Definition: "{}"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	remove := func(id string, want error) {
		t.Helper()
		if err := db.DeleteTrustedProvider(t.Context(), id, 1, func(p TrustedProvider) bool { return p.EntityID != "" && p.Name != "useless" }); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	stays := func(is bool) {
		for range 2 { // a start may say what holds already
			if err := db.KeepLastTrusted(t.Context(), is); err != nil {
				t.Fatal(err)
			}
		}
	}
	save("useless", "https://useless.example.org") // counts, and lets nobody in
	waits, first, second := save("waits", ""), save("first", "https://one.example.org"), save("second", "https://two.example.org")
	stays(true)
	remove(first, nil)
	remove(second, ErrTrustedLast)
	remove(waits, nil)
	stays(false)
	remove(second, nil)
	remove(second, ErrTrustedChanged)
}
