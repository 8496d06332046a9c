package api

import "time"

// Month is everything on the Month page, from one state of the store: its figures add up.
type Month struct {
	Month      string     `json:"month" example:"2026-11"`
	From       time.Time  `json:"from"`
	To         time.Time  `json:"to" doc:"End of the month, not in it"`
	Until      time.Time  `json:"until" doc:"How far the month has run: its end once it is over"`
	Zone       string     `json:"zone"`
	TimeField  string     `json:"time_field" enum:"initiation,disconnect"`
	DayStart   string     `json:"day_start" example:"00:00"`
	AsOf       time.Time  `json:"as_of"`
	FinalUntil *time.Time `json:"final_until"`
	Projected  uint64     `json:"projected"`

	Notes    []QueryNote    `json:"notes" doc:"What should be known of the figures: kinds unknown_value, filling and loading"`
	Figures  MonthFigures   `json:"figures"`
	Panels   Panels         `json:"panels"`
	Previous MonthBefore    `json:"previous"`
	Days     []MonthDay     `json:"days" doc:"Every day of the month up to today"`
	Queues   []QueueFigures `json:"queues" doc:"Every queue with a contact in the month; contacts add up to number_of_calls"`
	Agents   []MonthAgent   `json:"agents" doc:"The agents with most contacts handled, at most 50"`
	AgentsIn int            `json:"agents_in" doc:"How many agents had a contact"`
}

// MonthFigures are the figures of a month, or of as much of it as is compared.
type MonthFigures struct {
	NumberOfCalls           int64                   `json:"number_of_calls"`
	Handled                 int64                   `json:"handled"`
	Abandoned               int64                   `json:"abandoned"`
	Queued                  int64                   `json:"queued"`
	ServiceLevel            ServiceLevel            `json:"service_level"`
	AnswerRate              AnswerRate              `json:"answer_rate"`
	AbandonmentRate         AbandonmentRate         `json:"abandonment_rate"`
	AverageHandleTime       AverageDuration         `json:"average_handle_time"`
	AverageCallDuration     AverageDuration         `json:"average_call_duration"`
	AverageAfterContactWork AverageAfterContactWork `json:"average_after_contact_work"`
	NumberOfAgents          int64                   `json:"number_of_agents"`
	WorkingDays             int                     `json:"working_days" doc:"Days on which the centre works, as far as they are over; today counts once it is"`
	PerWorkingDay           *float64                `json:"per_working_day" doc:"Mean of the contacts of those days; null without any"`
	WorkedFrom              *string                 `json:"worked_from" format:"date" doc:"The first of those days; null without any"`
	WorkedTo                *string                 `json:"worked_to" format:"date" doc:"The day after the last of them"`
}

// MonthBefore is the month before, as far as this one has run.
type MonthBefore struct {
	Month   string       `json:"month"`
	From    time.Time    `json:"from"`
	To      time.Time    `json:"to"`
	Figures MonthFigures `json:"figures"`
	// A comparison with a month of which only a part is known says little.
	RecordsFrom *string `json:"records_from" format:"date" doc:"First day of which there are records, where that is in the month before or later; null otherwise"`
}

// MonthDay is one day. Holiday is null on other days.
type MonthDay struct {
	Day             string          `json:"day" format:"date"`
	Holiday         nullable[Text]  `json:"holiday"`
	Works           bool            `json:"works" doc:"The centre works on it"`
	Contacts        int64           `json:"contacts"`
	Queued          int64           `json:"queued"`
	Handled         int64           `json:"handled"`
	Abandoned       int64           `json:"abandoned"`
	ServiceLevel    ServiceLevel    `json:"service_level"`
	AnswerRate      AnswerRate      `json:"answer_rate"`
	AbandonmentRate AbandonmentRate `json:"abandonment_rate"`
	HandleSeconds   *float64        `json:"handle_seconds"`
	CallSeconds     *float64        `json:"call_seconds" doc:"Average call duration, outbound excluded"`
	ACWSeconds      *float64        `json:"acw_seconds" doc:"Average after-contact work, outbound excluded"`
	Agents          int64           `json:"agents" doc:"Agents connected to a contact"`
}

// AnswerRate is the share of queued contacts that an agent answered.
type AnswerRate struct {
	Percent  *float64 `json:"percent"`
	Answered int64    `json:"answered"`
	Queued   int64    `json:"queued"`
}

// MonthAgent is one agent's month.
type MonthAgent struct {
	AgentARN      string   `json:"agent_arn"`
	AgentName     string   `json:"agent_name"`
	Handled       int64    `json:"handled"`
	HandleSeconds *float64 `json:"handle_seconds"`
	CallSeconds   *float64 `json:"call_seconds"`
	ACWSeconds    *float64 `json:"acw_seconds"`
}
