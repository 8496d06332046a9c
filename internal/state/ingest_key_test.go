package state

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// allows tells whether a key opens a door.
func allows(db *DB, key string) bool {
	_, _, ours := db.Allowed(key)
	return ours
}

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
	if !allows(db, shown) {
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
	if !allows(again, shown) {
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
	_, stored, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "firehose"})
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
		if got := allows(db, key); got != want {
			t.Errorf("key of %d characters: allowed %t, want %t", len(key), got, want)
		}
	}
	if allows(open(t, folder, newClock()), "from-the-environment") {
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
	key, shown, err := here.CreateIngestKey(t.Context(), IngestKey{Name: "old"})
	if err != nil {
		t.Fatal(err)
	}
	if !allows(here, shown) || !allows(elsewhere, shown) {
		t.Fatal("a key in force is refused")
	}
	if err := here.RevokeIngestKey(t.Context(), key.ID, 0); err != nil {
		t.Fatal(err)
	}
	if allows(here, shown) {
		t.Error("revoked here, and still accepted here")
	}
	clock.advance(keyringAge)
	if allows(elsewhere, shown) {
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
	_, shown, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "first"})
	if err != nil {
		t.Fatal(err)
	}
	clock.advance(time.Hour)
	second, _, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "second"})
	if err != nil {
		t.Fatal(err)
	}
	firstUse := clock.Now()
	allows(db, shown)
	clock.advance(30 * time.Second)
	allows(db, shown) // within the minute: not written
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
	allows(db, shown)
	if keys, _ = db.IngestKeys(t.Context()); !keys[1].LastUsed.Equal(clock.Now()) {
		t.Errorf("first: last used %v after another minute, want %v", keys[1].LastUsed, clock.Now())
	}
}

func TestKeysKnownStayInForceWhenTheDatabaseFails(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	_, shown, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if !allows(db, shown) {
		t.Fatal("key refused")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	clock.advance(time.Hour)
	if !allows(db, shown) {
		t.Error("a failing database turned a known key away")
	}
	if allows(db, "wrong") {
		t.Error("a failing database let a wrong key in")
	}
}

func TestAKeyGoesOutOfForceByItself(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	_, ending, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "for an hour", Ends: clock.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	old, rotated, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "rotated"})
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
		if allows(db, ending) != step.ending || allows(db, rotated) != step.rotated {
			t.Errorf("%v: in force %t and %t, want %+v", clock.Now(), allows(db, ending), allows(db, rotated), step)
		}
		clock.advance(time.Hour)
	}
	if shown, err := db.EnsureIngestKey(t.Context(), ""); err != nil || shown == "" {
		t.Errorf("no key is in force, and none was made: %v", err)
	}
}

func TestAKeyIsForItsDoorsAndInstancesAlone(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	made, shown, err := db.CreateIngestKey(t.Context(), IngestKey{
		Name: " seoul ", Doors: []string{"import", "firehose", "import"}, Instances: []string{"b-2", "a-1"}, By: "kim", Ends: clock.Now().AddDate(0, 0, 90),
	})
	if err != nil {
		t.Fatal(err)
	}
	wants := func(shown string) {
		t.Helper()
		doors, instances, ours := db.Allowed(shown)
		if !ours || !slices.Equal(doors, []string{"firehose", "import"}) || !slices.Equal(instances, []string{"a-1", "b-2"}) {
			t.Errorf("%q %q %t", doors, instances, ours)
		}
	}
	wants(shown)
	next, rotated, err := db.RotateIngestKey(t.Context(), made.ID, "lee", time.Time{}, 24*time.Hour)
	if err != nil || next.Name != "seoul" || next.By != "lee" || !next.Ends.Equal(clock.Now().AddDate(0, 0, 90)) {
		t.Fatalf("%+v, %v", next, err)
	}
	wants(rotated)
	wants(shown)
	clock.advance(25 * time.Hour)
	if allows(db, shown) || !allows(db, rotated) {
		t.Error("a day later the key before holds, or the new one does not")
	}
	_, all, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "all", Doors: []string{}, Instances: []string{}})
	if doors, instances, ours := db.Allowed(all); err != nil || doors != nil || instances != nil || !ours {
		t.Errorf("a key without a scope: %q %q %t, %v", doors, instances, ours, err)
	}
}

// A key that is in its overlap was made for longer than that is.
func TestAKeyIsRotatedForAsLongAsItWasMade(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	made, _, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "x", Ends: clock.Now().AddDate(0, 0, 30)})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		next, _, err := db.RotateIngestKey(t.Context(), made.ID, "", time.Time{}, time.Hour)
		if err != nil || !next.Ends.Equal(clock.Now().AddDate(0, 0, 30)) {
			t.Errorf("%v, %v: want 30 days", next.Ends, err)
		}
	}
	next, _, err := db.RotateIngestKey(t.Context(), made.ID, "", clock.Now().AddDate(0, 0, 7), time.Hour)
	if err != nil || !next.Ends.Equal(clock.Now().AddDate(0, 0, 7)) {
		t.Errorf("%v, %v: want the end that was given", next.Ends, err)
	}
}

func TestAKeyThatCannotBeRotatedStaysAsItIs(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	made, shown, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.db.ExecContext(t.Context(), "create trigger full before insert on ingest_key begin select raise(abort, 'full'); end"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.RotateIngestKey(t.Context(), made.ID, "", time.Time{}, 0); err == nil {
		t.Fatal("it was rotated")
	}
	if !allows(db, shown) {
		t.Error("there is no new key, and the one before has ended")
	}
	if _, _, err := db.RotateIngestKey(t.Context(), "nobody", "", time.Time{}, 0); !errors.Is(err, ErrNoKey) {
		t.Errorf("an unknown one: %v", err)
	}
	if err := db.RevokeIngestKey(t.Context(), made.ID, 0); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.RotateIngestKey(t.Context(), made.ID, "", time.Time{}, 0); !errors.Is(err, ErrNoKey) {
		t.Errorf("a revoked one: %v", err)
	}
}

func TestAKeyHasANameAndAScopeThatThereIs(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	for _, k := range []IngestKey{
		{},
		{Name: " "},
		{Name: strings.Repeat("가", 101)},
		{Name: "x", Doors: []string{"kinesis"}},
		{Name: "x", Instances: []string{"arn:aws:connect:ap-northeast-2:123456789012:instance/a-1"}},
		{Name: "x", Instances: make([]string, 101)},
	} {
		if _, _, err := db.CreateIngestKey(t.Context(), k); !errors.Is(err, ErrKeyScope) {
			t.Errorf("%.100v: %v", k, err)
		}
	}
	if _, _, err := db.CreateIngestKey(t.Context(), IngestKey{Name: strings.Repeat("가", 100)}); err != nil {
		t.Error(err)
	}
}
