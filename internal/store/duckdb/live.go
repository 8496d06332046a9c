package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

const (
	// recordAge is how far back what proves contacts over is seeded: longer than most events are on their way.
	recordAge = time.Hour
	// futureAfter is how far ahead of our clock an event may be and count at once, as on the live board.
	futureAfter = 5 * time.Minute
	// mostBefore bounds the contacts that are looked up because others grew out of them.
	mostBefore = 5000
)

// LiveSeed is what the live board needs to be what it was before a restart.
type LiveSeed struct {
	Facts []connect.Fact // in order of arrival
	Names []QueueName
}

// QueueName is the newest name that contact records gave a queue, with the LastUpdateTimestamp of the newest of them.
type QueueName struct {
	ARN, Name string
	At        connect.Millis
}

// LiveSeed returns the events of the last days of contacts that may still be open, with what agent events and, where one
// grew out of another, earlier contacts say of them; what proves recent contacts over; the newest events of each agent;
// and events from the future. What was appended and is not projected yet is missing: CatchUp first.
func (s *Store) LiveSeed(ctx context.Context) (LiveSeed, error) {
	now := s.opts.Now()
	oldest := now.Add(-liveAge).UnixMilli()
	args := []any{oldest, now.Add(-recordAge).UnixMilli(), now.Add(futureAfter).UnixMilli()}
	for _, over := range []string{"CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"} {
		args = append(args, s.wordOf(over))
	}
	facts, err := s.seedFacts(ctx, statement("live_seed"), args...)
	if err != nil {
		return LiveSeed{}, fmt.Errorf("seed of the live board: %w", err)
	}
	if before := grownFrom(facts); before != "" {
		more, err := s.seedFacts(ctx, fmt.Sprintf(statement("live_seed_before"), before), oldest)
		if err != nil {
			return LiveSeed{}, fmt.Errorf("seed of the live board: earlier contacts: %w", err)
		}
		facts = append(facts, more...)
	}
	return LiveSeed{Facts: facts, Names: s.queueNames()}, nil
}

// wordOf is the number of a text, one that no row has when it was never seen.
func (s *Store) wordOf(text string) int32 {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if id, known := s.words.find(text); known {
		return id
	}
	return -1
}

func (s *Store) queueNames() []QueueName {
	s.gate.RLock()
	defer s.gate.RUnlock()
	var all []QueueName
	for _, n := range s.names.dated(metric.Queue) {
		all = append(all, QueueName{ARN: s.words.text(n.word), Name: n.name, At: n.at})
	}
	return all
}

// grownFrom lists, as SQL, the contacts that contacts without a queue of their own grew out of: a callback waits in the
// queue of the call in which it was asked for.
func grownFrom(facts []connect.Fact) string {
	var list []string
	for _, fact := range facts {
		if e := fact.ContactEvent; e != nil && e.QueueARN == "" && e.PreviousContactID != "" && len(list) < mostBefore {
			id, _ := identity(string(e.PreviousContactID))
			list = append(list, "'"+uuidText(id)+"'")
		}
	}
	return strings.Join(list, ", ")
}

// seedFacts decodes the records whose numbers a statement lists.
func (s *Store) seedFacts(ctx context.Context, text string, args ...any) ([]connect.Fact, error) {
	var seqs []uint64
	err := s.read(ctx, func(r *reading) error {
		return r.each(ctx, "live seed", text, args, func(rows *sql.Rows) error {
			var seq int64
			err := rows.Scan(&seq)
			seqs = append(seqs, uint64(seq))
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	facts := make([]connect.Fact, 0, len(seqs))
	for _, seq := range seqs {
		entry, err := s.entryOf(seq)
		switch {
		case lost(err):
			continue // erased or damaged: the board does without
		case err != nil:
			return nil, fmt.Errorf("record %d: %w", seq, err)
		}
		facts = append(facts, connect.Decode(entry.Data))
	}
	return facts, nil
}
