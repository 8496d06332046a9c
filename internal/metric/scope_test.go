package metric

import (
	"errors"
	"testing"
)

const (
	seoulInstance   = "arn:aws:connect:ap-northeast-2:111122223333:instance/seoul"
	londonInstance  = "arn:aws:connect:eu-west-2:444455556666:instance/london"
	londonMalformed = "arn:aws::connect:eu-west-2:444455556666:instance/london/contact/c"
)

func TestScopeSeesTheInstancesItIsOf(t *testing.T) {
	both := []string{seoulInstance, londonInstance}
	for name, tt := range map[string]struct {
		scope         Scope
		seoul, london bool
	}{
		"zero value":            {Scope{}, false, false},
		"everything":            {Everything(), true, true},
		"both":                  {Everything().Within(both), true, true},
		"one":                   {Everything().Within([]string{"london"}), false, true},
		"one by a queue of it":  {Everything().Within([]string{seoulInstance + "/queue/q"}), true, false},
		"none":                  {Everything().Within(nil), false, false},
		"no name":               {Everything().Within([]string{""}), false, false},
		"one of one":            {Everything().Within([]string{"london"}).Within(both), false, true},
		"another than one":      {Everything().Within([]string{"london"}).Within([]string{"seoul"}), false, false},
		"nothing stays nothing": {Scope{}.Within(both), false, false},
	} {
		if got := tt.scope.SeesInstance(seoulInstance + "/queue/a"); got != tt.seoul {
			t.Errorf("%s: sees Seoul: %t, want %t", name, got, tt.seoul)
		}
		if got := tt.scope.SeesInstance(londonMalformed); got != tt.london {
			t.Errorf("%s: sees London: %t, want %t", name, got, tt.london)
		}
		if tt.scope.SeesInstance("") && !tt.scope.SeesEverything() {
			t.Errorf("%s: sees what belongs to no instance", name)
		}
	}
}

func TestScopesThatSeeTheSameAreEqual(t *testing.T) {
	queues := []string{seoulInstance + "/queue/a", seoulInstance + "/queue/b"}
	for name, pair := range map[string][2]Scope{
		"instances": {Everything().Within([]string{seoulInstance, "london", "london"}), Everything().Within([]string{"london", "seoul"})},
		"queues":    {Everything().Limit(Queue, queues), Everything().Limit(Queue, []string{queues[1], queues[0], queues[1]})},
		"limits":    {Everything().Limit(Queue, queues).Limit(Agent, queues), Everything().Limit(Agent, queues).Limit(Queue, queues)},
		"nothing":   {Everything().Limit(Queue, queues).Limit(Queue, []string{"c"}), {}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %+v and %+v", name, pair[0], pair[1])
		}
	}
}

func TestScopeSeesWhatFitsEveryLimit(t *testing.T) {
	t.Parallel()
	row := Row{InstanceARN: seoulInstance, QueueARN: "q", AgentARN: "a"}
	row.Hierarchy[1].ARN = "g"
	for name, c := range map[string]struct {
		scope Scope
		want  bool
	}{
		"everything":         {Everything(), true},
		"its queue":          {Everything().Limit(Queue, []string{"p", "q"}), true},
		"a part of its name": {Everything().Limit(Queue, []string{"qq", "pq"}), false},
		"another queue":      {Everything().Limit(Queue, []string{"p"}), false},
		"its agent":          {Everything().Limit(Agent, []string{"a"}), true},
		"queue, not agent":   {Everything().Limit(Queue, []string{"q"}).Limit(Agent, []string{"b"}), false},
		"its group":          {Everything().Limit(HierarchyLevel2, []string{"g"}), true},
		"group elsewhere":    {Everything().Limit(HierarchyLevel1, []string{"g"}), false},
		"instance and all":   {Everything().Within([]string{"seoul"}).Limit(Queue, []string{"q"}).Limit(Agent, []string{"a"}), true},
		"other instance":     {Everything().Within([]string{"london"}).Limit(Queue, []string{"q"}), false},
		"what cannot limit":  {Everything().Limit(Channel, []string{"VOICE"}), false},
		"a line break":       {Everything().Limit(Queue, []string{"p\nq"}), false},
		"no keys":            {Everything().Limit(Queue, nil), false},
	} {
		if got := c.scope.SeesRow(&row); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
		if none := (&Row{InstanceARN: seoulInstance}); c.scope.SeesRow(none) && (c.scope.Limits(Queue) || c.scope.LimitsAgents()) {
			t.Errorf("%s: sees a contact of no queue and no agent", name)
		}
	}
}

func TestALimitThatASourceDoesNotHaveIsRefused(t *testing.T) {
	t.Parallel()
	q := Question{Source: OfAgentTime, Measures: []Measure{SpentOf(AmountOnline)}, Edges: []int64{0, 10}, Scope: Everything()}
	if err := q.Validate(); err != nil {
		t.Fatal(err)
	}
	q.Scope = q.Scope.Limit(Queue, []string{"q"})
	if err := q.Validate(); !errors.Is(err, ErrQuestion) {
		t.Errorf("agents' time for who is limited to queues: %v, want %v", err, ErrQuestion)
	}
	q.Scope = Everything().Limit(Agent, []string{"a"})
	if err := q.Validate(); err != nil {
		t.Errorf("agents' time for who is limited to an agent: %v", err)
	}
}
