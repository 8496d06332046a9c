// Package check is the doctor of what brings records here: it asks AWS how things are set up, and Ringside what has come, and names what
// is missing.
//
//	Doctor.Run ─ read: AWS is asked, each thing once ─> Facts ─ rules, which ask nobody ─> Report
//
// A finding says what was asked and what was answered. What was not answered is told as such, with the permission that it takes; nothing is
// concluded from it. Nothing is changed, and no record is read.
package check
