package duckdb

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// AgentIntervals lists what agents did when, one page at a time.
func (s *Store) AgentIntervals(ctx context.Context, q store.AgentIntervalQuery) (store.AgentIntervalPage, error) {
	if err := checkIntervals(q); err != nil {
		return store.AgentIntervalPage{}, fmt.Errorf("list agent intervals: %w", err)
	}
	s.narrow(&q.Scope, &q.Where)
	q.Beside = s.narrowed(q.Beside)
	page := store.AgentIntervalPage{}
	if !q.Scope.SeesEverything() || !q.From.Before(q.To) {
		page.Beside = make([][]metric.Slice, len(q.Beside))
		return page, nil
	}
	after, err := parseIntervalCursor(q.After)
	if err != nil {
		return page, fmt.Errorf("list agent intervals: %w", err)
	}
	err = s.read(ctx, func(r *reading) error {
		l := intervalList{reading: r, query: q, after: after, limit: min(max(q.Limit, 1), store.MostIntervals)}
		page, err = l.page(ctx)
		return err
	})
	if err != nil {
		return store.AgentIntervalPage{}, fmt.Errorf("list agent intervals: %w", err)
	}
	return page, nil
}

// ReadAgentIntervals gives what the pages of AgentIntervals list, page by page on one snapshot.
func (s *Store) ReadAgentIntervals(
	ctx context.Context, q store.AgentIntervalQuery, begin func(store.IntervalRead) error, each func(*store.AgentInterval) error,
) error {
	if err := checkIntervals(q); err != nil {
		return fmt.Errorf("read agent intervals: %w", err)
	}
	s.narrow(&q.Scope, &q.Where)
	if !q.Scope.SeesEverything() || !q.From.Before(q.To) {
		return begin(store.IntervalRead{})
	}
	q.Beside = nil
	err := s.read(ctx, func(r *reading) error {
		l := intervalList{reading: r, query: q, limit: store.MostIntervals}
		return l.read(ctx, begin, each)
	})
	if err != nil {
		return fmt.Errorf("read agent intervals: %w", err)
	}
	return nil
}

// read gives all pages, of which only the first one counts.
func (l *intervalList) read(ctx context.Context, begin func(store.IntervalRead) error, each func(*store.AgentInterval) error) error {
	position, err := l.position(ctx)
	if err != nil {
		return err
	}
	for {
		page, err := l.page(ctx)
		if err == nil && l.after == nil {
			err = begin(store.IntervalRead{Intervals: page.Total, Projected: position})
		}
		if err != nil {
			return err
		}
		for i := range page.Rows {
			if err := each(&page.Rows[i]); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		if l.after, err = parseIntervalCursor(page.Next); err != nil {
			return err
		}
		l.found, l.uncounted = l.found[:0], true
	}
}

func checkIntervals(q store.AgentIntervalQuery) error {
	for _, filter := range q.Where {
		if !slices.Contains(store.IntervalDimensions(), filter.Dimension) {
			return fmt.Errorf("%w: agents' intervals have no %s", metric.ErrQuestion, filter.Dimension)
		}
	}
	for _, kind := range q.Kinds {
		if !slices.Contains(store.IntervalKinds(), kind) {
			return fmt.Errorf("%w: there is no kind of interval %q, only %q", metric.ErrQuestion, kind, store.IntervalKinds())
		}
	}
	return nil
}

// intervalKey is the order of intervals. Agents are in the order of their numbers.
type intervalKey struct {
	Start connect.Millis
	Kind  int // place among store.IntervalKinds
	Agent int32
	End   connect.Millis
}

func (k intervalKey) compare(o intervalKey) int {
	return cmp.Or(cmp.Compare(k.Start, o.Start), cmp.Compare(k.Kind, o.Kind), cmp.Compare(k.Agent, o.Agent), cmp.Compare(k.End, o.End))
}

// intervalCursor says where a page ended: behind so many intervals of that key.
type intervalCursor struct {
	Key   intervalKey
	Given int
}

func parseIntervalCursor(text string) (*intervalCursor, error) {
	if text == "" {
		return nil, nil
	}
	var c intervalCursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || c.Given < 1 || c.Key.Kind < 0 || c.Key.Kind >= len(store.IntervalKinds()) {
		return nil, fmt.Errorf("%w: %q", store.ErrCursor, text)
	}
	return &c, nil
}

// text cannot fail: a cursor is numbers.
func (c intervalCursor) text() string {
	raw, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// keyed is an interval with its place in the list.
type keyed struct {
	key intervalKey
	store.AgentInterval
}

type intervalList struct {
	*reading
	query store.AgentIntervalQuery
	after *intervalCursor
	limit int
	found []keyed

	uncounted bool   // Total is not asked for
	adding    string // condition of query.Adding
}

func (l *intervalList) page(ctx context.Context) (store.AgentIntervalPage, error) {
	var page store.AgentIntervalPage
	err := l.findAdding(ctx)
	if err != nil {
		return page, err
	}
	if page.Beside, err = l.answers(ctx, l.query.Beside); err != nil {
		return page, err
	}
	if err := l.stored(ctx, &page.Total); err != nil {
		return page, err
	}
	open, err := l.open(ctx, min(l.now, connect.MillisOf(l.query.To)))
	if err != nil {
		return page, err
	}
	page.Total += int64(len(open))
	for _, row := range open {
		if l.after == nil || row.key.compare(l.after.Key) >= 0 {
			l.found = append(l.found, row)
		}
	}
	slices.SortStableFunc(l.found, func(a, b keyed) int { return a.key.compare(b.key) })
	rows := l.found
	for given := 0; l.after != nil && given < l.after.Given && len(rows) > 0 && rows[0].key == l.after.Key; given++ {
		rows = rows[1:]
	}
	if len(rows) > l.limit {
		rows = rows[:l.limit]
		page.Next = l.cursor(rows).text()
	}
	for _, row := range rows {
		page.Rows = append(page.Rows, row.AgentInterval)
	}
	return page, nil
}

// cursor is where a page of these rows ends.
func (l *intervalList) cursor(rows []keyed) intervalCursor {
	c := intervalCursor{Key: rows[len(rows)-1].key}
	for _, row := range slices.Backward(rows) {
		if row.key != c.Key {
			return c
		}
		c.Given++
	}
	if l.after != nil && l.after.Key == c.Key {
		c.Given += l.after.Given
	}
	return c
}

// stored reads as many rows of the tables as a page can need, and counts all where that is asked for.
func (l *intervalList) stored(ctx context.Context, total *int64) error {
	var parts []string
	for i, kind := range store.IntervalKinds() {
		if l.query.Asks(kind) {
			parts = append(parts, l.kindSQL(i))
		}
	}
	all := strings.Join(parts, "\nunion all\n")
	if !l.uncounted {
		err := l.each(ctx, "agent intervals counted", "select count(*) from (\n"+all+"\n)", nil, func(rows *sql.Rows) error {
			return rows.Scan(total)
		})
		if err != nil {
			return err
		}
	}
	text, limit := "select * from (\n"+all+"\n)", l.limit+1
	if l.after != nil {
		k := l.after.Key
		text += fmt.Sprintf("\nwhere (start_ms, kind, agent, end_ms) >= (%d, %d, %d, %d)", k.Start, k.Kind, k.Agent, k.End)
		limit += l.after.Given
	}
	// By every column: pages of intervals that are alike but for one must not swap them.
	text += fmt.Sprintf("\norder by start_ms, kind, agent, end_ms, %s\nlimit %d", strings.Join(intervalColumns, ", "), limit)
	return l.each(ctx, "agent intervals", text, nil, l.row)
}

// intervalColumns are the columns of a listed interval that not all tables have, in the order of intervalList.row.
var intervalColumns = []string{
	"status", "name", "type", "class", "error", "contact", "contact_text", "channel", "initiation_method", "queue", "state",
	"next", "login_ms", "logout_ms", "missing", "routing_profile", "hierarchy_level_1", "hierarchy_level_2",
	"hierarchy_level_3", "hierarchy_level_4", "hierarchy_level_5",
}

var configurationColumns = intervalColumns[15:]

// intervalTables are the tables of store.IntervalKinds, with their columns among intervalColumns.
var intervalTables = []struct {
	name    string
	columns []string
}{
	{"agent_sessions", []string{"login_ms", "logout_ms"}},
	{"agent_statuses", append([]string{"status", "name", "type", "missing"}, configurationColumns...)},
	{"agent_stretches", append([]string{"class", "error"}, configurationColumns...)},
	{"agent_handlings", append([]string{
		"contact", "contact_text", "channel", "initiation_method", "queue", "state", "next", "missing",
	}, configurationColumns...)},
	{"agent_gaps", nil},
}

// kindSQL selects the intervals of a kind that overlap with the range and pass the filters.
func (l *intervalList) kindSQL(kind int) string {
	table := intervalTables[kind]
	columns := []string{fmt.Sprintf("%d as kind", kind), "instance", "agent", "start_ms", "end_ms"}
	for _, column := range intervalColumns {
		switch {
		case slices.Contains(table.columns, column):
			columns = append(columns, column)
		case column == "contact":
			columns = append(columns, "cast(null as uuid) as contact")
		case column == "contact_text":
			columns = append(columns, "cast(null as varchar) as contact_text")
		default:
			columns = append(columns, "0 as "+column)
		}
	}
	conditions := l.conditions(kind)
	if l.adding != "" {
		conditions = append(conditions, l.adding)
	}
	return "select\n    " + strings.Join(columns, ",\n    ") + "\nfrom " + table.name + "\nwhere " + strings.Join(conditions, "\n  and ")
}

// conditions keep the intervals of a kind that overlap with the range, or ended in it if an amount counts ends, and pass the
// filters.
func (l *intervalList) conditions(kind int) []string {
	table, from, to := intervalTables[kind], l.query.From.UnixMilli(), l.query.To.UnixMilli()
	conditions := []string{overlapSQL(from, to)}
	switch {
	case l.query.Adding != metric.NoAmount && l.query.Adding.Millis():
		conditions = []string{fmt.Sprintf("start_ms < %d and end_ms > %d and end_ms > start_ms", to, from), overlapsAnySQL(l.query.Times())}
	case l.query.Adding != metric.NoAmount:
		conditions = []string{fmt.Sprintf("end_ms >= %d and end_ms < %d", from, to), endsInAnySQL(l.query.Times())}
	case table.name == "agent_stretches":
		conditions = append(conditions, "class <> 0")
	}
	for _, filter := range l.query.Where {
		conditions = append(conditions, l.filterSQL(filter, table.columns))
	}
	return conditions
}

// overlapSQL keeps the rows that overlap with a range, and those without a length that lie in it.
func overlapSQL(from, to int64) string {
	return fmt.Sprintf("start_ms < %[2]d and (end_ms > %[1]d or end_ms = start_ms and end_ms >= %[1]d)", from, to)
}

// filterSQL is a filter on a table of intervals: one that lacks the column has "" in it.
func (l *intervalList) filterSQL(f metric.Filter, columns []string) string {
	of := l.wordsOf(f)
	if f.Dimension == metric.Agent || f.Dimension == metric.Instance || slices.Contains(columns, string(f.Dimension)) {
		return wordsSQL(f, of)
	}
	if slices.Contains(of, 0) != f.Not {
		return "true"
	}
	return "false"
}

// row takes in a row of the tables.
func (l *intervalList) row(rows *sql.Rows) error {
	var k keyed
	var instance, status, name, kindOf, class, channel, method, queue, state, next int32
	var failing, missing int8
	var contact *engine.UUID
	var text sql.NullString
	var c configurationWords
	h := &c.hierarchy
	err := rows.Scan(&k.key.Kind, &instance, &k.key.Agent, &k.key.Start, &k.key.End, &status, &name, &kindOf, &class, &failing,
		&contact, &text, &channel, &method, &queue, &state, &next, &k.Login, &k.Logout, &missing, &c.routingProfile, &h[0], &h[1],
		&h[2], &h[3], &h[4])
	if err != nil {
		return err
	}
	if k.ContactID = connect.ContactID(text.String); contact != nil && !text.Valid {
		k.ContactID = connect.ContactID(uuidText(*contact))
	}
	w := l.words
	k.InstanceARN, k.AgentARN = w.text(instance), w.text(k.key.Agent)
	k.StatusARN, k.StatusName, k.StatusType, k.Class = w.text(status), w.text(name), w.text(kindOf), w.text(class)
	k.Channel, k.InitiationMethod, k.State, k.Next = w.text(channel), w.text(method), w.text(state), w.text(next)
	k.QueueARN, k.RoutingProfileARN = w.text(queue), w.text(c.routingProfile)
	for i, group := range h {
		k.Hierarchy[i].ARN = w.text(group)
	}
	k.Error, k.Missing = failing == 1, missing == 1
	k.Kind, k.Start, k.End = store.IntervalKinds()[k.key.Kind], k.key.Start, k.key.End
	l.add(k)
	return nil
}

// add names what the interval is of, and lists it.
func (l *intervalList) add(k keyed) {
	newest := func(d metric.Dimension, arn string) string {
		id, _ := l.words.find(arn)
		return l.names.newest(d, id)
	}
	k.AgentName = newest(metric.Agent, k.AgentARN)
	k.QueueName = newest(metric.Queue, k.QueueARN)
	k.RoutingProfileName = newest(metric.RoutingProfile, k.RoutingProfileARN)
	for i := range k.Hierarchy {
		k.Hierarchy[i].Name = newest(hierarchy[i], k.Hierarchy[i].ARN)
	}
	l.found = append(l.found, k)
}
