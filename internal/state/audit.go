package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strings"
	"time"
)

var (
	//go:embed sql/audit_newest.sql
	auditNewest string
	//go:embed sql/audit_insert.sql
	auditInsert string
	//go:embed sql/audit_list.sql
	auditList string
	//go:embed sql/audit_each.sql
	auditEach string
	//go:embed sql/audit_began.sql
	auditBegan string
	//go:embed sql/audit_expire.sql
	auditExpire string
)

// ErrAudit says that the audit log is not as it was written.
var ErrAudit = errors.New("audit log was changed")

const (
	// AuditKept is for how long entries are kept: the two years of Korea's Standards of Personal Information Security Measures,
	// article 8, for those who handle much of it.
	AuditKept = 2 * 366 * 24 * time.Hour
	// auditTidy is after how many entries old ones are dropped.
	auditTidy = 1000
	// MaxSubject bounds what an entry says of its subject, and as its reason, in bytes.
	MaxSubject = 2000
)

// AuditEntry is that somebody did something.
type AuditEntry struct {
	Seq      int64
	At       time.Time
	Provider string // what vouches for who
	Who      string
	Address  string // where the request came from; "" where there was none
	Action   string
	Subject  string // whose data, or what
	Status   int    // of the answer, as in HTTP; 0 where there was none
	Request  string // id of the request
	Reason   string // why, in the words of who did it; "" where nobody asked
	before   string
	hash     string
}

// sum is the hash of an entry behind another one.
func (e *AuditEntry) sum() string {
	parts := []any{e.before, e.Seq, e.At.UnixMilli(), e.Provider, e.Who, e.Address, e.Action, e.Subject, e.Status, e.Request}
	if e.Reason != "" { // entries were once written without
		parts = append(parts, e.Reason)
	}
	text, err := json.Marshal(parts)
	if err != nil {
		panic(err) // impossible: texts and numbers always have a JSON form
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:])
}

// Audit adds an entry, of which Seq and At are not given, behind the newest one.
func (d *DB) Audit(ctx context.Context, e AuditEntry) error {
	d.auditing.Lock()
	defer d.auditing.Unlock()
	var err error
	for range 5 { // another process may add one meanwhile
		if err = d.audit(ctx, e); err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	return nil
}

func (d *DB) audit(ctx context.Context, e AuditEntry) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	e.before = strings.Repeat("0", 2*sha256.Size)
	if err := tx.QueryRowContext(ctx, auditNewest).Scan(&e.Seq, &e.before); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e.Seq++
	e.At = moment(d.millis())
	e.Subject, e.Reason = bounded(e.Subject), bounded(e.Reason)
	e.hash = e.sum()
	_, err = tx.ExecContext(ctx, auditInsert, e.Seq, e.At.UnixMilli(), e.Provider, e.Who, e.Address, e.Action, e.Subject, e.Status, e.Request,
		e.before, e.hash, e.Reason)
	if err == nil && e.Seq%auditTidy == 0 {
		_, err = tx.ExecContext(ctx, auditExpire, e.At.Add(-AuditKept).UnixMilli())
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func bounded(text string) string { return strings.ToValidUTF8(text[:min(len(text), MaxSubject)], "") }

// AuditQuery asks for entries, newest first.
type AuditQuery struct {
	From, To                               time.Time // half open
	Who, Action, Subject, Request, Address string    // exactly; "" for all
	Text                                   string    // part of what an entry says of who, whose, why, the address or the request, in letters of any size
	Before                                 int64     // Seq of the last one of the page before, 0 for the first page
	Limit                                  int
}

// AuditEntries lists a page.
func (d *DB) AuditEntries(ctx context.Context, q AuditQuery) ([]AuditEntry, error) {
	entries, err := all(ctx, d.db, scanAudit, auditList, q.From.UnixMilli(), q.To.UnixMilli(), q.Before, q.Who, q.Action, q.Subject,
		q.Request, q.Address, pattern(q.Text), pattern(url.QueryEscape(q.Text)), q.Limit)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	return entries, nil
}

// pattern is a part of a text as LIKE wants it.
func pattern(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

func scanAudit(row scanner) (AuditEntry, error) {
	var e AuditEntry
	var at int64
	err := row.Scan(&e.Seq, &at, &e.Provider, &e.Who, &e.Address, &e.Action, &e.Subject, &e.Status, &e.Request, &e.before, &e.hash, &e.Reason)
	e.At = time.UnixMilli(at).UTC()
	return e, err
}

// AuditHead is what the log comes to: whoever keeps it elsewhere can tell later whether the end was cut off.
type AuditHead struct {
	First, Last int64 // 0 where there are none
	Hash        string
}

// VerifyAudit follows the chain from the oldest entry that is kept. The error wraps ErrAudit where it does not hold.
func (d *DB) VerifyAudit(ctx context.Context) (head AuditHead, err error) {
	err = d.eachAudit(ctx, math.MinInt64, math.MaxInt64, func(e AuditEntry) error {
		switch {
		case head.Last != 0 && e.Seq != head.Last+1:
			return fmt.Errorf("%w: entries %d to %d are missing", ErrAudit, head.Last+1, e.Seq-1)
		case head.Last != 0 && e.before != head.Hash || e.hash != e.sum():
			return fmt.Errorf("%w: entry %d of %s", ErrAudit, e.Seq, e.At.Format(time.RFC3339))
		case head.Last == 0:
			head.First = e.Seq
		}
		head.Last, head.Hash = e.Seq, e.hash
		return nil
	})
	return head, err
}

// EachAudit gives the entries of a range, half open, one by one, the oldest first.
func (d *DB) EachAudit(ctx context.Context, from, to time.Time, each func(AuditEntry)) error {
	return d.eachAudit(ctx, from.UnixMilli(), to.UnixMilli(), func(e AuditEntry) error { each(e); return nil })
}

// eachAudit is EachAudit of milliseconds, which an error of each ends.
func (d *DB) eachAudit(ctx context.Context, from, to int64, each func(AuditEntry) error) error {
	rows, err := d.db.QueryContext(ctx, auditEach, from, to)
	if err != nil {
		return fmt.Errorf("read audit log: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		e, err := scanAudit(rows)
		if err != nil {
			return fmt.Errorf("read audit log: %w", err)
		}
		if err := each(e); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read audit log: %w", err)
	}
	return nil
}

// AuditBegan is when the oldest entry was written that is kept; the zero time where there is none.
func (d *DB) AuditBegan(ctx context.Context) (time.Time, error) {
	var at int64
	if err := d.db.QueryRowContext(ctx, auditBegan).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("read audit log: %w", err)
	}
	return moment(at), nil
}
