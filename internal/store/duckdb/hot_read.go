package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// packing says how rows for the columns in memory are selected: the driver's cost is by value, so many columns come as the
// bits of few integers. Fields are the dimensions, the initiation, columns.Numbers and the flags as one.
type packing struct {
	fields []field
	values []string // as SQL
}

// field is one column, or all flags.
type field struct {
	expression string
	low, high  int64 // bounds of the values that there are
	nullable   bool  // 0 stands for null, and low for 1
	value      int   // which of the values selected it is in
	shift      int
	bits       int // 64: the value is selected as it is
}

// packed lays out fields whose bounds are known.
func packed(fields []field) *packing {
	p := &packing{}
	room := 0
	for _, f := range fields {
		codes := uint64(f.high) - uint64(f.low)
		if f.nullable {
			codes++
		}
		f.bits = max(1, bits.Len64(codes))
		if f.bits > 62 {
			f.bits = 64
		}
		if f.bits > room {
			p.values, room = append(p.values, ""), 63
		}
		f.value, f.shift = len(p.values)-1, 63-room
		room -= f.bits
		p.add(f)
		p.fields = append(p.fields, f)
	}
	return p
}

func (p *packing) add(f field) {
	text := &p.values[f.value]
	switch {
	case f.bits == 64:
		*text = f.expression
		return
	case f.nullable:
		f.expression = fmt.Sprintf("coalesce(%s - (%d) + 1, 0)", f.expression, f.low)
	}
	if *text != "" {
		*text += " | "
	}
	*text += fmt.Sprintf("(cast(%s as bigint) << %d)", f.expression, f.shift)
}

// hotFields are all fields. But for the flags they have no bounds yet.
func hotFields() []field {
	var all []field
	for _, d := range columns.Dimensions() {
		all = append(all, field{expression: string(d)})
	}
	all = append(all, field{expression: metric.ColInitMS.Name(), nullable: true})
	for _, c := range columns.Numbers() {
		f := field{expression: c.Name(), nullable: true}
		if columns.Moment(c) {
			f.expression = "(" + c.Name() + " - coalesce(" + metric.ColInitMS.Name() + ", 0))"
		}
		all = append(all, f)
	}
	var flags []string
	for i, c := range columns.Flags() {
		flags = append(flags, fmt.Sprintf("(cast(%s as bigint) << %d)", c.Name(), i))
	}
	return append(all, field{expression: "(" + strings.Join(flags, " | ") + ")", high: 1<<len(flags) - 1})
}

// scan fills in a row, which is empty, of the values selected.
func (p *packing) scan(values []driver.Value, row *columns.Row) error {
	row.Init = columns.Undated
	dimensions := len(row.Words)
	for i := range p.fields {
		f := &p.fields[i]
		value, has := values[f.value].(int64)
		if !has && f.bits < 64 {
			return fmt.Errorf("value %d is a %T", f.value, values[f.value])
		}
		if f.bits < 64 {
			value = value >> f.shift & (1<<f.bits - 1)
			if f.nullable {
				has, value = value > 0, value+f.low-1
			}
		}
		switch number := i - dimensions - 1; {
		case !has:
		case i < dimensions:
			row.Words[i] = int32(value)
		case number < 0:
			row.Init = value
		case i == len(p.fields)-1:
			row.Flags = uint64(value)
		default:
			row.Numbers[number] = value
			row.Present |= 1 << number
		}
	}
	return nil
}

// statement selects the contacts for which a condition holds. Values of 32 bits are cast, so that all are of one type.
func (p *packing) statement(where string) string {
	selected := make([]string, len(p.values))
	for i, value := range p.values {
		selected[i] = "cast(" + value + " as bigint)"
	}
	return "select\n    " + strings.Join(selected, ",\n    ") + "\nfrom contacts\nwhere " + where
}

// read selects rows on a connection, in whatever transaction it is, and adds them to those that are there.
func (p *packing) read(ctx context.Context, conn *sql.Conn, where string, all []columns.Row) ([]columns.Row, error) {
	return readHot(ctx, conn, p.statement(where), len(p.values), all, p.scan)
}

// readHot adds a row for each that a statement selects; scan makes it of the values.
func readHot(ctx context.Context, conn *sql.Conn, text string, width int, all []columns.Row,
	scan func([]driver.Value, *columns.Row) error,
) ([]columns.Row, error) {
	err := conn.Raw(func(c any) error {
		rows, err := c.(driver.QueryerContext).QueryContext(ctx, text, nil)
		if err != nil {
			return err
		}
		values := make([]driver.Value, width)
		for err = rows.Next(values); err == nil; err = rows.Next(values) {
			all = append(all, columns.Row{})
			if err = scan(values, &all[len(all)-1]); err != nil {
				break
			}
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return errors.Join(err, rows.Close())
	})
	if err != nil {
		return nil, fmt.Errorf("read hot columns: %w", err)
	}
	return all, nil
}

// fewHot reads a few rows, with a statement that is quickly made: each column is a value.
func fewHot(ctx context.Context, conn *sql.Conn, where string) ([]columns.Row, error) {
	var selected []string
	for _, d := range columns.Dimensions() {
		selected = append(selected, string(d))
	}
	for _, c := range hotColumns {
		selected = append(selected, c.Name())
	}
	text := "select\n    " + strings.Join(selected, ",\n    ") + "\nfrom contacts\nwhere " + where
	return readHot(ctx, conn, text, len(selected), nil, scanFew)
}

// scanFew fills in a row, which is empty, of the values of all its columns.
func scanFew(values []driver.Value, row *columns.Row) error {
	var contact metric.Row
	var words columns.Words
	for i, value := range values {
		var v int64
		switch value := value.(type) {
		case nil:
			continue
		case int8:
			v = int64(value)
		case int32:
			v = int64(value)
		case int64:
			v = value
		default:
			return fmt.Errorf("value %d is a %T", i, value)
		}
		if i < len(words) {
			words[i] = int32(v)
		} else {
			contact.Set(hotColumns[i-len(words)], connect.Some(v))
		}
	}
	*row = columns.NewRow(&contact, words)
	return nil
}

var hotColumns = columns.Columns()

// began is a condition on the initiation, from and to in ms.
func began(from, to int64) string {
	return "init_ms >= " + strconv.FormatInt(from, 10) + " and init_ms < " + strconv.FormatInt(to, 10)
}
