package metric

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHavingComparesColumnsWithNumbers(t *testing.T) {
	got, err := ParseHaving([]string{"queue_s>=60", "hold_s<5", "callback=1", "callback=0"})
	if err != nil {
		t.Fatal(err)
	}
	want := All(Compare(ColQueueS, OpAtLeast, 60), Compare(ColHoldS, OpLess, 5), Is(ColCallback), Not(Is(ColCallback)))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("predicate (-want +got):\n%s", diff)
	}
}

func TestHavingRefusesWhatIsNoComparison(t *testing.T) {
	for _, text := range []string{"", "queue_s", "queue_s>=", "queue_s>=-1", "queue_s!=3", "queu_s>3", "init_ms>3", "queue_s>=9999999999999999"} {
		if _, err := ParseHaving([]string{text}); !errors.Is(err, ErrQuestion) {
			t.Errorf("%q: %v, want %v", text, err, ErrQuestion)
		}
	}
}
