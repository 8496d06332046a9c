// Package sim is a contact centre that does not exist: 한빛몰, a Korean company of commerce, card and delivery, whose
// queues and agents it plays event by event and whose every step it tells in the very bytes that Amazon Connect would send.
//
//	World(seed) ── Day(date) ──> plays arrivals, queues, agents ──> []Delivery {when, which door, bytes}
//	                                     │                               ├── History, Backfill: JSON lines
//	                                     └── Truth: counted from the model └── Driver: real requests at the real doors
//
// One seed gives one world, whatever the machine. Each local date is played by itself, so any stretch of time costs only
// its own days; a contact that begins before midnight is played to its end by the date it began on. Waiting, handling,
// agent states, contact events and contact records of a date are views of one model and therefore agree, except where
// real traffic does not: those departures are the oddities, named and counted in oddity.go.
//
// The JSON is written here, by hand, and shares nothing with the decoder: a field misread on both sides would otherwise
// go unnoticed.
package sim
