package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// tidyEvery is how often what has had its time is dropped.
const tidyEvery = time.Hour

// tidy drops what has had its time, now and again until ctx ends: old entries of the audit log by the days of a zone, so once after
// midnight. What cannot be dropped is tried again.
func tidy(ctx context.Context, db *state.DB, zone *time.Location, now func() time.Time, log *slog.Logger) error {
	again := time.NewTicker(tidyEvery)
	defer again.Stop()
	for {
		if err := errors.Join(db.Expire(ctx), db.AgeAudit(ctx, zone), forgetLongGone(ctx, db, now())); err != nil && ctx.Err() == nil {
			log.Warn("sessions, audit entries or accounts that have had their time could not be dropped", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
	}
}

// forgetLongGone forgets accounts that were disabled for so long that the audit log no longer tells of them either. The first one stays:
// it has nobody's name, and without any account the next start would make one.
func forgetLongGone(ctx context.Context, db *state.DB, now time.Time) error {
	accounts, err := db.Accounts(ctx)
	if err != nil {
		return err
	}
	days, err := db.AuditKept(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Name == state.FirstAccount || a.Disabled.IsZero() || now.Sub(a.Disabled) < time.Duration(days)*24*time.Hour {
			continue
		}
		if err := forgetAccount(ctx, db, a.Name); err != nil {
			return err
		}
		if err := db.Audit(ctx, state.AuditEntry{Provider: "ringside", Who: "ringside", Action: "forget_user", Subject: a.Name}); err != nil {
			return err
		}
	}
	return nil
}

func forgetAccount(ctx context.Context, db *state.DB, name string) error {
	return db.ForgetAccount(ctx, name, access.Identity{Provider: state.Local, Name: name}.Key())
}
