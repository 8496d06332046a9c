package state

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFirstStartShowsAKeyOnce(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder, newClock())
	shown, err := db.EnsureIngestKey(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(shown) < 43 {
		t.Fatalf("key has %d characters, want at least 43 for 32 random bytes", len(shown))
	}
	if !db.Allowed(shown) {
		t.Error("the key just shown does not open the door")
	}
	again := open(t, folder, newClock())
	second, err := again.EnsureIngestKey(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if second != "" {
		t.Error("the second start made another key")
	}
	if !again.Allowed(shown) {
		t.Error("the key does not survive a restart")
	}
}

func TestKeyIsNotInTheFiles(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder, newClock())
	shown, err := db.EnsureIngestKey(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(shown)) || bytes.Contains(content, []byte(strings.TrimPrefix(shown, keyPrefix))) {
			t.Errorf("%s contains the key", e.Name())
		}
	}
}

func TestConfiguredKeyIsAcceptedBesideTheStoredOnes(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder, newClock())
	_, stored, err := db.CreateIngestKey(t.Context(), "firehose", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if shown, err := db.EnsureIngestKey(t.Context(), " from-the-environment\n"); err != nil || shown != "" {
		t.Fatalf("shown %q, error %v; want neither", shown, err)
	}
	for key, want := range map[string]bool{
		"from-the-environment": true, stored: true, "": false, "wrong": false, stored + "x": false, stored[:len(stored)-1]: false,
		strings.Repeat("k", maxKeyLength+1): false,
	} {
		if got := db.Allowed(key); got != want {
			t.Errorf("key of %d characters: allowed %t, want %t", len(key), got, want)
		}
	}
	if open(t, folder, newClock()).Allowed("from-the-environment") {
		t.Error("the configured key outlives its configuration")
	}
}

func TestConfiguredKeyAloneMakesNoOther(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	if _, err := db.EnsureIngestKey(t.Context(), "configured"); err != nil {
		t.Fatal(err)
	}
	keys, err := db.IngestKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 0 {
		t.Errorf("%d keys stored, want none", len(keys))
	}
}

func TestConfiguredKeyLongerThanFirehoseCanSendIsRefused(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	if _, err := db.EnsureIngestKey(t.Context(), strings.Repeat("k", maxKeyLength+1)); err == nil {
		t.Error("a key that no request could ever carry was accepted")
	}
}

func TestRevokedKeyStopsWorking(t *testing.T) {
	folder := t.TempDir()
	clock := newClock()
	here, elsewhere := open(t, folder, clock), open(t, folder, clock)
	key, shown, err := here.CreateIngestKey(t.Context(), "old", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if !here.Allowed(shown) || !elsewhere.Allowed(shown) {
		t.Fatal("a key in force is refused")
	}
	if err := here.RevokeIngestKey(t.Context(), key.ID, 0); err != nil {
		t.Fatal(err)
	}
	if here.Allowed(shown) {
		t.Error("revoked here, and still accepted here")
	}
	clock.advance(keyringAge)
	if elsewhere.Allowed(shown) {
		t.Error("revoked by another process, and still accepted after the keyring's age")
	}
	if shown, err := here.EnsureIngestKey(t.Context(), ""); err != nil || shown == "" {
		t.Errorf("shown %q, error %v: want a new key when all are revoked", shown, err)
	}
}

func TestRevokingAnUnknownKeySaysSo(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	if err := db.RevokeIngestKey(t.Context(), "nothing", 0); !errors.Is(err, ErrNoKey) {
		t.Errorf("error %v, want %v", err, ErrNoKey)
	}
}

func TestListTellsNameAndUse(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	_, shown, err := db.CreateIngestKey(t.Context(), "first", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	clock.advance(time.Hour)
	second, _, err := db.CreateIngestKey(t.Context(), "second", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	firstUse := clock.Now()
	db.Allowed(shown)
	clock.advance(30 * time.Second)
	db.Allowed(shown) // within the minute: not written
	if err := db.RevokeIngestKey(t.Context(), second.ID, 0); err != nil {
		t.Fatal(err)
	}
	keys, err := db.IngestKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 2 || keys[0].Name != "second" || keys[1].Name != "first" {
		t.Fatalf("list %v, want second then first", keys)
	}
	if !keys[0].LastUsed.IsZero() || keys[0].Revoked.IsZero() {
		t.Errorf("second: last used %v, revoked %v", keys[0].LastUsed, keys[0].Revoked)
	}
	if !keys[1].LastUsed.Equal(firstUse) || !keys[1].Revoked.IsZero() {
		t.Errorf("first: last used %v, want %v; revoked %v", keys[1].LastUsed, firstUse, keys[1].Revoked)
	}
	clock.advance(30 * time.Second)
	db.Allowed(shown)
	if keys, _ = db.IngestKeys(t.Context()); !keys[1].LastUsed.Equal(clock.Now()) {
		t.Errorf("first: last used %v after another minute, want %v", keys[1].LastUsed, clock.Now())
	}
}

func TestKeysKnownStayInForceWhenTheDatabaseFails(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	_, shown, err := db.CreateIngestKey(t.Context(), "x", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if !db.Allowed(shown) {
		t.Fatal("key refused")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	clock.advance(time.Hour)
	if !db.Allowed(shown) {
		t.Error("a failing database turned a known key away")
	}
	if db.Allowed("wrong") {
		t.Error("a failing database let a wrong key in")
	}
}

func TestAKeyGoesOutOfForceByItself(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	_, ending, err := db.CreateIngestKey(t.Context(), "for an hour", clock.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	old, rotated, err := db.CreateIngestKey(t.Context(), "rotated", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.RevokeIngestKey(t.Context(), old.ID, 2*time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := db.RevokeIngestKey(t.Context(), old.ID, 3*time.Hour); err != nil { // which is later, and changes nothing
		t.Fatal(err)
	}
	for _, step := range []struct{ ending, rotated bool }{{true, true}, {false, true}, {false, false}} {
		if db.Allowed(ending) != step.ending || db.Allowed(rotated) != step.rotated {
			t.Errorf("%v: in force %t and %t, want %+v", clock.Now(), db.Allowed(ending), db.Allowed(rotated), step)
		}
		clock.advance(time.Hour)
	}
	if shown, err := db.EnsureIngestKey(t.Context(), ""); err != nil || shown == "" {
		t.Errorf("no key is in force, and none was made: %v", err)
	}
}
