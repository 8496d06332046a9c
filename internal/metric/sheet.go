package metric

import (
	"cmp"
	"context"
	"slices"
)

// sheet is all that a table is made of: the rows that were asked for, those of the period that they are compared with, and
// both of the others where only the top was asked for.
type sheet struct {
	rows, before         *asked
	others, othersBefore *asked // nil without Top, or where there are none
	ranking              *ranking
	comparison           *comparison
	partners             []int // by bucket of rows: the bucket of before, -1 where there is none
	places, behind       []int // by bucket of before: its partner, or so many places behind that of the one before
}

// newSheet plans a query; what is the top is asked for here, since the rest depends on it.
func newSheet(ctx context.Context, asker Asker, q Query) (*sheet, error) {
	s := &sheet{}
	var err error
	if s.rows, err = planned(q); err != nil {
		return nil, err
	}
	if q.Compare != nil {
		if s.comparison, err = s.rows.query.against(*q.Compare); err != nil {
			return nil, err
		}
		if s.before, err = planned(s.comparison.query); err != nil {
			return nil, err
		}
		s.align()
	}
	if q.Top == nil {
		return s, nil
	}
	if s.ranking, err = rank(ctx, asker, q); err != nil {
		return nil, err
	}
	return s, s.planTop()
}

func planned(q Query) (*asked, error) {
	p, err := newPlan(q)
	return &asked{plan: p}, err
}

// planTop keeps the rows of the top and plans those of the others.
func (s *sheet) planTop() error {
	for _, of := range []struct {
		plan   *asked
		others **asked
	}{{s.rows, &s.others}, {s.before, &s.othersBefore}} {
		if of.plan == nil {
			continue
		}
		s.ranking.keep(of.plan.plan)
		if s.before == nil && s.ranking.Values <= s.ranking.N {
			continue // there are no others
		}
		p, err := s.ranking.others(of.plan.plan)
		if err != nil {
			return err
		}
		*of.others = &asked{plan: p}
	}
	return nil
}

// all are the plans to ask.
func (s *sheet) all() []*asked {
	return slices.DeleteFunc([]*asked{s.rows, s.before, s.others, s.othersBefore}, func(a *asked) bool { return a == nil })
}

// align puts the buckets of the other period in their places: those that are nobody's partner right behind the one before.
func (s *sheet) align() {
	s.partners = s.comparison.partners(s.rows.edges, s.before.edges)
	n := len(s.before.edges) - 1
	s.places, s.behind = slices.Repeat([]int{-1}, n), make([]int, n)
	for bucket, partner := range s.partners {
		if partner >= 0 {
			s.places[partner] = bucket
		}
	}
	last, behind := -1, 0
	for i, bucket := range s.places {
		if bucket >= 0 {
			last, behind = bucket, 0
			continue
		}
		behind++
		s.places[i], s.behind[i] = last, behind
	}
}

// line is a row of the table before it is written: what the range has, and what the other period has in its place.
type line struct {
	bucket, behind int  // place: of the bucket in the range, or so many buckets of the other period behind it
	row            *row // labels, and the values of the range if it has them
	has            bool // the range has this bucket
	before         *row // nil where the other period has no such bucket
}

// place is where a line stands.
type place struct {
	bucket, behind int
	keys           [MaxGroupBy]string
}

func placeOf(bucket, behind int, r *row) place {
	p := place{bucket: bucket, behind: behind}
	copy(p.keys[:], r.keys)
	return p
}

// lines puts the rows of both periods side by side, in any order; those of one period alone are as rows has them.
func (s *sheet) lines(now, before *asked) ([]line, error) {
	rows, err := now.rows(now.answers)
	if err != nil {
		return nil, err
	}
	if before == nil {
		lines := make([]line, len(rows))
		for i := range rows {
			lines[i] = line{bucket: rows[i].bucket, row: &rows[i], has: true}
		}
		return lines, nil
	}
	found := make(map[place]*line, len(rows))
	for i := range rows {
		r := &rows[i]
		found[placeOf(r.bucket, 0, r)] = &line{bucket: r.bucket, row: r, has: true}
	}
	if err := s.addBefore(found, now, before); err != nil {
		return nil, err
	}
	if len(found) > MaxRows {
		return nil, ErrRows
	}
	lines := make([]line, 0, len(found))
	for _, l := range found {
		lines = append(lines, *l)
	}
	return lines, nil
}

// addBefore gives each line what the other period has in its place, and adds lines for what only that has.
func (s *sheet) addBefore(found map[place]*line, now, before *asked) error {
	for _, l := range found {
		if partner := s.partners[l.bucket]; partner >= 0 {
			l.before = &row{bucket: partner, values: before.nothing()}
		}
	}
	rows, err := before.rows(before.answers)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		at := placeOf(s.places[r.bucket], s.behind[r.bucket], r)
		if found[at] == nil {
			only := *r
			only.bucket, only.values = max(at.bucket, 0), now.nothing()
			found[at] = &line{bucket: at.bucket, behind: at.behind, row: &only, has: at.behind == 0}
		}
		found[at].before = r
	}
	return nil
}

// order is that of buckets, then of the ranking if there is one, then of what people read.
func (s *sheet) order(lines []line, ranked bool) {
	slices.SortFunc(lines, func(a, b line) int {
		place := cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.behind, b.behind))
		if place == 0 && ranked {
			place = s.ranking.before(*a.row, *b.row)
		}
		return cmp.Or(place, slices.Compare(a.row.names, b.row.names), slices.Compare(a.row.keys, b.row.keys))
	})
}
