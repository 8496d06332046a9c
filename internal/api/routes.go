package api

import (
	"context"
	"net/http"
	"path"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Prefix is where the versioned routes live.
const Prefix = "/api/v1"

// answer is a response whose body is one JSON value.
type answer[T any] struct {
	Body T
}

// none is the input of routes that take no parameters.
type none struct{}

// listsAreNeverNull tells the library of the API's description, once in a process: it keeps this in a global variable,
// and several servers may be made in one process at the same time.
var listsAreNeverNull = sync.OnceFunc(func() { huma.DefaultArrayNullable = false })

// routes mounts every route that this package answers. The page, which answers everything else, is mounted by New.
func (s *server) routes(mux *http.ServeMux) {
	listsAreNeverNull()
	r := humago.New(mux, describe(s.Version))

	get(s, r, "/version", "What runs, and what time it is there", s.version)
	get(s, r, "/me", "Who asks, and where to sign out", s.me)
	get(s, r, "/metrics", "The catalogue: every figure and how it is counted", s.metrics)
	get(s, r, "/panels", "The seven panels over a range", inTurn(s, s.panels))
	get(s, r, "/overview", "Everything on the Overview page, from one state of the store", inTurn(s, s.overview))
	get(s, r, "/month", "A month beside the month before: figures, days, queues, agents", inTurn(s, s.month))
	get(s, r, "/contacts", "Contacts, newest first, a page at a time", inTurn(s, s.contacts))
	get(s, r, "/contacts/{contact_id}", "One contact with everything known of it", inTurn(s, s.contact))
	get(s, r, "/contacts/{contact_id}/customer", "The customer's address, and where the contact was transferred to, unmasked", inTurn(s, s.customer))
	get(s, r, "/contacts/{contact_id}/versions", "The versions of its record as they arrived, and what changed", inTurn(s, s.versions))
	get(s, r, "/contacts/{contact_id}/related", "Contacts that it is tied to, of the same customer among them", inTurn(s, s.related))
	get(s, r, "/agents/{agent}/intervals", "What one agent did when, by agent events", inTurn(s, s.agentIntervals))
	get(s, r, "/dimensions", "The values of a dimension, for filters", inTurn(s, s.dimensions))
	get(s, r, "/directory", "What queues, users, routing profiles, agent statuses and hierarchy groups are called, and were called", inTurn(s, s.directory))
	get(s, r, "/attributes", "The keys that contact attributes have, for groups and filters", inTurn(s, s.attributes))
	get(s, r, "/live/snapshot", "Who waits and who can help, now", s.liveSnapshot)
	get(s, r, "/live/waiting", "The contacts that wait in a queue, the oldest first", s.liveWaiting)
	get(s, r, "/live/history", "Who waited and who could help, at any moment of a range", s.liveHistory)
	get(s, r, "/ingest/status", "The state of the pipeline", s.ingestStatus)
	get(s, r, "/figure-checks", "What came of comparing figures with Amazon Connect's own, a day at a time", s.figureChecks)
	get(s, r, "/figure-checks/{instance}/{day}", "The newest check of a day: what differed, and why", s.checkedDay)
	post(s, r, "/figure-checks", "Let days be checked, yesterday unless given", s.checkFigures)
	register(s, r, http.MethodDelete, "/figure-checks", "Stop the running check, and forget which days wait", s.stopFigureChecks)
	get(s, r, "/check", "What the doctor of the set-up found last, and whether it is at work", s.checked)
	post(s, r, "/check", "Look at what brings records here: AWS is asked how it is set up, and Ringside what has come; nothing is changed", s.check)
	get(s, r, "/quarantine", "Records that could not be decoded, newest first", s.quarantine)
	get(s, r, "/quarantine/{seq}", "One such record with its bytes", s.quarantined)
	post(s, r, "/explain", "One figure: its formula, and the contacts behind it", inTurn(s, s.explain))
	post(s, r, "/query", "Figures of the catalogue as a table", inTurn(s, s.query))
	post(s, r, "/quarantine/replay", "Decode quarantined records again", s.replay)
	get(s, r, "/audit", "Who did what with whose data, the newest first", s.audit)
	get(s, r, "/audit/verification", "Whether it is as it was written, and what to keep elsewhere to tell later", s.auditVerification)
	get(s, r, "/audit/review", "A month of it as its reviewer reads it, and which months are not reviewed", s.auditReview)
	post(s, r, "/audit/review", "Say that a month was reviewed, with what was found", s.markReview)
	get(s, r, "/erasure", "How far the newest erasure is, or what came of it", s.erasure)
	get(s, r, "/erasure/proofs", "The proofs of erasures, the newest first", s.erasureProofs)
	get(s, r, "/erasure/proofs/{id}", "One of them: when, by whom, what was looked through, and what went", s.oneProof)
	post(s, r, "/erasure", "Begin to erase contacts, or to count what would be", s.erase)
	register(s, r, http.MethodDelete, "/erasure", "Stop the running erasure", s.stopErasure)
	post(s, r, "/erasure/views", "Which saved views name whom you forget; or delete them", s.eraseViews)
	get(s, r, "/retention", "For how long records are kept, and what came of it", s.retention)
	register(s, r, http.MethodPut, "/retention", "Agree on other limits; they are applied in the night", s.changeRetention)
	get(s, r, "/identity-providers", "Identity providers that sign people in by SAML: what counts of each, and what waits until somebody agrees", s.identityProviders)
	register(s, r, http.MethodPost, "/identity-providers", "Bring a new one; nothing of it counts yet", s.addIdentityProvider, metadataSize)
	post(s, r, "/identity-providers/own-keys/next", "Make Ringside's next key, which is in our metadata beside the active one", s.nextOwnKey)
	post(s, r, "/identity-providers/own-keys/turn", "Let Ringside's next key sign from now on; the one before decrypts alone", s.turnOwnKey)
	post(s, r, "/identity-providers/own-keys/retire", "Delete Ringside's old key: what is encrypted for it cannot be read any more", s.retireOwnKey)
	register(s, r, http.MethodPut, "/identity-providers/{id}", "Change its name, address and settings; they count at once", s.changeIdentityProvider)
	register(s, r, http.MethodDelete, "/identity-providers/{id}", "Forget it: it signs nobody in any more", s.removeIdentityProvider)
	register(s, r, http.MethodPost, "/identity-providers/{id}/waiting", "Bring new metadata or a certificate, or have its metadata fetched; nothing of it counts yet", s.proposeIdentityProvider, metadataSize)
	register(s, r, http.MethodDelete, "/identity-providers/{id}/waiting", "Drop what waits", s.withdrawIdentityProvider)
	post(s, r, "/identity-providers/{id}/agree", "Let what waits count, if it is what was shown", s.agreeIdentityProvider)
	get(s, r, "/access/rules", "The rules that say who may do what, as they hold", s.accessRules)
	get(s, r, "/access/people", "Who is signed in by an identity provider, and what it says of them", s.signedIn)
	post(s, r, "/access/preview", "What somebody would get by the rules, and why; nothing is changed", s.previewAccess)
	get(s, r, "/sessions", "Who is signed in, from where and since when", s.sessions)
	register(s, r, http.MethodDelete, "/sessions/{id}", "End one session, with what is open in it", s.endSession)
	post(s, r, "/sessions/end", "End all sessions of somebody", s.endSessions)
	get(s, r, "/barred", "Whom an administrator has barred, whatever the rules say", s.barred)
	post(s, r, "/barred", "Bar somebody of an identity provider, and end their sessions", s.bar)
	register(s, r, http.MethodDelete, "/barred/{id}", "Let somebody sign in again; the answer is whom", s.unbar)
	get(s, r, "/keys", "The ingest keys, the newest first; never a key itself", s.keys)
	post(s, r, "/keys", "Make an ingest key; the answer shows it this once", s.createKey)
	post(s, r, "/keys/{id}/rotate", "Make a key like another one, which goes on for some days", s.rotateKey)
	register(s, r, http.MethodDelete, "/keys/{id}", "Take an ingest key out of force", s.revokeKey)
	get(s, r, "/tokens", "The tokens of programs, the newest first; never a token itself", s.tokens)
	post(s, r, "/tokens", "Make a token; the answer shows it this once", s.createToken)
	post(s, r, "/tokens/{id}/rotate", "Make a token like another one, which goes on for some days", s.rotateToken)
	register(s, r, http.MethodDelete, "/tokens/{id}", "End a token", s.endToken)
	register(s, r, http.MethodPost, "/sso/verify", "Why a sign-in to Amazon Connect by SAML fails; nothing of it is kept", s.verifySignIn, evidenceSize)
	get(s, r, "/sso", "Sign-in to Amazon Connect: what is wished for, the newest plan, and how far the newest job is", s.connectSignIn)
	register(s, r, http.MethodPost, "/sso/plan", "Read what is there and say how it differs from what is wished for; nothing is changed", s.planSignIn, evidenceSize)
	post(s, r, "/sso/apply", "Begin to carry the plan out that was agreed to", s.applySignIn)
	get(s, r, "/sso/users", "The newest comparison of people with the users of Amazon Connect", s.comparedUsers)
	register(s, r, http.MethodPost, "/sso/users", "Compare people with the users of Amazon Connect; nothing is changed", s.compareUsers, evidenceSize)
	post(s, r, "/sso/users/apply", "Begin to create and change the users of the comparison that was agreed to", s.applyUsers)
	register(s, r, http.MethodDelete, "/sso/job", "Stop the running job; what it has done stays done", s.stopSignInJob)
	get(s, r, "/views", "Pages as people have set them up, by name", s.views)
	post(s, r, "/views", "Save a view under a name", s.createView)
	register(s, r, http.MethodPut, "/views/{id}", "Put a view in a saved one's place", s.replaceView)
	register(s, r, http.MethodDelete, "/views/{id}", "Delete a saved view; the answer is what it was", s.deleteView)
	get(s, r, "/settings", "What a contact centre has agreed: business days, hours, holidays, service levels", s.settings)
	register(s, r, http.MethodPut, "/settings", "Change what has been agreed", s.changeSettings)
	register(s, r, http.MethodDelete, "/settings", "Delete an instance's own settings; the answer is the common ones", s.deleteSettings)
	huma.Register(r, exportOperation(), s.export)
	post(s, r, "/export/shown", "Say what a file or a print is for that the page makes of what it shows", s.exportShown)
	get(s, r, "/export/{id}", "How far an export is that is under way", s.exportProgress)
	documentStreams(r.OpenAPI())

	mux.HandleFunc("GET "+Prefix+"/live", s.live)
	mux.HandleFunc("POST "+Prefix+"/import", s.importRecords)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.processMetrics())
	mux.HandleFunc("/api/", s.noSuchRoute)
	mux.HandleFunc("/scim/", s.noSuchRoute)
	mux.HandleFunc("/ingest", s.noSuchDoor)
	mux.HandleFunc("/ingest/", s.noSuchDoor)
}

// describe is the head of the OpenAPI document. huma's own pages and its links to schemas are left out.
func describe(version string) huma.Config {
	config := huma.DefaultConfig("Ringside", version)
	config.Info.Description = "Live statistics of an Amazon Connect contact centre. Names are snake_case, lists are never " +
		"null, times are RFC 3339 (with the offset of the zone asked for, otherwise UTC), durations are seconds, ranges are half open."
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.RejectUnknownQueryParameters = true // a misspelt filter must not give a wrong figure
	config.Transformers = []huma.Transformer{nameProblem}
	return config
}

// schemaName is what a type is called in the description. Plans and comparisons are the JSON of the command line, from packages where
// shorter names say enough.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch path.Base(t.PkgPath()) {
	case "setup":
		return "SignIn" + name
	case "trusted":
		return "Trusted" + name
	case "roster":
		return "Users" + name
	}
	return name
}

// get registers a question.
func get[I, O any](s *server, r huma.API, path, summary string, handle func(context.Context, *I) (O, error)) {
	register(s, r, http.MethodGet, path, summary, handle)
}

// post registers an order or a question with a body.
func post[I, O any](s *server, r huma.API, path, summary string, handle func(context.Context, *I) (O, error)) {
	register(s, r, http.MethodPost, path, summary, handle)
}

// register adds one JSON route; its errors go through the problem table.
func register[I, O any](s *server, r huma.API, method, path, summary string, handle func(context.Context, *I) (O, error), more ...func(*huma.Operation)) {
	operation := huma.Operation{OperationID: operationID(method, path), Method: method, Path: Prefix + path, Summary: summary}
	for _, change := range more {
		change(&operation)
	}
	huma.Register(r, operation, func(ctx context.Context, in *I) (*answer[O], error) {
		body, err := handle(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return &answer[O]{Body: body}, nil
	})
}
