package ingest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/store"
)

// drawer is a quarantine in memory: the record with number n is records[n-1].
type drawer struct {
	records []store.Quarantined
	marks   [][]uint64 // of each Replayed
	err     error      // of Replayed
}

func drawerOf(texts ...string) *drawer {
	d := &drawer{}
	for i, text := range texts {
		d.records = append(d.records, store.Quarantined{Seq: uint64(i + 1), Bytes: []byte(text)})
	}
	return d
}

func (d *drawer) List(_ context.Context, after uint64, limit int) ([]store.Quarantined, error) {
	if after == 0 {
		after = uint64(len(d.records)) + 1
	}
	var page []store.Quarantined
	for n := after - 1; n > 0 && len(page) < limit; n-- {
		page = append(page, d.records[n-1])
	}
	return page, nil
}

func (d *drawer) Show(_ context.Context, seq uint64) (store.Quarantined, error) {
	if seq == 0 || seq > uint64(len(d.records)) {
		return store.Quarantined{}, store.ErrNotFound
	}
	return d.records[seq-1], nil
}

func (d *drawer) Replayed(_ context.Context, seqs ...uint64) error {
	if d.err != nil {
		return d.err
	}
	d.marks = append(d.marks, seqs)
	for _, seq := range seqs {
		d.records[seq-1].Replayed = true
	}
	return nil
}

func TestReplayCommitsManyRecordsAtOnce(t *testing.T) {
	texts := []string{"broken", record("a") + record("b"), ""}
	for i := range replayRecords {
		texts = append(texts, record(fmt.Sprint(i)))
	}
	d, s := drawerOf(texts...), &shelf{}
	replayed, stay, err := pipeline(s, nil).Replay(t.Context(), d, nil)
	if err != nil || replayed != replayRecords+1 || stay != 2 {
		t.Errorf("%d left, %d stay, %v; want %d and 2", replayed, stay, err, replayRecords+1)
	}
	if len(s.batches) != 2 || len(d.marks) != 2 {
		t.Errorf("%d commits and %d marks, want 2 of each", len(s.batches), len(d.marks))
	}
	if d.records[0].Replayed || !d.records[1].Replayed || d.records[2].Replayed || !d.records[3].Replayed {
		t.Error("other records were marked than those that can be read")
	}
	replayed, stay, err = pipeline(s, nil).Replay(t.Context(), d, []uint64{1, 2})
	if err != nil || replayed != 1 || stay != 1 || len(s.batches) != 2 {
		t.Errorf("again: %d left, %d stay, %v, %d commits; want 1, 1 and no more", replayed, stay, err, len(s.batches))
	}
}

func TestReplayThatFailsTellsWhatItDid(t *testing.T) {
	d, s := drawerOf(record("a"), "broken", record("b")), &shelf{}
	replayed, stay, err := pipeline(s, nil).Replay(t.Context(), d, []uint64{1, 2, 3, 9, 1})
	if !errors.Is(err, store.ErrNotFound) || replayed != 2 || stay != 1 {
		t.Errorf("%d left, %d stay, %v; want 2, 1 and %v", replayed, stay, err, store.ErrNotFound)
	}
	if diff := cmp.Diff([][]uint64{{1, 3}}, d.marks); diff != "" {
		t.Errorf("marks (- want, + got):\n%s", diff)
	}

	d = drawerOf("broken", record("a"))
	s.err = store.ErrUnavailable
	replayed, stay, err = pipeline(s, nil).Replay(t.Context(), d, []uint64{1, 2})
	if !errors.Is(err, store.ErrUnavailable) || replayed != 0 || stay != 1 || d.marks != nil {
		t.Errorf("%d left, %d stay, %v, marks %v; want 0, 1, %v and none", replayed, stay, err, d.marks, store.ErrUnavailable)
	}
}

func TestReplayOfAllTakesTheOldestFirst(t *testing.T) {
	d := drawerOf(record("a"), record("b"), record("c"))
	d.records[1].Replayed = true
	if _, _, err := pipeline(&shelf{}, nil).Replay(t.Context(), d, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]uint64{{1, 3}}, d.marks); diff != "" {
		t.Errorf("marked (-want +got):\n%s", diff)
	}
}
