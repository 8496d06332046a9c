package api

import "time"

// Overview is everything on the Overview page, from one state of the store: its figures add up.
type Overview struct {
	From            time.Time       `json:"from"`
	To              time.Time       `json:"to"`
	Zone            string          `json:"zone"`
	TimeField       string          `json:"time_field" enum:"initiation,disconnect"`
	DayStart        string          `json:"day_start" example:"00:00" doc:"Local time at which days begin, as the settings say"`
	AsOf            time.Time       `json:"as_of"`
	FinalUntil      *time.Time      `json:"final_until"`
	Projected       uint64          `json:"projected" doc:"Newest sequence number that the figures show; compare with the heartbeat's"`
	Panels          Panels          `json:"panels"`
	ServiceLevel    ServiceLevel    `json:"service_level"`
	AbandonmentRate AbandonmentRate `json:"abandonment_rate"`
	Previous        PreviousPeriod  `json:"previous"`
	Series          Series          `json:"series"`
	Today           Today           `json:"today"`
	Days            []Day           `json:"days" doc:"365 days up to today, whatever the range"`
	Notes           []QueryNote     `json:"notes" doc:"What should be known of the figures of the range"`
	Queues          []QueueFigures  `json:"queues" doc:"Every queue with a contact in the range, and one row without ARN for contacts that name none: contacts add up to number_of_calls"`
}

// ServiceLevel is the share of queued contacts that left their queue in time.
type ServiceLevel struct {
	Percent *float64 `json:"percent" doc:"0 to 100; null when nothing was queued"`
	Within  int64    `json:"within" doc:"Those in time, by the limit and the formula of their queue"`
	Queued  int64    `json:"queued"`
	Seconds int64    `json:"seconds" doc:"The limit; 0 for a total of queues whose limits differ"`
	Target  float64  `json:"target" doc:"Percent that is wanted"`
}

// AbandonmentRate is the share of queued contacts that ended without an agent.
type AbandonmentRate struct {
	Percent   *float64 `json:"percent" doc:"0 to 100; null when nothing was queued"`
	Abandoned int64    `json:"abandoned"`
	Queued    int64    `json:"queued"`
}

// PreviousPeriod is the range that the figures are compared with.
type PreviousPeriod struct {
	From            time.Time       `json:"from"`
	To              time.Time       `json:"to"`
	Kind            string          `json:"kind" enum:"week_before,period_before,month_before,holiday_skipped,holiday_before,sunday_before" doc:"Of one day that is like no other of its weekday: the same weekday behind a holiday, or for a holiday the one before it or a Sunday"`
	Panels          PreviousPanels  `json:"panels"`
	ServiceLevel    ServiceLevel    `json:"service_level"`
	AbandonmentRate AbandonmentRate `json:"abandonment_rate"`
}

// PreviousPanels is the comparable panels of the range before.
type PreviousPanels struct {
	NumberOfCalls           int64                   `json:"number_of_calls"`
	AverageAfterContactWork AverageAfterContactWork `json:"average_after_contact_work"`
	AverageCallDuration     AverageDuration         `json:"average_call_duration"`
	NumberOfAgents          int64                   `json:"number_of_agents"`
}

// Series is the range in equal steps, for small lines; it stops at now.
type Series struct {
	Interval string        `json:"interval" enum:"15m,1h,1d"`
	Points   []SeriesPoint `json:"points"`
}

// SeriesPoint is one step: counts are 0 and means null where nothing happened.
type SeriesPoint struct {
	Start               time.Time `json:"start"`
	Calls               int64     `json:"calls"`
	ACWSeconds          *float64  `json:"acw_seconds"`
	CallDurationSeconds *float64  `json:"call_duration_seconds"`
	Agents              int64     `json:"agents" doc:"Agents connected to a contact"`
	ServiceLevel        *float64  `json:"service_level"`
	AbandonmentRate     *float64  `json:"abandonment_rate"`
}

// Today is the present day in quarters of an hour beside the day that it is fairly compared with.
type Today struct {
	Day         string       `json:"day" format:"date"`
	CompareDay  string       `json:"compare_day" format:"date"`
	CompareKind string       `json:"compare_kind" enum:"week_before,holiday_skipped,holiday_before,sunday_before" doc:"As kind of previous"`
	Points      []TodayPoint `json:"points" doc:"Up to now"`
	Compare     []TodayPoint `json:"compare" doc:"The whole day: 96 quarters, 92 or 100 where the clocks change"`
}

// TodayPoint is a quarter of an hour.
type TodayPoint struct {
	Start    time.Time `json:"start"`
	Contacts int64     `json:"contacts"`
}

// Day is one local day.
type Day struct {
	Day       string   `json:"day" format:"date"`
	Contacts  int64    `json:"contacts"`
	Handled   int64    `json:"handled"`
	Abandoned int64    `json:"abandoned"`
	Average7d *float64 `json:"average_7d" doc:"Mean of contacts over this day and the six before; null before there were seven days of records"`
}

// QueueFigures is one row of the queue table.
type QueueFigures struct {
	QueueARN            string          `json:"queue_arn" doc:"Empty for contacts that name no queue"`
	QueueName           string          `json:"queue_name"`
	Contacts            int64           `json:"contacts"`
	Callbacks           int64           `json:"callbacks" doc:"Those of the contacts that are callbacks; Amazon Connect counts a callback's initial delay as time in queue, so a service level of seconds says little of a queue that is made of them"`
	VoiceOrChat         int64           `json:"voice_or_chat" doc:"Those of the contacts whose channel is VOICE or CHAT: nobody holds the line for the others, so a service level of seconds says little of a queue that is made of those"`
	Queued              int64           `json:"queued"`
	Handled             int64           `json:"handled"`
	Abandoned           int64           `json:"abandoned"`
	ServiceLevel        ServiceLevel    `json:"service_level"`
	AbandonmentRate     AbandonmentRate `json:"abandonment_rate"`
	AverageCallDuration AverageDuration `json:"average_call_duration"`
}
