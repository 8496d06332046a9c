// Package directory knows what instances are called, and their queues, users, routing profiles, agent statuses and hierarchy
// groups, and what they were called before.
//
//	Refresher.Run ── List… and SearchUsers, a kind at a time ─┬─> Directory ──> names for the live board and the API
//	Follow ── what records and agent events call things ──────┘    └─> directory.db, so that a restart knows them at once
//
// Records and events name what they speak of, and history shows those names. Here is what they cannot tell: who has not
// called in yet, whose routing profile serves which queues, and what a thing is called now. A kind is taken over whole or
// not at all, so that a request that fails leaves the names of before; what is listed no more keeps its last name.
//
// Source: Amazon Connect API Reference, "ListQueues", "SearchUsers", "ListRoutingProfiles", "ListRoutingProfileQueues",
// "ListAgentStatuses", "ListUserHierarchyGroups", "DescribeUserHierarchyGroup" and "DescribeInstance".
package directory
