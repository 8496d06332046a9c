package metric

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Names knows what queues, agents and routing profiles are called and ever were, over all versions of all records.
type Names struct {
	arns   map[dimensionValue][]string // what a name or id means
	newest map[dimensionValue]named    // by ARN
}

type dimensionValue struct {
	dimension Dimension
	value     string
}

type named struct {
	name string
	at   connect.Millis
}

// NewNames returns an empty index.
func NewNames() *Names {
	return &Names{arns: map[dimensionValue][]string{}, newest: map[dimensionValue]named{}}
}

// Learn takes in what a record, of any version, says.
func (n *Names) Learn(r *Row) {
	at := connect.Millis(r.Int(ColLastUpdateMS).Value)
	for _, dimension := range withARN {
		n.LearnName(dimension, r.Key(dimension), r.KeyName(dimension), at)
	}
}

// LearnEvent takes in what an agent event says, so that agents can be asked for before they had a contact.
func (n *Names) LearnEvent(e *connect.AgentEvent) {
	EachEventName(e, func(d Dimension, arn, name string) { n.LearnName(d, arn, name, e.Timestamp) })
}

// EachEventName lists what an agent event calls things now: the agent, the configuration and the queues of contacts. Its
// previous snapshot says what they were called before, which counts for nothing.
func EachEventName(e *connect.AgentEvent, say func(d Dimension, arn, name string)) {
	say(Instance, e.InstanceARN, "")
	if e.Current == nil {
		say(Agent, e.AgentARN, "")
		return
	}
	say(Agent, e.AgentARN, e.Current.Username)
	say(RoutingProfile, e.Current.RoutingProfile.ARN, e.Current.RoutingProfile.Name)
	for level, group := range e.Current.Hierarchy {
		say(hierarchyLevels[level], group.ARN, group.Name)
	}
	for i := range e.Current.Contacts {
		say(Queue, e.Current.Contacts[i].Queue.ARN, e.Current.Contacts[i].Queue.Name)
	}
}

// LearnName takes in that a record of that LastUpdateTimestamp calls the ARN so; name may be "".
func (n *Names) LearnName(d Dimension, arn, name string, at connect.Millis) {
	if arn == "" {
		return
	}
	n.means(d, arn, arn)
	n.means(d, connect.ResourceID(arn), arn)
	if name == "" {
		return
	}
	n.means(d, name, arn)
	key := dimensionValue{d, arn}
	known, ok := n.newest[key]
	if !ok || at > known.at || at == known.at && name > known.name {
		n.newest[key] = named{name, at}
	}
}

func (n *Names) means(d Dimension, value, arn string) {
	key := dimensionValue{d, value}
	if at, found := slices.BinarySearch(n.arns[key], arn); !found {
		n.arns[key] = slices.Insert(n.arns[key], at, arn)
	}
}

// Newest is the name of the newest record (LastUpdateTimestamp; of two, the greater text) that gives the ARN one, or "".
func (n *Names) Newest(d Dimension, arn string) string {
	return n.newest[dimensionValue{d, arn}].name
}

// Resolve turns a filter's values into the keys that they mean, sorted: for dimensions with ARNs (HasARN),
// every ARN that the value is, is the id of (connect.ResourceID), or ever was the name of; an unknown value means nothing. Values of other
// dimensions, and "", mean themselves.
func (n *Names) Resolve(f Filter) []string {
	var keys []string
	for _, value := range f.Values {
		if value == "" || !f.Dimension.HasARN() {
			keys = append(keys, value)
			continue
		}
		keys = append(keys, n.arns[dimensionValue{f.Dimension, value}]...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
