// Package live is the present moment: who waits, who can help, told to every open page as it changes.
//
//	facts ── Hub.Publish ──> Board.Apply (pure) ── Snapshot ──> difference ── merge patch ──> subscribers
//
// What Amazon Connect itself counts (Reading) is a fact like the others: from its moment on a place has what was read, and
// what events tell of since.
//
// Board is a function of the set of facts it was given, not of their order or number, so a restart, a replay and a
// second copy all end at the same state. Hub owns one board in one goroutine and fans its changes out. Nothing here is
// durable: after a restart the board is seeded with the recent facts of the store.
package live
