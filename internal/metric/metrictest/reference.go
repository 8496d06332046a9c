package metrictest

import (
	"context"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// Reference answers from facts in memory by metric.Evaluate.
type Reference struct{ facts metric.Facts }

var _ metric.Asker = Reference{}

// NewReference folds deliveries into the newest version of each contact (greatest LastUpdateTimestamp, of equal ones the
// greater content hash) and each agent event once, whatever the order and number of deliveries.
func NewReference(deliveries ...connect.Fact) Reference {
	type identity struct {
		instance string
		id       connect.ContactID
	}
	newest := map[identity]int{} // index into deliveries
	events := map[string]bool{}
	facts := metric.Facts{Names: metric.NewNames()}
	for i, fact := range deliveries {
		switch {
		case fact.Contact != nil:
			row := metric.Derive(fact.Contact)
			facts.Names.Learn(&row)
			key := identity{fact.Contact.InstanceARN, fact.Contact.ContactID}
			if old, known := newest[key]; !known || newer(fact, deliveries[old]) {
				newest[key] = i
			}
		case fact.AgentEvent != nil:
			facts.Names.LearnEvent(fact.AgentEvent)
			if key := fact.AgentEvent.InstanceARN + " " + fact.AgentEvent.EventID; !events[key] {
				events[key] = true
				facts.Events = append(facts.Events, *fact.AgentEvent)
			}
		}
	}
	for _, i := range newest {
		facts.Rows = append(facts.Rows, metric.Derive(deliveries[i].Contact))
	}
	return Reference{facts}
}

func newer(a, b connect.Fact) bool {
	if a.Contact.LastUpdate != b.Contact.LastUpdate {
		return a.Contact.LastUpdate > b.Contact.LastUpdate
	}
	return connect.ContentHash(a.Raw) > connect.ContentHash(b.Raw)
}

// Facts are what it answers from at a moment.
func (r Reference) Facts(now time.Time) metric.Facts {
	facts := r.facts
	facts.Now = connect.MillisOf(now)
	return facts
}

// Query answers like a store, refusing what no store can answer.
func (r Reference) Query(_ context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	answers := make([][]metric.Slice, len(questions))
	for i, q := range questions {
		if err := q.Validate(); err != nil {
			return nil, err
		}
		answers[i] = metric.Evaluate(r.facts, q)
	}
	return answers, nil
}
