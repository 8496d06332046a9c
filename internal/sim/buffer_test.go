package sim

import (
	"bytes"
	"testing"
	"time"
)

// blank is a document of so many bytes.
type blank int

func (n blank) appendJSON(b []byte) []byte { return append(b, bytes.Repeat([]byte(" "), int(n))...) }

func TestBatchIsNeverLargerThanFirehosesBuffer(t *testing.T) {
	d := &Driver{o: DriverOptions{Interval: time.Hour}}
	const half = blank(batchBytes / 2)
	in := make(chan Delivery, 5) // filled before it is read
	for _, doc := range []document{half, half, half, blank(1), half} {
		in <- Delivery{doc: doc}
	}
	waiting := buffer{in: in}
	for i, want := range []int{2, 2} {
		batch, err := d.collect(t.Context(), &waiting)
		if err != nil || len(batch) != want {
			t.Fatalf("batch %d: %d deliveries, want %d: %v", i, len(batch), want, err)
		}
	}
	if len(waiting.held) != 1 {
		t.Errorf("%d deliveries wait for the next batch, want the one that did not fit", len(waiting.held))
	}
}
