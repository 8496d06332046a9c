package check

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// someStrings is one text or several.
type someStrings []string

// UnmarshalJSON implements json.Unmarshaler.
func (s *someStrings) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*s = someStrings{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// letsIn tells whether a queue's policy has a statement by which EventBridge may send into it for a rule. Conditions other than on the
// rule's ARN are taken to hold, and exceptions not to be met: nothing is told that is not certain. Likewise a policy that cannot be read.
// Source: Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", permissions of Amazon SQS.
func letsIn(policy, rule string) bool {
	if policy == "" {
		return false
	}
	var p struct {
		Statement []struct {
			Effect       string
			Principal    json.RawMessage
			NotPrincipal json.RawMessage
			Action       someStrings
			NotAction    someStrings
			Condition    map[string]map[string]someStrings
		}
	}
	if json.Unmarshal([]byte(policy), &p) != nil {
		return true
	}
	for _, s := range p.Statement {
		sends := s.NotAction != nil || slices.ContainsFunc(s.Action, func(a string) bool { return matches(strings.ToLower(a), "sqs:sendmessage") })
		who := s.NotPrincipal != nil || isEventBridge(s.Principal)
		if s.Effect == "Allow" && sends && who && forRule(s.Condition, rule) {
			return true
		}
	}
	return false
}

// isEventBridge reads "*", {"AWS":"*"} and {"Service":"events.amazonaws.com"}.
func isEventBridge(principal json.RawMessage) bool {
	var all string
	if json.Unmarshal(principal, &all) == nil {
		return all == "*"
	}
	var by map[string]someStrings
	if json.Unmarshal(principal, &by) != nil {
		return true
	}
	return slices.Contains(by["AWS"], "*") || slices.Contains(by["Service"], "events.amazonaws.com")
}

// forRule goes by the conditions on aws:SourceArn.
func forRule(conditions map[string]map[string]someStrings, rule string) bool {
	for operator, keys := range conditions {
		for key, values := range keys {
			compares := strings.HasPrefix(operator, "Arn") || strings.HasPrefix(operator, "String")
			if !strings.EqualFold(key, "aws:SourceArn") || !compares || strings.Contains(operator, "Not") {
				continue
			}
			if !slices.ContainsFunc(values, func(v string) bool { return matches(v, rule) }) {
				return false
			}
		}
	}
	return true
}

// matches tells whether a text is one of IAM's patterns with * and ?.
func matches(pattern, what string) bool {
	// path.Match keeps * within a folder, and knows brackets: neither is in an ARN's words as IAM matches them.
	escape := strings.NewReplacer("/", "\x00", "[", "\x01", "\\", "\x02")
	is, err := path.Match(escape.Replace(pattern), escape.Replace(what))
	return err == nil && is
}
