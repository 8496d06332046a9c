package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// Schema is how far a database has been brought, and how far this binary would bring it.
type Schema struct{ Found, Known int }

// Look reads how far a database has been brought, and changes nothing: not even the log beside it is made. It may be in use. The error is
// fs.ErrNotExist where there is no database.
func Look(ctx context.Context, path string, migrations fs.FS) (found Schema, err error) {
	files, err := fs.ReadDir(migrations, "migration")
	if err != nil {
		return Schema{}, fmt.Errorf("list migrations: %w", err)
	}
	found.Known = len(files)
	if _, err := os.Stat(path); err != nil {
		return found, err
	}
	db, err := sql.Open("sqlite3", lookDSN(path))
	if err != nil {
		return found, fmt.Errorf("look at %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.QueryRowContext(ctx, migrationNewest).Scan(&found.Found); err != nil {
		return found, fmt.Errorf("look at %s: %w", path, err)
	}
	return found, nil
}

// lookDSN opens a file to read it. Where nobody has it open there is no log beside it, and SQLite is told that there will be none: it would
// make one, which a reader cannot remove.
func lookDSN(path string) string {
	q := url.Values{"mode": {"ro"}}
	if _, err := os.Stat(path + "-wal"); err != nil {
		q.Set("immutable", "1")
	}
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return file.String() + "?" + q.Encode()
}
