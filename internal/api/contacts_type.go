package api

import (
	"encoding/json"
	"time"
)

// ContactList is one page of contacts, newest first.
type ContactList struct {
	Contacts []ContactItem `json:"contacts"`
	Next     string        `json:"next" doc:"Give it as after for the next page; empty on the last"`
	Total    int64         `json:"total" doc:"All contacts that match, whatever the page"`
}

// ContactItem is a contact as a list shows it. Null is not known or did not happen.
type ContactItem struct {
	ContactID             string     `json:"contact_id"`
	InstanceARN           string     `json:"instance_arn"`
	Initiation            time.Time  `json:"initiation"`
	Disconnect            *time.Time `json:"disconnect"`
	Channel               string     `json:"channel"`
	InitiationMethod      string     `json:"initiation_method"`
	DisconnectReason      string     `json:"disconnect_reason"`
	QueueARN              string     `json:"queue_arn"`
	QueueName             string     `json:"queue_name"`
	AgentARN              string     `json:"agent_arn"`
	AgentName             string     `json:"agent_name" doc:"User name"`
	CustomerAddressMasked string     `json:"customer_address_masked" doc:"Its last four characters"`
	QueueSeconds          *int64     `json:"queue_seconds"`
	TalkSeconds           *int64     `json:"talk_seconds" doc:"Agent interaction, hold excluded"`
	HoldSeconds           *int64     `json:"hold_seconds"`
	ACWSeconds            *int64     `json:"acw_seconds"`
	Outcome               string     `json:"outcome" enum:"handled,abandoned,other"`
}

// ContactDetail is one contact with everything known of it.
type ContactDetail struct {
	Contact    Contact         `json:"contact"`
	Attributes map[string]any  `json:"attributes" doc:"Contact attributes as they arrived; keys that differ only in case are two keys"`
	Raw        json.RawMessage `json:"raw" doc:"The newest version of the record as it arrived; null when it was lost"`
	ReceivedAt *time.Time      `json:"received_at" doc:"When the newest version arrived; null when that was lost"`
	Damage     string          `json:"damage" doc:"Why raw and received_at are null; empty when they are not"`
	Source     string          `json:"source"`
	Versions   int64           `json:"versions" doc:"Distinct versions received"`
	Chain      []ContactItem   `json:"chain" doc:"The contacts of the same journey, this one among them"`
	Timeline   []TimelinePart  `json:"timeline"`
}

// TimelinePart is a stretch of a contact's life.
type TimelinePart struct {
	Kind  string    `json:"kind" enum:"ivr,queue,ring,talk,hold,acw"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Contact is the decoded contact record. Strings are empty and times and durations null where the record has nothing.
type Contact struct {
	InstanceARN             string       `json:"instance_arn"`
	ContactID               string       `json:"contact_id"`
	InitialContactID        string       `json:"initial_contact_id"`
	PreviousContactID       string       `json:"previous_contact_id"`
	NextContactID           string       `json:"next_contact_id"`
	RelatedContactID        string       `json:"related_contact_id"`
	Channel                 string       `json:"channel"`
	InitiationMethod        string       `json:"initiation_method"`
	DisconnectReason        string       `json:"disconnect_reason"`
	Subtype                 string       `json:"subtype"`
	Initiation              time.Time    `json:"initiation"`
	LastUpdate              time.Time    `json:"last_update"`
	ConnectedToSystem       *time.Time   `json:"connected_to_system"`
	Disconnect              *time.Time   `json:"disconnect"`
	TransferCompleted       *time.Time   `json:"transfer_completed"`
	Scheduled               *time.Time   `json:"scheduled"`
	Agent                   ContactAgent `json:"agent"`
	Queue                   ContactQueue `json:"queue"`
	AgentConnectionAttempts *int64       `json:"agent_connection_attempts"`
	CustomerAddressMasked   string       `json:"customer_address_masked"`
	SystemAddress           string       `json:"system_address"`
	TransferredToMasked     string       `json:"transferred_to_masked"`
	PreDisconnectState      string       `json:"pre_disconnect_state"`
	ValidationTest          bool         `json:"validation_test" doc:"A simulated test contact"`
}

// ContactAgent is the agent's part of a contact; its ARN is empty where no agent is named.
type ContactAgent struct {
	ARN                        string           `json:"arn"`
	Username                   string           `json:"username"`
	RoutingProfileARN          string           `json:"routing_profile_arn"`
	RoutingProfileName         string           `json:"routing_profile_name"`
	Hierarchy                  []HierarchyGroup `json:"hierarchy" doc:"Levels in use, from the top"`
	ConnectedToAgent           *time.Time       `json:"connected_to_agent"`
	AfterContactWorkStart      *time.Time       `json:"after_contact_work_start"`
	AfterContactWorkEnd        *time.Time       `json:"after_contact_work_end"`
	AfterContactWorkDuration   *int64           `json:"after_contact_work_duration"`
	AgentInteractionDuration   *int64           `json:"agent_interaction_duration"`
	CustomerHoldDuration       *int64           `json:"customer_hold_duration"`
	AgentInitiatedHoldDuration *int64           `json:"agent_initiated_hold_duration"`
	AgentPauseDuration         *int64           `json:"agent_pause_duration"`
	LongestHoldDuration        *int64           `json:"longest_hold_duration"`
	NumberOfHolds              *int64           `json:"number_of_holds"`
}

// HierarchyGroup is one level of an agent's hierarchy.
type HierarchyGroup struct {
	Level int    `json:"level" minimum:"1" maximum:"5"`
	ARN   string `json:"arn"`
	Name  string `json:"name"`
}

// ContactQueue is the queue's part of a contact; its ARN is empty where the contact names no queue.
type ContactQueue struct {
	ARN      string     `json:"arn"`
	Name     string     `json:"name"`
	Enqueue  *time.Time `json:"enqueue"`
	Dequeue  *time.Time `json:"dequeue"`
	Duration *int64     `json:"duration"`
}
