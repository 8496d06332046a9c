package sso

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// policy is a policy document of IAM ("Grammar of the IAM JSON policy language", IAM User Guide).
type policy struct {
	Version   string          `json:"Version"`
	Statement list[statement] `json:"Statement"`
}

// statement is one of its statements. Elements that are not judged are here so that they are seen.
type statement struct {
	Sid         string          `json:"Sid"`
	Effect      string          `json:"Effect"`
	Principal   json.RawMessage `json:"Principal"`
	Action      list[string]    `json:"Action"`
	Resource    list[string]    `json:"Resource"`
	Condition   conditions      `json:"Condition"`
	NotPrincipl json.RawMessage `json:"NotPrincipal"`
	NotAction   json.RawMessage `json:"NotAction"`
	NotResource json.RawMessage `json:"NotResource"`
}

// conditions are values by key by operator.
type conditions map[string]map[string]list[value]

// value is a text, or a number or truth value by its text.
type value string

// UnmarshalJSON reads any scalar.
func (v *value) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) == nil {
		*v = value(s)
		return nil
	}
	if bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")) {
		return errors.New("a value of a condition is no text")
	}
	*v = value(text)
	return nil
}

// list is one thing or several: IAM allows both.
type list[T any] []T

// UnmarshalJSON reads either.
func (l *list[T]) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte("[")) {
		return json.Unmarshal(text, (*[]T)(l))
	}
	var one T
	if err := json.Unmarshal(text, &one); err != nil {
		return err
	}
	*l = list[T]{one}
	return nil
}

// readPolicy reads a policy document. Curly quotes are named, since a JSON reader only calls them an invalid character.
func readPolicy(raw json.RawMessage) (policy, error) {
	var p policy
	text := documentText(raw)
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		if strings.ContainsAny(text, "“”‘’") {
			return p, errors.New("it is not JSON: it has curly quotes, as word processors and web pages make them")
		}
		return p, fmt.Errorf("it is not JSON as IAM takes it: %w", err)
	}
	if len(p.Statement) == 0 {
		return p, errors.New("it has no statement")
	}
	return p, nil
}

// variables tells whether ${…} stands for something.
func (p policy) variables() bool { return p.Version == "2012-10-17" }

// federated lists the SAML providers that a statement is for. Other principals are none of them.
func (s statement) federated() (providers []string, known bool) {
	if len(s.NotPrincipl) > 0 {
		return nil, false
	}
	var all string
	if json.Unmarshal(s.Principal, &all) == nil {
		return []string{all}, true
	}
	var by struct {
		Federated list[string] `json:"Federated"`
	}
	if len(s.Principal) > 0 && json.Unmarshal(s.Principal, &by) != nil {
		return nil, false
	}
	return by.Federated, true
}

// acts tells whether a statement is about an action.
func (s statement) acts(action string) answer {
	if len(s.NotAction) > 0 {
		return unknown
	}
	for _, a := range s.Action {
		if matchFold(a, action) {
			return yes
		}
	}
	return no
}

// answer is what is known: a question to a policy may be beyond what is judged here.
type answer int

const (
	no answer = iota
	unknown
	yes
)

// and is the weaker of two answers.
func and(a, b answer) answer { return min(a, b) }

// not is the contrary; of what is not known, nothing is.
func (a answer) not() answer { return yes - a }

func truth(b bool) answer {
	if b {
		return yes
	}
	return no
}

// match compares with a pattern in which * stands for any characters and ? for one.
func match(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p, t = p+1, t+1
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

func matchFold(pattern, text string) bool {
	return match(strings.ToLower(pattern), strings.ToLower(text))
}
