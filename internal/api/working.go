package api

import (
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// workingTime is the part of time that a query asks for, of its range and of any that it may be compared with.
func workingTime(only string, calendar *settings.Calendar, q metric.Query) (metric.Windows, error) {
	from, to := q.From, q.To
	if c := q.Compare; c != nil {
		const leapYear = 366 * 24 * time.Hour
		from = from.Add(-max(leapYear, 2*to.Sub(from)))
		if c.Period == "" {
			from = earlierOf(from, c.From)
		}
		if c.To.After(to) {
			to = c.To
		}
	}
	return calendar.Working(settings.WorkingTime(only), q.Zone, from, to)
}

// contactsBy says which contacts fall on a time by a moment.
var contactsBy = map[metric.TimeField]Text{
	metric.ByInitiation: {KO: "시작된", EN: "began"},
	metric.ByDisconnect: {KO: "종료된", EN: "ended"},
	metric.ByEnqueue:    {KO: "대기열에 들어온", EN: "entered their queue"},
	metric.ByConnected:  {KO: "상담사에게 연결된", EN: "were connected to an agent"},
}

// workingNote says what of the range counts, and by which moment.
func workingNote(only string, q metric.Query) []QueryNote {
	if q.Within == nil {
		return nil
	}
	part := Text{KO: "영업일", EN: "on working days"}
	if settings.WorkingTime(only) == settings.InWorkingHours {
		part = Text{KO: "영업시간", EN: "in working hours"}
	}
	var ko, en []string
	said := map[string]bool{}
	for _, spec := range q.Metrics {
		m, err := metric.Find(spec)
		if err != nil {
			continue // the query itself refuses it
		}
		text := Text{KO: part.KO + "에 상담사가 쓴 시간만 더했습니다.", EN: "Only agents' time that was spent " + part.EN + " counts."}
		if m.Source == metric.OfContacts {
			by := contactsBy[momentOf(m, q)]
			text = Text{KO: part.KO + "에 " + by.KO + " 상담만 집계했습니다.", EN: "Only contacts that " + by.EN + " " + part.EN + " count."}
		}
		if !said[text.EN] {
			said[text.EN] = true
			ko, en = append(ko, text.KO), append(en, text.EN)
		}
	}
	return []QueryNote{{Kind: "working_time", Text: Text{KO: strings.Join(ko, " "), EN: strings.Join(en, " ")}}}
}

// momentOf is the moment by which a metric counts contacts in a query.
func momentOf(m metric.Metric, q metric.Query) metric.TimeField {
	switch {
	case m.OwnTime:
		return m.TimeField
	case q.TimeField == "":
		return metric.ByDisconnect
	}
	return q.TimeField
}
