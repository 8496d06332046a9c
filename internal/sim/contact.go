package sim

// contact is one contact segment of the model; zero moments did not happen and nil pointers are null.
type contact struct {
	site     *site
	key      uint64 // seed of everything drawn for this contact alone, such as its oddities
	id       string
	method   string
	channel  channel
	queue    *queue
	personal *user // whose own queue it is in, instead of queue
	initial  *contact
	previous *contact
	next     *contact
	parent   *contact // of a disconnect-flow contact

	customer    uint64
	reason      string
	external    string // number of the third party it was transferred to
	answered    string // AnsweringMachineDetectionStatus
	campaign    bool
	initiated   moment
	system      moment
	scheduled   moment
	delay       moment // of a callback, from initiation to enqueue
	enqueued    moment
	dequeued    moment
	connected   moment
	disconnect  moment
	wrapStart   moment
	wrapEnd     moment
	transferred moment
	third       moment // how long the external party spoke

	agent       *user
	attempts    int
	holds       int
	held        moment
	longestHold moment
	pauses      int
	paused      moment
	pausedLast  moment
	resumedLast moment

	steps []step
	moved moment     // what a later version adds to InitiationTimestamp
	final *recordDoc // the newest version

	// The rest is the simulation's own.
	phase     phase
	talk      moment // what it will take
	spell     int    // its last one in line.spells
	retries   int    // dials made before this one
	left      moment // end of the agent's conversation
	holdSince moment
	desk      *seat       // where it rings, or is
	expected  *line       // that counts it as on its way
	onConnect func(*seat) // of a consultation: the second agent is there
	onGone    func()      // of a consultation: nobody came
}

// phase is where a contact stands.
type phase uint8

const (
	inFlow phase = iota
	inQueue
	ringing
	talking
	over
)

// step is one contact event.
type step struct {
	kind stepKind
	at   moment
}

// stepKind is the type of a contact event.
type stepKind uint8

const (
	initiatedStep stepKind = iota
	systemStep
	queuedStep
	agentStep
	updatedStep
	pausedStep
	resumedStep
	disconnectedStep
	completedStep
	amdStep
)

func (k stepKind) String() string {
	return [...]string{
		"INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED", "CONNECTED_TO_AGENT", "CONTACT_DATA_UPDATED", "PAUSED", "RESUMED",
		"DISCONNECTED", "COMPLETED", "AMD_DISABLED",
	}[k]
}

func (c *contact) step(kind stepKind, at moment) { c.steps = append(c.steps, step{kind, at}) }

// finish is when nothing of the contact is left to happen.
func (c *contact) finish() moment { return max(c.disconnect, c.wrapEnd, c.initiated) }

// root is the first contact of the chain.
func (c *contact) root() *contact {
	if c.initial != nil {
		return c.initial
	}
	return c
}

// contact opens a segment now.
func (d *day) contact(method string, ch channel) *contact {
	d.born++
	key := hash(d.w.Seed, uint64(d.start), uint64(d.born))
	c := &contact{
		site: d.w.site, key: key, id: uuid(key, nameSeed("contact")), method: method, channel: ch, initiated: d.agenda.now, customer: key % 200003,
	}
	if d.odd(oddContactID, key) {
		c.id = "FakeCtr1-" + c.id[:8]
	}
	c.step(initiatedStep, c.initiated)
	d.contacts = append(d.contacts, c)
	return c
}

// follow opens a segment that continues another one.
func (d *day) follow(before *contact, method string) *contact {
	c := d.contact(method, before.channel)
	c.previous, c.initial, c.customer = before, before.root(), before.customer
	if before.next == nil && method != "MONITOR" {
		before.next = c
	}
	return c
}

// close ends a contact on the customer's side; after-contact work may follow.
func (d *day) close(c *contact, reason string) {
	c.phase = over
	c.disconnect = d.agenda.now
	c.reason = reason
	c.step(disconnectedStep, d.agenda.now)
}

// closeQuietly ends a contact that no agent has to finish.
func (d *day) closeQuietly(c *contact, reason string) {
	d.close(c, reason)
	c.step(completedStep, d.agenda.now)
}
