package api

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// figures is some metrics of the catalogue with the measures that a question must ask for them, each once.
type figures struct {
	metrics  map[string]metric.Metric
	measures []metric.Measure
	at       map[string]int // measure name to its place
}

// figuresOf finds metrics by their ids, which are constants of this package.
func figuresOf(ids ...string) figures {
	f := figures{metrics: map[string]metric.Metric{}, at: map[string]int{}}
	for _, id := range ids {
		m, err := metric.Find(id)
		if err != nil {
			panic(fmt.Sprintf("api: %v", err)) // impossible: a test walks through all of them
		}
		f.add(m)
	}
	return f
}

// with are the figures with another metric, and measures beside it.
func (f figures) with(m metric.Metric, beside ...metric.Measure) figures {
	f = figures{metrics: maps.Clone(f.metrics), measures: slices.Clone(f.measures), at: maps.Clone(f.at)}
	f.add(m, beside...)
	return f
}

func (f *figures) add(m metric.Metric, beside ...metric.Measure) {
	f.metrics[m.ID] = m
	for _, measure := range slices.Concat(m.Measures, beside) {
		if _, known := f.at[measure.Name]; !known {
			f.at[measure.Name] = len(f.measures)
			f.measures = append(f.measures, measure)
		}
	}
}

// The metrics of the Overview's parts.
var (
	rateFigures  = figuresOf("abandonment_rate")
	pointFigures = figuresOf("number_of_calls", "average_after_contact_work", "average_call_duration", "abandonment_rate")
	countFigures = figuresOf("number_of_calls")
	dayFigures   = figuresOf("number_of_calls", "contacts_handled", "contacts_abandoned")
	queueFigures = figuresOf("number_of_calls", "contacts_queued", "contacts_handled", "contacts_abandoned",
		"abandonment_rate", "average_call_duration", "callback_contacts")

	// measureVoiceOrChat counts the contacts for which somebody may hold the line. It is a measure, since grouping by channel
	// too would cost a store many times as much.
	measureVoiceOrChat = metric.CountOf("voice_or_chat", metric.In(metric.Channel, "VOICE", "CHAT"))
)

// sum is one group's or bucket's answer; without values it is the answer over nothing.
type sum struct {
	figures figures
	values  []metric.Int
}

// input is a metric's nth integer.
func (s sum) input(id string, n int) int64 {
	return s.value(s.figures.metrics[id].Measures[n].Name)
}

// value is that of a measure, by its name.
func (s sum) value(measure string) int64 {
	place := s.figures.at[measure]
	if place >= len(s.values) {
		return 0
	}
	return s.values[place].Or(0)
}

// count is a metric that is a number of contacts.
func (s sum) count(id string) int64 { return s.input(id, 0) }

// figure is a metric's figure, nil where there is none.
func (s sum) figure(id string) *float64 {
	m := s.figures.metrics[id]
	values := make([]metric.Int, len(m.Measures))
	for i := range values {
		values[i] = metric.Int{Value: s.input(id, i), Valid: true}
	}
	return m.Combine.Figure(values).Pointer()
}

func (s sum) abandonmentRate() AbandonmentRate {
	return AbandonmentRate{
		Percent:   s.figure("abandonment_rate"),
		Abandoned: s.input("abandonment_rate", 0), Queued: s.input("abandonment_rate", 1),
	}
}

func (s sum) average(id string) AverageDuration {
	return AverageDuration{Seconds: s.figure(id), Contacts: s.input(id, 1)}
}

// buckets spreads an ungrouped answer over all its buckets.
func buckets(f figures, edges []int64, answer []metric.Slice) ([]sum, error) {
	sums := make([]sum, len(edges)-1)
	for i := range sums {
		sums[i].figures = f
	}
	for _, slice := range answer {
		if slice.Bucket < 0 || slice.Bucket >= len(sums) || len(slice.Values) < len(f.measures) {
			return nil, fmt.Errorf("bucket %d with %d values does not belong to the question", slice.Bucket, len(slice.Values))
		}
		sums[slice.Bucket].values = slice.Values
	}
	return sums, nil
}

// question asks for figures over a selection in the given buckets.
func (c selection) question(f figures, edges []int64) metric.Question {
	return metric.Question{
		Measures: slices.Clone(f.measures), TimeField: c.timeField, Edges: edges, Where: c.where, Scope: c.scope,
	}
}
