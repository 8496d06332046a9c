// Package api is HTTP for the browser: figures, contacts, the live stream and the state of the pipeline as JSON under
// /api/v1, the page itself, health and process metrics.
//
// Every route is in routes.go. One file per endpoint holds its request and response types beside its handler; a handler
// reads the request, narrows it to the viewer's scope, asks the store or the hub, and shapes the answer. No SQL, no
// formulas. Errors become RFC 9457 problems by the one table in problem.go.
package api
