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
	Notes    []QueryNote   `json:"notes,omitempty" doc:"What should be known of the list: kind unknown_value"`
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

	Values map[string]*int64 `json:"values" doc:"Of the columns that were asked for: seconds and counts as they are, moments in milliseconds since 1970 UTC, flags 0 or 1"`
}

// ContactDetail is one contact with everything known of it.
type ContactDetail struct {
	Contact     Contact         `json:"contact"`
	Attributes  map[string]any  `json:"attributes" doc:"Contact attributes as they arrived; keys that differ only in case are two keys"`
	Raw         json.RawMessage `json:"raw" doc:"The newest version of the record as it arrived; null when it was lost, or is masked"`
	Masked      bool            `json:"masked" doc:"The attributes and the record as it arrived are hidden from the asker's role"`
	DetailsGone bool            `json:"details_gone" doc:"The details have passed their limit (GET /retention) and were removed: the customer's address, attributes, and whatever figures are not made from"`
	ReceivedAt  *time.Time      `json:"received_at" doc:"When the newest version arrived; null when that was lost"`
	Damage      string          `json:"damage" doc:"Why raw and received_at are null; empty when they are not"`
	Source      string          `json:"source"`
	Versions    int64           `json:"versions" doc:"Distinct versions received"`
	Chain       []ChainItem     `json:"chain" doc:"The contacts of the same journey in order of time, this one among them"`
	ChainTotal  int64           `json:"chain_total" doc:"More than are in chain only where a journey has more than 200"`
	Timeline    []TimelinePart  `json:"timeline"`
	CountedIn   []CountedIn     `json:"counted_in" doc:"The figures that this contact is part of, and what it adds to them"`
}

// ChainItem is a contact of a journey with what a time axis shows of it.
type ChainItem struct {
	ContactItem
	PreviousContactID   string         `json:"previous_contact_id" doc:"The contact that it came from"`
	NextContactID       string         `json:"next_contact_id"`
	RelatedContactID    string         `json:"related_contact_id"`
	Scheduled           *time.Time     `json:"scheduled" doc:"ScheduledTimestamp"`
	TransferCompleted   *time.Time     `json:"transfer_completed"`
	TransferredToMasked string         `json:"transferred_to_masked"`
	Damage              string         `json:"damage" doc:"Why links and most moments are missing; empty when they are not"`
	Timeline            []TimelinePart `json:"timeline"`
	Disorder            []Disorder     `json:"disorder" doc:"Moments of the record in the wrong order: what lies between is not in timeline"`
}

// Disorder is a pair of moments of which the one that must not come first did.
type Disorder struct {
	Earlier string `json:"earlier" doc:"Field that should hold the earlier moment"`
	Later   string `json:"later"`
}

// CountedIn is a figure of the catalogue that a contact is part of, with the default parameters.
type CountedIn struct {
	Metric  string `json:"metric"`
	Column  string `json:"column" doc:"Whose value the contact adds; empty where it is counted only"`
	Value   int64  `json:"value" doc:"What it adds: seconds, a number, or of a share 1 where it is on the good side"`
	Counted bool   `json:"counted" doc:"Whether it is among those that the figure is divided by"`
}

// VersionList is a page of the versions of a contact's record, the newest last.
type VersionList struct {
	Versions []RecordVersion `json:"versions"`
	Earlier  string          `json:"earlier" doc:"Give it as before for the versions before these; empty on the first page"`
	Total    int64           `json:"total" doc:"Distinct versions received"`
}

// RecordVersion is one distinct version of a contact's record.
type RecordVersion struct {
	Version      string          `json:"version" doc:"Tells it from the other versions of the contact"`
	Number       int64           `json:"number" doc:"Its place among all versions by LastUpdateTimestamp, from 1"`
	LastUpdate   time.Time       `json:"last_update" doc:"LastUpdateTimestamp"`
	ReceivedAt   *time.Time      `json:"received_at" doc:"Null when its bytes were lost"`
	Source       string          `json:"source"`
	Late         bool            `json:"late" doc:"It arrived after a newer version, and so changed nothing"`
	Damage       string          `json:"damage" doc:"Why raw is null; empty when it is not"`
	Bytes        int             `json:"bytes"`
	Raw          json.RawMessage `json:"raw" doc:"The JSON as it arrived"`
	ComparedWith int64           `json:"compared_with" doc:"Number of the version that changes are against: the nearest older one that can be read; 0 for none"`
	Changes      []RecordChange  `json:"changes"`
	ChangesTotal int             `json:"changes_total" doc:"More than are in changes only where more than 500 values differ"`
}

// RecordChange is a value of the record that differs between two versions. Addresses of customers are masked.
type RecordChange struct {
	Path   string `json:"path" doc:"JSON pointer (RFC 6901)" example:"/Agent/AfterContactWorkDuration"`
	Kind   string `json:"kind" enum:"added,removed,changed"`
	Before any    `json:"before" doc:"Null where it was added"`
	After  any    `json:"after" doc:"Null where it was removed"`
}

// RelatedList is the contacts that one is loosely tied to; those of its own journey are not among them.
type RelatedList struct {
	Linked        []ContactItem `json:"linked" doc:"By RelatedContactId, either way, in order of time"`
	LinkedTotal   int64         `json:"linked_total"`
	Customer      []ContactItem `json:"customer" doc:"With the same customer address between from and to: the nearest in time, in order of time"`
	CustomerTotal int64         `json:"customer_total" doc:"At most 10,000 are counted"`
	From          time.Time     `json:"from"`
	To            time.Time     `json:"to"`
	Identified    bool          `json:"identified" doc:"False where the record has no address that tells customers apart"`
}

// TimelinePart is a stretch of a contact's life.
type TimelinePart struct {
	Kind  string    `json:"kind" enum:"scheduled,ivr,queue,ring,talk,hold,acw,transfer" doc:"transfer: the customer went on with somebody outside"`
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
