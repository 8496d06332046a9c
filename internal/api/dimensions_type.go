package api

// DimensionList is the values that a dimension has had.
type DimensionList struct {
	Values []DimensionValue `json:"values"`
	More   bool             `json:"more" doc:"There are more than limit: ask with q for those that contain a text"`
}

// DimensionValue is one of them.
type DimensionValue struct {
	Value string `json:"value" doc:"ARN of a queue, agent or instance; otherwise the word itself"`
	Name  string `json:"name" doc:"Newest known name"`
}

// AttributeList is the keys that contact attributes have.
type AttributeList struct {
	Attributes []AttributeKey `json:"attributes"`
	More       bool           `json:"more" doc:"There are more than limit: ask with q for those that contain a text, or with after for the next"`
}

// AttributeKey is one of them.
type AttributeKey struct {
	Key       string `json:"key" doc:"Keys that differ only in case are two"`
	Dimension string `json:"dimension" example:"attribute:reason" doc:"As queries, filters and GET /dimensions take it"`
	Contacts  int64  `json:"contacts" doc:"That have it, with a value"`
}
