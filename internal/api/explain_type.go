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
	By        []string      `json:"by,omitempty" maxItems:"4" doc:"By what the table is grouped"`
	Keys      []string      `json:"keys,omitempty" maxItems:"4" doc:"Of the figure's row, one for each of by; none for a figure of the totals"`
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
	TimeField string          `json:"time_field" enum:"initiation,disconnect,enqueue,connected_to_agent" doc:"The moment that puts a contact into the range"`
	Filters   []ExplainFilter `json:"filters"`
	Combine   string          `json:"combine" enum:"count,sum,extreme,mean,percent" doc:"The first part itself; mean is the first divided by the second, percent a hundred times that"`
	Parts     []ExplainPart   `json:"parts"`
	List      ExplainList     `json:"list"`
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
	Aggregate string       `json:"aggregate" enum:"count,sum,min,max,percentile,distinct,online_agents,seen_agents"`
	Formula   string       `json:"formula" doc:"Over the columns that are derived from contact records"`
	Columns   []ColumnInfo `json:"columns" doc:"Which the formula is about"`
	Unit      string       `json:"unit" enum:"count,seconds"`
	Value     *int64       `json:"value" doc:"Null over nothing"`
}

// ExplainList is a page of what is behind a part. The contributions of all pages add up to a sum, their number is a count,
// the first is an extreme; the number of agents is that of different ones.
type ExplainList struct {
	Part     int                    `json:"part"`
	Contacts []ExplainedContact     `json:"contacts" doc:"Newest first; of an extreme in order of what they contribute; of a percentile those around its place, the greatest first"`
	Agents   []ExplainedAgent       `json:"agents" doc:"Instead of contacts, of a part that counts agents"`
	Rank     nullable[ExplainPlace] `json:"rank" doc:"Where a percentile stands; null for all else"`
	Next     string                 `json:"next" doc:"Give it as after for the next page; empty on the last"`
	Total    int64                  `json:"total" doc:"All contacts, or agents, of the part, whatever the page"`
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
