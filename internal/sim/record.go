package sim

// recordDoc is one version of one contact record.
type recordDoc struct {
	c       *contact
	update  moment
	marks   marks
	version uint8  // 0 is the first; attributes differ from version to version
	moved   moment // added to InitiationTimestamp
	erased  bool   // the customer is redacted
	touch   bool   // attributes are those of the version before
}

// figures are the durations of a contact record in whole seconds. Interaction leaves hold and pause out, so that the three
// add up to the agent's part of the contact.
type figures struct {
	interaction, hold, longest, pause, wrap, queued span
}

func (r *recordDoc) figures() figures {
	var f figures
	c := r.c
	if c.connected != 0 && c.left != 0 {
		hold, paused := c.held.seconds(), c.paused.seconds()
		f.hold, f.longest = some(hold), some(c.longestHold.seconds())
		interaction := c.left.seconds() - c.connected.seconds() - hold - paused
		if r.marks.has(offByOne) && interaction > 0 {
			interaction--
		}
		f.interaction = some(max(0, interaction))
		if c.channel == task {
			f.pause = some(paused)
		}
	}
	if c.wrapStart != 0 {
		f.wrap = some(c.wrapEnd.seconds() - c.wrapStart.seconds())
	}
	if c.enqueued != 0 {
		waited := c.dequeued.seconds() - c.enqueued.seconds()
		if c.method == "CALLBACK" {
			waited += c.delay.seconds()
		}
		if r.marks.has(queueOffByOne) {
			waited++
		}
		f.queued = some(waited)
	}
	return f
}

// recordOddities are those that a contact record carries from its first version on.
var recordOddities = []oddity{
	offByOne, queueOffByOne, initialIsSelf, associationOnLone, oldRecord, shortSegment, fullSegment, recordingsNull,
	videoStream, nullSystemAddress, wordNull, caseKeys, nonStringAttribute, nullAttributes, hugeAttributes,
	unknownReason, unknownField, videoChannel,
}

// contact tells a contact: its record, the versions and copies of it, and its events.
func (t *teller) contact(c *contact) {
	if c.campaign && t.d.odd(movedInitiation, c.key) {
		c.moved = 4 * second
	}
	first := &recordDoc{c: c, update: t.update(c), marks: t.mark(c.key, recordOddities...)}
	if c.connected != 0 && c.method != "MONITOR" {
		first.marks |= t.mark(c.key, manyAttempts, noAttempts, reasonAgentHungUp)
	}
	t.told.distinct[ContactRecords]++
	at := flush(first.update + between(hash(c.key, 2), 600, 3500))
	t.versions(first, at)
	t.broken(first, at)
	if t.wanted[ContactEvents] {
		t.events(c, first.marks)
	}
}

// update is LastUpdateTimestamp: 66 to 100 s after everything is over, except for the disconnect flow, whose record is
// written 5 s before that of the call it belongs to.
func (t *teller) update(c *contact) moment {
	if c.parent != nil {
		return max(t.update(c.parent)-5*second, c.disconnect+2*second)
	}
	return c.finish() + between(hash(c.key, 3), 66000, 100000)
}

// versions delivers the first version, and whatever comes after it.
func (t *teller) versions(first *recordDoc, at moment) {
	key, last := first.c.key, first
	next := func(gap moment) *recordDoc {
		v := *last
		v.version++
		v.update += gap
		v.touch = false
		last = &v
		t.told.versions++
		return &v
	}
	firstAt := at
	if t.d.odd(redelivered, key) || first.c.moved != 0 {
		v := next(7 * second)
		v.touch, v.moved = true, first.c.moved
		again := flush(at + 8*second)
		if t.d.odd(reordered, key) {
			firstAt, again = again+10*second, at
		}
		t.deliver(ContactRecords, again, v)
	}
	t.deliver(ContactRecords, firstAt, first)
	if t.d.odd(redeliveredSame, key) {
		t.again(ContactRecords, flush(firstAt+between(hash(key, 4), 1000, 90000)), first)
	}
	if t.d.odd(lateUpdate, key) {
		v := next(between(hash(key, 5), 90, 3500) * second)
		t.deliver(ContactRecords, flush(v.update+2*second), v)
	}
	if t.d.odd(redeliveredOld, key) {
		v := next(between(hash(key, 6), 5*86400, 6*86400) * second)
		t.deliver(ContactRecords, flush(v.update+2*second), v)
		t.again(ContactRecords, flush(v.update+5*minute), v)
	}
	if t.d.odd(redacted, key) {
		v := next(2 * 86400 * second)
		v.erased = true
		t.deliver(ContactRecords, flush(v.update+2*second), v)
	}
	first.c.final = last
}

// brokenDoc is what no decoder can read: the beginning of a record, a record without its identity, or no JSON at all.
type brokenDoc struct {
	of   *recordDoc
	kind uint64
}

// broken delivers, rarely, something unreadable beside a contact record that is delivered all the same.
func (t *teller) broken(of *recordDoc, at moment) {
	h := hash(of.c.key, nameSeed("broken"))
	if chance(h) < t.d.w.Broken {
		t.deliver(ContactRecords, at, &brokenDoc{of: of, kind: hash(h) % 3})
		t.told.broken[ContactRecords]++
	}
}

func (b *brokenDoc) appendJSON(dst []byte) []byte {
	switch b.kind {
	case 0:
		whole := b.of.appendJSON(nil)
		return append(dst, whole[:len(whole)/3]...)
	case 1:
		t := text{dst}
		t.str(`{"AWSAccountId":`, b.of.c.site.account)
		t.str(`,"AWSContactTraceRecordFormatVersion":"2017-03-10","InstanceARN":`, b.of.c.site.arn)
		t.at(`,"LastUpdateTimestamp":`, b.of.update)
		t.raw(`,"InitiationMethod":"INBOUND"}`)
		return t.b
	default:
		return append(dst, "Task timed out after 3.00 seconds"...)
	}
}
