package duckdb

import (
	"fmt"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// TestMemoryLimitGrowsWithTheContacts asks DuckDB itself: an import of ten million contacts came to a halt in the limit
// that suits one million.
func TestMemoryLimitGrowsWithTheContacts(t *testing.T) {
	s := openTest(t, Options{Bulk: true})
	limit := func() (mib float64) {
		t.Helper()
		err := s.db.writer.QueryRowContext(t.Context(),
			"select cast(replace(current_setting('memory_limit'), ' MiB', '') as double)").Scan(&mib)
		if err != nil {
			t.Fatal(err)
		}
		return mib
	}
	if got := limit(); got < 240 || got > 257 {
		t.Fatalf("an empty folder has %v MiB", got)
	}
	p := s.position()
	p.contacts = 10_400_000
	s.reach(p)
	s.grant(t.Context())
	if got := limit(); got < 350 || got > 377 {
		t.Errorf("10.4 million contacts have %v MiB", got)
	}
}

// TestProjectionOutgrowsItsMemory begins with less than a transaction takes: without more, it would be tried for ever.
func TestProjectionOutgrowsItsMemory(t *testing.T) {
	s := openTest(t, Options{MemoryLimit: 32 << 20})
	batch := store.Batch{Source: "test"}
	for i := range 20_000 {
		batch.Facts = append(batch.Facts, connect.Decode(fmt.Appendf(nil, `{"ContactId":"c%d","InstanceARN":"i",
			"InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z"}`, i)))
	}
	if _, err := s.Append(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	var err error
	for range 20 {
		if err = s.CatchUp(t.Context()); err == nil {
			break
		}
		if !exhausted(err) {
			t.Fatalf("another failure: %v", err)
		}
	}
	if err != nil || s.more == 0 {
		t.Fatalf("after %d MiB more: %v", s.more>>20, err)
	}
	if got := s.position().contacts; got != 20_000 {
		t.Errorf("%d contacts", got)
	}
}
