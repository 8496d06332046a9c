package settings

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// Settings are those of one instance, or of every instance that has none of its own. Their JSON is what is kept and what
// people edit; a field that a later version adds has to mean what was true before when it is missing.
type Settings struct {
	BusinessDayStart string         `json:"business_day_start" example:"04:00" doc:"Local time at which a day begins, 00:00 to 23:59"`
	WorkingHours     []WorkingHours `json:"working_hours" maxItems:"7" doc:"One for each weekday that is worked"`
	Holidays         HolidayChoice  `json:"holidays"`
	ServiceLevel     Promise        `json:"service_level" doc:"Of queues without one of their own"`
	Queues           []QueuePromise `json:"queues" maxItems:"2000"`
	AbandonLimits    AbandonLimits  `json:"abandon_limits"`
	WaitLimits       []WaitLimits   `json:"wait_limits" maxItems:"4000" doc:"Of queues with limits of their own; a wait in the others is judged by its channel and by what the queue promises"`
}

// WorkingHours are those of one weekday, in local time.
type WorkingHours struct {
	Weekday string `json:"weekday" example:"monday"`
	Open    string `json:"open" example:"09:00"`
	Close   string `json:"close" example:"18:00" doc:"Up to 24:00; one that is not after open is on the next morning"`
}

// HolidayChoice is a country's public holidays with days added and taken away.
type HolidayChoice struct {
	Country string   `json:"country" example:"KR" doc:"KR, or empty for none"`
	Added   []OwnDay `json:"added" maxItems:"500"`
	Removed []string `json:"removed" maxItems:"500" doc:"Days that are no holidays here"`
	Worked  bool     `json:"worked" doc:"The centre works on holidays as on any other day"`
}

// OwnDay is a holiday of the centre's own.
type OwnDay struct {
	Day  string `json:"day" example:"2026-12-24"`
	Name string `json:"name"`
}

// Promise is a service level that is wanted: so many percent of contacts within so many seconds, counted as the parameters
// of the metric service_level say.
type Promise struct {
	Seconds  int64   `json:"seconds" example:"20"`
	Target   float64 `json:"target" example:"80" doc:"Percent"`
	Compare  string  `json:"compare" doc:"lt: fewer seconds; lte: at most so many"`
	Of       string  `json:"of" doc:"removed: left the queue, however; answered: by an agent"`
	Abandons string  `json:"abandons" doc:"in; out: abandoned contacts are left out above and below the line"`
	Short    int64   `json:"short" doc:"Contacts abandoned in fewer seconds are left out; 0 leaves out none"`
}

// QueuePromise is what one queue promises.
type QueuePromise struct {
	QueueARN     string  `json:"queue_arn"`
	ServiceLevel Promise `json:"service_level"`
}

// AbandonLimits say from how much on a share of abandoned contacts is high, and too high.
type AbandonLimits struct {
	Warn float64 `json:"warn_percent" example:"5" doc:"From so many percent of the queued on, abandonment is high"`
	Bad  float64 `json:"bad_percent" example:"8" doc:"From so many percent on it is too high; more than warn_percent"`
}

// WaitLimits say from when on a wait in a queue is long, and too long.
type WaitLimits struct {
	QueueARN string `json:"queue_arn"`
	Channel  string `json:"channel" doc:"VOICE, CHAT, TASK or EMAIL; empty: every channel of the queue without limits of its own"`
	Warn     int64  `json:"warn_seconds" example:"60" doc:"A wait of so many seconds is long"`
	Bad      int64  `json:"bad_seconds" example:"180" doc:"A wait of so many seconds is too long; more than warn_seconds"`
}

// Channels are those of a contact.
func Channels() []string { return []string{"VOICE", "CHAT", "TASK", "EMAIL"} }

// Weekdays are the names of weekdays, from Monday.
func Weekdays() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}

// Default are the settings that hold until somebody saves others: days from midnight, weekdays from nine to six,
// Amazon Connect's usual promise of 80 % in 20 seconds, and the common marks of 5 and 8 % of abandoned contacts. Korea's holidays are theirs where the zone is Korea's.
func Default(zone string) Settings {
	s := Settings{
		BusinessDayStart: "00:00",
		Holidays:         HolidayChoice{Added: []OwnDay{}, Removed: []string{}},
		ServiceLevel:     Promise{Seconds: 20, Target: 80, Compare: "lt", Of: "removed", Abandons: "in"},
		Queues:           []QueuePromise{},
		AbandonLimits:    AbandonLimits{Warn: 5, Bad: 8},
		WaitLimits:       []WaitLimits{},
	}
	for _, weekday := range Weekdays()[:5] {
		s.WorkingHours = append(s.WorkingHours, WorkingHours{Weekday: weekday, Open: "09:00", Close: "18:00"})
	}
	if zone == "Asia/Seoul" {
		s.Holidays.Country = "KR"
	}
	return s
}

// Parse reads settings that were kept; what is missing is as in Default of the zone.
func Parse(document []byte, zone string) (Settings, error) {
	s := Default(zone)
	if err := json.Unmarshal(document, &s); err != nil {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	return s, nil
}

// Parameters are those of the metric service_level, as metric.Find takes them behind the colon.
func (l Promise) Parameters() string {
	parts := []string{"seconds=" + strconv.FormatInt(l.Seconds, 10), "compare=" + l.Compare, "of=" + l.Of, "abandons=" + l.Abandons}
	if l.Short > 0 {
		parts = append(parts, "short="+strconv.FormatInt(l.Short, 10))
	}
	return strings.Join(parts, ",")
}

// Promise is what a queue promises.
func (s Settings) Promise(queueARN string) Promise {
	for _, q := range s.Queues {
		if q.QueueARN == queueARN {
			return q.ServiceLevel
		}
	}
	return s.ServiceLevel
}

// InstanceOf is the ARN of the instance that a queue's ARN belongs to, or "".
func InstanceOf(queueARN string) string {
	if !strings.Contains(queueARN, "/queue/") {
		return ""
	}
	return connect.InstanceARN(queueARN)
}
