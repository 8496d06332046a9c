package metric

import "github.com/ringside/ringside/internal/connect"

// longest is the longest duration that is believed, in seconds: Amazon's are below 90 days, 31 bits hold 68 years, and a sum
// over a thousand million contacts still fits an int64. A longer or negative duration counts as missing.
const longest = 1<<31 - 1

// Derive computes the row of a contact. It is pure, and it is the only place where a contact record becomes numbers.
// Source: Amazon Connect Administrator Guide, "Metrics definitions in Amazon Connect" (read 2026-11-22),
// https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html
func Derive(c *connect.Contact) Row {
	r := Row{
		ContactID:          c.ContactID,
		InstanceARN:        c.InstanceARN,
		QueueARN:           c.Queue.ARN,
		AgentARN:           c.Agent.ARN,
		RoutingProfileARN:  c.Agent.RoutingProfileARN,
		Channel:            c.Channel,
		Subtype:            c.Subtype,
		InitiationMethod:   c.InitiationMethod,
		DisconnectReason:   c.DisconnectReason,
		QueueName:          c.Queue.Name,
		AgentName:          c.Agent.Username,
		RoutingProfileName: c.Agent.RoutingProfileName,
		SystemEndpoint:     c.SystemAddress,
		CustomerAddress:    c.CustomerAddress,
		Hierarchy:          c.Agent.Hierarchy,
		Attributes:         c.Attributes(),
	}
	r.deriveMoments(c)
	r.deriveDurations(c)
	r.deriveFlags(c)
	r.Set(ColHolds, duration(c.Agent.NumberOfHolds))
	r.Set(ColConnectionAttempts, duration(c.AgentConnectionAttempts))
	return r
}

func (r *Row) deriveMoments(c *connect.Contact) {
	for _, m := range [...]struct {
		column Column
		at     connect.Millis
	}{
		{ColInitMS, c.Initiation},
		{ColLastUpdateMS, c.LastUpdate},
		{ColConnectedToSystemMS, c.ConnectedToSystem},
		{ColDisconnectMS, c.Disconnect},
		{ColTransferCompletedMS, c.TransferCompleted},
		{ColScheduledMS, c.Scheduled},
		{ColEnqueueMS, c.Queue.Enqueue},
		{ColDequeueMS, c.Queue.Dequeue},
		{ColConnectedMS, c.Agent.ConnectedToAgent},
		{ColACWStartMS, c.Agent.AfterContactWorkStart},
		{ColACWEndMS, c.Agent.AfterContactWorkEnd},
	} {
		r.Set(m.column, Int{Value: int64(m.at), Valid: m.at != 0})
	}
}

func (r *Row) deriveDurations(c *connect.Contact) {
	interaction := duration(c.Agent.AgentInteractionDuration)
	hold := duration(c.Agent.CustomerHoldDuration)
	acw := duration(c.Agent.AfterContactWorkDuration)
	pause := duration(c.Agent.AgentPauseDuration)

	r.Set(ColQueueS, duration(c.Queue.Duration))
	r.Set(ColWaitS, atLeastZero(between(c.Queue.Enqueue, c.Queue.Dequeue)))
	r.Set(ColInteractionS, interaction)
	r.Set(ColHoldS, hold)
	r.Set(ColAgentHoldS, duration(c.Agent.AgentInitiatedHoldDuration))
	r.Set(ColLongestHoldS, duration(c.Agent.LongestHoldDuration))
	r.Set(ColPauseS, pause)
	r.Set(ColACWS, acw)
	if !acw.Valid && c.Agent.ConnectedToAgent != 0 {
		r.Set(ColACWOrZeroS, connect.Some(0))
	} else {
		r.Set(ColACWOrZeroS, acw)
	}
	talk := plus(interaction, hold)
	r.Set(ColInteractionHoldS, talk)
	r.Set(ColHandleS, plus(plus(talk, acw), pause))
	r.Set(ColActiveS, moreThanZero(plus(talk, acw)))
	r.Set(ColContactS, between(c.Initiation, c.Disconnect))
	r.Set(ColResolutionS, atLeastZero(between(c.Initiation, max(c.Agent.AfterContactWorkEnd, c.Disconnect))))
	r.Set(ColFlowS, flowSeconds(c))
}

// flowSeconds is the time in the flow: from the connection to the system to the queue, else the transfer, else the end.
func flowSeconds(c *connect.Contact) Int {
	if !incoming(c.InitiationMethod) && c.InitiationMethod != "API" {
		return Int{}
	}
	if c.ConnectedToSystem == 0 {
		return connect.Some(0)
	}
	end := c.Queue.Enqueue
	if end == 0 {
		end = c.TransferCompleted
	}
	if end == 0 {
		end = c.Disconnect
	}
	return atLeastZero(between(c.ConnectedToSystem, end))
}

func (r *Row) deriveFlags(c *connect.Contact) {
	queued := c.Queue.Enqueue != 0
	connected := c.Agent.ConnectedToAgent != 0
	hasNext := c.NextContactID != ""
	transferred := c.TransferCompleted != 0
	// PreDisconnectState is part of Amazon's formulas but not of the published record: most records lack it.
	leftInQueue := c.PreDisconnectState == "IN_QUEUE" || c.PreDisconnectState == "" && queued && !connected

	r.flag(ColQueued, queued)
	r.flag(ColConnected, connected)
	r.flag(ColAbandoned, queued && !connected && !hasNext && (!leftInQueue || !transferred))
	r.flag(ColLeftInQueue, leftInQueue)
	r.flag(ColEndedOnHold, c.PreDisconnectState == "CONNECTED_ONHOLD")
	r.flag(ColHasNext, hasNext)
	r.flag(ColConversationAbandoned, c.ConversationAbandoned)
	r.flag(ColTransferredOut, transferred)
	r.flag(ColTransferredExternal, c.TransferredTo != "")
	r.flag(ColAgentHungUp, c.DisconnectReason == "AGENT_DISCONNECT")
	r.flag(ColFirstOfJourney, c.InitialContactID == "" || c.InitialContactID == c.ContactID)
	r.flag(ColTestContact, c.ValidationTest)

	method := c.InitiationMethod
	r.flag(ColIncoming, incoming(method))
	r.flag(ColOutbound, method == "OUTBOUND")
	r.flag(ColOutboundWide, outboundWide(method, c.Channel))
	r.flag(ColCallback, connect.IsCallback(method))
	r.flag(ColAPI, method == "API")
	r.flag(ColMonitor, method == "MONITOR")
	r.flag(ColDisconnectFlow, method == "DISCONNECT")
	r.flag(ColTransferredIn, method == "TRANSFER" || method == "QUEUE_TRANSFER")
	r.flag(ColTransferredInByAgent, method == "TRANSFER")
}

// incoming is Amazon's "contacts incoming"; new chats (API) are not among them.
func incoming(method string) bool {
	return method == "INBOUND" || method == "TRANSFER" || method == "QUEUE_TRANSFER"
}

// outboundWide is ours: Amazon has no such figure. A call made through the API (click to dial) is API on VOICE.
func outboundWide(method, channel string) bool {
	switch method {
	case "OUTBOUND", "EXTERNAL_OUTBOUND", "CAMPAIGN_PREVIEW", "AGENT_REPLY", "FLOW":
		return true
	case "API":
		return channel == "VOICE"
	}
	return false
}

func (r *Row) flag(c Column, on bool) {
	if on {
		r.Set(c, connect.Some(1))
	} else {
		r.Set(c, connect.Some(0))
	}
}

// duration is the number if it can be one.
func duration(i Int) Int {
	if i.Value < 0 || i.Value > longest {
		return Int{}
	}
	return i
}

// plus adds up, a missing part counting as 0; the sum of two missing parts is missing.
func plus(a, b Int) Int {
	return Int{Value: a.Or(0) + b.Or(0), Valid: a.Valid || b.Valid}
}

// between is the whole seconds from one moment to another, missing if one of them is. It may be negative.
func between(from, to connect.Millis) Int {
	if from == 0 || to == 0 {
		return Int{}
	}
	seconds := int64(to-from) / 1000
	if seconds > longest || seconds < -longest {
		return Int{}
	}
	return connect.Some(seconds)
}

func atLeastZero(i Int) Int {
	if i.Valid {
		i.Value = max(i.Value, 0)
	}
	return i
}

func moreThanZero(i Int) Int {
	if i.Value <= 0 {
		return Int{}
	}
	return i
}
