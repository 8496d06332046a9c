// Package activity is what agents did when: agent events become intervals, and intervals become the sums that Amazon
// Connect calls agent activity metrics.
//
//	AgentEvent ── Derive ──> Timeline {Status, Contact, Stretch, Session, Gap} ── SumStretches, SumContacts … ──> integers
//	                State ──┘ └──> State                                          edges in UTC ms ──┘
//
// # What is derived
//
// A Status is an interval of one status under one configuration, a Contact one of a contact in one state, and a Session
// reaches from LOGIN to LOGOUT. A Stretch is an interval in which the agent's time counts as one thing; stretches exclude
// each other, so that online = on contact + idle + non-productive is a matter of adding up. A Gap says where events are
// missing.
//
// States begin when they say they began (StartTimestamp, StateStartTimestamp), not when an event told of them. What
// leaves a snapshot ends with the event that no longer shows it. Where an event's previous snapshot is not what was held,
// events are missing: it fills the hole, and the rows at it have Gap set. Where it is null, the current snapshot decides.
// After a LOGOUT heartbeats tell nothing. Heartbeats that repeat make no rows.
//
// The intervals are a function of the set of events: order and repetition of delivery change nothing. Events count by
// their Moment; events of one moment are put in order by their snapshots. An event can only change what is not more than
// a second (the skew of old traffic) before the event before it, and nothing before a LOGOUT.
//
// Choices where Amazon's texts leave one: dialled are OUTBOUND, CALLBACK, EXTERNAL_OUTBOUND, AGENT_REPLY and
// CAMPAIGN_PREVIEW, anything else that is CONNECTING rings at the agent; listening in (MONITOR) is neither on contact nor
// handling; a status of an unknown type is non-productive; a previous snapshot that still shows the status which a LOGOUT
// ended tells nothing.
//
// Sources: Amazon Connect Administrator Guide, "Agent event streams data model", "Determine how long an agent spends doing
// ACW", "About contact states", "Metrics definitions", "Login/logout reports" (docs.aws.amazon.com/connect/latest/adminguide,
// read 2026-11-22).
//
// # How a store keeps it
//
// The embedded store does so. One table for each kind of row (agent_statuses, agent_handlings, agent_stretches,
// agent_sessions, agent_gaps), with instance and agent as first columns, a column for the routing profile and one for each
// level of the hierarchy, and by_ms; and two of states:
//
//	agent_states   agent, state           State as JSON, after all events
//	agent_days     agent, day_ms, state   before the first event of each UTC day that has events of the agent
//
// agent_events has each event's Moment beside its place in the journal, so that the events of an agent and a day can be
// read again. EventID stays its identity.
//
// New events of an agent, all later than Heard of the state after all: Derive from that state, add the rows, replace the
// state. This is nearly always so. Else, from the earliest new event on, from one kept state to the next:
//
//  1. if the new events are later than Heard of the kept state at the end, Derive from that state, and add the rows;
//     else delete the agent's rows with by_ms in between, Derive from the kept state at the beginning with all events in
//     between, and add the rows. Behind the last of the new events a few events at a time are enough: once the state with
//     the new events Equal the state without them, all that follows is as it is kept;
//  2. stop if the state after it Equal the one kept for the end, else replace that one and go on with what follows it.
//
// All of it goes into the transaction that adds the events. Erasure of an agent deletes the agent's rows of every table.
//
// What still goes on is not in the tables: State.Open(end of range, or now if that is earlier) gives its rows, which a
// question adds to those of the tables. A state is about 4 kB of JSON (simulated agents: 6.6 kB at most).
//
// A sum over slices is sum(least(end_ms, edge_to) - greatest(start_ms, edge_from)) over the rows that overlap with the
// slice. Where edges are whole quarters of an hour in UTC, which those of every zone's days and hours are today, sums of
// agent_stretches by agent, configuration and quarter answer the same with far fewer rows; the stretches remain what they
// are rebuilt from, for each (agent, quarter) that a rewritten row touches.
//
// # As metrics
//
// Number of agents online: those with online time. From AgentTime: SUM_ONLINE_TIME_AGENT, SUM_CONTACT_TIME_AGENT, SUM_IDLE_TIME_AGENT, SUM_NON_PRODUCTIVE_TIME_AGENT,
// SUM_ERROR_STATUS_TIME_AGENT, AGENT_OCCUPANCY and the shares of online time. From SumStatuses: time by status. From
// ContactTime: connecting time by initiation method, AGENT_NON_RESPONSE, AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS (a
// join with contact records, see RecordAbandoned), AGENT_ANSWER_RATE, and handling, talk, hold and after-contact work by
// time spent. SumHandlingByEnd is the other attribution of the same time. From sessions: the login/logout report. Only
// agent, routing profile and hierarchy group agents' time; queue, channel and initiation method group contacts' time too.
package activity
