package iam

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// document is a policy as IAM takes it.
// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
type document struct {
	Version   string
	ID        string `json:"Id"`
	Statement many[clause]
}

// clause is one statement.
type clause struct {
	Sid          string
	Effect       string
	Principal    principal
	NotPrincipal json.RawMessage
	Action       many[string]
	NotAction    many[string]
	Resource     many[string]
	NotResource  many[string]
	Condition    map[string]map[string]many[any]
}

// many is one value or a list of them.
type many[T any] []T

// UnmarshalJSON takes both.
func (m *many[T]) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '[' {
		return json.Unmarshal(text, (*[]T)(m))
	}
	*m = make([]T, 1)
	return json.Unmarshal(text, &(*m)[0])
}

// principal is whom a statement is for: everybody, or names by their kind.
type principal struct {
	everybody bool
	named     map[string]many[string]
}

// UnmarshalJSON takes "*" and an object.
func (p *principal) UnmarshalJSON(text []byte) error {
	if string(text) == `"*"` {
		p.everybody = true
		return nil
	}
	return json.Unmarshal(text, &p.named)
}

// parse reads a policy, or refuses as IAM does: MalformedPolicyDocument.
func parse(text string, trust bool) (document, error) {
	bad := func(why string) (document, error) { return document{}, refuse("MalformedPolicyDocument", "%s", why) }
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var d document
	if err := decoder.Decode(&d); err != nil || decoder.More() {
		return bad("This policy contains invalid Json")
	}
	if d.Version != "" && d.Version != "2008-10-17" && d.Version != "2012-10-17" {
		return bad("The policy must contain a valid version string")
	}
	if len(d.Statement) == 0 {
		return bad("Syntax errors in policy.")
	}
	for _, s := range d.Statement {
		if s.Effect != "Allow" && s.Effect != "Deny" || (len(s.Action) == 0) == (len(s.NotAction) == 0) {
			return bad("Syntax errors in policy.")
		}
		if s.NotPrincipal != nil {
			return bad("(simulated) NotPrincipal is not known here")
		}
		who := s.Principal.everybody || s.Principal.named != nil
		switch {
		case trust && !who:
			return bad("Missing required field Principal")
		case trust && len(s.Resource)+len(s.NotResource) > 0:
			return bad("Has prohibited field Resource")
		case !trust && who:
			return bad("Policy document should not specify a principal.")
		case !trust && (len(s.Resource) == 0) == (len(s.NotResource) == 0):
			return bad("Policy statement must contain resources.")
		}
		for operator := range s.Condition {
			if _, err := operatorOf(operator); err != nil {
				return bad(err.Error())
			}
		}
	}
	return d, nil
}

// question is what a policy is asked: may this be done, to this, in these circumstances?
type question struct {
	action, resource string              // resource is "" of a trust policy
	federated        string              // ARN of the SAML provider, of a trust policy
	keys             map[string][]string // of the context, in lower case; one that is missing has no value
	variables        map[string]string   // of the context, in lower case
}

// decision is what a policy says.
type decision int

const (
	silent decision = iota
	allows
	denies
)

// decide asks a whole policy: a denial counts more than anything that allows.
// Source: IAM User Guide, "Policy evaluation logic".
func (d document) decide(q question) decision {
	said := silent
	for _, s := range d.Statement {
		if !s.about(q, d.Version == "2012-10-17") {
			continue
		}
		if s.Effect == "Deny" {
			return denies
		}
		said = allows
	}
	return said
}

// about tells whether a statement speaks of what is asked.
func (s clause) about(q question, variables bool) bool {
	like := func(action string) bool { return wild(strings.ToLower(action), strings.ToLower(q.action)) }
	if len(s.Action) > 0 && !slices.ContainsFunc(s.Action, like) || slices.ContainsFunc(s.NotAction, like) {
		return false
	}
	fill := func(text string) (string, bool) { return text, true }
	if variables {
		fill = q.fill
	}
	if q.resource == "" {
		if !s.Principal.everybody && !slices.Contains(s.Principal.named["Federated"], q.federated) {
			return false
		}
	} else {
		same := func(resource string) bool {
			filled, known := fill(resource)
			return known && wild(filled, q.resource)
		}
		if len(s.Resource) > 0 && !slices.ContainsFunc(s.Resource, same) || slices.ContainsFunc(s.NotResource, same) {
			return false
		}
	}
	for operator, clauses := range s.Condition {
		compare, _ := operatorOf(operator) // known since it was taken
		for key, wanted := range clauses {
			values := make([]string, 0, len(wanted))
			for _, one := range wanted {
				if text, known := fill(fmt.Sprint(one)); known {
					values = append(values, text)
				}
			}
			if !compare(q.keys[strings.ToLower(key)], values) {
				return false
			}
		}
	}
	return true
}

// fill puts in what variables stand for; false where one stands for nothing.
// Source: IAM User Guide, "IAM policy elements: Variables and tags".
func (q question) fill(text string) (string, bool) {
	var filled strings.Builder
	for {
		before, after, found := strings.Cut(text, "${")
		filled.WriteString(before)
		if !found {
			return filled.String(), true
		}
		name, rest, closed := strings.Cut(after, "}")
		if !closed {
			filled.WriteString("${" + after)
			return filled.String(), true
		}
		switch value, known := q.variables[strings.ToLower(name)]; {
		case known:
			filled.WriteString(value)
		case name == "*" || name == "?" || name == "$":
			filled.WriteString(name)
		default:
			return "", false
		}
		text = rest
	}
}

// operatorOf is how an operator compares the values of a key with those that are wanted.
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
func operatorOf(name string) (func(has, wanted []string) bool, error) {
	set, base, isSet := strings.Cut(name, ":")
	if !isSet {
		set, base = "", name
	}
	base, ifExists := strings.CutSuffix(base, "IfExists")
	positive, negated := base, false
	for _, of := range []string{"String", "Arn"} {
		if rest, is := strings.CutPrefix(base, of+"Not"); is {
			positive, negated = of+rest, true
		}
	}
	if base == "Null" && !isSet && !ifExists {
		return func(has, wanted []string) bool { return slices.Contains(wanted, fmt.Sprint(len(has) == 0)) }, nil
	}
	same := map[string]func(pattern, text string) bool{
		"StringEquals":           func(p, t string) bool { return p == t },
		"StringEqualsIgnoreCase": strings.EqualFold,
		"StringLike":             wild, "ArnLike": wild, "ArnEquals": wild,
		"Bool": strings.EqualFold,
	}[positive]
	if same == nil || isSet && set != "ForAllValues" && set != "ForAnyValue" {
		return nil, fmt.Errorf("(simulated) the condition operator %s is not known here", name)
	}
	return func(has, wanted []string) bool {
		fits := func(value string) bool {
			return slices.ContainsFunc(wanted, func(w string) bool { return same(w, value) }) != negated
		}
		if len(has) == 0 {
			return ifExists || set == "ForAllValues" || negated && set == ""
		}
		if set == "ForAllValues" || negated && set == "" {
			return !slices.ContainsFunc(has, func(v string) bool { return !fits(v) })
		}
		return slices.ContainsFunc(has, fits)
	}, nil
}

// wild compares with a pattern: * is any text, ? any one character.
func wild(pattern, text string) bool {
	if pattern == "" {
		return text == ""
	}
	switch {
	case pattern[0] == '*':
		return wild(pattern[1:], text) || text != "" && wild(pattern, text[1:])
	case text == "":
		return false
	case pattern[0] == '?' || pattern[0] == text[0]:
		return wild(pattern[1:], text[1:])
	}
	return false
}
