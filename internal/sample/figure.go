package sample

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
)

// Figure is one of the figures that are kept of a series. The order is that of the file: new ones go to the end.
type Figure int

// The figures, by Amazon Connect's names of its current metrics.
const (
	InQueue Figure = iota
	Scheduled
	Waiting    // in queue + scheduled: the greatest sum is not the sum of the greatest
	OldestWait // whole seconds plus one; 0 where nobody waits in a queue
	Online
	Staffed
	Available
	OnContact
	NonProductive
	Error
	AfterContactWork

	figures int = iota
)

// Values are the figures of a series at a moment.
type Values [figures]int64

// Moment is what the board showed at a moment.
type Moment struct {
	At     time.Time
	Series map[string]Values // by name: a queue's ARN, OfInstance, and Whole, which is always there
}

// Whole names the series of the whole contact centre.
const Whole = ""

const instancePrefix = "instance/"

// OfInstance names the series of an instance, by its ARN or id.
func OfInstance(arn string) string { return instancePrefix + connect.InstanceKey(arn) }

// Of takes from a picture of the board what is kept of it.
func Of(s live.Snapshot) Moment {
	m := Moment{At: s.AsOf, Series: make(map[string]Values, len(s.Queues)+1)}
	m.Series[Whole] = values(s.AsOf, s.Totals.Waiting, s.Totals.OldestEnqueuedAt, s.Totals.AgentCounts)
	for key, of := range s.Instances {
		m.Series[OfInstance(key)] = values(s.AsOf, of.Totals.Waiting, of.Totals.OldestEnqueuedAt, of.Totals.AgentCounts)
	}
	for arn, q := range s.Queues {
		if arn != "" {
			m.Series[arn] = values(s.AsOf, q.Waiting, q.OldestEnqueuedAt, q.AgentCounts)
		}
	}
	return m
}

func values(at time.Time, w live.Waiting, oldest *time.Time, a live.AgentCounts) Values {
	v := Values{
		InQueue: w.InQueue, Scheduled: w.Scheduled, Waiting: w.Total,
		Online: a.AgentsOnline, Staffed: a.AgentsStaffed, Available: a.AgentsAvailable, OnContact: a.AgentsOnContact,
		NonProductive: a.AgentsNonProductive, Error: a.AgentsError, AfterContactWork: a.AfterContactWork,
	}
	if oldest != nil {
		v[OldestWait] = 1 + max(0, int64(at.Sub(*oldest)/time.Second))
	}
	return v
}
