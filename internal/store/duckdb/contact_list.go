package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// maxPage is the largest page of contacts.
const maxPage = 500

// Contacts lists a page. Contacts of one moment, or value, are in order of their id.
func (s *Store) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	s.narrow(&q.Scope, &q.Where)
	q.Beside = s.narrowed(q.Beside)
	page := store.ContactPage{}
	if !q.Scope.SeesEverything() || !q.From.Before(q.To) {
		page.Beside = make([][]metric.Slice, len(q.Beside))
		return page, nil
	}
	if err := q.Validate(); err != nil {
		return page, fmt.Errorf("list contacts: %w", err)
	}
	err := s.read(ctx, func(r *reading) (err error) {
		l := r.list(q)
		if l.all, err = s.extent(ctx, l); err != nil {
			return err
		}
		page.Total = l.all.total
		if err = l.find(ctx, &page); err != nil {
			return err
		}
		page.Beside, err = r.answers(ctx, q.Beside)
		return err
	})
	if err != nil {
		return store.ContactPage{}, fmt.Errorf("list contacts: %w", err)
	}
	return page, nil
}

// list is a contact query on its way to a page.
type list struct {
	*reading
	query  store.ContactQuery
	moment string // the time field's column
	where  string // which contacts are listed, without the page
	args   []any
	keys   []groupColumn // of the query's dimensions
	limit  int
	all    extent
}

func (r *reading) list(q store.ContactQuery) *list {
	l := &list{reading: r, query: q, moment: q.TimeField.Column().Name(), limit: min(max(q.Limit, 1), maxPage)}
	l.where, l.args = r.listSQL(q)
	for _, dimension := range q.Dimensions {
		l.keys = append(l.keys, r.listed(dimension))
	}
	return l
}

// listSQL is the condition of a list, without its page.
func (r *reading) listSQL(q store.ContactQuery) (string, []any) {
	var args arguments
	where := r.whereSQL(q.TimeField.Column().Name(), q.From.UnixMilli(), q.To.UnixMilli(), q.Where, &args)
	if q.Matching.Op != metric.OpTrue {
		where += "\n  and " + predicateSQL(r.words, q.Matching, false)
	}
	if len(q.Outcomes) > 0 {
		where += "\n  and (" + outcomesSQL(q.Outcomes) + ")"
	}
	if q.Since > 0 {
		where += "\n  and seq > " + strconv.FormatUint(q.Since, 10)
	}
	if q.Text == "" {
		return where, args
	}
	// People paste ids in upper case too; those of Amazon are in lower case.
	spelled := "coalesce(contact_text, cast(id as varchar))"
	where += "\n  and (starts_with(" + spelled + ", " + args.add(q.Text) + ") or starts_with(" + spelled + ", " +
		args.add(strings.ToLower(q.Text)) + "))"
	return where, args
}

// outcomesSQL is true for contacts of which one of the things became.
func outcomesSQL(outcomes []string) string {
	conditions := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		switch outcome {
		case "handled":
			conditions[i] = "connected = 1"
		case "abandoned":
			conditions[i] = "connected = 0 and abandoned = 1"
		case "other":
			conditions[i] = "connected = 0 and abandoned = 0"
		default:
			conditions[i] = "false"
		}
	}
	return strings.Join(conditions, " or ")
}

// find reads a page of the list.
func (l *list) find(ctx context.Context, page *store.ContactPage) error {
	var after *cursor
	if l.query.After != "" {
		read, err := parseCursor(l.query.After)
		if err != nil {
			return err
		}
		after = &read
	}
	switch {
	case page.Total == 0:
		return nil
	case l.query.OneEach != "":
		return l.oneEach(ctx, after, page)
	case l.query.Order.Column != nil:
		return l.byValue(ctx, after, page)
	default:
		return l.byTime(ctx, after, page)
	}
}

// byTime reads a page in order of time. Contacts lie about in order of time, so a look at the end of the range mostly needs a
// few row groups; one that finds too little is made wider, up to the whole range.
func (l *list) byTime(ctx context.Context, after *cursor, page *store.ContactPage) error {
	if after != nil && !after.value.Valid {
		return store.ErrCursor
	}
	all := l.all.span
	if after != nil && l.query.Order.Reverse {
		all.from = max(all.from, after.value.Int64)
	} else if after != nil {
		all.to = min(all.to, after.value.Int64+1)
	}
	enough := l.all.enough(all, l.limit, l.query.Order.Reverse)
	const wider = 8
	for width := min(enough, l.all.likely(l.limit)); ; width = max(enough, width*wider) {
		part := span{max(all.from, all.to-width), all.to}
		if l.query.Order.Reverse {
			part = span{all.from, min(all.to, all.from+width)}
		}
		conditions := []string{fmt.Sprintf("%s >= %d and %[1]s < %[3]d", l.moment, part.from, part.to)}
		if err := l.rows(ctx, l.moment, after, conditions, page); err != nil {
			return err
		}
		if page.Next != "" || part == all {
			return nil
		}
	}
}

// byValue reads a page in order of a column. What the page's last value is is found first, by the column alone: that costs a
// tenth of ordering whole rows, with ids to decide between equals.
func (l *list) byValue(ctx context.Context, after *cursor, page *store.ContactPage) error {
	column := l.query.Order.Column.Name()
	order, further, last := "desc", ">=", "min"
	if l.query.Order.Reverse {
		order, further, last = "asc", "<=", "max"
	}
	where, args := l.after(column, after, []string{column + " is not null"})
	text := fmt.Sprintf("select count(*), %s(value) from (select %s as value from contacts where %s order by value %s limit %d)",
		last, column, where, order, l.limit+1)
	var found int
	var value sql.NullInt64
	if err := l.tx.QueryRowContext(ctx, ofList(text, l.query), args...).Scan(&found, &value); err != nil {
		return err
	}
	var conditions []string
	if found > l.limit {
		conditions = append(conditions, fmt.Sprintf("%s %s %d", column, further, value.Int64))
	}
	return l.rows(ctx, column, after, conditions, page)
}

// after is the list's condition with more of them, and that rows come after the cursor.
func (l *list) after(column string, after *cursor, conditions []string) (string, []any) {
	args := l.args
	if after != nil {
		condition, more := after.sql(column, l.query.Order.Reverse, len(args))
		conditions, args = append(conditions, condition), append(slices.Clip(args), more...)
	}
	return strings.Join(append([]string{l.where}, conditions...), "\n  and "), args
}

// rows reads the rows after the cursor, and one more to know whether another page follows.
func (l *list) rows(ctx context.Context, column string, after *cursor, conditions []string, page *store.ContactPage) error {
	direction := "desc"
	if l.query.Order.Reverse {
		direction = "asc"
	}
	where, args := l.after(column, after, conditions)
	text := l.selectRows(column) + "\nwhere " + where +
		fmt.Sprintf("\norder by %s %s nulls last, id, instance\nlimit %d", column, direction, l.limit+1)
	return l.page(ctx, text, args, page)
}

// oneEach reads a page of values, in order of their numbers, each with one of its newest contacts.
func (l *list) oneEach(ctx context.Context, after *cursor, page *store.ContactPage) error {
	key := string(l.query.OneEach)
	least := int64(0)
	if after != nil {
		least = after.value.Int64
	}
	text := fmt.Sprintf("with newest as (\n    select arg_max(rowid, %[1]s) as newest_row\n    from contacts\n    where %[2]s\n"+
		"      and %[3]s > %[4]d\n    group by %[3]s\n    order by %[3]s\n    limit %[5]d\n)\n",
		l.moment, l.where, key, least, l.limit+1) +
		l.selectRows(key) + "\nwhere rowid in (select newest_row from newest)\norder by " + key
	return l.page(ctx, text, l.args, page)
}

// page reads the rows of a statement into the page, in place of what was in it.
func (l *list) page(ctx context.Context, text string, args []any, page *store.ContactPage) error {
	page.Rows, page.Next = nil, ""
	var last cursor
	return l.each(ctx, "contacts", ofList(text, l.query), args, func(rows *sql.Rows) error {
		if len(page.Rows) == l.limit {
			page.Next = last.String()
			return nil
		}
		row, at, err := l.row(rows)
		if err != nil {
			return err
		}
		last = cursor{value: at, id: row.id, instance: row.instance}
		page.Rows = append(page.Rows, row.ContactRow)
		return nil
	})
}

// selectRows reads what contact lists show, what the query asks for beside it, and the value that the list is in order of.
func (l *list) selectRows(order string) string {
	var more []string
	for _, column := range l.query.Columns {
		more = append(more, column.Name())
	}
	for _, key := range l.keys {
		more = append(more, key.expression)
	}
	return selectColumns + ",\n    " + strings.Join(append(more, order), ",\n    ") + "\nfrom contacts"
}

// row reads a row of selectRows.
func (l *list) row(rows *sql.Rows) (listed, sql.NullInt64, error) {
	q := l.query
	values, keys := make([]sql.NullInt64, len(q.Columns)), make([]groupKey, len(q.Dimensions))
	var at sql.NullInt64
	var more []any
	for i := range values {
		more = append(more, &values[i])
	}
	for i := range keys {
		more = append(more, l.keys[i].into(&keys[i]))
	}
	row, err := l.listedRow(rows, append(more, &at)...)
	for _, value := range values {
		row.Values = append(row.Values, maybe(value))
	}
	for i, dimension := range q.Dimensions {
		row.Keys = append(row.Keys, l.textOf(keys[i]))
		row.Names = append(row.Names, l.names.newest(dimension, keys[i].word))
	}
	return row, at, err
}

// cursor names a row as the last one of its page: what the list is in order of, id and instance.
type cursor struct {
	value    sql.NullInt64
	id       engine.UUID
	instance int32
}

func (c cursor) String() string {
	value := ""
	if c.value.Valid {
		value = strconv.FormatInt(c.value.Int64, 10)
	}
	return fmt.Sprintf("%s.%s.%d", value, uuidText(c.id), c.instance)
}

func parseCursor(text string) (c cursor, err error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return c, store.ErrCursor
	}
	var err1 error
	if c.value.Valid = parts[0] != ""; c.value.Valid {
		c.value.Int64, err1 = strconv.ParseInt(parts[0], 10, 64)
	}
	id, ok := parseUUID(parts[1])
	instance, err2 := strconv.ParseInt(parts[2], 10, 32)
	if err1 != nil || err2 != nil || !ok {
		return c, store.ErrCursor
	}
	c.id, c.instance = id, int32(instance)
	return c, nil
}

// sql is the condition that a row comes after the cursor, with its arguments; n are already taken.
func (c cursor) sql(column string, reverse bool, n int) (string, []any) {
	later := fmt.Sprintf("(id > cast($%[1]d as uuid) or id = cast($%[1]d as uuid) and instance > $%[2]d)", n+1, n+2)
	args := []any{uuidText(c.id), c.instance}
	if !c.value.Valid {
		return column + " is null and " + later, args
	}
	further := "<"
	if reverse {
		further = ">"
	}
	return fmt.Sprintf("(%[1]s %[2]s %[3]d or %[1]s is null or %[1]s = %[3]d and %[4]s)", column, further, c.value.Int64, later), args
}
