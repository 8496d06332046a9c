package duckdb_test

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// An Append that waits for room waits for the projector: if that waited for the Append in turn, each batch would take as
// long as the patience of the Append.
func TestTailIsProjectedWhileAppendsWaitForRoom(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	before := open(t, from, duckdb.Options{})
	appendTo(t, before, contacts(0, 100)...) // a tail: nobody projects it
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	closeStore(t, before)

	s := open(t, dir, duckdb.Options{QueueLimit: 1, Patience: time.Hour})
	defer closeStore(t, s)
	first := appendTo(t, s, contacts(100, 200)...) // takes all the room
	second := make(chan store.Receipt, 1)          // capacity 1: sent before it is asked for
	go func() {
		receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: testDay, Facts: contacts(200, 300)})
		if err != nil {
			t.Errorf("append: %v", err)
		}
		second <- receipt
	}()
	short, stop := context.WithTimeout(t.Context(), 2*time.Minute) // far more than it takes, since the machine may be busy
	for statusOf(t, s).Appended < 300 {
		if short.Err() != nil {
			t.Fatal("the second append is not in the journal after two minutes")
		}
		runtime.Gosched()
	}
	defer stop()
	if err := s.CatchUp(short); err != nil {
		t.Fatalf("catch up while an append waits for room: %v", err)
	}
	want := store.Outcome{Read: 100, Stored: 100}
	for _, receipt := range []store.Receipt{first, <-second} {
		if got := wait(t, receipt); got != want {
			t.Errorf("outcome %+v, want %+v", got, want)
		}
	}
	wantContacts(t, s, 300)
}
