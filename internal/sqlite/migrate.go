package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

var (
	//go:embed sql/migration_table.sql
	migrationTable string
	//go:embed sql/migration_newest.sql
	migrationNewest string
	//go:embed sql/migration_record.sql
	migrationRecord string
)

// ErrNewer says that a newer Ringside has written the database.
var ErrNewer = errors.New("written by a newer version of Ringside: start that version, or restore a backup made before it")

// migrate applies, in order and each in a transaction of its own, the migrations that the database lacks.
func migrate(ctx context.Context, db *sql.DB, o Options) error {
	if _, err := db.ExecContext(ctx, migrationTable); err != nil {
		return fmt.Errorf("make migration table: %w", err)
	}
	files, err := fs.ReadDir(o.Migrations, "migration")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for i, file := range files {
		version, err := migrationVersion(file.Name())
		if err != nil {
			return err
		}
		if version != i+1 {
			return fmt.Errorf("migration %s: expected number %d", file.Name(), i+1)
		}
		text, err := fs.ReadFile(o.Migrations, "migration/"+file.Name())
		if err != nil {
			return fmt.Errorf("read migration: %w", err)
		}
		if err := apply(ctx, db, version, string(text), o.Now().UnixMilli()); err != nil {
			return fmt.Errorf("migration %s: %w", file.Name(), err)
		}
	}
	newest, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if newest > len(files) {
		return fmt.Errorf("schema %d, known up to %d: %w", newest, len(files), ErrNewer)
	}
	return nil
}

// apply runs one migration unless it has been applied. The version is read inside the transaction, so two processes that
// start at once apply it once.
func apply(ctx context.Context, db *sql.DB, version int, text string, nowMS int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	newest, err := schemaVersion(ctx, tx)
	if err != nil || newest >= version {
		return err
	}
	if _, err := tx.ExecContext(ctx, text); err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	if _, err := tx.ExecContext(ctx, migrationRecord, version, nowMS); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func schemaVersion(ctx context.Context, in rower) (int, error) {
	var newest int
	if err := in.QueryRowContext(ctx, migrationNewest).Scan(&newest); err != nil {
		return 0, fmt.Errorf("read schema version: %w", err)
	}
	return newest, nil
}

// migrationVersion reads the number in front of a name such as 0001_ingest_keys.sql.
func migrationVersion(name string) (int, error) {
	number, _, _ := strings.Cut(name, "_")
	version, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("migration %s: name does not start with a number: %w", name, err)
	}
	return version, nil
}
