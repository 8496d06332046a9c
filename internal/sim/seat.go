package sim

// seat is one agent on one date: the status, the contacts on the screen, and the log of every change.
type seat struct {
	user     *user
	status   int
	since    moment // start of the status
	next     int    // status asked for while busy; offline means none
	nextAt   moment
	leaving  bool // the next status is the end of the day
	loggedIn bool
	screen   []shown
	idle     moment // since when nothing is on the screen
	log      []agentEvent
	last     *snapshot
	online   [][2]moment // spans with a status other than Offline
}

// shown is a contact as the agent's screen has it.
type shown struct {
	contact   *contact
	state     agentState
	since     moment
	connected moment
}

// agentState is Contacts[].State of the agent event stream.
type agentState uint8

const (
	incoming agentState = iota
	pendingState
	connecting
	connected
	onHold
	pausedState
	missed
	rejected
	failed
	ended
)

func (s agentState) String() string {
	return [...]string{
		"INCOMING", "PENDING", "CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "MISSED", "REJECTED", "ERROR", "ENDED",
	}[s]
}

// snapshot is what an agent event shows; it never changes once made.
type snapshot struct {
	status int
	since  moment
	next   int
	nextAt moment
	screen []shown
}

// free is how many of the slots of a channel are free: none of somebody who is not routable, or has asked for another
// status.
func (s *snapshot) free(ch channel, slots int) int {
	if s.status != available || s.next != offline || len(s.screen) > 0 && s.screen[0].contact.channel != ch {
		return 0
	}
	return max(0, slots-len(s.screen))
}

// eventKind is the type of an agent event.
type eventKind uint8

const (
	login eventKind = iota
	logout
	stateChange
	heartbeat
)

func (k eventKind) String() string {
	return [...]string{"LOGIN", "LOGOUT", "STATE_CHANGE", "HEART_BEAT"}[k]
}

// agentEvent is one event of the log; a nil snapshot is null.
type agentEvent struct {
	kind     eventKind
	at       moment
	current  *snapshot
	previous *snapshot
	key      uint64
	user     *user
}

// note writes the present state to the log.
func (d *day) note(s *seat, kind eventKind) {
	now := &snapshot{status: s.status, since: s.since, next: s.next, nextAt: s.nextAt}
	if len(s.screen) > 0 {
		now.screen = append(make([]shown, 0, len(s.screen)), s.screen...)
	}
	s.log = append(s.log, agentEvent{kind: kind, at: d.agenda.now, current: now, previous: s.last, user: s.user})
	s.last = now
}

// show puts a contact on the agent's screen, or changes its state there.
func (d *day) show(s *seat, c *contact, state agentState) {
	at := s.find(c)
	if at < 0 {
		s.screen = append(s.screen, shown{contact: c, state: state, since: d.agenda.now})
		at = len(s.screen) - 1
	}
	e := &s.screen[at]
	if e.state != state {
		e.state, e.since = state, d.agenda.now
	}
	if e.connected == 0 && c.agent == s.user && c.connected != 0 && state != missed && state != rejected {
		e.connected = c.connected
	}
	d.note(s, stateChange)
}

// clear takes a contact off the screen and gives the agent what comes next.
func (d *day) clear(s *seat, c *contact) {
	at := s.find(c)
	if at < 0 {
		return
	}
	s.screen = append(s.screen[:at:at], s.screen[at+1:]...)
	if len(s.screen) == 0 {
		s.idle = d.agenda.now
		if s.next != offline || s.leaving {
			d.enter(s, s.next)
			return
		}
	}
	d.note(s, stateChange)
	d.serve(s)
}

func (s *seat) find(c *contact) int {
	for i := range s.screen {
		if s.screen[i].contact == c {
			return i
		}
	}
	return -1
}

// can tells whether the agent would be offered a contact of a channel now.
func (s *seat) can(ch channel) bool {
	if s.status != available || s.next != offline || s.leaving || !s.loggedIn || s.user.profile.slots[ch] == 0 {
		return false
	}
	for i := range s.screen {
		e := &s.screen[i]
		if e.contact.channel != ch || e.state == missed || e.state == rejected || e.state == failed {
			return false
		}
	}
	return len(s.screen) < s.user.profile.slots[ch]
}

// ask is the agent choosing a status: at once when free, else when the screen is empty.
func (d *day) ask(s *seat, status int) {
	if !s.loggedIn || s.leaving || s.next != offline && status != offline {
		return
	}
	s.leaving = status == offline
	if len(s.screen) == 0 {
		d.enter(s, status)
		return
	}
	s.next, s.nextAt = status, d.agenda.now
	if status != offline {
		d.note(s, stateChange)
	}
}

// enter changes the status now.
func (d *day) enter(s *seat, status int) {
	now := d.agenda.now
	if s.status == offline && status != offline {
		s.online = append(s.online, [2]moment{now, 0})
	}
	if s.status != offline && status == offline {
		s.online[len(s.online)-1][1] = now
	}
	s.status, s.since, s.next, s.nextAt = status, now, offline, 0
	d.note(s, stateChange)
	switch {
	case status == available:
		s.idle = now
		d.serve(s)
	case status == offline && s.leaving:
		d.agenda.after(d.dice.span(1, 25), func() { d.logout(s) })
	}
}

func (d *day) logout(s *seat) {
	s.loggedIn = false
	d.note(s, logout)
}
