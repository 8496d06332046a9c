package setup

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// ownerTag marks what Ringside has made.
const (
	ownerTag   = "managed-by"
	ownerValue = "ringside"
)

// federate is the one action that a person needs to enter Amazon Connect.
const federate = "connect:GetFederationToken"

type object = map[string]any

// document is a policy of one statement.
func document(statement object) string {
	text, err := json.Marshal(object{"Version": "2012-10-17", "Statement": []object{statement}})
	if err != nil {
		panic(err) // it holds texts alone
	}
	return string(text)
}

// trustStatement lets the provider's people take the role. A replicated instance has a sign-in of its own, whose address has a
// query behind it.
func (w *Wish) trustStatement(i *Instance) object {
	condition := object{"StringEquals": object{"SAML:aud": w.place().signIns()}}
	if i.replicated() {
		condition = object{"StringLike": object{"SAML:aud": []string{endpoint(i.SignIn) + "*"}}}
	}
	return object{
		"Effect": "Allow", "Principal": object{"Federated": w.names().provider}, "Action": "sts:AssumeRoleWithSAML", "Condition": condition,
	}
}

// permission lets each person into the instance as the user whose name the session bears, and as nobody else.
func (w *Wish) permission(i *Instance) string {
	statement := object{"Effect": "Allow", "Action": federate, "Resource": i.ARN + "/user/${aws:userid}"}
	if w.Form == FormInstance || i.replicated() {
		statement["Resource"] = "*"
		statement["Condition"] = object{"StringEquals": object{"connect:InstanceId": i.id()}}
	}
	return document(statement)
}

// plain is a policy as IAM gives it, percent-encoded, as JSON.
func plain(text string) string {
	if decoded, err := url.PathUnescape(text); err == nil && strings.HasPrefix(text, "%7B") {
		return decoded
	}
	return text
}

// same tells whether two policies say the same, in whatever order and with lists of one or without.
func same(a, b string) bool { return canonical(a) == canonical(b) }

// canonical is a policy in one order. What is no JSON is left as it is.
func canonical(text string) string {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return text
	}
	return rendered(ordered(value, 0))
}

func rendered(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // it was JSON
	}
	return string(text)
}

// conditionDepth is how many objects deep condition keys are: their capital letters do not count.
const conditionDepth = 2

// ordered sorts lists, and makes lists of one their element. Below a Condition, depth counts the objects.
func ordered(value any, depth int) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = ordered(v[i], depth)
		}
		if len(v) == 1 {
			return v[0]
		}
		slices.SortFunc(v, func(a, b any) int { return strings.Compare(rendered(a), rendered(b)) })
	case object:
		sorted := object{}
		for key, inner := range v {
			below := 0
			if depth > 0 || key == "Condition" {
				below = depth + 1
			}
			if depth == conditionDepth {
				key = strings.ToLower(key)
			}
			sorted[key] = ordered(inner, below)
		}
		return sorted
	}
	return value
}

// withStatement is a policy with one more statement; false if it has that already.
func withStatement(text string, statement object) (string, bool) {
	var policy object
	if json.Unmarshal([]byte(text), &policy) != nil {
		return text, true // unreadable, so it cannot be added to; the caller has to refuse
	}
	statements, isList := policy["Statement"].([]any)
	if !isList && policy["Statement"] != nil {
		statements = []any{policy["Statement"]}
	}
	wanted := canonical(rendered(statement))
	for _, s := range statements {
		if canonical(rendered(s)) == wanted {
			return text, false
		}
	}
	policy["Statement"] = append(statements, statement)
	return rendered(policy), true
}
