package metric

import (
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// Scope is what the asker may see. Its zero value sees nothing. Scopes that see the same compare equal.
type Scope struct {
	everything bool
	instances  string // keys, sorted, each followed by a line break; of a scope that does not see everything
}

// Everything is the scope of someone who may see all contacts.
func Everything() Scope { return Scope{everything: true} }

// SeesEverything reports whether nothing is hidden from the asker.
func (s Scope) SeesEverything() bool { return s.everything }

// SeesInstance reports whether an instance, by the ARN of it or of anything in it, or by its id, is not hidden.
func (s Scope) SeesInstance(arn string) bool {
	return s.everything || strings.Contains("\n"+s.instances, "\n"+connect.InstanceKey(arn)+"\n")
}

// Within leaves of the scope what belongs to these instances, by ARN or id; nothing where there are none.
func (s Scope) Within(instances []string) Scope {
	var keys []string
	for _, instance := range instances {
		if key := connect.InstanceKey(instance); key != "" && s.SeesInstance(key) {
			keys = append(keys, key+"\n")
		}
	}
	slices.Sort(keys)
	return Scope{instances: strings.Join(slices.Compact(keys), "")}
}
