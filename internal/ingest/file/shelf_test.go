package file

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

// record is a contact record; padded ones are for filling portions.
func record(id string) string {
	return fmt.Sprintf(`{"AWSContactTraceRecordFormatVersion":"2017-03-10","ContactId":%q,`+
		`"InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/i","Channel":"VOICE","InitiationMethod":"INBOUND",`+
		`"InitiationTimestamp":"2026-11-22T11:00:00Z","LastUpdateTimestamp":"2026-11-22T12:00:00Z"}`, id)
}

func records(from, to int) []string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, record(id(i)))
	}
	return all
}

func id(i int) string { return fmt.Sprintf("contact-%05d", i) }

// shelf is a store in memory that knows contacts by their id.
type shelf struct {
	mu       sync.Mutex
	seen     map[string]int // contact id, or "!" and the bytes of a rejected fact, to how often it came
	batches  int
	onAppend func(batches int) error
}

func (s *shelf) Append(ctx context.Context, batch store.Batch) (store.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err // as a store does: what has not begun is withdrawn
	}
	s.batches++
	if s.onAppend != nil {
		if err := s.onAppend(s.batches); err != nil {
			return nil, err
		}
	}
	if s.seen == nil {
		s.seen = map[string]int{}
	}
	out := store.Outcome{Read: int64(len(batch.Facts))}
	for _, fact := range batch.Facts {
		key := "!" + string(fact.Raw)
		if fact.Contact != nil {
			key = string(fact.Contact.ContactID)
		}
		s.seen[key]++
		switch {
		case fact.Kind == connect.KindRejected:
			out.Quarantined++
		case s.seen[key] > 1:
			out.Duplicates++
		default:
			out.Stored++
		}
	}
	return receipt(out), nil
}

type receipt store.Outcome

func (r receipt) Wait(context.Context) (store.Outcome, error) { return store.Outcome(r), nil }

// keys lists what was seen, sorted.
func (s *shelf) keys() []string { return slices.Sorted(maps.Keys(s.seen)) }

func importer(s *shelf, change ...func(*Options)) *Importer {
	o := Options{Sink: ingest.New(ingest.Options{Store: s})}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

func write(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content)
	_ = w.Close()
	return b.Bytes()
}

func zstandard(content []byte) []byte {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return w.EncodeAll(content, nil)
}

// counts compares a result without the time that it took.
func counts(t *testing.T, got Result, want store.Outcome) {
	t.Helper()
	if diff := cmp.Diff(want, got.Outcome); diff != "" {
		t.Errorf("outcome (-want +got):\n%s", diff)
	}
}
