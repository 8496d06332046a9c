package selfcheck

import (
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

// Names is what things are called; *directory.Directory is one.
type Names interface {
	Name(arn string) string
}

// Source is the row on Pipeline health, and the source of a contact that was restored.
const Source = "restored"

// record makes a contact record of what DescribeContact tells. Next is the contact that it went on to where that is known from
// elsewhere.
//
// Its version lies a millisecond before the one that it was described as, cut to whole seconds as records have it, and two
// where Next is not known yet: so the record itself replaces it whenever it arrives, of the same version or a newer one, and
// nothing counts twice; an older version does not. No record has such a version (isRestored).
//
// DescribeContact has neither how long the agent talked, nor when the contact left the queue. Where other times of the same
// answer settle that, as they do in records, it is worked out and listed under Derived:
//   - talk is from the connection to after contact work, or the end, less hold and pauses; what the customer was on hold is
//     what the agent held, which a conference alone tells apart. Who handed it on and had no such work left it at a time that
//     is not told: then it is left open
//   - the time in queue ends with the connection to an agent, or with the contact; of a callback it is left open
//
// TransferCompletedTimestamp, TransferredToEndpoint and the routing profile are not there at all.
// Source: Amazon Connect API Reference, "Contact", "AgentInfo", "QueueInfo", against Amazon Connect Administrator Guide,
// "Contact records data model".
func record(instance string, c *types.Contact, names Names, next string) ([]byte, error) {
	r := fields{
		"InstanceARN": instance, "Channel": string(c.Channel), "InitiationMethod": string(c.InitiationMethod),
	}
	version := aws.ToTime(c.LastUpdateTimestamp).Truncate(time.Second).Add(-2 * time.Millisecond)
	if next != "" {
		version = version.Add(time.Millisecond)
	}
	r["LastUpdateTimestamp"] = version.UTC().Format("2006-01-02T15:04:05.000Z")
	r.text("ContactId", c.Id)
	r.text("InitialContactId", c.InitialContactId)
	r.text("PreviousContactId", c.PreviousContactId)
	r.text("NextContactId", aws.String(nextOf(c, next)))
	r.text("RelatedContactId", c.RelatedContactId)
	r.text("DisconnectReason", c.DisconnectReason)
	r.at("InitiationTimestamp", c.InitiationTimestamp)
	r.at("ConnectedToSystemTimestamp", c.ConnectedToSystemTimestamp)
	r.at("DisconnectTimestamp", c.DisconnectTimestamp)
	r.at("ScheduledTimestamp", c.ScheduledTimestamp)
	r.endpoint("CustomerEndpoint", c.CustomerEndpoint)
	r.endpoint("SystemEndpoint", c.SystemEndpoint)
	if len(c.Attributes) > 0 {
		r["Attributes"] = c.Attributes
	}
	segment := fields{}
	for name, value := range c.SegmentAttributes {
		if value.ValueString != nil {
			segment[name] = fields{"ValueString": *value.ValueString}
		}
	}
	if len(segment) > 0 {
		r["SegmentAttributes"] = segment
	}
	derived := append(r.agent(instance, c, names), r.queue(instance, c, names)...)
	r["RingsideRestored"] = fields{"From": "DescribeContact", "Derived": derived}
	return json.Marshal(r)
}

// isRestored reports whether a version, in milliseconds, is one that record gives.
func isRestored(version int64) bool { return version%1000 >= 998 }

// nextOf is the contact that one went on to.
func nextOf(c *types.Contact, known string) string {
	for _, entry := range c.NextContacts {
		if by, is := entry.NextContactMetadata.(*types.NextContactMetadataMemberQuickConnectContactData); is && known == "" {
			known = aws.ToString(by.Value.ContactId)
		}
	}
	return known
}

// fields is a JSON object in the making; what is not there is left out.
type fields map[string]any

func (f fields) text(name string, value *string) {
	if aws.ToString(value) != "" {
		f[name] = *value
	}
}

// at cuts a moment to whole seconds, as records do.
func (f fields) at(name string, t *time.Time) {
	if t != nil {
		f[name] = t.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
}

func (f fields) seconds(name string, n *int32) {
	if n != nil {
		f[name] = *n
	}
}

func (f fields) endpoint(name string, e *types.EndpointInfo) {
	if e != nil && e.Address != nil {
		f[name] = fields{"Address": *e.Address, "Type": string(e.Type)}
	}
}

func (f fields) agent(instance string, c *types.Contact, names Names) (derived []string) {
	a := c.AgentInfo
	if a == nil || a.Id == nil {
		return []string{}
	}
	arn := instance + "/agent/" + *a.Id
	agent := fields{"ARN": arn}
	agent.text("Username", aws.String(names.Name(arn)))
	agent.at("ConnectedToAgentTimestamp", a.ConnectedToAgentTimestamp)
	agent.at("AfterContactWorkStartTimestamp", a.AfterContactWorkStartTimestamp)
	agent.at("AfterContactWorkEndTimestamp", a.AfterContactWorkEndTimestamp)
	agent.seconds("AfterContactWorkDuration", a.AfterContactWorkDuration)
	agent.seconds("AgentInitiatedHoldDuration", a.AgentInitiatedHoldDuration)
	agent.seconds("AgentPauseDuration", a.AgentPauseDurationInSeconds)
	end := a.AfterContactWorkStartTimestamp
	if end == nil && len(c.NextContacts) == 0 {
		end = c.DisconnectTimestamp
	}
	if a.ConnectedToAgentTimestamp != nil && end != nil {
		hold, pause := aws.ToInt32(a.AgentInitiatedHoldDuration), aws.ToInt32(a.AgentPauseDurationInSeconds)
		agent["CustomerHoldDuration"] = hold
		agent["AgentInteractionDuration"] = max(0, between(*a.ConnectedToAgentTimestamp, *end)-int64(hold)-int64(pause))
		derived = append(derived, "Agent.AgentInteractionDuration", "Agent.CustomerHoldDuration")
	}
	f["Agent"] = agent
	return derived
}

func (f fields) queue(instance string, c *types.Contact, names Names) (derived []string) {
	q := c.QueueInfo
	if q == nil || q.Id == nil {
		return nil
	}
	arn := instance + "/queue/" + *q.Id
	queue := fields{"ARN": arn}
	queue.text("Name", aws.String(names.Name(arn)))
	queue.at("EnqueueTimestamp", q.EnqueueTimestamp)
	end := c.DisconnectTimestamp
	if a := c.AgentInfo; a != nil && a.ConnectedToAgentTimestamp != nil {
		end = a.ConnectedToAgentTimestamp
	}
	if q.EnqueueTimestamp != nil && end != nil && c.InitiationMethod != types.ContactInitiationMethodCallback {
		queue.at("DequeueTimestamp", end)
		queue["Duration"] = max(0, between(*q.EnqueueTimestamp, *end))
		derived = append(derived, "Queue.DequeueTimestamp", "Queue.Duration")
	}
	f["Queue"] = queue
	return derived
}

// between is whole seconds, of two moments that are cut to whole seconds each.
func between(from, to time.Time) int64 { return to.Unix() - from.Unix() }
