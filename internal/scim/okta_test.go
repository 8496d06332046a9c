package scim

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/idp"
)

// The requests are those of "Okta and SCIM Version 2.0" (https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20), read 2026-11-23.

func TestOktaProvisionsPeople(t *testing.T) {
	t.Parallel()
	s := open(t)
	if got := s.ask(http.StatusOK, http.MethodGet, `/Users?filter=userName eq "test.user@okta.local"&startIndex=1&count=100`, ""); got.body["totalResults"] != 0.0 {
		t.Errorf("%s", got.text)
	}
	made := s.ask(http.StatusCreated, http.MethodPost, "/Users", `{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "test.user@okta.local", "name": {"givenName": "Test", "familyName": "User"},
		"emails": [{"primary": true, "value": "test.user@okta.local", "type": "work"}], "displayName": "Test User", "locale": "en-US",
		"externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq", "active": true}`)
	id := made.id(t)
	if strings.Contains(made.text, "1mz050nq") || strings.Contains(made.text, "password") {
		t.Errorf("a password comes back: %s", made.text)
	}
	if a, err := s.state.Account(t.Context(), "test.user@okta.local"); err != nil || a.Password != "" {
		t.Errorf("%v: a directory must not say by which password somebody signs in", err)
	}
	put := func(middle string, active bool) answer {
		t.Helper()
		return s.ask(http.StatusOK, http.MethodPut, "/Users/"+id, fmt.Sprintf(`{
			"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "%s", "userName": "test.user@okta.local",
			"name": {"givenName": "Another", "middleName": "%s", "familyName": "User"},
			"emails": [{"primary": true, "value": "test.user@okta.local", "type": "work", "display": "test.user@okta.local"}],
			"active": %v, "groups": [], "meta": {"resourceType": "User"}}`, id, middle, active))
	}
	if got := put("Excited", true); got.body["name"].(object)["middleName"] != "Excited" || got.body["displayName"] != nil || got.body["externalId"] != nil {
		t.Errorf("a whole resource takes away what it does not have: %s", got.text)
	}
	if got := put("", true); got.body["name"].(object)["middleName"] != nil {
		t.Errorf("an empty text is none: %s", got.text)
	}
	if got := s.patch(http.StatusOK, "/Users/"+id, `{"op":"replace","value":{"active":false}}`); got.body["active"] != false {
		t.Errorf("%s", got.text)
	}
	// Without active, what is off stays off.
	if got := s.ask(http.StatusOK, http.MethodPut, "/Users/"+id, `{"userName":"test.user@okta.local"}`); got.body["active"] != false {
		t.Errorf("%s", got.text)
	}
	if got := put("", true); got.body["active"] != true {
		t.Errorf("%s", got.text)
	}
	again := s.ask(http.StatusConflict, http.MethodPost, "/Users", `{"userName":"Test.User@okta.local"}`)
	if again.body["scimType"] != "uniqueness" {
		t.Errorf("%s", again.text)
	}
	if all := s.audited(); strings.Join(all, " ") == "" || strings.Contains(strings.Join(all, " "), "1mz050nq") {
		t.Errorf("audit log: %v", all)
	}
}

func TestOktaPushesGroups(t *testing.T) {
	t.Parallel()
	s := open(t)
	kim, lee := s.user("kim"), s.user("lee")
	made := s.ask(http.StatusCreated, http.MethodPost, "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Test SCIMv2","members":[]}`)
	path := "/Groups/" + made.id(t)
	s.patch(http.StatusNoContent, path, `{"op":"replace","value":{"id":"`+made.id(t)+`","displayName":"Test SCIMv0"}}`)
	s.patch(http.StatusNoContent, path, `{"op":"add","path":"members","value":[{"value":"`+kim+`","display":"kim@okta.local"}]}`)
	s.patch(http.StatusNoContent, path, `{"op":"remove","path":"members[value eq \"`+kim+`\"]"}`, `{"op":"add","path":"members","value":[{"value":"`+lee+`","display":"lee@okta.local"}]}`)
	if p, err := (idp.Register{Store: s.state}).Person(t.Context(), "lee"); err != nil || strings.Join(p.AllGroups(), " ") != "Test SCIMv0" {
		t.Errorf("%v: %+v", err, p)
	}
	got := s.ask(http.StatusOK, http.MethodPut, path, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"x","displayName":"Test SCIMv0",
		"members":[{"value":"`+kim+`"},{"value":"`+lee+`"}]}`)
	if len(list(got.body, "members")) != 2 {
		t.Errorf("%s", got.text)
	}
	s.patch(http.StatusNoContent, path, `{"op":"replace","path":"members","value":[{"value":"`+lee+`"}]}`)
	if got := s.ask(http.StatusOK, http.MethodGet, "/Groups?startIndex=1&count=100", ""); len(list(list(got.body, "Resources")[0].(object), "members")) != 1 {
		t.Errorf("%s", got.text)
	}
	s.ask(http.StatusNoContent, http.MethodDelete, path, "")
	if p, err := (idp.Register{Store: s.state}).Person(t.Context(), "lee"); err != nil || len(p.AllGroups()) > 0 {
		t.Errorf("%v: %+v", err, p)
	}
}

func TestPagesOfAList(t *testing.T) {
	t.Parallel()
	s := open(t)
	var names []string
	for i := range 5 {
		names = append(names, fmt.Sprintf("user%d", i))
		s.user(names[i])
	}
	all := s.ask(http.StatusOK, http.MethodGet, "/Users", "").listed("userName")
	if len(all) != 5 {
		t.Fatalf("%v", all)
	}
	for query, want := range map[string]string{
		"startIndex=1&count=2": strings.Join(all[:2], " "), "startIndex=4&count=2": strings.Join(all[3:], " "), "startIndex=6": "", "count=0": "",
		"startIndex=0&count=1": all[0], "startIndex=-7&count=1": all[0], "count=-1": "", "count=100000": strings.Join(all, " "),
		`filter=userName sw "user" and not (userName eq "user3")&startIndex=2&count=9`: strings.Join(leaving(all, "user3")[1:], " "),
	} {
		got := s.ask(http.StatusOK, http.MethodGet, "/Users?"+query, "")
		total := 5.0
		if strings.Contains(query, "filter") {
			total = 4
		}
		if strings.Join(got.listed("userName"), " ") != want || got.body["totalResults"] != total || got.body["itemsPerPage"] != float64(len(list(got.body, "Resources"))) {
			t.Errorf("%s: %s", query, got.text)
		}
	}
	got := s.ask(http.StatusOK, http.MethodPost, "/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["userName"],"filter":"userName eq \"user2\"","count":3}`)
	if found := list(got.body, "Resources"); len(found) != 1 || len(found[0].(object)) != 3 {
		t.Errorf("search: %s", got.text)
	}
	got = s.ask(http.StatusOK, http.MethodGet, "/Users?attributes=emails.value,NAME&count=1", "")
	if one := list(got.body, "Resources")[0].(object); len(list(one, "emails")[0].(object)) != 1 || one["userName"] != nil || one["id"] == nil {
		t.Errorf("attributes: %s", got.text)
	}
	got = s.ask(http.StatusOK, http.MethodGet, "/Users?excludedAttributes=emails.type,meta,id&count=1", "")
	if one := list(got.body, "Resources")[0].(object); len(list(one, "emails")[0].(object)) != 2 || one["meta"] != nil || one["id"] == nil {
		t.Errorf("excludedAttributes: %s", got.text)
	}
}

func leaving(all []string, but string) (left []string) {
	for _, one := range all {
		if one != but {
			left = append(left, one)
		}
	}
	return left
}
