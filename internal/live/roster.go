package live

import (
	"reflect"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// offlineShown is how long an agent who has gone offline stays in the roster, as on Amazon Connect's own page.
// Source: Amazon Connect Administrator Guide, "Real-time metrics definitions", "Agent activity" (5 to 10 minutes).
const offlineShown connect.Millis = 10 * 60_000

// AgentState is one agent as the roster shows it. It is never changed once told: what changes makes another.
type AgentState struct {
	Instance       string         `json:"instance" doc:"ARN of the instance"`
	Name           string         `json:"name" doc:"First and last name, as the newest event gives them; names repeat"`
	Login          string         `json:"login" doc:"User name, one of a kind within its instance"`
	Activity       Activity       `json:"activity" doc:"What the agent does: of several things that which comes first in the list; custom is a status of the centre's own, whose name is status.name" enum:"error,missed,rejected,on_contact,on_hold,after_contact_work,incoming,monitoring,custom,available,offline"`
	Since          *time.Time     `json:"since" doc:"When the activity began; null where no event says it"`
	Status         AgentStatus    `json:"status" doc:"What the agent has set, whatever the contacts do"`
	NextStatus     *AgentStatus   `json:"next_status" doc:"The status that is queued up until the contacts are done; null when there is none"`
	RoutingProfile Named          `json:"routing_profile"`
	Hierarchy      []Named        `json:"hierarchy" doc:"The agent's groups, level 1 first; shorter where lower levels are not set"`
	Queues         []string       `json:"queues" doc:"ARNs of the queues that the routing profile serves"`
	Contacts       []AgentContact `json:"contacts" doc:"The contacts at the agent, in the order of the event"`
	Slots          []ChannelSlots `json:"slots" doc:"How many contacts the agent can take, by channel"`
	Stale          bool           `json:"stale" doc:"True when nothing was heard of the agent for longer than heartbeats allow"`
	SilentSince    *time.Time     `json:"silent_since" doc:"When something was last heard of a stale agent; null of the others"`
}

// AgentStatus is a status that an agent has set or queued up.
type AgentStatus struct {
	ARN   string     `json:"arn"`
	Name  string     `json:"name"`
	Type  string     `json:"type" doc:"ROUTABLE, CUSTOM or OFFLINE; empty of a queued status, which does not say it"`
	Since *time.Time `json:"since" doc:"When it was set or queued up; null where no event says it"`
}

// AgentContact is a contact at an agent.
type AgentContact struct {
	ContactID        string     `json:"contact_id"`
	Channel          string     `json:"channel"`
	InitiationMethod string     `json:"initiation_method"`
	State            string     `json:"state" doc:"INCOMING, PENDING, CONNECTING, CONNECTED, CONNECTED_ONHOLD, PAUSED, MISSED, REJECTED, ERROR or ENDED (after-contact work)"`
	Dialled          bool       `json:"dialled,omitempty" doc:"The customer is being called: of a contact that is CONNECTING and does not ring at the agent"`
	Since            *time.Time `json:"since" doc:"When the state began"`
	ConnectedAt      *time.Time `json:"connected_at" doc:"When it was connected to the agent; null before"`
	QueuedAt         *time.Time `json:"queued_at" doc:"When it was put into its queue; null where it was in none"`
	Queue            string     `json:"queue" doc:"ARN, empty where it was in none"`
}

// ChannelSlots is how many contacts of a channel an agent can take.
type ChannelSlots struct {
	Channel   string `json:"channel"`
	Available int64  `json:"available"`
	Maximum   int64  `json:"maximum"`
}

// Named is a thing with its ARN.
type Named struct {
	ARN  string `json:"arn"`
	Name string `json:"name"`
}

// roster is the agent as told now, nil when the agent has been offline for long.
func (a *agent) roster(now connect.Millis, stale bool) *AgentState {
	newest, state := a.newest(), a.now()
	if !state.here() && (newest.missing || now-newest.at > offlineShown) {
		a.told, a.fresh = nil, true
		return nil
	}
	if a.fresh && a.told != nil && a.told.Stale == stale {
		return a.told
	}
	// A heartbeat mostly says what is known: then nothing is to be told.
	if told := a.describe(newest, state, stale); a.told == nil || !reflect.DeepEqual(*a.told, *told) {
		a.told = told
	}
	a.fresh = true
	return a.told
}

func (a *agent) describe(newest sighting, state agentState, stale bool) *AgentState {
	profile := a.profile()
	does, since := state.activity()
	if since == 0 && does == Offline {
		since = newest.at // a LOGOUT says no more
	}
	told := &AgentState{
		Instance: profile.instance, Name: profile.name, Login: profile.login, Activity: does, Since: moment(since),
		Status: statusOf(state.status), RoutingProfile: profile.routing, Hierarchy: []Named{}, Queues: profile.queues,
		Contacts: make([]AgentContact, len(state.contacts)), Slots: make([]ChannelSlots, len(state.slots)), Stale: stale,
	}
	if told.Queues == nil {
		told.Queues = []string{}
	}
	if state.next.Name != "" || state.next.ARN != "" {
		next := statusOf(state.next)
		next.Type = ""
		told.NextStatus = &next
	}
	for _, group := range profile.hierarchy {
		if group.ARN == "" {
			break
		}
		told.Hierarchy = append(told.Hierarchy, group)
	}
	for i, c := range state.contacts {
		told.Contacts[i] = AgentContact{
			ContactID: string(c.key.id), Channel: c.channel, InitiationMethod: c.method, State: c.state, Dialled: c.dialled(), Since: moment(c.since),
			ConnectedAt: moment(c.connected), QueuedAt: moment(c.queued), Queue: c.queue,
		}
	}
	for i, s := range state.slots {
		told.Slots[i] = ChannelSlots{s.Channel, s.AvailableSlots, s.MaximumSlots}
	}
	if stale {
		told.SilentSince = moment(a.heard)
	}
	return told
}

func statusOf(s connect.AgentStatus) AgentStatus {
	return AgentStatus{ARN: s.ARN, Name: s.Name, Type: s.Type, Since: moment(s.Start)}
}
