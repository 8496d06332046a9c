package api

import "time"

// StreamStatus is how the reading of an Amazon Kinesis data stream is doing.
type StreamStatus struct {
	Stream        string        `json:"stream" doc:"Its name, or ARN, as the settings have it"`
	FanOut        bool          `json:"fan_out" doc:"Kinesis sends its records; otherwise they are asked for every second"`
	KeptSeconds   *float64      `json:"kept_seconds" doc:"For how long the stream keeps a record; null until it was found"`
	BehindSeconds *float64      `json:"behind_seconds" doc:"How far behind the newest record the slowest shard is; null before the first answer"`
	Problem       string        `json:"problem" doc:"Why the stream as a whole cannot be read; empty when it can"`
	Advice        string        `json:"advice" doc:"What to do about it; empty where that is not known"`
	Shards        []ShardStatus `json:"shards"`
	Lost          []string      `json:"lost" doc:"Shards that expired before they were read to their ends: records are missing"`
}

// ShardStatus is how the reading of a shard is doing.
type ShardStatus struct {
	Shard         string     `json:"shard"`
	Records       int64      `json:"records" doc:"Since the start of the server; of records that a producer put together each is one"`
	Checkpoint    string     `json:"checkpoint" doc:"Sequence number up to which everything is durable, SHARD_END at its end; empty where the server has read nothing yet"`
	LastRecord    *time.Time `json:"last_record" doc:"When the newest record that was read had come to the stream; null before the first since the start"`
	Answered      *time.Time `json:"answered" doc:"When Kinesis answered last; null before the first answer"`
	BehindSeconds *float64   `json:"behind_seconds" doc:"Null before the first answer"`
	Throttled     int64      `json:"throttled" doc:"Requests that were refused because the shard's quota was used up"`
	Ended         bool       `json:"ended" doc:"Read to its end"`
	Expiring      bool       `json:"expiring" doc:"So far behind that records are about to expire before they are read, or have"`
	Problem       string     `json:"problem" doc:"Why it cannot be read now; empty when it can"`
	Advice        string     `json:"advice" doc:"What to do about it; empty where that is not known"`
}

// QueueStatus is how the reading of an Amazon SQS queue is doing.
type QueueStatus struct {
	Queue       string     `json:"queue" doc:"Its URL"`
	Waiting     *int64     `json:"waiting" doc:"Messages in it, about; null until it was asked"`
	UnderWay    *int64     `json:"under_way" doc:"Messages that were given to somebody and are not deleted yet, about; null until it was asked"`
	KeptSeconds *float64   `json:"kept_seconds" doc:"After which the queue drops a message; null until it was asked"`
	DeadLetters string     `json:"dead_letters" doc:"ARN of the queue that gets what was received too often; empty for none"`
	Receives    int        `json:"receives" doc:"How often that is; 0 for no such queue"`
	Stored      int64      `json:"stored" doc:"Messages stored and deleted since the start of the server"`
	Again       int64      `json:"again" doc:"Messages that had been given before"`
	Objects     int64      `json:"objects" doc:"Objects of Amazon S3 of which it sent word, and that were imported"`
	Answered    *time.Time `json:"answered" doc:"When the queue answered last; null before the first answer"`
	Problem     string     `json:"problem" doc:"Why it cannot be read, or its messages not be stored; empty when they can"`
	Advice      string     `json:"advice" doc:"What to do about it; empty where that is not known"`
}
