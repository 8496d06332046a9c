package file

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// openStore opens the embedded store and runs its projection until the test ends.
func openStore(t *testing.T) *duckdb.Store {
	t.Helper()
	facts, err := duckdb.Open(t.TempDir(), duckdb.Options{MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1) // sent to once, when Run has ended
	go func() { done <- facts.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-done, facts.Close()); err != nil {
			t.Error(err)
		}
	})
	return facts
}

func TestEmbeddedStoreCountsAnInterruptedImportOnce(t *testing.T) {
	facts := openStore(t)
	pipeline := ingest.New(ingest.Options{Store: facts})
	ledger := ledgerOf(t, t.TempDir())
	content := strings.Join(records(0, 3000), "\n") + "\n{broken\n" + strings.Join(records(0, 100), "\n")
	file := write(t, filepath.Join(t.TempDir(), "x.zst"), zstandard([]byte(content)))

	ctx, cancel := context.WithCancel(t.Context())
	_, err := New(Options{Sink: &stopping{Pipeline: pipeline, stop: cancel, after: 10}, Ledger: ledger, Records: 100}).Import(ctx, file)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want %v", err, context.Canceled)
	}
	got, err := New(Options{Sink: pipeline, Ledger: ledger}).Import(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if got.ResumedRecords < 900 || got.ResumedRecords > 1100 {
		t.Errorf("%d records resumed, want about 1000", got.ResumedRecords)
	}
	counts(t, got, store.Outcome{
		Read: 3101 - got.ResumedRecords, Stored: 3000 - got.ResumedRecords, Duplicates: 100, Quarantined: 1,
	})
	again, err := New(Options{Sink: pipeline, Ledger: ledger}).Import(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if again.Read != 3101 || again.Duplicates < 3100 {
		t.Errorf("imported again: %+v, want 3100 duplicates", again.Outcome)
	}
	status, err := facts.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if status.Contacts != 3000 {
		t.Errorf("%d contacts, want 3000", status.Contacts)
	}
}

func TestEndlessRecordHoldsUpNoneAfterIt(t *testing.T) {
	facts := openStore(t)
	endless := `{"x":"` + strings.Repeat("a", 80<<20) // more than the journal takes as one
	for name, content := range map[string]string{
		"broken off": record("a") + "\n" + endless + "\n" + record("b"),
		"whole":      record("c") + "\n" + endless + "\"}\n" + record("d"),
	} {
		path := write(t, filepath.Join(t.TempDir(), name), []byte(content))
		got, err := New(Options{Sink: ingest.New(ingest.Options{Store: facts})}).Import(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if got.Stored != 2 || got.Quarantined == 0 || got.Quarantined > 10 {
			t.Errorf("%s: %+v, want both records stored and a few pieces quarantined", name, got.Outcome)
		}
	}
}

// stopping is a pipeline during whose nth commit somebody presses Ctrl-C.
type stopping struct {
	*ingest.Pipeline
	stop  func()
	after int
}

func (s *stopping) Commit(ctx context.Context, batch store.Batch) (store.Receipt, error) {
	if s.after--; s.after == 0 {
		defer s.stop()
	}
	return s.Pipeline.Commit(ctx, batch)
}
