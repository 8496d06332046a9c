package duckdb

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// BenchmarkContact finds one contact with its chain, by its id alone and with its initiation, and the contacts of the same
// customer. No record is in the journal of the benchmark's folder: what is measured is the search.
func BenchmarkContact(b *testing.B) {
	for _, size := range []int{1, 10} {
		if size == 10 && os.Getenv(bigBenchmarks) == "" {
			continue
		}
		b.Run(fmt.Sprintf("%dM", size), func(b *testing.B) {
			s := benchStore(b, size*1_000_000, year)
			ref := s.benchContact(b, size*600_000)
			hinted := ref
			hinted.Initiation = ref.Initiation
			ref.Initiation = 0
			b.Run("id", func(b *testing.B) { benchContact(b, s, ref) })
			b.Run("id and initiation", func(b *testing.B) { benchContact(b, s, hinted) })
			b.Run("related", func(b *testing.B) {
				for b.Loop() {
					q := store.RelatedQuery{ContactRef: hinted, Span: 30 * 24 * time.Hour, Limit: 50}
					if _, err := s.RelatedContacts(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

func benchContact(b *testing.B, s *Store, ref store.ContactRef) {
	b.Helper()
	began := ProcessorTime(b)
	for b.Loop() {
		detail, err := s.Contact(b.Context(), ref)
		if err != nil || len(detail.Chain) != 1 {
			b.Fatalf("%d contacts in the chain, %v", len(detail.Chain), err)
		}
	}
	b.ReportMetric(float64((ProcessorTime(b)-began).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// benchContact is a contact that began a journey.
func (s *Store) benchContact(b *testing.B, seq int) store.ContactRef {
	b.Helper()
	ref := store.ContactRef{Scope: metric.Everything()}
	err := s.read(b.Context(), func(r *reading) error {
		text := "select cast(id as varchar), init_ms from contacts where initial_id is null and seq >= $1 order by seq limit 1"
		var id string
		err := r.tx.QueryRowContext(b.Context(), text, seq).Scan(&id, &ref.Initiation)
		ref.ContactID = connect.ContactID(id)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return ref
}
