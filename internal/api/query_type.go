package api

// QueryRequest asks for figures of the catalogue.
type QueryRequest struct {
	Metrics   []string      `json:"metrics" minItems:"1" maxItems:"50" example:"[\"contacts_handled\",\"service_level:seconds=30\"]" doc:"Ids with parameters after a colon"`
	From      string        `json:"from" example:"2026-11-01" doc:"RFC 3339, or a date: the start of that day in zone"`
	To        string        `json:"to" example:"2026-11-08" doc:"As from; not in the range"`
	Zone      string        `json:"zone,omitempty" example:"Asia/Seoul"`
	Every     string        `json:"every,omitempty" example:"1d" doc:"15m, 30m, 1h, 1d, 1w, 1mo: size of a row's time; total (or nothing) is the whole range"`
	By        []string      `json:"by,omitempty" maxItems:"4" doc:"Dimensions to group by, at most three, of those that GET /metrics lists with the metric, or attribute:KEY for any contact attribute"`
	Where     []QueryFilter `json:"where,omitempty" maxItems:"20"`
	TimeField string        `json:"time_field,omitempty" doc:"initiation, disconnect, enqueue or connected_to_agent; disconnect unless asked. Metrics with own_time keep theirs"`
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
	DayStart string        `json:"day_start" example:"00:00" doc:"Local time at which days, weeks and months begin, as the settings say"`
}

// QueryColumn describes a column.
type QueryColumn struct {
	Name string `json:"name"`
	Kind string `json:"kind" enum:"dimension,metric"`
	Unit string `json:"unit" doc:"count, seconds or percent for metrics"`
}
