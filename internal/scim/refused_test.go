package scim

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/state"
)

func TestWhatIsRefusedSaysWhy(t *testing.T) {
	t.Parallel()
	s := open(t)
	kim := s.user("kim")
	group := s.ask(http.StatusCreated, http.MethodPost, "/Groups", `{"displayName":"Agents"}`).id(t)
	op := func(operations string) string {
		return `{"schemas":["` + patchSchema + `"],"Operations":[` + operations + `]}`
	}
	user, agents := "/Users/"+kim, "/Groups/"+group
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		kind, detail       string
	}{
		"no JSON":                  {http.MethodPost, "/Users", `{"userName":`, 400, "invalidSyntax", "JSON"},
		"no object":                {http.MethodPost, "/Users", `["a"]`, 400, "invalidSyntax", "JSON"},
		"null":                     {http.MethodPost, "/Users", `null`, 400, "invalidSyntax", "object"},
		"nothing":                  {http.MethodPost, "/Users", ` `, 400, "invalidSyntax", "JSON"},
		"another schema":           {http.MethodPost, "/Users", `{"schemas":["` + groupSchema + `"],"userName":"a"}`, 400, "invalidSyntax", userSchema},
		"twice":                    {http.MethodPost, "/Users", `{"userName":"a","username":"b"}`, 400, "invalidSyntax", "twice"},
		"no name":                  {http.MethodPost, "/Users", `{"displayName":"a"}`, 400, "invalidValue", "userName is missing"},
		"a name of blanks":         {http.MethodPost, "/Users", `{"userName":"a b"}`, 400, "invalidValue", "userName"},
		"a name in Korean":         {http.MethodPost, "/Users", `{"userName":"김"}`, 400, "invalidValue", "a to z"},
		"a name that is a number":  {http.MethodPost, "/Users", `{"userName":7}`, 400, "invalidValue", "userName is no text"},
		"a long name":              {http.MethodPost, "/Users", `{"userName":"a","displayName":"` + strings.Repeat("x", 257) + `"}`, 400, "invalidValue", "256"},
		"a line break":             {http.MethodPost, "/Users", `{"userName":"a","displayName":"x\ny"}`, 400, "invalidValue", "control"},
		"active is what":           {http.MethodPost, "/Users", `{"userName":"a","active":"maybe"}`, 400, "invalidValue", "active"},
		"name is a text":           {http.MethodPost, "/Users", `{"userName":"a","name":"Kim"}`, 400, "invalidValue", "name is no object"},
		"emails of texts":          {http.MethodPost, "/Users", `{"userName":"a","emails":["a@b"]}`, 400, "invalidValue", "emails is no object"},
		"two are primary":          {http.MethodPost, "/Users", `{"userName":"a","emails":[{"value":"a@b","primary":true},{"value":"b@b","primary":true}]}`, 400, "invalidValue", "primary"},
		"an address with a blank":  {http.MethodPost, "/Users", `{"userName":"a","emails":[{"value":"a b"}]}`, 400, "invalidValue", "blank"},
		"many addresses":           {http.MethodPost, "/Users", `{"userName":"a","emails":[` + strings.Repeat(`{"value":"a"},`, 20) + `{"value":"b"}]}`, 400, "invalidValue", "20"},
		"the name of another":      {http.MethodPost, "/Users", `{"userName":"KIM"}`, 409, "uniqueness", "userName"},
		"the address of another":   {http.MethodPost, "/Users", `{"userName":"b","emails":[{"value":"KIM@example.org"}]}`, 409, "uniqueness", "emails"},
		"no user":                  {http.MethodGet, "/Users/nobody", "", 404, "", "nothing of that id"},
		"no group":                 {http.MethodDelete, "/Groups/nobody", "", 404, "", "nothing of that id"},
		"a user as a group":        {http.MethodGet, "/Groups/" + kim, "", 404, "", "nothing of that id"},
		"no address":               {http.MethodGet, "/Agents", "", 404, "", "no such address"},
		"below a user":             {http.MethodGet, user + "/groups", "", 404, "", "no such address"},
		"many at once":             {http.MethodPost, "/Bulk", `{}`, 501, "", "Bulk"},
		"me":                       {http.MethodGet, "/Me", "", 501, "", "Me"},
		"PUT of all":               {http.MethodPut, "/Users", `{}`, 405, "", "GET, POST"},
		"POST of one":              {http.MethodPost, user, `{}`, 405, "", "PATCH"},
		"POST of a schema":         {http.MethodPost, "/Schemas", `{}`, 405, "", "GET"},
		"a schema by a filter":     {http.MethodGet, `/Schemas?filter=id eq "x"`, "", 403, "", "filtered"},
		"an unknown schema":        {http.MethodGet, "/Schemas/x", "", 404, "", ""},
		"both kinds of attributes": {http.MethodGet, "/Users?attributes=name&excludedAttributes=emails", "", 400, "invalidValue", "exclude"},
		"a page called two":        {http.MethodGet, "/Users?startIndex=two", "", 400, "invalidValue", "startIndex"},
		"no operator":              {http.MethodGet, `/Users?filter=userName is "x"`, "", 400, "invalidFilter", "operator"},
		"no attribute":             {http.MethodGet, `/Users?filter=nick eq "x"`, "", 400, "invalidFilter", "nick"},
		"no value":                 {http.MethodGet, `/Users?filter=userName eq x`, "", 400, "invalidFilter", "quotes"},
		"behind the filter":        {http.MethodGet, `/Users?filter=userName pr pr`, "", 400, "invalidFilter", "behind"},
		"a long filter":            {http.MethodGet, `/Users?filter=userName eq "` + strings.Repeat("x", 9<<10) + `"`, "", 400, "invalidFilter", "longer"},
		"a deep filter":            {http.MethodGet, `/Users?filter=` + strings.Repeat("(", 1000), "", 400, "invalidFilter", "levels"},
		"an empty patch":           {http.MethodPatch, user, op(``), 400, "invalidSyntax", "Operations"},
		"a patch of another kind":  {http.MethodPatch, user, `{"schemas":["x"],"Operations":[{"op":"add"}]}`, 400, "invalidSyntax", patchSchema},
		"an unknown operation":     {http.MethodPatch, user, op(`{"op":"move","path":"active"}`), 400, "invalidSyntax", "move"},
		"a path to nowhere":        {http.MethodPatch, user, op(`{"op":"add","path":"nick","value":"x"}`), 400, "invalidPath", "nick"},
		"a path within nowhere":    {http.MethodPatch, user, op(`{"op":"add","path":"emails.size","value":"x"}`), 400, "invalidPath", "size"},
		"an open bracket":          {http.MethodPatch, user, op(`{"op":"add","path":"emails[type eq","value":"x"}`), 400, "invalidPath", "bracket"},
		"a wrong filter":           {http.MethodPatch, user, op(`{"op":"add","path":"emails[size eq 1].value","value":"x"}`), 400, "invalidFilter", "size"},
		"a filter of one":          {http.MethodPatch, user, op(`{"op":"add","path":"name[givenName eq \"a\"].familyName","value":"x"}`), 400, "invalidPath", "list"},
		"no such element":          {http.MethodPatch, user, op(`{"op":"replace","path":"emails[type eq \"fax\"].value","value":"x"}`), 400, "noTarget", "emails"},
		"the id":                   {http.MethodPatch, user, op(`{"op":"replace","path":"id","value":"x"}`), 400, "mutability", "id"},
		"groups of a user":         {http.MethodPatch, user, op(`{"op":"add","path":"groups","value":[{"value":"` + group + `"}]}`), 400, "mutability", "groups"},
		"what has to be there":     {http.MethodPatch, user, op(`{"op":"remove","path":"userName"}`), 400, "mutability", "userName"},
		"it, by null":              {http.MethodPatch, user, op(`{"op":"replace","path":"userName","value":null}`), 400, "invalidValue", "userName"},
		"remove of nothing":        {http.MethodPatch, user, op(`{"op":"remove"}`), 400, "noTarget", "path"},
		"a patch of a text":        {http.MethodPatch, user, op(`{"op":"add","value":"x"}`), 400, "invalidValue", "object"},
		"many operations":          {http.MethodPatch, user, op(strings.Repeat(`{"op":"remove","path":"name"},`, 1000) + `{"op":"remove","path":"name"}`), 400, "invalidValue", "1000"},
		"a stranger in a group":    {http.MethodPatch, agents, op(`{"op":"add","path":"members","value":[{"value":"x"}]}`), 400, "invalidValue", "members"},
		"a group in a group":       {http.MethodPatch, agents, op(`{"op":"add","path":"members","value":[{"value":"` + group + `","type":"Group"}]}`), 400, "invalidValue", "users alone"},
		"a group without a name":   {http.MethodPost, "/Groups", `{"displayName":"  "}`, 400, "invalidValue", "displayName"},
		"a group with a comma":     {http.MethodPost, "/Groups", `{"displayName":"a,b"}`, 400, "invalidValue", "comma"},
		"a second group":           {http.MethodPost, "/Groups", `{"displayName":"AGENTS"}`, 409, "uniqueness", "displayName"},
		"too much":                 {http.MethodPost, "/Users", `{"userName":"` + strings.Repeat("x", mostBody) + `"}`, 413, "", "larger"},
	} {
		got := s.ask(c.status, c.method, c.path, c.body)
		if kind := str(got.body, "scimType"); kind != c.kind || !strings.Contains(str(got.body, "detail"), c.detail) {
			t.Errorf("%s: %s, want %s and %q", name, got.text, c.kind, c.detail)
		}
	}
	s.ask(http.StatusUnsupportedMediaType, http.MethodPost, "/Users", `{}`, "Content-Type", "text/plain")
	s.ask(http.StatusUnsupportedMediaType, http.MethodPost, "/Users", `{}`, "Content-Encoding", "gzip")
	if all := s.ask(http.StatusOK, http.MethodGet, "/Users", "").listed("userName"); len(all) != 1 {
		t.Errorf("what was refused is there: %v", all)
	}
	if got := s.ask(http.StatusOK, http.MethodGet, user, ""); got.body["active"] != true || list(got.body, "emails")[0].(object)["value"] != "kim@example.org" {
		t.Errorf("what was refused was done: %s", got.text)
	}
}

func TestATokenOfSCIMOpensNothingElseAndNoOtherOneOpensIt(t *testing.T) {
	t.Parallel()
	s := open(t)
	whole, ours := s.newToken(`{"roles":["administrator"]}`), s.token
	for name, c := range map[string]struct {
		token string
		want  int
	}{
		"none": {"", 401}, "a wrong one": {"rst_wrong", 401}, "an administrator's": {whole, 403}, "one of nothing": {s.newToken(`{}`), 403}, "ours": {ours, 200},
	} {
		s.token = c.token
		got := s.ask(c.want, http.MethodGet, "/Users", "")
		if (got.Header.Get("WWW-Authenticate") == "Bearer") != (c.want == 401) {
			t.Errorf("%s: %v", name, got.Header)
		}
	}
	s.token = ours
	tokens, err := s.state.APITokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range tokens {
		if one.Access == `{"roles":["provisioner"]}` {
			if one.LastUsed.IsZero() {
				t.Error("its last use is not known")
			}
			if err := s.state.EndAPIToken(t.Context(), one.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.ask(http.StatusUnauthorized, http.MethodGet, "/Users", "")
	if n := strings.Count(s.logs.String(), "no valid token"); n != 1 {
		t.Errorf("strangers fill the log with %d lines", n)
	}
}

func TestADirectoryTakesNothingOver(t *testing.T) {
	t.Parallel()
	s := open(t)
	register := idp.Register{Store: s.state, Now: s.Now}
	link, err := s.state.CreateAccount(t.Context(), "admin", "administrator")
	if err == nil {
		err = s.state.SetUpAccount(t.Context(), link, "$argon2id$1", "SECRET")
	}
	if err == nil {
		err = register.SavePerson(t.Context(), "admin", idp.Profile{Email: "Admin@example.org", Groups: []string{"Connect admins"}})
	}
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.state.Account(t.Context(), "admin")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.ask(http.StatusOK, http.MethodGet, "/Users", ""); got.body["totalResults"] != 0.0 {
		t.Errorf("it sees accounts of others: %s", got.text)
	}
	s.ask(http.StatusConflict, http.MethodPost, "/Users", `{"userName":"Admin","active":false}`)
	s.ask(http.StatusConflict, http.MethodPost, "/Users", `{"userName":"other","emails":[{"value":"admin@EXAMPLE.org"}]}`)
	s.ask(http.StatusConflict, http.MethodPost, "/Groups", `{"displayName":"connect admins"}`)
	id := s.ask(http.StatusCreated, http.MethodPost, "/Users",
		`{"userName":"mallory","password":"x","roles":[{"value":"administrator"}],"role":"administrator","entitlements":[{"value":"administrator"}],"groups":[{"value":"Connect admins"}]}`).id(t)
	for _, path := range []string{"userName", "displayName"} {
		want := http.StatusConflict
		if path == "displayName" {
			want = http.StatusOK // what somebody is called is nobody's account
		}
		s.patch(want, "/Users/"+id, `{"op":"replace","path":"`+path+`","value":"admin"}`)
	}
	s.patch(http.StatusOK, "/Users/"+id, `{"op":"replace","path":"password","value":"x"}`, `{"op":"add","path":"roles","value":[{"value":"administrator"}]}`)
	s.patch(http.StatusConflict, "/Users/"+id, `{"op":"add","path":"emails","value":[{"value":"Admin@example.org","primary":true}]}`)
	if a, err := s.state.Account(t.Context(), "mallory"); err != nil || a.Role != "" || a.Password != "" || a.Limits != "" || !a.LinkUntil.IsZero() {
		t.Errorf("%v: %+v", err, a)
	}
	if p, err := register.Person(t.Context(), "mallory"); err != nil || len(p.AllGroups()) > 0 {
		t.Errorf("%v: %+v", err, p)
	}
	if after, err := s.state.Account(t.Context(), "admin"); err != nil || after != before {
		t.Errorf("%v: %+v, was %+v", err, after, before)
	}
	// Who was given a role here may be sent away, but gets no other one, and nothing of them goes to who comes next.
	if err := s.state.ChangeAccountRole(t.Context(), "mallory", "supervisor"); err != nil {
		t.Fatal(err)
	}
	s.patch(http.StatusOK, "/Users/"+id, `{"op":"replace","path":"active","value":false}`)
	if a, err := s.state.Account(t.Context(), "mallory"); err != nil || a.Role != "supervisor" || a.Disabled.IsZero() {
		t.Errorf("%v: %+v", err, a)
	}
	s.ask(http.StatusNoContent, http.MethodDelete, "/Users/"+id, "")
	s.ask(http.StatusCreated, http.MethodPost, "/Users", `{"userName":"mallory"}`)
	if a, err := s.state.Account(t.Context(), "mallory"); err != nil || a.Role != "" || !a.Disabled.IsZero() {
		t.Errorf("%v: %+v", err, a)
	}
}

func TestAnOldVersionIsNotOverwritten(t *testing.T) {
	t.Parallel()
	s := open(t)
	path := "/Users/" + s.user("kim")
	old := s.ask(http.StatusOK, http.MethodGet, path, "").Header.Get("ETag")
	s.ask(http.StatusNotModified, http.MethodGet, path, "", "If-None-Match", old)
	body := `{"op":"replace","path":"displayName","value":"x"}`
	s.ask(http.StatusOK, http.MethodPatch, path, `{"Operations":[`+body+`]}`, "If-Match", old)
	for _, method := range []string{http.MethodPatch, http.MethodPut, http.MethodDelete} {
		s.ask(http.StatusPreconditionFailed, method, path, `{"userName":"kim","Operations":[`+body+`]}`, "If-Match", old)
	}
	now := s.ask(http.StatusOK, http.MethodGet, path, "", "If-None-Match", old).Header.Get("ETag")
	if now == old {
		t.Error("the version stays")
	}
	s.ask(http.StatusNoContent, http.MethodDelete, path, "", "If-Match", `"other", `+now)
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	var ids []string
	for i := range bodiesAtOnce {
		ids = append(ids, s.user(fmt.Sprintf("user%d", i)))
	}
	path := "/Groups/" + s.ask(http.StatusCreated, http.MethodPost, "/Groups", `{"displayName":"Agents"}`).id(t)
	var all sync.WaitGroup
	for _, id := range ids {
		all.Go(func() {
			if _, err := s.send(http.StatusNoContent, http.MethodPatch, path, `{"Operations":[{"op":"add","path":"members","value":[{"value":"`+id+`"}]}]}`); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := s.ask(http.StatusOK, http.MethodGet, path, ""); len(list(got.body, "members")) != len(ids) {
		t.Errorf("%s", got.text)
	}
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	t.Parallel()
	s := open(t)
	for range atOnce {
		s.ask(http.StatusOK, http.MethodGet, "/ServiceProviderConfig", "")
	}
	if got := s.ask(http.StatusTooManyRequests, http.MethodGet, "/ServiceProviderConfig", ""); got.Header.Get("Retry-After") != "1" {
		t.Errorf("%v", got.Header)
	}
	s.mu.Lock()
	s.now = s.now.Add(time.Second)
	s.mu.Unlock()
	s.ask(http.StatusOK, http.MethodGet, "/ServiceProviderConfig", "")
	s.token = s.newToken(`{"roles":["provisioner"]}`)
	s.ask(http.StatusOK, http.MethodGet, "/ServiceProviderConfig", "")
}

func TestNobodyIsNamedInTheLog(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.user("findable-person")
	s.ask(http.StatusConflict, http.MethodPost, "/Users", `{"userName":"findable-person"}`)
	s.ask(http.StatusBadRequest, http.MethodPost, "/Users", `{"userName":"findable person"}`)
	s.ask(http.StatusBadRequest, http.MethodGet, `/Users?filter=userName eq "findable-person`, "")
	if err := s.state.Close(); err != nil {
		t.Fatal(err)
	}
	s.ask(http.StatusServiceUnavailable, http.MethodGet, `/Users?filter=userName eq "findable-person"`, "")
	if log := s.logs.String(); strings.Contains(log, "findable") || !strings.Contains(log, "request-17") || !strings.Contains(log, "uniqueness") {
		t.Errorf("log:\n%s", log)
	}
}

func TestErrorsOfOursAreNotForOthers(t *testing.T) {
	t.Parallel()
	if f, is := faultOf(errors.New("disk /var/lib/ringside is full")); is {
		t.Errorf("%+v", f)
	}
	for _, err := range []error{state.ErrAccountName, state.ErrEmail, state.ErrGroupName, state.ErrMember, state.ErrNotProvisioned} {
		if f, is := faultOf(fmt.Errorf("provision kim: %w", err)); !is || strings.Contains(f.detail, "provision kim") {
			t.Errorf("%v: %+v", err, f)
		}
	}
}
