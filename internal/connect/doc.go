// Package connect is what Amazon Connect says: contact records, agent events and contact events, decoded from the
// bytes that AWS delivers.
//
//	bytes ── Split ──> one JSON value each ── Decode ──> Fact {Contact | AgentEvent | ContactEvent | rejected + reason}
//
// Decoding is lenient where Amazon is loose (unknown fields, unknown enum values, null and absent alike, case of keys in
// contact events) and strict where identity is at stake: a record without its identity is rejected with a reason and is
// kept, byte for byte, by whoever called us. Nothing here does I/O and nothing here reads a clock.
package connect
