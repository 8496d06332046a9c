package duckdb_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// benchSize is a number that a variable sets.
func benchSize(b *testing.B, variable string, usual int) int {
	b.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("%s: %v", variable, err)
	}
	return n
}

// shiftEvents calls each for the events of agents on working days, in order of time: a login, 40 contacts of four events and
// twelve minutes each, a logout. They have about 2 kB each.
func shiftEvents(agents, days int, each func(raw []byte)) {
	const contacts, length = 40, 12 * time.Minute
	first := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for day := range days {
		start := first.AddDate(0, 0, day)
		all := func(kind string, at time.Time, before, now string) {
			for agent := range agents {
				each(shiftEvent(agent, kind, start, at.Add(time.Duration(agent)*time.Millisecond), before, now))
			}
		}
		all("LOGIN", start, "", "-")
		states := []string{"CONNECTING", "CONNECTED", "ENDED", "-"}
		for c := range contacts {
			before := "-"
			for i, state := range states {
				all("STATE_CHANGE", start.Add(time.Duration(c)*length+time.Duration(1+3*i)*time.Minute), before, state)
				before = state
			}
		}
		all("LOGOUT", start.Add(contacts*length), "-", "")
	}
}

// shiftEvent is an event in a shift, from a state of the contact at hand to another; "-" is none at hand, "" is no snapshot.
func shiftEvent(agent int, kind string, shift, at time.Time, before, now string) []byte {
	id := fmt.Sprintf("%08x-%04x-4000-8000-%012x", at.Unix(), agent&0xffff, at.UnixMilli())
	arn := fmt.Sprintf("%s/agent/%08x-1111-4222-8333-444444444444", testInstance, agent)
	shown := func(state string) string {
		if state == "" {
			return "null"
		}
		contacts := ""
		if state != "-" {
			contacts = fmt.Sprintf(`{"ContactId":"%08x-%04x-4111-8111-%012x","InitialContactId":null,"Channel":"VOICE","InitiationMethod":"INBOUND","State":%q,
				"StateStartTimestamp":null,"ConnectedToAgentTimestamp":null,"QueueTimestamp":null,"Queue":{"ARN":"%s/queue/%08x-1111-4222-8333-444444444444","Name":"Queue","Channels":["VOICE"]}}`,
				at.Truncate(12*time.Minute).Unix(), agent&0xffff, shift.Unix(), state, testInstance, agent%60)
		}
		return fmt.Sprintf(`{"AgentStatus":{"ARN":"%[1]s/agent-state/1","Name":"Available","Type":"ROUTABLE","StartTimestamp":%[6]q},"NextAgentStatus":null,
			"Configuration":{"FirstName":"First","LastName":"Last","Username":"agent%[2]d","AgentHierarchyGroups":{"Level1":{"ARN":"%[1]s/agent-group/%[3]d","Name":"Team %[3]d"},"Level2":null,"Level3":null,"Level4":null,"Level5":null},
			"RoutingProfile":{"ARN":"%[1]s/routing-profile/%[4]d","Name":"Profile %[4]d","Concurrency":[{"AvailableSlots":1,"Channel":"VOICE","MaximumSlots":1}],
			"DefaultOutboundQueue":null,"InboundQueues":[{"ARN":"%[1]s/queue/1","Channels":["VOICE"],"Name":"Queue"}]},"Proficiencies":[]},"Contacts":[%[5]s]}`,
			testInstance, agent, agent%20, agent%10, contacts, shift.Format(time.RFC3339))
	}
	return fmt.Appendf(nil, `{"AWSAccountId":"111122223333","AgentARN":%q,"CurrentAgentSnapshot":%s,"EventId":%q,"EventTimestamp":%q,"EventType":%q,
		"InstanceARN":%q,"PreviousAgentSnapshot":%s,"Version":"2017-10-01"}`,
		arn, shown(now), id, at.Format("2006-01-02T15:04:05.000Z"), kind, testInstance, shown(before))
}

// shifts is a store into which events are appended in batches.
type shifts struct {
	b    *testing.B
	s    *duckdb.Store
	wait []connect.Fact
	last store.Receipt
}

func (f *shifts) add(raw []byte) {
	if f.wait = append(f.wait, connect.Decode(raw)); len(f.wait) == 5000 {
		f.flush()
	}
}

func (f *shifts) flush() {
	receipt, err := f.s.Append(f.b.Context(), store.Batch{Source: "bench", Received: time.Now(), Facts: f.wait})
	if err != nil {
		f.b.Fatal(err)
	}
	f.last, f.wait = receipt, nil
}

func (f *shifts) finish() {
	f.flush()
	wait(f.b, f.last)
}

// BenchmarkAgentEvents decodes agent events, appends them and waits until all are intervals.
func BenchmarkAgentEvents(b *testing.B) {
	n := benchSize(b, "RINGSIDE_BENCH_AGENT_EVENTS", 50_000)
	var events [][]byte
	agents := max(n/20_000, 10) * 2
	shiftEvents(agents, n/(agents*162)+1, func(raw []byte) {
		if len(events) < n {
			events = append(events, raw)
		}
	})
	started := duckdb.ProcessorTime(b)
	for b.Loop() {
		s := open(b, b.TempDir(), duckdb.Options{})
		runUntilEnd(b, s)
		f := shifts{b: b, s: s}
		for _, raw := range events {
			f.add(raw)
		}
		f.finish()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(duckdb.ProcessorTime(b)-started)/1e3/float64(b.N)/float64(n), "cpu-µs/event")
}

// BenchmarkLateAgentEvents appends a day of agents of whom the following day is known, in order, as an import of the past
// does, and waits until all are intervals.
func BenchmarkLateAgentEvents(b *testing.B) {
	n := benchSize(b, "RINGSIDE_BENCH_AGENT_EVENTS", 50_000)
	var all [][]byte
	shiftEvents(max(n/162, 1), 2, func(raw []byte) { all = append(all, raw) })
	past, known := all[:len(all)/2], all[len(all)/2:]
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		s := open(b, b.TempDir(), duckdb.Options{})
		runUntilEnd(b, s)
		f := shifts{b: b, s: s}
		for _, raw := range known {
			f.add(raw)
		}
		f.finish()
		started := duckdb.ProcessorTime(b)
		b.StartTimer()
		for _, raw := range past {
			f.add(raw)
		}
		f.finish()
		spent += duckdb.ProcessorTime(b) - started
	}
	b.ReportMetric(float64(len(past))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(spent)/1e3/float64(b.N)/float64(len(past)), "cpu-µs/event")
}

// BenchmarkAgentReport asks for twelve metrics of each agent over a month of shifts.
func BenchmarkAgentReport(b *testing.B) {
	agents := benchSize(b, "RINGSIDE_BENCH_AGENTS", 50)
	s := open(b, b.TempDir(), duckdb.Options{})
	runUntilEnd(b, s)
	f := shifts{b: b, s: s}
	shiftEvents(agents, 22, f.add)
	f.finish()
	q := metric.Query{
		Metrics: []string{
			"sum_online_time_agent", "sum_contact_time_agent", "sum_idle_time_agent", "sum_non_productive_time_agent",
			"sum_error_status_time_agent", "agent_occupancy", "sum_handle_time_spent", "sum_hold_time_spent",
			"sum_after_contact_work_time_spent", "agent_offers", "agent_non_response", "agent_answer_rate",
		},
		From: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Zone: time.UTC,
		By: []metric.Dimension{metric.Agent}, Scope: metric.Everything(),
	}
	for _, every := range []metric.Every{metric.Total, metric.Day} {
		q.Every = every
		b.Run(fmt.Sprintf("agents=%d/every=%s", agents, every), func(b *testing.B) {
			started := duckdb.ProcessorTime(b)
			for b.Loop() {
				table, err := metric.Run(b.Context(), s, q)
				if err != nil || len(table.Rows) < agents {
					b.Fatalf("%d rows of %d agents, %v", len(table.Rows), agents, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
			b.ReportMetric(float64(duckdb.ProcessorTime(b)-started)/1e6/float64(b.N), "cpu-ms/op")
		})
	}
}
