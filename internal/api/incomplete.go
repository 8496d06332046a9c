package api

import (
	"context"
	"fmt"
	"strings"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// rowKeys are the keys of a figure's row, one for each of by or none, as the store has them. Errors wrap metric.ErrQuestion.
func (s *server) rowKeys(by []metric.Dimension, keys []string) ([]string, error) {
	found := make([]string, len(keys))
	for i, key := range keys {
		var err error
		if found[i], err = s.rowKey(by[i], key); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// rowKey is the one ARN that a key means: it may be the ARN itself, the id in it, or a name that only one thing ever had.
func (s *server) rowKey(by metric.Dimension, key string) (string, error) {
	if key == "" || !by.HasARN() {
		return key, nil
	}
	arns := s.Store.Resolve(metric.Filter{Dimension: by, Values: []string{key}})
	switch {
	case len(arns) == 1:
		return arns[0], nil
	case len(arns) > 1:
		return "", fmt.Errorf("%w: %d of %s are or were called %q; ask for one by its ARN, as GET /dimensions?dimension=%s lists it",
			metric.ErrQuestion, len(arns), by, key, by)
	case strings.HasPrefix(key, "arn:"):
		return key, nil
	}
	return "", fmt.Errorf("%w: nothing of %s is or was called %q; ask by an ARN, an id or a name of GET /dimensions?dimension=%s",
		metric.ErrQuestion, by, key, by)
}

// unknown notes values of filters that nothing ever had, as far as that is known without a look at the contacts: of things with
// ARNs. Their 0 is no count.
func (s *server) unknown(where []metric.Filter) []QueryNote {
	var notes []QueryNote
	for _, filter := range where {
		for _, value := range filter.Values {
			one := metric.Filter{Dimension: filter.Dimension, Values: []string{value}}
			if value == "" || !filter.Dimension.HasARN() || len(s.Store.Resolve(one)) > 0 {
				continue
			}
			of := fmt.Sprintf("%s=%q", filter.Dimension, value)
			notes = append(notes, QueryNote{Kind: "unknown_value", Text: Text{
				KO: "필터 " + of + "에 해당하는 기록이 지금까지 없습니다. 이름이나 ARN을 확인하세요.",
				EN: "Nothing so far fits the filter " + of + ": check the name or ARN.",
			}})
		}
	}
	return notes
}

// mostOutstanding is how many records may be received and in no figure without a word: every second some are.
const mostOutstanding = 10_000

// behind reports whether figures are made of a part of what was received, and will be for more than a moment.
func (s *server) behind(status store.Status) bool {
	return status.Appended > status.Projected+mostOutstanding || s.projectionLag(status) > quiet.Seconds()
}

// incomplete notes that figures are on their way: what was received is not all in them, or history is being loaded.
func (s *server) incomplete(status store.Status) []QueryNote {
	var notes []QueryNote
	late := s.behind(status)
	s.settled.Store(!late)
	if late {
		share := fmt.Sprintf("%d%%", 100*status.Projected/max(1, status.Appended))
		notes = append(notes, QueryNote{Kind: "filling", Text: Text{
			KO: "수신한 기록을 수치에 반영하는 중입니다(" + share + "). 끝날 때까지는 일부만 집계된 값입니다.",
			EN: "Records that were received are still being taken into the figures (" + share + "): until then these are of a part.",
		}})
	}
	return append(notes, s.loading()...)
}

// loading notes that history is being loaded.
func (s *server) loading() []QueryNote {
	if s.Import == nil {
		return nil
	}
	if progress := s.Import(); progress == nil || !progress.Running {
		return nil
	}
	return []QueryNote{{Kind: "loading", Text: Text{
		KO: "이전 기록을 불러오는 중입니다. 끝날 때까지는 일부만 집계된 값입니다.",
		EN: "History is being loaded: until that has ended these figures are of a part.",
	}}}
}

// incompleteNow asks the store for it, unless everything was in the figures when it was last asked.
func (s *server) incompleteNow(ctx context.Context) ([]QueryNote, error) {
	if s.settled.Load() {
		return s.loading(), nil
	}
	status, err := s.Store.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask whether figures are complete: %w", err)
	}
	return s.incomplete(status), nil
}
