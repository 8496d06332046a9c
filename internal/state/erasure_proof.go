package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ringside/ringside/internal/erasure"
)

var (
	//go:embed sql/erasure_proof_insert.sql
	erasureProofInsert string
	//go:embed sql/erasure_proof_list.sql
	erasureProofList string
)

// ErrNoProof says that there is no such proof.
var ErrNoProof = errors.New("no such proof of an erasure")

// KeepProof keeps the proof of an erasure, and adds to the audit log that it is, with the proof's SHA-256: whoever changes one shows.
func (d *DB) KeepProof(ctx context.Context, p erasure.Proof) error {
	document, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("keep proof of an erasure: %w", err)
	}
	d.auditing.Lock()
	defer d.auditing.Unlock()
	return d.within(ctx, "keep proof of an erasure", func(tx *sql.Tx) error {
		kept, err := tx.ExecContext(ctx, erasureProofInsert, p.ID, p.Ended.UnixMilli(), string(document))
		if err != nil {
			return err
		}
		if n, err := kept.RowsAffected(); err != nil || n == 0 { // it is kept: a crash came before that was noted
			return err
		}
		return d.addAudit(ctx, tx, AuditEntry{
			Provider: p.Provider, Who: p.Who, Action: "prove_erasure", Subject: fmt.Sprintf("%s sha256=%x", p.ID, sha256.Sum256(document)), Reason: p.Reason,
		})
	})
}

// Proofs lists the proofs of erasures, the newest first.
func (d *DB) Proofs(ctx context.Context, limit int) ([]erasure.Proof, error) {
	return d.proofs(ctx, "", limit)
}

// Proof finds one. The error wraps ErrNoProof.
func (d *DB) Proof(ctx context.Context, id string) (erasure.Proof, error) {
	found, err := d.proofs(ctx, id, 1)
	if err == nil && (id == "" || len(found) == 0) {
		err = fmt.Errorf("%w: %q", ErrNoProof, id)
	}
	if err != nil {
		return erasure.Proof{}, err
	}
	return found[0], nil
}

func (d *DB) proofs(ctx context.Context, id string, limit int) ([]erasure.Proof, error) {
	found, err := all(ctx, d.db, func(row scanner) (p erasure.Proof, err error) {
		var document string
		if err = row.Scan(&document); err == nil {
			err = json.Unmarshal([]byte(document), &p)
		}
		return p, err
	}, erasureProofList, id, limit)
	if err != nil {
		return nil, fmt.Errorf("read proofs of erasures: %w", err)
	}
	return found, nil
}
