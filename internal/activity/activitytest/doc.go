// Package activitytest holds worked scenarios of agent events: a script of what one or more agents did, from which the
// events are written in Amazon's JSON and decoded again, a question, and the answers worked out by hand. Facts are there
// to run the same scenarios through a store.
package activitytest
