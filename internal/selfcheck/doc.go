// Package selfcheck compares our figures with Amazon Connect's own, a day at a time, and says why they differ.
//
//	a day ──> GetMetricDataV2, by queue and interval ──┐
//	       └> the same figures of our store ───────────┴─> equal, or a Difference
//	Difference ──> SearchContacts: which contacts are there? ──> those that we lack: DescribeContact ──> written as a record
//	           └─> our figures once more ──> what is left is explained, or said to be unexplained
//
// Only what can be compared is: contacts of standard queues, since Amazon answers of nothing else here; metrics that both
// count by the contact's end, as chosen lists them; intervals whose contacts have had time to be over. How many contacts no
// figure covers is part of the report.
//
// What is restored from DescribeContact never outlives its record: see record.
//
// Source: Amazon Connect API Reference, "GetMetricDataV2", "SearchContacts", "DescribeContact"; Amazon Connect Administrator
// Guide, "Metrics definitions in Amazon Connect".
package selfcheck
