package duckdb

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// arguments are the texts that somebody typed, on their way into a statement as parameters.
type arguments []any

// add is the parameter for a value.
func (a *arguments) add(value any) string {
	*a = append(*a, value)
	return "$" + strconv.Itoa(len(*a))
}

// groupKey is the value of a dimension: a word, or a text where that is not "".
type groupKey struct {
	word int32
	text string
}

// textOf is what a key stands for.
func (r *reading) textOf(k groupKey) string {
	if k.text != "" {
		return k.text
	}
	return r.words.text(k.word)
}

// groupColumn is a dimension as a statement groups by it.
type groupColumn struct {
	expression string
	join       string // that the expression needs, "" for a column of contacts
	text       bool   // it is a text and not a word
}

// into is where a column's values are scanned into.
func (g groupColumn) into(k *groupKey) any {
	if g.text {
		return &k.text
	}
	return &k.word
}

// listed is how a list of contacts selects a dimension.
func (r *reading) listed(d metric.Dimension) groupColumn {
	g := r.group(0, d)
	if g.join == "" {
		return g
	}
	key, _ := d.Attribute()
	word, _ := r.words.find(key)
	g.join, g.expression = "", fmt.Sprintf("coalesce((\n        select value\n        from contact_attributes\n"+
		"        where contact_attributes.seq = contacts.seq\n          and key = %d\n    ), '')", word)
	return g
}

// group is how a statement groups by its i-th dimension.
func (r *reading) group(i int, d metric.Dimension) groupColumn {
	key, is := d.Attribute()
	if !is {
		return groupColumn{expression: string(d)}
	}
	word, known := r.words.find(key)
	if !known { // no contact ever had it
		return groupColumn{expression: "''", text: true}
	}
	name := fmt.Sprintf("attribute_%d", i)
	return groupColumn{
		expression: "coalesce(" + name + ".value, '')",
		join:       fmt.Sprintf("\nleft join contact_attributes %[1]s on %[1]s.seq = contacts.seq and %[1]s.key = %[2]d", name, word),
		text:       true,
	}
}

// filterSQL keeps the contacts that a filter keeps.
func (r *reading) filterSQL(f metric.Filter, args *arguments) string {
	if key, is := f.Dimension.Attribute(); is {
		return r.attributeSQL(key, f, args)
	}
	return wordsSQL(f, r.wordsOf(f))
}

// attributeSQL is filterSQL for an attribute, of which the table has no rows with an empty value. Who asks for contacts
// without it does so by excluding all that have another value.
func (r *reading) attributeSQL(key string, f metric.Filter, args *arguments) string {
	word, known := r.words.find(key)
	none := slices.Contains(f.Values, "")
	var values []string
	for _, value := range f.Values {
		if known && value != "" { // an argument that is not in the statement is an error
			values = append(values, args.add(value))
		}
	}
	if !known || len(values) == 0 && !none {
		return strconv.FormatBool(none != f.Not)
	}
	rows := fmt.Sprintf("select seq from contact_attributes where key = %d", word)
	if len(values) > 0 {
		not := ""
		if none {
			not = " not"
		}
		rows += " and value" + not + " in (" + strings.Join(values, ", ") + ")"
	}
	if none != f.Not {
		return "contacts.seq not in (" + rows + ")"
	}
	return "contacts.seq in (" + rows + ")"
}
