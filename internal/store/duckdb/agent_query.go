package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// onlineAgents are, by bucket, the agents who have online time in it: those of stored statuses, and of what still goes on.
func (r *reading) onlineAgents(ctx context.Context, q metric.Question) ([]wordSet, error) {
	sets := make([]wordSet, len(q.Edges)-1)
	err := r.each(ctx, "agents online", r.onlineSQL(q), nil, func(rows *sql.Rows) error {
		var bucket int
		var agent int32
		if err := rows.Scan(&bucket, &agent); err != nil {
			return err
		}
		sets[bucket].add(agent)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sets, r.stillOnline(ctx, q, sets)
}

// onlineSQL lists buckets and agents. Filters are by instance alone, as Question.Validate saw to.
func (r *reading) onlineSQL(q metric.Question) string {
	offline, _ := r.words.find(activity.OfflineType)
	from, to := q.Edges[0], q.Edges[len(q.Edges)-1]
	conditions := []string{fmt.Sprintf("type <> %d and start_ms < %d and end_ms > %d", offline, to, from)}
	for _, filter := range q.Where {
		conditions = append(conditions, wordsSQL(filter, r.wordsOf(filter)))
	}
	where := "where " + strings.Join(conditions, "\n  and ")
	if len(q.Edges) == 2 {
		return "select distinct\n    0,\n    agent\nfrom agent_statuses\n" + where
	}
	first, last := bucketSQL(fmt.Sprintf("greatest(start_ms, %d)", from), q.Edges), bucketSQL(fmt.Sprintf("(least(end_ms, %d) - 1)", to), q.Edges)
	return fmt.Sprintf(`select distinct
    unnest(range(cast(%s as bigint), cast(%s as bigint) + 1)) as bucket,
    agent
from agent_statuses
%s`, first, last, where)
}

// stillOnline adds the agents whose status goes on.
func (r *reading) stillOnline(ctx context.Context, q metric.Question, sets []wordSet) error {
	states, err := r.agentStates(ctx)
	if err != nil {
		return err
	}
	until := min(r.now, connect.Millis(q.Edges[len(q.Edges)-1]))
	for agent, state := range states {
		s := state.Status
		if s == nil || !s.Online() || !r.ofInstance(q, state.Instance) {
			continue
		}
		for i := range sets {
			if int64(s.Start) < q.Edges[i+1] && int64(until) > max(q.Edges[i], int64(s.Start)) {
				sets[i].add(agent)
			}
		}
	}
	return nil
}

// ofInstance reports whether an instance passes the filters, which are all by instance.
func (r *reading) ofInstance(q metric.Question, instance string) bool {
	return !slices.ContainsFunc(q.Where, func(f metric.Filter) bool {
		return slices.Contains(r.names.resolve(f), instance) == f.Not
	})
}
