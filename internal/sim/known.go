package sim

import (
	"slices"
	"time"
)

// Known is a contact as Amazon Connect itself knows it, whether its record was ever delivered or not. Times that are zero did
// not come; spans are whole seconds, nil where there was none.
type Known struct {
	ID, Initial, Previous, Next string
	Channel, Method, Reason     string
	QueueARN                    string // an agent's own queue too; "" for none
	UserARN                     string // "" for none
	Customer, System            string // addresses, "" for none

	Initiated, ConnectedToSystem, Enqueued, Dequeued, Connected, Disconnected time.Time
	WrapStart, WrapEnd, Scheduled, TransferCompleted                          time.Time
	// Done is when nothing of it was left to happen, and Updated the LastUpdateTimestamp of its first record.
	Done, Updated time.Time

	Talk, Hold, Pause, Wrap, Queued *int64
}

// keptDates is how many dates are kept told: those of one day's question, and their neighbours.
const keptDates = 4

// Known lists the contacts that ended in a range, in no order. Dates that were not asked for lately are played again.
func (f *Floor) Known(from, to time.Time) []Known {
	var all []Known
	// A contact is played to its end by the date that it began on, which may be two before: tasks wait for people.
	for date := f.world.Midnight(from).AddDate(0, 0, -2); date.Before(to); date = f.world.Midnight(date.Add(30 * time.Hour)) {
		for _, k := range f.told(f.world.Midnight(date)) {
			if !k.Disconnected.Before(from) && k.Disconnected.Before(to) {
				all = append(all, k)
			}
		}
	}
	return all
}

// Find is one of the contacts of the dates that Known was asked for last.
func (f *Floor) Find(contactID string) (Known, bool) {
	f.telling.Lock()
	defer f.telling.Unlock()
	for _, date := range f.dates {
		if at := slices.IndexFunc(date.contacts, func(k Known) bool { return k.ID == contactID }); at >= 0 {
			return date.contacts[at], true
		}
	}
	return Known{}, false
}

// told is what a date brought about.
func (f *Floor) told(date time.Time) []Known {
	f.telling.Lock()
	defer f.telling.Unlock()
	if at := slices.IndexFunc(f.dates, func(d toldDate) bool { return d.date.Equal(date) }); at >= 0 {
		return f.dates[at].contacts
	}
	fresh := toldDate{date: date}
	for _, c := range f.world.tell(date, ContactRecords).day.contacts {
		fresh.contacts = append(fresh.contacts, c.known())
	}
	f.dates = append(f.dates, fresh)
	if len(f.dates) > keptDates {
		f.dates = f.dates[1:]
	}
	return fresh.contacts
}

// toldDate is a local date with its contacts.
type toldDate struct {
	date     time.Time
	contacts []Known
}

// orZero is the zero time for what did not happen.
func orZero(m moment) time.Time {
	if m == 0 {
		return time.Time{}
	}
	return m.time()
}

func (s span) known() *int64 {
	if !s.there {
		return nil
	}
	return &s.seconds
}

func (c *contact) known() Known {
	f := c.final.figures()
	k := Known{
		ID: c.id, Initial: c.final.initialID(), Previous: idOf(c.previous), Next: idOf(c.next),
		Channel: c.final.channel(), Method: c.method, Reason: c.reason,
		Initiated: orZero(c.initiated + c.final.moved), ConnectedToSystem: orZero(c.system), Enqueued: orZero(c.enqueued), Dequeued: orZero(c.dequeued),
		Connected: orZero(c.connected), Disconnected: orZero(c.disconnect), WrapStart: orZero(c.wrapStart), WrapEnd: orZero(c.wrapEnd),
		Scheduled: orZero(c.scheduled), TransferCompleted: orZero(c.transferred),
		Done: orZero(c.finish()), Updated: orZero((&teller{}).update(c)),
		Talk: f.interaction.known(), Hold: f.hold.known(), Pause: f.pause.known(), Wrap: f.wrap.known(), Queued: f.queued.known(),
	}
	switch {
	case c.personal != nil:
		k.QueueARN = c.site.agentQueue(c.personal)
	case c.queue != nil && (c.enqueued != 0 || c.method == "OUTBOUND"):
		k.QueueARN = c.queue.arn
	}
	if c.agent != nil {
		k.UserARN = c.agent.arn
	}
	if c.channel == voice {
		k.Customer, k.System = phone(c.customer), dialled(c)
	}
	return k
}
