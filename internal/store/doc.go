// Package store is the contract between Ringside and whatever keeps its facts. The embedded implementation is a journal
// with a DuckDB projection (package duckdb); storetest holds every implementation to the same answers.
//
// Append returns nil only when the facts are durable. The projection follows within a second; Receipt.Wait is for those
// who must see their own writes.
package store
