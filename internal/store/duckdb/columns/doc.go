// Package columns keeps the columns of contacts that figures are made of in memory, and answers questions from them.
//
//	stored rows ── Loader ──┐
//	                        ├──> Cache ── State (immutable, one atomic pointer) ── Plan ── Answer ──> slices
//	each commit ── Change ──┘
//
// Contacts lie in chunks by the UTC day of their initiation (a busy day in several), ordered by queue and time, each column
// as narrow as its values allow: about 25 bytes a contact. Nothing in a published State ever changes: a commit prepares
// the next one from the rows that it removes and adds, and publishes it once it is durable. Whoever took a State reads
// that state, whatever is published meanwhile.
//
// Rows are removed where a newer version replaces one, and with all others when the projection is built anew, which erasing
// a contact ends with.
//
// What is asked for whole queues over long stretches is remembered beside the chunk that it was counted from, which is
// why figures over a year cost additions and no scan. A changed chunk is a new one and remembers nothing.
package columns
