package idp

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/saml"
)

// Subject is the name of the mapping that makes the NameID. Every application has it.
const Subject = "Subject"

// Mapping is one row of what an application is told of a person, as in IAM Identity Center ("Attribute mappings").
type Mapping struct {
	Name   string `json:"name"`
	Value  string `json:"value"`            // text with variables such as ${user:email}; $$ is a dollar
	Format string `json:"format,omitempty"` // unspecified unless given
}

// NewSubject is the mapping that makes the NameID, in a format, unless somebody says otherwise: a persistent name that this application alone
// knows, a transient one that is new each time, or the e-mail address.
func NewSubject(format string) Mapping {
	if format == "emailAddress" || format == "unspecified" {
		return Mapping{Subject, "${user:email}", format}
	}
	return Mapping{Subject, "", format}
}

// ReadMappings reads mappings as NAME=VALUE, and formats as NAME=FORMAT of any of them.
func ReadMappings(mappings, formats []string) ([]Mapping, error) {
	all := []Mapping{}
	for _, text := range mappings {
		name, value, is := strings.Cut(text, "=")
		if !is {
			return nil, fmt.Errorf("%q is no mapping: write NAME=VALUE", text)
		}
		all = append(all, Mapping{Name: name, Value: value})
	}
	for _, text := range formats {
		at := strings.LastIndexByte(text, '=')
		known := slices.IndexFunc(all, func(m Mapping) bool { return at > 0 && m.Name == text[:at] })
		if known < 0 {
			return nil, fmt.Errorf("%q is no format of a mapping that is given with it: write NAME=FORMAT", text)
		}
		all[known].Format = text[at+1:]
	}
	return all, nil
}

// formats of the NameID, and of attributes, by the words of IAM Identity Center's menus.
var (
	subjectFormats = map[string]string{
		"": saml.FormatUnspecified, "unspecified": saml.FormatUnspecified, "persistent": saml.FormatPersistent,
		"transient": saml.FormatTransient, "emailAddress": saml.FormatEmail,
	}
	attributeFormats = map[string]string{
		"": "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", "unspecified": "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified",
		"basic": "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", "uri": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
	}
)

// variables are what can be said of a person. All but groups have one value.
var variables = map[string]func(Person) []string{
	"email":             func(p Person) []string { return []string{p.Email} },
	"givenName":         func(p Person) []string { return []string{p.GivenName} },
	"middleName":        func(p Person) []string { return []string{p.MiddleName} },
	"familyName":        func(p Person) []string { return []string{p.FamilyName} },
	"name":              func(p Person) []string { return []string{p.Called()} },
	"preferredUsername": func(p Person) []string { return []string{p.preferredUsername()} },
	"subject":           func(p Person) []string { return []string{p.Account} },
	groups:              Person.AllGroups,
}

const groups = "groups"

// piece is a text or a variable of a value.
type piece struct{ text, variable string }

// pieces reads the grammar of a value. An error says what is wrong with it, so that it is known when it is saved.
func pieces(value string) ([]piece, error) {
	var all []piece
	for rest := value; rest != ""; {
		at := strings.IndexByte(rest, '$')
		if at < 0 {
			return append(all, piece{text: rest}), nil
		}
		if at > 0 {
			all = append(all, piece{text: rest[:at]})
		}
		rest = rest[at+1:]
		if after, dollar := strings.CutPrefix(rest, "$"); dollar {
			all, rest = append(all, piece{text: "$"}), after
			continue
		}
		inside, after, closed := strings.Cut(strings.TrimPrefix(rest, "{"), "}")
		if !strings.HasPrefix(rest, "{") || !closed {
			return nil, fmt.Errorf("%q: a $ begins a variable such as ${user:email}; write $$ for a dollar", value)
		}
		name, ofUser := strings.CutPrefix(inside, "user:")
		if variables[name] == nil || !ofUser {
			return nil, fmt.Errorf("%q: there is no variable ${%s}; there are ${user:…} with %s", value, inside,
				strings.Join(slices.Sorted(maps.Keys(variables)), ", "))
		}
		if name == groups && value != "${user:groups}" {
			return nil, fmt.Errorf("%q: ${user:groups} has several values and has to stand alone", value)
		}
		all, rest = append(all, piece{variable: name}), after
	}
	return all, nil
}

// check reports what is wrong with a mapping.
func (m Mapping) check() error {
	known := attributeFormats
	if m.Name == Subject {
		known = subjectFormats
	}
	if _, is := known[m.Format]; !is {
		return fmt.Errorf("mapping %s: there is no format %q; there are %s", m.Name, m.Format, strings.Join(slices.Sorted(maps.Keys(known))[1:], ", "))
	}
	if m.Name == "" || strings.TrimSpace(m.Name) != m.Name {
		return fmt.Errorf("mapping of %q: its name is empty, or has blanks around it", m.Value)
	}
	if m.Value == "" && (m.Name != Subject || m.Format != "persistent" && m.Format != "transient") {
		return fmt.Errorf("mapping %s: it has no value, which only a Subject may lack that is persistent or transient", m.Name)
	}
	if m.Name == Subject && m.Value == "${user:groups}" {
		return fmt.Errorf("mapping %s: a person has one name", m.Name)
	}
	if _, err := pieces(m.Value); err != nil {
		return fmt.Errorf("mapping %s: %w", m.Name, err)
	}
	return nil
}

// constant is what a mapping says of everybody; false where that depends on who it is.
func (m Mapping) constant() (string, bool) {
	all, err := pieces(m.Value)
	if err != nil {
		return "", false
	}
	var text strings.Builder
	for _, one := range all {
		if one.variable != "" {
			return "", false
		}
		text.WriteString(one.text)
	}
	return text.String(), true
}

// values are what a mapping says of a person. A variable that the person has nothing for is a Fault with CodeEmpty: half a value would
// be somebody else's name.
func (m Mapping) values(p Person) ([]string, error) {
	all, err := pieces(m.Value)
	if err != nil {
		return nil, fault(CodeMapping, "%v", err)
	}
	if m.Value == "${user:groups}" {
		return p.AllGroups(), nil
	}
	var text strings.Builder
	for _, one := range all {
		value := one.text
		if one.variable != "" {
			if value = variables[one.variable](p)[0]; value == "" {
				return nil, fault(CodeEmpty, "mapping %s wants ${user:%s}, which is empty for this person", m.Name, one.variable)
			}
		}
		text.WriteString(value)
	}
	return []string{text.String()}, nil
}
