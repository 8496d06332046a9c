package samltest

import (
	"runtime/metrics"
	"testing"
	"time"
)

// What one message may cost whoever reads it: anybody can send one.
const (
	Soon = 50 * time.Millisecond
	Much = 64 << 20 // bytes allocated, freed ones too
)

// Bounded makes a call, and says when it takes longer than Soon or allocates more than Much. A call that is late is made again, up to
// ten times, and the soonest counts: the machine may have stood still. So it has to do the same each time.
func Bounded(t testing.TB, call func()) {
	t.Helper()
	BoundedBy(t, Soon, call)
}

// BoundedBy is Bounded where somebody waits for the answer: soon is for how long.
func BoundedBy(t testing.TB, soon time.Duration, call func()) {
	t.Helper()
	var took time.Duration
	for range 10 {
		before, began := allocated(), time.Now()
		call()
		took = time.Since(began)
		if bytes := allocated() - before; bytes > Much { // of the whole process: whatever runs beside it counts too
			t.Errorf("%d MiB are allocated", bytes>>20)
			return
		}
		if took <= soon {
			return
		}
	}
	t.Errorf("it takes %s, each of ten times longer than %s", took, soon)
}

// allocated is how many bytes this process has allocated since it began, short of what its threads have not counted yet.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
