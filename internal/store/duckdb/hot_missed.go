package duckdb

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"

	"github.com/ringside/ringside/internal/metric"
)

// missedMost is how many calls are remembered: a page asks one, and people look at few pages in the seconds of a load.
const missedMost = 16

// missed are the calls that found no columns in memory, each once, the newest last. The zero value has none.
type missed struct {
	mu    sync.Mutex
	calls [][]metric.Question
}

func (m *missed) add(questions []metric.Question) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls = slices.DeleteFunc(m.calls, func(other []metric.Question) bool { return reflect.DeepEqual(other, questions) })
	if len(m.calls) == missedMost {
		m.calls = slices.Delete(m.calls, 0, 1)
	}
	m.calls = append(m.calls, questions)
}

func (m *missed) any() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.calls) > 0
}

// take returns the calls and forgets them.
func (m *missed) take() [][]metric.Question {
	m.mu.Lock()
	defer m.mu.Unlock()
	calls := m.calls
	m.calls = nil
	return calls
}

// countMissed asks again what missed columns that are there now. Whoever asked has an answer from the tables, and soon asks
// again: columns count a day of a question once, and the first to ask of a year would wait for all of it.
func (s *Store) countMissed(ctx context.Context) {
	calls := s.missed.take()
	for _, questions := range calls {
		if s.hot.State() == nil || ctx.Err() != nil {
			return
		}
		// A question that makes no sense was refused when it was asked; the refusal names what was sent, which no log may have.
		if _, err := s.fromHot(ctx, questions); err != nil && !errors.Is(err, metric.ErrQuestion) {
			s.log.Debug("what missed the hot columns is not counted", "error", err)
		}
	}
}
