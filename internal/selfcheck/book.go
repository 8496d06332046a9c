package selfcheck

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/state"
)

// Keeper is where reports and wishes are kept; *state.DB is one.
type Keeper interface {
	SaveFigureCheck(ctx context.Context, c state.FigureCheck) error
	FigureChecks(ctx context.Context, instance, from string) ([]state.FigureCheck, error)
	FigureCheck(ctx context.Context, instance, day string) (state.FigureCheck, bool, error)
	WholeFigureChecks(ctx context.Context) ([]state.FigureCheck, error)
	ExpireFigureChecks(ctx context.Context, before string) error
	WishFigureChecks(ctx context.Context, instance string, days ...string) error
	WishedFigureChecks(ctx context.Context, instance string) ([]string, error)
	DropFigureCheckWish(ctx context.Context, instance, day string) error
}

// Book has the reports of all instances.
type Book struct{ Keeper Keeper }

// keptDays is for how long reports are kept: figures of a year before can still be asked about.
const keptDays = 400

func (b Book) save(ctx context.Context, r Report) error {
	summary, err := json.Marshal(r.Summary())
	if err != nil {
		return fmt.Errorf("write a summary: %w", err)
	}
	document, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write a report: %w", err)
	}
	return b.Keeper.SaveFigureCheck(ctx, state.FigureCheck{
		Instance: r.Instance, Day: r.Day, Begun: r.Begun, Ended: r.Ended, Summary: string(summary), Document: string(document),
	})
}

// Day is the newest report of a day; false where there is none.
func (b Book) Day(ctx context.Context, instance, day string) (Report, bool, error) {
	kept, there, err := b.Keeper.FigureCheck(ctx, instance, day)
	if err != nil || !there {
		return Report{}, false, err
	}
	var r Report
	if err := json.Unmarshal([]byte(kept.Document), &r); err != nil {
		return Report{}, false, fmt.Errorf("read the report of %s: %w", day, err)
	}
	return r, true, nil
}

// Days are the newest summaries of each day from one on, of an instance, the newest day first. What earlier checks of the day have
// restored is counted in.
func (b Book) Days(ctx context.Context, instance, from string) ([]Summary, error) {
	kept, err := b.Keeper.FigureChecks(ctx, instance, from)
	if err != nil {
		return nil, err
	}
	all := []Summary{}
	for _, k := range kept {
		var s Summary
		if err := json.Unmarshal([]byte(k.Summary), &s); err != nil {
			return nil, fmt.Errorf("read the summary of %s: %w", k.Day, err)
		}
		if n := len(all); n > 0 && all[n-1].Report.Day == k.Day {
			all[n-1].Report.Restored += s.Report.Restored
			continue
		}
		all = append(all, s)
	}
	return all, nil
}

// Forget takes the ids of contacts that were erased out of all reports.
func (b Book) Forget(ctx context.Context, erased func(connect.ContactID) (connect.ContactID, bool)) error {
	kept, err := b.Keeper.WholeFigureChecks(ctx)
	if err != nil {
		return err
	}
	for _, k := range kept {
		var r Report
		if err := json.Unmarshal([]byte(k.Document), &r); err != nil {
			return fmt.Errorf("read the report of %s: %w", k.Day, err)
		}
		if r.forget(erased) {
			if err := b.save(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget reports whether any contact was named.
func (r *Report) forget(erased func(connect.ContactID) (connect.ContactID, bool)) (changed bool) {
	for i := range r.Differences {
		for k := range r.Differences[i].Causes {
			c := &r.Differences[i].Causes[k]
			named := len(c.IDs)
			c.IDs = slices.DeleteFunc(c.IDs, func(id string) bool {
				_, is := erased(connect.ContactID(id))
				return is
			})
			changed = changed || len(c.IDs) != named
		}
	}
	return changed
}

// expire drops what is too old to be asked about.
func (b Book) expire(ctx context.Context, now time.Time) error {
	return b.Keeper.ExpireFigureChecks(ctx, now.AddDate(0, 0, -keptDays).Format(time.DateOnly))
}
