package api

import "time"

// ExportRequest asks for a file of exactly one of Contacts, Query and AgentIntervals.
type ExportRequest struct {
	Format         string          `json:"format" enum:"csv,xlsx,parquet,jsonl"`
	Contacts       *ContactChoice  `json:"contacts,omitempty" doc:"Every contact that GET /contacts would list for the same parameters"`
	Query          *QueryRequest   `json:"query,omitempty" doc:"The table that POST /query would answer, and its totals as the last row"`
	AgentIntervals *IntervalChoice `json:"agent_intervals,omitempty" doc:"What agents did when: sessions, statuses, stretches, contacts and gaps that overlap with the range, whole"`
	Attributes     bool            `json:"attributes,omitempty" doc:"Contacts with their attributes, as one column of JSON"`
	ChangedSince   uint64          `json:"changed_since,omitempty" doc:"The position of an earlier export: instead, the contacts of its range and filters that are new or have changed since"`
	Name           string          `json:"name,omitempty" maxLength:"200" doc:"Of the file, without ending"`
	Language       string          `json:"language,omitempty" enum:"ko,en" doc:"Of the sheet that says what was asked; ko unless given"`
	ID             string          `json:"id,omitempty" maxLength:"64" doc:"Any text that nobody else uses: GET /export/{id} tells how far the export is"`
}

// IntervalChoice says which intervals of agents an export is about.
type IntervalChoice struct {
	From  string   `json:"from" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-01"`
	To    string   `json:"to" doc:"End of the range, not in it" example:"2026-11-08"`
	Zone  string   `json:"zone,omitempty" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Where []string `json:"where,omitempty" maxItems:"100" doc:"As in GET /contacts, by agent, routing_profile, hierarchy levels, instance, queue, channel and initiation_method"`
	Kinds []string `json:"kinds,omitempty" maxItems:"5" enum:"session,status,stretch,contact,gap" doc:"All of them unless given"`
}

// ExportState says which state of the store a file shows. It is the header Ringside-Export of the answer.
type ExportState struct {
	Rows       int64      `json:"rows" doc:"Without the head"`
	Position   uint64     `json:"position" doc:"Of the newest record that is in the figures: changed_since of a later export"`
	AsOf       time.Time  `json:"as_of"`
	FinalUntil *time.Time `json:"final_until" doc:"The newest moment for which all sources had delivered; null when nothing was"`
}

// ExportProgress is how far an export is. When Rows is Of, all that is left is to pack the file and to send it.
type ExportProgress struct {
	Rows  int64  `json:"rows" doc:"Made so far"`
	Of    *int64 `json:"of" doc:"How many there will be; null while the export waits for its turn, and when there is none of this id"`
	Bytes int64  `json:"bytes" doc:"Of the file so far"`
}

// ExportManifest says what a file is: ringside export writes it beside, and Parquet files hold it under the key ringside.
type ExportManifest struct {
	Product string        `json:"product"`
	Request ExportRequest `json:"request"`
	ExportState
}

// ExportHeader is the header that carries an ExportState as JSON.
const ExportHeader = "Ringside-Export"
