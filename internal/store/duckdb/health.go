package duckdb

import (
	"fmt"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// farBehind is for how long a record may wait to be projected before that is a problem: a batch takes a second or two.
const farBehind = 10 * time.Second

// problems are all that is wrong, in plain words, the worst first.
func (s *Store) problems(stuck string, status store.Status) []string {
	var all []string
	if err := s.journal.Refusal(); err != nil {
		all = append(all, "nothing can be stored: "+err.Error())
	}
	if stuck != "" {
		all = append(all, stuck)
	}
	all = append(all, s.losses()...)
	if mended := s.mendedProblem(); mended != "" {
		all = append(all, mended)
	}
	if behind := s.behind(status); behind != "" {
		all = append(all, behind)
	}
	if damage := s.journal.Damage(); len(damage) > 0 {
		d := damage[0]
		lost := ""
		if d.Last > 0 {
			lost = fmt.Sprintf(" (records %s to %s)", grouped(d.First), grouped(d.Last))
		}
		all = append(all, fmt.Sprintf("journal segment %s is damaged%s: %s", d.File, lost, d.Reason))
	}
	return all
}

// behind says how far the figures are from complete, "" when they are or will be in a moment.
func (s *Store) behind(status store.Status) string {
	if status.Projected >= status.Appended {
		return ""
	}
	s.mu.Lock()
	rebuilding := status.Projected < s.rebuilding
	s.mu.Unlock()
	of := grouped(status.Projected) + " of " + grouped(status.Appended) + " records"
	switch {
	case rebuilding:
		return "figures are being rebuilt: " + of
	case s.opts.Now().Sub(status.ProjectedAt) > farBehind:
		return "figures are behind: they show " + of
	default:
		return ""
	}
}

// knownUntil is the moment until which all that was received is projected, when something is not: the arrival of the
// oldest record that is outstanding or, while that is not known, of the newest that is projected.
func (s *Store) knownUntil(at position) time.Time {
	s.mu.Lock()
	doing := s.doing
	s.mu.Unlock()
	if doing.first == at.seq+1 {
		return doing.received
	}
	if received, waits := s.queue.received(at.seq + 1); waits {
		return received
	}
	return at.received
}

// begin notes which batch is being projected.
func (s *Store) begin(b *batch) {
	if len(b.parts) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doing = progressing{first: b.first, received: b.parts[0].received}
}

// learn takes in that a record was projected.
func (p *position) learn(received time.Time) {
	if received.After(p.received) {
		p.received = received
	}
}

// grouped spells a number for people: 1,088,281.
func grouped(n uint64) string {
	text := strconv.FormatUint(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
