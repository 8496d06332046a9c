package ingest

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// OtherInstance is why a record is in quarantine that can be read: the key that brought it is for other instances.
const OtherInstance = "the ingest key is for other Amazon Connect instances than the one of this record"

// Withhold makes rejected ones of the facts that are of no instance of these, by id; nil is all. Their bytes are kept, so that nothing is lost
// by a key of the wrong scope, and what came with them is taken.
func Withhold(facts []connect.Fact, only []string) {
	if only == nil {
		return
	}
	for i := range facts {
		if facts[i].Kind != connect.KindRejected && !slices.Contains(only, connect.InstanceKey(instanceOf(&facts[i]))) {
			facts[i] = connect.Fact{Kind: connect.KindRejected, Raw: facts[i].Raw, Reason: OtherInstance}
		}
	}
}

// instanceOf is the ARN of a fact's instance, as the fact has it.
func instanceOf(f *connect.Fact) string {
	switch {
	case f.Contact != nil:
		return f.Contact.InstanceARN
	case f.AgentEvent != nil:
		return f.AgentEvent.InstanceARN
	case f.ContactEvent != nil:
		return f.ContactEvent.InstanceARN
	}
	return ""
}
