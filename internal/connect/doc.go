// Package connect is what Amazon Connect says: contact records, agent events and contact events, decoded from the
// bytes that AWS delivers.
//
//	bytes ── Split ──> one JSON value each ── Decode ──> Fact {Contact | AgentEvent | ContactEvent | rejected + reason}
//
// Decoding is lenient where Amazon is loose (unknown fields, unknown enum values, null and absent alike, case of keys in
// contact events, odd packings) and strict where identity is at stake: a record without its identity is rejected with a
// reason and is kept, byte for byte, by whoever called us. What is accepted is always valid JSON and UTF-8. Nothing here
// does I/O but reading what Split is given, and nothing here reads a clock: a record from the future is a record.
//
// One pass checks a record and finds its fields (scan.go, reader.go) by a tree of field sets (field.go, *_field.go); the
// *_decode.go files then read the texts found. docs/adr/0002-json-decoding.md says why it is our own scanner.
package connect
