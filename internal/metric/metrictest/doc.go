// Package metrictest holds what every store's answers are checked with: scenarios (records, a query and the table that
// must come out, written by hand from Amazon's definitions) and random questions to compare with the reference.
package metrictest
