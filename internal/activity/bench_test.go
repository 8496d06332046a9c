package activity_test

import (
	"fmt"
	"testing"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// BenchmarkDerive measures events to intervals: 1M events of 200 agents, as a day of a large centre delivers them.
func BenchmarkDerive(b *testing.B) {
	const perAgent, agents = 5000, 200
	all := make([][]*connect.AgentEvent, agents)
	for i := range all {
		c := newCentre(uint64(i), 1700)
		for len(c.events) < perAgent {
			c.run(perAgent - len(c.events))
		}
		all[i] = c.events
	}
	n, rows := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		n, rows = 0, 0
		for _, events := range all {
			timeline, _ := activity.Derive(activity.State{}, events)
			n += len(events)
			rows += len(timeline.Statuses) + len(timeline.Contacts) + len(timeline.Stretches)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(rows)/float64(n), "rows/event")
}

// BenchmarkDeriveOneMore measures what a live event costs: one more event on a stored state.
func BenchmarkDeriveOneMore(b *testing.B) {
	c := newCentre(1, 1700)
	c.run(500)
	_, state := activity.Derive(activity.State{}, c.events[:len(c.events)-1])
	last := c.events[len(c.events)-1:]
	b.ReportAllocs()
	for b.Loop() {
		activity.Derive(state, last)
	}
}

// BenchmarkSum measures a month of one agent in slices of a quarter of an hour.
func BenchmarkSum(b *testing.B) {
	c := newCentre(1, 30_000)
	c.run(14_000)
	timeline, state := activity.Derive(activity.State{}, c.events)
	timeline.Append(state.Open(c.now))
	var edges []int64
	for at := origin; at < c.now; at += 15 * 60 * 1000 {
		edges = append(edges, int64(at))
	}
	b.Run(fmt.Sprintf("stretches=%d", len(timeline.Stretches)), func(b *testing.B) {
		for b.Loop() {
			activity.SumStretches(timeline.Stretches, edges, func(*activity.Stretch) (int, bool) { return 0, true })
		}
		b.ReportMetric(float64(len(timeline.Stretches))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}
