package connect

// contact reads a contact record whose identity holds.
func (o *object) contact() *Contact {
	c := &Contact{
		InstanceARN:         o.word(recInstance),
		ContactID:           o.contactID(recContactID),
		InitialContactID:    o.contactID(recInitialContactID),
		PreviousContactID:   o.contactID(recPreviousContactID),
		NextContactID:       o.contactID(recNextContactID),
		RelatedContactID:    o.contactID(recRelatedContactID),
		Channel:             o.upper(recChannel),
		InitiationMethod:    o.word(recInitiationMethod),
		DisconnectReason:    disconnectReason(o.word(recDisconnectReason)),
		Initiation:          o.millis(recInitiation),
		LastUpdate:          o.millis(recLastUpdate),
		ConnectedToSystem:   o.millis(recConnectedToSystem),
		Disconnect:          o.millis(recDisconnect),
		TransferCompleted:   o.millis(recTransferCompleted),
		Scheduled:           o.millis(recScheduled),
		PreDisconnectState:  o.word(recPreDisconnectState),
		CallbackQueueMillis: o.count(recCallbackQueue),
		AssociationID:       o.associationID(),
		AnsweringMachine:    o.word(recAnsweringMachine),
		TotalPauses:         o.count(recTotalPauses),
		TotalPauseDuration:  o.count(recTotalPause),
		RawAttributes:       o.attributes(),

		AgentConnectionAttempts: o.count(recAttempts),
	}
	o.contactObjects(c)
	o.contactAgent(&c.Agent)
	o.contactQueue(&c.Queue)
	return c
}

// contactObjects reads the smaller objects in a contact record.
func (o *object) contactObjects(c *Contact) {
	customer, system, transferred := o.open(recCustomerEndpoint), o.open(recSystemEndpoint), o.open(recTransferredTo)
	c.CustomerAddress = customer.text(0)
	c.SystemAddress = system.word(0)
	c.TransferredTo = transferred.text(0)
	campaign, third := o.open(recCampaign), o.open(recExternalThirdParty)
	c.CampaignID = campaign.word(0)
	c.ExternalThirdParty = third.count(0)

	chat := o.open(recChatMetrics)
	agent, customer := chat.open(chatAgent), chat.open(chatCustomer)
	c.ConversationAbandoned = agent.flag(0) || customer.flag(0)

	segment := o.open(recSegmentAttributes)
	subtype, direction := segment.open(segSubtype), segment.open(segDirection)
	c.Subtype = subtype.word(0)
	c.Direction = direction.word(0)
	c.ValidationTest = segment.has(segValidationTest)
}

// associationID reads ContactAssociationId, which an older page of the guide calls a number.
func (o *object) associationID() string {
	if v := o.values[recAssociationID]; len(v) > 0 && '0' <= v[0] && v[0] <= '9' {
		return string(v)
	}
	return o.text(recAssociationID)
}

// disconnectReason mends the one reason that Amazon has spelt in two ways.
func disconnectReason(s string) string {
	if s == "OUTBUND_PREVIEW_DISCARDED" {
		return "OUTBOUND_PREVIEW_DISCARDED"
	}
	return s
}

// attributes returns the text of the contact attributes, nil when there are none.
func (o *object) attributes() []byte {
	value := o.values[recAttributes]
	if isNull(value) {
		return nil
	}
	if value[0] != '{' {
		o.warn(recAttributes, jsonType(value)+" where an object should be")
		return nil
	}
	if skipSpace(value, 1) == len(value)-1 {
		return nil
	}
	return value
}

func (o *object) contactAgent(a *ContactAgent) {
	if in := o.open(recAgent); o.has(recAgent) {
		a.ARN = in.word(agentARN)
		a.Username = in.word(agentUsername)
		a.RoutingProfileARN, a.RoutingProfileName = in.named(agentRoutingProfile)
		in.hierarchy(agentHierarchy, &a.Hierarchy)
		a.ConnectedToAgent = in.millis(agentConnected)
		a.AfterContactWorkStart = in.millis(agentACWStart)
		a.AfterContactWorkEnd = in.millis(agentACWEnd)
		a.AfterContactWorkDuration = in.count(agentACW)
		a.AgentInteractionDuration = in.count(agentInteraction)
		a.CustomerHoldDuration = in.count(agentHold)
		a.AgentInitiatedHoldDuration = in.count(agentOwnHold)
		a.AgentPauseDuration = in.count(agentPause)
		a.LongestHoldDuration = in.count(agentLongestHold)
		a.NumberOfHolds = in.count(agentHolds)
	}
}

func (o *object) contactQueue(q *ContactQueue) {
	if in := o.open(recQueue); o.has(recQueue) {
		q.ARN = in.word(queueARN)
		q.Name = in.word(queueName)
		q.Enqueue = in.millis(queueEnqueue)
		q.Dequeue = in.millis(queueDequeue)
		q.Duration = in.count(queueDuration)
	}
}

// named reads the ARN and name of the object in a field.
func (o *object) named(field int) (arn, name string) {
	in := o.open(field)
	if name = in.word(namedGroup); name == "" {
		name = in.word(namedName)
	}
	return in.word(namedARN), name
}

// hierarchy reads the levels of an agent's hierarchy that are in use.
func (o *object) hierarchy(field int, levels *[5]HierarchyGroup) {
	in := o.open(field)
	for i := range levels {
		if in.has(i) {
			levels[i].ARN, levels[i].Name = in.named(i)
		}
	}
}
