package metric

import (
	"fmt"
	"regexp"
	"strconv"
)

// having is a column, a comparison and a whole number: "queue_s>=60", "callback=1".
var having = regexp.MustCompile(`^([a-z0-9_]+)(>=|<=|>|<|=)([0-9]{1,15})$`)

var havingOps = map[string]Op{">=": OpAtLeast, "<=": OpAtMost, ">": OpGreater, "<": OpLess, "=": OpEqual}

// ParseHaving reads comparisons of columns with numbers, durations in seconds and flags 0 or 1; all of them must hold. A flag
// that is missing is 0. Errors wrap ErrQuestion.
func ParseHaving(texts []string) (Predicate, error) {
	all := make([]Predicate, len(texts))
	for i, text := range texts {
		one, err := parseHaving(text)
		if err != nil {
			return Predicate{}, err
		}
		all[i] = one
	}
	return All(all...), nil
}

func parseHaving(text string) (Predicate, error) {
	parts := having.FindStringSubmatch(text)
	if parts == nil {
		return Predicate{}, fmt.Errorf("%w: %q must be a column, one of >= <= > < =, and a whole number, such as queue_s>=60", ErrQuestion, text)
	}
	column, err := FindColumn(parts[1])
	if err != nil {
		return Predicate{}, err
	}
	if column.Relative() {
		return Predicate{}, fmt.Errorf("%w: %s is no part of one contact record", ErrQuestion, column.Name())
	}
	if column.Moment() {
		return Predicate{}, fmt.Errorf("%w: %s is a moment; choose the range and its time_field instead", ErrQuestion, column.Name())
	}
	number, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return Predicate{}, fmt.Errorf("%w: %q: %w", ErrQuestion, text, err)
	}
	if column.Flag() && parts[2] == "=" && number == 0 {
		return Not(Is(column)), nil
	}
	return Compare(column, havingOps[parts[2]], number), nil
}
