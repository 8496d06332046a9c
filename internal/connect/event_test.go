package connect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func agentEvent(tb testing.TB, raw []byte) *connect.AgentEvent {
	tb.Helper()
	f := connect.Decode(raw)
	if f.Kind != connect.KindAgentEvent || f.Warnings != nil {
		tb.Fatalf("kind %d, reason %q, warnings %v", f.Kind, f.Reason, f.Warnings)
	}
	return f.AgentEvent
}

func contactEvent(tb testing.TB, raw []byte) *connect.ContactEvent {
	tb.Helper()
	f := connect.Decode(raw)
	if f.Kind != connect.KindContactEvent || f.Warnings != nil {
		tb.Fatalf("kind %d, reason %q, warnings %v", f.Kind, f.Reason, f.Warnings)
	}
	return f.ContactEvent
}

func TestAgentEventIsReadCompletely(t *testing.T) {
	snapshot := func(state, since string) *connect.AgentSnapshot {
		return &connect.AgentSnapshot{
			Status: connect.AgentStatus{
				ARN:  instance + "/agent-state/6d02f8ac-be53-4419-882d-6f7081920314",
				Name: "Available", Type: "ROUTABLE", Start: at(t, "2026-11-02T00:31:07.205Z"),
			},
			Username: "minji.han", FirstName: "민지", LastName: "한",
			RoutingProfile: connect.RoutingProfile{
				ARN: profile, Name: "상담 음성",
				InboundQueues: []connect.QueueRef{
					{ARN: instance + "/queue/agent/a1f0c3d2-7b64-4e19-8a55-90be12cd34ef"}, {ARN: queue, Name: "요금 문의"},
				},
				Concurrency: []connect.ChannelSlots{
					{Channel: "VOICE", MaximumSlots: 1}, {Channel: "CHAT", AvailableSlots: 2, MaximumSlots: 3},
				},
			},
			Hierarchy: [5]connect.HierarchyGroup{{ARN: group + "b", Name: "서울"}},
			Contacts: []connect.AgentContact{{
				ContactID: call, InitialContactID: call, Channel: "VOICE", InitiationMethod: "INBOUND", State: state,
				StateStart: at(t, since), ConnectedToAgent: at(t, "2026-11-02T01:03:15.310Z"),
				Queued: at(t, "2026-11-02T01:02:37.404Z"), Queue: connect.QueueRef{ARN: queue, Name: "요금 문의"},
			}},
		}
	}
	want := &connect.AgentEvent{
		InstanceARN: instance, AgentARN: agent, EventID: "7e1309bd-cf64-452a-993e-708192031402", EventType: "STATE_CHANGE",
		Timestamp: at(t, "2026-11-02T01:08:18.127Z"), Current: snapshot("ENDED", "2026-11-02T01:08:18.127Z"),
		Previous: snapshot("CONNECTED", "2026-11-02T01:06:10.442Z"),
	}
	want.Current.NextStatus = connect.AgentStatus{
		ARN:  instance + "/agent-state/8f241ace-d075-463b-aa4f-8192031425a6",
		Name: "점심", Type: "CUSTOM", Start: at(t, "2026-11-02T01:07:02.004Z"),
	}
	if diff := cmp.Diff(want, agentEvent(t, fixture(t, "agent_state_change.json"))); diff != "" {
		t.Error(diff)
	}
}

func TestLoginHasNoSnapshots(t *testing.T) {
	e := agentEvent(t, fixture(t, "agent_login.json"))
	if e.Current != nil || e.Previous != nil || e.EventType != "LOGIN" || e.AgentARN != agent {
		t.Errorf("%+v", e)
	}
}

func TestHeartbeatOfOfflineAgentHasIdenticalSnapshots(t *testing.T) {
	e := agentEvent(t, fixture(t, "agent_heartbeat_offline.json"))
	if diff := cmp.Diff(e.Previous, e.Current); diff != "" {
		t.Error(diff)
	}
	if e.Current.Status.Type != "OFFLINE" || e.Current.FirstName != "" || len(e.Current.Contacts) != 0 {
		t.Errorf("%+v", e.Current)
	}
}

func TestAgentEventOf2018LacksTypeNextStatusAndPreviousSnapshot(t *testing.T) {
	e := agentEvent(t, fixture(t, "agent_2018.json"))
	if e.Previous != nil || e.Current.Status.Type != "ROUTABLE" || e.Current.NextStatus != (connect.AgentStatus{}) ||
		e.Timestamp != at(t, "2018-10-16T16:12:59.059Z") {
		t.Errorf("%+v", e)
	}
}

func TestStatusTypeIsDerivedFromTheName(t *testing.T) {
	for name, want := range map[string]string{"Available": "ROUTABLE", "Offline": "OFFLINE", "점심": "CUSTOM", "Error": "CUSTOM"} {
		e := agentEvent(t, edited(t, "agent_2018.json", `"Name":"Available"`, `"Name":"`+name+`"`))
		if e.Current.Status.Type != want {
			t.Errorf("%s: %s, want %s", name, e.Current.Status.Type, want)
		}
	}
}

func TestInstanceOfAnAgentEventComesFromTheAgent(t *testing.T) {
	e := agentEvent(t, edited(t, "agent_login.json", `"InstanceARN":"`+instance+`",`, ``))
	if e.InstanceARN != instance {
		t.Error(e.InstanceARN)
	}
}

func TestBothSpellingsInAgentEventsAreRead(t *testing.T) {
	e := agentEvent(t, edited(t, "agent_state_change.json", `"EnqueuedTimestamp"`, `"EnqueueTimestamp"`, `"AgentHierarchyGroups"`, `"HierarchyGroups"`,
		`"Channel":"CHAT"`, `"Channel":"TASKS"`, `"Level1":{"ARN":"`+group+`b","Name"`, `"Level1":{"ARN":"`+group+`b","GroupName"`))
	if e.Current.NextStatus.Start == 0 || e.Current.Hierarchy[0].Name != "서울" || e.Current.RoutingProfile.Concurrency[1].Channel != "TASK" {
		t.Errorf("%+v", e.Current)
	}
}

func TestContactStatesOfAgentsAreKept(t *testing.T) {
	for _, state := range []string{"ERROR", "PENDING", "MISSED", "REJECTED", "PAUSED", "CONNECTED_ONHOLD", "NEW_STATE"} {
		e := agentEvent(t, edited(t, "agent_state_change.json", `"State":"ENDED"`, `"State":"`+state+`"`))
		if got := e.Current.Contacts[0].State; got != state {
			t.Errorf("%s became %s", state, got)
		}
	}
}

func TestBadElementsOfListsAreLeftOut(t *testing.T) {
	f := connect.Decode(edited(t, "agent_state_change.json", `"Contacts":[`, `"Contacts":[null,7,{"ContactId":null}, `, `"Concurrency":[`, `"Concurrency":"x","c":[`))
	want := []connect.Warning{
		{Field: "CurrentAgentSnapshot.Configuration.RoutingProfile.Concurrency", Reason: "string where an array should be"},
		{Field: "CurrentAgentSnapshot.Contacts.*", Reason: "number where an object should be"},
		{Field: "CurrentAgentSnapshot.Contacts.*.ContactId", Reason: "missing; this contact is left out"},
		{Field: "PreviousAgentSnapshot.Configuration.RoutingProfile.Concurrency", Reason: "string where an array should be"},
		{Field: "PreviousAgentSnapshot.Contacts.*", Reason: "number where an object should be"},
		{Field: "PreviousAgentSnapshot.Contacts.*.ContactId", Reason: "missing; this contact is left out"},
	}
	if diff := cmp.Diff(want, f.Warnings); diff != "" {
		t.Fatal(diff)
	}
	if c := f.AgentEvent.Current.Contacts; len(c) != 1 || c[0].ContactID != call {
		t.Errorf("%+v", c)
	}
}

func TestContactEventIsReadCompletely(t *testing.T) {
	want := &connect.ContactEvent{
		EventID: "9b352bdf-e186-474c-bb50-920314253604", Time: at(t, "2026-11-02T01:09:10Z"), EventType: "COMPLETED",
		InstanceARN: instance, ContactID: call, Channel: "VOICE", InitiationMethod: "INBOUND",
		Initiation: at(t, "2026-11-02T01:02:04.118Z"), Disconnect: at(t, "2026-11-02T01:08:18.127Z"),
		QueueARN: queue, QueueType: "STANDARD", Enqueue: at(t, "2026-11-02T01:02:37.431Z"),
		AgentARN: agent, ConnectedToAgent: at(t, "2026-11-02T01:03:15.310Z"),
		AfterContactWorkStart: at(t, "2026-11-02T01:08:18.127Z"), AfterContactWorkEnd: at(t, "2026-11-02T01:09:10.310Z"),
	}
	if diff := cmp.Diff(want, contactEvent(t, fixture(t, "event_completed.json"))); diff != "" {
		t.Error(diff)
	}
}

// The guide has printed one event type in camel case and another in Pascal case, "Voice", and ARNs with a doubled colon.
func TestContactEventInPascalCaseIsTheSameEvent(t *testing.T) {
	got, want := contactEvent(t, fixture(t, "event_pascal_case.json")), contactEvent(t, fixture(t, "event_queued.json"))
	want.EventID, want.Initiation, want.AgentARN = got.EventID, 0, agent
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTimesBefore2000AreNullInContactEvents(t *testing.T) {
	e := contactEvent(t, fixture(t, "event_outbound_sentinel.json"))
	if e.ConnectedToAgent != 0 || e.ConnectedToSystem == 0 || e.AgentARN != agent {
		t.Errorf("%+v", e)
	}
	f := connect.Decode(edited(t, "event_outbound_sentinel.json", "1970-01-01", "9999-12-31"))
	if diff := cmp.Diff([]connect.Warning{{Field: "agentInfo.connectedToAgentTimestamp", Reason: "a time outside the years 2000 to 2199"}}, f.Warnings); diff != "" {
		t.Error(diff)
	}
}

func TestBareDetailIsAContactEvent(t *testing.T) {
	whole := string(fixture(t, "event_queued.json"))
	_, detail, _ := strings.Cut(whole, `"detail":`)
	got, want := contactEvent(t, []byte(strings.TrimSuffix(detail, "}"))), contactEvent(t, []byte(whole))
	want.EventID, want.Time = "", 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBareDetailInPascalCaseIsNoContactRecord(t *testing.T) {
	e := contactEvent(t, []byte(`{"ContactId":"c-9","EventType":"Queued","InstanceArn":"`+instance+`","InitiationMethod":"api"}`))
	if e.EventType != "QUEUED" || e.InitiationMethod != "API" {
		t.Errorf("%+v", e)
	}
}

func TestTimesBesideTheDetailAreRead(t *testing.T) {
	e := contactEvent(t, edited(t, "event_queued_2021.json", `"detail":`, `"initiationTimestamp":"2021-08-12T05:14:01.500Z","detail":`))
	if e.Initiation != at(t, "2021-08-12T05:14:01.500Z") || e.Enqueue != 0 {
		t.Errorf("%+v", e)
	}
}

func TestSimulatedTestContactIsMarked(t *testing.T) {
	e := contactEvent(t, edited(t, "event_connected_to_agent.json", `"segmentAttributes":{`, `"segmentAttributes":{"connect:ValidationTestType":{"valueString":"FLOW_VALIDATION"},`))
	if !e.ValidationTest {
		t.Error("not marked")
	}
}

func TestMomentOfAFact(t *testing.T) {
	for file, want := range map[string]string{
		"contact_inbound.json":         "2026-11-02T01:10:21Z",
		"agent_login.json":             "2026-11-02T00:30:59.871Z",
		"event_initiated.json":         "2026-11-02T01:02:04.118Z",
		"event_queued.json":            "2026-11-02T01:02:37.431Z",
		"event_completed.json":         "2026-11-02T01:09:10.310Z",
		"event_data_updated.json":      "2026-11-02T01:04:00Z",
		"event_outbound_sentinel.json": "2026-11-02T02:02:24.512Z",
		"event_queued_2021.json":       "2021-08-12T05:14:02Z",
	} {
		if got := connect.FactTime(connect.Decode(fixture(t, file))); got != at(t, want) {
			t.Errorf("%s: %s, want %s", file, got.Time(), want)
		}
	}
	if got := connect.FactTime(connect.Decode([]byte("x"))); got != 0 {
		t.Errorf("rejected: %d", got)
	}
	scheduled := connect.Decode(edited(t, "event_queued.json", `"detail":{`, `"detail":{"scheduledTimestamp":"2027-01-01T00:00:00.000Z",`))
	if got := connect.FactTime(scheduled); got != at(t, "2026-11-02T01:02:37.431Z") {
		t.Errorf("a task's future start counts as its moment: %s", got.Time())
	}
}

func TestEveryDocumentedEventTypeIsRead(t *testing.T) {
	for file, want := range map[string]string{
		"event_initiated.json": "INITIATED", "event_connected_to_system.json": "CONNECTED_TO_SYSTEM", "event_queued.json": "QUEUED",
		"event_connected_to_agent.json": "CONNECTED_TO_AGENT", "event_data_updated.json": "CONTACT_DATA_UPDATED", "event_paused.json": "PAUSED",
		"event_resumed.json": "RESUMED", "event_disconnected.json": "DISCONNECTED", "event_completed.json": "COMPLETED",
		"event_amd_disabled.json": "AMD_DISABLED",
	} {
		if got := contactEvent(t, fixture(t, file)); got.EventType != want || got.ContactID == "" || got.InstanceARN != instance {
			t.Errorf("%s: %+v", file, got)
		}
	}
	if e := agentEvent(t, fixture(t, "agent_logout.json")); e.EventType != "LOGOUT" || e.Current != nil {
		t.Errorf("%+v", e)
	}
}

func TestKindsHaveTheNamesOfTheAPI(t *testing.T) {
	for file, want := range map[string]string{
		"contact_2019.json": "contact_record", "agent_2018.json": "agent_event", "event_queued_2021.json": "contact_event", "README.md": "quarantined",
	} {
		if got := connect.Decode(fixture(t, file)).Kind.String(); got != want {
			t.Errorf("%s: %s", file, got)
		}
	}
}
