package roster

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Rules say which attribute is the login, and what whom is given. Of several rules the first that fits holds; who fits none is
// left alone.
type Rules struct {
	Login string `yaml:"login"` // one of Attributes
	Rules []Rule `yaml:"rules"`

	Stripped string `yaml:"stripped_security_profile"` // name of the one that is left to who is gone, where Gone strips
	Gone     Gone   `yaml:"-"`
}

// Rule is for the people of a group, or for all when it names none.
type Rule struct {
	Group            string   `yaml:"group"`
	SecurityProfiles []string `yaml:"security_profiles"` // names, 1 to 10
	RoutingProfile   string   `yaml:"routing_profile"`   // name
}

// ExampleRules is a whole file of rules.
const ExampleRules = `# Which attribute of a person is the login in Amazon Connect: email, user_name or windows_name. It must be what the identity
# provider sends as RoleSessionName.
login: email
# The first rule that fits a person holds. Who fits none is left alone.
rules:
  - group: Supervisors
    security_profiles: [CallCenterManager]
    routing_profile: Basic Routing Profile
  - security_profiles: [Agent]      # everybody else
    routing_profile: Basic Routing Profile
# The one security profile that is left to who is gone, where such users are stripped: one without permissions, that you make.
# stripped_security_profile: No permissions
`

// ReadRules reads a file of rules. A key that is none is an error: a misspelt rule must not be passed over.
func ReadRules(r io.Reader) (Rules, error) {
	rules := Rules{Login: Email}
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	if err := decoder.Decode(&rules); err != nil {
		return rules, fmt.Errorf("rules cannot be read: %s; --rules-example prints a whole file", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	var wrong []error
	if !slices.Contains(Attributes, rules.Login) {
		wrong = append(wrong, fmt.Errorf("login: it is one of %s", strings.Join(Attributes, ", ")))
	}
	if len(rules.Rules) == 0 {
		wrong = append(wrong, errors.New("rules: there is none, so nobody would be given anything"))
	}
	for i, rule := range rules.Rules {
		if n := len(rule.SecurityProfiles); n < 1 || n > 10 {
			wrong = append(wrong, fmt.Errorf("rule %d: a user has 1 to 10 security profiles", i+1))
		}
		if rule.RoutingProfile == "" {
			wrong = append(wrong, fmt.Errorf("rule %d: a user has a routing profile", i+1))
		}
	}
	return rules, errors.Join(wrong...)
}

// of is the rule that fits a person, nil if none does.
func (r Rules) of(p Person) *Rule {
	for i, rule := range r.Rules {
		if rule.Group == "" || slices.Contains(p.Groups, rule.Group) {
			return &r.Rules[i]
		}
	}
	return nil
}
