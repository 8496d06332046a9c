package duckdb

import "testing"

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
	if got := limit(); got < 470 || got > 497 {
		t.Errorf("10.4 million contacts have %v MiB", got)
	}
}
