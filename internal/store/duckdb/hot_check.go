package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// checkHot compares the sums of each day in memory with those of the table, and reads the days that differ again. The
// projection waits meanwhile, a second or less, so that both are of one position.
func (s *Store) checkHot(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return nil
	}
	defer func() { <-s.turn }()
	s.gate.RLock()
	defer s.gate.RUnlock()
	state := s.hot.State()
	if state == nil {
		return nil
	}
	started := time.Now()
	conn, err := s.db.pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("check hot columns: %w", err)
	}
	different, err := s.compareHot(ctx, conn, state)
	for _, day := range different {
		if err != nil {
			break
		}
		err = s.mendDay(ctx, conn, state.Seq(), day)
	}
	if err = errors.Join(err, conn.Close()); err != nil {
		if broken(err) {
			s.suspect(err)
		}
		return fmt.Errorf("check hot columns: %w", err)
	}
	s.mu.Lock()
	if len(different) == 0 {
		s.mendedDays = 0
	}
	s.mu.Unlock()
	s.log.Info("hot columns were compared with the table", "days_that_differed", len(different), "duration", time.Since(started))
	return nil
}

func (s *Store) mendDay(ctx context.Context, conn *sql.Conn, seq uint64, day int64) error {
	rows, err := fewHot(ctx, conn, began(day, day+dayMS))
	if err != nil {
		return err
	}
	mended, err := s.hot.Mend(seq, day, day+dayMS, rows)
	if mended {
		s.mended(day)
	}
	return err
}

// compareHot lists the days, by their beginning in ms, whose sums differ.
func (s *Store) compareHot(ctx context.Context, conn *sql.Conn, state *columns.State) ([]int64, error) {
	totals := state.Totals()
	since, bounded := state.Since()
	var different []int64
	rows, err := conn.QueryContext(ctx, totalsSQL(since, bounded))
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, "totals", func(rows *sql.Rows) error {
		var day int64
		sums := make([]sql.NullInt64, 1+len(columns.Dimensions())+len(columns.Columns()))
		into := []any{&day}
		for i := range sums {
			into = append(into, &sums[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		day *= dayMS
		held := totals[day]
		delete(totals, day)
		same := slices.EqualFunc(held, sums, func(a int64, b sql.NullInt64) bool { return a == b.Int64 })
		if !same {
			different = append(different, day)
		}
		return nil
	})
	for day := range totals { // nothing of them is stored
		different = append(different, day)
	}
	return different, err
}

// totalsSQL sums up each day as columns.State.Totals does.
func totalsSQL(since int64, bounded bool) string {
	selected := []string{"cast(floor(init_ms / 86400000) as bigint) as day", "count(*)"}
	for _, d := range columns.Dimensions() {
		selected = append(selected, "cast(sum("+string(d)+") as bigint)")
	}
	for _, c := range columns.Columns() {
		selected = append(selected, "cast(sum("+c.Name()+") as bigint)")
	}
	where := "init_ms is not null"
	if bounded {
		where = fmt.Sprintf("init_ms >= %d", since)
	}
	return "select\n    " + strings.Join(selected, ",\n    ") + "\nfrom contacts\nwhere " + where + "\ngroup by day"
}
