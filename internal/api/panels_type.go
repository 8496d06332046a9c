package api

import "time"

// Text is a text in both languages of the page.
type Text struct {
	KO string `json:"ko"`
	EN string `json:"en"`
}

// Panels is the seven panels over one range. Bars and table of days are one list.
type Panels struct {
	From      time.Time `json:"from" doc:"Start of the range, in the zone asked for"`
	To        time.Time `json:"to" doc:"End of the range, not in it"`
	Zone      string    `json:"zone" example:"Asia/Seoul"`
	TimeField string    `json:"time_field" enum:"initiation,disconnect" doc:"Which moment of a contact puts it into the range"`
	DayStart  string    `json:"day_start" example:"00:00" doc:"Local time at which days begin, as the settings say"`

	NumberOfCalls           int64                   `json:"number_of_calls"`
	CallsPerDay             []DayCalls              `json:"calls_per_day" doc:"Every day of the range, also those without calls"`
	AverageAfterContactWork AverageAfterContactWork `json:"average_after_contact_work"`
	AverageCallDuration     AverageDuration         `json:"average_call_duration"`
	NumberOfAgents          int64                   `json:"number_of_agents"`
	NumberOfAgentsParts     AgentParts              `json:"number_of_agents_parts"`
	CallsInQueue            nullable[CallsInQueue]  `json:"calls_in_queue" doc:"Now, whatever the range; null where there is no live source"`
	AsOf                    time.Time               `json:"as_of" doc:"The moment up to which everything received is in the figures"`
	FinalUntil              *time.Time              `json:"final_until" doc:"Newest moment for which all sources, or the chosen instances, have delivered; null before the first delivery"`
	Definitions             map[string]Text         `json:"definitions" doc:"How each panel is counted, by panel id"`
	Notes                   []QueryNote             `json:"notes,omitempty" doc:"What should be known of the panels"`
}

// DayCalls is one local day.
type DayCalls struct {
	Day   string `json:"day" format:"date"`
	Calls int64  `json:"calls"`
}

// AverageAfterContactWork has both means of after-contact work, outbound excluded.
type AverageAfterContactWork struct {
	Seconds          *float64 `json:"seconds" doc:"Amazon Connect's own mean: a connected contact without after-contact work counts as 0"`
	Contacts         int64    `json:"contacts" doc:"Contacts in that mean"`
	RecordedSeconds  *float64 `json:"recorded_seconds" doc:"Mean of the records that carry the field"`
	RecordedContacts int64    `json:"recorded_contacts" doc:"Contacts in that mean"`
}

// AverageDuration is a mean and what it was taken over.
type AverageDuration struct {
	Seconds  *float64 `json:"seconds" doc:"Null over nothing"`
	Contacts int64    `json:"contacts" doc:"Contacts in the mean"`
}

// AgentParts is what the number of agents is made of; an agent may be in both.
type AgentParts struct {
	Connected int64  `json:"connected" doc:"Agents connected to a contact, MONITOR aside"`
	Online    *int64 `json:"online" doc:"Agents online by agent events; null where a queue or channel is chosen, which no agent's day can be narrowed to"`
}

// CallsInQueue is how many contacts wait now.
type CallsInQueue struct {
	InQueue          int64     `json:"in_queue"`
	Scheduled        int64     `json:"scheduled"`
	Total            int64     `json:"total"`
	OldestAgeSeconds *float64  `json:"oldest_age_seconds" doc:"Null when none waits in a queue"`
	AsOf             time.Time `json:"as_of"`
	Source           string    `json:"source" enum:"contact_events,amazon_connect" doc:"As in the live snapshot"`
}
