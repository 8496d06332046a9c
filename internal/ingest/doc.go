// Package ingest turns delivered bytes into durable facts.
//
//	firehose, eventbridge ──Batch──> Pipeline.Write ──┐
//	file ──> Pipeline.Decode ──> Pipeline.Commit ─────┤
//	                                                  ├─> split and decode (connect) ─> append (store) ─> publish (live)
//
// The contract, for every source:
//
//   - Write returns nil only when every record of the batch is durable; that is the moment to tell the sender "done".
//     After an error nothing may be counted on, and sending the batch again is safe: facts are known by their identity.
//   - A delivered record may hold one JSON value, several one behind another, or nothing but white space.
//   - One bad record never holds up its neighbours: what cannot be decoded becomes a rejected fact with its bytes and the
//     reason, and is as durable as the others.
//   - The live hub learns of a fact after it is durable, never before: a screen shows nothing that a restart would forget.
//   - The bytes of a record belong to the pipeline from then on: whoever called must not write to them again.
//
// No log line holds what a record says.
package ingest
