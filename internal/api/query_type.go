package api

// QueryRequest asks for figures of the catalogue.
type QueryRequest struct {
	Metrics   []string      `json:"metrics" minItems:"1" maxItems:"50" example:"[\"contacts_handled\",\"service_level:seconds=30\"]" doc:"Ids with parameters after a colon"`
	From      string        `json:"from,omitempty" example:"2026-11-01" doc:"RFC 3339, or a date: the start of that day in zone"`
	To        string        `json:"to,omitempty" example:"2026-11-08" doc:"As from; not in the range"`
	Range     string        `json:"range,omitempty" example:"last_business_day" doc:"Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings"`
	Zone      string        `json:"zone,omitempty" example:"Asia/Seoul"`
	Every     string        `json:"every,omitempty" example:"1d" doc:"15m, 30m, 1h, 1d, 1w, 1mo: size of a row's time; total (or nothing) is the whole range"`
	By        []string      `json:"by,omitempty" maxItems:"4" doc:"Dimensions to group by, at most three, of those that GET /metrics lists with the metric, or attribute:KEY for any contact attribute"`
	Where     []QueryFilter `json:"where,omitempty" maxItems:"20"`
	Only      string        `json:"only,omitempty" example:"working_hours" doc:"working_days or working_hours of the settings, by the moment of time_field; time spent is cut to them. Rows are of intervals with some of them; all of the range unless given"`
	TimeField string        `json:"time_field,omitempty" doc:"initiation, disconnect, enqueue or connected_to_agent; disconnect unless asked. Metrics with own_time keep theirs"`
	Compare   *QueryCompare `json:"compare,omitempty" doc:"Another period beside the range: each row and the totals get its figures and the difference"`
	Top       *QueryTop     `json:"top,omitempty" doc:"Rows of the first values of a dimension alone; the rest is one group, in others"`
}

// QueryCompare is a period, or the range from and to.
type QueryCompare struct {
	Period string `json:"period,omitempty" example:"month_before" doc:"period_before (as many months or days), week_before, month_before or year_before, by the calendar of the zone; or, of a single day, comparable_day: the same weekday of the latest week without a holiday, for a holiday the one before it or a Sunday; or previous, whichever of these the pages compare such a range with: the answer says which. A range that is still running is compared as far as it has run"`
	From   string `json:"from,omitempty" doc:"As from of the query, instead of a period"`
	To     string `json:"to,omitempty"`
}

// QueryTop ranks the values of a dimension over the whole range.
type QueryTop struct {
	N         int    `json:"n" example:"5" doc:"1 to 500"`
	By        string `json:"by,omitempty" doc:"Metric that ranks them; the first of metrics unless given"`
	Dimension string `json:"dimension,omitempty" doc:"One of by; the first unless given"`
	Least     bool   `json:"least,omitempty" doc:"The least figures instead of the greatest"`
}

// QueryFilter keeps contacts by one dimension; the value "" is "has none".
type QueryFilter struct {
	Dimension string   `json:"dimension" doc:"Any that GET /metrics lists, or attribute:KEY for any contact attribute"`
	Values    []string `json:"values" minItems:"1" maxItems:"500"`
	Not       bool     `json:"not,omitempty"`
}

// QueryResult is a table.
type QueryResult struct {
	Columns  []QueryColumn `json:"columns"`
	Rows     [][]any       `json:"rows" doc:"One value per column: text for dimensions, number or null for metrics"`
	Totals   []any         `json:"totals" doc:"The whole range in one row; dimensions are null"`
	Others   [][]any       `json:"others,omitempty" doc:"With top: rows of all other values together, computed for themselves; their dimension is null"`
	Top      *QueryRanked  `json:"top,omitempty"`
	Compare  *QueryPeriod  `json:"compare,omitempty"`
	Notes    []QueryNote   `json:"notes,omitempty" doc:"What should be known of the answer"`
	DayStart string        `json:"day_start" example:"00:00" doc:"Local time at which days, weeks and months begin, as the settings say"`
}

// QueryNote is one thing that should be known of an answer.
type QueryNote struct {
	Kind      string `json:"kind" enum:"before_data,after_data,working_time,unknown_value,filling,loading" doc:"before_data: the range begins before the first contact. after_data: it begins after what all sources have delivered of the records that the metrics need, filtered by instance what these have sent, or goes on for more than an hour after that. working_time: what of the range counts. unknown_value: a filter names what nothing ever had; of values without an ARN, such as channels and attributes, it is said where the answer is empty; or the query is grouped by an attribute that nothing ever had. filling, loading: figures are of a part until all that was received is in them, or history has been loaded"`
	Text      Text   `json:"text"`
	DataFrom  string `json:"data_from,omitempty" doc:"When the first contact began, in the zone"`
	DataUntil string `json:"data_until,omitempty" doc:"Until when all sources, or the chosen instances, have delivered, in the zone; none where there never were such records"`
}

// QueryRanked is what the rows are the top of.
type QueryRanked struct {
	QueryTop
	Values int `json:"values" doc:"That the dimension has in the range, those in others included"`
}

// QueryPeriod is what is compared with.
type QueryPeriod struct {
	Period string `json:"period,omitempty" doc:"As asked; where that was previous, what the range is compared with, as kind of previous in GET /overview"`
	From   string `json:"from" doc:"RFC 3339 in the zone"`
	To     string `json:"to"`
}

// QueryColumn describes a column.
type QueryColumn struct {
	Name string `json:"name" doc:"Of a compared column and a difference: compare: or difference: and the column's name"`
	Kind string `json:"kind" enum:"dimension,metric,compare,difference" doc:"compare is what the other period has in place of a row's time or of a figure, null where it has no such bucket; difference is the figure minus that"`
	Unit string `json:"unit" doc:"count, seconds or percent for metrics"`

	Definition *Text  `json:"definition,omitempty" doc:"How a metric with parameters is counted; without them it is as in GET /metrics"`
	Formula    string `json:"formula,omitempty" doc:"As definition"`
}
