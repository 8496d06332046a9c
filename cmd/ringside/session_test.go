package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/state"
)

// TestSessionsAreListedEndedAndPeopleBarred does all of it on a folder that no server holds.
func TestSessionsAreListedEndedAndPeopleBarred(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	db, err := state.Open(t.Context(), state.Options{Folder: data})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	begin := func(provider, name string) string {
		t.Helper()
		s := state.Session{Provider: provider, NameID: name, Address: "203.0.113.7", Ends: time.Now().Add(time.Hour)}
		cookie, err := db.BeginSession(t.Context(), s, nil, s.Ends)
		if err != nil {
			t.Fatal(err)
		}
		return cookie
	}
	one, two := begin("https://idp", "jisu"), begin("https://idp", "jisu")
	begin("https://idp", "minho")
	list := func(args ...string) (all []sessionBody) {
		t.Helper()
		text, stderr, code := ringside(t, append([]string{"session", "list", "--format", "json", "--data", data}, args...)...)
		if err := json.Unmarshal([]byte(text), &all); err != nil || code != exitOK {
			t.Fatalf("exit %d, %v, %s%s", code, err, text, stderr)
		}
		return all
	}
	all := list("--access-rules", rulesFile(t))
	if len(all) != 3 || all[0].By != "saml" || all[0].Address != "203.0.113.7" || len(all[0].Roles) != 1 {
		t.Fatalf("%+v", all)
	}
	does := func(want int, args ...string) {
		t.Helper()
		if _, stderr, code := ringside(t, append(append([]string{"session"}, args...), "--data", data)...); code != want {
			t.Errorf("%v: exit %d, %s", args, code, stderr)
		}
	}
	does(exitOK, "end", "--provider", "https://idp", "--name-id", "jisu")
	for _, cookie := range []string{one, two} {
		if end, err := db.SessionEnded(t.Context(), cookie); err != nil || end.Why != state.WhyAdministrator || end.By == "" {
			t.Errorf("%+v, %v", end, err)
		}
	}
	left := list()
	if len(left) != 1 || left[0].NameID != "minho" {
		t.Fatalf("%+v", left)
	}
	does(exitOK, "end", left[0].ID)
	does(exitFailed, "end", left[0].ID)
	does(exitUsage, "end")
	cookie := begin("https://idp", "minho")
	does(exitOK, "bar", "https://idp", "minho", "--note", "left")
	does(exitUsage, "bar", "local", "admin")
	if end, err := db.SessionEnded(t.Context(), cookie); err != nil || end.Why != state.WhyBarred {
		t.Errorf("%+v, %v", end, err)
	}
	var barred []barredBody
	text, _, _ := ringside(t, "session", "barred", "--format", "json", "--data", data)
	if err := json.Unmarshal([]byte(text), &barred); err != nil || len(barred) != 1 || barred[0].Note != "left" || barred[0].By == "" {
		t.Fatalf("%v, %s", err, text)
	}
	does(exitOK, "unbar", barred[0].ID)
	does(exitFailed, "unbar", barred[0].ID)
	begin("https://idp", "minho")
	log, _, _ := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2100-01-01", "--data", data)
	for _, action := range []string{"end_session ", "end_sessions", "bar_person", "unbar_person"} {
		if !strings.Contains(log, action) {
			t.Errorf("%s is not in the audit log:\n%s", action, log)
		}
	}
}
