// Package duckdb is the embedded store: a journal that is the truth, and a DuckDB file projected from it.
//
//	Append ── journal (synced) ──> acknowledged
//	   └── prepared records, bounded queue ──> projector ── one transaction: rows + position ──> DuckDB ──> Query
//
// The projection may be deleted at any time: it is rebuilt from the journal. Its position in the journal is written in
// the transaction that writes the rows, so that a process that dies between any two instructions neither loses a record
// nor counts one twice.
//
// Beside the tables, the columns that most figures are made of may be kept in memory (package columns). A commit prepares
// their next state and publishes it with its own position; a call of Query is answered from one such state, or from one
// snapshot of the tables, or from both where they are of the same position.
package duckdb
