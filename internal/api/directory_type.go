package api

import "time"

// DirectoryList is what an instance's things of one kind are called.
type DirectoryList struct {
	Entries []DirectoryEntry `json:"entries"`
	Total   int              `json:"total" doc:"That fit, on all pages"`
	More    bool             `json:"more" doc:"There are more: ask with after for the next page"`
}

// DirectoryEntry is one thing. What its kind does not have is empty.
type DirectoryEntry struct {
	ARN            string               `json:"arn"`
	InstanceARN    string               `json:"instance_arn"`
	Kind           string               `json:"kind" enum:"queue,user,routing_profile,agent_status,hierarchy_group,instance"`
	Name           string               `json:"name" doc:"What it is called now, or was called last; of a user, the login; of an instance, the alias"`
	FullName       string               `json:"full_name" doc:"Of a user, first and last name as they are written in their language"`
	RoutingProfile nullable[NamedThing] `json:"routing_profile" doc:"Of a user; null of others, and where it is not known"`
	Hierarchy      []NamedThing         `json:"hierarchy" doc:"Of a user, the groups that the user belongs to; of a hierarchy group, those above it and itself. Level 1 first"`
	Queues         []NamedThing         `json:"queues" doc:"Of a routing profile, those that it serves"`
	Type           string               `json:"type" doc:"Of an agent status: ROUTABLE, CUSTOM or OFFLINE"`
	Source         string               `json:"source" doc:"amazon_connect has listed it; records: it is known from contact records alone" enum:"amazon_connect,records"`
	Since          *time.Time           `json:"since" doc:"When it was first called so: when Amazon Connect first listed it under this name, or the first record called it so, whichever was earlier"`
	Gone           *time.Time           `json:"gone" doc:"When Amazon Connect first listed it no more; null while it is there"`
	Former         []FormerName         `json:"former" doc:"What it was called before, oldest first"`
}

// NamedThing is a thing with its name.
type NamedThing struct {
	ARN  string `json:"arn"`
	Name string `json:"name" doc:"Empty where it is not known"`
}

// FormerName is what a thing was called from one moment to another.
type FormerName struct {
	Name     string    `json:"name"`
	FullName string    `json:"full_name"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
}
