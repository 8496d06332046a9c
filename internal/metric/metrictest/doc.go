// Package metrictest holds what every store's answers are checked with: scenarios (records, a query and the table that
// must come out, recounted by hand from Amazon's definitions) and the reference over facts in memory.
package metrictest
