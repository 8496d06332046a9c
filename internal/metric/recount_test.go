package metric_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// recounted is what a plain loop over contacts finds in one bucket and group, written from Amazon's definitions without
// rows, predicates or measures.
type recounted struct {
	Created, Queued, Handled, Abandoned, Within, WithinOrEqual, AnsweredTimed int64
	HandleSum, HandleCount, ACWSum, ACWCount, AnswerSum                       int64
	PanelACWSum, PanelACWCount, RecordedSum, RecordedCount                    int64
	CallSum, CallCount, FlowSum, HoldSum, HeldSum, HeldCount                  int64
	Longest                                                                   int64 // -1 without any
	Agents                                                                    int
}

func (r *recounted) add(c *connect.Contact, agents map[string]bool) {
	queued, handled := c.Queue.Enqueue != 0, c.Agent.ConnectedToAgent != 0
	r.Created++
	if queued {
		r.Queued++
	}
	if handled {
		r.Handled++
		if c.InitiationMethod != "MONITOR" {
			agents[c.Agent.ARN] = true
		}
	}
	inQueue := c.PreDisconnectState == "IN_QUEUE" || c.PreDisconnectState == "" && queued && !handled
	movedOn := inQueue && c.TransferCompleted != 0
	if queued && !handled && c.NextContactID == "" && !movedOn {
		r.Abandoned++
	}
	if d := c.Queue.Duration; d.Valid {
		r.Longest = max(r.Longest, d.Value)
		if d.Value < 20 {
			r.Within++
		}
		if d.Value <= 20 {
			r.WithinOrEqual++
		}
		if queued && handled {
			r.AnsweredTimed++
			r.AnswerSum += d.Value
		}
	}
	r.addAgentTimes(c, handled)
	r.addFlow(c)
}

func (r *recounted) addAgentTimes(c *connect.Contact, handled bool) {
	talk, hold := c.Agent.AgentInteractionDuration, c.Agent.CustomerHoldDuration
	acw, pause := c.Agent.AfterContactWorkDuration, c.Agent.AgentPauseDuration
	if talk.Valid || hold.Valid || acw.Valid || pause.Valid {
		r.HandleCount++
		r.HandleSum += talk.Or(0) + hold.Or(0) + acw.Or(0) + pause.Or(0)
	}
	outbound := c.InitiationMethod == "OUTBOUND"
	if acw.Valid || handled {
		r.ACWCount++
		r.ACWSum += acw.Or(0)
		if !outbound {
			r.PanelACWCount++
			r.PanelACWSum += acw.Or(0)
		}
	}
	if acw.Valid && !outbound {
		r.RecordedCount++
		r.RecordedSum += acw.Value
	}
	if talk.Valid && handled && !outbound {
		r.CallCount++
		r.CallSum += talk.Value
	}
	r.HoldSum += hold.Or(0)
	if handled && hold.Valid && c.Agent.NumberOfHolds.Or(0) > 0 {
		r.HeldCount++
		r.HeldSum += hold.Value
	}
}

func (r *recounted) addFlow(c *connect.Contact) {
	if !slices.Contains([]string{"INBOUND", "TRANSFER", "QUEUE_TRANSFER", "API"}, c.InitiationMethod) || c.ConnectedToSystem == 0 {
		return
	}
	for _, end := range []connect.Millis{c.Queue.Enqueue, c.TransferCompleted, c.Disconnect} {
		if end != 0 {
			r.FlowSum += max(0, int64(end-c.ConnectedToSystem)/1000)
			return
		}
	}
}

// cells are the table cells that recountedMetrics must show.
func (r *recounted) cells() []any {
	longest := any(r.Longest)
	if r.Longest < 0 {
		longest = nil
	}
	return []any{
		r.Created, r.Queued, r.Handled, r.Abandoned, ratio(100*r.Abandoned, r.Queued), ratio(100*r.Within, r.Queued),
		ratio(100*r.WithinOrEqual, r.Queued), ratio(r.AnswerSum, r.AnsweredTimed), ratio(r.HandleSum, r.HandleCount),
		ratio(r.ACWSum, r.ACWCount), r.HandleSum, longest, ratio(r.PanelACWSum, r.PanelACWCount),
		ratio(r.RecordedSum, r.RecordedCount), ratio(r.CallSum, r.CallCount), r.FlowSum, r.HoldSum,
		ratio(r.HeldSum, r.HeldCount), int64(r.Agents),
	}
}

var recountedMetrics = []string{
	"contacts_created", "contacts_queued", "contacts_handled", "contacts_abandoned", "abandonment_rate", "service_level",
	"service_level:compare=lte", "avg_queue_answer_time", "avg_handle_time",
	"avg_after_contact_work_time", "sum_handle_time", "max_queued_time", "average_after_contact_work",
	"average_after_contact_work_recorded", "average_call_duration", "sum_contact_flow_time", "sum_hold_time",
	"avg_hold_time", "number_of_agents",
}

func ratio(a, b int64) any {
	if b == 0 {
		return nil
	}
	return float64(a) / float64(b)
}

func TestMetricsEqualAPlainRecount(t *testing.T) {
	seoul := zone(t, "Asia/Seoul")
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, seoul)
	for seed := range uint64(60) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			contacts := randomContacts(random, 1+random.IntN(300), from)
			to := from.AddDate(0, 0, 1+random.IntN(5))
			field := metric.ByInitiation
			if seed%2 == 0 {
				field = metric.ByDisconnect
			}
			got, err := metric.Run(t.Context(), asker(contacts), metric.Query{
				Metrics: recountedMetrics, From: from, To: to, Zone: seoul, Every: metric.Day, TimeField: field,
				By:    []metric.Dimension{metric.Channel},
				Where: []metric.Filter{{Dimension: metric.Queue, Values: []string{"q-one", "", "arn:queue/2"}, Not: seed%3 == 0}},
				Scope: metric.Everything(),
			})
			if err != nil {
				t.Fatal(err)
			}
			rows, totals := recount(contacts, from, to, field, seed%3 == 0)
			if diff := cmp.Diff(rows, got.Rows); diff != "" {
				t.Errorf("rows (- recount, + metric):\n%s", diff)
			}
			if diff := cmp.Diff(totals, got.Totals); diff != "" {
				t.Errorf("totals (- recount, + metric):\n%s", diff)
			}
		})
	}
}

func recount(contacts []connect.Contact, from, to time.Time, field metric.TimeField, negated bool) (rows [][]any, totals []any) {
	in := func(c *connect.Contact, from, to time.Time) bool {
		at := c.Initiation
		if field == metric.ByDisconnect {
			at = c.Disconnect
		}
		matches := c.Queue.ARN == "" || c.Queue.ARN == "arn:queue/1" || c.Queue.ARN == "arn:queue/2"
		return at != 0 && at >= connect.MillisOf(from) && at < connect.MillisOf(to) && matches != negated
	}
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		for _, channel := range []string{"", "CHAT", "TASK", "VOICE"} {
			found := count(contacts, func(c *connect.Contact) bool {
				return c.Channel == channel && in(c, day, day.AddDate(0, 0, 1))
			})
			if found.Created > 0 {
				labels := []any{day.Format(time.DateOnly), any(channel)}
				if channel == "" {
					labels[1] = nil
				}
				rows = append(rows, append(labels, found.cells()...))
			}
		}
	}
	if rows == nil {
		rows = [][]any{}
	}
	all := count(contacts, func(c *connect.Contact) bool { return in(c, from, to) })
	return rows, append([]any{nil, nil}, all.cells()...)
}

func count(contacts []connect.Contact, in func(*connect.Contact) bool) recounted {
	r := recounted{Longest: -1}
	agents := map[string]bool{}
	for i := range contacts {
		if in(&contacts[i]) {
			r.add(&contacts[i], agents)
		}
	}
	delete(agents, "")
	r.Agents = len(agents)
	return r
}

// randomContacts are contacts with any mixture of fields, sensible together or not, over six days.
func randomContacts(random *rand.Rand, n int, from time.Time) []connect.Contact {
	start := connect.MillisOf(from)
	moment := func() connect.Millis {
		if random.IntN(3) == 0 {
			return 0
		}
		return start + connect.Millis(random.IntN(6*86_400)*1000)
	}
	seconds := func() connect.Int {
		if random.IntN(3) == 0 {
			return connect.Int{}
		}
		return connect.Some(random.Int64N(41))
	}
	choose := func(of ...string) string { return of[random.IntN(len(of))] }
	contacts := make([]connect.Contact, n)
	for i := range contacts {
		contacts[i] = connect.Contact{
			InstanceARN: "arn:instance/1", ContactID: connect.ContactID(fmt.Sprint("c", i)),
			Initiation: start + connect.Millis(random.IntN(6*86_400)*1000), LastUpdate: start + connect.Millis(i),
			NextContactID: connect.ContactID(choose("", "", "next")), Channel: choose("VOICE", "VOICE", "CHAT", "TASK", ""),
			InitiationMethod:   choose("INBOUND", "OUTBOUND", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", "API", "MONITOR", "NEW_KIND"),
			PreDisconnectState: choose("", "", "IN_QUEUE", "CONNECTED"),
			ConnectedToSystem:  moment(), Disconnect: moment(), TransferCompleted: moment(),
			Agent: connect.ContactAgent{
				ARN: choose("", "arn:agent/1", "arn:agent/2", "arn:agent/3"), ConnectedToAgent: moment(),
				AgentInteractionDuration: seconds(), CustomerHoldDuration: seconds(), AfterContactWorkDuration: seconds(),
				AgentPauseDuration: seconds(), NumberOfHolds: seconds(),
			},
			Queue: connect.ContactQueue{Enqueue: moment(), Duration: seconds()},
		}
		if at := random.IntN(4); at > 0 {
			contacts[i].Queue.ARN = fmt.Sprint("arn:queue/", at)
			contacts[i].Queue.Name = []string{"q-one", "q-two", "q-three"}[at-1]
		}
	}
	return contacts
}
