package metric_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

func TestFiltersAreReadAsPeopleWriteThem(t *testing.T) {
	got, err := metric.ParseWhere([]string{
		"channel=VOICE", "queue!=VIP", "channel=CHAT", "channel!=TASK", "attribute:reason=", "attribute:Reason=a=b!=c",
		`attribute:"a=b!"!=x`, `attribute:"\"quoted\""="x"`, "queue!=",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []metric.Filter{
		{Dimension: metric.Channel, Values: []string{"VOICE", "CHAT"}},
		{Dimension: metric.Queue, Values: []string{"VIP", ""}, Not: true},
		{Dimension: metric.Channel, Values: []string{"TASK"}, Not: true},
		{Dimension: "attribute:reason", Values: []string{""}},
		{Dimension: "attribute:Reason", Values: []string{"a=b!=c"}},
		{Dimension: "attribute:a=b!", Values: []string{"x"}, Not: true},
		{Dimension: `attribute:"quoted"`, Values: []string{`"x"`}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextThatIsNoFilterIsRefused(t *testing.T) {
	for _, text := range []string{"", "channel", "=VOICE", "!=VOICE", `attribute:"a`, `attribute:"a"b=c`, "attribute:x"} {
		if got, err := metric.ParseWhere([]string{text}); !errors.Is(err, metric.ErrQuestion) {
			t.Errorf("%q: %v, error %v", text, got, err)
		}
	}
}
