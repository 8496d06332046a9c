package api

import "time"

// LiveHistoryInput asks what the live board showed.
type LiveHistoryInput struct {
	From     string   `query:"from" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-17T10:00:00+09:00"`
	To       string   `query:"to" doc:"End of the range, not in it" example:"2026-11-17T11:00:00+09:00"`
	Range    string   `query:"range" doc:"Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings" example:"today"`
	Zone     string   `query:"zone" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Queue    []string `query:"queue,explode" maxItems:"1" doc:"ARN, id or any name a queue ever had; the whole contact centre unless given. One at a time: an agent who serves two queues counts in both"`
	Instance []string `query:"instance,explode" maxItems:"100" doc:"Of these instances together, by ARN, id or name; of all unless given. Repeat for several"`
	Step     string   `query:"step" enum:"15s,1m,5m,15m,1h,1d" doc:"How much time a point stands for; the finest that gives at most 720 points unless given"`
}

// LiveHistory is what the live board showed over a range, a sample every 15 s, 35 days back; a quarter hour at a time, 25
// months back, unless the server is set to keep them for other times. All lists are as long as times. A point without samples, in which nobody looked, is null everywhere: the
// server was down, or the moment lies before kept_since or in the future.
type LiveHistory struct {
	From        time.Time   `json:"from"`
	To          time.Time   `json:"to"`
	Zone        string      `json:"zone"`
	Queue       string      `json:"queue" doc:"ARN; empty: the whole contact centre or the instances, in which an agent counts once"`
	Instances   []string    `json:"instances" doc:"Ids of the instances asked for; empty: all together, or that of the queue"`
	StepSeconds int64       `json:"step_seconds" doc:"How much time a point stands for; a day is 86,400 also where it has 23 or 25 hours"`
	KeptSince   *time.Time  `json:"kept_since" doc:"The oldest sample of any range; null while there is none"`
	FineSince   time.Time   `json:"fine_since" doc:"Before this, samples are folded into quarter hours"`
	Times       []time.Time `json:"times" doc:"When each point begins"`
	Samples     []int64     `json:"samples" doc:"How many times somebody looked"`

	InQueue    LiveFigure  `json:"in_queue" doc:"Contacts in a queue that no agent is being offered"`
	Scheduled  LiveFigure  `json:"scheduled" doc:"Callbacks in their initial delay"`
	Total      LiveFigure  `json:"total" doc:"in_queue + scheduled"`
	OldestWait LiveExtreme `json:"oldest_wait_seconds" doc:"How long the contact had waited that waited longest; null where none waited in a queue"`

	AgentsOnline        LiveFigure `json:"agents_online"`
	AgentsStaffed       LiveFigure `json:"agents_staffed"`
	AgentsAvailable     LiveFigure `json:"agents_available"`
	AgentsOnContact     LiveFigure `json:"agents_on_contact"`
	AgentsNonProductive LiveFigure `json:"agents_non_productive"`
	AgentsError         LiveFigure `json:"agents_error"`
	AfterContactWork    LiveFigure `json:"agents_after_contact_work"`
}

// LiveFigure is a figure of the board over the points.
type LiveFigure struct {
	Last []*int64   `json:"last" doc:"As the last sample of the point showed it"`
	Max  []*int64   `json:"max" doc:"The greatest of its samples; null of several but not all instances before fine_since, each of which was folded by itself"`
	Mean []*float64 `json:"mean" doc:"Of its samples"`
}

// LiveExtreme is a figure whose mean would say nothing.
type LiveExtreme struct {
	Last []*int64 `json:"last" doc:"As the last sample of the point showed it"`
	Max  []*int64 `json:"max" doc:"The greatest of its samples"`
}
