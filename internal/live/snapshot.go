package live

import "time"

// Snapshot is the whole live picture as one viewer may see it: the body of GET /api/v1/live/snapshot and of the stream's
// snapshot event. A delta event is an RFC 7396 merge patch of it, in which a null removes the member: a reader takes a
// missing oldest_enqueued_at for null.
type Snapshot struct {
	Version   string                   `json:"version" doc:"Version of the server; a page that was loaded from another one should reload"`
	Epoch     string                   `json:"epoch" doc:"Changes when numbering starts anew, such as after a restart"`
	Sequence  uint64                   `json:"sequence" doc:"Number of the newest delta in this picture"`
	AsOf      time.Time                `json:"as_of" doc:"When the figures were counted"`
	Source    string                   `json:"source" doc:"Where the waiting contacts are known from: contact_events alone, or amazon_connect, which was asked within ten minutes and to whose figures contact events add" enum:"contact_events,amazon_connect"`
	Estimated bool                     `json:"estimated" doc:"True as long as the figures were not reconciled with Amazon Connect's own"`
	Totals    Totals                   `json:"totals"`
	Instances map[string]InstanceState `json:"instances" doc:"By id, such as 5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b; every instance of which something was heard in the last days. The totals are the sum of theirs, and so is queue \"\", which is what waits in no known queue"`
	Queues    map[string]QueueState    `json:"queues" doc:"By queue ARN; every queue that somebody waits in or a known agent serves"`
	Channels  map[string]ChannelState  `json:"channels" doc:"By channel, such as VOICE; only channels in which somebody waits"`
	Profiles  map[string]GroupState    `json:"routing_profiles" doc:"By ARN; every routing profile of a known agent"`
	Hierarchy map[string]GroupState    `json:"hierarchy" doc:"By ARN; every hierarchy group of a known agent, of all levels: an agent counts once in each level"`
	Agents    map[string]*AgentState   `json:"agents,omitzero" doc:"By ARN, only where asked for with agents=true: who is online, and who has gone offline within 10 minutes"`
	History   []Sample                 `json:"history" doc:"The last hour of totals.total, a sample every 15 s, oldest first; no deltas tell of it"`
}

// Where waiting contacts are known from.
const (
	FromContactEvents = "contact_events"
	FromAmazonConnect = "amazon_connect"
)

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
	AgentCounts
	AgentsStale int64 `json:"agents_stale" doc:"Agents who are online or have a contact, and of whom nothing was heard for longer than heartbeats allow"`
}

// AgentCounts are Amazon Connect's current metrics of agents, by their names there. Online = staffed + non-productive;
// an agent can be on contact and non-productive at once.
// Source: Amazon Connect API Reference, "GetCurrentMetricData"; Administrator Guide, "Real-time metrics definitions".
type AgentCounts struct {
	AgentsOnline        int64 `json:"agents_online" doc:"Agents whose status is not offline"`
	AgentsStaffed       int64 `json:"agents_staffed" doc:"Agents whose status is routable"`
	AgentsAvailable     int64 `json:"agents_available" doc:"Routable agents without any contact"`
	AgentsOnContact     int64 `json:"agents_on_contact" doc:"Agents with a contact connected, on hold, paused, dialled or in after-contact work"`
	AgentsNonProductive int64 `json:"agents_non_productive" doc:"Agents in a status of the centre's own, such as lunch"`
	AgentsError         int64 `json:"agents_error" doc:"Agents with a missed, rejected or failed contact"`
	AfterContactWork    int64 `json:"agents_after_contact_work" doc:"Contacts in after-contact work, as Amazon Connect counts it; of a queue, its own contacts"`
	SlotsActive         int64 `json:"slots_active" doc:"Contacts connected, on hold, paused, dialled or in after-contact work; of a queue, its own contacts"`
	SlotsAvailable      int64 `json:"slots_available" doc:"Contacts that routable agents could still take; none of those who have queued up another status"`
}

// GroupState is a routing profile or a hierarchy group.
type GroupState struct {
	Name string `json:"name" doc:"As the newest event of one of its agents calls it"`
	AgentCounts
}

// QueueState is one queue. Agents count in every queue of their routing profile.
type QueueState struct {
	Name string `json:"name" doc:"Newest known name; the end of the ARN where none was ever seen"`
	Waiting
	OldestEnqueuedAt  *time.Time           `json:"oldest_enqueued_at" doc:"As in totals, of this queue"`
	CallbacksInQueue  int64                `json:"callbacks_in_queue" doc:"Callbacks among in_queue: nobody holds the line for them"`
	OldestScheduledAt *time.Time           `json:"oldest_scheduled_at" doc:"When the oldest of scheduled was asked for; null when there is none"`
	OldestByChannel   map[string]time.Time `json:"oldest_by_channel,omitempty" doc:"When the contact that waits longest was first enqueued, callbacks aside, by channel; only channels in which such a contact waits"`
	EstimatedWaits    map[string]int64     `json:"estimated_wait_seconds,omitempty" doc:"How long a contact that comes now would wait, by channel, as Amazon Connect itself estimated it within the last five minutes (its metric ESTIMATED_WAIT_TIME); a channel without an estimate is left out, which is no zero"`
	AgentCounts
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

	sees func(queue string) bool // of what waits in queues; nil: everything is seen
}
