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

// fromHot answers what it can from one state of the columns, and the rest, such as what agent events tell, from a snapshot
// of the tables of the same position. It returns nil when it can answer none of the questions, or finds no such snapshot.
func (s *Store) fromHot(ctx context.Context, questions []metric.Question) ([][]metric.Slice, error) {
	if s.hot == nil {
		return nil, nil
	}
	state := s.hot.State()
	if state == nil {
		s.missed.add(questions)
		return nil, nil
	}
	s.gate.RLock()
	h, err := newHotReading(state, &reading{words: s.words, names: s.names}, questions)
	var answers [][]metric.Slice
	if err == nil && !h.needsTables() {
		answers, err = h.answers(ctx, nil)
	}
	s.gate.RUnlock()
	if err != nil || answers != nil || !h.helps() {
		return answers, err
	}
	for attempt := 0; attempt < hotAttempts && answers == nil && err == nil; attempt++ {
		err = s.read(ctx, func(r *reading) (err error) {
			answers, err = r.withHot(ctx, s.hot, questions)
			return err
		})
	}
	return answers, err
}

func byAgentEvents(q metric.Question) bool {
	return q.Scope.SeesEverything() && slices.ContainsFunc(q.Measures, metric.Measure.ByAgentEvents)
}

// withHot answers if there is a state of the snapshot's position. A commit is shown by the columns a moment after it is by
// the tables.
func (r *reading) withHot(ctx context.Context, hot *columns.Cache, questions []metric.Question) ([][]metric.Slice, error) {
	var seq, at, ties, contacts int64
	if err := r.tx.QueryRowContext(ctx, statement("state_load")).Scan(&seq, &at, &ties, &contacts); err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	state := hot.State()
	if state == nil || state.Seq() != uint64(seq) {
		return nil, nil
	}
	h, err := newHotReading(state, r, questions)
	if err != nil {
		return nil, err
	}
	return h.answers(ctx, r)
}

// hotReading is questions made ready for one state; a question that it cannot answer, or that sees nothing, has no plan.
type hotReading struct {
	questions []metric.Question
	plans     []*columns.Plan
}

func newHotReading(state *columns.State, texts *reading, questions []metric.Question) (*hotReading, error) {
	h := &hotReading{questions: questions, plans: make([]*columns.Plan, len(questions))}
	for i, q := range questions {
		if err := q.Validate(); err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
		if !q.Scope.SeesEverything() {
			continue
		}
		if plan, can := state.Plan(q, lexicon{texts}); can {
			h.plans[i] = plan
		}
	}
	return h, nil
}

// helps reports whether any question is answered from the columns.
func (h *hotReading) helps() bool {
	return slices.ContainsFunc(h.plans, func(p *columns.Plan) bool { return p != nil })
}

// needsTables reports whether anything is left to the tables.
func (h *hotReading) needsTables() bool {
	for i, q := range h.questions {
		if byAgentEvents(q) || h.plans[i] == nil && q.Scope.SeesEverything() {
			return true
		}
	}
	return false
}

// answers are those of the columns, and of a snapshot of the tables where needsTables is true.
func (h *hotReading) answers(ctx context.Context, snapshot *reading) ([][]metric.Slice, error) {
	answers := make([][]metric.Slice, len(h.questions))
	if snapshot != nil {
		snapshot.share(h.questions)
	}
	for i, q := range h.questions {
		var err error
		switch plan := h.plans[i]; {
		case plan != nil:
			var online []map[int32]struct{}
			if online, err = onlineByBucket(ctx, q, snapshot); err == nil {
				answers[i], err = plan.Answer(ctx, online)
			}
		case q.Scope.SeesEverything():
			answers[i], err = snapshot.answer(ctx, q)
		}
		if err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
	}
	return answers, nil
}

// onlineByBucket are the agents online, as far as a question asks for them.
func onlineByBucket(ctx context.Context, q metric.Question, snapshot *reading) ([]map[int32]struct{}, error) {
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
