package sim

// arrive is a customer's first step, whatever the channel of the queue.
func (d *day) arrive(q *queue) {
	switch q.channel {
	case chat:
		d.arriveByChat(q)
	case email:
		c := d.contact("INBOUND", email)
		c.system = c.initiated
		d.expect(c, q)
		d.agenda.after(d.dice.span(1, 4), func() { d.enqueue(c, q) })
	case task:
		d.arriveAsTask(q)
	default:
		d.arriveByVoice(q)
	}
}

// arriveByVoice walks through the flow: menu, self service, opening hours, queue.
func (d *day) arriveByVoice(q *queue) {
	c := d.contact("INBOUND", voice)
	c.system = c.initiated
	if d.dice.yes(.3) {
		c.step(systemStep, c.initiated)
	}
	switch luck := d.dice.Float64(); {
	case luck < .006:
		d.agenda.after(d.dice.span(15, 40), func() { d.sendAway(c) })
	case luck < q.self || !d.open(q):
		reason := "CONTACT_FLOW_DISCONNECT"
		if d.dice.yes(.45) {
			reason = "CUSTOMER_DISCONNECT"
		}
		d.agenda.after(4*second+d.dice.skewed(50, .6), func() { d.closeQuietly(c, reason) })
	default:
		d.expect(c, q)
		d.agenda.after(6*second+d.dice.skewed(22, .4), func() { d.enqueue(c, q) })
	}
}

// sendAway is the flow transferring a call to an outside number, with no agent and no queue.
func (d *day) sendAway(c *contact) {
	c.external, c.transferred = "+8216449999", d.agenda.now
	c.phase = over
	d.happened(flowTransfer)
	d.agenda.after(d.dice.span(40, 300), func() { d.closeQuietly(c, "CUSTOMER_DISCONNECT") })
}

func (d *day) arriveByChat(q *queue) {
	c := d.contact("API", chat)
	c.system = c.initiated + d.dice.span(.3, 1.5)
	c.step(systemStep, c.system)
	if d.dice.yes(q.self) {
		reason := "CUSTOMER_DISCONNECT"
		if d.dice.yes(.3) {
			reason = "IDLE_DISCONNECT"
		}
		d.agenda.after(15*second+d.dice.skewed(90, .6), func() { d.closeQuietly(c, reason) })
		return
	}
	d.expect(c, q)
	d.agenda.after(5*second+d.dice.skewed(30, .5), func() { d.enqueue(c, q) })
}

func (d *day) arriveAsTask(q *queue) {
	c := d.contact("API", task)
	wait := d.dice.span(.5, 3)
	if d.dice.yes(.2) && d.clock() < 20 {
		wait = d.dice.span(600, 3600)
		c.scheduled = c.initiated + wait
	}
	d.expect(c, q)
	d.agenda.after(wait, func() {
		c.system = d.agenda.now
		c.step(systemStep, c.system)
		d.enqueue(c, q)
	})
}

// campaignCall is one dial of an outbound campaign: an API contact that reaches an agent only if a person answers.
func (d *day) campaignCall() {
	c := d.contact("API", voice)
	c.campaign = true
	if d.dice.yes(.02) {
		c.step(amdStep, c.initiated)
	}
	ring := d.dice.span(5, 24)
	switch luck := d.dice.Float64(); {
	case luck < .42:
		c.answered = "HUMAN_ANSWERED"
		d.expect(c, d.w.queues[outboundQueue])
		d.agenda.after(ring, func() {
			c.system = d.agenda.now
			c.step(systemStep, c.system)
			d.enqueue(c, d.w.queues[outboundQueue])
		})
	case luck < .58:
		c.answered = "VOICEMAIL_BEEP"
		d.agenda.after(ring, func() { c.system = d.agenda.now })
		d.agenda.after(ring+d.dice.span(8, 25), func() { d.closeQuietly(c, "CONTACT_FLOW_DISCONNECT") })
	case luck < .64:
		c.answered = "SIT_TONE_INVALID_NUMBER"
		d.agenda.after(d.dice.span(1, 4), func() { d.closeQuietly(c, "TELECOM_NUMBER_INVALID") })
	default:
		c.answered = "AMD_UNANSWERED"
		d.agenda.after(ring+20*second, func() { d.closeQuietly(c, "TELECOM_UNANSWERED") })
	}
}

// clickToDial is a call that another system asked for: initiation method API, yet the customer hears a queue.
func (d *day) clickToDial() {
	c := d.contact("API", voice)
	d.happened(clickToDial)
	ring := d.dice.span(4, 20)
	if d.dice.yes(.22) {
		d.agenda.after(ring+25*second, func() { d.closeQuietly(c, "TELECOM_UNANSWERED") })
		return
	}
	d.expect(c, d.w.queues[generalQueue])
	d.agenda.after(ring, func() {
		c.system = d.agenda.now
		d.enqueue(c, d.w.queues[generalQueue])
	})
}
