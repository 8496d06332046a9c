// Package template owns the CloudFormation templates by which records and events come from Amazon Connect to Ringside: their text, what
// each component may do by it, what whoever creates a stack needs to be allowed, and what it costs.
//
// What Amazon Connect itself has to be told, namely where to send contact records and agent events, is in no template: an instance has
// one target of each kind, often has one already, and has to get it back (docs/adr/0038).
package template
