// Package kinesis reads Amazon Kinesis Data Streams: contact records and agent events, together or apart.
//
//	ListShards ──> follow: which shards are there, which may be read now ──┬─> shard: GetRecords, or SubscribeToShard
//	                   ^                                                  ├─> shard …        │ unpack (KPL)
//	                   └────────── ended, or failed and to be read again ──┘                 └─> sink.Write(records, checkpoint)
//
// What holds:
//
//   - A shard's checkpoint is made durable with the records that it stands behind, in one batch. It never moves without them.
//   - What cannot be written is offered again until it can, and nothing behind it is read meanwhile: the stream waits.
//   - The records of the answer that ends a shard are written before the shard counts as ended.
//   - A shard is read when its parents have been read to their ends, so that the order of a partition key is kept.
//   - One goroutine owns the list of shards; a shard that failed is read again, after a pause that grows.
//   - Each pause ends with the context.
//
// At most one reader may read a stream into one store; two would count nothing twice and do everything twice.
//
// Kinesis: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html
package kinesis
