package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
	"github.com/ringside/ringside/internal/state"
)

// Log is the audit log; the application state keeps it.
type Log interface {
	Audit(ctx context.Context, e state.AuditEntry) error
	AuditEntries(ctx context.Context, q state.AuditQuery) ([]state.AuditEntry, error)
	EachAudit(ctx context.Context, from, to time.Time, each func(state.AuditEntry)) error
	AuditBegan(ctx context.Context) (time.Time, error)
	VerifyAudit(ctx context.Context, kept state.AuditMark) (state.AuditHead, error)
}

var _ Log = (*state.DB)(nil)

// Action is what the log calls a review.
const Action = "review_month"

const (
	// monthsBefore are those whose mean an account is compared with.
	monthsBefore = 3
	// mostListed bounds each list of entries; the log itself has them all.
	mostListed = 500
	// much and manyTimes say when an account's amount is unusual: so many looks and files, and more than so many times its mean.
	much, manyTimes = 50, 3
)

// Errors of a month, in words for who asked.
var (
	ErrMonth = errors.New("no such month")
	ErrOpen  = errors.New("the month is not over yet")
	ErrNote  = errors.New("say in a note what was found; \"nothing unusual\" is one")
)

// Month is a calendar month in a zone.
type Month struct {
	Name     string // 2026-11
	From, To time.Time
}

// ParseMonth reads a month such as 2026-11. The error wraps ErrMonth.
func ParseMonth(text string, zone *time.Location) (Month, error) {
	first, err := time.ParseInLocation("2006-01", text, zone)
	if err != nil || first.Year() < 2000 || first.Year() > 2199 {
		return Month{}, fmt.Errorf("%w: %q; write it as 2026-11", ErrMonth, text)
	}
	return MonthOf(first), nil
}

// MonthOf is the month of a moment, in the moment's zone.
func MonthOf(at time.Time) Month {
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, at.Location())
	return Month{Name: first.Format("2006-01"), From: first, To: first.AddDate(0, 1, 0)}
}

// Report is what there is to review in a month.
type Report struct {
	Month   Month
	Over    bool // the month is
	Entries int

	Reviews  []state.AuditEntry // of this month, the oldest first: who, when, and as the reason the note
	Open     []string           // months that are over and that nobody has reviewed since, the oldest first
	Accounts []Account          // whoever looked at or took away most first

	Downloads []state.AuditEntry // files that were asked for
	Refused   []state.AuditEntry // sign-ins that failed, and what a role does not include
	Changes   []state.AuditEntry // of who may do what: accounts, roles, tokens; and erasures
	Cut       bool               // a list has its first entries alone
}

// Account is what somebody did in the month.
type Account struct {
	Provider, Who string

	Entries   int
	Looks     int // at persons' data on the screen
	Unmasked  int // of these, at what is masked from others: attributes, whole records
	Downloads int
	Changes   int
	SignIns   int
	Failed    int // sign-ins
	Refused   int // what a role does not include
	OffHours  int // outside the working hours of the settings
	Addresses int

	BusiestDay string  // of looks and downloads, as 2026-11-30; "" where there were none
	Busiest    int     // looks and downloads of that day
	Before     float64 // looks and downloads a month, of the months before; of those that the log has whole
	Unusual    bool    // many more than before
}

// kinds tell what an action is. What is not here counts as an entry alone.
var kinds = map[string]func(*Account){
	"list_contacts": func(a *Account) { a.Looks++ },
	"see_contact":   func(a *Account) { a.Looks++ },
	// It names contacts.
	"see_figure_check": func(a *Account) { a.Looks++ },
	"see_related":      func(a *Account) { a.Looks++ },
	"see_agent":        func(a *Account) { a.Looks++ },
	"explain":          func(a *Account) { a.Looks++ },
	"unmask_contact":   func(a *Account) { a.Looks++; a.Unmasked++ },
	"see_versions":     func(a *Account) { a.Looks++; a.Unmasked++ },
	"show_number":      func(a *Account) { a.Looks++; a.Unmasked++ },
	"see_agents":       func(a *Account) { a.Looks++ },
	"see_waiting":      func(a *Account) { a.Looks++ },
	// Beside the entry of an export, a list or an explanation there is one more of what was unmasked.
	"unmask_attributes": func(a *Account) { a.Looks++; a.Unmasked++ },
	"see_quarantined":   func(a *Account) { a.Looks++; a.Unmasked++ },
	"export":            func(a *Account) { a.Downloads++ },
	"print":             func(a *Account) { a.Downloads++ },
	"sign_in":           func(a *Account) { a.SignIns++ },
	"sign_in_failed":    func(a *Account) { a.Failed++ },
	"create_token":      change, "rotate_token": change, "revoke_token": change,
	"end_session": change, "end_sessions": change, "bar_person": change, "unbar_person": change,
	"create_key": change, "rotate_key": change, "revoke_key": change, "change_retention": change,
	"apply_sign_in": change, "apply_users": change,
	"add_identity_provider": change, "bring_identity_provider": change, "agree_identity_provider": change, "drop_identity_provider": change,
	"change_identity_provider": change, "remove_identity_provider": change,
	"add_saml_key": change, "turn_saml_key": change, "retire_saml_key": change,
	"add_user": change, "set_up_user": change, "reset_user": change, "change_role": change, "change_limits": change, "disable_user": change, "forget_user": change,
	"describe_user": change, "import_users": change, "rename_user": change, "enable_user": change, "remove_user": change,
	"add_application": change, "change_application": change, "renew_application": change, "assign_application": change, "enable_application": change,
	"disable_application": change, "remove_application": change, "add_signing_key": change, "turn_signing_key": change,
	"add_group": change, "change_group": change, "remove_group": change, "erase": change, "erase_views": change, "stop_erasure": change,
}

func change(a *Account) { a.Changes++ }

// Sources are where a review reads.
type Sources struct {
	Log      Log
	Settings settings.Keeper // of the contact centre, whose working hours count; nil: those by default
	Now      time.Time
}

// Read reads a month.
func (s Sources) Read(ctx context.Context, month Month) (Report, error) {
	r := &reader{Report: Report{Month: month, Over: !month.To.After(s.Now)}, accounts: map[[2]string]*account{}}
	var err error
	if r.hours, err = s.workingHours(ctx, month); err != nil {
		return Report{}, err
	}
	began, err := s.Log.AuditBegan(ctx)
	if err != nil {
		return Report{}, err
	}
	r.months = wholeBefore(month, began)
	if err := s.Log.EachAudit(ctx, month.From.AddDate(0, -r.months, 0), month.To, r.add); err != nil {
		return Report{}, err
	}
	r.finish()
	r.Reviews, r.Open, err = s.reviewed(ctx, month, began)
	return r.Report, err
}

// wholeBefore is how many of the months before are wholly in the log, monthsBefore at most.
func wholeBefore(month Month, began time.Time) int {
	n := 0
	for n < monthsBefore && !began.IsZero() && !month.From.AddDate(0, -n-1, 0).Before(began) {
		n++
	}
	return n
}

func (s Sources) workingHours(ctx context.Context, month Month) (metric.Windows, error) {
	zone := month.From.Location()
	agreed := settings.Default(zone.String())
	if s.Settings != nil {
		all, err := s.Settings.Settings(ctx)
		if err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(all, func(one settings.Saved) bool { return one.Instance == "" }); at >= 0 {
			if agreed, err = settings.Parse(all[at].Document, zone.String()); err != nil {
				return nil, err
			}
		}
	}
	calendar, err := agreed.Calendar()
	if err != nil {
		return nil, err
	}
	return calendar.Working(settings.InWorkingHours, zone, month.From, month.To)
}

// reviewed are a month's reviews, and the months that have none. A review counts from the end of its month.
func (s Sources) reviewed(ctx context.Context, month Month, began time.Time) (own []state.AuditEntry, open []string, err error) {
	if began.IsZero() {
		return nil, nil, nil
	}
	marks, err := s.Log.AuditEntries(ctx, state.AuditQuery{From: began, To: s.Now.Add(time.Minute), Action: Action, Limit: 10_000})
	if err != nil {
		return nil, nil, err
	}
	done := map[string]bool{}
	for _, mark := range slices.Backward(marks) {
		if mark.Status >= 400 {
			continue // it was refused
		}
		done[mark.Subject] = true
		if mark.Subject == month.Name {
			own = append(own, mark)
		}
	}
	for m := MonthOf(began.In(month.From.Location())); !m.To.After(s.Now); m = MonthOf(m.To) {
		if !done[m.Name] {
			open = append(open, m.Name)
		}
	}
	return own, open, nil
}

// Mark adds to the log that somebody has reviewed a month. The entry says who, and has what they found as its Reason.
func (s Sources) Mark(ctx context.Context, month Month, entry state.AuditEntry) error {
	if month.To.After(s.Now) {
		return fmt.Errorf("%w: %s", ErrOpen, month.Name)
	}
	if entry.Reason = strings.TrimSpace(entry.Reason); entry.Reason == "" {
		return ErrNote
	}
	entry.Action, entry.Subject = Action, month.Name
	return s.Log.Audit(ctx, entry)
}
