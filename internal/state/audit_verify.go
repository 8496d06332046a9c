package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"time"
)

// AuditMark is an entry of the log by its hash, which stands for all entries up to it. Whoever keeps one elsewhere can tell later whether
// any of these was changed, or the end cut off.
type AuditMark struct {
	Seq  int64
	Hash string
}

// String is N:HASH.
func (m AuditMark) String() string { return fmt.Sprintf("%d:%s", m.Seq, m.Hash) }

var auditMark = regexp.MustCompile(`^([1-9][0-9]{0,17}):([0-9a-f]{64})$`)

// ErrAuditMark says that a text is no AuditMark.
var ErrAuditMark = errors.New("write what was kept as it was printed: a number, a colon and 64 digits and letters a to f")

// ParseAuditMark reads N:HASH; "" is none. The error is ErrAuditMark.
func ParseAuditMark(text string) (AuditMark, error) {
	if text == "" {
		return AuditMark{}, nil
	}
	parts := auditMark.FindStringSubmatch(text)
	if parts == nil {
		return AuditMark{}, ErrAuditMark
	}
	seq, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return AuditMark{}, ErrAuditMark
	}
	return AuditMark{Seq: seq, Hash: parts[2]}, nil
}

// AuditHead is what the log comes to.
type AuditHead struct {
	First, Last int64 // 0 where there are none
	Hash        string
}

// Mark is what to keep of it elsewhere.
func (h AuditHead) Mark() AuditMark { return AuditMark{Seq: h.Last, Hash: h.Hash} }

// VerifyAudit follows the chain from the newest entry that has gone by its age, and compares it with a mark that was kept elsewhere, unless
// that is the zero one. The error wraps ErrAudit where it does not hold.
func (d *DB) VerifyAudit(ctx context.Context, kept AuditMark) (head AuditHead, err error) {
	for {
		_, gone, err := auditKept(ctx, d.db)
		if errors.Is(err, sql.ErrNoRows) {
			return head, fmt.Errorf("%w: what held its oldest entry is missing", ErrAudit)
		}
		if err != nil {
			return head, err
		}
		head, err := d.verifyAudit(ctx, gone, kept)
		if _, now, err := auditKept(ctx, d.db); err == nil && now != gone {
			continue // old entries went meanwhile
		}
		return head, err
	}
}

func (d *DB) verifyAudit(ctx context.Context, gone, kept AuditMark) (head AuditHead, err error) {
	last := gone
	err = d.eachAudit(ctx, math.MinInt64, math.MaxInt64, func(e AuditEntry) error {
		switch {
		case e.Seq <= last.Seq:
			return fmt.Errorf("%w: entry %d is there, and should have gone by its age", ErrAudit, e.Seq)
		case e.Seq != last.Seq+1:
			return fmt.Errorf("%w: entries %d to %d are missing", ErrAudit, last.Seq+1, e.Seq-1)
		case e.before != last.Hash || e.hash != e.sum():
			return fmt.Errorf("%w: entry %d of %s", ErrAudit, e.Seq, e.At.Format(time.RFC3339))
		case e.Seq == kept.Seq && e.hash != kept.Hash:
			return fmt.Errorf("%w: entry %d is not the one that was kept", ErrAudit, e.Seq)
		case head.First == 0:
			head.First = e.Seq
		}
		last = AuditMark{e.Seq, e.hash}
		return nil
	})
	head.Last, head.Hash = last.Seq, last.Hash
	switch {
	case err != nil:
		return head, err
	case last == gone && gone.Seq > 0: // what drops old entries leaves an entry
		return head, fmt.Errorf("%w: all entries after %d are missing", ErrAudit, gone.Seq)
	case kept.Seq > last.Seq:
		return head, fmt.Errorf("%w: entries %d to %d are missing", ErrAudit, last.Seq+1, kept.Seq)
	case kept.Seq == gone.Seq && kept.Seq > 0 && kept.Hash != gone.Hash:
		return head, fmt.Errorf("%w: entry %d is not the one that was kept", ErrAudit, kept.Seq)
	case kept.Seq > 0 && kept.Seq < gone.Seq:
		return head, fmt.Errorf("%w: entry %d has gone by its age", ErrAuditTooOld, kept.Seq)
	}
	return head, nil
}

// ErrAuditTooOld says that there is nothing left to compare a mark with. The log itself is as it was written.
var ErrAuditTooOld = errors.New("what was kept is too old to be compared with: keep a newer one")
