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
)

// ErrAudit says that the audit log is not as it was written.
var ErrAudit = errors.New("audit log was changed")

// MaxSubject bounds what an entry says of its subject, and as its reason, in bytes.
const MaxSubject = 2000

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
	if err := d.addAudit(ctx, tx, e); err != nil {
		return err
	}
	return tx.Commit()
}

// addAudit adds an entry behind the newest one.
func (d *DB) addAudit(ctx context.Context, tx *sql.Tx, e AuditEntry) error {
	_, newest, err := auditKept(ctx, tx)
	if err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, auditNewest).Scan(&newest.Seq, &newest.Hash); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e.Seq, e.before = newest.Seq+1, newest.Hash
	e.At = moment(d.millis())
	e.Subject, e.Reason = bounded(e.Subject), bounded(e.Reason)
	e.hash = e.sum()
	_, err = tx.ExecContext(ctx, auditInsert, e.Seq, e.At.UnixMilli(), e.Provider, e.Who, e.Address, e.Action, e.Subject, e.Status, e.Request,
		e.before, e.hash, e.Reason)
	return err
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
