package main

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/state"
)

func TestAccountsThatWereDisabledLongAgoAreForgotten(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: func() time.Time { return now }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, name := range []string{state.FirstAccount, "kim", "lee", "park"} {
		if _, err := db.CreateAccount(t.Context(), name, "analyst"); err != nil {
			t.Fatal(err)
		}
		if name == "park" { // may sign in
			continue
		}
		if name == "lee" { // a moment later
			now = now.Add(time.Second)
		}
		if err := db.DisableAccount(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	left := func() (names []string) {
		t.Helper()
		if err := forgetLongGone(t.Context(), db, now); err != nil {
			t.Fatal(err)
		}
		accounts, err := db.Accounts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range accounts {
			names = append(names, a.Name)
		}
		return names
	}
	now = now.Add(state.AuditDays*24*time.Hour - time.Second)
	if diff := cmp.Diff([]string{state.FirstAccount, "lee", "park"}, left()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	now = now.Add(time.Second)
	if diff := cmp.Diff([]string{state.FirstAccount, "park"}, left()); diff != "" {
		t.Errorf("a second later (-want +got):\n%s", diff)
	}
	entries, err := db.AuditEntries(t.Context(), state.AuditQuery{To: now.Add(time.Second), Limit: 9})
	if err != nil || len(entries) != 2 || entries[0].Action != "forget_user" || entries[0].Subject != "lee" {
		t.Errorf("%+v, %v", entries, err)
	}
}
