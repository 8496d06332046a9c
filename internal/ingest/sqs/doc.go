// Package sqs takes what EventBridge and Amazon S3 send to a queue of Amazon SQS: contact events, and word of new objects.
//
//	ReceiveMessage (up to 10, waits up to 20 s) ──> write them, durable ──> DeleteMessageBatch
//	                                                    │
//	                                                    └─ takes long: ChangeMessageVisibilityBatch, again and again
//
// What holds:
//
//   - A message is deleted when what it says is durable, and never before. One that is not deleted comes again, which
//     counts nothing twice.
//   - While a batch is being stored it stays hidden from others, however long that takes.
//   - Each message stands for itself: one whose object cannot be read does not hold up the nine others.
//
// SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
package sqs
