package export

import (
	"context"
	"fmt"
	"time"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	XLSX    Format = "xlsx"
	Parquet Format = "parquet"
	JSONL   Format = "jsonl"
)

// Formats lists all formats.
func Formats() []Format { return []Format{CSV, XLSX, Parquet, JSONL} }

// MediaType is what HTTP calls files of the format.
func (f Format) MediaType() string {
	switch f {
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case Parquet:
		return "application/vnd.apache.parquet"
	case JSONL:
		return "application/jsonl; charset=utf-8"
	default:
		return "text/csv; charset=utf-8; header=present"
	}
}

// Table is what a file is made of, but for its rows.
type Table struct {
	Name    string // of the sheet
	Columns []Column
	Zone    *time.Location // in which Moment columns are written
	About   About
}

// About says what was asked, and as of when: XLSX files have a sheet for it, Parquet files its manifest.
type About struct {
	Title    string
	Sections []Section
	Manifest []byte // JSON
}

// Section is a table of texts.
type Section struct {
	Title string
	Rows  [][]string
}

// Writer takes the rows of one file. Exactly one of Finish and Discard must be called, once.
type Writer interface {
	// Write adds a row, a value for each column. It keeps nothing of row. Rows are written beside the caller: the error may be
	// that of a row before.
	Write(row []Value) error
	// Finish completes the file.
	Finish() error
	// Discard gives the file up.
	Discard()
}

// New returns what writes a file of a format into spool. Rows may still be written when Write has returned, at most until
// Finish or Discard does.
func New(ctx context.Context, f Format, t Table, spool *Spool) (Writer, error) {
	switch f {
	case CSV:
		return newBeside(newCSV(t, spool), len(t.Columns)), nil
	case JSONL:
		return newBeside(newJSONL(t, spool), len(t.Columns)), nil
	case XLSX:
		w, err := newXLSX(t, spool)
		if err != nil {
			return nil, err
		}
		return newBeside(w, len(t.Columns)), nil
	case Parquet:
		return newParquet(ctx, t, spool)
	default:
		return nil, fmt.Errorf("there is no format %q", f)
	}
}
