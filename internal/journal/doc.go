// Package journal is an append-only file of entries with sequence numbers: the durability of the embedded store.
//
//	Append ──► encode and compress ──► queue ──► one write and one fdatasync for all who wait ──► nil
//	                                                  │
//	           Read, Get ◄── segments 00000000000000000001.rsj, 00000000000000183744.rsj, …
//	                                                  │
//	           Compact: closed segments only, by temporary file and rename
//
// The invariant: when Append returns nil, its entries are read back, in order and once each, after any crash. Entries of
// an Append that failed are not read back, except that a crash may leave some of them: sending them again must be
// harmless to the caller. DESIGN.md beside this file has the format and the reasons.
package journal
