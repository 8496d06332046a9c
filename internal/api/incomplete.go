package api

import (
	"context"
	"fmt"

	"github.com/ringside/ringside/internal/store"
)

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
