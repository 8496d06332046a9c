package store

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// IntervalKind is what an AgentInterval is an interval of.
type IntervalKind string

// The kinds of intervals, in the order in which those of one moment are listed. What each of them is, package activity
// says.
const (
	SessionInterval IntervalKind = "session" // from login to logout
	StatusInterval  IntervalKind = "status"  // one status under one routing profile and hierarchy
	StretchInterval IntervalKind = "stretch" // a time that counts as one thing: on contact, idle, non-productive, offline
	ContactInterval IntervalKind = "contact" // one contact in one state at the agent
	GapInterval     IntervalKind = "gap"     // agent events are missing
)

// IntervalKinds lists the kinds.
func IntervalKinds() []IntervalKind {
	return []IntervalKind{SessionInterval, StatusInterval, StretchInterval, ContactInterval, GapInterval}
}

// IntervalDimensions are the dimensions that AgentIntervals can be filtered by. An interval that has none of one, such as a
// session of queues, has the value "" of it.
func IntervalDimensions() []metric.Dimension {
	return []metric.Dimension{
		metric.Agent, metric.RoutingProfile, metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3,
		metric.HierarchyLevel4, metric.HierarchyLevel5, metric.Instance, metric.Queue, metric.Channel, metric.InitiationMethod,
	}
}

// AgentIntervalQuery asks for a page of what agents did when.
type AgentIntervalQuery struct {
	Scope    metric.Scope
	From, To time.Time       // half open; intervals that overlap with it are listed whole, not cut off
	Where    []metric.Filter // by IntervalDimensions
	Kinds    []IntervalKind  // none: all of them
	// Adding keeps the intervals that add to an amount within the range (AgentInterval.Adds), none of contacts whose
	// customers had gone where the amount leaves those out. It has intervals of one kind. None: all intervals.
	Adding metric.Amount
	Within metric.Windows    // of Adding: the only times that count; nil: all of the range
	Beside []metric.Question // answered from the state of the store that the page is of
	After  string            // AgentIntervalPage.Next of the page before, "" for the first
	Limit  int               // 1 to 5000
}

// MostIntervals is the greatest AgentIntervalQuery.Limit.
const MostIntervals = 5000

// AgentInterval is a stretch of an agent's time. Which fields it has depends on its kind; texts that it does not have are
// "", moments 0. An interval can have no length: a contact that was offered and gone in the same millisecond.
type AgentInterval struct {
	Kind        IntervalKind
	InstanceARN string
	AgentARN    string
	AgentName   string // newest user name
	Start, End  connect.Millis
	Open        bool // not over: End is the end of the range, or now if that is earlier

	StatusARN  string // of a status; "" after a logout, too
	StatusName string // as it was then
	StatusType string // ROUTABLE, CUSTOM, OFFLINE
	Class      string // of a stretch: on_contact, idle, non_productive, offline
	Error      bool   // of a stretch: a contact was missed, was rejected or failed, and waited to be cleared

	ContactID        connect.ContactID // of a contact
	Channel          string
	InitiationMethod string
	QueueARN         string
	QueueName        string // newest
	State            string // CONNECTING, CONNECTED, CONNECTED_ONHOLD, ENDED …
	Next             string // the state that followed; "" when the contact left the agent, or is Open

	Login  connect.Millis // of a session; 0 when no LOGIN was seen
	Logout connect.Millis // 0 when no LOGOUT was seen

	Missing            bool // of a status or contact: an event at one of its ends is missing
	RoutingProfileARN  string
	RoutingProfileName string // newest
	Hierarchy          [metric.HierarchyLevels]connect.HierarchyGroup
}

// AgentIntervalPage is one page, in order of Start, then of kind and agent; Next is "" on the last. Total counts all that
// match, whatever the page.
type AgentIntervalPage struct {
	Rows  []AgentInterval
	Next  string
	Total int64
	// Beside are the answers to AgentIntervalQuery.Beside.
	Beside [][]metric.Slice
}

// IntervalRead says what a ReadAgentIntervals is about to give: how many intervals, from which state of the store.
type IntervalRead struct {
	Intervals int64
	Projected uint64 // as in Status
}

// Asks reports whether the query is about intervals of that kind.
func (q AgentIntervalQuery) Asks(kind IntervalKind) bool {
	switch q.Adding.Source() {
	case metric.OfAgentTime:
		return kind == StretchInterval
	case metric.OfContactTime:
		return kind == ContactInterval
	default:
		return len(q.Kinds) == 0 || slices.Contains(q.Kinds, kind)
	}
}

// Times are those that count of the query's range.
func (q AgentIntervalQuery) Times() metric.Windows {
	return q.Within.Times(q.From.UnixMilli(), q.To.UnixMilli())
}

// Adds is what the interval adds to an amount over some times: milliseconds of them, or 1 where it ended in them.
func (i *AgentInterval) Adds(a metric.Amount, times metric.Windows) int64 {
	var ms, ends int64
	for _, of := range times {
		ms += max(0, min(int64(i.End), of.To)-max(int64(i.Start), of.From))
	}
	if !i.Open && times.Holds(int64(i.End)) {
		ends = 1
	}
	switch i.Kind {
	case StretchInterval:
		return a.OfStretch(&activity.Stretch{Class: activity.Class(i.Class), Error: i.Error}, ms)
	case ContactInterval:
		return a.OfContact(i.Contact(), ms, ends)
	default:
		return 0
	}
}

// Contact is an interval of a contact as package activity has it, as far as that decides what it counts as.
func (i *AgentInterval) Contact() *activity.Contact {
	return &activity.Contact{
		ContactID: i.ContactID, Channel: i.Channel, InitiationMethod: i.InitiationMethod, State: i.State, Next: i.Next,
		Start: i.Start, End: i.End, Open: i.Open,
	}
}

// Key is the interval's value of one of IntervalDimensions, "" where it has none.
func (i *AgentInterval) Key(d metric.Dimension) string {
	switch d {
	case metric.Agent:
		return i.AgentARN
	case metric.Instance:
		return i.InstanceARN
	case metric.RoutingProfile:
		return i.RoutingProfileARN
	case metric.Queue:
		return i.QueueARN
	case metric.Channel:
		return i.Channel
	case metric.InitiationMethod:
		return i.InitiationMethod
	case metric.HierarchyLevel1:
		return i.Hierarchy[0].ARN
	case metric.HierarchyLevel2:
		return i.Hierarchy[1].ARN
	case metric.HierarchyLevel3:
		return i.Hierarchy[2].ARN
	case metric.HierarchyLevel4:
		return i.Hierarchy[3].ARN
	case metric.HierarchyLevel5:
		return i.Hierarchy[4].ARN
	default:
		return ""
	}
}

// IntervalsOf lists the intervals of a timeline, as they are named in it. Stretches in which no status of the agent was known
// have no Class; they are listed only where they add to an amount.
func IntervalsOf(t *activity.Timeline) []AgentInterval {
	var all []AgentInterval
	add := func(i AgentInterval, c *activity.Configuration) {
		i.InstanceARN, i.AgentARN = t.Instance, t.Agent
		if c != nil {
			i.RoutingProfileARN, i.RoutingProfileName, i.Hierarchy = c.RoutingProfile, c.RoutingProfileName, c.Hierarchy
		}
		all = append(all, i)
	}
	for _, s := range t.Sessions {
		add(AgentInterval{Kind: SessionInterval, Start: s.Start, End: s.End, Open: s.Open, Login: s.Login, Logout: s.Logout}, nil)
	}
	for _, s := range t.Statuses {
		add(AgentInterval{
			Kind: StatusInterval, Start: s.Start, End: s.End, Open: s.Open, StatusARN: s.ARN, StatusName: s.Name,
			StatusType: s.Type, Missing: s.Gap,
		}, s.Configuration)
	}
	for _, s := range t.Stretches {
		add(AgentInterval{
			Kind: StretchInterval, Start: s.Start, End: s.End, Open: s.Open, Class: string(s.Class), Error: s.Error,
		}, s.Configuration)
	}
	for _, c := range t.Contacts {
		add(AgentInterval{
			Kind: ContactInterval, Start: c.Start, End: c.End, Open: c.Open, ContactID: c.ContactID, Channel: c.Channel,
			InitiationMethod: c.InitiationMethod, QueueARN: c.Queue.ARN, QueueName: c.Queue.Name, State: c.State, Next: c.Next,
			Missing: c.Gap,
		}, c.Configuration)
	}
	for _, g := range t.Gaps {
		add(AgentInterval{Kind: GapInterval, Start: g.Start, End: g.End}, nil)
	}
	return all
}
