package sim

// line is a queue on one date: who waits, oldest first, and who serves it.
type line struct {
	queue   *queue
	waiting []*contact
	seats   []*seat
	open    int     // contacts that are in the queue or on their way into it
	spells  []spell // every wait of the date, in order of their beginnings
}

// spell is one wait of a contact: it ends when an agent is offered the contact, and another one begins if that agent
// declines.
type spell struct {
	contact  *contact
	from, to moment
}

func (l *line) insert(c *contact, now moment) {
	c.spell = len(l.spells)
	l.spells = append(l.spells, spell{contact: c, from: now})
	at := len(l.waiting)
	for at > 0 && l.waiting[at-1].enqueued > c.enqueued {
		at--
	}
	l.waiting = append(l.waiting, nil)
	copy(l.waiting[at+1:], l.waiting[at:])
	l.waiting[at] = c
}

func (l *line) remove(c *contact, now moment) {
	for i, w := range l.waiting {
		if w == c {
			l.spells[c.spell].to = now
			l.waiting = append(l.waiting[:i], l.waiting[i+1:]...)
			return
		}
	}
}

// expect counts a contact as on its way to a queue, until released.
func (d *day) expect(c *contact, q *queue) {
	if c.expected != nil {
		c.expected.open--
	}
	c.expected = d.lines[q.index]
	c.expected.open++
}

func (d *day) release(c *contact) {
	if c.expected != nil {
		c.expected.open--
		c.expected = nil
	}
}

// enqueue puts a contact into a queue, where its patience starts to run.
func (d *day) enqueue(c *contact, q *queue) {
	d.expect(c, q)
	c.queue, c.enqueued, c.phase = q, d.agenda.now, inQueue
	c.step(queuedStep, d.agenda.now)
	d.lines[q.index].insert(c, d.agenda.now)
	if q.patience > 0 && c.method != "CALLBACK" {
		d.agenda.after(d.patience(q), func() { d.abandon(c) })
		if q.channel == voice && c.method != "API" {
			d.agenda.after(d.dice.span(50, 85), func() { d.tire(c) })
		}
	}
	d.match(d.lines[q.index])
}

// patience draws how long a customer waits: a few hang up at the first announcement, most last for minutes.
func (d *day) patience(q *queue) moment {
	if d.dice.yes(.025) {
		return d.dice.span(3, 14)
	}
	return 8*second + d.dice.waiting(q.patience)
}

// tire is what the flow offers to those who have waited a minute: a call back, or another queue.
func (d *day) tire(c *contact) {
	if c.phase != inQueue {
		return
	}
	switch chosen := d.dice.Float64(); {
	case chosen < .22 && d.clock() > 7.5 && d.clock() < 22.5:
		d.requestCallback(c)
	case chosen < .30 && c.queue.index != generalQueue && c.queue.index != lostCardQueue:
		d.requeue(c, d.w.queues[generalQueue])
	}
}

// requeue moves a waiting contact to another queue, which makes a new segment of it.
func (d *day) requeue(c *contact, q *queue) {
	d.lines[c.queue.index].remove(c, d.agenda.now)
	c.dequeued, c.transferred = d.agenda.now, d.agenda.now
	d.release(c)
	b := d.follow(c, "QUEUE_TRANSFER")
	b.system = b.initiated
	d.closeQuietly(c, "CONTACT_FLOW_DISCONNECT")
	d.enqueue(b, q)
}

// abandon is the customer giving up, in the queue or while an agent's phone rings.
func (d *day) abandon(c *contact) {
	if c.phase != inQueue && c.phase != ringing {
		return
	}
	desk := c.desk
	if c.phase == inQueue && c.personal == nil {
		d.lines[c.queue.index].remove(c, d.agenda.now)
	}
	c.dequeued, c.desk = d.agenda.now, nil
	d.release(c)
	d.closeQuietly(c, "CUSTOMER_DISCONNECT")
	if desk != nil {
		d.show(desk, c, rejected)
		d.agenda.after(d.dice.span(1, 4), func() { d.clear(desk, c) })
	}
	if c.onGone != nil {
		c.onGone()
	}
}

// match offers waiting contacts of a line to whoever is free, longest idle first.
func (d *day) match(l *line) {
	for len(l.waiting) > 0 {
		s := l.free()
		if s == nil {
			return
		}
		d.offer(s, l.waiting[0])
	}
}

func (l *line) free() *seat {
	var best *seat
	for _, s := range l.seats {
		if s.can(l.queue.channel) && (best == nil || s.sooner(best)) {
			best = s
		}
	}
	return best
}

// sooner orders agents for an offer: fewest contacts, then longest idle.
func (s *seat) sooner(t *seat) bool {
	if len(s.screen) != len(t.screen) {
		return len(s.screen) < len(t.screen)
	}
	return s.idle < t.idle
}

// serve offers an agent who may have room the most urgent contact of all their queues, and again while there is room.
func (d *day) serve(s *seat) {
	for {
		var best *contact
		for _, i := range s.user.profile.queues {
			l := d.lines[i]
			if len(l.waiting) == 0 || !s.can(l.queue.channel) {
				continue
			}
			c := l.waiting[0]
			if best == nil || l.queue.urgency < best.queue.urgency ||
				l.queue.urgency == best.queue.urgency && c.enqueued < best.enqueued {
				best = c
			}
		}
		if best == nil {
			return
		}
		d.offer(s, best)
	}
}

// offer lets a contact ring at an agent, who accepts, misses or rejects it.
func (d *day) offer(s *seat, c *contact) {
	if c.personal == nil {
		d.lines[c.queue.index].remove(c, d.agenda.now)
	}
	c.attempts++
	c.phase, c.desk = ringing, s
	state, takes := connecting, d.dice.span(1.4, 6.5)
	if c.method == "CALLBACK" {
		state = incoming
	}
	luck := d.dice.Float64()
	d.show(s, c, state)
	switch {
	case luck < .024:
		d.agenda.after(20*second, func() { d.decline(s, c, missed, d.dice.span(4, 40)) })
	case luck < .034:
		d.agenda.after(takes, func() { d.decline(s, c, rejected, d.dice.span(2, 12)) })
	case luck < .035:
		d.agenda.after(takes, func() { d.decline(s, c, failed, d.dice.span(3, 20)) })
	default:
		d.agenda.after(takes, func() { d.accept(s, c) })
	}
}

// decline returns a contact to its place in the queue; the agent gets nothing new until the notice is cleared.
func (d *day) decline(s *seat, c *contact, state agentState, notice moment) {
	if c.phase != ringing || c.desk != s {
		return
	}
	c.phase, c.desk = inQueue, nil
	d.show(s, c, state)
	d.agenda.after(notice, func() { d.dismiss(s, c, state) })
	if c.personal != nil {
		d.agenda.after(5*second, func() { d.abandon(c) })
		return
	}
	d.lines[c.queue.index].insert(c, d.agenda.now)
	d.match(d.lines[c.queue.index])
}

// dismiss clears a notice, unless the same contact came back to the same agent meanwhile.
func (d *day) dismiss(s *seat, c *contact, state agentState) {
	if at := s.find(c); at >= 0 && s.screen[at].state == state {
		d.clear(s, c)
	}
}

func (d *day) accept(s *seat, c *contact) {
	if c.phase != ringing || c.desk != s {
		return
	}
	c.dequeued = d.agenda.now
	d.release(c)
	if c.method == "CALLBACK" {
		d.dialBack(s, c)
		return
	}
	d.connect(s, c)
}

// connect brings customer and agent together.
func (d *day) connect(s *seat, c *contact) {
	c.phase, c.desk = talking, s
	c.agent, c.connected = s.user, d.agenda.now
	c.step(agentStep, d.agenda.now)
	d.show(s, c, connected)
	if c.onConnect != nil {
		c.onConnect(s)
		return
	}
	d.converse(s, c)
}
