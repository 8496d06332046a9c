package scim

import (
	"encoding/json"
	"strings"
)

// The most that a filter may be, in bytes and in levels of parentheses: whoever sends it chooses both.
const (
	mostFilter = 8 << 10
	mostDepth  = 20
)

// filter picks resources, or elements of a list (RFC 7644, section 3.4.2.2).
type filter interface{ match(o object) bool }

type (
	and  struct{ left, right filter }
	or   struct{ left, right filter }
	not  struct{ of filter }
	none struct{} // about what we do not keep: nobody has it
	// compare holds what a place has against a value; "pr" asks whether there is any.
	compare struct {
		at    place
		op    string
		value any // string, bool, float64 or nil
	}
	// element is a list of which one element matches.
	element struct {
		list *attribute
		of   filter
	}
)

// parser reads the words of a filter from the left.
type parser struct {
	rest  string
	depth int
}

// parseFilter reads a filter over resources of a schema.
func (s *schema) parseFilter(sent string) (filter, *fault) {
	if len(sent) > mostFilter {
		return nil, bad("invalidFilter", "the filter is longer than %d bytes", mostFilter)
	}
	p := &parser{rest: sent}
	f, err := p.or(func(name string) (place, bool, *fault) { return s.place(name) })
	if err == nil && p.peek() != "" {
		err = bad("invalidFilter", "behind the filter stands %q", p.peek())
	}
	if err != nil {
		err.kind = "invalidFilter"
		return nil, err
	}
	return f, nil
}

// parseElement reads a filter over the elements of a list.
func (a *attribute) parseElement(sent string) (filter, *fault) {
	p := &parser{rest: sent}
	f, err := p.or(a.within)
	if err == nil && p.peek() != "" {
		err = bad("invalidFilter", "behind the filter stands %q", p.peek())
	}
	if err != nil {
		err.kind = "invalidFilter"
	}
	return f, err
}

// within finds what a name means in an element of a list.
func (a *attribute) within(name string) (place, bool, *fault) {
	sub := find(a.Sub, name)
	if sub == nil {
		return place{}, false, bad("invalidFilter", "%s has no %q", a.Name, name)
	}
	return place{attribute: sub}, false, nil
}

// resolver finds what a name means.
type resolver func(name string) (at place, passed bool, err *fault)

// peek is the next word, "" at the end: a parenthesis, a bracket, a text in quotes, or what stands between these and blanks.
func (p *parser) peek() string {
	p.rest = strings.TrimLeft(p.rest, " \t")
	if p.rest == "" {
		return ""
	}
	switch c := p.rest[0]; c {
	case '(', ')', '[', ']':
		return p.rest[:1]
	case '"':
		for i := 1; i < len(p.rest); i++ {
			switch p.rest[i] {
			case '\\':
				i++
			case '"':
				return p.rest[:i+1]
			}
		}
		return p.rest
	}
	if end := strings.IndexAny(p.rest, " \t()[]\""); end > 0 {
		return p.rest[:end]
	}
	return p.rest
}

func (p *parser) next() string {
	word := p.peek()
	p.rest = p.rest[len(word):]
	return word
}

// take takes the next word if it is that one.
func (p *parser) take(word string) bool {
	if strings.EqualFold(p.peek(), word) {
		p.next()
		return true
	}
	return false
}

func (p *parser) or(names resolver) (filter, *fault) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostDepth {
		return nil, bad("invalidFilter", "the filter has more than %d levels", mostDepth)
	}
	left, err := p.and(names)
	for err == nil && p.take("or") {
		var right filter
		right, err = p.and(names)
		left = or{left, right}
	}
	return left, err
}

func (p *parser) and(names resolver) (filter, *fault) {
	left, err := p.one(names)
	for err == nil && p.take("and") {
		var right filter
		right, err = p.one(names)
		left = and{left, right}
	}
	return left, err
}

func (p *parser) one(names resolver) (filter, *fault) {
	switch {
	case p.take("not"):
		if p.peek() != "(" {
			return nil, bad("invalidFilter", "behind not stands no parenthesis")
		}
		of, err := p.one(names)
		return not{of}, err
	case p.take("("):
		of, err := p.or(names)
		if err == nil && !p.take(")") {
			err = bad("invalidFilter", "a parenthesis is not closed")
		}
		return of, err
	}
	name := p.next()
	if name == "" || strings.ContainsAny(name, `()[]"`) {
		return nil, bad("invalidFilter", "the name of an attribute is missing before %q", p.peek())
	}
	at, passed, err := names(name)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(p.rest, "[") {
		return p.element(at, passed)
	}
	return p.compare(at, passed)
}

// element reads a filter over the elements of a list, as in emails[type eq "work"]; Entra ID goes on behind it with .value eq.
func (p *parser) element(at place, passed bool) (filter, *fault) {
	names := resolver(func(string) (place, bool, *fault) { return place{}, true, nil })
	if !passed {
		if !at.Multi || at.sub != nil || at.Type != "complex" {
			return nil, bad("invalidFilter", "%s is no list", at.Name)
		}
		names = at.within
	}
	p.next()
	of, err := p.or(names)
	if err == nil && !p.take("]") {
		err = bad("invalidFilter", "a bracket is not closed")
	}
	if err == nil && strings.HasPrefix(p.rest, ".") {
		var sub place
		if sub, _, err = names(p.next()[1:]); err == nil {
			var right filter
			right, err = p.compare(sub, passed)
			of = and{of, right}
		}
	}
	if err != nil || passed {
		return none{}, err
	}
	return element{at.attribute, of}, nil
}

// operators are those that compare with a value.
var operators = map[string]bool{"eq": true, "ne": true, "co": true, "sw": true, "ew": true, "gt": true, "ge": true, "lt": true, "le": true}

func (p *parser) compare(at place, passed bool) (filter, *fault) {
	c := compare{at: at, op: strings.ToLower(p.next())}
	if c.op != "pr" {
		if !operators[c.op] {
			return nil, bad("invalidFilter", "there is no operator %q", c.op)
		}
		if err := json.Unmarshal([]byte(strings.TrimSpace(p.literal())), &c.value); err != nil {
			return nil, bad("invalidFilter", "behind %s stands no value: texts are in double quotes", c.op)
		}
	}
	if passed {
		return none{}, nil
	}
	return c, nil
}

// literal is the next value as JSON has it, whose words some write in capitals.
func (p *parser) literal() string {
	word := p.next()
	if strings.HasPrefix(word, `"`) {
		return word
	}
	return strings.ToLower(word)
}
