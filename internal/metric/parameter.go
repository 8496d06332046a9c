package metric

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Parameter is one that a metric's id takes, as in service_level:seconds=30,compare=lte.
type Parameter struct {
	Name    string
	Default string
	Allowed string // of a number, in words
	Meaning Words
	Choices []ParameterWord // what it can be, none for a number
	Words   []ParameterWord // what it can be instead of a number
}

// ParameterWord is a word that a parameter can be.
type ParameterWord struct {
	Value   string
	Meaning Words // in a few words, as titles say it
}

// settings are the parameters that metrics take.
type settings struct {
	seconds  int64
	byQueue  bool  // as was agreed for each queue, the other parameters too
	orEqual  bool  // at most so many seconds, not fewer
	answered bool  // counts those that were answered, not all that left the queue
	without  bool  // abandoned contacts are left out, above and below the line
	short    int64 // those abandoned in less than so many seconds are left out; 0 is none
	days     int64 // in which a customer comes back
}

// Amazon's service level compares with < unless told otherwise; 20 s is the usual target.
var defaultSettings = settings{seconds: 20, days: 7}

// longestLimit is Amazon's limit for X, seven days, in seconds.
const longestLimit = 604_800

var (
	limitParameters = []Parameter{
		{
			Name: "seconds", Default: "20", Allowed: "1 to 604800",
			Meaning: Words{"기준 시간(초)", "The limit in seconds"},
		},
		{
			Name: "compare", Default: "lt",
			Meaning: Words{"기준 시간과 정확히 같은 상담을 포함할지", "Whether exactly the limit is within it"},
			Choices: []ParameterWord{{"lt", Words{"미만", "less than"}}, {"lte", Words{"이하", "at most"}}},
		},
	}
	repeatParameters = []Parameter{{
		Name: "days", Default: "7", Allowed: "1 to 90",
		Meaning: Words{"다시 문의한 것으로 보는 기간(일, 24시간 단위)", "The days, of 24 hours, in which a customer comes back"},
	}}
	serviceParameters = []Parameter{
		{
			Name: "seconds", Default: "20", Allowed: "1 to 604800",
			Meaning: Words{
				"기준 시간(초), 또는 상담마다 그 대기열에 설정해 둔 기준(시간과 세는 방법)",
				"The limit in seconds, or for each contact what was agreed for its own queue in the settings, limit and way of counting",
			},
			Words: []ParameterWord{{Value: byQueue, Meaning: ownOfQueue}},
		},
		limitParameters[1],
		{
			Name: "of", Default: "removed",
			Meaning: Words{"기준 시간 안에 처리된 것으로 집계할 상담", "Which contacts count as served in time; at Amazon all that left the queue"},
			Choices: []ParameterWord{
				{"removed", Words{"대기열을 벗어난 모든 상담", "all that left the queue"}}, {"answered", Words{"응대된 상담만", "answered only"}},
			},
		},
		{
			Name: "abandons", Default: "in",
			Meaning: Words{
				"포기한 상담을 포함할지, 분자와 분모에서 모두 뺄지", "Whether abandoned contacts count, or are left out above and below the line",
			},
			Choices: []ParameterWord{{"in", Words{"포기 포함", "abandons in"}}, {"out", Words{"포기 제외", "abandons out"}}},
		},
		{
			Name: "short", Default: "0", Allowed: "0 to 604800",
			Meaning: Words{
				"이 시간(초) 미만에 포기한 상담은 분자와 분모에서 모두 제외(0이면 제외하지 않음)", "Contacts abandoned in less than so many seconds are left out above and below the line; 0 leaves out none",
			},
		},
	}
)

// byQueue is the word for what was agreed for each queue.
const byQueue = "queue"

var ownOfQueue = Words{"대기열별 기준", "each queue's own"}

// parseSettings reads "seconds=30,compare=lte".
func parseSettings(text string, takes []Parameter) (settings, error) {
	s := defaultSettings
	if len(takes) == 0 {
		return s, errors.New("it takes no parameters")
	}
	var seen []string
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		at := slices.IndexFunc(takes, func(p Parameter) bool { return p.Name == name })
		switch {
		case at < 0:
			return s, fmt.Errorf("there is no parameter %q; %s", name, suggest(name, parameterNames(takes)))
		case slices.Contains(seen, name):
			return s, fmt.Errorf("%s is there twice", name)
		}
		seen = append(seen, name)
		if err := s.set(takes[at], value); err != nil {
			return s, err
		}
	}
	if s.byQueue && len(seen) > 1 {
		return s, errors.New("seconds=queue stands alone: everything else is as was agreed for each queue, too")
	}
	if s.without && s.short > 0 {
		return s, errors.New("short says nothing where abandons=out leaves out every abandoned contact; ask for one of them")
	}
	return s, nil
}

func parameterNames(of []Parameter) []string {
	var names []string
	for _, p := range of {
		names = append(names, p.Name)
	}
	return names
}

func (s *settings) set(p Parameter, value string) (err error) {
	name := p.Name
	switch name {
	case "seconds":
		if s.byQueue = len(p.Words) > 0 && value == byQueue; s.byQueue {
			return nil
		}
		if s.seconds, err = wholeFrom(1, longestLimit, name, value); err != nil && len(p.Words) > 0 {
			err = fmt.Errorf("%w, or %s", err, byQueue)
		}
	case "short":
		s.short, err = wholeFrom(0, longestLimit, name, value)
	case "days":
		s.days, err = wholeFrom(1, LongestGap/dayMS, name, value)
	case "compare":
		s.orEqual, err = p.second(value)
	case "of":
		s.answered, err = p.second(value)
	case "abandons":
		s.without, err = p.second(value)
	}
	return err
}

func wholeFrom(least, most int64, name, value string) (int64, error) {
	number, err := strconv.ParseInt(value, 10, 64)
	if err != nil || number < least || number > most {
		return 0, fmt.Errorf("%s must be a whole number from %d to %d", name, least, most)
	}
	return number, nil
}

// second reports whether the value is the second of two choices.
func (p Parameter) second(value string) (bool, error) {
	first, second := p.Choices[0].Value, p.Choices[1].Value
	if value != first && value != second {
		return false, fmt.Errorf("%s must be %s or %s", p.Name, first, second)
	}
	return value == second, nil
}

// within is true for contacts that were in queue for no longer than the limit.
func (s settings) within() Predicate {
	if s.orEqual {
		return Compare(ColQueueS, OpAtMost, s.seconds)
	}
	return Compare(ColQueueS, OpLess, s.seconds)
}

// name makes a measure's name of its own for this limit.
func (s settings) name(measure string) string {
	if s.orEqual {
		return fmt.Sprintf("%s_lte_%d", measure, s.seconds)
	}
	return fmt.Sprintf("%s_lt_%d", measure, s.seconds)
}

func (s settings) formula() string {
	if s.orEqual {
		return fmt.Sprintf("queue_s <= %d", s.seconds)
	}
	return fmt.Sprintf("queue_s < %d", s.seconds)
}

// en and ko put the limit in words.
func (s settings) en() string {
	if s.orEqual {
		return fmt.Sprintf("in %d seconds or less", s.seconds)
	}
	return fmt.Sprintf("in less than %d seconds", s.seconds)
}

func (s settings) ko() string {
	if s.orEqual {
		return fmt.Sprintf("%d초 이하에", s.seconds)
	}
	return fmt.Sprintf("%d초 미만에", s.seconds)
}
