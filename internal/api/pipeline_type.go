package api

import "time"

// IngestStatus is the state of the pipeline from the doors to the projection.
type IngestStatus struct {
	Sources              []SourceStatus           `json:"sources"`
	Appended             uint64                   `json:"appended" doc:"Newest sequence number in the journal"`
	Projected            uint64                   `json:"projected" doc:"Newest sequence number that figures show"`
	ProjectionLagSeconds float64                  `json:"projection_lag_seconds" doc:"0 when all that was received is shown"`
	QuarantineOpen       *int64                   `json:"quarantine_open" doc:"Quarantined and not replayed; null while it cannot be told"`
	TiesByHash           int64                    `json:"ties_by_hash" doc:"Pairs of contact and LastUpdateTimestamp of which versions with different bytes came"`
	Warnings             []FieldWarning           `json:"warnings"`
	Contacts             int64                    `json:"contacts"`
	JournalBytes         int64                    `json:"journal_bytes"`
	ProjectionBytes      int64                    `json:"projection_bytes"`
	OldestInitiation     *time.Time               `json:"oldest_initiation"`
	NewestInitiation     *time.Time               `json:"newest_initiation"`
	Healthy              bool                     `json:"healthy"`
	Problem              string                   `json:"problem" doc:"Why not healthy, in plain words"`
	Import               nullable[ImportProgress] `json:"import" doc:"The import that runs or ran last; null when there was none"`
	AmazonConnect        []AmazonConnectStatus    `json:"amazon_connect" doc:"The instances of which Amazon Connect itself is asked what waits, who is there, and what things are called"`
	Streams              []StreamStatus           `json:"streams" doc:"The Amazon Kinesis data streams that are read"`
	Queues               []QueueStatus            `json:"queues" doc:"The Amazon SQS queues that are read"`
}

// AmazonConnectStatus is what Amazon Connect itself told of an instance: how far the waiting contacts that events tell of agree
// with its count, who was there at the start, and what things are called.
type AmazonConnectStatus struct {
	InstanceARN string              `json:"instance_arn"`
	Queues      int                 `json:"queues" doc:"That are asked about"`
	AsOf        *time.Time          `json:"as_of" doc:"When Amazon Connect counted last; null before the first answer"`
	Problem     string              `json:"problem" doc:"Why the last request was not answered; empty when it was"`
	Requests    int64               `json:"requests"`
	Throttled   int64               `json:"throttled" doc:"Requests that were refused because the account's quota was used up"`
	Settled     int64               `json:"settled" doc:"Differences in all answers so far; each is gone with the answer that showed it"`
	Differences []WaitingDifference `json:"differences" doc:"In the newest answer"`
	Roll        AgentRoll           `json:"roll" doc:"Who was there when Ringside started"`
	Directory   []DirectoryStatus   `json:"directory" doc:"What is known by name, by kind"`
}

// AgentRoll is what came of asking at the start which agents are there (GetCurrentUserData). After that events rule.
type AgentRoll struct {
	AsOf    *time.Time `json:"as_of" doc:"When it was answered; null before: the board knows agents from stored and coming events alone"`
	There   int        `json:"there" doc:"Agents in the answer"`
	Told    int        `json:"told" doc:"Of them, those of whom events had told nothing newer"`
	Missing int        `json:"missing" doc:"Agents who were thought to be online by stored events, and were not in the answer"`
	Problem string     `json:"problem" doc:"Why the last attempt was not answered; empty when it was, or is on its way"`
}

// DirectoryStatus is how much is known by name of a kind, and how fresh that is.
type DirectoryStatus struct {
	Kind     string     `json:"kind" enum:"queue,user,routing_profile,agent_status,hierarchy_group,instance"`
	There    int        `json:"there" doc:"That are there"`
	Gone     int        `json:"gone" doc:"That were there once, and keep their last name"`
	ListedAt *time.Time `json:"listed_at" doc:"When Amazon Connect listed them last; null before the first answer"`
	Problem  string     `json:"problem" doc:"Why the last attempt was not answered, so that names are those of listed_at; empty when it was"`
}

// WaitingDifference is a queue and channel for which events told another number of contacts than Amazon Connect counted.
type WaitingDifference struct {
	QueueARN string `json:"queue_arn"`
	Queue    string `json:"queue" doc:"Its name"`
	Channel  string `json:"channel"`
	Events   int64  `json:"events" doc:"In queue and scheduled, by the events that had come by then"`
	Counted  int64  `json:"counted" doc:"Likewise, by Amazon Connect"`
}

// SourceStatus is what one source delivered of one kind of record. Read is the sum of the five counts after it.
type SourceStatus struct {
	Source       string     `json:"source" example:"firehose"`
	Kind         string     `json:"kind" enum:"contact_record,agent_event,contact_event,quarantined"`
	Read         int64      `json:"read"`
	Stored       int64      `json:"stored"`
	Updated      int64      `json:"updated"`
	Duplicates   int64      `json:"duplicates"`
	Older        int64      `json:"older"`
	Quarantined  int64      `json:"quarantined"`
	LastReceived *time.Time `json:"last_received"`
	LastEvent    *time.Time `json:"last_event" doc:"Newest moment that a record of it speaks of"`
	LagSeconds   *float64   `json:"lag_seconds" doc:"From the newest event to its arrival"`
}

// FieldWarning counts accepted records with an unusable field, which was read as null.
type FieldWarning struct {
	Field  string `json:"field"`
	Reason string `json:"reason"`
	Count  int64  `json:"count"`
}

// ImportProgress is how far an import is.
type ImportProgress struct {
	Running          bool     `json:"running"`
	Name             string   `json:"name"`
	Records          int64    `json:"records"`
	RecordsPerSecond float64  `json:"records_per_second"`
	Percent          *float64 `json:"percent" doc:"Null when the size is not known"`
	SecondsLeft      *float64 `json:"seconds_left"`
}

// ImportResult counts what became of an import's records. Read is the sum of the five counts after it.
type ImportResult struct {
	Read        int64   `json:"read"`
	Stored      int64   `json:"stored"`
	Updated     int64   `json:"updated"`
	Duplicates  int64   `json:"duplicates"`
	Older       int64   `json:"older"`
	Quarantined int64   `json:"quarantined"`
	Seconds     float64 `json:"seconds"`
}

// QuarantineList is one page of records that could not be decoded, newest first.
type QuarantineList struct {
	Quarantined []Quarantined `json:"quarantined"`
	Next        uint64        `json:"next" doc:"Give it as after for the next page; 0 on the last"`
}

// Quarantined is one record that could not be decoded.
type Quarantined struct {
	Seq      uint64    `json:"seq"`
	Source   string    `json:"source"`
	Received time.Time `json:"received"`
	Reason   string    `json:"reason"`
	Size     int64     `json:"size" doc:"Bytes"`
	Replayed bool      `json:"replayed"`
}

// QuarantinedDetail is one such record with its bytes.
type QuarantinedDetail struct {
	Quarantined
	Text     string `json:"text"`
	Encoding string `json:"encoding" enum:"utf-8,base64" doc:"How text holds the bytes"`
}

// ReplayRequest names the records to decode again.
type ReplayRequest struct {
	Seqs []uint64 `json:"seqs,omitempty" maxItems:"10000"`
	All  bool     `json:"all,omitempty" doc:"Everything that is open"`
}

// ReplayResult says what became of them.
type ReplayResult struct {
	Replayed         int64 `json:"replayed"`
	StillQuarantined int64 `json:"still_quarantined"`
}

// VersionInfo is what runs.
type VersionInfo struct {
	Version string    `json:"version"`
	Commit  string    `json:"commit"`
	Demo    bool      `json:"demo"`
	Now     time.Time `json:"now" doc:"The server's clock, which is virtual in a demo"`
	Speed   float64   `json:"speed" doc:"Seconds of that clock in a second"`
	Zone    string    `json:"zone" doc:"Time zone that pages start with"`

	DayStart string         `json:"day_start" example:"00:00" doc:"Local time at which days begin, as the settings say"`
	OwnDays  []InstanceDays `json:"own_days" doc:"Of the instances with settings of their own"`
}

// InstanceDays is when the days of an instance begin.
type InstanceDays struct {
	InstanceARN string `json:"instance_arn"`
	DayStart    string `json:"day_start" example:"04:00"`
}
