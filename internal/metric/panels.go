package metric

import (
	"fmt"
	"time"
)

// PanelsQuery asks for the seven panels.
type PanelsQuery struct {
	From, To  time.Time // half open
	Zone      *time.Location
	DayStart  time.Duration // Days.From
	TimeField TimeField     // ByInitiation where ""
	Where     []Filter
	Scope     Scope
}

// Panels are the figures of the seven panels; bars and table of the days share CallsPerDay. JSON null is nothing to show.
type Panels struct {
	From          string      `json:"from"` // RFC 3339 in Zone
	To            string      `json:"to"`
	Zone          string      `json:"zone"`
	TimeField     TimeField   `json:"time_field"`
	NumberOfCalls int64       `json:"number_of_calls"`
	CallsPerDay   []DayCalls  `json:"calls_per_day"` // every local day of the range
	AverageACW    AverageACW  `json:"average_after_contact_work"`
	AverageCall   AverageCall `json:"average_call_duration"`

	NumberOfAgents      int64         `json:"number_of_agents"`
	NumberOfAgentsParts AgentParts    `json:"number_of_agents_parts"`
	CallsInQueue        *CallsInQueue `json:"calls_in_queue"` // null without a server
}

// DayCalls is one local day; at the ends of the range only the part within it.
type DayCalls struct {
	Day   string `json:"day"` // 2026-11-01
	Calls int64  `json:"calls"`
}

// AverageACW holds both means of after contact work, outbound excluded, each with the number of contacts it is over:
// Amazon Connect's own, to which a connected contact without such work adds 0, and that of the recorded durations.
type AverageACW struct {
	Seconds          *float64 `json:"seconds"`
	Contacts         int64    `json:"contacts"`
	RecordedSeconds  *float64 `json:"recorded_seconds"`
	RecordedContacts int64    `json:"recorded_contacts"`
}

// AverageCall is the mean agent interaction, outbound excluded.
type AverageCall struct {
	Seconds  *float64 `json:"seconds"`
	Contacts int64    `json:"contacts"`
}

// AgentParts says where the number of agents comes from; agents of both parts are counted once in the whole. Online is
// null where it has no meaning: under a filter by anything but the instance.
type AgentParts struct {
	Connected int64  `json:"connected"`
	Online    *int64 `json:"online"`
}

// CallsInQueue is the live panel.
type CallsInQueue struct {
	InQueue          int64     `json:"in_queue"`
	Scheduled        int64     `json:"scheduled"`
	Total            int64     `json:"total"`
	OldestAgeSeconds *int64    `json:"oldest_age_seconds"` // null when nobody waits
	AsOf             time.Time `json:"as_of"`
	Source           string    `json:"source"` // contact_events, or what else the board is made of
}

// The measures of the question over the whole range, in order. Those of agents come last, and the last of them is there only
// where agent events can be asked.
const (
	panelACWSeconds = iota
	panelACWContacts
	panelRecorded
	panelCallSeconds
	panelCallContacts
	panelAgentsConnected
	panelAgentsSeen
	panelAgentsOnline
)

// PanelsQuestions are what a store is asked for the panels: contacts by day, the rest over the whole range, since one bucket
// costs a store a fraction of many. Ask them together, so that all figures are of one state. Errors wrap ErrRange or
// ErrQuestion.
func PanelsQuestions(q PanelsQuery) ([]Question, error) {
	days, err := q.days().Edges(q.From, q.To, Day)
	if err != nil {
		return nil, err
	}
	byDay := Question{
		Measures:  []Measure{measureContacts},
		TimeField: q.timeField(), Edges: days, Where: q.Where, Scope: q.Scope,
	}
	whole := byDay
	whole.Edges = []int64{days[0], days[len(days)-1]}
	whole.Measures = append([]Measure{
		panelACWSeconds:   measureRecordedSeconds,
		panelACWContacts:  measureACWContacts,
		panelRecorded:     measureRecorded,
		panelCallSeconds:  measureCallSeconds,
		panelCallContacts: measureCallContacts,
	}, AgentMeasures(whole)...)
	for _, question := range []Question{byDay, whole} {
		if err := question.Validate(); err != nil {
			return nil, err
		}
	}
	return []Question{byDay, whole}, nil
}

func (q PanelsQuery) days() Days { return Days{Zone: q.Zone, From: q.DayStart} }

func (q PanelsQuery) timeField() TimeField {
	if q.TimeField == "" {
		return ByInitiation
	}
	return q.TimeField
}

// AgentMeasures are the measures of "number of agents" as far as the question can ask them: agents connected, agents in
// all, and agents online by agent events. Where those cannot be asked there are two, and they are equal.
func AgentMeasures(q Question) []Measure {
	if !q.AgentEvents() {
		return []Measure{measureAgentsConnected, measureAgentsConnected}
	}
	return []Measure{measureAgentsConnected, measureAgentsSeen, measureAgentsOnline}
}

// AssemblePanels makes the panels of a store's answer to PanelsQuestions; queue is the live panel, nil without a server.
func AssemblePanels(q PanelsQuery, questions []Question, answers [][]Slice, queue *CallsInQueue) (Panels, error) {
	if len(questions) != 2 || len(answers) != len(questions) {
		return Panels{}, fmt.Errorf("assemble panels: %d answers to %d questions", len(answers), len(questions))
	}
	days, calls, err := panelDays(questions[0], answers[0], q.days())
	if err != nil {
		return Panels{}, fmt.Errorf("assemble panels: %w", err)
	}
	whole, err := panelWhole(questions[1], answers[1])
	if err != nil {
		return Panels{}, fmt.Errorf("assemble panels: %w", err)
	}
	parts := AgentParts{Connected: whole[panelAgentsConnected]}
	if len(whole) > panelAgentsOnline {
		parts.Online = &whole[panelAgentsOnline]
	}
	return Panels{
		From: inZone(q.From, q.Zone), To: inZone(q.To, q.Zone), Zone: q.Zone.String(), TimeField: q.timeField(),
		NumberOfCalls: calls,
		CallsPerDay:   days,
		AverageACW: AverageACW{
			Seconds:          Mean(whole[panelACWSeconds], whole[panelACWContacts]).Pointer(),
			Contacts:         whole[panelACWContacts],
			RecordedSeconds:  Mean(whole[panelACWSeconds], whole[panelRecorded]).Pointer(),
			RecordedContacts: whole[panelRecorded],
		},
		AverageCall: AverageCall{
			Seconds:  Mean(whole[panelCallSeconds], whole[panelCallContacts]).Pointer(),
			Contacts: whole[panelCallContacts],
		},
		NumberOfAgents: whole[panelAgentsSeen], NumberOfAgentsParts: parts,
		CallsInQueue: queue,
	}, nil
}

// panelDays lists every day, and how many calls there are in all.
func panelDays(q Question, answer []Slice, in Days) ([]DayCalls, int64, error) {
	days := make([]DayCalls, len(q.Edges)-1)
	for i := range days {
		days[i].Day = in.Name(q.Edges[i])
	}
	var calls int64
	for _, slice := range answer {
		if slice.Bucket < 0 || slice.Bucket >= len(days) || len(slice.Values) != 1 {
			return nil, 0, fmt.Errorf("bucket %d with %d values does not belong to the question", slice.Bucket, len(slice.Values))
		}
		days[slice.Bucket].Calls += slice.Values[0].Or(0)
		calls += slice.Values[0].Or(0)
	}
	return days, calls, nil
}

// panelWhole are the values over the whole range; a sum over nothing is 0, since its count is 0 too.
func panelWhole(q Question, answer []Slice) ([]int64, error) {
	values := make([]int64, len(q.Measures))
	if len(answer) == 0 {
		return values, nil
	}
	if len(answer) > 1 || len(answer[0].Values) != len(values) {
		return nil, fmt.Errorf("%d slices with %d values do not belong to the question", len(answer), len(answer[0].Values))
	}
	for i, value := range answer[0].Values {
		values[i] = value.Or(0)
	}
	return values, nil
}

// PanelDefinitions says of each panel, by its name in Panels, how it is counted.
func PanelDefinitions() map[string]Words {
	definitions := map[string]Words{
		"calls_per_day": {
			KO: "하루에 시작된 상담 건수입니다. 하루는 선택한 시간대의 날짜를 따르며, 막대와 표는 같은 숫자입니다.",
			EN: "Contacts that began on each day, in the days of the chosen time zone. Bars and table show the same numbers.",
		},
		"calls_in_queue": {
			KO: "지금 대기열에서 기다리는 상담과 예약 콜백을 더한 건수입니다. 상담 이벤트로 세며, Amazon Connect 콘솔과 같은 기준입니다.",
			EN: "Contacts waiting in queue now plus callbacks scheduled for later, counted from contact events by the rules of the Amazon Connect console.",
		},
	}
	for _, m := range panelMetrics() {
		definitions[m.ID] = m.Definition
	}
	delete(definitions, "average_after_contact_work_recorded")
	return definitions
}
