package duckdb

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// agentStates is what is known of agents after all their events. It is never changed, only replaced.
type agentStates struct {
	seq uint64 // position of the projection that it belongs to
	of  map[int32]activity.State
}

// with is the states after a committed batch.
func (a *agentStates) with(changed map[int32]activity.State, seq uint64) *agentStates {
	if len(changed) == 0 {
		return &agentStates{seq: seq, of: a.of}
	}
	next := &agentStates{seq: seq, of: make(map[int32]activity.State, len(a.of)+len(changed))}
	maps.Copy(next.of, a.of)
	maps.Copy(next.of, changed)
	return next
}

// loadAgentStates reads the states that belong to a position.
func loadAgentStates(seq uint64, query func(row func(*sql.Rows) error) error) (*agentStates, error) {
	a := &agentStates{seq: seq, of: map[int32]activity.State{}}
	return a, query(func(rows *sql.Rows) error {
		var agent int32
		var text string
		if err := rows.Scan(&agent, &text); err != nil {
			return err
		}
		state, err := parseState(text)
		a.of[agent] = state
		return err
	})
}

func parseState(text string) (activity.State, error) {
	var state activity.State
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		return state, fmt.Errorf("read state of an agent: %w", err)
	}
	return state, nil
}

// momentEvent is an agent event with the moment at which it counts.
type momentEvent struct {
	at    connect.Millis
	event *connect.AgentEvent
}

func inOrder(events []momentEvent) {
	slices.SortStableFunc(events, func(a, b momentEvent) int { return cmp.Compare(a.at, b.at) })
}

// agentDay is a UTC day of an agent.
type agentDay struct {
	agent int32
	start connect.Millis
}

const dayMillis connect.Millis = 24 * 60 * 60 * 1000

func dayOf(at connect.Millis) connect.Millis { return at - (at%dayMillis+dayMillis)%dayMillis }

// noDay is the start of no day.
const noDay connect.Millis = -1

// agentSpan is a stretch of an agent's time, half open.
type agentSpan struct {
	agent    int32
	from, to connect.Millis
}

// agentTime is what a batch does to agents' time.
type agentTime struct {
	states    map[int32]activity.State    // after all events
	days      map[agentDay]activity.State // before the first event of a day
	replaced  []agentDay                  // of these days, those that had another state
	rewritten []agentSpan                 // rows decided in them are made anew
	timelines []agentTimeline
	fresh     map[uint64]*connect.AgentEvent // of the batch, by number
	read      int                            // events of before that were read again
}

type agentTimeline struct {
	agent int32
	activity.Timeline
}

// derive goes on from a state with events in order, day by day. Known is the day whose state before it is kept already.
func (t *agentTime) derive(agent int32, state activity.State, known connect.Millis, events []momentEvent) activity.State {
	for len(events) > 0 {
		day := dayOf(events[0].at)
		if day != known {
			t.days[agentDay{agent, day}] = state
		}
		var ofDay []*connect.AgentEvent
		for len(events) > 0 && events[0].at < day+dayMillis {
			ofDay, events = append(ofDay, events[0].event), events[1:]
		}
		timeline, next := activity.Derive(state, ofDay)
		t.timelines = append(t.timelines, agentTimeline{agent, timeline})
		state = next
	}
	return state
}

// writeAgentTime derives agents' time from the events that this batch adds. Nearly always an agent's are later than all
// before; those of others are put in their place.
func (c *change) writeAgentTime(ctx context.Context) error {
	c.agentTime = agentTime{
		states: map[int32]activity.State{}, days: map[agentDay]activity.State{}, fresh: map[uint64]*connect.AgentEvent{},
	}
	fresh := map[int32][]momentEvent{}
	for _, in := range c.agentEvents {
		if agent := c.s.words.id(in.of.agent); in.tell.Stored == 1 && agent != 0 {
			fresh[agent] = append(fresh[agent], momentEvent{in.of.moment, in.of.event})
			c.agentTime.fresh[in.record.seq] = in.of.event
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	var late []*walk
	kept := c.s.agents().of
	for _, agent := range slices.Sorted(maps.Keys(fresh)) {
		events := fresh[agent]
		inOrder(events)
		state, known := kept[agent]
		switch {
		case known && events[0].at <= state.Heard:
			late = append(late, &walk{agent: agent, from: events[0].at, fresh: events})
			continue
		case known:
			state = c.agentTime.derive(agent, state, dayOf(state.Heard), events)
		default:
			state = c.agentTime.derive(agent, state, noDay, events)
		}
		c.agentTime.states[agent] = state
	}
	if err := c.rewriteAgentTime(ctx, late); err != nil {
		return fmt.Errorf("agents' time: %w", err)
	}
	return c.saveAgentTime(ctx)
}

// saveAgentTime writes what was derived.
func (c *change) saveAgentTime(ctx context.Context) error {
	t := &c.agentTime
	if len(t.rewritten) > 0 {
		if err := c.writeSpans(ctx, t.rewritten); err != nil {
			return err
		}
		for _, table := range []string{"agent_statuses", "agent_handlings", "agent_stretches", "agent_sessions", "agent_gaps"} {
			text := fmt.Sprintf(statement("agent_spans_forget"), table)
			if _, err := c.db.writer.ExecContext(ctx, text); err != nil {
				return fmt.Errorf("forget %s: %w", table, err)
			}
		}
	}
	var replaced, known []agentSpan
	for _, day := range t.replaced {
		replaced = append(replaced, agentSpan{day.agent, day.start, day.start + dayMillis})
	}
	for agent := range t.states {
		if _, is := c.s.agents().of[agent]; is {
			known = append(known, agentSpan{agent: agent})
		}
	}
	for name, spans := range map[string][]agentSpan{"agent_days_forget": replaced, "agent_states_forget": known} {
		if len(spans) == 0 {
			continue
		}
		if err := c.writeSpans(ctx, spans); err != nil {
			return err
		}
		if err := c.db.run(ctx, name); err != nil {
			return err
		}
	}
	return c.appendAgentTime()
}

// writeSpans fills the temporary table of spans.
func (c *change) writeSpans(ctx context.Context, spans []agentSpan) error {
	if err := c.db.run(ctx, "agent_spans_create"); err != nil {
		return err
	}
	return c.db.appendRows("temp", "agent_spans", func(add func(...any) error) error {
		for _, s := range spans {
			if err := add(s.agent, int64(s.from), int64(s.to)); err != nil {
				return err
			}
		}
		return nil
	})
}
