package connect

import "time"

// FutureAfter is how far ahead of its arrival a record may be before that is worth a warning. Amazon writes records after
// the fact, so a day covers every zone mistake; the record is stored all the same, since our own clock may be the wrong one.
const FutureAfter = 24 * time.Hour

// FutureWarning is the warning about a fact that speaks of a moment more than FutureAfter behind its arrival; false when it
// does not. It follows from the record and its arrival alone, to the millisecond, as a journal keeps both: whoever decodes
// the record again comes to the same warning.
func FutureWarning(f Fact, received time.Time) (Warning, bool) {
	field, at := version(f)
	if at <= MillisOf(received.Add(FutureAfter)) {
		return Warning{}, false
	}
	return Warning{Field: field, Reason: "more than 24 hours in the future"}, true
}

// version returns the moment that a fact speaks of, and the field that tells it.
func version(f Fact) (field string, at Millis) {
	switch {
	case f.Contact != nil:
		return "LastUpdateTimestamp", f.Contact.LastUpdate
	case f.AgentEvent != nil:
		return "EventTimestamp", f.AgentEvent.Timestamp
	case f.ContactEvent != nil:
		return "time", f.ContactEvent.Time
	}
	return "", 0
}
