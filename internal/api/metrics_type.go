package api

// MetricList is the catalogue.
type MetricList struct {
	Metrics    []MetricInfo     `json:"metrics"`
	Live       []LiveMetricInfo `json:"live" doc:"Figures of the present moment: GET /live/snapshot has them, GET /live/history their past; a query has not"`
	Groups     []MetricGroup    `json:"groups" doc:"What metrics are about, in the order of the catalogue"`
	Dimensions []DimensionInfo  `json:"dimensions" doc:"By which a query can group and filter"`
	Columns    []ColumnInfo     `json:"columns" doc:"Of which formulas are made"`
	Intervals  []string         `json:"intervals" doc:"What a query's every can be"`
}

// LiveMetricInfo is one figure of the present moment and how it is counted.
type LiveMetricInfo struct {
	ID          string `json:"id" doc:"Its name in the live picture and its history"`
	Title       Text   `json:"title"`
	Unit        string `json:"unit" enum:"count,seconds"`
	Definition  Text   `json:"definition"`
	Counted     Text   `json:"counted" doc:"From what it is counted"`
	Kept        bool   `json:"kept" doc:"GET /live/history tells its past, a sample every 15 s"`
	ConnectName string `json:"connect_name" doc:"Amazon Connect's own name, empty where it has no such metric"`
	SourceURL   string `json:"source_url"`
}

// MetricInfo is one figure and how it is counted.
type MetricInfo struct {
	ID          string          `json:"id"`
	Group       string          `json:"group" doc:"Id of the group"`
	Title       Text            `json:"title"`
	Short       Text            `json:"short" doc:"For narrow places"`
	Unit        string          `json:"unit" enum:"count,seconds,percent"`
	Direction   string          `json:"direction" enum:"higher,lower,neither" doc:"Which way is better"`
	Definition  Text            `json:"definition"`
	Formula     string          `json:"formula" doc:"Over the columns that are derived from contact records"`
	SourceURL   string          `json:"source_url"`
	Attribution string          `json:"attribution" doc:"To which interval an amount belongs"`
	TimeField   string          `json:"time_field" enum:"initiation,disconnect,enqueue,connected_to_agent,time_spent" doc:"The moment that the definition means; time_spent gives each interval what happened in it"`
	OwnTime     bool            `json:"own_time" doc:"A query cannot choose another moment"`
	ConnectName string          `json:"connect_name" doc:"Amazon Connect's own name, empty where it has no such metric"`
	Dimensions  []string        `json:"dimensions" doc:"By which it can be grouped"`
	Parameters  []ParameterInfo `json:"parameters" doc:"Which the id takes, as in service_level:seconds=30,compare=lte"`
}

// ParameterInfo is one parameter of a metric.
type ParameterInfo struct {
	Name    string            `json:"name"`
	Default string            `json:"default"`
	Allowed string            `json:"allowed" doc:"Of a number, in words"`
	Meaning Text              `json:"meaning"`
	Choices []ParameterChoice `json:"choices" doc:"What it can be, none for a number"`
	Words   []ParameterWord   `json:"words" doc:"What it can be instead of a number"`
}

// ParameterChoice is one of the words that a parameter can be.
type ParameterChoice struct {
	Value   string `json:"value" example:"lte"`
	Meaning Text   `json:"meaning" doc:"In a few words, as a title says it"`
}

// ParameterWord is a word instead of a number.
type ParameterWord struct {
	Value      string `json:"value" example:"queue"`
	Meaning    Text   `json:"meaning" doc:"In a few words, as a title says it"`
	Definition Text   `json:"definition" doc:"Of the metric with this word"`
	Formula    string `json:"formula" doc:"Of the metric with this word, as the settings say now"`
}

// MetricGroup is a chapter of the catalogue.
type MetricGroup struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
}

// DimensionInfo is something that contacts have.
type DimensionInfo struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Field string `json:"field" doc:"Of the contact record"`
}

// ColumnInfo is a number that is derived from contact records.
type ColumnInfo struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Field string `json:"field" doc:"Of the contact record"`
	Kind  string `json:"kind" enum:"moment,seconds,count,flag"`
}
