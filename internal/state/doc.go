// Package state keeps what Ringside itself needs to remember beside the facts: ingest keys, unfinished imports, saved
// views, settings, accounts and sessions today.
//
// It is small and transactional, hence SQLite (one file, state.db, readable by its owner only) and not the analytics
// store. Every statement is portable SQL in a file of its own: numbered parameters in the order of their first use, whole
// numbers for moments (milliseconds since 1970, UTC) and for truth values, text for identifiers. Another engine needs a
// driver name and a way to open, and nothing else.
package state
