package connect

import "strings"

// ResourceID is the last part of an ARN: the id of an agent, queue, routing profile or contact. An agent's own queue,
// ".../queue/agent/<id>", gives "agent/<id>", because the id alone is the agent's. An instance ARN gives the instance
// id; what is not an ARN is its own id. Source: Amazon Connect Administrator Guide, "Resource-level policy examples".
func ResourceID(arn string) string {
	if _, own, ok := strings.Cut(arn, "/queue/"); ok && strings.HasPrefix(own, "agent/") {
		return own
	}
	return arn[strings.LastIndexByte(arn, '/')+1:]
}

// InstanceID is the id of the instance in any ARN below it, or of the instance itself; "" when the ARN has none.
func InstanceID(arn string) string {
	_, rest, ok := strings.Cut(arn, "instance/")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// InstanceKey is what tells instances apart: the id in any ARN below one. Contact events have been seen with malformed ARNs
// (arn:aws::connect:), so that the ARNs of one instance do not always compare equal. What names no instance is its own key.
func InstanceKey(arn string) string {
	if id := InstanceID(arn); id != "" {
		return id
	}
	return arn
}

// IsAgentQueue tells whether the ARN is that of an agent's own queue, which has no name and no supervisor counts.
func IsAgentQueue(arn string) bool { return strings.Contains(arn, "/queue/agent/") }

// InstanceARN is the part of an ARN that names its instance; "" when it names none.
func InstanceARN(arn string) string {
	at := strings.Index(arn, ":instance/")
	if at < 0 {
		return ""
	}
	start := at + len(":instance/")
	end := strings.IndexByte(arn[start:], '/')
	if end < 0 {
		return arn
	}
	return arn[:start+end]
}
