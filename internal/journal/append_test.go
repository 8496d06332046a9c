package journal

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestConcurrentAppendsShareWritesAndSyncs(t *testing.T) {
	d := newMemDisk(1)
	j := mustOpenDisk(t, d, Options{})
	mustAppend(t, j, entries(0, 1, 10)) // makes the segment
	const appends = 40
	entered, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var writes int
	d.fault = func(op, _ string) error {
		switch op {
		case "write":
			writes++
		case "sync": // the first sync waits until all others have come
			once.Do(func() {
				d.mu.Unlock()
				close(entered)
				<-release
				d.mu.Lock()
			})
		}
		return nil
	}
	syncs := d.syncs
	var all sync.WaitGroup
	appendOne := func(n int) {
		if _, _, err := j.Append(context.Background(), entries(n, 2, 100)); err != nil {
			t.Error(err)
		}
	}
	all.Go(func() { appendOne(1) })
	<-entered
	for n := range appends - 1 {
		all.Go(func() { appendOne(2 + n) })
	}
	waitUntil(t, func() bool {
		j.queueMu.Lock()
		defer j.queueMu.Unlock()
		return len(j.queue) == appends-1
	})
	close(release)
	all.Wait()
	if got := d.syncs - syncs; got != 2 {
		t.Errorf("%d syncs for one Append and %d that waited for it, want 2", got, appends-1)
	}
	if writes != 2 {
		t.Errorf("%d writes, want 2", writes)
	}
	if got := len(readAll(t, j, 0)); got != 1+2*appends {
		t.Errorf("%d entries", got)
	}
}

// waitUntil yields the processor until done; the test's own time limit ends a wait for ever.
func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	for !done() {
		if t.Context().Err() != nil {
			t.Fatal("test ended")
		}
		runtime.Gosched()
	}
}

func TestNumbersOfConcurrentAppendsAreTheirOwn(t *testing.T) {
	j := mustOpen(t, t.TempDir(), Options{SegmentSize: 50_000, FrameSize: 4_000})
	var mu sync.Mutex
	var want []Entry
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 30 {
				batch := entries(g*1000+i*20, 1+i%20, 400)
				first, last, err := j.Append(context.Background(), batch)
				if err != nil || last != first+uint64(len(batch))-1 {
					t.Errorf("append: %d to %d, %v", first, last, err)
				}
				mu.Lock()
				want = append(want, numbered(batch, first)...)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	slices.SortFunc(want, func(a, b Entry) int { return int(a.Seq) - int(b.Seq) })
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
}

func TestFullDiskRefusesAndRecoversByItself(t *testing.T) {
	d := newMemDisk(1)
	j := mustOpenDisk(t, d, Options{})
	want := mustAppend(t, j, entries(0, 3, 100))
	size := j.Size()
	d.fault = func(op, _ string) error {
		if op == "write" {
			return syscall.ENOSPC
		}
		return nil
	}
	for range 3 {
		if _, _, err := j.Append(t.Context(), entries(3, 3, 100)); !errors.Is(err, ErrFull) || !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("append on a full disk: %v", err)
		}
		if d := diff(want, readAll(t, j, 0)); d != "" {
			t.Fatal(d)
		}
	}
	if got := len(d.names[segmentName(1)].data); int64(got) != size {
		t.Errorf("segment has %d bytes, %d were acknowledged", got, size)
	}
	d.fault = nil
	want = append(want, mustAppend(t, j, entries(6, 3, 100))...)
	if want[3].Seq != 4 {
		t.Errorf("first entry after the full disk has number %d", want[3].Seq)
	}
	if d := diff(want, readAll(t, mustOpenDisk(t, d, Options{}), 0)); d != "" {
		t.Fatal(d)
	}
}

func TestAppendLeavesTheFloorOfTheDiskFree(t *testing.T) {
	d := newMemDisk(1)
	j := mustOpenDisk(t, d, Options{MinFree: 1_000_000})
	d.free = 1_000_000
	if _, _, err := j.Append(t.Context(), entries(0, 1, 100)); !errors.Is(err, ErrFull) {
		t.Fatalf("append below the floor: %v", err)
	}
	d.free = 1_010_000
	mustAppend(t, j, entries(0, 1, 100))
	j = mustOpenDisk(t, d, Options{MinFree: -1})
	d.free = 0
	mustAppend(t, j, entries(0, 1, 100))
}

func TestRefusalIsKnownUntilThereIsRoom(t *testing.T) {
	d := newMemDisk(1)
	j := mustOpenDisk(t, d, Options{MinFree: 1000})
	d.free = 900
	if _, _, err := j.Append(t.Context(), entries(0, 1, 10)); !errors.Is(err, ErrFull) {
		t.Fatalf("append on a full disk: %v", err)
	}
	if err := j.Refusal(); !errors.Is(err, ErrFull) {
		t.Errorf("refusal: %v, want %v", err, ErrFull)
	}
	d.free = 1 << 30
	if err := j.Refusal(); err != nil {
		t.Errorf("refusal with room: %v", err)
	}
	d.free = 900
	if err := j.Refusal(); !errors.Is(err, ErrFull) {
		t.Errorf("refusal before the next append: %v, want %v", err, ErrFull)
	}
	d.free = 1 << 30
	mustAppend(t, j, entries(0, 1, 10))
	d.free = 900
	if err := j.Refusal(); err != nil {
		t.Errorf("refusal after an append that succeeded: %v", err)
	}
}

func TestFailedSyncIsNeverAcknowledgedAndSpoilsNothingBefore(t *testing.T) {
	for seed := range uint64(50) { // of what was to be synced, more or less is there
		d := newMemDisk(seed)
		j := mustOpenDisk(t, d, Options{})
		want := mustAppend(t, j, entries(0, 3, 3000))
		acknowledged := j.Size()
		failures := 1 + int(seed%3)
		d.fault = func(op, _ string) error {
			if op == "sync" && failures > 0 {
				failures--
				return syscall.EIO
			}
			return nil
		}
		batch := entries(3, 3, 5000)
		if _, _, err := j.Append(t.Context(), batch); !errors.Is(err, ErrFailed) || !errors.Is(err, syscall.EIO) {
			t.Fatalf("append: %v", err)
		}
		if d := diff(want, readAll(t, j, 0)); d != "" {
			t.Fatalf("seed %d: what was not synced is read (-want +got):\n%s", seed, d)
		}
		// The write that failed may have spoilt the block that it shared with what was acknowledged.
		spoilt := d.names[segmentName(1)].synced
		clear(spoilt[acknowledged-acknowledged%4096 : acknowledged])
		first, _, err := j.Append(t.Context(), batch)
		for failures > 0 { // the copy of the segment met a failure too
			if err == nil {
				t.Fatalf("seed %d: acknowledged though a sync failed", seed)
			}
			first, _, err = j.Append(t.Context(), batch)
		}
		if err != nil {
			first, _, err = j.Append(t.Context(), batch)
		}
		if err != nil {
			t.Fatalf("seed %d: append on a disk that works again: %v", seed, err)
		}
		want = append(want, numbered(batch, first)...)
		if d := diff(want, readAll(t, j, 0)); d != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, d)
		}
		after := mustOpenDisk(t, d.crash(), Options{})
		if d := diff(want, readAll(t, after, 0)); d != "" {
			t.Fatalf("seed %d after a power loss (-want +got):\n%s", seed, d)
		}
		if len(after.Damage()) > 0 {
			t.Errorf("seed %d: damage %+v", seed, after.Damage())
		}
	}
}

func TestAppendWithdrawsWhatStillWaits(t *testing.T) {
	j := mustOpen(t, t.TempDir(), Options{})
	j.turn <- struct{}{} // somebody writes
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, _, err := j.Append(ctx, entries(0, 1, 10))
		failed <- err
	}()
	waitUntil(t, func() bool {
		j.queueMu.Lock()
		defer j.queueMu.Unlock()
		return len(j.queue) == 1
	})
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Fatalf("append: %v", err)
	}
	<-j.turn
	want := mustAppend(t, j, entries(1, 1, 10))
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
}

func TestAppendRefusesAnEntryThatIsTooLarge(t *testing.T) {
	j := mustOpen(t, t.TempDir(), Options{})
	large := Entry{Source: "s", Data: make([]byte, MaxEntry)}
	if _, _, err := j.Append(t.Context(), []Entry{{}, large}); !errors.Is(err, ErrTooLarge) {
		t.Fatalf("append: %v", err)
	}
	if j.Last() != 0 {
		t.Fatalf("%d entries were kept", j.Last())
	}
	largest := Entry{Source: "firehose", Note: strings.Repeat("n", 92), Data: make([]byte, MaxEntry-100)}
	want := mustAppend(t, j, []Entry{largest})
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal("the largest entry is not read back")
	}
}

func TestCloseFinishesWhatWaitsAndRefusesTheRest(t *testing.T) {
	d := newMemDisk(1)
	j := mustOpenDisk(t, d, Options{})
	j.turn <- struct{}{} // somebody writes
	done := make(chan error)
	go func() {
		_, _, err := j.Append(context.Background(), entries(0, 2, 10))
		done <- err
	}()
	waitUntil(t, func() bool {
		j.queueMu.Lock()
		defer j.queueMu.Unlock()
		return len(j.queue) == 1
	})
	closed := make(chan error)
	go func() { closed <- j.Close() }()
	waitUntil(t, j.isClosed)
	if _, _, err := j.Append(t.Context(), entries(2, 1, 10)); !errors.Is(err, ErrClosed) {
		t.Errorf("append while closing: %v", err)
	}
	<-j.turn
	if err := <-done; err != nil {
		t.Errorf("append before close: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("close: %v", err)
	}
	if got := len(readAll(t, mustOpenDisk(t, d, Options{}), 0)); got != 2 {
		t.Errorf("%d entries after closing", got)
	}
	if err := j.Compact(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("compact after close: %v", err)
	}
}
