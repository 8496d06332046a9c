package template

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// resolved is a template with the options of somebody: what CloudFormation would make of it.
type resolved struct {
	*document
	at         place
	stack      string
	parameters map[string]string
}

// nothing stands for AWS::NoValue.
type nothing struct{}

// resolve fills a template in.
func resolve(s Shape, o Options) (*resolved, error) {
	d, err := read(s)
	if err != nil {
		return nil, err
	}
	given, err := Parameters(s, o)
	if err != nil {
		return nil, err
	}
	r := &resolved{document: d, stack: o.StackName(), parameters: map[string]string{}}
	if r.at, err = o.place(); err != nil {
		return nil, err
	}
	for name, p := range d.Parameters {
		if p.Default != nil {
			r.parameters[name] = *p.Default
		}
	}
	maps.Copy(r.parameters, given)
	return r, nil
}

// made are the names of the resources that would be made, sorted.
func (r *resolved) made() []string {
	var names []string
	for name, res := range r.Resources {
		if r.holds(res.Condition) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// holds tells whether a condition does; an empty one always.
func (r *resolved) holds(condition string) bool {
	if condition == "" {
		return true
	}
	node, there := r.Conditions[condition]
	if !there {
		panic("the template has no condition " + condition) // a test reads all of them
	}
	return r.truth(plain(&node))
}

func (r *resolved) truth(what any) bool {
	name, argument := function(what)
	list, _ := argument.([]any)
	switch name {
	case "Condition":
		return r.holds(argument.(string)) //nolint:forcetypeassert // the template is ours, and a test reads all of it
	case "Fn::Equals":
		return fmt.Sprint(r.value(list[0])) == fmt.Sprint(r.value(list[1]))
	case "Fn::Not":
		return !r.truth(list[0])
	case "Fn::And":
		return !slices.ContainsFunc(list, func(one any) bool { return !r.truth(one) })
	case "Fn::Or":
		return slices.ContainsFunc(list, r.truth)
	default:
		panic("a condition of the template uses " + name)
	}
}

// function tells which of CloudFormation's functions a value is, if it is one.
func function(what any) (name string, argument any) {
	m, is := what.(map[string]any)
	if !is || len(m) != 1 {
		return "", nil
	}
	for name, argument := range m {
		if name == "Ref" || name == "Condition" || strings.HasPrefix(name, "Fn::") {
			return name, argument
		}
	}
	return "", nil
}

// properties are those of a resource, filled in.
func (r *resolved) properties(name string) map[string]any {
	res := r.Resources[name]
	m, _ := r.value(plain(&res.Properties)).(map[string]any)
	return m
}

// value fills in what a template says.
func (r *resolved) value(what any) any {
	if name, argument := function(what); name != "" {
		return r.call(name, argument)
	}
	switch what := what.(type) {
	case map[string]any:
		filled := map[string]any{}
		for name, one := range what {
			if v := r.value(one); v != (nothing{}) {
				filled[name] = v
			}
		}
		return filled
	case []any:
		filled := []any{}
		for _, one := range what {
			if v := r.value(one); v != (nothing{}) {
				filled = append(filled, v)
			}
		}
		return filled
	}
	return what
}

func (r *resolved) call(name string, argument any) any {
	text, _ := argument.(string)
	list, _ := argument.([]any)
	switch name {
	case "Ref":
		return r.ref(text)
	case "Fn::GetAtt":
		return r.attribute(fmt.Sprint(list[0]), fmt.Sprint(list[1]))
	case "Fn::Sub":
		return r.sub(text)
	case "Fn::Join":
		parts, _ := r.value(list[1]).([]any)
		return strings.Join(texts(parts), fmt.Sprint(list[0]))
	case "Fn::If":
		if r.holds(fmt.Sprint(list[0])) {
			return r.value(list[1])
		}
		return r.value(list[2])
	default:
		panic("the template uses " + name)
	}
}

func (r *resolved) ref(name string) any {
	switch name {
	case "AWS::NoValue":
		return nothing{}
	case "AWS::AccountId":
		return r.at.account
	case "AWS::Region":
		return r.at.region
	case "AWS::Partition":
		return r.at.partition
	case "AWS::StackName":
		return r.stack
	case "AWS::URLSuffix":
		if r.at.partition == "aws-cn" {
			return "amazonaws.com.cn"
		}
		return "amazonaws.com"
	}
	if value, there := r.parameters[name]; there {
		if r.Parameters[name].Type == commaList {
			return several(value)
		}
		return value
	}
	return r.name(name)
}

// several are the values of a parameter that is a list.
func several(value string) []any {
	all := []any{}
	for one := range strings.SplitSeq(value, ",") {
		all = append(all, one)
	}
	return all
}

var placeholder = regexp.MustCompile(`\$\{([^}]+)\}`)

func (r *resolved) sub(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := found[2 : len(found)-1]
		if resource, attribute, dotted := strings.Cut(name, "."); dotted {
			return r.attribute(resource, attribute)
		}
		return fmt.Sprint(r.ref(name))
	})
}
