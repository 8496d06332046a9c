package template

import (
	"cmp"
	"fmt"
	"slices"
)

// Component is one that may do something, with what it may.
type Component struct {
	Name       string      `json:"name"`             // of the resource in the template, such as ContactRecordsDeliveryRole
	Kind       string      `json:"kind"`             // role, policy, or resource (what others may do to it)
	ARN        string      `json:"arn"`              // of the role, policy or resource; * where AWS adds something of its own
	Trusts     []string    `json:"trusts,omitempty"` // who may take the role
	Statements []Statement `json:"statements"`
}

// Statement is one of a policy, filled in.
type Statement struct {
	Sid       string         `json:"sid,omitempty"`
	Effect    string         `json:"effect"`
	Principal []string       `json:"principal,omitempty"`
	Actions   []string       `json:"actions"`
	Resources []string       `json:"resources,omitempty"`
	Condition map[string]any `json:"condition,omitempty"`
}

// Statements says what each component may do once the stack is there: its roles, its policies, and what it lets others do to its queues,
// bucket and keys, sorted by name. It is read from the template.
func Statements(s Shape, o Options) ([]Component, error) {
	r, err := resolve(s, o)
	if err != nil {
		return nil, err
	}
	var all []Component
	for _, name := range r.made() {
		if c := r.component(name); len(c.Statements) > 0 {
			all = append(all, c)
		}
	}
	return all, nil
}

// component reads the policies of a resource.
func (r *resolved) component(name string) Component {
	c, p := Component{Name: name, ARN: r.arn(name)}, r.properties(name)
	switch r.Resources[name].Type {
	case "AWS::IAM::Role":
		c.Kind = "role"
		for _, s := range statements(p["AssumeRolePolicyDocument"]) {
			c.Trusts = append(c.Trusts, s.Principal...)
		}
		policies, _ := p["Policies"].([]any)
		for _, one := range policies {
			policy, _ := one.(map[string]any)
			c.Statements = append(c.Statements, statements(policy["PolicyDocument"])...)
		}
	case "AWS::IAM::ManagedPolicy":
		c.Kind, c.Statements = "policy", statements(p["PolicyDocument"])
	default:
		c.Kind = "resource"
		for _, document := range []string{"PolicyDocument", "KeyPolicy", "AccessPolicies"} {
			c.Statements = append(c.Statements, statements(p[document])...)
		}
	}
	return c
}

// statements are those of a policy document.
func statements(document any) []Statement {
	m, _ := document.(map[string]any)
	list, _ := m["Statement"].([]any)
	var all []Statement
	for _, one := range list {
		s, _ := one.(map[string]any)
		condition, _ := s["Condition"].(map[string]any)
		sid, _ := s["Sid"].(string)
		all = append(all, Statement{
			Sid: sid, Effect: fmt.Sprint(s["Effect"]), Principal: principals(s["Principal"]),
			Actions: texts(s["Action"]), Resources: texts(s["Resource"]), Condition: condition,
		})
	}
	return all
}

func principals(what any) []string {
	m, is := what.(map[string]any)
	if !is {
		return texts(what)
	}
	var all []string
	for _, who := range m {
		all = append(all, texts(who)...)
	}
	slices.Sort(all)
	return all
}

// texts are one text or several.
func texts(what any) []string {
	switch what := what.(type) {
	case string:
		return []string{what}
	case []any:
		all := make([]string, 0, len(what))
		for _, one := range what {
			all = append(all, fmt.Sprint(one))
		}
		return all
	}
	return nil
}

// sorted are errors in the order of their texts: what is read from maps comes in none.
func sorted(all []error) []error {
	return slices.SortedFunc(slices.Values(all), func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
}
