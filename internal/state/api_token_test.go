package state

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestATokenIsShownOnceAndKeptAsAHash(t *testing.T) {
	t.Parallel()
	dir, clock := t.TempDir(), newClock()
	db := open(t, dir, clock)
	made, shown, err := db.CreateAPIToken(t.Context(), APIToken{Name: " report ", Access: "{}", Ends: clock.Now().Add(time.Hour)})
	if err != nil || !strings.HasPrefix(shown, tokenPrefix) || len(shown) != len(tokenPrefix)+43 || made.Name != "report" {
		t.Fatalf("%+v %q, %v", made, shown, err)
	}
	got, err := db.APIToken(t.Context(), shown)
	if err != nil || got.ID != made.ID || got.Access != "{}" || !got.LastUsed.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = db.APIToken(t.Context(), shown); err != nil || !got.LastUsed.Equal(clock.Now()) {
		t.Errorf("its use was not noted: %+v, %v", got, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), shown) || strings.Contains(string(text), strings.TrimPrefix(shown, tokenPrefix)) {
			t.Errorf("%s has the token itself", file)
		}
	}
	clock.advance(time.Hour)
	if _, err := db.APIToken(t.Context(), shown); !errors.Is(err, ErrNoToken) {
		t.Errorf("after its end: %v", err)
	}
}

func TestARotatedTokenOverlapsWithItsSuccessor(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	old, before, err := db.CreateAPIToken(t.Context(), APIToken{Name: "report", Access: `{"roles":["analyst"]}`, Ends: clock.Now().AddDate(0, 0, 90)})
	if err != nil {
		t.Fatal(err)
	}
	made, after, err := db.RotateAPIToken(t.Context(), old.ID, "", clock.Now().AddDate(0, 0, 90), 24*time.Hour)
	if err != nil || made.Name != old.Name || made.Access != old.Access || made.ID == old.ID || after == before {
		t.Fatalf("%+v, %v", made, err)
	}
	works := func(shown string) bool {
		_, err := db.APIToken(t.Context(), shown)
		return err == nil
	}
	if !works(before) || !works(after) {
		t.Error("both do not work in the overlap")
	}
	clock.advance(24 * time.Hour)
	if works(before) || !works(after) {
		t.Error("after the overlap the new one alone is to work")
	}
	if _, _, err := db.RotateAPIToken(t.Context(), old.ID, "", clock.Now().AddDate(0, 0, 90), 0); !errors.Is(err, ErrNoToken) {
		t.Errorf("rotating what has ended: %v", err)
	}
	if err := db.EndAPIToken(t.Context(), made.ID); err != nil || works(after) {
		t.Errorf("revoked: %v, works %t", err, works(after))
	}
	if all, err := db.APITokens(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("%d tokens, %v; want both, ended as they are", len(all), err)
	}
}

func TestTokensThatCannotBe(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	for _, name := range []string{"", " ", strings.Repeat("가", 101)} {
		if _, _, err := db.CreateAPIToken(t.Context(), APIToken{Name: name, Ends: clock.Now().Add(time.Hour)}); err == nil {
			t.Errorf("a token called %q was made", name)
		}
	}
	if err := db.EndAPIToken(t.Context(), "nobody"); !errors.Is(err, ErrNoToken) {
		t.Errorf("ending what is not there: %v", err)
	}
	if _, _, err := db.RotateAPIToken(t.Context(), "nobody", "", clock.Now(), 0); !errors.Is(err, ErrNoToken) {
		t.Errorf("rotating what is not there: %v", err)
	}
}
