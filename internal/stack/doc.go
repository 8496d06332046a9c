// Package stack brings about what brings contact records and events from an Amazon Connect instance to Ringside: a CloudFormation stack, and
// the two settings of the instance that no template can own.
//
//	Wish ──▶ Draw: stack + targets of the instance, a change set, thrown away again ──▶ Plan (words, JSON)
//	     ──▶ Apply: change set ──▶ events until the stack is there ──▶ the instance's targets
//	     ──▶ Inspect: what differs since        ──▶ Remove: targets as they were before, then the stack, then (if told) the data
//
// What was there before stands in tags of the stack, so that whoever removes it need not be who made it, nor have their machine.
// Nothing else is remembered between two runs: one that was broken off is gone on with by running it again, and CloudFormation goes on by
// itself meanwhile.
//
// Sources: AWS CloudFormation API Reference; Amazon Connect API Reference, "AssociateInstanceStorageConfig" and those beside it.
package stack
