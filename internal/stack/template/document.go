package template

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

// document is a template as CloudFormation reads it.
type document struct {
	Parameters map[string]parameter `yaml:"Parameters"`
	Conditions map[string]yaml.Node `yaml:"Conditions"`
	Resources  map[string]resource  `yaml:"Resources"`
	Outputs    map[string]output    `yaml:"Outputs"`
}

type parameter struct {
	Type           string   `yaml:"Type"`
	Default        *string  `yaml:"Default"`
	AllowedPattern string   `yaml:"AllowedPattern"`
	AllowedValues  []string `yaml:"AllowedValues"`
	MinValue       *int     `yaml:"MinValue"`
	MaxValue       *int     `yaml:"MaxValue"`
	Description    string   `yaml:"Description"`
}

// commaList is the type of a parameter that has several values, with commas between them.
const commaList = "CommaDelimitedList"

type resource struct {
	Type           string    `yaml:"Type"`
	Condition      string    `yaml:"Condition"`
	DeletionPolicy string    `yaml:"DeletionPolicy"`
	Properties     yaml.Node `yaml:"Properties"`
}

type output struct {
	Condition string    `yaml:"Condition"`
	Value     yaml.Node `yaml:"Value"`
}

// documents are the templates, each read once. Nobody changes them.
var documents = func() map[Shape]func() (*document, error) {
	all := map[Shape]func() (*document, error){}
	for _, s := range Shapes() {
		all[s] = sync.OnceValues(func() (*document, error) { return parse(Text(s)) })
	}
	return all
}()

func read(s Shape) (*document, error) {
	document, there := documents[s]
	if !there {
		return nil, fmt.Errorf("there is no shape %q: https, streams and opensearch there are", s)
	}
	return document()
}

func parse(text string) (*document, error) {
	var d document
	if err := yaml.Unmarshal([]byte(text), &d); err != nil {
		return nil, fmt.Errorf("read a template: %w", err)
	}
	return &d, nil
}

// refuses says why CloudFormation would not take a value; it is empty when it would.
func (p parameter) refuses(value string) string {
	if p.Type == commaList {
		for one := range strings.SplitSeq(value, ",") {
			if why := (parameter{AllowedPattern: p.AllowedPattern, Description: p.Description}).refuses(one); why != "" {
				return why
			}
		}
		return ""
	}
	switch {
	case p.AllowedPattern != "" && !regexp.MustCompile(`^(?:`+p.AllowedPattern+`)$`).MatchString(value):
		return "does not have the form of one: " + p.Description
	case len(p.AllowedValues) > 0 && !slices.Contains(p.AllowedValues, value):
		return "is none of " + strings.Join(p.AllowedValues, ", ")
	case p.Type != "Number":
		return ""
	}
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return "is no number"
	case p.MinValue != nil && n < *p.MinValue:
		return fmt.Sprintf("is less than %d", *p.MinValue)
	case p.MaxValue != nil && n > *p.MaxValue:
		return fmt.Sprintf("is more than %d", *p.MaxValue)
	}
	return ""
}

// plain turns a node into maps, lists and texts; the short form of a function (!Sub) into its long one ({"Fn::Sub": …}).
// A template is small and its text ours, so that numbers and truth values stay texts.
func plain(n *yaml.Node) any {
	var value any
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		value = m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		value = list
	default:
		value = n.Value
	}
	name, short := strings.CutPrefix(n.Tag, "!")
	if !short || strings.HasPrefix(name, "!") {
		return value
	}
	switch name {
	case "Ref", "Condition":
		return map[string]any{name: value}
	case "GetAtt":
		resource, attribute, _ := strings.Cut(n.Value, ".")
		return map[string]any{"Fn::GetAtt": []any{resource, attribute}}
	default:
		return map[string]any{"Fn::" + name: value}
	}
}
