package api

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// shift is an agent at work, who tells of every change.
type shift struct {
	random   *rand.Rand
	arn      string
	number   int
	at       time.Time
	snapshot connect.AgentSnapshot
	events   []connect.AgentEvent
}

// madeUpShifts are the events of a few agents over forty days from 2026-10-10 on.
func madeUpShifts(random *rand.Rand) []connect.AgentEvent {
	var all []connect.AgentEvent
	for agent := range 4 {
		for day := range 40 {
			s := shift{random: random, arn: fmt.Sprintf("%s/agent/a%d", instance, agent), number: agent, at: time.Date(2026, 10, 10+day, 8+6*agent, 0, 0, 0, seoul)}
			all = append(all, s.work()...)
		}
	}
	return all
}

// work is a shift of random steps; those of one agent reach into the next day.
func (s *shift) work() []connect.AgentEvent {
	s.snapshot.RoutingProfile.ARN = fmt.Sprintf("%s/routing-profile/p%d", instance, s.number%2)
	s.snapshot.Username = fmt.Sprintf("agent%d", s.number)
	s.tell("LOGIN", nil)
	s.status("Available", "ROUTABLE")
	for i := range 6 {
		states := [][]string{
			{"CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "CONNECTED", "PAUSED", "ENDED"}, {"CONNECTING", "MISSED"}, {"CONNECTING"},
		}[s.random.IntN(3)]
		contact := connect.AgentContact{
			ContactID: connect.ContactID(fmt.Sprintf("%s %d %d", s.arn, s.at.Unix(), i)), Channel: []string{"VOICE", "CHAT"}[i%2],
			InitiationMethod: []string{"INBOUND", "OUTBOUND"}[s.random.IntN(2)],
			Queue:            connect.QueueRef{ARN: fmt.Sprintf("%s/queue/q%d", instance, i%3), Name: []string{"Sales", "Support", "Billing"}[i%3]},
		}
		for _, state := range states {
			contact.State, contact.StateStart = state, connect.MillisOf(s.at)
			s.snapshot.Contacts = []connect.AgentContact{contact}
			s.change()
		}
		s.snapshot.Contacts = nil
		s.change()
		if i == 3 {
			s.status("Lunch", "CUSTOM")
			s.status("Available", "ROUTABLE")
		}
	}
	if s.random.IntN(4) > 0 {
		s.tell("LOGOUT", nil)
	}
	return s.events
}

func (s *shift) status(name, kind string) {
	s.snapshot.Status = connect.AgentStatus{ARN: instance + "/agent-state/" + name, Name: name, Type: kind, Start: connect.MillisOf(s.at)}
	s.change()
}

func (s *shift) change() {
	shown := s.snapshot
	s.tell("STATE_CHANGE", &shown)
}

// tell notes an event and lets up to an hour and a half pass.
func (s *shift) tell(kind string, shown *connect.AgentSnapshot) {
	s.events = append(s.events, connect.AgentEvent{
		InstanceARN: instance, AgentARN: s.arn, EventID: fmt.Sprintf("%s %d", s.arn, s.at.UnixMilli()), EventType: kind,
		Timestamp: connect.MillisOf(s.at), Current: shown,
	})
	s.at = s.at.Add(time.Duration(1+s.random.IntN(90*60*1000)) * time.Millisecond)
}

// The second line below the number of agents, and the list behind it.
func TestAgentsOnlineOfThePanelsAreListed(t *testing.T) {
	s := madeUpStore()
	s.events = madeUpShifts(rand.New(rand.NewPCG(31, 7)))
	h := site(t, s)
	for _, day := range []int{14, 15, 18} {
		from, to := fmt.Sprintf("2026-10-%02d", day), fmt.Sprintf("2026-10-%02d", day+1)
		panels := decode[Panels](t, ask(h, "GET", fmt.Sprintf("%s/panels?from=%s&to=%s&instance=%s", Prefix, from, to, instance), ""))
		e := explainAll(t, h, ExplainRequest{
			Metric: "agents_online", From: from, To: to, Zone: "Asia/Seoul", TimeField: panels.TimeField, Limit: 2,
			Where: []QueryFilter{{Dimension: "instance", Values: []string{instance}}},
		})
		online := panels.NumberOfAgentsParts.Online
		if online == nil || *online == 0 {
			t.Fatalf("%s: nobody was online", from)
		}
		if e.Figure == nil || *e.Figure != float64(*online) || e.List.Total != *online || len(e.List.Agents) != int(*online) {
			t.Errorf("%s: %d online, figure %s of %d listed", from, *online, text(e.Figure), len(e.List.Agents))
		}
	}
}

// spentSum is what a list behind a part of time spent amounts to.
func spentSum(t *testing.T, e Explanation) int64 {
	t.Helper()
	var sum int64
	for _, agent := range e.List.Agents {
		sum += *[]*int64{agent.Above, agent.Below}[e.List.Part]
	}
	for _, i := range e.List.Intervals {
		switch ms := min(i.End.UnixMilli(), e.To.UnixMilli()) - max(i.Start.UnixMilli(), e.From.UnixMilli()); {
		case i.Contribution == nil && (i.Open || i.End.Before(e.From) || !i.End.Before(e.To)):
			t.Errorf("%+v has not ended in the range", i)
		case i.Contribution == nil:
			sum++
		case *i.Contribution <= 0 || *i.Contribution > ms: // less within working time
			t.Errorf("%+v adds %d from %v to %v", i, *i.Contribution, e.From, e.To)
		default:
			sum += *i.Contribution
		}
	}
	if listed := len(e.List.Intervals) + len(e.List.Agents); e.List.Total != int64(listed) {
		t.Errorf("%d listed of %d", listed, e.List.Total)
	}
	return sum
}

// sharesOf are what the agents of a mean or a count have, one after the other; nil of everything else.
func sharesOf(e Explanation) []metric.Int {
	var all []metric.Int
	for _, agent := range e.List.Agents {
		switch e.Combine {
		case combines[metric.AsAgentMean]:
			all = append(all, connect.Some(*agent.Above), connect.Some(*agent.Below))
		case combines[metric.AsAgentCount]:
			all = append(all, connect.Some(*agent.Above))
		}
	}
	return all
}
