package metric

import (
	"strings"

	"github.com/ringside/ringside/internal/activity"
)

// Amount is what a measure of time spent adds up: milliseconds, or a number of offers.
type Amount uint8

// The amounts. Those of agents' time are activity.AgentTime's, the others activity.ContactTime's.
const (
	NoAmount Amount = iota
	AmountOnline
	AmountOnContact
	AmountIdle
	AmountNonProductive
	AmountError
	AmountRoutable // on contact and idle
	AmountHandling
	AmountTalk
	AmountHold
	AmountPause
	AmountACW
	AmountConnecting
	AmountConnectings // connectings that ended
	AmountOffered
	AmountAccepted
	AmountNonResponse
	AmountNonResponseWithoutAbandon
	amountCount
)

var amounts = [amountCount]struct {
	name string
	of   func(*activity.AgentTime) int64
	at   func(*activity.ContactTime) int64
}{
	AmountOnline:        {name: "online_ms", of: func(t *activity.AgentTime) int64 { return t.Online }},
	AmountOnContact:     {name: "on_contact_ms", of: func(t *activity.AgentTime) int64 { return t.OnContact }},
	AmountIdle:          {name: "idle_ms", of: func(t *activity.AgentTime) int64 { return t.Idle }},
	AmountNonProductive: {name: "non_productive_ms", of: func(t *activity.AgentTime) int64 { return t.NonProductive }},
	AmountError:         {name: "error_ms", of: func(t *activity.AgentTime) int64 { return t.Error }},
	AmountRoutable:      {name: "routable_ms", of: func(t *activity.AgentTime) int64 { return t.OnContact + t.Idle }},

	AmountHandling:    {name: "handling_ms", at: func(t *activity.ContactTime) int64 { return t.Handling }},
	AmountTalk:        {name: "talk_ms", at: func(t *activity.ContactTime) int64 { return t.Talk }},
	AmountHold:        {name: "hold_ms", at: func(t *activity.ContactTime) int64 { return t.Hold }},
	AmountPause:       {name: "pause_ms", at: func(t *activity.ContactTime) int64 { return t.Pause }},
	AmountACW:         {name: "acw_ms", at: func(t *activity.ContactTime) int64 { return t.ACW }},
	AmountConnecting:  {name: "connecting_ms", at: func(t *activity.ContactTime) int64 { return t.Connecting }},
	AmountConnectings: {name: "connectings", at: func(t *activity.ContactTime) int64 { return t.Connectings }},
	AmountOffered:     {name: "offers", at: func(t *activity.ContactTime) int64 { return t.Offered }},
	AmountAccepted:    {name: "offers_accepted", at: func(t *activity.ContactTime) int64 { return t.Accepted }},
	AmountNonResponse: {name: "non_responses", at: func(t *activity.ContactTime) int64 { return t.NonResponse }},
	AmountNonResponseWithoutAbandon: {
		name: "non_responses_without_customer_abandons",
		at:   func(t *activity.ContactTime) int64 { return t.NonResponseWithoutCustomerAbandon },
	},
}

// Name is the name of a measure of the amount; those in milliseconds end in _ms.
func (a Amount) Name() string { return amounts[a].name }

// Amounts lists the amounts of a source, none of contact records.
func (s Source) Amounts() []Amount {
	var all []Amount
	for a := NoAmount + 1; a < amountCount; a++ {
		if a.Source() == s {
			all = append(all, a)
		}
	}
	return all
}

// Source is what the amount is of; contact records for none.
func (a Amount) Source() Source {
	switch {
	case a >= amountCount || amounts[a].of == nil && amounts[a].at == nil:
		return OfContacts
	case amounts[a].of != nil:
		return OfAgentTime
	default:
		return OfContactTime
	}
}

// Millis reports whether the amount is a time; else it is a number of intervals that ended.
func (a Amount) Millis() bool { return strings.HasSuffix(a.Name(), "_ms") }

// OfStretch is what milliseconds of a stretch add to the amount.
func (a Amount) OfStretch(s *activity.Stretch, ms int64) int64 {
	if a.Source() != OfAgentTime {
		return 0
	}
	var t activity.AgentTime
	t.Spend(s, ms)
	return amounts[a].of(&t)
}

// OfContact is what milliseconds and ends of a contact's interval add to the amount, as long as no customer had gone.
func (a Amount) OfContact(c *activity.Contact, ms, ends int64) int64 {
	if a.Source() != OfContactTime {
		return 0
	}
	var t activity.ContactTime
	t.Spend(c, ms)
	t.End(c, ends, 0)
	return amounts[a].at(&t)
}

// SpentOf measures an amount.
func SpentOf(a Amount) Measure { return Measure{Name: a.Name(), Aggregate: Spent, Amount: a} }

// Sums is the time of a bucket and group, of either source.
type Sums struct {
	Agents   activity.AgentTime
	Contacts activity.ContactTime
}

// Add adds up.
func (s *Sums) Add(o *Sums) {
	s.Agents.Add(o.Agents)
	s.Contacts.Add(o.Contacts)
}

// Values are the amounts that the measures ask for, and whether any of them is more than nothing.
func (s *Sums) Values(measures []Measure) (values []Int, some bool) {
	for _, m := range measures {
		var n int64
		switch a := amounts[m.Amount]; {
		case a.of != nil:
			n = a.of(&s.Agents)
		case a.at != nil:
			n = a.at(&s.Contacts)
		}
		some = some || n != 0
		values = append(values, Int{Value: n, Valid: true})
	}
	return values, some
}
