package live

import "time"

// Snapshot is the whole live picture as one viewer may see it: the body of GET /api/v1/live/snapshot and of the stream's
// snapshot event. A delta event is an RFC 7396 merge patch of it, in which a null removes the member: a reader takes a
// missing oldest_enqueued_at for null.
type Snapshot struct {
	Version   string                  `json:"version" doc:"Version of the server; a page that was loaded from another one should reload"`
	Epoch     string                  `json:"epoch" doc:"Changes when numbering starts anew, such as after a restart"`
	Sequence  uint64                  `json:"sequence" doc:"Number of the newest delta in this picture"`
	AsOf      time.Time               `json:"as_of" doc:"When the figures were counted"`
	Source    string                  `json:"source" doc:"Where the waiting contacts are known from" example:"contact_events"`
	Estimated bool                    `json:"estimated" doc:"True as long as the figures were not reconciled with Amazon Connect's own"`
	Totals    Totals                  `json:"totals"`
	Queues    map[string]QueueState   `json:"queues" doc:"By queue ARN; every queue that somebody waits in or a known agent serves"`
	Channels  map[string]ChannelState `json:"channels" doc:"By channel, such as VOICE; only channels in which somebody waits"`
	History   []Sample                `json:"history" doc:"The last hour of totals.total, a sample every 15 s, oldest first; no deltas tell of it"`
}

// Waiting counts the contacts that wait for an agent.
type Waiting struct {
	InQueue   int64 `json:"in_queue" doc:"Contacts in a queue that no agent is being offered"`
	Scheduled int64 `json:"scheduled" doc:"Callbacks in their initial delay"`
	Total     int64 `json:"total" doc:"in_queue + scheduled"`
}

// Totals is the whole contact centre.
type Totals struct {
	Waiting
	OldestEnqueuedAt *time.Time `json:"oldest_enqueued_at" doc:"When the contact that waits longest was first enqueued; null when none waits in a queue"`
	AgentsOnline     int64      `json:"agents_online" doc:"Agents whose status is not offline"`
	AgentsAvailable  int64      `json:"agents_available" doc:"Routable agents without any contact"`
	AgentsOnContact  int64      `json:"agents_on_contact" doc:"Agents with a contact connected, on hold, paused, dialled or in after-contact work"`
	AgentsStale      int64      `json:"agents_stale" doc:"Online agents of whom nothing was heard for longer than their heartbeat allows"`
}

// QueueState is one queue. Agents count in every queue of their routing profile.
type QueueState struct {
	Name string `json:"name" doc:"Newest known name; the end of the ARN where none was ever seen"`
	Waiting
	OldestEnqueuedAt *time.Time `json:"oldest_enqueued_at" doc:"As in totals, of this queue"`
	AgentsOnline     int64      `json:"agents_online"`
	AgentsAvailable  int64      `json:"agents_available"`
	AgentsOnContact  int64      `json:"agents_on_contact"`
}

// ChannelState is one channel.
type ChannelState struct {
	Waiting
}

// Heartbeat tells an idle page that the stream lives and how old each source's newest delivery is.
type Heartbeat struct {
	Now       time.Time              `json:"now"`
	Projected uint64                 `json:"projected" doc:"Newest sequence number that history shows"`
	Sources   map[string]SourcePulse `json:"sources"`
}

// SourcePulse is how fresh one source is.
type SourcePulse struct {
	AgeSeconds float64 `json:"age_seconds" doc:"Since its newest delivery"`
}

// Choice narrows the waiting contacts. An empty list does not narrow; otherwise one of its values must fit.
type Choice struct {
	Queues    []string // ARN, id or newest name
	Channels  []string // such as VOICE
	Instances []string // ARN or id
}
