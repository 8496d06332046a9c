package duckdb

import (
	"strconv"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// record is a fact made ready for the projector: everything the tables need and nothing that aliases the delivered bytes.
type record struct {
	seq      uint64
	kind     connect.Kind
	event    connect.Millis // LastUpdateTimestamp or event time, 0 for rejected
	size     int64          // bytes of the record
	warnings []connect.Warning

	contact      *contactRecord
	agentEvent   *agentEventRecord
	contactEvent *contactEventRecord
	reason       string      // why it was rejected
	content      engine.UUID // of a rejected one
	repeated     bool        // a rejected one whose bytes the journal had already
	gone         uint8       // kindErased or kindExpired of one of which nothing is left: nothing else is set but kind and seq
	replays      []uint64
	mark         *streamMark
}

// ownMark reports whether the record is a mark of ours in the journal, and nothing that came.
func (r *record) ownMark() bool { return r.replays != nil || r.mark != nil }

type contactRecord struct {
	row        metric.Row
	id         engine.UUID
	text       string // contact id that is no UUID
	initial    engine.UUID
	hasInitial bool
	related    engine.UUID
	hasRelated bool
	address    string
	hash       uint64
	attributes int64 // roughly what they occupy in memory, in bytes
}

type agentEventRecord struct {
	id          engine.UUID
	text        string // event id that is no UUID
	instance    string
	agent       string
	eventType   string
	statusType  string
	statusName  string
	statusStart connect.Millis
	snapshot    int8 // 1 with a current snapshot
	contacts    int32
	holding     []agentContact      // in both snapshots
	event       *connect.AgentEvent // as far as agents' time is derived from it
	moment      connect.Millis      // at which it counts there
}

type contactEventRecord struct {
	id        engine.UUID
	instance  string
	contact   engine.UUID
	time      connect.Millis
	eventType string
	queue     string
	enqueue   connect.Millis
}

// prepare makes a record of a fact; it runs on the goroutine that appends, so that many of them share the work.
func prepare(f *connect.Fact) record {
	r := record{kind: f.Kind, event: connect.FactTime(*f), size: int64(len(f.Raw)), warnings: f.Warnings}
	switch {
	case f.Contact != nil:
		r.contact = prepareContact(f.Contact, f.Raw)
	case f.AgentEvent != nil:
		r.agentEvent = prepareAgentEvent(f.AgentEvent, f.Raw)
	case f.ContactEvent != nil:
		r.contactEvent = prepareContactEvent(f.ContactEvent, f.Raw)
	default:
		r.kind, r.reason, r.content = connect.KindRejected, f.Reason, contentDigest(f.Raw)
	}
	return r
}

// hashNote is the note of a contact record that is no longer what came: the hash of that.
func hashNote(hash uint64) string { return "hash " + strconv.FormatUint(hash, 16) }

// leanNote stands before the note of a contact record whose details have gone.
const leanNote = "lean "

func isLean(note string) bool { return strings.HasPrefix(note, leanNote) }

// noted takes over what the note of an entry says of its record.
func (r *record) noted(note string) {
	text, is := strings.CutPrefix(strings.TrimPrefix(note, leanNote), "hash ")
	if !is || r.contact == nil {
		return
	}
	if hash, err := strconv.ParseUint(text, 16, 64); err == nil {
		r.contact.hash = hash
	}
}

func prepareContact(c *connect.Contact, raw []byte) *contactRecord {
	r := &contactRecord{row: metric.Derive(c), address: c.CustomerAddress, hash: connect.ContentHash(raw)}
	id, isUUID := identity(string(c.ContactID))
	r.id = id
	if !isUUID {
		r.text = string(c.ContactID)
	}
	for _, a := range r.row.Attributes {
		r.attributes += int64(len(a.Key) + len(a.Value) + 32)
	}
	if c.InitialContactID != "" {
		r.initial, _ = identity(string(c.InitialContactID))
		r.hasInitial = true
	}
	if c.RelatedContactID != "" {
		r.related, _ = identity(string(c.RelatedContactID))
		r.hasRelated = true
	}
	return r
}

func prepareAgentEvent(e *connect.AgentEvent, raw []byte) *agentEventRecord {
	r := &agentEventRecord{
		id: eventIdentity(e.EventID, raw), instance: e.InstanceARN, agent: e.AgentARN, eventType: e.EventType,
		holding: agentContacts(e), event: ofActivity(e), moment: activity.Moment(e),
	}
	if _, isUUID := identity(e.EventID); !isUUID {
		r.text = e.EventID
	}
	if e.Current == nil {
		return r
	}
	r.statusType, r.statusName, r.statusStart = e.Current.Status.Type, e.Current.Status.Name, e.Current.Status.Start
	r.snapshot, r.contacts = 1, int32(len(e.Current.Contacts))
	return r
}

func prepareContactEvent(e *connect.ContactEvent, raw []byte) *contactEventRecord {
	r := &contactEventRecord{
		id: eventIdentity(e.EventID, raw), instance: e.InstanceARN, time: connect.FactTime(connect.Fact{Kind: connect.KindContactEvent, ContactEvent: e}),
		eventType: e.EventType, queue: e.QueueARN, enqueue: e.Enqueue,
	}
	r.contact, _ = identity(string(e.ContactID))
	return r
}

// eventIdentity falls back to the bytes for an event without an id.
func eventIdentity(id string, raw []byte) engine.UUID {
	if id == "" {
		id = string(raw)
	}
	uuid, _ := identity(id)
	return uuid
}

// weight is roughly what the record occupies in memory, in bytes.
func (r *record) weight() int64 {
	switch {
	case r.contact != nil:
		return 1100 + r.contact.attributes
	case r.agentEvent != nil:
		return 350 + eventWeight(r.agentEvent.event)
	default:
		return 250
	}
}

// eventWeight is roughly what an agent event occupies, in bytes: its texts are mostly shared.
func eventWeight(e *connect.AgentEvent) int64 {
	weight := int64(150)
	for _, s := range []*connect.AgentSnapshot{e.Current, e.Previous} {
		if s != nil {
			weight += 450 + 250*int64(len(s.Contacts))
		}
	}
	return weight
}
