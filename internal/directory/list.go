package directory

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// List is all that is known of a kind in the instances that the scope sees, what is gone included, in the order of instances
// and names.
func (d *Directory) List(scope metric.Scope, kind Kind) []Entry {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var all []Entry
	for _, e := range d.shown {
		if e.Kind == kind && scope.SeesInstance(e.Instance) {
			all = append(all, *e)
		}
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Instance, b.Instance), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ARN, b.ARN))
	})
	return all
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
