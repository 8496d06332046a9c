package duckdb_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// TestQuestionsThatEndWhileTheyBeginHarmNoOther ends questions at any moment: DuckDB may have begun a transaction that it then
// says it has not.
func TestQuestionsThatEndWhileTheyBeginHarmNoOther(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	wait(t, appendTo(t, s, contacts(0, 10)...))
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			for i := range 120 {
				ctx, stop := context.WithTimeout(t.Context(), time.Duration(g+3*i%300)*time.Microsecond)
				_, err := s.Query(ctx, countQuestion())
				if err == nil {
					q := store.ContactQuery{
						Scope: metric.Everything(), TimeField: metric.ByInitiation, From: testDay, To: testDay.AddDate(0, 0, 1),
					}
					begun := func(store.ContactRead) error { return nil }
					err = s.ReadContacts(ctx, q, begun, func(*store.WholeContact) error { return nil })
				}
				if err != nil && ctx.Err() == nil {
					t.Errorf("question %d: %v", i, err)
				}
				stop()
			}
		})
	}
	all.Wait()
	wantContacts(t, s, 10)
}
