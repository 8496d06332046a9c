package duckdb

import (
	"context"
	"maps"
	"time"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
)

// liveAge is how far back the live board remembers: an event can come 24 hours late, a wait can last 7 days.
const liveAge = 8 * 24 * time.Hour

// agentContact is a contact in a snapshot of an agent event.
type agentContact struct {
	id    engine.UUID
	state string
}

// agentContacts lists the contacts that an agent event speaks of, in either snapshot.
func agentContacts(e *connect.AgentEvent) []agentContact {
	var all []agentContact
	for _, snapshot := range []*connect.AgentSnapshot{e.Current, e.Previous} {
		if snapshot == nil {
			continue
		}
		for _, c := range snapshot.Contacts {
			id, _ := identity(string(c.ContactID))
			all = append(all, agentContact{id, c.State})
		}
	}
	return all
}

// mention is a contact in a state, as an agent event shows it.
type mention struct {
	contactKey
	state int32
}

// mostMentions is how many mentions are remembered so that they are not written again: about 20 MB.
const mostMentions = 200_000

// writeAgentContacts notes the contacts in new agent events, each state of a contact once: agents have their contacts in
// many events. What was forgotten is written again, which does no harm.
func (c *change) writeAgentContacts(ctx context.Context) error {
	c.mentions = map[mention]connect.Millis{}
	oldest := connect.MillisOf(c.s.opts.Now().Add(-liveAge))
	return c.db.appendRows("", "agent_contacts", func(add func(...any) error) error {
		for _, in := range c.agentEvents {
			if at := in.record.event; in.tell.Stored == 1 && at >= oldest {
				if err := c.mention(in, at, add); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (c *change) mention(in incoming[*agentEventRecord], at connect.Millis, add func(...any) error) error {
	instance := c.s.words.id(in.of.instance)
	for _, held := range in.of.holding {
		m := mention{contactKey{held.id, instance}, c.s.words.id(held.state)}
		if earliest, known := c.s.mentions[m]; known && earliest <= at {
			continue
		}
		if earliest, known := c.mentions[m]; known && earliest <= at {
			continue
		}
		c.mentions[m] = at
		if err := add(m.id, m.instance, m.state, int64(at), int64(in.record.seq)); err != nil {
			return err
		}
	}
	return nil
}

// remember takes in the mentions of a committed transaction. The projector is the only one that reads them.
func (s *Store) remember(mentions map[mention]connect.Millis) {
	if len(s.mentions) > mostMentions {
		clear(s.mentions)
	}
	maps.Copy(s.mentions, mentions)
}
