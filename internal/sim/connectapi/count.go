package connectapi

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// cell is what one result counts, and the counts. A dimension that is "" is not asked for.
type cell struct {
	queue, channel, profile string

	waiting, scheduled           int
	oldest, usual                time.Duration
	online, staffed, available   int
	onContact, wrapping, failing int
	busySlots, freeSlots         int
}

type cells []cell

// scope is the resources that a request asks about.
type scope struct {
	*directory
	queues   []sim.QueueEntry
	profiles []*profile
	channels []string // "" filter: all of them
	hide     map[string]bool
}

// scopeOf resolves a filter. One of its lists has items, and the other none.
func (a *api) scopeOf(f filters) (scope, error) {
	s := scope{directory: a.directory, channels: f.Channels}
	if len(f.Channels) == 0 {
		s.channels = channels
	}
	for _, name := range f.RoutingProfiles {
		p := a.directory.profileByID[idOf(name)]
		if p == nil {
			return s, refuse("ResourceNotFoundException", "Routing profile %s not found", name)
		}
		s.profiles = append(s.profiles, p)
	}
	wanted := map[string]bool{}
	for _, name := range f.Queues {
		if _, known := a.directory.queueByID[idOf(name)]; !known && !a.directory.isAgentQueue(name) {
			return s, refuse("ResourceNotFoundException", "Queue %s not found", name)
		}
		wanted[idOf(name)] = true
	}
	serves := func(p *profile, q sim.QueueEntry) bool { return p.serves[q.ARN] }
	for _, q := range a.directory.Queues {
		byProfile := slices.ContainsFunc(s.profiles, func(p *profile) bool { return serves(p, q) })
		if slices.Contains(s.channels, q.Channel) && (wanted[idOf(q.ARN)] || byProfile) {
			s.queues = append(s.queues, q)
		}
	}
	if len(s.profiles) == 0 {
		for _, p := range a.directory.profiles {
			if slices.ContainsFunc(s.queues, func(q sim.QueueEntry) bool { return serves(p, q) }) {
				s.profiles = append(s.profiles, p)
			}
		}
	}
	return s, nil
}

// count fills one cell for each combination of the groupings, and leaves out those where nothing moves: without a contact
// in queue and without an agent online Amazon says nothing.
func count(s scope, scene sim.Scene, groupings []string) cells {
	queues, chans, profiles := []string{""}, []string{""}, []*profile{nil}
	for _, g := range groupings {
		switch g {
		case "QUEUE":
			queues = nil
			for _, q := range s.queues {
				if !s.hide[idOf(q.ARN)] {
					queues = append(queues, q.ARN)
				}
			}
		case "CHANNEL":
			chans = s.channels
		case "ROUTING_PROFILE":
			profiles = s.profiles
		}
	}
	var all cells
	for _, q := range queues {
		for _, ch := range chans {
			for _, p := range profiles {
				c := cell{queue: q, channel: ch}
				if p != nil {
					c.profile = p.ARN
				}
				s.contacts(&c, scene, p)
				s.agents(&c, scene, p)
				if c.waiting > 0 || c.online > 0 {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// within lists the queues that a cell is about.
func (s scope) within(c *cell, p *profile) []sim.QueueEntry {
	var all []sim.QueueEntry
	for _, q := range s.queues {
		if (c.queue == "" || c.queue == q.ARN) && (c.channel == "" || c.channel == q.Channel) && (p == nil || p.serves[q.ARN]) &&
			!s.hide[idOf(q.ARN)] {
			all = append(all, q)
		}
	}
	return all
}

// contacts counts what waits. A contact is in one queue, so that queues add up.
func (s scope) contacts(c *cell, scene sim.Scene, p *profile) {
	in := map[string]bool{}
	for _, q := range s.within(c, p) {
		in[q.ARN] = true
		c.usual = max(c.usual, q.Usual)
	}
	for _, w := range scene.Waiting {
		if in[w.QueueARN] {
			c.waiting++
			c.oldest = max(c.oldest, scene.At.Sub(w.Since))
		}
	}
	for _, w := range scene.Scheduled {
		if in[w.QueueARN] {
			c.scheduled++
		}
	}
}

// agents counts everybody whose routing profile serves any of the cell's queues, once: agents of several queues are in
// each of those, and once in the sum. After-contact work and busy slots of a queue are its own contacts.
func (s scope) agents(c *cell, scene sim.Scene, p *profile) {
	in := s.within(c, p)
	for _, agent := range scene.Agents {
		has := s.profileOf(agent)
		if p != nil && has != p || !slices.Contains(s.profiles, has) {
			continue
		}
		served := map[string]bool{} // channels
		for _, q := range in {
			if has.serves[q.ARN] {
				served[q.Channel] = true
			}
		}
		if kind := s.statusType[agent.Status]; len(served) > 0 && kind != "OFFLINE" {
			c.add(agent, kind, served)
		}
	}
}

// add counts one agent who is online and serves the cell's queues on some channels.
func (c *cell) add(agent sim.Presence, kind string, served map[string]bool) {
	c.online++
	if kind == "ROUTABLE" {
		c.staffed++
		if len(agent.Contacts) == 0 {
			c.available++
		}
		for _, slots := range agent.Slots {
			if served[slots.Channel] {
				c.freeSlots += slots.Free
			}
		}
	}
	if slices.ContainsFunc(agent.Contacts, engages) {
		c.onContact++
	}
	if slices.ContainsFunc(agent.Contacts, fails) {
		c.failing++
	}
	for _, h := range agent.Contacts {
		if engages(h) && (c.queue == "" || c.queue == h.QueueARN) && served[h.Channel] {
			c.busySlots++
			if h.State == "ENDED" {
				c.wrapping++
			}
		}
	}
}

// sorted puts the cells in the order of a metric, what cannot be computed below everything; those that are equal stay in
// the order of the directory.
func (cs cells) sorted(by sortCriterion) cells {
	value := func(c cell) float64 {
		if v := metrics[by.SortByMetric].of(c); v != nil {
			return *v
		}
		return -1
	}
	slices.SortStableFunc(cs, func(a, b cell) int {
		if by.SortOrder == "DESCENDING" {
			a, b = b, a
		}
		return cmp.Compare(value(a), value(b))
	})
	return cs
}
