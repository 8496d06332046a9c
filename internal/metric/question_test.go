package metric_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestQuestionsThatNoStoreCanAnswerAreRefused(t *testing.T) {
	for name, change := range map[string]func(*metric.Question){
		"one edge":                  func(q *metric.Question) { q.Edges = []int64{1} },
		"edges that stand still":    func(q *metric.Question) { q.Edges = []int64{1, 1} },
		"no time field":             func(q *metric.Question) { q.TimeField = "" },
		"unknown dimension":         func(q *metric.Question) { q.GroupBy = []metric.Dimension{"colour"} },
		"distinct of nothing":       func(q *metric.Question) { q.Measures = []metric.Measure{{Aggregate: metric.Distinct}} },
		"percentile 0":              func(q *metric.Question) { q.Measures = []metric.Measure{{Aggregate: metric.Percentile}} },
		"percentile 101":            func(q *metric.Question) { q.Measures = []metric.Measure{{Aggregate: metric.Percentile, Rank: 101}} },
		"agents online by queue":    func(q *metric.Question) { q.GroupBy = []metric.Dimension{metric.Queue} },
		"agents online by instance": func(q *metric.Question) { q.GroupBy = []metric.Dimension{metric.Instance} },
		"agents online of a queue":  func(q *metric.Question) { q.Where = []metric.Filter{{Dimension: metric.Queue}} },
	} {
		q := metric.Question{
			Measures: []metric.Measure{{Aggregate: metric.OnlineAgents}}, TimeField: metric.ByInitiation,
			Edges: []int64{1, 2}, Where: []metric.Filter{{Dimension: metric.Instance, Values: []string{"i"}}},
		}
		if err := q.Validate(); err != nil {
			t.Fatalf("before the change: %v", err)
		}
		change(&q)
		if err := q.Validate(); !errors.Is(err, metric.ErrQuestion) {
			t.Errorf("%s: error %v, want ErrQuestion", name, err)
		}
	}
}

func TestFiltersWithoutValuesKeepNothingOrEverything(t *testing.T) {
	facts := metric.Facts{Rows: []metric.Row{metric.Derive(&connect.Contact{Initiation: 5, LastUpdate: 1})}}
	for _, c := range []struct {
		not  bool
		want int
	}{{false, 0}, {true, 1}} {
		got := metric.Evaluate(facts, metric.Question{
			TimeField: metric.ByInitiation, Edges: []int64{0, 10}, Scope: metric.Everything(),
			Where: []metric.Filter{{Dimension: metric.Queue, Not: c.not}},
		})
		if len(got) != c.want {
			t.Errorf("not %v: %d slices, want %d", c.not, len(got), c.want)
		}
	}
}

func TestBucketsAreHalfOpen(t *testing.T) {
	var facts metric.Facts
	for _, at := range []connect.Millis{9, 10, 19, 20, 29, 30} {
		facts.Rows = append(facts.Rows, metric.Derive(&connect.Contact{Initiation: at, LastUpdate: 1}))
	}
	got := metric.Evaluate(facts, metric.Question{
		Measures: []metric.Measure{metric.CountOf("contacts", metric.Predicate{})}, TimeField: metric.ByInitiation,
		Edges: []int64{10, 20, 30}, Scope: metric.Everything(),
	})
	want := []metric.Slice{{Bucket: 0, Values: []metric.Int{connect.Some(2)}}, {Bucket: 1, Values: []metric.Int{connect.Some(2)}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNamesKeepEveryNameAndShowTheNewest(t *testing.T) {
	names := metric.NewNames()
	names.LearnName(metric.Agent, "arn:x/agent/1", "kim", 10)
	names.LearnName(metric.Agent, "arn:x/agent/1", "kim.old", 5)
	names.LearnName(metric.Agent, "arn:x/agent/1", "", 20)
	names.LearnName(metric.Agent, "arn:x/agent/2", "kim", 1)
	names.LearnName(metric.Queue, "arn:x/queue/agent/1", "", 1)
	if got := names.Newest(metric.Agent, "arn:x/agent/1"); got != "kim" {
		t.Errorf("newest name %q, want kim", got)
	}
	for _, c := range []struct {
		dimension metric.Dimension
		value     string
		want      []string
	}{
		{metric.Agent, "kim", []string{"arn:x/agent/1", "arn:x/agent/2"}},
		{metric.Agent, "kim.old", []string{"arn:x/agent/1"}},
		{metric.Agent, "1", []string{"arn:x/agent/1"}},
		{metric.Agent, "arn:x/agent/2", []string{"arn:x/agent/2"}},
		{metric.Agent, "KIM", nil},
		{metric.Agent, "", []string{""}},
		{metric.Queue, "kim", nil},
		{metric.Queue, "agent/1", []string{"arn:x/queue/agent/1"}},
		{metric.Channel, "VOICE", []string{"VOICE"}},
	} {
		got := names.Resolve(metric.Filter{Dimension: c.dimension, Values: []string{c.value}})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %q: %s", c.dimension, c.value, diff)
		}
	}
}
