package api

import "time"

// ExplainRequest names one figure: a cell of the table that POST /query makes of the same words, or one over a range.
type ExplainRequest struct {
	Metric    string        `json:"metric" example:"service_level:seconds=30" doc:"Id with parameters after a colon"`
	From      string        `json:"from" example:"2026-11-01" doc:"Of the figure's bucket or range: RFC 3339, or a date: the start of that day in zone"`
	To        string        `json:"to" example:"2026-11-02" doc:"As from; not in the range"`
	Zone      string        `json:"zone,omitempty" example:"Asia/Seoul"`
	TimeField string        `json:"time_field,omitempty" doc:"As in a query: disconnect unless asked; a metric with own_time keeps its own"`
	Where     []QueryFilter `json:"where,omitempty" maxItems:"20"`
	Only      string        `json:"only,omitempty" doc:"As in a query: working_days or working_hours"`
	By        []string      `json:"by,omitempty" maxItems:"4" doc:"By what the table is grouped"`
	Keys      []string      `json:"keys,omitempty" maxItems:"4" doc:"Of the figure's row, one for each of by; none for a figure of the totals. Of queues, agents and the like an ARN, an id, or a name that one alone ever had"`
	Per       string        `json:"per,omitempty" enum:",working_day" doc:"A number of contacts as the mean of the working days of its range, of which it is part 1; only is working_days then unless given"`
	Part      int           `json:"part,omitempty" minimum:"0" maximum:"1" doc:"Which of the figure's integers the contacts are listed of: 0 is above the line of a percentage or mean, 1 below it"`
	After     string        `json:"after,omitempty" maxLength:"2048" doc:"next of the page before"`
	Limit     int           `json:"limit,omitempty" minimum:"1" maximum:"500" default:"50"`
}

// Explanation is a figure with all that it is made of.
type Explanation struct {
	Metric    MetricInfo      `json:"metric"`
	Figure    *float64        `json:"figure" doc:"Null over nothing"`
	From      time.Time       `json:"from"`
	To        time.Time       `json:"to"`
	Zone      string          `json:"zone"`
	TimeField string          `json:"time_field" enum:"initiation,disconnect,enqueue,connected_to_agent,time_spent" doc:"The moment that puts a contact into the range; time_spent where intervals count as far as they lie in it"`
	Filters   []ExplainFilter `json:"filters"`
	Combine   string          `json:"combine" enum:"count,sum,extreme,mean,percent,time,mean_time,agent_mean,agent_count" doc:"The first part itself; mean is the first divided by the second, percent a hundred times that; of time and mean_time the first part is milliseconds and the figure seconds; agent_mean is the mean of agents' percentages, agent_count the number of agents who have some of the first part"`
	Parts     []ExplainPart   `json:"parts"`
	List      ExplainList     `json:"list"`
	Notes     []QueryNote     `json:"notes,omitempty" doc:"What should be known of the figure: kinds unknown_value, filling and loading"`
}

// ExplainFilter is a filter, or the group of the figure's row.
type ExplainFilter struct {
	Dimension DimensionInfo    `json:"dimension"`
	Values    []DimensionValue `json:"values" doc:"A name where it is known; the value without one is what contacts have that have none"`
	Not       bool             `json:"not"`
	Group     bool             `json:"group" doc:"It is the row's group"`
}

// ExplainPart is one of the integers that a figure is made of.
type ExplainPart struct {
	Aggregate string       `json:"aggregate" enum:"count,sum,min,max,percentile,distinct,online_agents,seen_agents,spent,days"`
	Formula   string       `json:"formula" doc:"Over the columns that are derived from contact records"`
	Columns   []ColumnInfo `json:"columns" doc:"Which the formula is about"`
	Unit      string       `json:"unit" enum:"count,seconds,milliseconds"`
	Value     *int64       `json:"value" doc:"Null over nothing"`
}

// ExplainList is a page of what is behind a part. The contributions of all pages add up to a sum, their number is a count,
// the first is an extreme; the number of agents is that of different ones.
type ExplainList struct {
	Part      int                    `json:"part"`
	Contacts  []ExplainedContact     `json:"contacts" doc:"Newest first; of an extreme in order of what they contribute; of a percentile those around its place, the greatest first"`
	Agents    []ExplainedAgent       `json:"agents" doc:"Instead of contacts, of a part that counts agents and of a mean over several"`
	Intervals []ExplainedInterval    `json:"intervals" doc:"Instead of contacts, of a part of time spent: in order of their start"`
	Days      []ExplainedDay         `json:"days" doc:"Instead of contacts, of a number of days: all of them, whatever the limit"`
	Rank      nullable[ExplainPlace] `json:"rank" doc:"Where a percentile stands; null for all else"`
	Next      string                 `json:"next" doc:"Give it as after for the next page; empty on the last"`
	Total     int64                  `json:"total" doc:"All contacts, agents or intervals of the part, whatever the page"`
}

// ExplainedContact is a contact with what it adds to a part.
type ExplainedContact struct {
	Contact      ContactItem `json:"contact"`
	At           time.Time   `json:"at" doc:"The moment that puts it into the range"`
	Contribution *int64      `json:"contribution" doc:"Its value; null where contacts are just counted"`
}

// ExplainedAgent is an agent who is counted.
type ExplainedAgent struct {
	AgentARN  string                `json:"agent_arn"`
	AgentName string                `json:"agent_name"`
	Contacts  int64                 `json:"contacts" doc:"On how many contacts that count"`
	Online    *bool                 `json:"online" doc:"By agent events; null where that was not asked"`
	Contact   nullable[ContactItem] `json:"contact" doc:"The newest of the contacts"`
	Above     *int64                `json:"above" doc:"Of a mean over agents, or a count of them, what this one has of the first part; else null"`
	Below     *int64                `json:"below" doc:"Of a mean over agents, what this one has of the second part; else null"`
}

// ExplainedInterval is an interval of an agent's time, or of a contact at an agent, with what it adds to a part.
type ExplainedInterval struct {
	TimeSpan
	AgentARN     string                  `json:"agent_arn"`
	AgentName    string                  `json:"agent_name"`
	Contribution *int64                  `json:"contribution" doc:"Milliseconds of it in the range; null where its end is just counted"`
	Class        string                  `json:"class" enum:",on_contact,idle,non_productive,offline" doc:"Of an agent's time; empty of a contact's, or where no status was seen"`
	Error        bool                    `json:"error" doc:"Of an agent's time: a contact that was missed, was rejected or failed is not cleared"`
	Contact      nullable[AgentHandling] `json:"contact" doc:"Of a contact's time; else null"`
	Next         string                  `json:"next" enum:",ring,dial,talk,hold,pause,acw,missed,rejected,error,other" doc:"The contact's phase after it; empty where it left the agent, or the interval is open"`
}

// ExplainedDay is a day over which a figure is a mean.
type ExplainedDay struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to" doc:"Not in it"`
	Contacts int64     `json:"contacts" doc:"That count on it"`
}

// ExplainPlace is where a percentile stands among all values in ascending order.
type ExplainPlace struct {
	Percent int   `json:"percent"`
	Place   int64 `json:"place" doc:"Counted from 1"`
	Of      int64 `json:"of"`
	Less    int64 `json:"less" doc:"Contacts with a smaller value"`
	Equal   int64 `json:"equal" doc:"Contacts with this very value, the one at the place among them"`
	More    int64 `json:"more"`
}
