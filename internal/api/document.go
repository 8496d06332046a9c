package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/live"
)

// operationID names an operation after its method and path: get-live-snapshot.
func operationID(method, path string) string {
	words := strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/{}_", r) })
	return strings.ToLower(method) + "-" + strings.Join(words, "-")
}

// documentStreams describes the routes whose bodies are streams, which huma does not serve.
func documentStreams(document *huma.OpenAPI) {
	document.AddOperation(&huma.Operation{
		OperationID: "get-live", Method: http.MethodGet, Path: Prefix + "/live",
		Summary: "The live picture as server-sent events",
		Description: "`snapshot` (the body of /live/snapshot), then `delta` (an RFC 7396 merge patch of it) with ids " +
			"`epoch-sequence`; every 5 s `heartbeat`. A reconnect with Last-Event-ID gets the deltas since, or a new snapshot.",
		Parameters: []*huma.Param{{
			Name: "agents", In: "query", Description: "Each agent too, in agents", Schema: &huma.Schema{Type: huma.TypeBoolean},
		}, {
			Name: "instance", In: "query", Description: "Of these instances alone, by ARN, id or name; all that may be seen unless given",
			Schema: &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}},
		}, {
			Name: "last_event_id", In: "query", Description: "As Last-Event-ID, of which it is the second choice", Schema: &huma.Schema{Type: huma.TypeString},
		}},
		Responses: map[string]*huma.Response{"200": {
			Description: "Events until either side closes",
			Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
		}},
	})
	problem := document.Components.Schemas.Schema(reflect.TypeFor[ImportProblem](), true, "")
	result := document.Components.Schemas.Schema(reflect.TypeFor[ImportResult](), true, "")
	document.AddOperation(&huma.Operation{
		OperationID: "post-import", Method: http.MethodPost, Path: Prefix + "/import",
		Summary: "Import records",
		Description: "The body is records as JSON, one a line or one behind another, plain, gzip or zstd. The header " +
			"Authorization carries `Bearer` and the ingest key. The answer comes when all records are durable.",
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/x-ndjson": {Schema: &huma.Schema{Type: huma.TypeString}},
		}},
		Responses: map[string]*huma.Response{"200": {
			Description: "What became of the records",
			Content:     map[string]*huma.MediaType{"application/json": {Schema: result}},
		}, "default": {
			Description: "What went wrong, and what became of the records before it",
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: problem}},
		}},
	})
	document.Components.Schemas.Schema(reflect.TypeFor[ExportState](), true, "")
	document.Components.Schemas.Schema(reflect.TypeFor[live.Heartbeat](), true, "Heartbeat")
}

// exportOperation describes POST /export, whose answer is a file.
func exportOperation() huma.Operation {
	file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	content := map[string]*huma.MediaType{}
	for _, format := range export.Formats() {
		content[format.MediaType()] = &huma.MediaType{Schema: file}
	}
	return huma.Operation{
		OperationID: operationID(http.MethodPost, "/export"), Method: http.MethodPost, Path: Prefix + "/export",
		Summary: "A file of contacts or figures",
		Description: "The file comes as it is made, whatever its size; one that breaks off is cut off. The header " + ExportHeader +
			" is the JSON of an ExportState. In csv and xlsx, texts that a spreadsheet would run as a formula begin with an " +
			"apostrophe. docs/export.md says what is in the columns.",
		Responses: map[string]*huma.Response{"200": {
			Description: "The file", Content: content,
			Headers: map[string]*huma.Param{ExportHeader: {Schema: &huma.Schema{Type: huma.TypeString}, Description: "An ExportState"}},
		}},
	}
}
