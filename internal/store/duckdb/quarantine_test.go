package duckdb_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// A sender that delivers the same broken record for ever must not fill the disk.
func TestJournalKeepsQuarantinedBytesOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	noise := make([]byte, 1<<20) // cannot be compressed
	random := rand.New(rand.NewPCG(1, 1))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	broken := connect.Decode(noise)
	wait(t, appendTo(t, s, broken))
	for range 5 {
		wait(t, appendTo(t, s, broken))
	}
	closeStore(t, s)

	s = open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	if got := wait(t, appendTo(t, s, broken)); got != (store.Outcome{Read: 1, Duplicates: 1}) {
		t.Errorf("outcome %+v, want a duplicate", got)
	}
	status, err := s.Status(t.Context())
	if err != nil || status.JournalBytes > 3<<19 {
		t.Errorf("journal of %d bytes, %v; want the record of 1 MiB once", status.JournalBytes, err)
	}
	list, err := s.Quarantine().List(t.Context(), 0, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("quarantine: %v, %v; want 1", list, err)
	}
	one, err := s.Quarantine().Show(t.Context(), list[0].Seq)
	if err != nil || !bytes.Equal(one.Bytes, noise) {
		t.Errorf("%d bytes, %v; want those that came", len(one.Bytes), err)
	}
}
