package storetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// epoch is the first day of all records here.
var epoch = time.Date(2026, 3, 27, 0, 0, 0, 0, time.UTC)

// days is how long a world lasts; daylight saving begins in it, in Europe.
const days = 4

// world makes the records of a small contact centre that is as odd as real ones are.
type world struct {
	r *rand.Rand
}

func instanceARN(i int) string {
	return fmt.Sprintf("arn:aws:connect:eu-west-2:111122223333:instance/0000000%d-1111-4222-8333-444444444444", i)
}

func (w world) one(of ...string) string { return of[w.r.IntN(len(of))] }

// maybe returns value, or nothing.
func (w world) maybe(value any) any {
	if w.r.IntN(3) == 0 {
		return nil
	}
	return value
}

// moment is a random second of the world.
func (w world) moment() time.Time {
	return epoch.Add(time.Duration(w.r.IntN(days*24*3600)) * time.Second)
}

// contactID is a UUID, or not; identities in both instances share ids.
func (w world) contactID(i int) string {
	switch i % 7 {
	case 3:
		return fmt.Sprintf("CALLBACK_%d", i)
	case 5:
		return fmt.Sprintf("ABCDEF%02d-0000-4000-8000-000000000000", i) // upper case: another id than its lower case
	case 6:
		return fmt.Sprintf("abcdef%02d-0000-4000-8000-000000000000", i-1)
	default:
		return fmt.Sprintf("%08x-1111-4111-8111-%012x", i*7919, i)
	}
}

// contactVersions are the distinct versions of one contact, some with equal LastUpdateTimestamp.
func (w world) contactVersions(t testing.TB, i int) []connect.Fact {
	start := w.moment()
	updated := start.Add(time.Hour)
	var versions []connect.Fact
	for v := range 1 + w.r.IntN(4) {
		if w.r.IntN(4) > 0 {
			updated = updated.Add(time.Duration(1+w.r.IntN(100)) * time.Second)
		}
		if w.r.IntN(5) == 0 {
			start = w.moment()
		}
		versions = append(versions, w.contact(t, i, v, start, updated))
	}
	return versions
}

func (w world) contact(t testing.TB, i, version int, start, updated time.Time) connect.Fact {
	arn := instanceARN(i % 2)
	at := func(seconds int) any {
		return w.maybe(start.Add(time.Duration(w.r.IntN(seconds)) * time.Second).Format(time.RFC3339))
	}
	record := map[string]any{
		"ContactId": w.contactID(i / 2), "InstanceARN": arn,
		"InitiationTimestamp": start.Format(time.RFC3339), "LastUpdateTimestamp": updated.Format(time.RFC3339),
		"Channel":          w.one("VOICE", "CHAT", "TASK"),
		"InitiationMethod": w.one("INBOUND", "OUTBOUND", "TRANSFER", "CALLBACK", "API", "MONITOR", "DISCONNECT"),
		"DisconnectReason": w.maybe(w.one("CUSTOMER_DISCONNECT", "AGENT_DISCONNECT")), "DisconnectTimestamp": at(4000),
		"ConnectedToSystemTimestamp": at(20), "TransferCompletedTimestamp": at(9000), "ScheduledTimestamp": at(9000),
		"InitialContactId": w.maybe(w.contactID(w.r.IntN(1 + i/2))), "NextContactId": w.maybe(w.contactID(i)),
		"RelatedContactId":        w.maybe(w.contactID(w.r.IntN(2 + i))),
		"AgentConnectionAttempts": w.r.IntN(5), "CustomerEndpoint": map[string]any{"Address": customer(i)},
		"Attributes":     w.attributes(version),
		"SystemEndpoint": map[string]any{"Address": w.maybe(w.one("+82215880001", "+82215880002")), "Type": "TELEPHONE_NUMBER"},
		"ChatMetrics":    map[string]any{"CustomerMetrics": map[string]any{"ConversationAbandon": w.maybe(w.r.IntN(2) == 0)}},
		// Amazon names this state in its formulas but does not promise it.
		"PreDisconnectState": w.maybe(w.one("IN_QUEUE", "CONNECTED", "CONNECTED_ONHOLD")),
	}
	if w.r.IntN(4) > 0 {
		queue := w.r.IntN(4)
		record["Queue"] = map[string]any{
			"ARN": fmt.Sprintf("%s/queue/q-%d", arn, queue), "Name": w.one("Sales", "Support", fmt.Sprintf("Queue %d", queue)),
			"EnqueueTimestamp": at(60), "DequeueTimestamp": at(600), "Duration": w.maybe(w.r.IntN(120)),
		}
	}
	if w.r.IntN(2) > 0 {
		record["Agent"] = w.agent(arn, at)
	}
	return decode(t, record, connect.KindContact)
}

// customer is the address of one of a few customers, one of whom withholds it.
func customer(i int) string {
	if i%9 == 4 {
		return "anonymous"
	}
	return fmt.Sprintf("+4420%07d", i%9)
}

func (w world) agent(arn string, at func(int) any) map[string]any {
	agent := w.r.IntN(5)
	return map[string]any{
		"ARN": fmt.Sprintf("%s/agent/a-%d", arn, agent), "Username": w.one(fmt.Sprintf("agent%d", agent), "renamed"),
		"RoutingProfile": map[string]any{
			"ARN": fmt.Sprintf("%s/routing-profile/p-%d", arn, agent%2), "Name": w.one("Basic", "Everything"),
		},
		"ConnectedToAgentTimestamp": at(600), "AfterContactWorkStartTimestamp": at(900), "AfterContactWorkEndTimestamp": at(999),
		"AfterContactWorkDuration": w.maybe(w.r.IntN(90)), "AgentInteractionDuration": w.maybe(w.r.IntN(900)),
		"CustomerHoldDuration": w.maybe(w.r.IntN(60)), "AgentPauseDuration": w.maybe(w.r.IntN(60)),
		"LongestHoldDuration": w.maybe(w.r.IntN(60)), "NumberOfHolds": w.maybe(w.r.IntN(4)),
		"HierarchyGroups": map[string]any{"Level1": w.hierarchyGroup(arn), "Level2": w.hierarchyGroup(arn), "Level5": w.hierarchyGroup(arn)},
	}
}

// attributes are of any type under keys in any characters, some of which differ only in case, or none at all.
func (w world) attributes(version int) any {
	attributes := map[string]any{"version": fmt.Sprint(version)}
	for _, key := range attributeKeys {
		values := []any{nil, "", "billing", "Billing", "it's \"$1\"; --", "1", 1, 1.5, true, "true", map[string]any{"a": []any{1, "b"}}, "청구\x00"}
		if w.r.IntN(2) == 0 {
			attributes[key] = values[w.r.IntN(len(values))]
		}
	}
	return w.maybe(attributes)
}

// attributeKeys are what customers may call attributes.
var attributeKeys = []string{"reason", "Reason", "REASON", "it's \"$1\" = a, b", "예약 번호", "a\x00b", "seq"}

// hierarchyGroup is one of two groups, or none.
func (w world) hierarchyGroup(arn string) any {
	group := w.r.IntN(2)
	return w.maybe(map[string]any{
		"ARN": fmt.Sprintf("%s/agent-group/g-%d", arn, group), "GroupName": w.one("Seoul", fmt.Sprintf("Team %d", group)),
	})
}

// agentEvent is one event of one of three agents.
func (w world) agentEvent(t testing.TB, i int) connect.Fact {
	agent := w.r.IntN(3)
	arn := instanceARN(agent % 2)
	id := fmt.Sprintf("%08x-aaaa-4aaa-8aaa-%012x", w.r.Uint32(), i)
	if i%5 == 0 {
		id = fmt.Sprintf("event-%d", i)
	}
	record := map[string]any{
		"InstanceARN": arn, "AgentARN": fmt.Sprintf("%s/agent/a-%d", arn, agent), "EventId": id,
		"EventType":      w.one("LOGIN", "LOGOUT", "STATE_CHANGE", "HEART_BEAT", "HEART_BEAT", "HEART_BEAT"),
		"EventTimestamp": w.moment().Truncate(time.Hour).Format("2006-01-02T15:04:05.000Z"), // so that some are at one moment
		"Version":        "2017-10-01",
	}
	if w.r.IntN(5) > 0 {
		record["CurrentAgentSnapshot"] = w.snapshot(arn, agent)
	}
	if w.r.IntN(3) == 0 {
		record["PreviousAgentSnapshot"] = w.snapshot(arn, agent)
	}
	return decode(t, record, connect.KindAgentEvent)
}

// snapshot is any state of an agent. Whether it goes with those of other events is left to chance.
func (w world) snapshot(arn string, agent int) map[string]any {
	stamp := func(at time.Time) string { return at.Format("2006-01-02T15:04:05.000Z") }
	name := w.one("Available", "Available", "Lunch", "Offline")
	contacts := []any{}
	for range w.r.IntN(3) {
		queue := w.r.IntN(4)
		contacts = append(contacts, map[string]any{
			"ContactId": w.contactID(w.r.IntN(8)), "Channel": w.one("VOICE", "CHAT"),
			"InitiationMethod": w.one("INBOUND", "OUTBOUND", "CALLBACK", "MONITOR"), "StateStartTimestamp": stamp(w.moment()),
			"State": w.one("INCOMING", "CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "MISSED", "ENDED"),
			"Queue": w.maybe(map[string]any{"ARN": fmt.Sprintf("%s/queue/q-%d", arn, queue), "Name": w.one("Sales", "Support")}),
		})
	}
	return map[string]any{
		"AgentStatus": map[string]any{
			"ARN": arn + "/agent-state/" + name, "Name": name, "StartTimestamp": stamp(epoch.Add(time.Duration(w.r.IntN(days*24)) * time.Hour)),
			"Type": map[string]string{"Available": "ROUTABLE", "Lunch": "CUSTOM", "Offline": "OFFLINE"}[name],
		},
		"Configuration": map[string]any{
			"Username":       w.one(fmt.Sprintf("agent%d", agent), "renamed"),
			"RoutingProfile": map[string]any{"ARN": fmt.Sprintf("%s/routing-profile/p-%d", arn, w.r.IntN(2)), "Name": w.one("Basic", "Everything")},
			"AgentHierarchyGroups": w.maybe(map[string]any{"Level1": map[string]any{
				"ARN": fmt.Sprintf("%s/agent-group/g-%d", arn, w.r.IntN(2)), "Name": w.one("Seoul", "Busan"),
			}}),
		},
		"Contacts": contacts,
	}
}

// contactEvent is one step of one contact.
func (w world) contactEvent(t testing.TB, i int) connect.Fact {
	arn := instanceARN(i % 2)
	at := w.moment()
	return decode(t, map[string]any{
		"version": "0", "id": fmt.Sprintf("%08x-cccc-4ccc-8ccc-%012x", w.r.Uint32(), i), "source": "aws.connect",
		"detail-type": "Amazon Connect Contact Event", "time": at.Format(time.RFC3339), "account": "111122223333",
		"region": "eu-west-2", "resources": []string{arn},
		"detail": map[string]any{
			"eventType": w.one("INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED"), "contactId": w.contactID(i / 2),
			"instanceArn": arn, "channel": "VOICE", "initiationMethod": "INBOUND",
			"initiationTimestamp": at.Format("2006-01-02T15:04:05.000Z"),
		},
	}, connect.KindContactEvent)
}

func decode(t testing.TB, record map[string]any, kind connect.Kind) connect.Fact {
	t.Helper()
	raw, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	fact := connect.Decode(raw)
	if fact.Kind != kind || len(fact.Warnings) > 0 {
		t.Fatalf("%s decodes to kind %d: %s %v", raw, fact.Kind, fact.Reason, fact.Warnings)
	}
	return fact
}
