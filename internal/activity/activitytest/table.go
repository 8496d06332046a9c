package activitytest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// A table's first line names its columns: slice, then what it is grouped by (agent, profile, team, status, queue,
// channel, method), then figures of one kind: of agents' time, of statuses' time, or of contacts. It has a row for each
// slice and group in which any figure is not nothing.

// figures are the columns of each kind, by name.
var (
	agentFigures = map[string]func(agents) string{
		"online":         func(a agents) string { return duration(a.time.Online) },
		"on_contact":     func(a agents) string { return duration(a.time.OnContact) },
		"idle":           func(a agents) string { return duration(a.time.Idle) },
		"non_productive": func(a agents) string { return duration(a.time.NonProductive) },
		"offline":        func(a agents) string { return duration(a.time.Offline) },
		"error":          func(a agents) string { return duration(a.time.Error) },
		"occupancy":      func(a agents) string { return percent(activity.MeanPercent(a.shares)) },
	}
	contactFigures = map[string]func(activity.ContactTime) string{
		"incoming":     func(t activity.ContactTime) string { return duration(t.Incoming) },
		"connecting":   func(t activity.ContactTime) string { return duration(t.Connecting) },
		"talk":         func(t activity.ContactTime) string { return duration(t.Talk) },
		"hold":         func(t activity.ContactTime) string { return duration(t.Hold) },
		"pause":        func(t activity.ContactTime) string { return duration(t.Pause) },
		"acw":          func(t activity.ContactTime) string { return duration(t.ACW) },
		"failing":      func(t activity.ContactTime) string { return duration(t.Error) },
		"handling":     func(t activity.ContactTime) string { return duration(t.Handling) },
		"offered":      func(t activity.ContactTime) string { return fmt.Sprint(t.Offered) },
		"accepted":     func(t activity.ContactTime) string { return fmt.Sprint(t.Accepted) },
		"non_response": func(t activity.ContactTime) string { return fmt.Sprint(t.NonResponse) },
		"non_response_without_customer_abandons": func(t activity.ContactTime) string {
			return fmt.Sprint(t.NonResponseWithoutCustomerAbandon)
		},
		"answer_rate": func(t activity.ContactTime) string { return percent(t.AnswerRate().Percent()) },
	}
)

// agents is the time of some agents together, with the occupancy of each.
type agents struct {
	time   activity.AgentTime
	shares []activity.Ratio
}

func (a *agents) add(t activity.AgentTime) {
	a.time.Add(t)
	a.shares = append(a.shares, t.Occupancy())
}

const (
	statusFigure = "status_time"
	endFigure    = "handling_by_end"
)

// group is what an interval can be grouped by.
type group struct {
	agent, status, queue, channel, method string
	configuration                         *activity.Configuration
}

func (g group) value(dimension string) (string, bool) {
	var profile, team string
	if g.configuration != nil {
		profile, team = g.configuration.RoutingProfileName, g.configuration.Hierarchy[0].Name
	}
	value, ok := map[string]string{
		"agent": g.agent, "profile": profile, "team": team, "status": g.status, "queue": g.queue, "channel": g.channel, "method": g.method,
	}[dimension]
	return or(strings.ReplaceAll(value, " ", "_"), "-"), ok
}

// table answers with the columns of a header, which is its first line.
func (s *Scenario) table(header string) ([]string, error) {
	columns := strings.Fields(header)
	if len(columns) < 2 || columns[0] != "slice" {
		return nil, fmt.Errorf("columns %q do not begin with slice", header)
	}
	dimensions := 1
	for dimensions < len(columns) {
		if _, ok := (group{}).value(columns[dimensions]); !ok {
			break
		}
		dimensions++
	}
	figures := columns[dimensions:]
	cells, err := s.cells(columns[1:dimensions], figures)
	if err != nil {
		return nil, err
	}
	var rows []string
	for key, slots := range cells {
		for slice, cell := range slots {
			if slices.ContainsFunc(cell, func(figure string) bool { return figure != "0" && figure != "null" }) {
				rows = append(rows, strings.Join(strings.Fields(s.slice(slice)+" "+key+" "+strings.Join(cell, " ")), " "))
			}
		}
	}
	slices.Sort(rows)
	return append([]string{strings.Join(columns, " ")}, rows...), nil
}

func (s *Scenario) slice(i int) string {
	return time.UnixMilli(s.edges[i]).In(s.zone).Format("2006-01-02T15:04Z07:00")
}

// cells are the figures by group and slice.
func (s *Scenario) cells(by, figures []string) (map[string][][]string, error) {
	key := func(g group) (string, bool) {
		var words []string
		for _, dimension := range by {
			word, _ := g.value(dimension)
			words = append(words, word)
		}
		return strings.Join(words, " "), true
	}
	cells := map[string][][]string{}
	switch _, ofContacts := contactFigures[figures[0]]; {
	case figures[0] == statusFigure:
		put(cells, s.statuses(key), func(ms int64) []string { return []string{duration(ms)} })
	case figures[0] == endFigure:
		put(cells, s.ends(key), func(ms int64) []string { return []string{duration(ms)} })
	case ofContacts:
		put(cells, s.contacts(key), func(t activity.ContactTime) []string { return named(contactFigures, figures, t) })
	case agentFigures[figures[0]] != nil:
		put(cells, s.stretches(key), func(a agents) []string { return named(agentFigures, figures, a) })
	default:
		return nil, fmt.Errorf("no figure %q", figures[0])
	}
	return cells, nil
}

func put[T any](cells map[string][][]string, sums map[string][]T, cell func(T) []string) {
	for key, row := range sums {
		for _, t := range row {
			cells[key] = append(cells[key], cell(t))
		}
	}
}

func named[T any](known map[string]func(T) string, names []string, t T) []string {
	cells := make([]string, 0, len(names))
	for _, name := range names {
		if figure := known[name]; figure != nil {
			cells = append(cells, figure(t))
		} else {
			cells = append(cells, "no-figure-"+name)
		}
	}
	return cells
}

func (s *Scenario) stretches(key func(group) (string, bool)) map[string][]agents {
	all := map[string][]agents{}
	for _, t := range s.Timelines {
		sums := activity.SumStretches(t.Stretches, s.edges, func(row *activity.Stretch) (string, bool) {
			return key(group{agent: connect.ResourceID(t.Agent), configuration: row.Configuration})
		})
		merge(all, sums, (*agents).add)
	}
	return all
}

func (s *Scenario) statuses(key func(group) (string, bool)) map[string][]int64 {
	all := map[string][]int64{}
	for _, t := range s.Timelines {
		sums := activity.SumStatuses(t.Statuses, s.edges, func(row *activity.Status) (string, bool) {
			return key(group{agent: connect.ResourceID(t.Agent), status: row.Name, configuration: row.Configuration})
		})
		merge(all, sums, func(sum *int64, ms int64) { *sum += ms })
	}
	return all
}

func (s *Scenario) contacts(key func(group) (string, bool)) map[string][]activity.ContactTime {
	abandoned := func(offer *activity.Contact) bool { return activity.RecordAbandoned(offer, s.records[offer.ContactID]) }
	all := map[string][]activity.ContactTime{}
	for _, t := range s.Timelines {
		sums := activity.SumContacts(t.Contacts, s.edges, abandoned, func(row *activity.Contact) (string, bool) {
			return key(ofContact(t, row))
		})
		merge(all, sums, (*activity.ContactTime).Add)
	}
	return all
}

func (s *Scenario) ends(key func(group) (string, bool)) map[string][]int64 {
	all := map[string][]int64{}
	for _, t := range s.Timelines {
		sums := activity.SumHandlingByEnd(t.Contacts, s.edges, func(row *activity.Contact) (string, bool) {
			return key(ofContact(t, row))
		})
		merge(all, sums, func(sum *int64, ms int64) { *sum += ms })
	}
	return all
}

func ofContact(t activity.Timeline, row *activity.Contact) group {
	return group{
		agent: connect.ResourceID(t.Agent), queue: row.Queue.Name, channel: row.Channel, method: row.InitiationMethod,
		configuration: row.Configuration,
	}
}

func merge[S, T any](all map[string][]S, more map[string][]T, add func(*S, T)) {
	for key, row := range more {
		if all[key] == nil {
			all[key] = make([]S, len(row))
		}
		for i := range row {
			add(&all[key][i], row[i])
		}
	}
}

// duration writes milliseconds as 1:02:03.004, without a fraction that is nothing.
func duration(ms int64) string {
	if ms == 0 {
		return "0"
	}
	text := fmt.Sprintf("%d:%02d:%02d", ms/3600_000, ms/60_000%60, ms/1000%60)
	if ms%1000 != 0 {
		text += fmt.Sprintf(".%03d", ms%1000)
	}
	return text
}

func percent(p float64, ok bool) string {
	if !ok {
		return "null"
	}
	return fmt.Sprintf("%.4g%%", p)
}
