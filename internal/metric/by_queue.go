package metric

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ByQueue is what was agreed for queues, as a text for each: of Query.Promised the parameters of service_level, such as
// "seconds=30,compare=lte". The zero value is "" for all.
type ByQueue struct {
	Queues    map[string]string // by ARN of the queue
	Instances map[string]string // by ARN of the instance: for the rest of its queues, and for contacts without one
	Others    string            // for everything else
}

// Texts lists the texts, each once, in a fixed order.
func (b ByQueue) Texts() []string {
	all := slices.AppendSeq([]string{b.Others}, maps.Values(b.Queues))
	return slices.Compact(slices.Sorted(slices.Values(slices.AppendSeq(all, maps.Values(b.Instances)))))
}

// Where is true for the contacts of the queues of a text. Every contact is one of exactly one text's.
func (b ByQueue) Where(text string) Predicate {
	if len(b.Texts()) == 1 {
		return Predicate{}
	}
	rest := func(of Predicate) Predicate {
		if len(b.Queues) == 0 {
			return of
		}
		return All(Not(In(Queue, slices.Collect(maps.Keys(b.Queues))...)), of)
	}
	var parts []Predicate
	if queues := keysOf(b.Queues, text); len(queues) > 0 {
		parts = append(parts, In(Queue, queues...))
	}
	if instances := keysOf(b.Instances, text); len(instances) > 0 {
		parts = append(parts, rest(In(Instance, instances...)))
	}
	switch {
	case b.Others != text:
	case len(b.Instances) > 0:
		parts = append(parts, rest(Not(In(Instance, slices.Collect(maps.Keys(b.Instances))...))))
	default:
		parts = append(parts, rest(Predicate{}))
	}
	return Any(parts...)
}

func keysOf(texts map[string]string, text string) []string {
	var keys []string
	for key, its := range texts {
		if its == text {
			keys = append(keys, key)
		}
	}
	return keys
}

// serviceLevel judges each contact by the parameters of its own queue. Contacts are added up before they are divided, so
// that a total is no mean of means.
func (b ByQueue) serviceLevel() (Metric, error) {
	texts := b.Texts()
	limits := make([]settings, len(texts))
	for i, text := range texts {
		var err error
		if limits[i], err = parseAgreed(text); err != nil {
			return Metric{}, fmt.Errorf("what was agreed for queues, %q: %w", text, err)
		}
	}
	m := serviceLevel(limits[0])
	m.Title = Words{"서비스 수준(" + ownOfQueue.KO + ")", "Service level (" + ownOfQueue.EN + ")"}
	m.Definition = Words{
		"대기열에 들어간 상담을 저마다 그 대기열에 정해 둔 기준으로 판정하여, 기준에 든 상담의 비율을 냅니다. 합계는 모든 대기열의 상담을 먼저 더한 뒤에 나눕니다.",
		"Contacts that kept what was agreed for their own queue, as a share of those that it counts. Totals add up the contacts of all queues before they are divided.",
	}
	if len(texts) == 1 {
		return m, nil
	}
	var served, offered []Predicate
	var formulas []string
	for i, text := range texts {
		where := b.Where(text)
		served = append(served, All(where, limits[i].served().Where))
		offered = append(offered, All(where, limits[i].offered().Where))
		formulas = append(formulas, b.whose(text)+": "+serviceLevel(limits[i]).Formula)
	}
	const listed = 6
	if more := len(formulas) - listed; more > 0 {
		formulas = append(formulas[:listed], fmt.Sprintf("and %d more", more))
	}
	m.Formula = strings.Join(formulas, "; ")
	m.Measures = []Measure{CountOf("served_as_agreed", Any(served...)), CountOf("offered_as_agreed", Any(offered...))}
	if same := limits[0].offered(); !slices.ContainsFunc(limits, func(s settings) bool { return s.offered().Name != same.Name }) {
		m.Measures[1] = same
	}
	return m, nil
}

// parseAgreed reads parameters that were agreed on; "" are the default ones.
func parseAgreed(text string) (settings, error) {
	if text == "" {
		return defaultSettings, nil
	}
	s, err := parseSettings(text, serviceParameters)
	if err == nil && s.byQueue {
		err = errors.New("seconds must be a number")
	}
	return s, err
}

// whose says whose text it is.
func (b ByQueue) whose(text string) string {
	var whose []string
	if n := len(keysOf(b.Queues, text)); n > 0 {
		whose = append(whose, fmt.Sprintf("queues (%d)", n))
	}
	if n := len(keysOf(b.Instances, text)); n > 0 {
		whose = append(whose, fmt.Sprintf("other queues of instances (%d)", n))
	}
	if b.Others == text {
		whose = append(whose, "all other queues")
	}
	return strings.Join(whose, ", ")
}
