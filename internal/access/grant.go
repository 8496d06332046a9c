package access

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// Grant is what somebody may do, and with which contacts. Its zero value is nothing. It is kept as JSON with a token.
type Grant struct {
	Roles []Role `json:"roles"`
	// Limits are what is seen, by dimension (metric.ScopeDimensions): ARNs, ids, or names that a thing ever had. All of them
	// hold together; a dimension that is missing does not limit, and one without values lets nothing be seen.
	Limits map[metric.Dimension][]string `json:"limits,omitempty"`
}

// Whole is the grant of who may do everything with everything.
func Whole() Grant { return Grant{Roles: []Role{Administrator}} }

// May reports whether one of the roles has all of the permissions. Who has no role may do nothing.
func (g Grant) May(p Permission) bool {
	return slices.ContainsFunc(g.Roles, func(r Role) bool { return r.May(p) })
}

// Equal reports whether two grants are the same.
func (g Grant) Equal(other Grant) bool {
	return slices.Equal(g.Roles, other.Roles) && (len(g.Limits) == 0 && len(other.Limits) == 0 || reflect.DeepEqual(g.Limits, other.Limits))
}

// Scope is what the grant lets be seen. Resolve finds the ARNs that a value means, as store.Store does; ARNs count as they are,
// whether anything was ever heard of them or not.
func (g Grant) Scope(resolve func(metric.Filter) []string) metric.Scope {
	_, agents := g.Limits[metric.Agent]
	if len(g.Roles) == 0 || !agents && !g.May(SeeOthers) {
		return metric.Scope{}
	}
	scope := metric.Everything()
	for _, d := range metric.ScopeDimensions() {
		values, limited := g.Limits[d]
		if !limited {
			continue
		}
		keys := resolve(metric.Filter{Dimension: d, Values: values})
		for _, value := range values {
			if strings.HasPrefix(value, "arn:") || d == metric.Instance {
				keys = append(keys, value)
			}
		}
		if d == metric.Instance {
			scope = scope.Within(keys)
		} else {
			scope = scope.Limit(d, keys)
		}
	}
	return scope
}

// Check reports in plain words why there can be no such grant.
func (g Grant) Check() error {
	if len(g.Roles) == 0 {
		return fmt.Errorf("it names no role; there are %v", Roles())
	}
	for _, role := range g.Roles {
		if !slices.Contains(Roles(), role) {
			return fmt.Errorf("there is no role %q; there are %v", role, Roles())
		}
	}
	for d, values := range g.Limits {
		if !slices.Contains(metric.ScopeDimensions(), d) {
			return fmt.Errorf("nobody can be limited by %q, only by %v", d, metric.ScopeDimensions())
		}
		if len(values) == 0 || slices.Contains(values, "") {
			return fmt.Errorf("%s has no value, or an empty one: name what is seen, or leave it out for everything", d)
		}
	}
	if _, agents := g.Limits[metric.Agent]; !agents && !g.May(SeeOthers) {
		return fmt.Errorf("the role %v sees its own contacts alone: say whose by \"agent\", such as [\"attribute:username\"]", g.Roles)
	}
	return nil
}
