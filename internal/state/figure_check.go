package state

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"time"
)

var (
	//go:embed sql/figure_check_save.sql
	figureCheckSave string
	//go:embed sql/figure_check_list.sql
	figureCheckList string
	//go:embed sql/figure_check_find.sql
	figureCheckFind string
	//go:embed sql/figure_check_each.sql
	figureCheckEach string
	//go:embed sql/figure_check_expire.sql
	figureCheckExpire string
	//go:embed sql/figure_check_wish_insert.sql
	figureCheckWishInsert string
	//go:embed sql/figure_check_wish_list.sql
	figureCheckWishList string
	//go:embed sql/figure_check_wish_delete.sql
	figureCheckWishDelete string
)

// FigureCheck is what came of checking the figures of one day of one instance, which this package does not look into.
type FigureCheck struct {
	Instance string    // ARN
	Day      string    // 2006-01-02
	Begun    time.Time // what tells it from others of the day
	Ended    time.Time // zero while it is under way, or was broken off
	Summary  string    // JSON
	Document string    // JSON; "" in lists
}

// SaveFigureCheck keeps a check, or what it has found by now.
func (d *DB) SaveFigureCheck(ctx context.Context, c FigureCheck) error {
	var ended int64
	if !c.Ended.IsZero() {
		ended = c.Ended.UnixMilli()
	}
	if _, err := d.db.ExecContext(ctx, figureCheckSave, c.Instance, c.Day, c.Begun.UnixMilli(), ended, c.Summary, c.Document); err != nil {
		return fmt.Errorf("keep a check of figures: %w", err)
	}
	return nil
}

// FigureChecks lists checks without their documents, the newest day first and of a day the newest check, of an instance or, with
// "", of all, from a day on.
func (d *DB) FigureChecks(ctx context.Context, instance, from string) ([]FigureCheck, error) {
	return d.figureChecks(ctx, figureCheckList, instance, from)
}

// FigureCheck is the newest check of a day; false where there is none.
func (d *DB) FigureCheck(ctx context.Context, instance, day string) (FigureCheck, bool, error) {
	found, err := d.figureChecks(ctx, figureCheckFind, instance, day)
	if err != nil || len(found) == 0 {
		return FigureCheck{}, false, err
	}
	return found[0], true, nil
}

// WholeFigureChecks lists all checks with their documents.
func (d *DB) WholeFigureChecks(ctx context.Context) ([]FigureCheck, error) {
	return d.figureChecks(ctx, figureCheckEach)
}

func (d *DB) figureChecks(ctx context.Context, statement string, values ...any) ([]FigureCheck, error) {
	found, err := all(ctx, d.db, func(row scanner) (c FigureCheck, err error) {
		var begun, ended int64
		err = row.Scan(&c.Instance, &c.Day, &begun, &ended, &c.Summary, &c.Document)
		c.Begun, c.Ended = moment(begun), moment(ended)
		return c, err
	}, statement, values...)
	if err != nil {
		return nil, fmt.Errorf("read checks of figures: %w", err)
	}
	return found, nil
}

// ExpireFigureChecks drops the checks of days before one.
func (d *DB) ExpireFigureChecks(ctx context.Context, before string) error {
	if _, err := d.db.ExecContext(ctx, figureCheckExpire, before); err != nil {
		return fmt.Errorf("drop old checks of figures: %w", err)
	}
	return nil
}

// WishFigureChecks wishes for the check of days; those that are wished for already stay where they are in the row.
func (d *DB) WishFigureChecks(ctx context.Context, instance string, days ...string) error {
	return d.within(ctx, "wish for a check of figures", func(tx *sql.Tx) error {
		for _, day := range days {
			if _, err := tx.ExecContext(ctx, figureCheckWishInsert, instance, day, d.millis()); err != nil {
				return err
			}
		}
		return nil
	})
}

// WishedFigureChecks lists the days of an instance that wait, the next first.
func (d *DB) WishedFigureChecks(ctx context.Context, instance string) ([]string, error) {
	days, err := all(ctx, d.db, func(row scanner) (day string, err error) { return day, row.Scan(&day) }, figureCheckWishList, instance)
	if err != nil {
		return nil, fmt.Errorf("read wishes for checks of figures: %w", err)
	}
	return days, nil
}

// DropFigureCheckWish forgets that a day was wished for, or with "" all days of the instance.
func (d *DB) DropFigureCheckWish(ctx context.Context, instance, day string) error {
	if _, err := d.db.ExecContext(ctx, figureCheckWishDelete, instance, day); err != nil {
		return fmt.Errorf("drop a wish for a check of figures: %w", err)
	}
	return nil
}
