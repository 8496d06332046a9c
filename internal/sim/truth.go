package sim

import (
	"sort"
	"time"
)

// Truth is what the figures of a stretch of dates must be, counted from the model and not from what was written: the
// yardstick for everything that reads the files. Days are named in each zone; a contact belongs to the day of its
// initiation.
type Truth struct {
	Seed        uint64                `json:"seed"`
	AgentsHired int                   `json:"agents_hired"`
	InstanceARN string                `json:"instance_arn"`
	From        string                `json:"from"` // first date
	To          string                `json:"to"`   // date after the last
	QueueNames  map[string]string     `json:"queue_names"`
	Deliveries  map[string]DoorTruth  `json:"deliveries"`
	LostEvents  int                   `json:"lost_contact_events"` // never delivered
	Oddities    map[string]int        `json:"oddities"`
	Zones       map[string]*ZoneTruth `json:"zones"`
}

// DoorTruth counts the lines of one file. Deliveries is the sum of the others.
type DoorTruth struct {
	Deliveries      int `json:"deliveries"`
	Distinct        int `json:"distinct"`         // contacts, or events
	LaterVersions   int `json:"later_versions"`   // of contact records, wherever in the order they came
	ExactDuplicates int `json:"exact_duplicates"` // byte for byte delivered before
	Broken          int `json:"broken"`           // for quarantine
}

// ZoneTruth has the figures of one time zone. Days lists every day that anything falls on, the last hours before From and
// the first after To included; Range covers From to To only, and All everything.
type ZoneTruth struct {
	Days  []DayTruth `json:"days"`
	Range DayTruth   `json:"range"`
	All   DayTruth   `json:"all"`

	days map[string]*tally
}

// DayTruth has the figures of one day. After-contact work and call duration leave InitiationMethod OUTBOUND out; their
// two means are ACWSeconds over ACWContacts (a connected contact without such work counts as 0), and over ACWRecorded.
type DayTruth struct {
	Day             string         `json:"day,omitempty"`
	Calls           int            `json:"calls"`
	ACWSeconds      int64          `json:"acw_seconds"`
	ACWContacts     int            `json:"acw_contacts"`
	ACWRecorded     int            `json:"acw_recorded_contacts"`
	TalkSeconds     int64          `json:"talk_seconds"`
	TalkContacts    int            `json:"talk_contacts"`
	Queued          int            `json:"queued"`
	Handled         int            `json:"handled"`
	Abandoned       int            `json:"abandoned"`
	AgentsConnected int            `json:"agents_connected"` // to a contact, MONITOR aside
	AgentsOnline    int            `json:"agents_online"`    // by agent events
	Agents          int            `json:"agents"`           // either
	CallsByQueue    map[string]int `json:"calls_by_queue"`   // by ARN; "" has none
}

// tally is a DayTruth in the making.
type tally struct {
	DayTruth
	connected, online map[*user]bool
}

func newTally(day string) *tally {
	return &tally{DayTruth: DayTruth{Day: day, CallsByQueue: map[string]int{}}, connected: map[*user]bool{}, online: map[*user]bool{}}
}

// counter adds days up to a Truth.
type counter struct {
	truth Truth
	zones map[string]*time.Location
}

func (w *World) newCounter(from, to time.Time) *counter {
	c := &counter{
		truth: Truth{
			Seed: w.Seed, AgentsHired: w.Agents, InstanceARN: w.site.arn, QueueNames: w.QueueNames(),
			From: from.Format(time.DateOnly), To: to.Format(time.DateOnly),
			Deliveries: map[string]DoorTruth{}, Oddities: map[string]int{}, Zones: map[string]*ZoneTruth{},
		},
		zones: map[string]*time.Location{w.Zone.String(): w.Zone, "UTC": time.UTC},
	}
	for name := range c.zones {
		c.truth.Zones[name] = &ZoneTruth{days: map[string]*tally{}}
	}
	return c
}

// add counts one date.
func (c *counter) add(d Day) {
	for door := range d.told.deliveries {
		t := c.truth.Deliveries[Door(door).String()]
		t.Deliveries += d.told.deliveries[door]
		t.Distinct += d.told.distinct[door]
		t.ExactDuplicates += d.told.same[door]
		t.Broken += d.told.broken[door]
		if Door(door) == ContactRecords {
			t.LaterVersions += d.told.versions
		}
		c.truth.Deliveries[Door(door).String()] = t
	}
	c.truth.LostEvents += d.told.lost
	for name, n := range d.Oddities() {
		c.truth.Oddities[name] += n
	}
	for name, zone := range c.zones {
		z := c.truth.Zones[name]
		for _, contact := range d.day.contacts {
			z.on((contact.initiated + contact.final.moved).time().In(zone)).contact(contact)
		}
		for _, s := range d.day.seats {
			z.presence(zone, s)
		}
	}
}

// on finds the tally of the day that a moment, in its zone, falls on.
func (z *ZoneTruth) on(at time.Time) *tally {
	day := at.Format(time.DateOnly)
	if z.days[day] == nil {
		z.days[day] = newTally(day)
	}
	return z.days[day]
}

func (t *tally) contact(c *contact) {
	f := c.final.figures()
	t.Calls++
	queue := ""
	switch {
	case c.personal != nil:
		queue = c.site.agentQueue(c.personal)
	case c.queue != nil && (c.enqueued != 0 || c.method == "OUTBOUND"):
		queue = c.queue.arn
	}
	t.CallsByQueue[queue]++
	if c.enqueued != 0 {
		t.Queued++
	}
	if c.connected != 0 {
		t.Handled++
	} else if c.enqueued != 0 && c.next == nil && c.transferred == 0 {
		t.Abandoned++
	}
	if c.connected != 0 && c.method != "MONITOR" {
		t.connected[c.agent] = true
	}
	if c.method == "OUTBOUND" {
		return
	}
	if f.wrap.there || c.connected != 0 {
		t.ACWContacts++
		t.ACWSeconds += f.wrap.seconds
	}
	if f.wrap.there {
		t.ACWRecorded++
	}
	if f.interaction.there && c.connected != 0 {
		t.TalkContacts++
		t.TalkSeconds += f.interaction.seconds
	}
}

// presence counts an agent on every day that a span online touches.
func (z *ZoneTruth) presence(zone *time.Location, s *seat) {
	for _, span := range s.online {
		at, end := span[0].time().In(zone), span[1].time()
		for at.Before(end) {
			z.on(at).online[s.user] = true
			year, month, day := at.Date()
			at = time.Date(year, month, day+1, 0, 0, 0, 0, zone)
		}
	}
}

// finish sums up.
func (c *counter) finish() Truth {
	for _, z := range c.truth.Zones {
		days := make([]string, 0, len(z.days))
		for day := range z.days {
			days = append(days, day)
		}
		sort.Strings(days)
		within, all := newTally(""), newTally("")
		for _, day := range days {
			t := z.days[day]
			all.merge(t)
			if day >= c.truth.From && day < c.truth.To {
				within.merge(t)
			}
			z.Days = append(z.Days, t.sum())
		}
		z.Range, z.All = within.sum(), all.sum()
	}
	return c.truth
}

func (t *tally) merge(o *tally) {
	t.Calls += o.Calls
	t.ACWSeconds += o.ACWSeconds
	t.ACWContacts += o.ACWContacts
	t.ACWRecorded += o.ACWRecorded
	t.TalkSeconds += o.TalkSeconds
	t.TalkContacts += o.TalkContacts
	t.Queued += o.Queued
	t.Handled += o.Handled
	t.Abandoned += o.Abandoned
	for queue, n := range o.CallsByQueue {
		t.CallsByQueue[queue] += n
	}
	for u := range o.connected {
		t.connected[u] = true
	}
	for u := range o.online {
		t.online[u] = true
	}
}

func (t *tally) sum() DayTruth {
	t.AgentsConnected, t.AgentsOnline, t.Agents = len(t.connected), len(t.online), len(t.online)
	for u := range t.connected {
		if !t.online[u] {
			t.Agents++
		}
	}
	return t.DayTruth
}
