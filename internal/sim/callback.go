package sim

// requestCallback ends a waiting call with the promise to call back: a new contact, scheduled first, queued later.
func (d *day) requestCallback(c *contact) {
	d.lines[c.queue.index].remove(c, d.agenda.now)
	c.dequeued = d.agenda.now
	d.release(c)
	d.promise(c, d.dice.span(20, 160))
	d.closeQuietly(c, "CONTACT_FLOW_DISCONNECT")
}

// promise opens a callback contact that is queued after its delay.
func (d *day) promise(before *contact, delay moment) *contact {
	b := d.follow(before, "CALLBACK")
	b.queue, b.delay = d.w.queues[callbackQueue], delay
	d.expect(b, b.queue)
	d.promised = append(d.promised, b)
	d.agenda.after(delay, func() { d.enqueue(b, b.queue) })
	return b
}

// dialBack is an agent who accepted a callback: the customer is dialled, answers or not, and may be tried again.
func (d *day) dialBack(s *seat, c *contact) {
	c.phase = talking
	d.show(s, c, pendingState)
	d.agenda.after(d.dice.span(.6, 2), func() { d.show(s, c, connecting) })
	ring := d.dice.span(6, 28)
	if d.dice.yes(.77) {
		d.agenda.after(ring, func() {
			c.system = d.agenda.now
			d.agenda.after(d.dice.span(.8, 3), func() { d.connect(s, c) })
		})
		return
	}
	d.agenda.after(ring+12*second, func() {
		if c.retries < 2 && d.clock() < 22.8 {
			d.promise(c, d.dice.span(480, 720)).retries = c.retries + 1
		}
		d.closeQuietly(c, "TELECOM_UNANSWERED")
		d.clear(s, c)
	})
}

// dialOut makes an agent call customers in between, for as long as the shift lasts.
func (d *day) dialOut(s *seat, mean float64) {
	d.agenda.after(20*second+d.dice.waiting(mean), func() {
		if s.leaving {
			return
		}
		if h := d.clock(); s.can(voice) && len(s.screen) == 0 && h > 9 && h < 20.5 {
			d.outbound(s)
		}
		d.dialOut(s, mean)
	})
}

// outbound is a call that an agent places; ringing counts as interaction.
func (d *day) outbound(s *seat) {
	c := d.contact("OUTBOUND", voice)
	c.phase, c.desk = talking, s
	c.queue = d.w.queues[s.user.profile.dials]
	c.agent, c.connected = s.user, c.initiated
	c.step(agentStep, c.connected)
	d.show(s, c, connecting)
	if d.dice.yes(.62) {
		d.agenda.after(d.dice.span(5, 22), func() {
			c.system = d.agenda.now
			c.step(systemStep, c.system)
			d.show(s, c, connected)
			d.converse(s, c)
		})
		return
	}
	reason := [...]string{"TELECOM_UNANSWERED", "TELECOM_UNANSWERED", "TELECOM_BUSY", "TELECOM_TIMEOUT", "TELECOM_NUMBER_INVALID"}[d.dice.IntN(5)]
	d.agenda.after(d.dice.span(6, 38), func() { d.finish(s, c, reason) })
}
