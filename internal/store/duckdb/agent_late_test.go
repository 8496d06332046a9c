package duckdb_test

import (
	"bytes"
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// simulatedEvents are the events of some agents on some days, in order of time.
func simulatedEvents(t *testing.T) []connect.Fact {
	t.Helper()
	w, err := sim.NewWorld(sim.Options{Seed: 1, Agents: 12, Oddities: 2, Broken: -1})
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, w.Zone)
	var written bytes.Buffer
	if _, err := w.WriteHistory(t.Context(), from, from.AddDate(0, 0, 3), sim.Files{AgentEvents: &written}); err != nil {
		t.Fatal(err)
	}
	var facts []connect.Fact
	agents := map[string]bool{}
	for value := range connect.SplitBytes(written.Bytes()) {
		fact := connect.Decode(bytes.Clone(value.Bytes))
		if arn := fact.AgentEvent.AgentARN; agents[arn] || len(agents) < 4 {
			agents[arn] = true
			facts = append(facts, fact)
		}
	}
	slices.SortStableFunc(facts, func(a, b connect.Fact) int {
		return cmp.Compare(activity.Moment(a.AgentEvent), activity.Moment(b.AgentEvent))
	})
	return facts
}

// lateDeliveries are the same events as they may arrive.
func lateDeliveries(r *rand.Rand, inOrder []connect.Fact) map[string][][]connect.Fact {
	after := func(delay func(*connect.AgentEvent) int64) []connect.Fact {
		type arrival struct {
			at   int64
			fact connect.Fact
		}
		var all []arrival
		for _, f := range inOrder {
			all = append(all, arrival{int64(f.AgentEvent.Timestamp) + delay(f.AgentEvent), f})
		}
		slices.SortStableFunc(all, func(a, b arrival) int { return cmp.Compare(a.at, b.at) })
		var facts []connect.Fact
		for _, a := range all {
			facts = append(facts, a.fact)
		}
		return facts
	}
	const hour = 3_600_000
	last := int64(inOrder[len(inOrder)-1].AgentEvent.Timestamp)
	all := map[string][]connect.Fact{
		"a few hours late": after(func(*connect.AgentEvent) int64 {
			if r.IntN(20) == 0 {
				return r.Int64N(10 * hour)
			}
			return 0
		}),
		"days late": after(func(*connect.AgentEvent) int64 { return r.Int64N(60 * hour) }),
		"the days from the last": after(func(e *connect.AgentEvent) int64 {
			return (last - int64(e.Timestamp)) / (24 * hour) * 48 * hour
		}),
	}
	batches := map[string][][]connect.Fact{}
	for name, facts := range all {
		for len(facts) > 0 {
			n := min(len(facts), 1+r.IntN(len(inOrder)/10))
			batches[name] = append(batches[name], facts[:n])
			facts = facts[n:]
		}
	}
	return batches
}

func TestLateAgentEventsLeaveWhatAllAtOnceDo(t *testing.T) {
	t.Parallel()
	facts := simulatedEvents(t)
	want := agentTimeOf(t, [][]connect.Fact{facts})
	for name, batches := range lateDeliveries(rand.New(rand.NewPCG(1, 40)), facts) {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(want, agentTimeOf(t, batches)); diff != "" {
				t.Errorf("%d events in %d batches (- all at once, + late):\n%.3000s", len(facts), len(batches), diff)
			}
		})
	}
}

// agentTimeOf is what batches leave in the tables.
func agentTimeOf(t *testing.T, batches [][]connect.Fact) map[string][]string {
	t.Helper()
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	for _, batch := range batches {
		wait(t, appendTo(t, s, batch...))
	}
	return duckdb.AgentTimeRows(t, s)
}

// readAgain adds up how many events a store says that it read again.
type readAgain struct {
	slog.Handler
	events *atomic.Int64
}

func (r readAgain) Enabled(context.Context, slog.Level) bool { return true }

func (r readAgain) Handle(_ context.Context, record slog.Record) error {
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "events_read" {
			r.events.Add(a.Value.Int64())
		}
		return true
	})
	return nil
}

func TestImportOfThePastReadsAFewEventsOfTheDayBehindIt(t *testing.T) {
	const agents, batches = 3, 20
	var all []connect.Fact
	shiftEvents(agents, 2, func(raw []byte) { all = append(all, connect.Decode(raw)) })
	past, known := all[:len(all)/2], all[len(all)/2:]
	var events atomic.Int64
	s := open(t, t.TempDir(), duckdb.Options{Logger: slog.New(readAgain{slog.DiscardHandler, &events})})
	defer closeStore(t, s)
	wait(t, appendTo(t, s, known...))
	if read := events.Load(); read != 0 {
		t.Errorf("%d events read again where none were late", read)
	}
	size := len(past)/batches + 1
	for batch := range slices.Chunk(past, size) {
		wait(t, appendTo(t, s, batch...))
	}
	if read, most := events.Load(), int64(agents*batches*8); read == 0 || read > most {
		t.Errorf("%d events read again, want some and at most %d of the %d behind", read, most, len(known))
	}
}
