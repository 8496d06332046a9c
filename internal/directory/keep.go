package directory

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
	"time"
)

var (
	//go:embed sql/entry_list.sql
	entryList string
	//go:embed sql/entry_save.sql
	entrySave string
	//go:embed sql/former_list.sql
	formerList string
	//go:embed sql/former_save.sql
	formerSave string
	//go:embed sql/recorded_list.sql
	recordedList string
	//go:embed sql/recorded_save.sql
	recordedSave string
	//go:embed sql/listing_list.sql
	listingList string
	//go:embed sql/listing_save.sql
	listingSave string
)

// load reads the file into memory.
func (d *Directory) load(ctx context.Context) error {
	err := d.each(ctx, entryList, func(rows *sql.Rows) error {
		var e Entry
		var queues, path string
		var since, gone int64
		err := rows.Scan(&e.ARN, &e.Instance, &e.Kind, &e.Name, &e.First, &e.Last, &e.RoutingProfile, &e.Group, &e.Type, &queues, &path, &since, &gone)
		e.Queues, e.Path, e.Since, e.Gone = lines(queues), lines(path), moment(since), moment(gone)
		d.entries[e.ARN] = &e
		return err
	})
	if err != nil {
		return err
	}
	err = d.each(ctx, formerList, func(rows *sql.Rows) error {
		var arn string
		var f Former
		var from, to int64
		err := rows.Scan(&arn, &from, &to, &f.Name, &f.First, &f.Last)
		if e := d.entries[arn]; e != nil {
			f.From, f.To = moment(from), moment(to)
			e.Former = append(e.Former, f)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = d.each(ctx, listingList, func(rows *sql.Rows) error {
		var l listing
		var at int64
		err := rows.Scan(&l.instance, &l.kind, &at)
		d.listed[l] = moment(at)
		return err
	})
	if err != nil {
		return err
	}
	return d.loadSayings(ctx)
}

// loadSayings reads what records call things, and shows everything.
func (d *Directory) loadSayings(ctx context.Context) error {
	err := d.each(ctx, recordedList, func(rows *sql.Rows) error {
		var kind Kind
		var s Saying
		var first, last int64
		err := rows.Scan(&s.ARN, &kind, &s.Name, &first, &last)
		s.First, s.Last = moment(first), moment(last)
		d.hear(kind, s)
		return err
	})
	for arn := range d.entries {
		d.show(arn)
	}
	for arn := range d.said {
		d.show(arn)
	}
	return err
}

// each hands over the rows of a statement.
func (d *Directory) each(ctx context.Context, statement string, take func(*sql.Rows) error) error {
	rows, err := d.db.QueryContext(ctx, statement)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// save keeps news of a listing, all or none.
func (d *Directory) save(ctx context.Context, of listing, news []Entry, at time.Time) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	for _, e := range news {
		if err := saveEntry(ctx, tx, e); err != nil {
			return fmt.Errorf("%s: %w", e.ARN, err)
		}
	}
	if _, err := tx.ExecContext(ctx, listingSave, of.instance, of.kind, at.UnixMilli()); err != nil {
		return err
	}
	return tx.Commit()
}

func saveEntry(ctx context.Context, tx *sql.Tx, e Entry) error {
	_, err := tx.ExecContext(ctx, entrySave, e.ARN, e.Instance, e.Kind, e.Name, e.First, e.Last, e.RoutingProfile, e.Group, e.Type,
		strings.Join(e.Queues, "\n"), strings.Join(e.Path, "\n"), e.Since.UnixMilli(), millis(e.Gone))
	if err != nil || len(e.Former) == 0 {
		return err
	}
	f := e.Former[len(e.Former)-1] // those before it were kept when they were new
	_, err = tx.ExecContext(ctx, formerSave, e.ARN, f.From.UnixMilli(), f.To.UnixMilli(), f.Name, f.First, f.Last)
	return err
}

// saveSayings keeps what records call things of a kind, all or none.
func (d *Directory) saveSayings(ctx context.Context, kind Kind, all []Saying) error {
	if len(all) == 0 {
		return nil
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	for _, s := range all {
		if _, err := tx.ExecContext(ctx, recordedSave, s.ARN, kind, s.Name, s.First.UnixMilli(), s.Last.UnixMilli()); err != nil {
			return fmt.Errorf("%s: %w", s.ARN, err)
		}
	}
	return tx.Commit()
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// moment is a time that is kept as milliseconds, zero of 0.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// millis is the reverse of moment.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
