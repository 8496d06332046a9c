// Package amazonconnect says how Amazon Connect's API is asked: out of a budget, how patiently, how often again, and what its
// errors say.
//
// The quotas of the API belong to an account and a Region and are shared with every other tool. So all that Ringside asks
// there, for whatever purpose and instance, is paid for out of one budget, and the SDK never tries again by itself.
//
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
package amazonconnect
