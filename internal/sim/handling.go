package sim

// converse plays what agent and customer do with each other from the moment they are connected.
func (d *day) converse(s *seat, c *contact) {
	if c.talk == 0 {
		c.talk = max(9*second, d.dice.skewed(d.usual(c)*s.user.skill, .55))
	}
	if d.dice.yes(.05) {
		at := d.agenda.now + c.talk/2
		d.agenda.at(at, func() { c.step(updatedStep, at) })
	}
	switch {
	case c.channel == voice && c.method != "OUTBOUND":
		d.callTalk(s, c)
	case c.channel == task && d.dice.yes(.18):
		d.agenda.after(c.talk/2, func() { d.pauseTask(s, c) })
	default:
		d.agenda.after(c.talk, func() { d.hangUp(s, c) })
	}
}

// usual is the mean length of a conversation of this kind, in seconds.
func (d *day) usual(c *contact) float64 {
	if c.queue == nil {
		return 200
	}
	return c.queue.talk
}

// callTalk decides what a call is going to see: a transfer, a supervisor, holds, or nothing of it.
func (d *day) callTalk(s *seat, c *contact) {
	if d.dice.yes(.012) {
		d.monitor(c)
	}
	switch luck := d.dice.Float64(); {
	case luck < .022:
		d.agenda.after(c.talk*2/3, func() { d.transferCold(s, c) })
	case luck < .046:
		d.agenda.after(c.talk/2, func() { d.transferWarm(s, c) })
	case luck < .054:
		d.agenda.after(c.talk/2, func() { d.transferToAgent(s, c) })
	case luck < .059:
		d.agenda.after(c.talk/2, func() { d.transferOut(s, c) })
	case luck < .24:
		holds := 1 + int(d.dice.Float64()*d.dice.Float64()*3.2)
		d.talkOn(s, c, holds, c.talk/moment(holds+1))
	default:
		d.agenda.after(c.talk, func() { d.hangUp(s, c) })
	}
}

// talkOn alternates parts of the conversation with holds; now and then somebody hangs up while on hold.
func (d *day) talkOn(s *seat, c *contact, holds int, part moment) {
	d.agenda.after(part, func() {
		if holds == 0 {
			d.hangUp(s, c)
			return
		}
		d.hold(s, c)
		span := 6*second + d.dice.skewed(42, .7)
		if d.dice.yes(.025) {
			d.agenda.after(span, func() {
				d.count(c)
				d.finish(s, c, "CUSTOMER_DISCONNECT")
			})
			return
		}
		d.agenda.after(span, func() {
			d.unhold(s, c)
			d.talkOn(s, c, holds-1, part)
		})
	})
}

func (d *day) hold(s *seat, c *contact) {
	c.holdSince = d.agenda.now
	d.show(s, c, onHold)
}

func (d *day) unhold(s *seat, c *contact) {
	d.count(c)
	d.show(s, c, connected)
}

// count adds the hold that ends now.
func (d *day) count(c *contact) {
	span := d.agenda.now - c.holdSince
	c.holds++
	c.held += span
	c.longestHold = max(c.longestHold, span)
}

func (d *day) pauseTask(s *seat, c *contact) {
	began := d.agenda.now
	c.step(pausedStep, began)
	d.show(s, c, pausedState)
	d.agenda.after(d.dice.span(40, 400), func() {
		c.pauses++
		c.paused += d.agenda.now - began
		c.pausedLast, c.resumedLast = began, d.agenda.now
		c.step(resumedStep, d.agenda.now)
		d.show(s, c, connected)
		d.agenda.after(c.talk/2, func() { d.hangUp(s, c) })
	})
}

// hangUp ends a conversation in the usual way of its channel.
func (d *day) hangUp(s *seat, c *contact) {
	luck := d.dice.Float64()
	reason := "CUSTOMER_DISCONNECT"
	switch {
	case c.channel == task:
		reason = "AGENT_COMPLETED"
	case c.channel == email:
		reason = "AGENT_DISCONNECT"
		if luck < .35 {
			d.reply(c)
		}
	case luck < .27:
		reason = "AGENT_DISCONNECT"
	case luck < .275 && c.channel == voice:
		reason = "TELECOM_PROBLEM"
	case luck < .29 && c.channel == chat:
		reason = ""
	}
	d.finish(s, c, reason)
}

// reply is the answer to an e-mail, which is a contact of its own.
func (d *day) reply(before *contact) {
	c := d.contact("AGENT_REPLY", email)
	c.previous, c.initial, c.customer = before, before.root(), before.customer
	c.system = c.initiated
	d.agenda.after(second, func() { d.closeQuietly(c, "") })
}

// finish ends the agent's conversation: after-contact work, if this agent does any, and then the next contact.
func (d *day) finish(s *seat, c *contact, reason string) {
	c.left = d.agenda.now
	d.close(c, reason)
	d.bendDisconnect(c)
	if c.method == "INBOUND" && c.channel == voice && c.next == nil && c.external == "" && d.dice.yes(d.surveys(c)) {
		d.survey(c)
	}
	if !d.dice.yes(s.user.tidy) {
		c.step(completedStep, c.disconnect)
		d.clear(s, c)
		return
	}
	c.wrapStart = d.agenda.now
	d.show(s, c, ended)
	d.agenda.after(2*second+d.dice.skewed(d.wrap(c)*s.user.skill, .7), func() {
		c.wrapEnd = d.agenda.now
		c.step(completedStep, max(c.wrapEnd, c.disconnect))
		d.clear(s, c)
	})
}

func (d *day) wrap(c *contact) float64 {
	if c.queue == nil {
		return 30
	}
	return c.queue.wrap
}

// surveys is the share of calls that go on into the satisfaction survey.
func (d *day) surveys(c *contact) float64 {
	if c.queue != nil && (c.queue.index == generalQueue || c.queue.index == deliveryQueue) {
		return .09
	}
	return 0
}

// survey is a disconnect flow: after the agent has gone the customer stays, as a second contact.
func (d *day) survey(c *contact) {
	b := d.follow(c, "DISCONNECT")
	b.parent, b.system = c, b.initiated
	d.happened(disconnectContact)
	if d.odd(disconnectReasonOther, c.key) {
		c.reason = "OTHER"
		c.disconnect += 15 * second
	}
	d.agenda.after(d.dice.span(9, 38), func() { d.closeQuietly(b, "CONTACT_FLOW_DISCONNECT") })
}

// bendDisconnect moves DisconnectTimestamp before the agent's end, as some real records have it.
func (d *day) bendDisconnect(c *contact) {
	if c.left-c.connected-c.held > 60*second && c.holds == 0 && d.odd(earlyDisconnect, c.key) {
		c.disconnect -= 24 * second
	}
}
