package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"
)

//go:embed sql
var sqlFiles embed.FS

// statement returns the text of an embedded statement; a missing one is a fault of the build.
func statement(name string) string {
	text, err := sqlFiles.ReadFile("sql/" + name + ".sql")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// database is one opened DuckDB file: a pool of readers and the one connection that writes.
type database struct {
	pool   *sql.DB
	writer *sql.Conn
}

// settings are those of store.Options that DuckDB gets.
type settings struct {
	memory  int64 // bytes
	log     int64 // bytes from which DuckDB's log is emptied into its file
	threads int
	temp    string // folder for what does not fit into memory
}

// encode spells the settings as the driver wants them.
func (s settings) encode() string {
	return url.Values{
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
		"memory_limit":                 {limitText(s.memory)},
		"threads":                      {strconv.Itoa(s.threads)},
		"temp_directory":               {s.temp},
		"max_temp_directory_size":      {"4GB"},
		"checkpoint_threshold":         {strconv.FormatInt(s.log/1000, 10) + "KB"},
	}.Encode()
}

// openDatabase opens the file and creates it when there is none. Nothing is fetched from anywhere: extensions are those
// inside the library. A database that contains more than the journal, which ends at journaled, is an aheadError and is left as
// it is: a migration may empty tables that are to be filled from the journal.
func openDatabase(ctx context.Context, file string, journaled uint64, s settings) (*database, error) {
	// The driver takes the path for the beginning of a URL.
	if strings.ContainsAny(file, "?#%") {
		return nil, fmt.Errorf("open projection %s: the path of the data folder must not contain ?, # or %%", file)
	}
	connector, err := engine.NewConnector(file+"?"+s.encode(), nil)
	if err != nil {
		return nil, fmt.Errorf("open projection %s: %w", file, err)
	}
	db := &database{pool: sql.OpenDB(connector)}
	db.pool.SetMaxIdleConns(8)
	db.writer, err = db.pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open projection %s: %w", file, err), db.pool.Close())
	}
	if err := db.migrate(ctx, journaled); err != nil {
		return nil, errors.Join(fmt.Errorf("open projection %s: %w", file, err), db.close())
	}
	return db, nil
}

func (db *database) close() error {
	return errors.Join(db.writer.Close(), db.pool.Close())
}

// migrate brings the schema forward, one transaction for each file that was not applied yet.
func (db *database) migrate(ctx context.Context, journaled uint64) error {
	_, err := db.writer.ExecContext(ctx, statement("migrations_create"))
	if err != nil {
		return fmt.Errorf("create table of migrations: %w", err)
	}
	files, err := fs.Glob(sqlFiles, "sql/migration/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	// The first one makes the tables, of which the state is one.
	if err := db.apply(ctx, files[0]); err != nil {
		return fmt.Errorf("migration %s: %w", filepath.Base(files[0]), err)
	}
	var projected int64
	if err := db.writer.QueryRowContext(ctx, statement("position_load")).Scan(&projected); err != nil {
		return fmt.Errorf("load position: %w", err)
	}
	if uint64(projected) > journaled {
		return &aheadError{projected: uint64(projected), journaled: journaled}
	}
	for _, file := range files[1:] {
		if err := db.apply(ctx, file); err != nil {
			return fmt.Errorf("migration %s: %w", filepath.Base(file), err)
		}
	}
	return nil
}

func (db *database) apply(ctx context.Context, file string) error {
	name := filepath.Base(file)
	var applied bool
	if err := db.writer.QueryRowContext(ctx, statement("migrations_applied"), name).Scan(&applied); err != nil {
		return err
	}
	if applied {
		return nil
	}
	text, err := sqlFiles.ReadFile(file)
	if err != nil {
		return err
	}
	return db.write(ctx, func() error {
		if _, err := db.writer.ExecContext(ctx, string(text)); err != nil {
			return err
		}
		_, err := db.writer.ExecContext(ctx, statement("migrations_add"), name)
		return err
	})
}

// write runs do in a transaction of the writer.
func (db *database) write(ctx context.Context, do func() error) error {
	// Only what is between begin and end may be interrupted: of these themselves, the outcome would be unknown.
	whole := context.WithoutCancel(ctx)
	if _, err := db.writer.ExecContext(whole, "begin transaction"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := do(); err != nil {
		// The first error says what happened; a rollback of a broken database fails for the same reason.
		_, _ = db.writer.ExecContext(whole, "rollback")
		return err
	}
	if _, err := db.writer.ExecContext(whole, "commit"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// appendRows writes rows to a table of the writer's transaction; each yields one row to add.
func (db *database) appendRows(catalog, table string, each func(add func(values ...any) error) error) error {
	return db.writer.Raw(func(conn any) error {
		appender, err := engine.NewAppender(conn.(*engine.Conn), catalog, "main", table)
		if err != nil {
			return fmt.Errorf("append to %s: %w", table, err)
		}
		var row []driver.Value
		err = each(func(values ...any) error {
			row = row[:0]
			for _, v := range values {
				row = append(row, v)
			}
			return appender.AppendRow(row...)
		})
		if err = errors.Join(err, appender.Close()); err != nil {
			return fmt.Errorf("append to %s: %w", table, err)
		}
		return nil
	})
}

// broken reports whether an error means that DuckDB must be closed and opened again.
func broken(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) {
		return true // it was closed and could not be opened again
	}
	var failure *engine.Error
	if errors.As(err, &failure) && (failure.Type == engine.ErrorTypeFatal || failure.Type == engine.ErrorTypeInternal) {
		return true
	}
	text := err.Error()
	for _, sign := range []string{
		"database has been invalidated", "FATAL Error", "INTERNAL Error", "Corrupt database file", "sql: database is closed",
	} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// fileSize is the size of a database with its log, in bytes.
func fileSize(file string) int64 {
	var sum int64
	for _, suffix := range append([]string{""}, logSuffixes...) {
		if info, err := os.Stat(file + suffix); err == nil {
			sum += info.Size()
		}
	}
	return sum
}
