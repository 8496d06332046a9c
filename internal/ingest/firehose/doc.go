// Package firehose is the door for Amazon Data Firehose: an HTTP endpoint destination of protocol 1.0.
//
//	request ── key ── gzip ── envelope ── base64 ──> ingest.Batch ── Sink.Write ──> 200, when durable
//
// Firehose takes exactly 200 with a valid body for success and anything else for failure, which it tries again for up to
// two hours and then leaves in its error bucket; `ringside import` reads that bucket. One answer is different: after 413
// it neither retries nor keeps the batch, so this door never says 413, not even of a body that is too large: that is 400,
// which ends in the bucket at worst.
//
//	200  every record is durable
//	400  not the protocol, with the reason; nothing was stored
//	401  the access key is missing or wrong
//	405  not a POST
//	503  no room, no time or no store; nothing may be counted on, come again
//
// A request that comes again, with the same request id or another, is simply processed again: records are known by their
// identity, not by the request that brought them.
//
// Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint delivery request and response specifications",
// https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
package firehose
