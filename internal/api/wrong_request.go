package api

import (
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// mostWrong is how many of the things that are wrong with a request are said in its one sentence; errors has all of them.
const mostWrong = 3

// wrongRequest says what is wrong with a request that does not fit its schema, and where it is written how it should be.
func wrongRequest(model *huma.ErrorModel) string {
	const described = " /api/openapi.json describes every request."
	if len(model.Errors) == 0 {
		return "The request needs a body: JSON, such as {\"metrics\":[\"contacts_handled\"],\"from\":\"2026-11-01\",\"to\":\"2026-11-08\"} for /query." + described
	}
	var said []string
	for _, wrong := range model.Errors[:min(len(model.Errors), mostWrong)] {
		said = append(said, wrongField(wrong))
	}
	more := ""
	if n := len(model.Errors) - mostWrong; n > 0 {
		more = fmt.Sprintf(", and %d more", n)
	}
	return "The request cannot be read: " + strings.Join(said, "; ") + more + "." + described
}

// rewordings are the beginnings of what the schema's check says, and what people are told instead. Source: huma v2, validate.go.
var rewordings = []struct{ said, told string }{
	{"expected required property ", "%s misses "},
	{"unexpected property", "%s is not known here"},
	{"expected array length >= ", "%s has too few values; the least is "},
	{"expected array length <= ", "%s has too many values; the most is "},
	{"expected array", "%s must be a list, such as [\"…\"]"},
	{"expected object", "%s must be an object, such as {…}"},
	{"expected string", "%s must be a text in quotes"},
	{"expected integer", "%s must be a whole number without quotes"},
	{"expected number >= ", "%s is too small; the least is "},
	{"expected number <= ", "%s is too great; the greatest is "},
	{"expected number", "%s must be a number without quotes"},
	{"expected boolean", "%s must be true or false without quotes"},
	{"expected length <= ", "%s is too long; the most letters are "},
	{"expected length >= ", "%s is too short; the fewest letters are "},
	{"expected value to be one of ", "%s must be one of "},
	{"required query parameter is missing", "%s is missing"},
}

// wrongField says what is wrong with one field, by its name.
func wrongField(wrong *huma.ErrorDetail) string {
	field := wrong.Location
	for _, place := range []string{"body.", "query.", "path."} {
		field = strings.TrimPrefix(field, place)
	}
	if field == "body" || field == "" {
		field = "the body"
	}
	for _, r := range rewordings {
		if rest, is := strings.CutPrefix(wrong.Message, r.said); is {
			return fmt.Sprintf(r.told, field) + strings.TrimSuffix(rest, " to be present")
		}
	}
	return field + ": " + wrong.Message
}
