package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

// withKeys keeps keys, tokens and the audit log in a state of the test's own.
func withKeys(db *state.DB) func(*Options) { return func(o *Options) { o.Keys, o.Audit = db, db } }

// program is who asks with a token that may do everything.
func program(o *Options) {
	o.SignIn = func(next http.Handler, _ func(http.ResponseWriter, *http.Request, error)) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Whole(), access.Identity{Provider: "token", Name: "t", Program: true})))
		})
	}
}

// recorded are the actions in the audit log, with what they were about, oldest first.
func recorded(t *testing.T, db *state.DB) string {
	t.Helper()
	entries, err := db.AuditEntries(t.Context(), state.AuditQuery{From: now.AddDate(-1, 0, 0), To: now.AddDate(1, 0, 0), Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range slices.Backward(entries) {
		lines = append(lines, e.Action+" "+e.Subject)
	}
	return strings.Join(lines, "\n")
}

func TestAKeyIsMadeRotatedAndRevokedOnThePage(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), withKeys(db))
	made := decode[MadeKey](t, ask(h, "POST", Prefix+"/keys",
		`{"name":"seoul","doors":["firehose"],"instances":["arn:aws:connect:ap-northeast-2:123456789012:instance/a-1"],"days":30}`))
	doors, instances, ours := db.Allowed(made.Key)
	if !ours || !slices.Equal(doors, []string{"firehose"}) || !slices.Equal(instances, []string{"a-1"}) || made.By != "somebody" {
		t.Errorf("%+v opens %q for %q, %t", made, doors, instances, ours)
	}
	next := decode[MadeKey](t, ask(h, "POST", Prefix+"/keys/"+made.ID+"/rotate", `{"overlap_days":7}`))
	if _, only, ours := db.Allowed(next.Key); !ours || len(only) != 1 || next.Key == made.Key {
		t.Errorf("the next one: %+v", next)
	}
	if _, _, ours := db.Allowed(made.Key); !ours {
		t.Error("the one before has ended at once")
	}
	if w := ask(h, "DELETE", Prefix+"/keys/"+next.ID, ""); w.Code != http.StatusOK {
		t.Errorf("revoke: %d %s", w.Code, w.Body)
	}
	if _, _, ours := db.Allowed(next.Key); ours {
		t.Error("it was revoked, and opens a door")
	}
	w := ask(h, "GET", Prefix+"/keys", "")
	list := decode[IngestKeyList](t, w)
	if len(list.Keys) != 2 || list.Configured || strings.Contains(w.Body.String(), "rsk_") {
		t.Errorf("%s", w.Body)
	}
	for _, wrong := range []string{
		`{}`, `{"name":" "}`, `{"name":"` + strings.Repeat("x", 101) + `"}`, `{"name":"x","doors":["kinesis"]}`, `{"name":"x","instances":["a b"]}`, `{"name":"x","days":-1}`,
	} {
		if w := ask(h, "POST", Prefix+"/keys", wrong); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", wrong, w.Code, w.Body)
		}
	}
	for _, line := range []string{"DELETE /keys/" + next.ID, "DELETE /keys/nobody", "POST /keys/nobody/rotate"} {
		method, path, _ := strings.Cut(line, " ")
		if w := ask(h, method, Prefix+path, map[string]string{"POST": `{"overlap_days":0}`}[method]); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d %s", line, w.Code, w.Body)
		}
	}
	log := recorded(t, db)
	for _, want := range []string{
		"create_key " + made.ID + " seoul doors=firehose instances=a-1", "rotate_key " + made.ID + " " + next.ID + " seoul", "revoke_key " + next.ID,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("the audit log has no %q:\n%s", want, log)
		}
	}
	if strings.Contains(log, "rsk_") {
		t.Errorf("the audit log has a key:\n%s", log)
	}
}

func TestATokenIsMadeRotatedAndEndedOnThePage(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), withKeys(db))
	made := decode[MadeToken](t, ask(h, "POST", Prefix+"/tokens", `{"name":"report","roles":["analyst"],"limits":{"queue":["Sales"]}}`))
	if kept, err := db.APIToken(t.Context(), made.Secret); err != nil || kept.Access != `{"roles":["analyst"],"limits":{"queue":["Sales"]}}` || kept.By != "somebody" {
		t.Errorf("%+v, %v", kept, err)
	}
	if days := time.Until(made.Ends).Hours() / 24; days < 89.9 || days > 90.1 {
		t.Errorf("it lasts %f days", days)
	}
	next := decode[MadeToken](t, ask(h, "POST", Prefix+"/tokens/"+made.ID+"/rotate", `{"overlap_days":1,"days":10}`))
	if days := time.Until(next.Ends).Hours() / 24; next.Roles[0] != access.Analyst || days < 9.9 || days > 10.1 {
		t.Errorf("the next one: %+v", next)
	}
	if w := ask(h, "DELETE", Prefix+"/tokens/"+made.ID, ""); w.Code != http.StatusOK {
		t.Errorf("end: %d %s", w.Code, w.Body)
	}
	if _, err := db.APIToken(t.Context(), made.Secret); err == nil {
		t.Error("it was ended, and signs in")
	}
	w := ask(h, "GET", Prefix+"/tokens", "")
	if list := decode[TokenList](t, w).Tokens; len(list) != 2 || strings.Contains(w.Body.String(), "rst_") {
		t.Errorf("%s", w.Body)
	}
	decode[MadeToken](t, ask(h, "POST", Prefix+"/tokens", `{"name":"scim","roles":["provisioner"]}`))
	for _, wrong := range []string{
		`{"name":"x","roles":[]}`, `{"name":"x","roles":["boss"]}`, `{"name":" ","roles":["analyst"]}`, `{"name":"x","roles":["agent"]}`,
		`{"name":"x","roles":["provisioner","analyst"]}`, `{"name":"x","roles":["analyst"],"days":367}`, `{"name":"x","roles":["analyst"],"limits":{"channel":["VOICE"]}}`,
	} {
		if w := ask(h, "POST", Prefix+"/tokens", wrong); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", wrong, w.Code, w.Body)
		}
	}
	if w := ask(h, "POST", Prefix+"/tokens/"+next.ID+"/rotate", `{"overlap_days":1,"days":367}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("for more than a year: %d", w.Code)
	}
	if log := recorded(t, db); strings.Contains(log, "rst_") || !strings.Contains(log, "create_token "+made.ID+" report") {
		t.Errorf("the audit log:\n%s", log)
	}
}

// A program that was given everything may look and end, and makes nothing by which it would outlive its token.
func TestATokenMakesNeitherKeysNorTokens(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	key, _, err := db.CreateIngestKey(t.Context(), state.IngestKey{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := db.CreateAPIToken(t.Context(), state.APIToken{Name: "x", Access: `{"roles":["administrator"]}`, Ends: now.AddDate(1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	h := site(t, madeUpStore(), program, withKeys(db))
	for path, body := range map[string]string{
		"/keys": `{"name":"y"}`, "/keys/" + key.ID + "/rotate": `{"overlap_days":0}`,
		"/tokens": `{"name":"y","roles":["wallboard"]}`, "/tokens/" + token.ID + "/rotate": `{"overlap_days":0}`,
	} {
		if w := ask(h, "POST", Prefix+path, body); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "A token can make neither") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if keys, err := db.IngestKeys(t.Context()); err != nil || len(keys) != 1 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
	if w := ask(h, "DELETE", Prefix+"/tokens/"+token.ID, ""); w.Code != http.StatusOK {
		t.Errorf("it cannot end one: %d", w.Code)
	}
}

func TestKeysTokensAndSessionsAreOfAdministratorsWhoSeeEverything(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	grants := []access.Grant{{Roles: []access.Role{access.Administrator}, Limits: map[metric.Dimension][]string{metric.Queue: {"Sales"}}}}
	for _, role := range access.Roles()[1:] {
		grants = append(grants, access.Grant{Roles: []access.Role{role}})
	}
	for _, grant := range grants {
		h := site(t, madeUpStore(), as(grant), withKeys(db), withSessions(db))
		for _, line := range []string{
			"GET /keys", "POST /keys", "POST /keys/a/rotate", "DELETE /keys/a", "GET /tokens", "POST /tokens", "POST /tokens/a/rotate", "DELETE /tokens/a",
			"GET /sessions", "DELETE /sessions/a", "POST /sessions/end", "GET /barred", "POST /barred", "DELETE /barred/a",
		} {
			method, path, _ := strings.Cut(line, " ")
			if w := ask(h, method, Prefix+path, map[string]string{"POST": "{}"}[method]); w.Code != http.StatusForbidden {
				t.Errorf("%v, %s: %d", grant, line, w.Code)
			}
		}
	}
}
