package state

import (
	"testing"
	"time"
)

func TestKeysThatSealOutliveARestartAndFollowOneAnother(t *testing.T) {
	t.Parallel()
	folder, clock := t.TempDir(), newClock()
	ask := func() [][32]byte {
		t.Helper()
		keys, err := open(t, folder, clock).SealingKeys(t.Context())
		if err != nil || len(keys) == 0 || keys[0] == ([32]byte{}) {
			t.Fatalf("%d keys, %v", len(keys), err)
		}
		return keys
	}
	first := ask()
	clock.advance(7*24*time.Hour - time.Minute)
	if again := ask(); len(again) != 1 || again[0] != first[0] {
		t.Error("within a week there is another one")
	}
	clock.advance(time.Minute)
	second := ask()
	if len(second) != 2 || second[0] == first[0] || second[1] != first[0] {
		t.Errorf("after a week: %d keys; want a new one, and the one before to open", len(second))
	}
	clock.advance(2*time.Hour + time.Millisecond)
	if later := ask(); len(later) != 1 || later[0] != second[0] {
		t.Errorf("hours later the one before opens still: %d keys", len(later))
	}
}
