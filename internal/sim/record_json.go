package sim

// appendJSON writes the record as Amazon Connect does: keys in alphabetical order, absent things null.
func (r *recordDoc) appendJSON(b []byte) []byte {
	t, c, f := text{b}, r.c, r.figures()
	t.str(`{"AWSAccountId":`, c.site.account)
	t.raw(`,"AWSContactTraceRecordFormatVersion":"2017-03-10"`)
	r.agent(&t, f)
	r.attempts(&t)
	t.str(`,"AnsweringMachineDetectionStatus":`, c.answered)
	r.attributes(&t)
	r.campaign(&t)
	t.str(`,"Channel":`, r.channel())
	t.at(`,"ConnectedToSystemTimestamp":`, c.system)
	r.identity(&t)
	t.raw(`,"Customer":null`)
	r.customer(&t)
	r.ending(&t)
	t.at(`,"DisconnectTimestamp":`, c.disconnect)
	t.raw(`,"GlobalResiliencyMetadata":null`)
	t.str(`,"InitialContactId":`, r.initialID())
	t.str(`,"InitiationMethod":`, c.method)
	t.at(`,"InitiationTimestamp":`, c.initiated+r.moved)
	t.str(`,"InstanceARN":`, c.site.arn)
	t.at(`,"LastPausedTimestamp":`, c.pausedLast)
	t.at(`,"LastResumedTimestamp":`, c.resumedLast)
	t.at(`,"LastUpdateTimestamp":`, r.update)
	r.media(&t)
	t.str(`,"NextContactId":`, idOf(c.next))
	t.raw(`,"OutboundStrategy":null`)
	t.str(`,"PreviousContactId":`, idOf(c.previous))
	r.quality(&t)
	r.queue(&t, f)
	r.recording(&t)
	r.references(&t)
	t.at(`,"ScheduledTimestamp":`, c.scheduled)
	r.segment(&t)
	r.systemEndpoint(&t)
	r.tail(&t)
	t.raw("}")
	return t.b
}

func idOf(c *contact) string {
	if c == nil {
		return ""
	}
	return c.id
}

func (r *recordDoc) channel() string {
	if r.marks.has(videoChannel) {
		return video.String()
	}
	return r.c.channel.String()
}

func (r *recordDoc) initialID() string {
	if r.c.initial == nil && r.marks.has(initialIsSelf) {
		return r.c.id
	}
	return idOf(r.c.initial)
}

func (r *recordDoc) agent(t *text, f figures) {
	c := r.c
	if c.agent == nil {
		t.raw(`,"Agent":null`)
		return
	}
	t.str(`,"Agent":{"ARN":`, c.agent.arn)
	t.raw(`,"AcceptedByAgentTimestamp":null`)
	t.num(`,"AfterContactWorkDuration":`, f.wrap)
	t.at(`,"AfterContactWorkEndTimestamp":`, c.wrapEnd)
	t.at(`,"AfterContactWorkStartTimestamp":`, c.wrapStart)
	if !r.marks.has(oldRecord) {
		t.num(`,"AgentInitiatedHoldDuration":`, f.hold)
	}
	t.num(`,"AgentInteractionDuration":`, f.interaction)
	t.num(`,"AgentPauseDuration":`, f.pause)
	t.raw(`,"Capabilities":null`)
	t.at(`,"ConnectedToAgentTimestamp":`, c.connected)
	t.num(`,"CustomerHoldDuration":`, f.hold)
	t.raw(`,"DeviceInfo":{"OperatingSystem":"Windows","PlatformName":"Chrome","PlatformVersion":"148.0"}`)
	t.raw(c.agent.rendered.recordGroups)
	t.num(`,"LongestHoldDuration":`, f.longest)
	t.num(`,"NumberOfHolds":`, span{int64(c.holds), f.hold.there})
	t.raw(`,"PreviewEndTimestamp":null`)
	t.str(`,"RoutingProfile":{"ARN":`, c.agent.profile.arn)
	t.str(`,"Name":`, c.agent.profile.name)
	if c.method == "MONITOR" {
		t.atMillis(`},"StateTransitions":[{"state":"SILENT_MONITOR","stateStartTimestamp":`, c.connected)
		t.atMillis(`,"stateEndTimestamp":`, c.left)
		t.raw(`}]`)
	} else {
		t.raw(`},"StateTransitions":null`)
	}
	t.str(`,"Username":`, c.agent.login)
	t.raw("}")
}

func (r *recordDoc) attempts(t *text) {
	attempts := int64(r.c.attempts)
	switch {
	case r.marks.has(manyAttempts):
		attempts = 5
	case r.marks.has(noAttempts):
		attempts = 0
	case r.c.enqueued == 0:
		t.raw(`,"AgentConnectionAttempts":null`)
		return
	}
	t.num(`,"AgentConnectionAttempts":`, some(attempts))
}

func (r *recordDoc) campaign(t *text) {
	if r.marks.has(oldRecord) {
		return
	}
	if r.c.campaign {
		t.raw(`,"Campaign":{"CampaignId":"` + campaignID + `"}`)
		return
	}
	t.raw(`,"Campaign":{"CampaignId":null}`)
}

// campaignID is the company's only outbound campaign.
var campaignID = uuid(nameSeed("campaign"))

func (r *recordDoc) identity(t *text) {
	association := ""
	if r.marks.has(associationOnLone) {
		association = r.c.id
	}
	t.str(`,"ContactAssociationId":`, association)
	if !r.marks.has(oldRecord) {
		if r.c.channel == task {
			t.raw(`,"ContactDetails":{"Name":"교환 요청 확인","Description":"물류 시스템에서 생성"}`)
		} else {
			t.raw(`,"ContactDetails":{}`)
		}
	}
	t.str(`,"ContactId":`, r.c.id)
	if r.version > 0 && !r.touch {
		t.str(`,"ContactEvaluations":[{"FormId":`, campaignID)
		t.raw(`,"Status":"COMPLETE"}]`)
	} else {
		t.raw(`,"ContactEvaluations":null`)
	}
	t.raw(`,"ContactLens":null`)
}

func (r *recordDoc) customer(t *text) {
	c := r.c
	switch {
	case r.erased || c.channel == task:
		t.raw(`,"CustomerEndpoint":null`)
	case c.channel == email:
		t.raw(`,"CustomerEndpoint":{"Address":"`)
		t.raw(emailAddress(c.customer))
		t.raw(`","Type":"EMAIL_ADDRESS"}`)
	case c.channel == chat:
		t.raw(`,"CustomerEndpoint":null`)
	default:
		t.str(`,"CustomerEndpoint":{"Address":`, phone(c.customer))
		t.raw(`,"Type":"TELEPHONE_NUMBER"}`)
	}
	if r.marks.has(wordNull) {
		t.raw(`,"CustomerId":"null"`)
	} else {
		t.raw(`,"CustomerId":null`)
	}
	if c.campaign && c.system != 0 {
		t.atMillis(`,"CustomerVoiceActivity":{"GreetingStartTimestamp":`, c.system)
		t.atMillis(`,"GreetingEndTimestamp":`, c.system+900)
		t.raw("}")
		return
	}
	t.raw(`,"CustomerVoiceActivity":null`)
}

func (r *recordDoc) ending(t *text) {
	t.raw(`,"DisconnectDetails":null`)
	if r.marks.has(oldRecord) {
		return
	}
	reason := r.c.reason
	switch {
	case r.marks.has(unknownReason):
		reason = "TELECOM_SOLAR_FLARE"
	case r.marks.has(reasonAgentHungUp):
		reason = "AGENT_HUNGUP"
	}
	t.str(`,"DisconnectReason":`, reason)
}

func (r *recordDoc) queue(t *text, f figures) {
	c := r.c
	switch {
	case c.personal != nil:
		t.str(`,"Queue":{"ARN":`, c.site.agentQueue(c.personal))
	case c.queue != nil && (c.enqueued != 0 || c.method == "OUTBOUND"):
		t.str(`,"Queue":{"ARN":`, c.queue.arn)
	default:
		t.raw(`,"Queue":null`)
		return
	}
	t.at(`,"DequeueTimestamp":`, c.dequeued)
	t.num(`,"Duration":`, f.queued)
	t.at(`,"EnqueueTimestamp":`, c.enqueued)
	name := ""
	if c.personal == nil {
		name = c.queue.name
	}
	t.str(`,"Name":`, name)
	t.raw("}")
}
