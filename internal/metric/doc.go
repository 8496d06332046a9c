// Package metric is what Ringside computes from what Amazon Connect says: each figure defined once, as data.
//
//	Contact ── Derive ──> Row of named integers ── Measure (predicate, aggregate) ──> integer ── Metric (one division) ──> figure
//	Query, PanelsQuery ── Edges, Find ──> Question ── a store ──> Slice ── Run, AssemblePanels ──> Table, Panels
//
// A Metric names the Measures it needs; stores answer Questions in Measures, as integers, and Go divides once, here.
// Evaluate in this package is the reference that every store is held to. Time zones end here too: a Question carries
// bucket edges in UTC milliseconds and no zone.
package metric
