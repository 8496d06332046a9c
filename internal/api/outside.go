package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// outside refuses a range in which nothing can have happened yet, and notes that a range begins before anything is known: its
// zeros mean nothing then.
func (s *server) outside(ctx context.Context, q metric.Query) ([]QueryNote, error) {
	now := s.Clock.Now()
	// What is known only ever begins earlier: most ranges need no look.
	if known := s.oldest.Load(); known != 0 && q.From.UnixMilli() >= known && !q.From.After(now) {
		return nil, nil
	}
	status, err := s.Store.Status(ctx)
	if err != nil {
		return nil, err
	}
	if q.From.After(now) && q.From.After(status.NewestInitiation) {
		return nil, fmt.Errorf("%w: it begins in the future: now it is %s; ask for a range that begins before", metric.ErrRange,
			now.In(q.Zone).Format(time.RFC3339))
	}
	oldest := status.OldestInitiation
	if oldest.IsZero() {
		return nil, nil
	}
	s.oldest.Store(oldest.UnixMilli())
	if !q.From.Before(oldest) {
		return nil, nil
	}
	text := oldest.In(q.Zone).Format(time.RFC3339)
	return []QueryNote{{Kind: "before_data", DataFrom: text, Text: Text{
		KO: "가장 이른 상담은 " + text + "에 시작되었습니다. 그 이전의 0은 데이터가 없다는 뜻입니다.",
		EN: "The first contact began at " + text + ". Zeros before that mean that nothing is known.",
	}}}, nil
}
