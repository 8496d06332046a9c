package connect_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestRecordsWithoutIdentityAreRejectedWithAReason(t *testing.T) {
	const record, event, moment = "contact_inbound.json", "event_queued.json", "agent_login.json"
	id := `"ContactId":"` + call + `"`
	tests := []struct {
		file, old, new, want string
	}{
		{record, id + ",", ``, "contact record without ContactId"},
		{record, id, `"ContactId":null`, "contact record without ContactId"},
		{record, id, `"ContactId":""`, "contact record without ContactId"},
		{record, id, `"ContactId":"null"`, "contact record without ContactId"},
		{record, id, `"ContactId":42`, "contact record whose ContactId is a number where a string should be"},
		{record, id, `"ContactId":"a\u0000b"`, "contact record whose ContactId is a text with a zero character, which no database keeps"},
		{record, id, `"ContactId":"\ud800x"`, "contact record whose ContactId is not valid Unicode: it has half of a surrogate pair"},
		{record, id, `"ContactId":"\uD801"`, "contact record whose ContactId is not valid Unicode: it has half of a surrogate pair"},
		{record, id, `"ContactId":"\udc00\ud800"`, "contact record whose ContactId is not valid Unicode: it has half of a surrogate pair"},
		{record, id, `"ContactId":"\ud83d\ude00\ud83d\n"`, "contact record whose ContactId is not valid Unicode: it has half of a surrogate pair"},
		{event, `"contactId":"` + call + `"`, `"contactId":"a\ud800"`, "contact event whose contactId is not valid Unicode: it has half of a surrogate pair"},
		{record, id, `"ContactId":"` + strings.Repeat("x", 5000) + `"`, "contact record whose ContactId is longer than 4096 bytes"},
		{record, id, `"ContactId":["x"]`, "contact record whose ContactId is an array where a string should be"},
		{record, id, `"ContactId":"` + strings.Repeat("é", 257) + `"`, "contact record whose ContactId is longer than 256 characters"},
		{record, id, id + "," + id, "contact record with two ContactId fields: which of them is meant cannot be known"},
		{record, `"InstanceARN":"` + instance + `"`, `"InstanceArn":"x"`, "contact record without InstanceARN"},
		{record, `"LastUpdateTimestamp":"2026-11-02T01:10:21Z",`, ``, "contact record without LastUpdateTimestamp"},
		{record, `"LastUpdateTimestamp":"2026-11-02T01:10:21Z"`, `"LastUpdateTimestamp":1793581821000`, "contact record whose LastUpdateTimestamp is a number where a time should be"},
		{record, `"LastUpdateTimestamp":"2026-11-02T01:10:21Z"`, `"LastUpdateTimestamp":"yesterday"`, "contact record whose LastUpdateTimestamp is not a time"},
		{record, `"LastUpdateTimestamp":"2026-11-02T01:10:21Z"`, `"LastUpdateTimestamp":"0001-01-01T00:00:00Z"`, "contact record whose LastUpdateTimestamp is a time outside the years 2000 to 2199"},
		{record, `"InitiationTimestamp":"2026-11-02T01:02:04Z"`, `"InitiationTimestamp":"9999-12-31T23:59:59Z"`, "contact record whose InitiationTimestamp is a time outside the years 2000 to 2199"},
		{record, `"InitiationTimestamp":"2026-11-02T01:02:04Z"`, `"x":1,"LastUpdateTimestamp":"2026-11-02T01:10:22Z"`, "contact record with two LastUpdateTimestamp fields: which of them is meant cannot be known"},
		{moment, `"AgentARN":"` + agent + `",`, ``, "agent event without AgentARN"},
		{moment, `"EventId":"7e1309bd-cf64-452a-993e-708192031401",`, ``, "agent event without EventId"},
		{moment, `"EventTimestamp":"2026-11-02T00:30:59.871Z",`, ``, "agent event without EventTimestamp"},
		{moment, `"EventTimestamp":"2026-11-02T00:30:59.871Z"`, `"EventTimestamp":"1970-01-01T00:00:00.001Z"`, "agent event whose EventTimestamp is a time outside the years 2000 to 2199"},
		{moment, instance, ``, "agent event without InstanceARN, and its AgentARN names no instance"},
		{event, `"contactId":"` + call + `",`, ``, "contact event without contactId"},
		{event, `"instanceArn":"` + instance + `",`, ``, "contact event without instanceArn"},
		{event, `"eventType":"QUEUED",`, ``, "contact event without eventType"},
		{event, `"eventType":"QUEUED"`, `"eventType":"QUEUED","EventType":"QUEUED"`, "contact event with two eventType fields: which of them is meant cannot be known"},
		{event, `Amazon Connect Contact Event`, `Amazon Connect Voice Id Event`, `an EventBridge event of another type: only "Amazon Connect Contact Event" is read`},
	}
	for _, tt := range tests {
		raw := edited(t, tt.file, tt.old, tt.new)
		f := connect.Decode(raw)
		if f.Kind != connect.KindRejected || f.Reason != tt.want || f.Contact != nil || f.AgentEvent != nil || f.ContactEvent != nil {
			t.Errorf("%s for %s:\n got %q (kind %d)\nwant %q", tt.new, tt.old, f.Reason, f.Kind, tt.want)
		}
		if string(f.Raw) != string(raw) {
			t.Errorf("%s: the bytes are not kept", tt.want)
		}
	}
}

func TestEverythingMissingIsListedAtOnce(t *testing.T) {
	f := connect.Decode([]byte(`{"AWSContactTraceRecordFormatVersion":"2017-03-10"}`))
	if want := "contact record without ContactId, InstanceARN, LastUpdateTimestamp, InitiationTimestamp"; f.Reason != want {
		t.Errorf("got %q", f.Reason)
	}
}

func TestWhatIsNotARecordIsRejectedWithAReason(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 1_000_000)
	for in, want := range map[string]string{
		"":                      "the record is empty",
		" \r\n\t\xef\xbb\xbf ":  "the record is empty",
		"hello":                 "not JSON: unexpected character at byte 0",
		`{"ContactId":"x"`:      "not JSON: it ends in the middle, after 16 bytes; it was cut off",
		`{"ContactId":"x",}`:    "not JSON: unexpected character at byte 17",
		"{\"a\":\"x\ny\"}":      "not JSON: unexpected character at byte 7",
		"{\"a\":\"\xff\"}":      "not JSON: bytes that are not UTF-8 text",
		"{\"a\":\"\xed\xa0\"}":  "not JSON: bytes that are not UTF-8 text",
		"\x00\x00\x00":          "not JSON: unexpected character at byte 0",
		`{"a":1}{"b":2}`:        "not one JSON value: something follows its end at byte 7",
		`"a" "b"`:               "not one JSON value: something follows its end at byte 3",
		`[{"ContactId":"x"}]`:   "array where a record should be: a record is one JSON object",
		`null`:                  "null where a record should be: a record is one JSON object",
		`42`:                    "number where a record should be: a record is one JSON object",
		`true`:                  "boolean where a record should be: a record is one JSON object",
		`"hello"`:               "string where a record should be: a record is one JSON object",
		`{}`:                    "neither a contact record nor an agent event nor a contact event: it has none of their identifying fields",
		`{"a":{"ContactId":1}}`: "neither a contact record nor an agent event nor a contact event: it has none of their identifying fields",
		deep:                    "objects or arrays are nested more than 100 deep, at byte 500",
		`{"AgentARN":"x","b":`:  "not JSON: it ends in the middle, after 20 bytes; it was cut off",
		`{"AgentARN":"x"} x`:    "not one JSON value: something follows its end at byte 16",
	} {
		f := connect.Decode([]byte(in))
		if f.Kind != connect.KindRejected || f.Reason != want {
			t.Errorf("%.40q:\n got %q (kind %d)\nwant %q", in, f.Reason, f.Kind, want)
		}
	}
}

func TestBadFieldBecomesNullWithAWarning(t *testing.T) {
	const file = "contact_inbound.json"
	acw, name := `"AfterContactWorkDuration":52`, `"Name":"요금 문의"`
	disconnect := `"DisconnectTimestamp":"2026-11-02T01:08:18Z"`
	tests := []struct{ old, new, field, reason string }{
		{acw, `"AfterContactWorkDuration":"52"`, "Agent.AfterContactWorkDuration", "string where a number should be"},
		{acw, `"AfterContactWorkDuration":52.5`, "Agent.AfterContactWorkDuration", "not a whole number"},
		{acw, `"AfterContactWorkDuration":-1`, "Agent.AfterContactWorkDuration", "a negative number"},
		{acw, `"AfterContactWorkDuration":-1e99`, "Agent.AfterContactWorkDuration", "a negative number"},
		{acw, `"AfterContactWorkDuration":1000000001`, "Agent.AfterContactWorkDuration", "a number too large to be true"},
		{acw, `"AfterContactWorkDuration":99999999999999999999`, "Agent.AfterContactWorkDuration", "a number too large to be true"},
		{acw, `"AfterContactWorkDuration":1e999`, "Agent.AfterContactWorkDuration", "a number too large to be true"},
		{acw, `"AfterContactWorkDuration":true`, "Agent.AfterContactWorkDuration", "boolean where a number should be"},
		{acw, `"AfterContactWorkDuration":{}`, "Agent.AfterContactWorkDuration", "object where a number should be"},
		{name, `"Name":5`, "Queue.Name", "number where a string should be"},
		{name, `"Name":"` + strings.Repeat("x", 4097) + `"`, "Queue.Name", "longer than 4096 bytes"},
		{name, `"Name":"a\u0000b"`, "Queue.Name", "a text with a zero character, which no database keeps"},
		{disconnect, `"DisconnectTimestamp":1793581698`, "DisconnectTimestamp", "number where a time should be"},
		{disconnect, `"DisconnectTimestamp":"soon"`, "DisconnectTimestamp", "not a time"},
		{disconnect, `"DisconnectTimestamp":"0001-01-01T00:00:00Z"`, "DisconnectTimestamp", "a time outside the years 2000 to 2199"},
		{disconnect, `"DisconnectTimestamp":"9999-12-31T23:59:59Z"`, "DisconnectTimestamp", "a time outside the years 2000 to 2199"},
		{disconnect, `"DisconnectTimestamp":"1970-01-01T00:00:00Z"`, "DisconnectTimestamp", "a time outside the years 2000 to 2199"},
		{`"Queue":{`, `"Queue":"none","q":{`, "Queue", "string where an object should be"},
		{`"Agent":{"ARN"`, `"Agent":[],"a":{"ARN"`, "Agent", "array where an object should be"},
		{`"Attributes":{`, `"Attributes":"none","a":{`, "Attributes", "string where an object should be"},
		{`"Channel":"VOICE"`, `"Channel":"CHAT","Channel":"VOICE"`, "Channel", "appears more than once; the last one counts"},
		{acw, `"AfterContactWorkDuration":1,` + acw, "Agent.AfterContactWorkDuration", "appears more than once; the last one counts"},
		{`"Queue":{`, `"Queue":{"Duration":9},"Queue":{`, "Queue", "appears more than once; the last one counts"},
	}
	want := contact(t, fixture(t, file))
	for _, tt := range tests {
		f := connect.Decode(edited(t, file, tt.old, tt.new))
		if diff := cmp.Diff([]connect.Warning{{Field: tt.field, Reason: tt.reason}}, f.Warnings); diff != "" {
			t.Errorf("%.60s: %s %s", tt.new, f.Reason, diff)
			continue
		}
		c := f.Contact
		null := map[string]bool{
			"Agent.AfterContactWorkDuration": !c.Agent.AfterContactWorkDuration.Valid,
			"Queue.Name":                     c.Queue.Name == "",
			"DisconnectTimestamp":            c.Disconnect == 0,
			"Queue":                          c.Queue == connect.ContactQueue{},
			"Agent":                          c.Agent == connect.ContactAgent{},
			"Attributes":                     c.RawAttributes == nil,
			"Channel":                        c.Channel == "",
		}
		if wantNull := !strings.Contains(tt.reason, "more than once"); null[tt.field] != wantNull {
			t.Errorf("%.60s: null is %v", tt.new, !wantNull)
		}
		if c.ContactID != want.ContactID || c.LastUpdate != want.LastUpdate || c.Channel != want.Channel || c.AgentConnectionAttempts != want.AgentConnectionAttempts {
			t.Errorf("%.60s: the rest of the record suffered: %+v", tt.new, c)
		}
	}
}

func TestLastOfTwoObjectsReplacesTheFirst(t *testing.T) {
	f := connect.Decode(edited(t, "contact_inbound.json", `"References":[]`, `"Queue":{"Name":"b"}`))
	if want := (connect.ContactQueue{Name: "b"}); f.Contact.Queue != want {
		t.Errorf("mixed of both: %+v", f.Contact.Queue)
	}
	f = connect.Decode(edited(t, "contact_inbound.json", `"References":[]`, `"Queue":null`))
	if f.Contact.Queue != (connect.ContactQueue{}) || len(f.Warnings) != 1 {
		t.Errorf("null does not count: %+v %v", f.Contact.Queue, f.Warnings)
	}
}

func TestWholeNumbersMayBeWrittenAsFloats(t *testing.T) {
	for text, want := range map[string]int64{"52.0": 52, "5.2e1": 52, "0": 0, "-0": 0, "1e9": 1_000_000_000} {
		c := contact(t, edited(t, "contact_inbound.json", `"AfterContactWorkDuration":52`, `"AfterContactWorkDuration":`+text))
		if c.Agent.AfterContactWorkDuration != connect.Some(want) {
			t.Errorf("%s: %+v", text, c.Agent.AfterContactWorkDuration)
		}
	}
}

func TestWarningsOfOneRecordAreLimited(t *testing.T) {
	slots := strings.Repeat(`{"AvailableSlots":"x"},`, 10_000)
	f := connect.Decode(edited(t, "agent_state_change.json", `"Concurrency":[`, `"Concurrency":[`+slots))
	if f.Kind != connect.KindAgentEvent || len(f.Warnings) != 20 {
		t.Errorf("kind %d, %d warnings", f.Kind, len(f.Warnings))
	}
}

// Reasons and warnings go to logs and screens that show no customer's data.
func TestReasonsHoldNoValues(t *testing.T) {
	for _, file := range []string{"contact_inbound.json", "agent_state_change.json", "event_completed.json"} {
		raw := string(fixture(t, file))
		for i := 0; i < len(raw); i += 7 {
			for _, damage := range []string{raw[:i], raw[:i] + "SECRET" + raw[i:], raw[:i] + `"SECRET":"SECRET",` + raw[i:], raw[:i] + `"SECRET"` + raw[min(i+1, len(raw)):]} {
				f := connect.Decode([]byte(damage))
				if text := fmt.Sprint(f.Reason, f.Warnings); strings.Contains(text, "SECRET") || strings.Contains(text, call) || strings.Contains(text, "minji") {
					t.Fatalf("%s at %d: %s", file, i, text)
				}
				if f.Kind == connect.KindRejected && f.Reason == "" {
					t.Fatalf("%s at %d: no reason", file, i)
				}
			}
		}
	}
}

func TestIdsMayHaveAnyCharacter(t *testing.T) {
	for written, want := range map[string]string{
		`\ud83d\ude00`: "\U0001F600", `\\ud800`: `\ud800`, `\ufffd`: "\ufffd", `\u00e9\"\n`: "é\"\n", `\uD83D\uDE00\uD83D\uDE00`: "\U0001F600\U0001F600",
	} {
		f := connect.Decode(edited(t, "contact_inbound.json", `"ContactId":"`+call+`"`, `"ContactId":"`+written+`"`))
		if f.Contact == nil || string(f.Contact.ContactID) != want {
			t.Errorf("%s: %q, want contact %q", written, f.Reason, want)
		}
	}
}
