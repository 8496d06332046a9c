package connect

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Decode says what one delivered record is. It knows contact records, agent events and contact events by their shape,
// the last with or without the EventBridge event around them, and unpacks what people are known to pack them in. It
// never fails: what cannot be decoded comes back as KindRejected with a reason that holds none of the record's values.
//
// Rejected is only what is not JSON (RFC 8259, UTF-8) or lacks its identity: of a contact record ContactId, InstanceARN,
// LastUpdateTimestamp and InitiationTimestamp; of an agent event AgentARN, EventId and EventTimestamp; of a contact event
// contactId, instanceArn and eventType. Any other unusable field is null with a warning.
//
// Decode keeps no reference to raw other than Fact.Raw and Contact.RawAttributes, and may be called from many goroutines.
func Decode(raw []byte) Fact {
	fact := decode(raw, 0)
	if fact.Kind == KindRejected {
		fact.Raw = raw
	}
	return fact
}

func rejected(format string, args ...any) Fact {
	return Fact{Kind: KindRejected, Reason: fmt.Sprintf(format, args...)}
}

// decode reads a record inside level packings.
func decode(raw []byte, level int) Fact {
	b := raw
	if !isGzip(raw) {
		b = trim(raw)
	}
	switch {
	case len(b) == 0:
		return rejected("the record is empty")
	case level > maxPackings:
		return rejected("the record is packed more than %d times over", maxPackings)
	case isGzip(b):
		return decodeGzip(b, level)
	case !utf8.Valid(b):
		return rejected("not JSON: bytes that are not UTF-8 text")
	case b[0] == '{':
		return decodeObject(b, level)
	}
	end, out := skipValue(b, 0, 0)
	switch {
	case out != scanned:
		return notJSON(end, out)
	case end != len(b):
		return trailing(end)
	case b[0] == '"':
		return decodeString(b, level)
	}
	return rejected("%s where a record should be: a record is one JSON object", jsonType(b))
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// trim removes white space and a byte order mark, neither of which is part of a record.
func trim(b []byte) []byte {
	b = bytes.TrimPrefix(b[skipSpace(b, 0):], byteOrderMark)
	b = b[skipSpace(b, 0):]
	for len(b) > 0 {
		switch b[len(b)-1] {
		case ' ', '\n', '\t', '\r':
			b = b[:len(b)-1]
			continue
		}
		break
	}
	return b
}

func notJSON(at int, out outcome) Fact {
	switch out {
	case cutOff:
		return rejected("not JSON: it ends in the middle, after %d bytes; it was cut off", at)
	case tooDeep:
		return rejected("objects or arrays are nested more than %d deep, at byte %d", maxDepth, at)
	default:
		return rejected("not JSON: unexpected character at byte %d", at)
	}
}

func trailing(at int) Fact {
	return rejected("not one JSON value: something follows its end at byte %d", at)
}

// decodeObject reads a JSON object, whatever kind of record it is.
func decodeObject(b []byte, level int) Fact {
	var (
		values [recordPlaces][]byte
		shape  shape
		r      = reader{shape: &shape}
	)
	end, out := r.members(b, 0, 1, recordFields, values[:])
	switch {
	case out == otherShape:
		return decodeAgentEvent(b)
	case out != scanned:
		return notJSON(end, out)
	case end != len(b):
		return trailing(end)
	case allOf(values[:], recContactID, recInstance, recLastUpdate, recInitiation):
		// Amazon adds fields without notice: what has a contact record's identity is one, whatever else it has.
		o := object{reader: &r, set: recordFields, values: values[:]}
		return o.decodeContact(b)
	case shape.agentKeys > 0:
		return decodeAgentEvent(b)
	case shape.detail != nil && values[recContactID] == nil:
		return decodeEnvelope(b, shape.detail)
	case shape.contactEvent:
		return decodeContactEvent(b, nil)
	case anyOf(values[:], recContactID, recInstance, recLastUpdate, recInitiation, recFormatVersion):
		o := object{reader: &r, set: recordFields, values: values[:]}
		return o.decodeContact(b)
	}
	if packed := shape.packed(); packed != nil {
		return decodePacked(packed, level)
	}
	return rejected("neither a contact record nor an agent event nor a contact event: it has none of their identifying fields")
}

func allOf(values [][]byte, fields ...int) bool {
	for _, n := range fields {
		if values[n] == nil {
			return false
		}
	}
	return true
}

func anyOf(values [][]byte, fields ...int) bool {
	for _, n := range fields {
		if values[n] != nil {
			return true
		}
	}
	return false
}

// shape is what the keys that a contact record does not have say about an object.
type shape struct {
	agentKeys    int // keys of agent events
	contactEvent bool
	detail       []byte // of an EventBridge event
	queueMessage bool   // an SQS message or a Lambda invocation record
	failed       bool   // a record that Firehose could not deliver
	inner        []byte // what may hold the record if it is packed
}

// note takes down a key; it is true when the object is certainly an agent event, which two keys of one tell.
func (s *shape) note(key, value []byte) bool {
	switch string(key) {
	case "AgentARN", "EventId", "EventTimestamp", "CurrentAgentSnapshot", "PreviousAgentSnapshot":
		s.agentKeys++
		return s.agentKeys > 1
	case "messageId", "receiptHandle", "requestContext", "eventSource", "Records":
		s.queueMessage = true
		if string(key) == "Records" {
			s.inner = value
		}
	case "attemptsMade", "errorCode":
		s.failed = true
	case "body", "requestPayload", "rawData":
		s.inner = value
	default:
		s.noteFolded(key, value)
	}
	return false
}

// noteFolded notes the keys of contact events, whose case varies.
func (s *shape) noteFolded(key, value []byte) {
	switch {
	case len(key) == 6 && value[0] == '{' && equalFold(key, "detail"):
		s.detail = value
	case len(key) == 9 && (equalFold(key, "eventtype") || equalFold(key, "contactid")):
		s.contactEvent = true
	}
}

func equalFold(key []byte, lower string) bool {
	var space [16]byte
	return string(lowerASCII(space[:], key)) == lower
}

// packed returns what may hold a record, nil when the object does not look like a packing.
func (s *shape) packed() []byte {
	if s.queueMessage || s.failed {
		return s.inner
	}
	return nil
}

func (o *object) decodeContact(b []byte) Fact {
	if reason := o.lacks("contact record", recContactID, recInstance, recLastUpdate, recInitiation); reason != "" {
		return Fact{Kind: KindRejected, Reason: reason}
	}
	c := o.contact()
	return Fact{Kind: KindContact, Raw: b, Contact: c, Warnings: o.warnings}
}

func decodeAgentEvent(b []byte) Fact {
	var (
		values [agentEventPlaces][]byte
		r      reader
	)
	end, out := r.members(b, 0, 1, agentEventFields, values[:])
	if out != scanned {
		return notJSON(end, out)
	}
	if end != len(b) {
		return trailing(end)
	}
	o := object{reader: &r, set: agentEventFields, values: values[:]}
	if reason := o.lacks("agent event", evAgent, evID, evTime); reason != "" {
		return Fact{Kind: KindRejected, Reason: reason}
	}
	e := o.agentEvent()
	if e.InstanceARN == "" {
		return rejected("agent event without InstanceARN, and its AgentARN names no instance")
	}
	return Fact{Kind: KindAgentEvent, Raw: b, AgentEvent: e, Warnings: o.warnings}
}

// decodeEnvelope reads an EventBridge event that was checked to be JSON.
func decodeEnvelope(b, detail []byte) Fact {
	var (
		values [envCount][]byte
		r      = reader{early: true}
	)
	r.members(b, 0, 1, envelopeFields, values[:])
	o := object{reader: &r, set: envelopeFields, values: values[:]}
	if kind := o.word(envType); kind != "" && !strings.EqualFold(kind, contactEventType) {
		return rejected("an EventBridge event of another type: only %q is read", contactEventType)
	}
	fact := decodeContactEvent(detail, b)
	if fact.Kind != KindContactEvent {
		return fact
	}
	fact.Raw = b
	fact.ContactEvent.EventID = o.text(envID)
	fact.ContactEvent.Time = o.millis(envTime)
	fact.Warnings = append(fact.Warnings, o.warnings...)
	return fact
}

// decodeContactEvent reads the detail of an EventBridge event, checked to be JSON. What detail does not have is looked for
// in the event around it, if there is one: the guide prints samples with times beside the detail.
func decodeContactEvent(detail, around []byte) Fact {
	var (
		values, outer [contactEventPlaces][]byte
		r             = reader{early: true}
	)
	if around != nil {
		new(reader).members(around, 0, 1, contactEventFields, outer[:])
	}
	r.members(detail, 0, 1, contactEventFields, values[:])
	for n := range values {
		if values[n] == nil {
			values[n] = outer[n]
		}
	}
	o := object{reader: &r, set: contactEventFields, values: values[:]}
	if reason := o.lacks("contact event", ceContactID, ceInstance, ceType); reason != "" {
		return Fact{Kind: KindRejected, Reason: reason}
	}
	e := o.contactEvent()
	return Fact{Kind: KindContactEvent, Raw: detail, ContactEvent: e, Warnings: o.warnings}
}

// lacks says what is wrong with the fields that identify a record, "" when nothing is.
func (o *object) lacks(kind string, identity ...int) string {
	var missing []string
	for _, field := range identity {
		name, value := o.set.names[field], o.values[field]
		if o.repeated&(1<<field) != 0 {
			return kind + " with two " + name + " fields: which of them is meant cannot be known"
		}
		if isEmpty(value) {
			missing = append(missing, name)
			continue
		}
		if fault := identityFault(name, value); fault != "" {
			return kind + " whose " + name + " is " + fault
		}
	}
	if missing != nil {
		return kind + " without " + strings.Join(missing, ", ")
	}
	return ""
}

// maxContactID is the longest ContactId in characters. Source: Amazon Connect API Reference, "Contact".
const maxContactID = 256

func identityFault(name string, value []byte) string {
	if strings.HasSuffix(name, "Timestamp") {
		_, reason := parseMoment(value)
		return withArticle(reason)
	}
	if value[0] != '"' {
		return withArticle(jsonType(value) + " where a string should be")
	}
	text := value[1 : len(value)-1]
	broken := false
	if bytes.IndexByte(text, '\\') >= 0 {
		broken = loneSurrogate(text)
		text = unescape(value)
	}
	switch {
	case broken && strings.HasSuffix(name, "tId"):
		return reasonSurrogate
	case len(text) > maxText:
		return reasonLong
	case bytes.IndexByte(text, 0) >= 0:
		return reasonZero
	case len(text) > maxContactID && strings.HasSuffix(name, "tId") && utf8.RuneCount(text) > maxContactID:
		return "longer than 256 characters"
	}
	return ""
}

// withArticle makes "string where …" read well after "is".
func withArticle(reason string) string {
	if !strings.Contains(reason, " where ") {
		return reason
	}
	if strings.IndexByte("aeiou", reason[0]) >= 0 {
		return "an " + reason
	}
	return "a " + reason
}
