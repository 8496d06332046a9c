// Package current asks Amazon Connect itself what waits right now, and gives it to the live board.
//
//	events move the board ──> pause ──> GetCurrentMetricData, 100 queues a request ──> live.Reading ──> Board.Reconcile
//	                                     └─ of the queues that the directory has listed
//
// Contact events are best effort; what the API counts is not. Its quota of 5 requests a second belongs to the account and
// the Region and is shared with every other tool, so Ringside asks once a second at most in each of them, for all of its
// instances together, and only as often as something moves there.
//
// Source: Amazon Connect API Reference, "GetCurrentMetricData"; Amazon Connect Administrator Guide,
// "Amazon Connect service quotas", API throttling quotas.
package current
