package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// agentSet is a set of agents, by word.
type agentSet map[int32]struct{}

// union is the number of agents in either set.
func (a agentSet) union(b agentSet) int64 {
	n := len(b)
	for agent := range a {
		if _, both := b[agent]; !both {
			n++
		}
	}
	return int64(n)
}

func (a *agentSet) add(agent int32) {
	if *a == nil {
		*a = agentSet{}
	}
	(*a)[agent] = struct{}{}
}

// contactAgents are, by bucket, the agents on contacts that pass the question's filters and the predicate.
func (r *reading) contactAgents(ctx context.Context, q metric.Question, where metric.Predicate) ([]agentSet, error) {
	moment := q.TimeField.Column().Name()
	text := "select\n    " + bucketSQL(moment, q.Edges) + " as bucket,\n    agent\nfrom contacts\nwhere " +
		r.whereSQL(moment, q.Edges[0], q.Edges[len(q.Edges)-1], q.Where) +
		"\n  and agent <> 0\n  and " + predicateSQL(where, false) + "\ngroup by bucket, agent"
	sets := make([]agentSet, len(q.Edges)-1)
	err := r.each(ctx, "agents on contacts", text, nil, func(rows *sql.Rows) error {
		var bucket int
		var agent int32
		if err := rows.Scan(&bucket, &agent); err != nil {
			return err
		}
		sets[bucket].add(agent)
		return nil
	})
	return sets, err
}

// eventWords are the numbers of the words that decide about presence; -1, which no event has, for a word never seen.
type eventWords struct {
	logout, heartbeat, offline int32
}

func (r *reading) eventWords() eventWords {
	number := func(text string) int32 {
		if id, known := r.words.find(text); known {
			return id
		}
		return -1
	}
	return eventWords{logout: number("LOGOUT"), heartbeat: number("HEART_BEAT"), offline: number("OFFLINE")}
}

// onlineAgents are, by bucket, the agents whom agent events show online.
func (r *reading) onlineAgents(ctx context.Context, q metric.Question) ([]agentSet, error) {
	sets := make([]agentSet, len(q.Edges)-1)
	instances := "true"
	for _, filter := range q.Where { // by instance alone, as Question.Validate saw to
		instances += " and " + filterSQL(filter, r.wordsOf(filter))
	}
	if len(sets) == 1 {
		if err := r.obviouslyOnline(ctx, q, instances, &sets[0]); err != nil {
			return nil, err
		}
	}
	return sets, r.followAgents(ctx, q, instances, sets)
}

// obviouslyOnline adds the agents with an event in the range that shows them online whatever was before it: any but a
// heartbeat, which means nothing after a logout.
func (r *reading) obviouslyOnline(ctx context.Context, q metric.Question, instances string, set *agentSet) error {
	w := r.eventWords()
	text := fmt.Sprintf(statement("agents_online")+"  and %s\ngroup by agent", instances)
	args := []any{q.Edges[0], q.Edges[len(q.Edges)-1], w.logout, w.heartbeat, w.offline}
	return r.each(ctx, "agents online", text, args, func(rows *sql.Rows) error {
		var agent int32
		if err := rows.Scan(&agent); err != nil {
			return err
		}
		set.add(agent)
		return nil
	})
}

// followAgents follows the agents who are not in all sets yet through their events, in order, from the last event before
// the range that alone tells their state.
func (r *reading) followAgents(ctx context.Context, q metric.Question, instances string, sets []agentSet) error {
	w := r.eventWords()
	known := "true"
	if len(sets) == 1 {
		known = metricList(sets[0])
	}
	text := fmt.Sprintf(statement("agents_follow"), instances, instances, known)
	args := []any{q.Edges[0], q.Edges[len(q.Edges)-1], w.logout, w.heartbeat}
	f := &follower{edges: q.Edges, sets: sets, words: r.words}
	err := r.each(ctx, "agents followed", text, args, f.row)
	f.end()
	return err
}

// metricList is a condition that leaves out the agents of a set.
func metricList(set agentSet) string {
	agents := make([]int32, 0, len(set))
	for agent := range set {
		agents = append(agents, agent)
	}
	slices.Sort(agents)
	return filterSQL(metric.Filter{Dimension: metric.Agent, Not: true}, agents)
}

// follower steps through the events of one agent after the other and marks the buckets in which each is online.
type follower struct {
	edges    []int64
	sets     []agentSet
	words    *words
	agent    int32
	presence metric.Presence
	bucket   int // first one that the agent's state so far is not marked in
}

func (f *follower) row(rows *sql.Rows) error {
	var agent, eventType, statusType int32
	var at int64
	if err := rows.Scan(&agent, &at, &eventType, &statusType); err != nil {
		return err
	}
	if agent != f.agent {
		f.end()
		f.agent, f.presence, f.bucket = agent, metric.Presence{}, 0
	}
	f.carry(at)
	shown := f.presence.Step(f.words.text(eventType), f.words.text(statusType))
	if shown && f.bucket < len(f.sets) && at >= f.edges[f.bucket] {
		f.sets[f.bucket].add(f.agent)
	}
	return nil
}

// carry moves on to the bucket of at: an online agent is online in every bucket that begins before or at it.
func (f *follower) carry(at int64) {
	for f.bucket < len(f.sets) && f.edges[f.bucket] <= at {
		if f.presence.Online() {
			f.sets[f.bucket].add(f.agent)
		}
		if f.edges[f.bucket+1] > at {
			return
		}
		f.bucket++
	}
}

// end carries the agent's last state to the end of the range.
func (f *follower) end() {
	if f.agent == 0 || !f.presence.Online() {
		return
	}
	for ; f.bucket < len(f.sets); f.bucket++ {
		f.sets[f.bucket].add(f.agent)
	}
}
