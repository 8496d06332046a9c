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

// LearnEvent takes in the instance of an agent event, so that an instance without contacts can be asked for too.
func (n *Names) LearnEvent(e *connect.AgentEvent) {
	n.LearnName(Instance, e.InstanceARN, "", e.Timestamp)
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
