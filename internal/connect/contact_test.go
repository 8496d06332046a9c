package connect_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

const (
	instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/7d3b6f0e-52a1-4c8b-9e77-1f0a2b3c4d5e"
	agent    = instance + "/agent/a1f0c3d2-7b64-4e19-8a55-90be12cd34ef"
	queue    = instance + "/queue/b27e4d91-03c8-4f6a-9d12-5a6b7c8d9e0f"
	profile  = instance + "/routing-profile/c3d85e02-14b9-4a7f-8e23-6b7c8d9e0f1a"
	group    = instance + "/agent-group/d4e96f13-25ca-4b80-9f34-7c8d9e0f1a2"
	call     = "e5fa7024-36db-4c91-80a5-8d9e0f1a2b3c"
)

// contact decodes a record that must be accepted without warnings.
func contact(tb testing.TB, raw []byte) *connect.Contact {
	tb.Helper()
	f := connect.Decode(raw)
	if f.Kind != connect.KindContact || f.Warnings != nil {
		tb.Fatalf("kind %d, reason %q, warnings %v", f.Kind, f.Reason, f.Warnings)
	}
	return f.Contact
}

// edited is a fixture with texts replaced, in pairs; each must be there.
func edited(tb testing.TB, name string, pairs ...string) []byte {
	tb.Helper()
	s := string(fixture(tb, name))
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(s, pairs[i]) {
			tb.Fatalf("%s does not contain %s", name, pairs[i])
		}
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return []byte(s)
}

func TestContactRecordIsReadCompletely(t *testing.T) {
	raw := fixture(t, "contact_inbound.json")
	got := contact(t, raw)
	want := &connect.Contact{
		InstanceARN: instance, ContactID: call,
		Channel: "VOICE", InitiationMethod: "INBOUND", DisconnectReason: "CUSTOMER_DISCONNECT",
		Subtype: "connect:Telephony", Direction: "INBOUND", AssociationID: call,
		Initiation: at(t, "2026-11-02T01:02:04Z"), LastUpdate: at(t, "2026-11-02T01:10:21Z"),
		ConnectedToSystem: at(t, "2026-11-02T01:02:04Z"), Disconnect: at(t, "2026-11-02T01:08:18Z"),
		Agent: connect.ContactAgent{
			ARN: agent, Username: "minji.han", RoutingProfileARN: profile, RoutingProfileName: "상담 음성",
			Hierarchy:        [5]connect.HierarchyGroup{{ARN: group + "b", Name: "서울"}, {ARN: group + "c", Name: "고객지원 1팀"}},
			ConnectedToAgent: at(t, "2026-11-02T01:03:15Z"), AfterContactWorkStart: at(t, "2026-11-02T01:08:18Z"),
			AfterContactWorkEnd: at(t, "2026-11-02T01:09:10Z"), AfterContactWorkDuration: connect.Some(52),
			AgentInteractionDuration: connect.Some(263), CustomerHoldDuration: connect.Some(40),
			AgentInitiatedHoldDuration: connect.Some(40), LongestHoldDuration: connect.Some(40), NumberOfHolds: connect.Some(1),
		},
		Queue: connect.ContactQueue{
			ARN: queue, Name: "요금 문의", Enqueue: at(t, "2026-11-02T01:02:37Z"),
			Dequeue: at(t, "2026-11-02T01:03:15Z"), Duration: connect.Some(38),
		},
		AgentConnectionAttempts: connect.Some(1), CustomerAddress: "+821055501234", SystemAddress: "+8225550100",
		RawAttributes: got.RawAttributes,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !bytes.Contains(raw, got.RawAttributes) || len(got.RawAttributes) == 0 {
		t.Errorf("raw attributes: %s", got.RawAttributes)
	}
}

// Fields that the fixture has as null, each with a value.
func TestRareContactFieldsAreRead(t *testing.T) {
	got := contact(t, edited(t, "contact_inbound.json",
		`"InitialContactId":null`, `"InitialContactId":"a"`, `"PreviousContactId":null`, `"PreviousContactId":"b"`,
		`"NextContactId":null`, `"NextContactId":"c"`, `"RelatedContactId":null`, `"RelatedContactId":"d"`,
		`"ScheduledTimestamp":null`, `"ScheduledTimestamp":"2026-11-02T02:00:00Z"`,
		`"TransferCompletedTimestamp":null`, `"TransferCompletedTimestamp":"2026-11-02T03:00:00Z"`,
		`"TransferredToEndpoint":null`, `"TransferredToEndpoint":{"Address":"+8225550199"},"PreDisconnectState":"IN_QUEUE","CallbackTotalQueueDurationMillis":120000`,
		`"AgentPauseDuration":null`, `"AgentPauseDuration":7`, `{"CampaignId":null}`, `{"CampaignId":"camp"}`,
		`"ExternalThirdParty":null`, `"ExternalThirdParty":{"ExternalThirdPartyInteractionDuration":61}`,
		`"AnsweringMachineDetectionStatus":null`, `"AnsweringMachineDetectionStatus":"HUMAN_ANSWERED"`,
		`"TotalPauseCount":null`, `"TotalPauseCount":2`, `"TotalPauseDurationInSeconds":null`, `"TotalPauseDurationInSeconds":9`,
		`"ContactAssociationId":"`+call+`"`, `"ContactAssociationId":12345678901234567890`,
		`"SegmentAttributes":{`, `"SegmentAttributes":{"connect:ValidationTestType":{"ValueString":"FLOW_VALIDATION"},`,
	))
	type rare struct {
		Initial, Previous, Next, Related                     connect.ContactID
		Scheduled, Transferred                               connect.Millis
		To, State, Campaign, Machine, Association            string
		Callback, AgentPause, External, Pauses, PauseSeconds connect.Int
		Test                                                 bool
	}
	have := rare{
		got.InitialContactID, got.PreviousContactID, got.NextContactID, got.RelatedContactID, got.Scheduled, got.TransferCompleted,
		got.TransferredTo, got.PreDisconnectState, got.CampaignID, got.AnsweringMachine, got.AssociationID,
		got.CallbackQueueMillis, got.Agent.AgentPauseDuration, got.ExternalThirdParty, got.TotalPauses, got.TotalPauseDuration,
		got.ValidationTest,
	}
	want := rare{
		"a", "b", "c", "d", at(t, "2026-11-02T02:00:00Z"), at(t, "2026-11-02T03:00:00Z"),
		"+8225550199", "IN_QUEUE", "camp", "HUMAN_ANSWERED", "12345678901234567890",
		connect.Some(120000), connect.Some(7), connect.Some(61), connect.Some(2), connect.Some(9), true,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
}

func TestPrettyPrintedRecordSaysTheSame(t *testing.T) {
	raw := fixture(t, "contact_inbound.json")
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, raw, " \t", "\r\n  "); err != nil {
		t.Fatal(err)
	}
	got, want := contact(t, pretty.Bytes()), contact(t, raw)
	gotAttributes := got.Attributes()
	wantAttributes := want.Attributes()
	if diff := cmp.Diff(wantAttributes, gotAttributes); diff != "" {
		t.Error(diff)
	}
	got.RawAttributes, want.RawAttributes = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAbandonedContactHasDequeueButNoAgent(t *testing.T) {
	c := contact(t, fixture(t, "contact_abandoned.json"))
	if c.Agent != (connect.ContactAgent{}) || c.Queue.Dequeue != c.Disconnect || c.Queue.Duration != connect.Some(82) {
		t.Errorf("agent %+v, queue %+v", c.Agent, c.Queue)
	}
	if c.RawAttributes != nil {
		t.Errorf("attributes {} became %q", c.RawAttributes)
	}
}

func TestDisconnectFlowContactIsOfItsOwn(t *testing.T) {
	c := contact(t, fixture(t, "contact_disconnect_flow.json"))
	if c.InitiationMethod != "DISCONNECT" || c.PreviousContactID != call || c.InitialContactID != call ||
		c.Agent.ARN != "" || c.Queue.ARN != "" || c.DisconnectReason != "CONTACT_FLOW_DISCONNECT" {
		t.Errorf("%+v", c)
	}
}

func TestFlowTransferHasNoAgentAndSystemEndpointWithoutAddress(t *testing.T) {
	c := contact(t, fixture(t, "contact_flow_transfer.json"))
	if c.Agent.ARN != "" || c.TransferredTo != "+8225550199" || c.TransferCompleted == 0 || c.SystemAddress != "" {
		t.Errorf("%+v", c)
	}
}

func TestAgentQueueHasNoName(t *testing.T) {
	c := contact(t, fixture(t, "contact_agent_queue.json"))
	if c.Queue.Name != "" || !connect.IsAgentQueue(c.Queue.ARN) || c.Agent.Username != "AIDAEXAMPLEUSERID0001" {
		t.Errorf("%+v", c.Queue)
	}
}

func TestRecordOf2019LacksNewerFields(t *testing.T) {
	c := contact(t, fixture(t, "contact_2019.json"))
	if c.DisconnectReason != "" || c.Subtype != "" || c.Agent.AgentInitiatedHoldDuration.Valid || c.Agent.CustomerHoldDuration != connect.Some(40) {
		t.Errorf("%+v", c)
	}
}

func TestOneUnansweredAttemptIsNotNoAttempt(t *testing.T) {
	if c := contact(t, edited(t, "contact_inbound.json", `"AgentConnectionAttempts":1`, `"AgentConnectionAttempts":0`)); c.AgentConnectionAttempts != connect.Some(0) {
		t.Errorf("0 became %+v", c.AgentConnectionAttempts)
	}
	if c := contact(t, edited(t, "contact_inbound.json", `"AgentConnectionAttempts":1`, `"AgentConnectionAttempts":null`)); c.AgentConnectionAttempts.Valid {
		t.Errorf("null became %+v", c.AgentConnectionAttempts)
	}
}

func TestTextNullIsNull(t *testing.T) {
	c := contact(t, edited(t, "contact_inbound.json", `"Name":"요금 문의"`, `"Name":"null"`, `"NextContactId":null`, `"NextContactId":"null"`,
		`"TransferCompletedTimestamp":null`, `"TransferCompletedTimestamp":"null"`, `"AfterContactWorkDuration":52`, `"AfterContactWorkDuration":""`))
	if c.Queue.Name != "" || c.NextContactID != "" || c.TransferCompleted != 0 || c.Agent.AfterContactWorkDuration.Valid {
		t.Errorf("%+v", c)
	}
}

func TestKeysThatDifferByCaseDoNotOverwrite(t *testing.T) {
	c := contact(t, edited(t, "contact_inbound.json", `"AWSAccountId"`, `"queue":null,"contactid":"x","agent":{"ARN":"y"},"CHANNEL":"FAX","AWSAccountId"`,
		`"contactid":"x",`, ``))
	if c.Queue.ARN != queue || c.Agent.ARN != agent || c.Channel != "VOICE" {
		t.Errorf("%+v", c)
	}
}

func TestUnknownEnumsAndOddIdsAreKept(t *testing.T) {
	c := contact(t, edited(t, "contact_inbound.json", `"Channel":"VOICE"`, `"Channel":"Video"`, `"InitiationMethod":"INBOUND"`, `"InitiationMethod":"CARRIER_PIGEON"`,
		`"DisconnectReason":"CUSTOMER_DISCONNECT"`, `"DisconnectReason":"AGENT_HUNGUP"`, `"ContactId":"`+call+`"`, `"ContactId":"c-9"`,
		`"111122223333"`, `"************"`))
	if c.Channel != "VIDEO" || c.InitiationMethod != "CARRIER_PIGEON" || c.DisconnectReason != "AGENT_HUNGUP" || c.ContactID != "c-9" {
		t.Errorf("%+v", c)
	}
}

func TestBothSpellingsOfAReasonAreOne(t *testing.T) {
	c := contact(t, edited(t, "contact_inbound.json", `"CUSTOMER_DISCONNECT"`, `"OUTBUND_PREVIEW_DISCARDED"`))
	if c.DisconnectReason != "OUTBOUND_PREVIEW_DISCARDED" {
		t.Error(c.DisconnectReason)
	}
}

func TestEscapedKeysAndTextsAreTheSameText(t *testing.T) {
	c := contact(t, edited(t, "contact_inbound.json", `"Channel":"VOICE"`, `"\u0043hannel":"\u0056OICE"`, `"요금 문의"`, `"\uc694\uae08 \ud83d\ude00\ud800"`))
	if c.Channel != "VOICE" || c.Queue.Name != "요금 😀\ufffd" {
		t.Errorf("%q %q", c.Channel, c.Queue.Name)
	}
}

func TestDecodedTextsDoNotAliasTheRecord(t *testing.T) {
	raw := fixture(t, "contact_inbound.json")
	got, want := contact(t, raw), contact(t, bytes.Clone(raw))
	for i := range raw {
		raw[i] = 'x'
	}
	got.RawAttributes, want.RawAttributes = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRedactionTakesTheCustomerAway(t *testing.T) {
	before, after := contact(t, fixture(t, "contact_inbound.json")), contact(t, fixture(t, "contact_redacted.json"))
	if after.ContactID != before.ContactID || after.LastUpdate <= before.LastUpdate || after.CustomerAddress != "" {
		t.Errorf("%+v", after)
	}
}

// Amazon's own example of a callback: 99 s of initial delay and 21 s of waiting are 120 s in the queue.
func TestCallbackKeepsDurationAndTimesApart(t *testing.T) {
	q := contact(t, fixture(t, "contact_callback.json")).Queue
	if q.Duration != connect.Some(120) || q.Dequeue-q.Enqueue != 21_000 {
		t.Errorf("%+v", q)
	}
}

func TestConversationIsAbandonedWhenEitherSideLeftIt(t *testing.T) {
	for _, c := range []struct {
		metrics  string
		want     bool
		warnings int
	}{
		{`null`, false, 0},
		{`{"AgentMetrics":{"ConversationAbandon":null},"CustomerMetrics":null}`, false, 0},
		{`{"AgentMetrics":{"ConversationAbandon":false},"CustomerMetrics":{"ConversationAbandon":true}}`, true, 0},
		{`{"AgentMetrics":{"ConversationAbandon":true}}`, true, 0},
		{`{"AgentMetrics":{"ConversationAbandon":"true"},"CustomerMetrics":{"ConversationAbandon":1}}`, false, 2},
	} {
		fact := connect.Decode([]byte(`{"ContactId":"a","InstanceARN":"i","InitiationTimestamp":"2026-03-02T09:14:05Z",
			"LastUpdateTimestamp":"2026-03-02T09:14:05Z","ChatMetrics":` + c.metrics + `}`))
		if fact.Contact == nil || fact.Contact.ConversationAbandoned != c.want || len(fact.Warnings) != c.warnings {
			t.Errorf("%s: %+v, want %v and %d warnings", c.metrics, fact, c.want, c.warnings)
		}
	}
}
