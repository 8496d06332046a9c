package storetest

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// recount is what deliveries amount to, counted in the plainest way.
type recount struct {
	contacts map[identity]*contactTruth
	total    store.Outcome // Updated holds updated and older, which depend on the order of arrival
}

type identity struct {
	instance string
	id       connect.ContactID
}

type contactTruth struct {
	newest   connect.Fact
	versions map[string]bool        // by bytes
	updates  map[connect.Millis]int // versions by LastUpdateTimestamp
}

func count(deliveries []connect.Fact) *recount {
	r := &recount{contacts: map[identity]*contactTruth{}}
	events := map[string]bool{}
	once := func(key string) {
		if events[key] {
			r.total.Duplicates++
		} else {
			r.total.Stored++
		}
		events[key] = true
	}
	for _, fact := range deliveries {
		r.total.Read++
		switch {
		case fact.Contact != nil:
			r.contact(fact)
		case fact.AgentEvent != nil:
			once("agent " + fact.AgentEvent.InstanceARN + fact.AgentEvent.EventID)
		case fact.ContactEvent != nil:
			once("contact " + fact.ContactEvent.InstanceARN + fact.ContactEvent.EventID)
		case events["bytes "+string(fact.Raw)]:
			r.total.Duplicates++
		default:
			r.total.Quarantined++
			events["bytes "+string(fact.Raw)] = true
		}
	}
	return r
}

func (r *recount) contact(fact connect.Fact) {
	key := identity{fact.Contact.InstanceARN, fact.Contact.ContactID}
	truth := r.contacts[key]
	switch {
	case truth == nil:
		r.contacts[key] = &contactTruth{
			newest: fact, versions: map[string]bool{string(fact.Raw): true},
			updates: map[connect.Millis]int{fact.Contact.LastUpdate: 1},
		}
		r.total.Stored++
		return
	case truth.versions[string(fact.Raw)]:
		r.total.Duplicates++
		return
	}
	r.total.Updated++
	truth.versions[string(fact.Raw)] = true
	truth.updates[fact.Contact.LastUpdate]++
	if newer(fact, truth.newest) {
		truth.newest = fact
	}
}

// ties counts the moments at which a contact has several versions.
func (r *recount) ties() int64 {
	var n int64
	for _, truth := range r.contacts {
		for _, versions := range truth.updates {
			if versions > 1 {
				n++
			}
		}
	}
	return n
}

func newer(a, b connect.Fact) bool {
	if a.Contact.LastUpdate != b.Contact.LastUpdate {
		return a.Contact.LastUpdate > b.Contact.LastUpdate
	}
	return connect.ContentHash(a.Raw) > connect.ContentHash(b.Raw)
}

// newestFirst lists the newest versions by initiation.
func (r *recount) newestFirst() []connect.Contact {
	var all []connect.Contact
	for _, truth := range r.contacts {
		all = append(all, *truth.newest.Contact)
	}
	slices.SortFunc(all, func(a, b connect.Contact) int { return cmp.Compare(b.Initiation, a.Initiation) })
	return all
}

// fold makes an outcome comparable with a recount, which does not know the order of arrival.
func fold(o store.Outcome) store.Outcome {
	o.Updated, o.Older = o.Updated+o.Older, 0
	return o
}
