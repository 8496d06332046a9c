package connect

// IsCallback reports whether an InitiationMethod is that of a queued callback, agent first or customer first.
// Source: Amazon Connect Administrator Guide, "Metrics definitions in Amazon Connect" (callback contacts).
func IsCallback(initiationMethod string) bool {
	switch initiationMethod {
	case "CALLBACK", "CALLBACK_CUSTOMER_FIRST_QUEUED", "CALLBACK_CUSTOMER_FIRST_DIALED": //nolint:misspell // Amazon's spelling
		return true
	}
	return false
}

// IsDialled reports whether CONNECTING of a contact of that InitiationMethod means that the customer is being called. A
// callback of which the customer is called first, and a contact made by API, ring at the agent like an inbound one.
// Source: Amazon Connect Administrator Guide, "About contact states".
func IsDialled(initiationMethod string) bool {
	switch initiationMethod {
	case "OUTBOUND", "EXTERNAL_OUTBOUND", "AGENT_REPLY", "CAMPAIGN_PREVIEW", "CALLBACK":
		return true
	}
	return false
}
