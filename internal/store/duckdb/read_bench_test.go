package duckdb

import (
	"testing"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// BenchmarkReadContacts reads a million contacts, newest first.
func BenchmarkReadContacts(b *testing.B) {
	s := benchStore(b, 1_000_000, year)
	for b.Loop() {
		read := 0
		err := s.ReadContacts(b.Context(), store.ContactQuery{
			Scope: metric.Everything(), TimeField: metric.ByInitiation, From: benchFrom, To: benchFrom.AddDate(1, 0, 0),
		}, func(store.ContactRead) error { return nil }, func(*store.WholeContact) error { read++; return nil })
		if err != nil || read != 1_000_000 {
			b.Fatalf("%d contacts, error %v", read, err)
		}
	}
	b.ReportMetric(1_000_000*float64(b.N)/b.Elapsed().Seconds(), "contacts/s")
}
