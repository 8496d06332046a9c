package directory

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// Kind is what sort of thing has a name.
type Kind string

// The kinds, in the order in which they are asked for: what the live board needs first comes first.
const (
	Queues          Kind = "queue"
	AgentStatuses   Kind = "agent_status"
	RoutingProfiles Kind = "routing_profile"
	Users           Kind = "user"
	HierarchyGroups Kind = "hierarchy_group"
	Instances       Kind = "instance"
)

// Kinds lists them all, in that order.
func Kinds() []Kind {
	return []Kind{Queues, AgentStatuses, RoutingProfiles, Users, HierarchyGroups, Instances}
}

// recordedAs are the dimensions whose values are things of a kind.
var recordedAs = map[Kind][]metric.Dimension{
	Queues:          {metric.Queue},
	Users:           {metric.Agent},
	RoutingProfiles: {metric.RoutingProfile},
	Instances:       {metric.Instance},
	HierarchyGroups: {
		metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3, metric.HierarchyLevel4, metric.HierarchyLevel5,
	},
}

// Dimensions are those whose values are things of the kind; none where records do not tell of them. Of an instance they tell
// no name.
func (k Kind) Dimensions() []metric.Dimension { return recordedAs[k] }

// Entry is one thing as its instance has it now, or had it last. What its kind does not have is empty.
type Entry struct {
	ARN      string
	Instance string // ARN
	Kind     Kind
	Called

	RoutingProfile string   // ARN; of a user
	Group          string   // ARN; of a user, the lowest group
	Type           string   // of an agent status: ROUTABLE, CUSTOM or OFFLINE
	Queues         []string // ARNs, sorted; of a routing profile, those that it serves
	Path           []string // ARNs; of a hierarchy group, level 1 first and itself last

	Since  time.Time // when it was first listed, or recorded, under this name
	Gone   time.Time // when it was first missing; zero while it is there
	Former []Former  // what it was called before, oldest first

	Recorded bool // it is known from contact records and agent events alone
}

// Called is what a thing is called.
type Called struct {
	Name        string // of a user, the login; of an instance, the alias
	First, Last string // of a user
}

// Former is what a thing was called from one moment to another.
type Former struct {
	Called
	From, To time.Time
}

// alike reports whether two entries say the same, since when aside.
func (e *Entry) alike(other *Entry) bool {
	return e.Called == other.Called && e.RoutingProfile == other.RoutingProfile && e.Group == other.Group && e.Type == other.Type &&
		slices.Equal(e.Queues, other.Queues) && slices.Equal(e.Path, other.Path) && e.Gone.Equal(other.Gone)
}

// succeed is the entry that follows on known, which may be nil, now that it is listed again.
func (e Entry) succeed(known *Entry, at time.Time) Entry {
	e.Since = at
	if known == nil {
		return e
	}
	e.Former = known.Former
	switch until := known.Gone; {
	case !until.IsZero():
		e.Former = append(slices.Clip(e.Former), Former{known.Called, known.Since, until})
	case e.Called != known.Called:
		e.Former = append(slices.Clip(e.Former), Former{known.Called, known.Since, at})
	default:
		e.Since = known.Since
	}
	return e
}
