package export

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"
)

// batchRows is how many rows go to DuckDB at once: as many as it takes in one piece.
var batchRows = engine.GetDataChunkCapacity()

// cellBytes is about what a cell takes before it is compressed.
const cellBytes = 8

// parquetWriter gives rows to a DuckDB of its own, which copies them into a file.
type parquetWriter struct {
	columns []Column
	spool   *Spool
	file    string

	given   int64   // bytes, about
	batch   []Value // rows one behind the other
	batches chan []Value
	free    chan []Value // their memory, given back; as many as there are batches
	copied  chan error   // sent to once, when the copying ends; capacity 1, so that it ends unread too
	cancel  context.CancelFunc
}

func newParquet(ctx context.Context, t Table, spool *Spool) (*parquetWriter, error) {
	ctx, cancel := context.WithCancel(ctx)
	w := &parquetWriter{
		columns: t.Columns, spool: spool, file: filepath.Join(spool.dir, "parquet"), cancel: cancel,
		batches: make(chan []Value), // the writer sends and closes
		free:    make(chan []Value, 2), copied: make(chan error, 1),
	}
	w.batch = make([]Value, 0, batchRows*len(t.Columns))
	w.free <- make([]Value, 0, batchRows*len(t.Columns))
	source, err := newRowSource(ctx, t, w)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("begin parquet: %w", err)
	}
	go func() {
		err := copyRows(ctx, source, t.About.Manifest, w.file, spool.dir)
		cancel() // whoever still sends need not wait
		w.copied <- err
	}()
	return w, nil
}

// Write adds a row to the batch, and hands a full one over.
func (w *parquetWriter) Write(row []Value) error {
	w.batch = append(w.batch, row...)
	if len(w.batch) < batchRows*len(w.columns) {
		return nil
	}
	return w.hand()
}

func (w *parquetWriter) hand() error {
	// DuckDB writes the file itself; what it was given is more than it will take.
	w.given += int64(len(w.batch)) * cellBytes
	if err := w.spool.room(w.given); err != nil {
		return fmt.Errorf("write parquet: %w", err)
	}
	select {
	case w.batches <- w.batch:
	case err := <-w.copied:
		w.copied <- err
		return fmt.Errorf("write parquet: ended early: %w", err)
	}
	select {
	case w.batch = <-w.free:
		w.batch = w.batch[:0]
		return nil
	case err := <-w.copied:
		w.copied <- err
		return fmt.Errorf("write parquet: ended early: %w", err)
	}
}

// Finish waits until DuckDB has written the file.
func (w *parquetWriter) Finish() error {
	defer w.cancel()
	var err error
	if len(w.batch) > 0 {
		err = w.hand()
	}
	close(w.batches)
	if err = errors.Join(err, <-w.copied); err != nil {
		return fmt.Errorf("write parquet: %w", err)
	}
	if err := w.spool.adopt(w.file); err != nil {
		return fmt.Errorf("write parquet: %w", err)
	}
	return nil
}

// Discard stops the copying and waits for its end.
func (w *parquetWriter) Discard() {
	w.cancel()
	<-w.copied
}

// copyRows copies all rows of a source into a Parquet file.
func copyRows(ctx context.Context, source *rowSource, manifest []byte, file, temp string) (err error) {
	connector, err := engine.NewConnector("?threads=1&memory_limit=256MB&autoinstall_known_extensions=false&autoload_known_extensions=false", nil)
	if err != nil {
		return err
	}
	pool := sql.OpenDB(connector)
	defer func() { err = errors.Join(err, pool.Close()) }()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	err = engine.RegisterTableUDF(conn, "rows", engine.ChunkTableFunction{
		BindArguments: func(map[string]any, ...any) (engine.ChunkTableSource, error) { return source, nil },
	})
	if err != nil {
		return err
	}
	statements := []string{
		"set temp_directory = " + quote(temp),
		"copy (from rows()) to " + quote(file) + " (format parquet, compression zstd, kv_metadata {ringside: " + quote(string(manifest)) + "})",
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
