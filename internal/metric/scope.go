package metric

import (
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// Scope is what the asker may see. Its zero value sees nothing. It is limited by any of ScopeDimensions; what is seen fits every
// limit. A contact without a queue is of no queue, so that who is limited to queues does not see it, and so on. Scopes that see
// the same compare equal.
type Scope struct {
	something bool
	limits    [scopeLimits]string // by place in scopeDimensions: "" for no limit, else sorted keys, each between line breaks
}

// scopeLimits is how many dimensions limit scopes.
const scopeLimits = 3 + HierarchyLevels

var scopeDimensions = [scopeLimits]Dimension{
	Instance, Queue, Agent, HierarchyLevel1, HierarchyLevel2, HierarchyLevel3, HierarchyLevel4, HierarchyLevel5,
}

// ScopeDimensions lists what scopes are limited by. Instances are told by connect.InstanceKey, everything else by ARN.
func ScopeDimensions() []Dimension { return slices.Clone(scopeDimensions[:]) }

// Everything is the scope of someone who may see all contacts.
func Everything() Scope { return Scope{something: true} }

// SeesEverything reports whether nothing is hidden from the asker.
func (s Scope) SeesEverything() bool { return s == Everything() }

// SeesInstance reports whether an instance, by the ARN of it or of anything in it, or by its id, is not hidden.
func (s Scope) SeesInstance(arn string) bool { return s.Sees(Instance, connect.InstanceKey(arn)) }

// Sees reports whether a limit lets a key pass; dimensions that do not limit let every key pass.
func (s Scope) Sees(d Dimension, key string) bool {
	if !s.something {
		return false
	}
	at := slices.Index(scopeDimensions[:], d)
	return at < 0 || s.limits[at] == "" || strings.Contains(s.limits[at], "\n"+key+"\n")
}

// SeesRow reports whether a contact is not hidden.
func (s Scope) SeesRow(r *Row) bool {
	if !s.SeesInstance(r.InstanceARN) {
		return false
	}
	for _, d := range scopeDimensions[1:] {
		if !s.Sees(d, r.Key(d)) {
			return false
		}
	}
	return true
}

// Limits reports whether the scope is limited by a dimension, as one that sees nothing is by all.
func (s Scope) Limits(d Dimension) bool {
	at := slices.Index(scopeDimensions[:], d)
	return at >= 0 && (!s.something || s.limits[at] != "")
}

// LimitsAgents reports whether not all agents of the scope's instances are seen: a waiting contact, which has none, is then hidden.
func (s Scope) LimitsAgents() bool {
	return s.Limits(Agent) || slices.ContainsFunc(hierarchyLevels, s.Limits)
}

// OfInstances reports whether nothing of the instances that are seen is hidden.
func (s Scope) OfInstances() bool { return s == s.instances() }

// instances is the scope without its other limits.
func (s Scope) instances() Scope {
	return Scope{something: s.something, limits: [scopeLimits]string{s.limits[0]}}
}

// Within leaves of the scope what belongs to these instances, by ARN or id; nothing where there are none.
func (s Scope) Within(instances []string) Scope {
	keys := make([]string, len(instances))
	for i, instance := range instances {
		keys[i] = connect.InstanceKey(instance)
	}
	return s.Limit(Instance, keys)
}

// Limit leaves of the scope what has one of these keys; nothing where there are none, or where the dimension is not one of
// ScopeDimensions.
func (s Scope) Limit(d Dimension, keys []string) Scope {
	at := slices.Index(scopeDimensions[:], d)
	var seen []string
	for _, key := range keys {
		if key != "" && !strings.Contains(key, "\n") && s.Sees(d, key) {
			seen = append(seen, key)
		}
	}
	if at < 0 || len(seen) == 0 {
		return Scope{}
	}
	slices.Sort(seen)
	s.limits[at] = "\n" + strings.Join(slices.Compact(seen), "\n") + "\n"
	return s
}

// filters are the limits as filters, but for that of instances: those have no names of their own in records.
func (s Scope) filters() []Filter {
	var filters []Filter
	for at, d := range scopeDimensions {
		if d != Instance && s.limits[at] != "" {
			filters = append(filters, Filter{Dimension: d, Values: strings.Split(strings.Trim(s.limits[at], "\n"), "\n")})
		}
	}
	return filters
}

// Narrow makes filters of a scope, beside those that are asked for, but for its limit of instances, which it leaves in the scope.
func Narrow(scope Scope, where []Filter) (Scope, []Filter) {
	if scope.OfInstances() {
		return scope, where
	}
	return scope.instances(), slices.Concat(where, scope.filters())
}

// Narrowed is the question with the limits of its scope as filters, as Narrow leaves them.
func (q Question) Narrowed() Question {
	q.Scope, q.Where = Narrow(q.Scope, q.Where)
	return q
}
