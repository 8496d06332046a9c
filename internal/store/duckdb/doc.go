// Package duckdb is the embedded store: a journal that is the truth, and a DuckDB file projected from it.
//
//	Append ── journal (synced) ──> acknowledged
//	   └── prepared records, bounded queue ──> projector ── one transaction: rows + position ──> DuckDB ──> Query
//
// The projection may be deleted at any time: it is rebuilt from the journal. Its position in the journal is written in
// the transaction that writes the rows, so that a process that dies between any two instructions neither loses a record
// nor counts one twice.
package duckdb
