package journal

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
)

// schedule drives a journal at random and knows what it must hold.
type schedule struct {
	t     *testing.T
	rng   *rand.Rand
	disk  *memDisk
	j     *Journal
	want  []Entry // acknowledged
	tried [][]Entry
	next  int
	// rewriting has what a Rewrite that failed makes of entries: some of them may be so.
	rewriting map[uint64]Entry
}

var smallOptions = Options{SegmentSize: 20_000, FrameSize: 6_000, CacheSize: 20_000}

func TestAnyScheduleReadsBackExactlyWhatWasAcknowledged(t *testing.T) {
	seeds := 60
	if testing.Short() {
		seeds = 15
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			s := &schedule{t: t, rng: rand.New(rand.NewPCG(uint64(seed), 7)), disk: newMemDisk(uint64(seed))}
			s.j = mustOpenDisk(t, s.disk, smallOptions)
			for range 60 {
				s.step()
				s.check()
			}
		})
	}
}

func (s *schedule) step() {
	switch n := s.rng.IntN(100); {
	case n < 60:
		s.append()
	case n < 68:
		s.failing(s.append)
	case n < 76:
		s.compact()
	case n < 78:
		s.failing(s.compact)
	case n < 80:
		s.failing(s.rewrite)
		s.rewrite()
	case n < 82:
		s.rewrite()
	case n < 88:
		s.reopen()
	case n < 94:
		s.kill()
	default:
		s.losePower()
	}
}

func (s *schedule) append() {
	batch := entries(s.next, 1+s.rng.IntN(12), s.rng.IntN(3000))
	s.next += len(batch)
	first, _, err := s.j.Append(s.t.Context(), batch)
	if err != nil {
		if !errors.Is(err, ErrFull) && !errors.Is(err, ErrFailed) {
			s.t.Fatalf("append: %v", err)
		}
		s.tried = append(s.tried, batch)
		return
	}
	s.want = append(s.want, numbered(batch, first)...)
}

// failing runs do on a disk that refuses some operations.
func (s *schedule) failing(do func()) {
	cause := []error{syscall.EIO, syscall.ENOSPC}[s.rng.IntN(2)]
	percent := []int{10, 50, 100}[s.rng.IntN(3)]
	s.disk.fault = func(string, string) error {
		if s.rng.IntN(100) < percent {
			return cause
		}
		return nil
	}
	do()
	s.disk.fault = nil
}

func (s *schedule) compact() {
	if err := s.j.Compact(s.t.Context()); err != nil && s.disk.fault == nil {
		s.t.Fatalf("compact: %v", err)
	}
}

func (s *schedule) reopen() {
	if err := s.j.Close(); err != nil {
		s.t.Fatalf("close: %v", err)
	}
	s.j = mustOpenDisk(s.t, s.disk, smallOptions)
}

// kill ends the process in the middle of an operation: what it wrote is there, whether synced or not.
func (s *schedule) kill() {
	s.interrupt()
	s.disk.fault = nil
	s.j = mustOpenDisk(s.t, s.disk, smallOptions)
	s.adopt()
}

// losePower switches off in the middle of an operation and opens what is left.
func (s *schedule) losePower() {
	s.interrupt()
	s.disk = s.disk.crash()
	s.j = mustOpenDisk(s.t, s.disk, smallOptions)
	s.adopt()
}

// interrupt begins something and stops the disk within it.
func (s *schedule) interrupt() {
	left := s.rng.IntN(8)
	s.disk.fault = func(string, string) error {
		if left--; left < 0 {
			return errPower
		}
		return nil
	}
	switch s.rng.IntN(4) {
	case 0:
		s.compact()
	case 1:
		s.rewrite()
	}
	s.append()
}

// rewrite makes other entries of some; those that an earlier attempt left are among them.
func (s *schedule) rewrite() {
	changed := maps.Clone(s.rewriting)
	if changed == nil {
		changed = map[uint64]Entry{}
	}
	for _, e := range s.want {
		if s.rng.IntN(10) == 0 {
			changed[e.Seq] = Entry{Seq: e.Seq, Kind: 77, Source: e.Source, Received: e.Received, Data: fmt.Append(nil, "was ", len(e.Data))}
		}
	}
	err := s.j.Rewrite(s.t.Context(), marked(slices.Collect(maps.Keys(changed))...), func(e Entry) Entry { return changed[e.Seq] })
	if err != nil {
		if s.disk.fault == nil && !errors.Is(err, ErrDamaged) {
			s.t.Fatalf("rewrite: %v", err)
		}
		s.rewriting = changed
		if s.disk.fault == nil { // it ended at a damaged segment
			if err := s.disk.SyncDir(); err != nil {
				s.t.Fatal(err)
			}
			s.look()
		}
		return
	}
	for i, e := range s.want {
		if to, is := changed[e.Seq]; is {
			s.want[i] = to
		}
	}
	s.rewriting = nil
}

// look takes over what a Rewrite that was interrupted has done: each entry is as it was or as it was to be.
func (s *schedule) look() {
	for i, e := range s.want {
		if to, is := s.rewriting[e.Seq]; is {
			if got, err := s.j.Get(e.Seq); err == nil && diff([]Entry{to}, []Entry{got}) == "" {
				s.want[i] = to
			}
		}
	}
	s.rewriting = nil
}

// adopt takes over what an Append that failed has left behind after a crash: whole frames of it, after all else.
func (s *schedule) adopt() {
	s.look()
	newest := uint64(0)
	if len(s.want) > 0 {
		newest = s.want[len(s.want)-1].Seq
	}
	for _, e := range readAll(s.t, s.j, newest+1) {
		if !slices.ContainsFunc(s.tried, func(batch []Entry) bool {
			return slices.ContainsFunc(batch, func(b Entry) bool { b.Seq = e.Seq; return diff([]Entry{b}, []Entry{e}) == "" })
		}) {
			s.t.Fatalf("entry %d was never appended: %q", e.Seq, e.Data)
		}
		s.want = append(s.want, e)
	}
	s.tried = nil
}

func (s *schedule) check() {
	s.t.Helper()
	if d := diff(s.want, readAll(s.t, s.j, 0)); d != "" {
		s.t.Fatalf("read (-want +got):\n%s", d)
	}
	if d := s.j.Damage(); len(d) > 0 && !s.spurious(d) {
		s.t.Fatalf("damage: %+v", d)
	}
	if len(s.want) == 0 {
		return
	}
	i := s.rng.IntN(len(s.want))
	e, err := s.j.Get(s.want[i].Seq)
	if d := diff(s.want[i:i+1], []Entry{e}); err != nil || d != "" {
		s.t.Fatalf("get %d: %v (-want +got):\n%s", s.want[i].Seq, err, d)
	}
	if d := diff(s.want[i:], readAll(s.t, s.j, s.want[i].Seq)); d != "" {
		s.t.Fatalf("read from %d (-want +got):\n%s", s.want[i].Seq, d)
	}
}

// spurious says whether damage concerns no entry that must be there: a batch that was cut in its middle by a power loss.
func (s *schedule) spurious(list []Damage) bool {
	return !slices.ContainsFunc(list, func(d Damage) bool {
		return slices.ContainsFunc(s.want, func(e Entry) bool { return d.First <= e.Seq && e.Seq <= d.Last })
	})
}

// prepared is a journal on a fresh disk with several closed segments of small frames.
func prepared(t *testing.T, seed uint64) (*memDisk, *Journal, []Entry) {
	t.Helper()
	d := newMemDisk(seed)
	j := mustOpenDisk(t, d, smallOptions)
	var want []Entry
	for i := range 60 {
		want = append(want, mustAppend(t, j, entries(i*10, 1+i%3, 700))...)
	}
	return d, j, want
}

// interrupted runs do with the power going off before its n-th disk operation, for each n, and opens what is left.
func interrupted(t *testing.T, do func(*Journal) error, check func(t *testing.T, n int, j *Journal, want []Entry)) {
	t.Helper()
	for n := 0; ; n++ {
		for luck := range uint64(2) { // of what was not synced, more or less survives
			d, j, want := prepared(t, luck)
			left := n
			d.fault = func(string, string) error {
				if left--; left < 0 {
					return errPower
				}
				return nil
			}
			err := do(j)
			if err == nil && left >= 0 {
				if n < 10 {
					t.Fatalf("only %d disk operations: nothing was interrupted", n)
				}
				return
			}
			check(t, n, mustOpenDisk(t, d.crash(), smallOptions), want)
		}
	}
}

func TestCompactCanBeInterruptedAtAnyStep(t *testing.T) {
	compact := func(j *Journal) error { return j.Compact(context.Background()) }
	interrupted(t, compact, func(t *testing.T, n int, j *Journal, want []Entry) {
		t.Helper()
		for range 2 {
			if d := diff(want, readAll(t, j, 0)); d != "" {
				t.Fatalf("after step %d (-want +got):\n%s", n, d)
			}
			if err := compact(j); err != nil {
				t.Fatal(err)
			}
		}
		if d := j.Damage(); len(d) > 0 {
			t.Fatalf("after step %d: damage %+v", n, d)
		}
	})
}

func TestPowerLossWhileAFailedSyncIsMendedLosesNothing(t *testing.T) {
	for n := range 8 {
		for luck := range uint64(8) {
			d, j, want := prepared(t, luck)
			d.fault = func(op, _ string) error {
				if op == "sync" {
					return syscall.EIO
				}
				return nil
			}
			if _, _, err := j.Append(t.Context(), entries(1000, 1, 100)); !errors.Is(err, ErrFailed) {
				t.Fatalf("append: %v", err)
			}
			left := n
			d.fault = func(string, string) error {
				if left--; left < 0 {
					return errPower
				}
				return nil
			}
			if _, _, err := j.Append(t.Context(), entries(1001, 1, 100)); err == nil && n < 5 {
				t.Fatalf("only %d disk operations: nothing was interrupted", n)
			}
			got := readAll(t, mustOpenDisk(t, d.crash(), smallOptions), 0)
			if d := diff(want, got[:min(len(want), len(got))]); d != "" {
				t.Fatalf("power lost after %d operations (-want +got):\n%s", n, d)
			}
		}
	}
}
