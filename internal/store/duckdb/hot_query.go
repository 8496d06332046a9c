package duckdb

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// hotAttempts is how often a snapshot of the tables and a state of the columns are taken until they are of one position.
const hotAttempts = 3

// fromHot answers all questions from one state of the columns, or none of them: then it returns nil. What agent events
// tell comes from a snapshot of the tables of the same position.
func (s *Store) fromHot(ctx context.Context, questions []metric.Question) ([][]metric.Slice, error) {
	if s.hot == nil {
		return nil, nil
	}
	if s.hot.State() == nil {
		s.hotMissed.Store(true)
		return nil, nil
	}
	if slices.ContainsFunc(questions, byAgentEvents) {
		var answers [][]metric.Slice
		for attempt := 0; attempt < hotAttempts && answers == nil; attempt++ {
			err := s.read(ctx, func(r *reading) (err error) {
				answers, err = r.withEvents(ctx, s.hot, questions)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
		return answers, nil
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	h := &hotReading{names: lexicon{&reading{words: s.words, names: s.names}}, state: s.hot.State()}
	return h.answers(ctx, questions, nil)
}

func byAgentEvents(q metric.Question) bool {
	return q.Scope.SeesEverything() && slices.ContainsFunc(q.Measures, metric.Measure.ByAgentEvents)
}

// withEvents answers if there is a state of the snapshot's position. A commit is shown by the columns a moment after it
// is by the tables.
func (r *reading) withEvents(ctx context.Context, hot *columns.Cache, questions []metric.Question) ([][]metric.Slice, error) {
	var seq, at, ties, contacts int64
	if err := r.tx.QueryRowContext(ctx, statement("state_load")).Scan(&seq, &at, &ties, &contacts); err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	h := &hotReading{names: lexicon{r}, state: hot.State()}
	if h.state == nil || h.state.Seq() != uint64(seq) {
		return nil, nil
	}
	return h.answers(ctx, questions, r)
}

// hotReading is one state with the texts for its numbers.
type hotReading struct {
	names lexicon
	state *columns.State
}

// answers is nil if one of the questions cannot be answered. Events are asked of the snapshot.
func (h *hotReading) answers(ctx context.Context, questions []metric.Question, snapshot *reading) ([][]metric.Slice, error) {
	if h.state == nil {
		return nil, nil
	}
	plans := make([]*columns.Plan, len(questions))
	for i, q := range questions {
		if err := q.Validate(); err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
		if !q.Scope.SeesEverything() {
			continue
		}
		plan, can := h.state.Plan(q, h.names)
		if !can {
			return nil, nil
		}
		plans[i] = plan
	}
	answers := make([][]metric.Slice, len(questions))
	for i, plan := range plans {
		if plan == nil {
			continue
		}
		online, err := h.online(ctx, questions[i], snapshot)
		if err == nil {
			answers[i], err = plan.Answer(ctx, online)
		}
		if err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
	}
	return answers, nil
}

// online are the agents online by bucket, as far as a question asks for them.
func (h *hotReading) online(ctx context.Context, q metric.Question, snapshot *reading) ([]map[int32]struct{}, error) {
	if !byAgentEvents(q) {
		return nil, nil
	}
	sets, err := snapshot.onlineAgents(ctx, q)
	if err != nil {
		return nil, err
	}
	all := make([]map[int32]struct{}, len(sets))
	for i, set := range sets {
		all[i] = set
	}
	return all, nil
}
