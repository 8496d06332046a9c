package state

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/settings"
)

func TestSettingsAreKeptByInstance(t *testing.T) {
	folder := t.TempDir()
	clock := newClock()
	db := open(t, folder, clock)
	if all, err := db.Settings(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("at first: %v, %v", all, err)
	}
	save := func(instance string, version int64, document string) settings.Saved {
		t.Helper()
		saved, err := db.SaveSettings(t.Context(), instance, version, []byte(document))
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	save("", 0, `{"a":1}`)
	second := save("", 1, `{"a":2}`)
	own := save("arn:one", 0, `{}`)
	got, err := open(t, folder, clock).Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]settings.Saved{second, own}, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	if second.Version != 2 || !second.SavedAt.Equal(clock.Now()) {
		t.Errorf("the second version is %d of %s", second.Version, second.SavedAt)
	}
}

func TestDeletedSettingsAreGoneAndNobodyWhoReadThemOverwritesLaterOnes(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	save := func(version int64) (settings.Saved, error) {
		return db.SaveSettings(t.Context(), "arn:one", version, []byte(`{}`))
	}
	first, err := save(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []int64{0, first.Version + 1} {
		if err := db.DeleteSettings(t.Context(), "arn:one", version); !errors.Is(err, settings.ErrChanged) {
			t.Errorf("deleting version %d: %v, want %v", version, err, settings.ErrChanged)
		}
	}
	if err := db.DeleteSettings(t.Context(), "arn:one", first.Version); err != nil {
		t.Fatal(err)
	}
	if all, err := db.Settings(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("after the deletion: %v, %v", all, err)
	}
	if err := db.DeleteSettings(t.Context(), "arn:one", first.Version+1); !errors.Is(err, settings.ErrChanged) {
		t.Errorf("deleting them twice: %v, want %v", err, settings.ErrChanged)
	}
	if _, err := save(first.Version); !errors.Is(err, settings.ErrChanged) {
		t.Errorf("who read the deleted ones saves: %v, want %v", err, settings.ErrChanged)
	}
	again, err := save(0)
	if err != nil || again.Version <= first.Version+1 {
		t.Fatalf("saved again as version %d, %v", again.Version, err)
	}
	if _, err := save(first.Version); !errors.Is(err, settings.ErrChanged) {
		t.Errorf("who read those before the deletion saves: %v, want %v", err, settings.ErrChanged)
	}
}

func TestOfEditorsWhoReadTheSameSettingsOneSaves(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	for version := range int64(2) {
		errs := make([]error, 8)
		var editors sync.WaitGroup
		for i := range errs {
			editors.Go(func() { _, errs[i] = db.SaveSettings(t.Context(), "", version, []byte(`{}`)) })
		}
		editors.Wait()
		saved := 0
		for _, err := range errs {
			switch {
			case err == nil:
				saved++
			case !errors.Is(err, settings.ErrChanged):
				t.Error(err)
			}
		}
		if saved != 1 {
			t.Errorf("version %d: %d editors saved, want 1", version, saved)
		}
	}
}
