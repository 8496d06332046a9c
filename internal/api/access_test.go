package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

// as puts everybody in with a grant, as sign-in does.
func as(g access.Grant) func(*Options) {
	return func(o *Options) {
		o.SignIn = func(next http.Handler, _ func(http.ResponseWriter, *http.Request, error)) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r.WithContext(access.With(r.Context(), g, access.Identity{Provider: "test", Name: "somebody"})))
			})
		}
	}
}

// documented are the routes of the API's description, as patterns.
func documented(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for path, methods := range document.Paths {
		for method := range methods {
			patterns = append(patterns, strings.ToUpper(method)+" "+path)
		}
	}
	if len(patterns) < 30 {
		t.Fatalf("the description has %d routes", len(patterns))
	}
	slices.Sort(patterns)
	return patterns
}

// undocumented are the routes that are not in the description.
var undocumented = []string{
	"/", "/api/", "/scim/", "/ingest", "/ingest/", "GET /healthz", "GET /readyz", "GET /metrics",
	"GET /api/openapi.json", "GET /api/openapi.yaml", "GET /api/openapi-3.0.json", "GET /api/openapi-3.0.yaml",
}

func TestEveryRouteHasALineInTheTable(t *testing.T) {
	t.Parallel()
	routes := append(documented(t), undocumented...)
	for _, pattern := range routes {
		if _, has := needs[pattern]; !has {
			t.Errorf("%s has no line in needs: say who may", pattern)
		}
	}
	for pattern := range needs {
		if !slices.Contains(routes, pattern) {
			t.Errorf("needs has a line for %s, which is no route", pattern)
		}
	}
}

// request is one of a pattern, with parts that there are not.
func request(pattern string) (method, target, body string) {
	method, target, with := strings.Cut(pattern, " ")
	if !with {
		method, target = http.MethodGet, pattern
	}
	if method != http.MethodGet {
		body = "{}"
	}
	return method, regexp.MustCompile(`\{\w+\}`).ReplaceAllString(target, "1"), body
}

func TestEveryRoleMayDoWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, role := range append(access.Roles(), "") {
		grant := access.Grant{Roles: []access.Role{role}, Limits: map[metric.Dimension][]string{metric.Agent: {"nobody"}}}
		if role == "" {
			grant = access.Grant{}
		}
		h := site(t, madeUpStore(), as(grant), func(o *Options) { o.Page, o.Hub = builtPage, nil })
		for _, pattern := range append(documented(t), undocumented...) {
			need := needs[pattern]
			method, target, body := request(pattern)
			w := ask(h, method, target, body)
			want := !need.open && (role == "" || !role.May(need.may) || need.whole)
			if got := w.Code == http.StatusForbidden; got != want {
				t.Errorf("%q asks for %s: %d %s, want it refused: %t", role, pattern, w.Code, w.Body, want)
			}
		}
	}
}

func TestARouteWithoutALineIsNobodys(t *testing.T) {
	t.Parallel()
	s := &server{Options: Options{Store: madeUpStore()}}
	s.Logger = slog.New(slog.DiscardHandler)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/secret", func(http.ResponseWriter, *http.Request) { t.Error("it was answered") })
	w := httptest.NewRecorder()
	s.admit(mux).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/secret", http.NoBody))
	if w.Code != http.StatusForbidden {
		t.Errorf("a route that nobody has thought of: %d", w.Code)
	}
}

func TestWithoutAnAskerNothingIsSeen(t *testing.T) {
	t.Parallel()
	if scope := viewer(context.Background()); scope != (metric.Scope{}) {
		t.Errorf("a request of which nobody has found out whose it is sees %+v", scope)
	}
}

func TestAWallboardsPictureHasNoAgents(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(2, 2)))
	hub := hubOf(t, m)
	for role, want := range map[access.Role]bool{access.Wallboard: false, access.Supervisor: true} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Hub = hub })
		w := ask(h, "GET", Prefix+"/live/snapshot?agents=true", "")
		if strings.Contains(w.Body.String(), "login-") != want || decode[live.Snapshot](t, w).Totals.AgentsOnline == 0 {
			t.Errorf("%s: agents by name are to be there: %t\n%s", role, want, w.Body)
		}
	}
}

func TestAWallboardAsksNothingByAgent(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(2, 2)))
	for role, want := range map[access.Role]int{access.Wallboard: http.StatusForbidden, access.Auditor: http.StatusOK, access.Supervisor: http.StatusOK} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}))
		const month = `"from":"2026-10-20","to":"2026-11-23"`
		for _, line := range [][3]string{
			{"POST", "/query", `{"metrics":["contacts_handled"],"by":["agent"],` + month + `}`},
			{"POST", "/query", `{"metrics":["contacts_handled"],"where":[{"dimension":"agent","values":["kim"]}],` + month + `}`},
			{"GET", "/dimensions?dimension=agent", ""},
			{"GET", "/directory?kind=user", ""},
		} {
			if w := ask(h, line[0], Prefix+line[1], line[2]); w.Code != want {
				t.Errorf("%s, %v: %d, want %d\n%s", role, line, w.Code, want, w.Body)
			}
		}
		if w := ask(h, "GET", Prefix+"/directory?kind=queue", ""); w.Code != http.StatusOK {
			t.Errorf("%s asks for queues: %d", role, w.Code)
		}
	}
}

func TestAPageIsToldWhatItsPersonMayDo(t *testing.T) {
	t.Parallel()
	lead := access.Grant{Roles: []access.Role{access.Wallboard}, Limits: map[metric.Dimension][]string{metric.Instance: {instance}}}
	got := decode[Me](t, ask(site(t, madeUpStore(), as(lead)), "GET", Prefix+"/me", ""))
	if !got.Limited || !slices.Equal(got.May, []string{"live", "history", "others"}) {
		t.Errorf("%+v", got)
	}
	got = decode[Me](t, ask(site(t, madeUpStore()), "GET", Prefix+"/me", ""))
	if got.Limited || !slices.Equal(got.May, access.Whole().Permissions()) || got.By != "none" {
		t.Errorf("where nobody signs in: %+v", got)
	}
}

// sharedViews are views of who sees everything, one for each contact.
func sharedViews(t *testing.T, m *memoryStore) Views {
	t.Helper()
	views := emptyViews(t)
	for i := range m.contacts[:20] {
		_, err := views.SaveView(t.Context(), state.SavedView{Kind: "report", Name: string(m.contacts[i].ContactID), Query: "q=" + string(m.contacts[i].ContactID)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return views
}

func TestWhoSeesAPartHasViewsOfTheirOwn(t *testing.T) {
	t.Parallel()
	views := emptyViews(t)
	share := func(o *Options) { o.Views = views }
	lead := access.Grant{Roles: []access.Role{access.Supervisor}, Limits: map[metric.Dimension][]string{metric.Instance: {instance}}}
	whole, part := site(t, madeUpStore(), share), site(t, madeUpStore(), as(lead), share)
	for name, h := range map[string]http.Handler{"everybody's": whole, "lead's": part} {
		if w := ask(h, "POST", Prefix+"/views", `{"kind":"report","name":"`+name+`","query":"a=b"}`); w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	for name, h := range map[string]http.Handler{"everybody's": whole, "lead's": part} {
		if all := decode[ViewList](t, ask(h, "GET", Prefix+"/views", "")).Views; len(all) != 1 || all[0].Name != name {
			t.Errorf("%s: %+v", name, all)
		}
	}
	others := decode[ViewList](t, ask(whole, "GET", Prefix+"/views", "")).Views[0].ID
	if w := ask(part, "DELETE", Prefix+"/views/"+others, ""); w.Code != http.StatusNotFound {
		t.Errorf("everybody's view, deleted by who sees a part: %d %s", w.Code, w.Body)
	}
}

func TestAttributesAreMaskedFromWhoMayNotSeeThem(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(1, 1)))
	for role, masked := range map[access.Role]bool{access.Analyst: true, access.Supervisor: false} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}))
		for _, line := range []string{
			`GET /attributes `, `GET /dimensions?dimension=attribute:case `,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","by":["attribute:case"]}`,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"]}]}`,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"],"not":true}]}`,
			`GET /contacts?from=2026-10-20&to=2026-11-23&where=attribute:case=case-3- `,
			`POST /explain {"metric":"number_of_calls","from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"]}]}`,
			`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23"},"attributes":true}`,
			`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23","where":["attribute:case=case-3-"]}}`,
		} {
			method, rest, _ := strings.Cut(line, " ")
			target, body, _ := strings.Cut(rest, " ")
			w := ask(h, method, Prefix+target, body)
			want := http.StatusOK
			if masked {
				want = http.StatusForbidden
			}
			if w.Code != want || masked && strings.Contains(w.Body.String(), "case-3-") {
				t.Errorf("%s, %s: %d %.300s, want %d", role, line, w.Code, w.Body, want)
			}
		}
		w := ask(h, "GET", Prefix+"/contacts/contact-3-", "")
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "case-3-") == masked || strings.Contains(w.Body.String(), m.contacts[3].CustomerAddress) {
			t.Errorf("%s: a contact: %d %s", role, w.Code, w.Body)
		}
	}
}
