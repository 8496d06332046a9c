package activity_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

const (
	instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/i1"
	agentARN = instance + "/agent/a1"
	origin   = connect.Millis(1772411225000) // 2026-03-02T00:27:05Z
)

// centre is a model of one agent, which writes the events that Amazon would.
type centre struct {
	r        *rand.Rand
	unit     connect.Millis // all moments are origin + n × unit
	now      connect.Millis
	loggedIn bool
	started  bool // a status was set since the login
	status   connect.AgentStatus
	profile  string
	contacts []connect.AgentContact
	made     int
	lying    bool // heartbeats after LOGOUT show the state before it
	last     *connect.AgentSnapshot
	events   []*connect.AgentEvent
	truth    []instant // one for each unit
}

// instant is what is true of the agent in one unit of time.
type instant struct {
	kind     string // type of the status; OFFLINE when logged out or nothing is known
	contacts []connect.AgentContact
}

func newCentre(seed uint64, unit connect.Millis) *centre {
	return &centre{r: rand.New(rand.NewPCG(seed, 1)), unit: unit, now: origin, profile: "p1", status: offlineSince(origin)}
}

func offlineSince(at connect.Millis) connect.AgentStatus {
	return connect.AgentStatus{ARN: "offline", Name: "Offline", Type: "OFFLINE", Start: at}
}

func (c *centre) snapshot() *connect.AgentSnapshot {
	s := &connect.AgentSnapshot{Status: c.status, Contacts: slices.Clone(c.contacts)}
	s.RoutingProfile.ARN = c.profile
	return s
}

// tell notes an event of this moment. The snapshots of LOGIN and LOGOUT are null, as in real traffic.
func (c *centre) tell(kind string) {
	e := &connect.AgentEvent{
		InstanceARN: instance, AgentARN: agentARN, EventType: kind, Timestamp: c.now,
		EventID: fmt.Sprintf("%08x", c.r.Uint32()),
	}
	if kind != "LOGIN" && kind != "LOGOUT" {
		e.Previous, e.Current = c.last, c.snapshot()
		if kind == "HEART_BEAT" && !c.loggedIn && c.lying {
			e.Current = c.last
		}
	}
	if kind != "LOGOUT" || !c.lying {
		c.last = c.snapshot()
	}
	c.events = append(c.events, e)
}

// pass lets time go by.
func (c *centre) pass(units int) {
	for range units {
		in := instant{kind: "OFFLINE"}
		if c.loggedIn && c.started {
			in.kind = c.status.Type
		}
		in.contacts = c.contacts
		c.truth = append(c.truth, in)
		c.now += c.unit
	}
}

func (c *centre) run(steps int) {
	for range steps {
		c.step()
		c.pass(1 + c.r.IntN(12))
	}
}

func (c *centre) step() {
	switch {
	case !c.loggedIn && c.r.IntN(3) > 0:
		c.loggedIn, c.started = true, false
		c.tell("LOGIN")
	case !c.loggedIn:
		if len(c.events) > 0 && c.last != nil {
			c.tell("HEART_BEAT")
		}
	case !c.started:
		c.started = true
		c.choose()
	case c.r.IntN(40) == 0:
		c.loggedIn, c.contacts, c.status = false, nil, offlineSince(c.now)
		c.tell("LOGOUT")
	case c.r.IntN(6) == 0:
		c.tell("HEART_BEAT")
	case c.r.IntN(20) == 0:
		c.profile = []string{"p1", "p2"}[c.r.IntN(2)]
		c.tell("STATE_CHANGE")
	case c.r.IntN(6) == 0:
		c.choose()
	case len(c.contacts) == 0 || len(c.contacts) < 3 && c.r.IntN(4) == 0:
		c.ring()
	default:
		c.advance()
	}
}

func (c *centre) choose() {
	all := []connect.AgentStatus{
		{ARN: "available", Name: "Available", Type: "ROUTABLE"},
		{ARN: "available", Name: "Available", Type: "ROUTABLE"},
		{ARN: "lunch", Name: "Lunch", Type: "CUSTOM"},
		{ARN: "offline", Name: "Offline", Type: "OFFLINE"},
	}
	c.status = all[c.r.IntN(len(all))]
	c.status.Start = c.now
	c.tell("STATE_CHANGE")
}

func (c *centre) ring() {
	c.made++
	kind := c.r.IntN(5)
	contact := connect.AgentContact{
		ContactID: connect.ContactID(fmt.Sprintf("c%d", c.made)), Channel: []string{"VOICE", "CHAT", "TASK"}[c.r.IntN(3)],
		InitiationMethod: []string{"INBOUND", "OUTBOUND", "CALLBACK", "API", "MONITOR"}[kind],
		State:            "CONNECTING", StateStart: c.now, Queue: connect.QueueRef{ARN: "queue/q1"},
	}
	if contact.InitiationMethod == "CALLBACK" {
		contact.State = "INCOMING"
	}
	c.contacts = append(c.contacts, contact)
	c.tell("STATE_CHANGE")
}

// advance changes the state of a contact, or takes it away.
func (c *centre) advance() {
	i := c.r.IntN(len(c.contacts))
	next := map[string][]string{
		"INCOMING": {"PENDING", "MISSED", "CONNECTING"}, "PENDING": {"CONNECTING"}, "CONNECTING": {"CONNECTED", "CONNECTED", "MISSED", "REJECTED", "ERROR", ""},
		"CONNECTED": {"CONNECTED_ONHOLD", "ENDED", "PAUSED", ""}, "CONNECTED_ONHOLD": {"CONNECTED", "ENDED"}, "PAUSED": {"CONNECTED"},
		"MISSED": {""}, "REJECTED": {""}, "ERROR": {""}, "ENDED": {""},
	}[c.contacts[i].State]
	if state := next[c.r.IntN(len(next))]; state != "" {
		c.contacts = slices.Clone(c.contacts)
		c.contacts[i].State, c.contacts[i].StateStart = state, c.now
	} else {
		c.contacts = slices.Delete(slices.Clone(c.contacts), i, i+1)
	}
	c.tell("STATE_CHANGE")
}

// delivered shuffles events, and repeats three in ten.
func delivered(r *rand.Rand, events []*connect.AgentEvent) []*connect.AgentEvent {
	all := slices.Clone(events)
	for _, e := range events {
		if r.IntN(10) < 3 {
			again := *e
			all = append(all, &again)
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// nonsense is events that contradict themselves and each other.
func nonsense(r *rand.Rand, n int, unit connect.Millis) []*connect.AgentEvent {
	var events []*connect.AgentEvent
	moment := func() connect.Millis {
		if r.IntN(12) == 0 {
			return 0
		}
		return origin + connect.Millis(r.IntN(4*n))*unit
	}
	snapshot := func() *connect.AgentSnapshot {
		if r.IntN(5) == 0 {
			return nil
		}
		s := &connect.AgentSnapshot{Status: connect.AgentStatus{Start: moment()}}
		s.RoutingProfile.ARN = []string{"p1", "p1", "p1", "p2", ""}[r.IntN(5)]
		kind := r.IntN(5)
		s.Status.ARN = []string{"", "available", "lunch", "offline", "new"}[kind]
		s.Status.Name = []string{"", "Available", "Lunch", "Offline", "New"}[kind]
		s.Status.Type = []string{"", "ROUTABLE", "CUSTOM", "OFFLINE", "SOMETHING"}[kind]
		for range r.IntN(4) {
			s.Contacts = append(s.Contacts, connect.AgentContact{
				ContactID: connect.ContactID(fmt.Sprintf("c%d", r.IntN(4))), StateStart: moment(), Channel: "VOICE",
				InitiationMethod: []string{"INBOUND", "OUTBOUND", "CALLBACK", "API", ""}[r.IntN(5)],
				State: []string{
					"INCOMING", "PENDING", "CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "MISSED", "REJECTED", "ERROR", "ENDED", "X",
				}[r.IntN(11)],
			})
		}
		return s
	}
	for range n {
		events = append(events, &connect.AgentEvent{
			InstanceARN: instance, AgentARN: agentARN, EventID: fmt.Sprintf("%04x", r.IntN(3*n)),
			EventType: []string{"LOGIN", "LOGOUT", "STATE_CHANGE", "STATE_CHANGE", "STATE_CHANGE", "HEART_BEAT", "SOMETHING"}[r.IntN(7)],
			Timestamp: max(moment(), origin), Current: snapshot(), Previous: snapshot(),
		})
	}
	return events
}
