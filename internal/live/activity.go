package live

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Activity is the one word for what an agent is doing.
type Activity string

// The activities, first those that come before the others where an agent does several things at once. OnHold is ours:
// Amazon Connect calls it on contact.
// Source: Amazon Connect Administrator Guide, "Real-time metrics definitions", "Agent activity".
const (
	Failing          Activity = "error"
	Missed           Activity = "missed"
	Rejected         Activity = "rejected"
	OnContact        Activity = "on_contact" // connected, paused, or being dialled
	OnHold           Activity = "on_hold"    // on contact, and every customer is on hold
	AfterContactWork Activity = "after_contact_work"
	Incoming         Activity = "incoming" // rings, or a callback is presented
	Monitoring       Activity = "monitoring"
	Custom           Activity = "custom" // a status of the centre's own, such as lunch
	Available        Activity = "available"
	Offline          Activity = "offline"
)

// precedence is the order of the activities that a contact decides.
var precedence = [...]Activity{Failing, Missed, Rejected, OnContact, OnHold, AfterContactWork, Incoming, Monitoring}

// activity is what the contact makes its agent do.
func (c agentContact) activity() Activity {
	switch {
	case c.state == "ERROR":
		return Failing
	case c.state == "MISSED":
		return Missed
	case c.state == "REJECTED":
		return Rejected
	case c.method == methodMonitor:
		return Monitoring
	case c.state == "CONNECTED_ONHOLD":
		return OnHold
	case c.state == "ENDED":
		return AfterContactWork
	case c.engages():
		return OnContact
	}
	return Incoming
}

// activity is what the agent does, and since when: the earliest beginning of a contact's state that decides it, else that
// of the status. Since is 0 when no event says it.
func (s agentState) activity() (does Activity, since connect.Millis) {
	first := len(precedence)
	for _, c := range s.contacts {
		place := slices.Index(precedence[:], c.activity())
		switch {
		case place < first:
			first, since = place, c.since
		case place == first:
			since = earlier(since, c.since)
		}
	}
	switch {
	case first < len(precedence):
		return precedence[first], since
	case s.routable():
		return Available, s.status.Start
	case s.online():
		return Custom, s.status.Start
	}
	return Offline, s.status.Start
}
