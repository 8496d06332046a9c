package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// need is what a route wants of who asks.
type need struct {
	may access.Permission
	// whole: of who sees everything alone, since what it answers with is nobody's, or everybody's.
	whole bool
	// open: nobody has to be signed in. The route asks for a key itself, or tells nothing.
	open bool
	// record is what the audit log calls it, "" for what is not there: reading figures tells nothing of a person.
	record string
	// seldom: the log has it once an hour of the same person and subject, since pages ask again and again.
	seldom bool
	// unmasked is what it calls the same by somebody from whom nothing is masked, where that differs.
	unmasked string
}

// needs is the one table of routes and permissions, by the pattern of the route. A route that is not in it is nobody's. What a
// scoped route answers with is narrowed by viewer.
var needs = map[string]need{
	"GET /healthz":        {open: true},
	"GET /readyz":         {open: true},
	"GET /metrics":        {may: access.SeeTelemetry},
	"/":                   {},
	"/api/":               {},
	"/scim/":              {open: true}, // nothing is there: it is package scim that answers, where it is switched on
	"/ingest":             {},
	"/ingest/":            {},
	"POST /api/v1/import": {open: true},

	"GET /api/openapi.json":     {},
	"GET /api/openapi.yaml":     {},
	"GET /api/openapi-3.0.json": {},
	"GET /api/openapi-3.0.yaml": {},
	"GET /api/v1/version":       {},
	"GET /api/v1/me":            {},
	"GET /api/v1/metrics":       {},

	"GET /api/v1/panels":     {may: access.SeeHistory},
	"GET /api/v1/overview":   {may: access.SeeHistory},
	"GET /api/v1/month":      {may: access.SeeHistory | access.SeeContacts, record: "see_agents", seldom: true},
	"POST /api/v1/query":     {may: access.SeeHistory},
	"POST /api/v1/explain":   {may: access.SeeHistory | access.SeeContacts, record: "explain"},
	"GET /api/v1/dimensions": {may: access.SeeHistory},
	"GET /api/v1/directory":  {},
	"GET /api/v1/attributes": {may: access.SeeHistory | access.SeeCustomers},

	"GET /api/v1/contacts":                       {may: access.SeeContacts, record: "list_contacts"},
	"GET /api/v1/contacts/{contact_id}":          {may: access.SeeContacts, record: "see_contact", unmasked: "unmask_contact"},
	"GET /api/v1/contacts/{contact_id}/customer": {may: access.SeeContacts | access.SeeCustomers, record: "show_number"},
	"GET /api/v1/contacts/{contact_id}/versions": {may: access.SeeContacts | access.SeeCustomers, record: "see_versions"},
	"GET /api/v1/contacts/{contact_id}/related":  {may: access.SeeContacts, record: "see_related"},
	"GET /api/v1/agents/{agent}/intervals":       {may: access.SeeAgents, record: "see_agent"},
	"POST /api/v1/export":                        {may: access.Export, record: "export"},
	"POST /api/v1/export/shown":                  {may: access.Export, record: "export"},
	"GET /api/v1/export/{id}":                    {may: access.Export},

	"GET /api/v1/live":          {may: access.SeeLive},
	"GET /api/v1/live/snapshot": {may: access.SeeLive},
	"GET /api/v1/live/waiting":  {may: access.SeeLive | access.SeeContacts, record: "see_waiting", seldom: true},
	"GET /api/v1/live/history":  {may: access.SeeLive},

	"GET /api/v1/ingest/status":                  {may: access.SeePipeline},
	"GET /api/v1/figure-checks":                  {may: access.SeePipeline, whole: true},
	"GET /api/v1/figure-checks/{instance}/{day}": {may: access.SeePipeline | access.SeeContacts, whole: true, record: "see_figure_check"},
	"POST /api/v1/figure-checks":                 {may: access.Administer, whole: true, record: "check_figures"},
	"DELETE /api/v1/figure-checks":               {may: access.Administer, whole: true, record: "stop_figure_check"},

	"GET /api/v1/check":              {may: access.SeePipeline, whole: true},
	"POST /api/v1/check":             {may: access.SeePipeline, whole: true, record: "check"},
	"GET /api/v1/quarantine":         {may: access.SeeQuarantine, whole: true},
	"GET /api/v1/quarantine/{seq}":   {may: access.SeeQuarantine, whole: true, record: "see_quarantined"},
	"POST /api/v1/quarantine/replay": {may: access.SeeQuarantine, whole: true, record: "replay_quarantine"},

	"GET /api/v1/audit":              {may: access.SeeAudit, whole: true, record: "see_audit"},
	"GET /api/v1/audit/verification": {may: access.SeeAudit, whole: true, record: "verify_audit"},
	"GET /api/v1/audit/review":       {may: access.SeeAudit, whole: true, record: "see_audit"},
	"POST /api/v1/audit/review":      {may: access.SeeAudit, whole: true}, // it adds its entry itself, and fails where that does

	"GET /api/v1/erasure":    {may: access.Administer, whole: true},
	"POST /api/v1/erasure":   {may: access.Administer, whole: true, record: "erase"},
	"DELETE /api/v1/erasure": {may: access.Administer, whole: true, record: "stop_erasure"},

	"GET /api/v1/erasure/proofs":      {may: access.Administer, whole: true},
	"GET /api/v1/erasure/proofs/{id}": {may: access.Administer, whole: true},

	"POST /api/v1/erasure/views": {may: access.Administer, whole: true, record: "erase_views"},
	"GET /api/v1/retention":      {may: access.Administer, whole: true},
	"PUT /api/v1/retention":      {may: access.Administer, whole: true, record: "change_retention"},

	"GET /api/v1/identity-providers":                  {may: access.Administer, whole: true},
	"POST /api/v1/identity-providers":                 {may: access.Administer, whole: true, record: "add_identity_provider"},
	"POST /api/v1/identity-providers/own-keys/next":   {may: access.Administer, whole: true, record: "add_saml_key"},
	"POST /api/v1/identity-providers/own-keys/turn":   {may: access.Administer, whole: true, record: "turn_saml_key"},
	"POST /api/v1/identity-providers/own-keys/retire": {may: access.Administer, whole: true, record: "retire_saml_key"},
	"PUT /api/v1/identity-providers/{id}":             {may: access.Administer, whole: true, record: "change_identity_provider"},
	"DELETE /api/v1/identity-providers/{id}":          {may: access.Administer, whole: true, record: "remove_identity_provider"},
	"POST /api/v1/identity-providers/{id}/waiting":    {may: access.Administer, whole: true, record: "bring_identity_provider"},
	"DELETE /api/v1/identity-providers/{id}/waiting":  {may: access.Administer, whole: true, record: "drop_identity_provider"},
	"POST /api/v1/identity-providers/{id}/agree":      {may: access.Administer, whole: true, record: "agree_identity_provider"},

	"GET /api/v1/access/rules":    {may: access.Administer, whole: true},
	"GET /api/v1/access/people":   {may: access.Administer, whole: true, record: "see_people"},
	"POST /api/v1/access/preview": {may: access.Administer, whole: true},

	"GET /api/v1/sessions":         {may: access.Administer, whole: true, record: "see_sessions"},
	"DELETE /api/v1/sessions/{id}": {may: access.Administer, whole: true, record: "end_session"},
	"POST /api/v1/sessions/end":    {may: access.Administer, whole: true, record: "end_sessions"},
	"GET /api/v1/barred":           {may: access.Administer, whole: true, record: "see_barred"},
	"POST /api/v1/barred":          {may: access.Administer, whole: true, record: "bar_person"},
	"DELETE /api/v1/barred/{id}":   {may: access.Administer, whole: true, record: "unbar_person"},

	"GET /api/v1/keys":                {may: access.Administer, whole: true},
	"POST /api/v1/keys":               {may: access.Administer, whole: true, record: "create_key"},
	"POST /api/v1/keys/{id}/rotate":   {may: access.Administer, whole: true, record: "rotate_key"},
	"DELETE /api/v1/keys/{id}":        {may: access.Administer, whole: true, record: "revoke_key"},
	"GET /api/v1/tokens":              {may: access.Administer, whole: true},
	"POST /api/v1/tokens":             {may: access.Administer, whole: true, record: "create_token"},
	"POST /api/v1/tokens/{id}/rotate": {may: access.Administer, whole: true, record: "rotate_token"},
	"DELETE /api/v1/tokens/{id}":      {may: access.Administer, whole: true, record: "revoke_token"},

	"GET /api/v1/sso":              {may: access.Administer, whole: true},
	"POST /api/v1/sso/plan":        {may: access.Administer, whole: true, record: "plan_sign_in"},
	"POST /api/v1/sso/apply":       {may: access.Administer, whole: true, record: "apply_sign_in"}, // each step is added besides
	"GET /api/v1/sso/users":        {may: access.Administer, whole: true},
	"POST /api/v1/sso/users":       {may: access.Administer, whole: true, record: "compare_users"},
	"POST /api/v1/sso/users/apply": {may: access.Administer, whole: true, record: "apply_users"}, // each user is added besides
	"DELETE /api/v1/sso/job":       {may: access.Administer, whole: true, record: "stop_sign_in_job"},
	"POST /api/v1/sso/verify":      {may: access.Administer, whole: true, record: "verify_sign_in"},

	"GET /api/v1/views":         {},
	"POST /api/v1/views":        {may: access.SaveViews},
	"PUT /api/v1/views/{id}":    {may: access.SaveViews},
	"DELETE /api/v1/views/{id}": {may: access.SaveViews},

	"GET /api/v1/settings":    {},
	"PUT /api/v1/settings":    {may: access.ChangeSettings, record: "change_settings"},
	"DELETE /api/v1/settings": {may: access.ChangeSettings, record: "delete_settings"},
}

// asker is who asks: what they may do, and see.
type asker struct {
	grant  access.Grant
	scope  metric.Scope
	remark *remark
	// elsewhere: none of their roles may be used at the address that they come from.
	elsewhere bool
}

type askerKey struct{}

// askerOf is who sent a request; nobody where that was not found out.
func askerOf(ctx context.Context) asker {
	who, _ := ctx.Value(askerKey{}).(asker)
	return who
}

// viewer is what the asker of a request may see: whatever is asked of the store, the live board, the samples or the directory is
// asked with it.
func viewer(ctx context.Context) metric.Scope { return askerOf(ctx).scope }

var (
	errNoRole    = refuse(forbidden, "You are signed in, and have no role here. Ask whoever administers Ringside for one.")
	errElsewhere = refuse(forbidden, "Your role may not be used at this address. Ask whoever administers Ringside.")

	errRole     = refuse(forbidden, "Your role does not include this. Ask whoever administers Ringside.")
	errScope    = refuse(forbidden, "This is of the whole contact centre, of which you see a part. Ask whoever administers Ringside.")
	errNameless = refuse(forbidden, "Agents are hidden from your role: nothing can be listed, filtered or grouped by them.")
	errMasked   = refuse(forbidden, "Contact attributes are hidden from your role: nothing can be listed, filtered, grouped or exported by them.")
)

// admit finds out who asks, and lets requests through that the table lets them make. Where nobody signs in, whoever reaches us may
// do everything.
func (s *server) admit(routes *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := asker{grant: access.Of(r.Context()), remark: &remark{}, elsewhere: access.Who(r.Context()).Elsewhere}
		if s.SignIn == nil {
			who.grant = access.Whole()
		}
		who.scope = who.grant.Scope(s.Store.Resolve)
		within := r.WithContext(context.WithValue(r.Context(), askerKey{}, who))
		answer := &recorder{ResponseWriter: w}
		_, pattern := routes.Handler(r)
		defer func() { s.record(within, pattern, answer.status) }()   // also of an answer that breaks off
		if err := who.allowed(pattern); err != nil && pattern != "" { // else the routes say what is wrong
			s.fail(answer, r, err)
			return
		}
		routes.ServeHTTP(answer, within)
		r.Pattern = within.Pattern // by which requests are counted
	})
}

// allowed says why somebody may not use a route.
func (a asker) allowed(pattern string) error {
	needs, known := needs[pattern]
	switch {
	case needs.open:
		return nil
	case a.elsewhere:
		return errElsewhere
	case len(a.grant.Roles) == 0:
		return errNoRole
	case !known || !a.grant.May(needs.may):
		return errRole
	case needs.whole && !a.scope.SeesEverything():
		return errScope
	}
	return nil
}

// sees reports whether an asker may know of a thing: what is called so outside of their scope is as if it did not exist.
func sees(scope metric.Scope, d metric.Dimension, arn string) bool {
	if d == metric.Instance {
		return scope.SeesInstance(arn)
	}
	return (connect.InstanceID(arn) == "" || scope.SeesInstance(arn)) && scope.Sees(d, arn)
}

// resolve is what values mean to the asker.
func (s *server) resolve(ctx context.Context, f metric.Filter) []string {
	scope := viewer(ctx)
	return slices.DeleteFunc(slices.Clone(s.Store.Resolve(f)), func(arn string) bool { return f.Dimension.HasARN() && !sees(scope, f.Dimension, arn) })
}

// unmasked refuses dimensions that are hidden from the asker, contact attributes and agents: a filter or a group tells their values
// too.
func unmasked(ctx context.Context, dimensions ...metric.Dimension) error {
	for _, d := range dimensions {
		if _, is := d.Attribute(); is && !seesCustomers(ctx) {
			return errMasked
		}
		if d == metric.Agent && !seesNames(ctx) {
			return errNameless
		}
	}
	return nil
}

// seesNames reports whether the asker may know agents by name: as those who work, or as those of contacts.
func seesNames(ctx context.Context) bool {
	grant := askerOf(ctx).grant
	return grant.May(access.SeeAgents) || grant.May(access.SeeContacts)
}
