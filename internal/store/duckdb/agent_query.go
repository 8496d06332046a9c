package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

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
func (r *reading) onlineAgents(ctx context.Context, q metric.Question) ([]wordSet, error) {
	sets := make([]wordSet, len(q.Edges)-1)
	var instances strings.Builder
	instances.WriteString("true")
	for _, filter := range q.Where { // by instance alone, as Question.Validate saw to
		instances.WriteString(" and " + wordsSQL(filter, r.wordsOf(filter)))
	}
	if len(sets) == 1 {
		if err := r.obviouslyOnline(ctx, q, instances.String(), &sets[0]); err != nil {
			return nil, err
		}
	}
	return sets, r.followAgents(ctx, q, instances.String(), sets)
}

// obviouslyOnline adds the agents with an event in the range that shows them online whatever was before it: any but a
// heartbeat, which means nothing after a logout.
func (r *reading) obviouslyOnline(ctx context.Context, q metric.Question, instances string, set *wordSet) error {
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
func (r *reading) followAgents(ctx context.Context, q metric.Question, instances string, sets []wordSet) error {
	w := r.eventWords()
	known := "true"
	if len(sets) == 1 {
		known = withoutSQL(sets[0])
	}
	text := fmt.Sprintf(statement("agents_follow"), instances, instances, known)
	args := []any{q.Edges[0], q.Edges[len(q.Edges)-1], w.logout, w.heartbeat}
	f := &follower{edges: q.Edges, sets: sets, words: r.words}
	err := r.each(ctx, "agents followed", text, args, f.row)
	f.end()
	return err
}

// withoutSQL is a condition that leaves out the agents of a set.
func withoutSQL(set wordSet) string {
	agents := make([]int32, 0, len(set))
	for agent := range set {
		agents = append(agents, agent)
	}
	slices.Sort(agents)
	return wordsSQL(metric.Filter{Dimension: metric.Agent, Not: true}, agents)
}

// follower steps through the events of one agent after the other and marks the buckets in which each is online.
type follower struct {
	edges    []int64
	sets     []wordSet
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
