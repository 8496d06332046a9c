package state

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

func TestRetentionIsKept(t *testing.T) {
	folder, clock := t.TempDir(), newClock()
	db := open(t, folder, clock)
	want := func(what string, want erasure.Retention) {
		t.Helper()
		got, err := open(t, folder, clock).Retention(t.Context())
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (- want, + got)\n%s", what, err, diff)
		}
	}
	want("at first", erasure.Retention{})
	first, err := db.SetRetention(t.Context(), erasure.Policy{Contacts: 400, Details: 60, Quarantine: 90})
	if err != nil || first.Contacts != 400 || first.ChangedAt.IsZero() {
		t.Fatalf("%+v, %v", first, err)
	}
	want("set", first)
	at := clock.Now().Add(time.Hour)
	if err := db.NoteRetention(t.Context(), at, store.Erased{Contacts: 7}); err != nil {
		t.Fatal(err)
	}
	second, err := db.SetRetention(t.Context(), erasure.Policy{AgentEvents: 30})
	if err != nil {
		t.Fatal(err)
	}
	want("applied and set again", erasure.Retention{
		Policy: erasure.Policy{AgentEvents: 30}, ChangedAt: second.ChangedAt, AppliedAt: at, Removed: &store.Erased{Contacts: 7},
	})
}
