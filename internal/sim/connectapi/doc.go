// Package connectapi answers those operations of the Amazon Connect API that Ringside calls, for an instance that does not
// exist.
//
//	request ── known operation? ── signed? ── quota left? ── fault wished for? ── answer from Centre ── JSON
//	             404                403          429            429, 500, silence
//
// Shapes, limits and errors are Amazon's. The JSON is written and read here with structs of its own, which no client
// shares: a member misspelt on both sides would otherwise go unnoticed. Where Amazon's pages leave a choice the answer is
// the stricter one, so that a client that works here asks for nothing doubtful.
//
// Source: Amazon Connect API Reference, the page of each operation, and Amazon Connect Administrator Guide, "Amazon Connect
// service quotas", API throttling quotas.
package connectapi
