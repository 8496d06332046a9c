package api

import "time"

// ExportRequest asks for a file of exactly one of Contacts, Query, AgentIntervals and LiveHistory.
type ExportRequest struct {
	Format           string          `json:"format" enum:"csv,xlsx,parquet,jsonl"`
	Contacts         *ContactChoice  `json:"contacts,omitempty" doc:"Every contact that GET /contacts would list for the same parameters"`
	Query            *QueryRequest   `json:"query,omitempty" doc:"The table that POST /query would answer, and its totals as the last row"`
	AgentIntervals   *IntervalChoice `json:"agent_intervals,omitempty" doc:"What agents did when: sessions, statuses, stretches, contacts and gaps that overlap with the range, whole"`
	LiveHistory      *HistoryChoice  `json:"live_history,omitempty" doc:"What the live board showed, point by point, as GET /live/history answers it"`
	Attributes       bool            `json:"attributes,omitempty" doc:"Contacts with their attributes, as one column of JSON"`
	AttributeColumns []string        `json:"attribute_columns,omitempty" maxItems:"1000" doc:"Contacts with a column attribute:KEY for each of these keys"`
	AllAttributes    bool            `json:"all_attributes,omitempty" doc:"Contacts with a column attribute:KEY for every key that a contact has, at most 1000"`
	ChangedSince     uint64          `json:"changed_since,omitempty" doc:"The position of an earlier export: instead, the contacts of its range and filters that are new or have changed since"`
	Name             string          `json:"name,omitempty" maxLength:"200" doc:"Of the file, without ending"`
	Language         string          `json:"language,omitempty" enum:"ko,en" doc:"Of the sheet that says what was asked; ko unless given"`
	Reason           string          `json:"reason,omitempty" maxLength:"500" doc:"What the file is for, in your own words, for the audit log. Where people sign in, files that tell of persons are not made without: contacts, agent intervals, and figures by agent or by attribute"`
	ID               string          `json:"id,omitempty" maxLength:"64" doc:"Any text that nobody else uses: GET /export/{id} tells how far the export is"`
}

// IntervalChoice says which intervals of agents an export is about.
type IntervalChoice struct {
	From  string   `json:"from,omitempty" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-01"`
	To    string   `json:"to,omitempty" doc:"End of the range, not in it" example:"2026-11-08"`
	Range string   `json:"range,omitempty" doc:"Instead of from and to, as in POST /query" example:"last_business_day"`
	Zone  string   `json:"zone,omitempty" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Where []string `json:"where,omitempty" maxItems:"100" doc:"As in GET /contacts, by agent, routing_profile, hierarchy levels, instance, queue, channel and initiation_method"`
	Kinds []string `json:"kinds,omitempty" maxItems:"5" enum:"session,status,stretch,contact,gap" doc:"All of them unless given"`
}

// HistoryChoice says which past of the live board an export is about.
type HistoryChoice struct {
	From     string   `json:"from,omitempty" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-17"`
	To       string   `json:"to,omitempty" doc:"End of the range, not in it" example:"2026-11-18"`
	Range    string   `json:"range,omitempty" doc:"Instead of from and to, as in POST /query" example:"yesterday"`
	Zone     string   `json:"zone,omitempty" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Queue    string   `json:"queue,omitempty" doc:"ARN, id or any name a queue ever had; the whole contact centre unless given"`
	Instance []string `json:"instance,omitempty" maxItems:"100" doc:"Of these instances together, by ARN, id or name; of all unless given"`
	Step     string   `json:"step,omitempty" enum:"15s,1m,5m,15m,1h,1d" doc:"How much time a row stands for; the finest that gives at most 720 rows unless given"`
}

// Settled is the request with the moments that a range by name stood for: another day it stands for others.
func (r ExportRequest) Settled(from, to time.Time) ExportRequest {
	settle := func(begin, end, preset *string) {
		if *preset != "" {
			*begin, *end, *preset = from.Format(time.RFC3339), to.Format(time.RFC3339), ""
		}
	}
	if r.Contacts != nil {
		contacts := *r.Contacts
		settle(&contacts.From, &contacts.To, &contacts.Range)
		r.Contacts = &contacts
	}
	if r.Query != nil {
		query := *r.Query
		settle(&query.From, &query.To, &query.Range)
		r.Query = &query
	}
	if r.AgentIntervals != nil {
		intervals := *r.AgentIntervals
		settle(&intervals.From, &intervals.To, &intervals.Range)
		r.AgentIntervals = &intervals
	}
	if r.LiveHistory != nil {
		history := *r.LiveHistory
		settle(&history.From, &history.To, &history.Range)
		r.LiveHistory = &history
	}
	return r
}

// ExportState says which state of the store a file shows. It is the header Ringside-Export of the answer.
type ExportState struct {
	Rows       int64      `json:"rows" doc:"Without the head"`
	Position   uint64     `json:"position" doc:"Of the newest record that is in the figures: changed_since of a later export"`
	AsOf       time.Time  `json:"as_of"`
	FinalUntil *time.Time `json:"final_until" doc:"The newest moment for which all sources, or the chosen instances, had delivered; null when nothing was"`
	From       time.Time  `json:"from" doc:"Start of the range, in the zone"`
	To         time.Time  `json:"to" doc:"End of the range, not in it"`

	Notes []QueryNote `json:"notes,omitempty" doc:"What should be known of the file"`
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
