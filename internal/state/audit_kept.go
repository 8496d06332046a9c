package state

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"
)

var (
	//go:embed sql/audit_kept_find.sql
	auditKeptFind string
	//go:embed sql/audit_kept_set.sql
	auditKeptSet string
	//go:embed sql/audit_kept_move.sql
	auditKeptMove string
	//go:embed sql/audit_old.sql
	auditOld string
	//go:embed sql/audit_expire.sql
	auditExpire string
)

// For how many days the audit log is kept: two years unless agreed otherwise, and never less than one. Standards of Personal Information
// Security Measures of Korea, article 8: one year, and two of whoever handles data of 50,000 persons or more, or sensitive data.
const (
	AuditDays      = 2 * 366
	LeastAuditDays = 365
	MostAuditDays  = 3660
)

// ErrAuditDays says that the audit log cannot be kept for so long.
var ErrAuditDays = fmt.Errorf("the audit log is kept for %d to %d days", LeastAuditDays, MostAuditDays)

// AuditKept is for how many days entries of the audit log are kept.
func (d *DB) AuditKept(ctx context.Context) (days int, err error) {
	days, _, err = auditKept(ctx, d.db)
	return days, err
}

type rower interface {
	QueryRowContext(ctx context.Context, statement string, values ...any) *sql.Row
}

// auditKept is for how many days entries are kept, and the newest one that has gone.
func auditKept(ctx context.Context, db rower) (days int, gone AuditMark, err error) {
	if err := db.QueryRowContext(ctx, auditKeptFind).Scan(&days, &gone.Seq, &gone.Hash); err != nil {
		return 0, gone, fmt.Errorf("read for how long the audit log is kept: %w", err)
	}
	return days, gone, nil
}

// KeepAudit agrees on for how many days entries are kept. The error wraps ErrAuditDays.
func (d *DB) KeepAudit(ctx context.Context, days int) error {
	if days < LeastAuditDays || days > MostAuditDays {
		return ErrAuditDays
	}
	if _, err := d.db.ExecContext(ctx, auditKeptSet, days); err != nil {
		return fmt.Errorf("set for how long the audit log is kept: %w", err)
	}
	return nil
}

// AgeAudit drops the entries that have had their time, by whole days of a zone. That is an entry itself, which is the newest then; what it
// leaves behind is the hash of the newest entry that has gone, so that the oldest one that is left is held to something.
func (d *DB) AgeAudit(ctx context.Context, zone *time.Location) error {
	d.auditing.Lock()
	defer d.auditing.Unlock()
	return d.within(ctx, "drop old entries of the audit log", func(tx *sql.Tx) error {
		days, before, err := auditKept(ctx, tx)
		if err != nil {
			return err
		}
		year, month, day := d.now().In(zone).Date()
		limit := time.Date(year, month, day-days, 0, 0, 0, 0, zone)
		var old AuditMark
		if err := tx.QueryRowContext(ctx, auditOld, limit.UnixMilli()).Scan(&old.Seq, &old.Hash); errors.Is(err, sql.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		entry := AuditEntry{
			Provider: "ringside", Who: "ringside", Action: "age_audit",
			Subject: fmt.Sprintf("entries %d to %d, of before %s", before.Seq+1, old.Seq, limit.Format(time.DateOnly)),
		}
		if err := d.addAudit(ctx, tx, entry); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, auditKeptMove, old.Seq, old.Hash); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, auditExpire)
		return err
	})
}
