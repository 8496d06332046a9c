package api

import "time"

// AgentDay is what an agent did in a range, by agent events. Intervals that reach beyond the range are whole, not cut off.
type AgentDay struct {
	Agent    AgentInfo         `json:"agent"`
	From     time.Time         `json:"from"`
	To       time.Time         `json:"to"`
	AsOf     time.Time         `json:"as_of" doc:"Open intervals reach until then: now, or the end of the range if that is earlier"`
	Sessions []AgentSession    `json:"sessions" doc:"From login to logout"`
	Statuses []AgentStatusSpan `json:"statuses" doc:"In order; together they leave out nothing from the first status seen on"`
	Spans    []AgentSpan       `json:"spans" doc:"What the agent's time counts as, in order"`
	Contacts []AgentHandling   `json:"contacts" doc:"One contact in one state at the agent, in order; several contacts at once are possible"`
	Gaps     []TimeSpan        `json:"gaps" doc:"Where agent events are missing"`

	OnlineSeconds float64       `json:"online_seconds" doc:"Time within the range in any status but offline"`
	StatusTimes   []StatusTime  `json:"status_times" doc:"Time within the range by status, the longest first"`
	CountedTimes  []CountedTime `json:"counted_times" doc:"Time within the range by what it counts as; the parts but offline are the time online"`
}

// AgentInfo is who an agent is, by what was last heard within the range.
type AgentInfo struct {
	ARN                string           `json:"arn"`
	InstanceARN        string           `json:"instance_arn"`
	Name               string           `json:"name" doc:"Newest user name, or the id where there is none"`
	RoutingProfileName string           `json:"routing_profile_name"`
	Hierarchy          []HierarchyGroup `json:"hierarchy"`
}

// TimeSpan is from a moment to another.
type TimeSpan struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Open  bool      `json:"open" doc:"Not over: the end is as_of"`
}

// AgentSession is a time logged on.
type AgentSession struct {
	TimeSpan
	LoginSeen  bool `json:"login_seen" doc:"Otherwise start is the first moment online"`
	LogoutSeen bool `json:"logout_seen" doc:"Otherwise end is the next login, or the session is open"`
}

// AgentStatusSpan is a time in one status.
type AgentStatusSpan struct {
	TimeSpan
	Name    string `json:"name" doc:"As it was called then; empty after a logout"`
	Type    string `json:"type" doc:"ROUTABLE, CUSTOM or OFFLINE"`
	Missing bool   `json:"missing" doc:"An event at one of its ends is missing"`
}

// AgentSpan is a time that counts as one thing.
type AgentSpan struct {
	TimeSpan
	Class string `json:"class" enum:"on_contact,idle,non_productive,offline"`
	Error bool   `json:"error" doc:"A contact was missed, was rejected or failed, and waited to be cleared"`
}

// AgentHandling is a time of a contact in one state at the agent.
type AgentHandling struct {
	TimeSpan
	ContactID        string `json:"contact_id"`
	Channel          string `json:"channel"`
	InitiationMethod string `json:"initiation_method"`
	QueueARN         string `json:"queue_arn"`
	QueueName        string `json:"queue_name"`
	State            string `json:"state" doc:"Amazon Connect's word, such as CONNECTED_ONHOLD"`
	Phase            string `json:"phase" enum:"ring,dial,talk,hold,pause,acw,missed,rejected,error,other" doc:"What the state means for this contact"`
	Missing          bool   `json:"missing" doc:"An event at one of its ends is missing"`
}

// StatusTime is the time in one status within a range.
type StatusTime struct {
	Name    string  `json:"name"`
	Type    string  `json:"type"`
	Seconds float64 `json:"seconds"`
	Times   int     `json:"times" doc:"How often the status was entered or already held"`
}

// CountedTime is the time that counted as one thing within a range.
type CountedTime struct {
	Class   string  `json:"class" enum:"on_contact,idle,non_productive,offline"`
	Seconds float64 `json:"seconds"`
}
