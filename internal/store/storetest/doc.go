// Package storetest is the conformance suite of store.Store: what every implementation must answer, whatever the order,
// number and cut of deliveries. The truth is a plain recount of the delivered records and the reference of package metric.
package storetest
