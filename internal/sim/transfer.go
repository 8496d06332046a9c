package sim

// target chooses the queue a call is transferred to: another one that is open and staffed, else 일반 문의.
func (d *day) target(c *contact) *queue {
	candidates := [...]int{technicalQueue, returnsQueue, cardQueue, deliveryQueue, vipQueue, lostCardQueue}
	first := d.dice.IntN(len(candidates))
	for i := range candidates {
		q := d.w.queues[candidates[(first+i)%len(candidates)]]
		if q != c.queue && d.open(q) && d.staffed(q) {
			return q
		}
	}
	return d.w.queues[generalQueue]
}

func (d *day) staffed(q *queue) bool {
	for _, s := range d.lines[q.index].seats {
		if s.loggedIn && s.status == available && !s.leaving {
			return true
		}
	}
	return false
}

// transferCold hands a call to another queue and leaves: TransferCompletedTimestamp tells it.
func (d *day) transferCold(s *seat, c *contact) {
	c.transferred = d.agenda.now
	b := d.follow(c, "TRANSFER")
	b.system = b.initiated
	d.enqueue(b, d.target(c))
	d.finish(s, c, "AGENT_DISCONNECT")
}

// transferWarm keeps the first agent on the line until the second one knows the case; in a conference all three talk.
// TransferCompletedTimestamp stays null.
func (d *day) transferWarm(s *seat, c *contact) {
	q := d.target(c)
	if d.lines[q.index].free() == nil {
		d.transferCold(s, c)
		return
	}
	d.hold(s, c)
	b := d.follow(c, "TRANSFER")
	b.system = b.initiated
	b.onConnect = func(second *seat) {
		d.converse(second, b)
		d.agenda.after(d.dice.span(12, 55), func() { d.handOver(s, c) })
	}
	b.onGone = func() {
		d.unhold(s, c)
		d.agenda.after(d.dice.span(15, 60), func() { d.hangUp(s, c) })
	}
	d.enqueue(b, q)
}

// handOver ends a consultation: the first agent leaves at once, or after a talk of three.
func (d *day) handOver(s *seat, c *contact) {
	if !d.dice.yes(.4) {
		d.count(c)
		d.finish(s, c, "AGENT_DISCONNECT")
		return
	}
	d.unhold(s, c)
	d.agenda.after(d.dice.span(20, 90), func() { d.finish(s, c, "AGENT_DISCONNECT") })
}

// transferToAgent rings one particular agent, by way of that agent's own queue.
func (d *day) transferToAgent(s *seat, c *contact) {
	var other *seat
	for _, t := range d.seats {
		if t != s && t.can(voice) && t.user.team != nil && (other == nil || t.sooner(other)) {
			other = t
		}
	}
	if other == nil {
		d.transferCold(s, c)
		return
	}
	c.transferred = d.agenda.now
	b := d.follow(c, "TRANSFER")
	b.system, b.enqueued, b.personal = b.initiated, b.initiated, other.user
	b.step(queuedStep, b.enqueued)
	d.happened(agentQueue)
	d.offer(other, b)
	d.agenda.after(60*second, func() { d.abandon(b) })
	d.finish(s, c, "AGENT_DISCONNECT")
}

// transferOut connects the customer with somebody outside and leaves; the customer's own line lasts much longer than
// the agent's part, and the third party may be a contact of its own.
func (d *day) transferOut(s *seat, c *contact) {
	c.external, c.transferred = "+8216617777", d.agenda.now
	c.third = d.dice.span(240, 1200)
	d.happened(lateDisconnect)
	if d.dice.yes(.5) {
		e := d.follow(c, "EXTERNAL_OUTBOUND")
		e.system = e.initiated + d.dice.span(3, 9)
		d.agenda.after(c.third, func() { d.closeQuietly(e, "CUSTOMER_DISCONNECT") })
	}
	d.finish(s, c, "CUSTOMER_DISCONNECT")
	c.disconnect += c.third
}

// monitor lets a supervisor who is not listening elsewhere listen to a call.
func (d *day) monitor(c *contact) {
	for _, u := range d.w.supervisors {
		if d.supervised[u] > d.agenda.now || d.dice.yes(.5) {
			continue
		}
		m := d.follow(c, "MONITOR")
		m.system, m.agent, m.connected = m.initiated, u, m.initiated
		m.step(agentStep, m.initiated)
		span := max(5*second, c.talk*2/5)
		d.supervised[u] = d.agenda.now + span
		d.agenda.after(span, func() {
			m.left = d.agenda.now
			d.closeQuietly(m, "AGENT_DISCONNECT")
		})
		return
	}
}
