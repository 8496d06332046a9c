package connectapi

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

type userDataRequest struct {
	Filters    *userFilters
	NextToken  string
	MaxResults *int
}

// userFilters has one list of resources, and the states that one of a user's contacts must have.
type userFilters struct {
	Queues              []string
	RoutingProfiles     []string
	Agents              []string
	UserHierarchyGroups []string
	ContactFilter       *struct{ ContactStates []string }
}

// userData is one user as the request sees it; there is no name in it.
type userData struct {
	User                    *reference
	RoutingProfile          *reference
	HierarchyPath           *levels[reference] `json:",omitzero"`
	Status                  userStatus
	AvailableSlotsByChannel map[string]int
	MaxSlotsByChannel       map[string]int
	ActiveSlotsByChannel    map[string]int
	Contacts                []userContact
	NextStatus              string `json:",omitzero"`
}

type userStatus struct {
	StatusStartTimestamp epoch
	StatusArn            string
	StatusName           string
}

type userContact struct {
	ContactID                 string `json:"ContactId"`
	Channel                   string
	InitiationMethod          string
	AgentContactState         string
	StateStartTimestamp       epoch
	ConnectedToAgentTimestamp *epoch     `json:",omitzero"`
	Queue                     *reference `json:",omitzero"`
}

// contactStates of the request. PAUSED is none of them.
// Source: Amazon Connect API Reference, "ContactFilter".
var contactStates = []string{
	"INCOMING", "PENDING", "CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "MISSED", "ERROR", "ENDED", "REJECTED",
}

// farewell is how long somebody who has gone Offline is still listed.
// Source: Amazon Connect Administrator Guide, "Real-time metrics": an agent who goes offline is shown for about 5 minutes.
const farewell = 5 * time.Minute

// currentUserData lists those who are there now.
func (a *api) currentUserData(c *call) (any, error) {
	var r userDataRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	wanted, err := a.wanted(r.Filters)
	if err != nil {
		return nil, err
	}
	next := r.NextToken
	r.NextToken = ""
	p, err := c.page(r.MaxResults, next, fingerprint(r))
	if err != nil {
		return nil, err
	}
	all := []userData{}
	for _, agent := range a.Centre.At(c.now).Agents {
		if a.active(agent, c.now) && wanted(agent) {
			all = append(all, a.tellUser(agent))
		}
	}
	page, next, err := cut(c, p, all)
	return struct {
		NextToken             string `json:",omitzero"`
		UserDataList          []userData
		ApproximateTotalCount int
	}{next, page, len(all)}, err
}

func (a *api) active(p sim.Presence, now time.Time) bool {
	return a.directory.statusType[p.Status] != "OFFLINE" || now.Sub(p.Since) < farewell
}

// wanted makes a test of the filter.
func (a *api) wanted(f *userFilters) (func(sim.Presence) bool, error) {
	if f == nil {
		return nil, invalid("Filters is required")
	}
	lists := 0
	for _, list := range [][]string{f.Queues, f.RoutingProfiles, f.Agents, f.UserHierarchyGroups} {
		if len(list) > 100 {
			return nil, invalid("a filter has at most 100 items")
		}
		lists += min(1, len(list))
	}
	switch {
	case lists != 1:
		return nil, invalid("Filters must have one of Queues, RoutingProfiles, Agents and UserHierarchyGroups")
	case len(f.UserHierarchyGroups) > 1:
		return nil, invalid("Filters.UserHierarchyGroups must have 1 item")
	}
	states, err := f.states()
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, list := range [][]string{f.Queues, f.RoutingProfiles, f.Agents, f.UserHierarchyGroups} {
		for _, name := range list {
			ids[idOf(name)] = true
		}
	}
	return func(p sim.Presence) bool {
		return slices.ContainsFunc(a.resources(p, f), func(arn string) bool { return ids[idOf(arn)] }) &&
			(states == nil || slices.ContainsFunc(p.Contacts, func(h sim.Handled) bool { return slices.Contains(states, stateOf(h)) }))
	}, nil
}

func (f *userFilters) states() ([]string, error) {
	if f.ContactFilter == nil {
		return nil, nil
	}
	for _, state := range f.ContactFilter.ContactStates {
		if !slices.Contains(contactStates, state) {
			return nil, invalid("%q is not a contact state", state)
		}
	}
	return f.ContactFilter.ContactStates, nil
}

// resources are those of an agent that the filter is about.
func (a *api) resources(p sim.Presence, f *userFilters) []string {
	has := a.directory.profileOf(p)
	switch {
	case len(f.Queues) > 0:
		return has.Queues
	case len(f.RoutingProfiles) > 0:
		return []string{has.ARN}
	case len(f.Agents) > 0:
		return []string{p.UserARN}
	}
	var groups []string
	for _, g := range a.directory.path(a.directory.userByID[idOf(p.UserARN)].Group) {
		groups = append(groups, g.ARN)
	}
	return groups
}

func (a *api) tellUser(p sim.Presence) userData {
	d := a.directory
	u := userData{
		User: refer(p.UserARN), RoutingProfile: refer(d.profileOf(p).ARN),
		HierarchyPath: byLevel(d.path(d.userByID[idOf(p.UserARN)].Group), func(g sim.GroupEntry) reference { return *refer(g.ARN) }),
		Status:        userStatus{epoch(p.Since), p.Status, d.statusName[p.Status]}, NextStatus: d.statusName[p.Next],
		AvailableSlotsByChannel: map[string]int{}, MaxSlotsByChannel: map[string]int{}, ActiveSlotsByChannel: map[string]int{},
	}
	for _, s := range p.Slots {
		u.AvailableSlotsByChannel[s.Channel], u.MaxSlotsByChannel[s.Channel], u.ActiveSlotsByChannel[s.Channel] = s.Free, s.Most, 0
	}
	for _, h := range p.Contacts {
		u.Contacts = append(u.Contacts, tellContact(h))
		if engages(h) {
			u.ActiveSlotsByChannel[h.Channel]++
		}
	}
	return u
}

// stateOf is a contact's state as this operation has it: a paused task is still connected.
func stateOf(h sim.Handled) string {
	if h.State == "PAUSED" {
		return "CONNECTED"
	}
	return h.State
}

// tellContact shows one contact. On hold, and paused, StateStartTimestamp stays the moment of the connection.
// Source: Amazon Connect API Reference, "AgentContactReference".
func tellContact(h sim.Handled) userContact {
	c := userContact{
		ContactID: h.ContactID, Channel: h.Channel, InitiationMethod: h.Method, AgentContactState: stateOf(h), StateStartTimestamp: epoch(h.Since),
	}
	if !h.Connected.IsZero() {
		connected := epoch(h.Connected)
		c.ConnectedToAgentTimestamp = &connected
		if h.State == "CONNECTED_ONHOLD" || h.State == "PAUSED" {
			c.StateStartTimestamp = connected
		}
	}
	if h.QueueARN != "" {
		c.Queue = refer(h.QueueARN)
	}
	return c
}
