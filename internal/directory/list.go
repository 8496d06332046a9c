package directory

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// List is all that is known of a kind and that the scope sees, what is gone included, in the order of instances
// and names.
func (d *Directory) List(scope metric.Scope, kind Kind) []Entry {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var all []Entry
	for _, e := range d.shown {
		if e.Kind == kind && d.sees(scope, e) {
			all = append(all, *e)
		}
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Instance, b.Instance), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ARN, b.ARN))
	})
	return all
}

// sees reports whether a thing is not hidden; needs the lock. Who is limited to queues sees the routing profiles that serve one
// of them, and their users; who is limited to hierarchy groups sees the groups below, and their users.
func (d *Directory) sees(scope metric.Scope, e *Entry) bool {
	if !scope.SeesInstance(e.Instance) {
		return false
	}
	switch e.Kind {
	case Queues:
		return scope.Sees(metric.Queue, e.ARN)
	case RoutingProfiles:
		return d.serves(scope, e)
	case HierarchyGroups:
		return belongs(scope, e.Path)
	case Users:
		group := d.shown[e.Group]
		if group == nil {
			group = &Entry{}
		}
		return scope.Sees(metric.Agent, e.ARN) && d.serves(scope, d.shown[e.RoutingProfile]) && belongs(scope, group.Path)
	case AgentStatuses, Instances:
	}
	return true
}

func (d *Directory) serves(scope metric.Scope, profile *Entry) bool {
	return !scope.Limits(metric.Queue) || profile != nil && slices.ContainsFunc(profile.Queues, func(arn string) bool {
		return scope.Sees(metric.Queue, arn)
	})
}

// belongs reports whether the groups of a path, level 1 first, fit the limits of every level.
func belongs(scope metric.Scope, path []string) bool {
	for level, d := range metric.HierarchyDimensions() {
		group := ""
		if level < len(path) {
			group = path[level]
		}
		if !scope.Sees(d, group) {
			return false
		}
	}
	return true
}

// Called lists the ARNs of what is or was called so, in no order.
func (d *Directory) Called(kind Kind, name string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var arns []string
	for arn, e := range d.shown {
		if e.Kind == kind && (e.Name == name || slices.ContainsFunc(e.Former, func(f Former) bool { return f.Name == name })) {
			arns = append(arns, arn)
		}
	}
	return arns
}
