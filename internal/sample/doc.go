// Package sample keeps what the live board showed, every 15 seconds, so that "how deep was the queue at 10:40 last Tuesday"
// has an answer.
//
//	live.Hub ── Recorder.Offer ──> Recorder.Run ── Store.Put ──> tick, one row a moment ── each hour ──> block, one a series and hour
//	                                                             ── after 35 days ──> block, one a series and day of quarter hours
//
// A series is a queue, an instance, or the whole contact centre: an agent who serves two queues counts in both and once in the
// whole, so these are series of their own. A moment that was sampled has a row for the whole, whatever it shows: that tells "nobody
// waited" from "nobody looked", and a queue without a row of its own had nothing to show. These samples cannot be computed
// anew from the journal, since what the board believed depends on what had arrived by then; so they live in a file of their
// own and not in the projection.
package sample
