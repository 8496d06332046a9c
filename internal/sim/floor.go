package sim

import (
	"slices"
	"sort"
	"sync"
	"time"
)

// Floor shows a world at any moment, from the model itself: which of it was delivered, when, and how distorted, plays no
// part. It may be used by many goroutines at once.
type Floor struct {
	world *World

	mu   sync.Mutex // guards days
	days []*day     // those around the moment that was asked for last

	telling sync.Mutex // guards dates
	dates   []toldDate // those asked for last by Known, the oldest question first
}

// Floor opens the view of the world's present. It plays the dates again that are asked for, one after another.
func (w *World) Floor() *Floor { return &Floor{world: w} }

// Directory lists what the instance has configured.
func (f *Floor) Directory() Directory { return f.world.Directory() }

// Scene is the floor at one moment; what happens at that very moment has happened.
type Scene struct {
	At time.Time
	// Waiting are the contacts in the standard queues that no agent is being offered, by queue, longest wait first. Those
	// that were handed to one agent are in that agent's own queue, and not here.
	Waiting []Waiting
	// Scheduled are the callbacks in their initial delay, oldest first.
	Scheduled []Waiting
	// Agents are those who have logged in on the date of the moment or the one before, offline ones included.
	Agents []Presence
}

// Waiting is a contact that waits. Since is when it entered the queue, whoever declined it meanwhile; of a scheduled
// callback it is when the callback was asked for.
type Waiting struct {
	ContactID, QueueARN, Channel string
	Since                        time.Time
}

// Presence is one agent.
type Presence struct {
	UserARN  string
	Status   string // ARN
	Since    time.Time
	Next     string // ARN of the status asked for, "" for none
	LoggedIn bool
	Slots    []Slots
	Contacts []Handled
}

// Slots is how many contacts of a channel an agent can take, and how many more.
type Slots struct {
	Channel    string
	Most, Free int
}

// Handled is a contact on an agent's screen. State is spelt as in the agent event stream; a time that is zero has not come.
type Handled struct {
	ContactID, Channel, Method, State string
	QueueARN                          string // "" for none
	Since                             time.Time
	Connected                         time.Time
}

// At is the scene at a moment. The first question about a date plays it, which takes as long as for deliveries; after that
// a scene costs no more than a look at each wait and each agent of the date.
func (f *Floor) At(t time.Time) Scene {
	now, scene := momentOf(t), Scene{At: t}
	latest := map[*user]*agentEvent{}
	for _, d := range f.around(t) {
		scene.Waiting = append(scene.Waiting, d.waiting(now)...)
		scene.Scheduled = append(scene.Scheduled, d.scheduled(now)...)
		for _, s := range d.seats {
			if e := s.lastAt(now); e != nil && (latest[s.user] == nil || e.at >= latest[s.user].at) {
				latest[s.user] = e
			}
		}
	}
	for _, u := range f.world.everybody() {
		if e := latest[u]; e != nil {
			scene.Agents = append(scene.Agents, e.presence())
		}
	}
	return scene
}

// around is the dates that can still, or already, have to do with a moment: its own, the one before, whose contacts are
// played to their end, and the one after, whose night crew logs in early.
func (f *Floor) around(t time.Time) []*day {
	today := f.world.Midnight(t)
	dates := []time.Time{f.world.Midnight(today.Add(-time.Hour)), today}
	if next := f.world.Midnight(t.Add(prelude)); next.After(today) {
		dates = append(dates, next)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	days := make([]*day, len(dates))
	for i, date := range dates {
		if at := slices.IndexFunc(f.days, func(d *day) bool { return d.date.Equal(date) }); at >= 0 {
			days[i] = f.days[at]
		} else {
			days[i] = f.world.play(date)
		}
	}
	f.days = days
	return days
}

func (d *day) waiting(now moment) []Waiting {
	var all []Waiting
	for _, l := range d.lines {
		begun := sort.Search(len(l.spells), func(i int) bool { return l.spells[i].from > now })
		first := len(all)
		for _, s := range l.spells[:begun] {
			if s.to == 0 || s.to > now {
				all = append(all, s.contact.waits(s.contact.enqueued))
			}
		}
		slices.SortStableFunc(all[first:], func(a, b Waiting) int { return a.Since.Compare(b.Since) })
	}
	return all
}

func (d *day) scheduled(now moment) []Waiting {
	var all []Waiting
	for _, c := range d.promised {
		if c.initiated <= now && now < c.enqueued {
			all = append(all, c.waits(c.initiated))
		}
	}
	return all
}

func (c *contact) waits(since moment) Waiting {
	return Waiting{ContactID: c.id, QueueARN: c.queue.arn, Channel: c.channel.String(), Since: since.time()}
}

// lastAt is the newest event of the agent's log at a moment, nil before the first.
func (s *seat) lastAt(now moment) *agentEvent {
	after := sort.Search(len(s.log), func(i int) bool { return s.log[i].at > now })
	if after == 0 {
		return nil
	}
	return &s.log[after-1]
}

// presence is the agent after an event.
func (e *agentEvent) presence() Presence {
	s := e.current
	p := Presence{UserARN: e.user.arn, Status: e.user.site.statuses[s.status].arn, Since: s.since.time(), LoggedIn: e.kind != logout}
	if s.next != offline {
		p.Next = e.user.site.statuses[s.next].arn
	}
	for ch, most := range e.user.profile.slots {
		if most > 0 {
			p.Slots = append(p.Slots, Slots{Channel: channel(ch).String(), Most: most, Free: s.free(channel(ch), most)})
		}
	}
	for i := range s.screen {
		p.Contacts = append(p.Contacts, s.screen[i].handled())
	}
	return p
}

func (s *shown) handled() Handled {
	c := s.contact
	h := Handled{
		ContactID: c.id, Channel: c.channel.String(), Method: c.method, State: s.state.String(), Since: s.since.time(),
	}
	switch {
	case c.personal != nil:
		h.QueueARN = c.site.agentQueue(c.personal)
	case c.queue != nil:
		h.QueueARN = c.queue.arn
	}
	if s.connected != 0 {
		h.Connected = s.connected.time()
	}
	return h
}
