// Package eventbridge is the door for contact events: the target of an EventBridge API destination.
//
// EventBridge sends one event a request, waits 5 s for the answer, and tries again after 401, 407, 409, 429 and 5xx; after
// any other 4xx it drops the event. So this door says 4xx other than 401 only of what can never become an event.
//
//	200  {} — the event is durable, in quarantine if it could not be decoded
//	400  empty, or larger than the limit
//	401  the key is missing or wrong (403 would lose the event)
//	405  not a POST
//	503  no room, no time or no store; come again
//
// An array of events is taken too, which EventBridge never sends: it is for those who relay many.
//
// Source: Amazon EventBridge User Guide, "API destinations as targets in Amazon EventBridge",
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
package eventbridge
