package scim

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/idp"
)

// The requests are those of "Tutorial: Develop and plan provisioning for a SCIM endpoint in Microsoft Entra ID"
// (https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups) and of "Known issues and resolutions
// with SCIM 2.0 protocol compliance" (…/application-provisioning-config-problem-scim-compatibility), both read 2026-11-23.

const entraUser = `{
	"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
	"externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
	"userName": "Test_User_00aa00aa",
	"active": true,
	"emails": [{"primary": true, "type": "work", "value": "Test_User_11bb11bb@testuser.com"}],
	"meta": {"resourceType": "User"},
	"name": {"formatted": "givenName familyName", "familyName": "familyName", "givenName": "givenName"},
	"roles": [],
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Seoul"}
}`

func TestEntraProvisionsPeople(t *testing.T) {
	t.Parallel()
	s := open(t)
	if a := s.ask(http.StatusOK, http.MethodGet, `/Users?filter=userName eq "non-existent user"`, ""); a.body["totalResults"] != 0.0 || len(list(a.body, "Resources")) > 0 {
		t.Errorf("the test of the connection: %s", a.text)
	}
	made := s.ask(http.StatusCreated, http.MethodPost, "/Users", entraUser)
	id := made.id(t)
	if made.Header.Get("Location") != s.url+"/Users/"+id || made.Header.Get("ETag") == "" {
		t.Errorf("headers %v", made.Header)
	}
	meta := made.body["meta"].(object)
	want := object{
		"schemas": []any{userSchema}, "id": id, "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "userName": "Test_User_00aa00aa", "active": true,
		"name":   object{"familyName": "familyName", "givenName": "givenName"},
		"emails": []any{object{"primary": true, "type": "work", "value": "Test_User_11bb11bb@testuser.com"}},
		"meta": object{
			"resourceType": "User", "created": "2026-11-23T09:00:00.000Z", "lastModified": "2026-11-23T09:00:00.000Z",
			"location": s.url + "/Users/" + id, "version": meta["version"],
		},
	}
	if diff := cmp.Diff(want, made.body); diff != "" {
		t.Errorf("(- want, + got)\n%s", diff)
	}
	if got := s.ask(http.StatusOK, http.MethodGet, "/Users/"+id, ""); !cmp.Equal(want, got.body) {
		t.Errorf("read again: %s", got.text)
	}
	for _, filter := range []string{
		`userName eq "test_user_00AA00aa"`, `externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"`, `emails[type eq "work"].value eq "test_user_11bb11bb@testuser.com"`,
		`emails.value eq "TEST_user_11bb11bb@testuser.com"`, `id eq "` + id + `" and active eq true`,
	} {
		if got := s.ask(http.StatusOK, http.MethodGet, "/Users?filter="+filter, ""); len(list(got.body, "Resources")) != 1 {
			t.Errorf("%s: %s", filter, got.text)
		}
	}
	s.patch(http.StatusOK, "/Users/"+id,
		`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"updatedEmail@microsoft.com"}`, `{"op":"Replace","path":"name.familyName","value":"updatedFamilyName"}`,
		`{"op":"Add","path":"emails[type eq \"home\"].value","value":"home@example.org"}`, `{"op":"Add","path":"title","value":"Agent"}`,
		`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Busan"}`)
	register := idp.Register{Store: s.state, Now: s.Now}
	p, err := register.Person(t.Context(), "test_user_00aa00aa")
	if err != nil || p.Email != "updatedEmail@microsoft.com" || p.FamilyName != "updatedFamilyName" || p.GivenName != "givenName" {
		t.Errorf("%v: %+v", err, p)
	}
	got := s.patch(http.StatusOK, "/Users/"+id, `{"op":"Replace","value":{"displayName":"A B","name.givenName":"G","emails[type eq \"work\"].value":"third@example.org","unknown":"x"}}`)
	if str(got.body, "displayName") != "A B" || got.body["name"].(object)["givenName"] != "G" || list(got.body, "emails")[0].(object)["value"] != "third@example.org" {
		t.Errorf("without a path: %s", got.text)
	}
	got = s.patch(http.StatusOK, "/Users/"+id, `{"op":"Replace","path":"userName","value":"5b50642d@testuser.com"}`)
	if str(got.body, "userName") != "5b50642d@testuser.com" {
		t.Errorf("%s", got.text)
	}
	for _, off := range []string{`"False"`, `false`, `[{"$ref":null,"value":"False"}]`} {
		if got := s.patch(http.StatusOK, "/Users/"+id, `{"op":"Replace","path":"active","value":`+off+`}`); got.body["active"] != false {
			t.Errorf("%s: %s", off, got.text)
		}
		if a, err := s.state.Account(t.Context(), "5b50642d@testuser.com"); err != nil || a.Disabled.IsZero() {
			t.Errorf("%s: %v: %+v", off, err, a)
		}
		if got := s.patch(http.StatusOK, "/Users/"+id, `{"op":"Replace","path":"active","value":"True"}`); got.body["active"] != true {
			t.Errorf("%s: %s", off, got.text)
		}
	}
	s.ask(http.StatusNoContent, http.MethodDelete, "/Users/"+id, "")
	s.ask(http.StatusNotFound, http.MethodGet, "/Users/"+id, "")
	s.ask(http.StatusNotFound, http.MethodDelete, "/Users/"+id, "")
	audited := strings.Join(s.audited(), "\n")
	wanted := `add_user test_user_00aa00aa
describe_user test_user_00aa00aa
describe_user test_user_00aa00aa
rename_user test_user_00aa00aa → 5b50642d@testuser.com
disable_user 5b50642d@testuser.com
enable_user 5b50642d@testuser.com
disable_user 5b50642d@testuser.com
enable_user 5b50642d@testuser.com
disable_user 5b50642d@testuser.com
enable_user 5b50642d@testuser.com
remove_user 5b50642d@testuser.com`
	if diff := cmp.Diff(wanted, audited); diff != "" {
		t.Errorf("audit log (- want, + got)\n%s", diff)
	}
}

func TestEntraProvisionsGroups(t *testing.T) {
	t.Parallel()
	s := open(t)
	kim, lee, park := s.user("kim"), s.user("lee"), s.user("park")
	id := s.ask(http.StatusCreated, http.MethodPost, "/Groups", `{
		"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
		"externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159", "displayName": "displayName", "meta": {"resourceType": "Group"}}`).id(t)
	path := "/Groups/" + id
	s.patch(http.StatusNoContent, path, `{"op":"Replace","path":"displayName","value":"1879db59-3bdf-4490-ad68-ab880a269474updatedDisplayName"}`)
	s.patch(http.StatusNoContent, path, `{"op":"Add","path":"members","value":[{"$ref":null,"value":"`+kim+`"},{"$ref":null,"value":"`+lee+`"}]}`)
	s.patch(http.StatusNoContent, path, `{"op":"Add","path":"members","value":[{"value":"`+lee+`"},{"value":"`+park+`"}]}`)
	in := func(who ...string) {
		t.Helper()
		var got []string
		for _, one := range list(s.ask(http.StatusOK, http.MethodGet, path, "").body, "members") {
			member := one.(object)
			if member["$ref"] != s.url+"/Users/"+str(member, "value") || member["type"] != "User" {
				t.Errorf("member %v", member)
			}
			got = append(got, str(member, "value"))
		}
		if len(got) != len(who) {
			t.Errorf("members %v, want %v", got, who)
		}
		for _, one := range who {
			if !strings.Contains(strings.Join(got, " "), one) {
				t.Errorf("members %v, want %v", got, who)
			}
		}
	}
	in(kim, lee, park)
	s.patch(http.StatusNoContent, path, `{"op":"Remove","path":"members","value":[{"$ref":null,"value":"`+kim+`"}]}`)
	in(lee, park)
	s.patch(http.StatusNoContent, path, `{"op":"Remove","path":"members","value":[]}`)
	in(lee, park)
	s.patch(http.StatusNoContent, path, `{"op":"Remove","path":"members[value eq \"`+lee+`\"]"}`, `{"op":"Remove","path":"members[value eq \"`+lee+`\"]"}`)
	in(park)
	if got := s.ask(http.StatusOK, http.MethodGet, path+"?excludedAttributes=members", ""); got.body["members"] != nil || str(got.body, "displayName") == "" {
		t.Errorf("without members: %s", got.text)
	}
	name := `displayName eq "1879DB59-3bdf-4490-ad68-ab880a269474updatedDisplayName"`
	for filter, want := range map[string]int{
		name: 1, `id eq "` + id + `" and members eq "` + park + `"`: 1, `id eq "` + id + `" and members eq "` + kim + `"`: 0, `displayName eq "displayName"`: 0,
	} {
		got := s.ask(http.StatusOK, http.MethodGet, "/Groups?excludedAttributes=members&filter="+filter, "")
		if found := list(got.body, "Resources"); len(found) != want || want == 1 && found[0].(object)["members"] != nil {
			t.Errorf("%s: %s", filter, got.text)
		}
	}
	if got := s.ask(http.StatusOK, http.MethodGet, "/Users/"+park, ""); list(got.body, "groups")[0].(object)["value"] != id {
		t.Errorf("groups of a member: %s", got.text)
	}
	s.patch(http.StatusNoContent, path, `{"op":"Remove","path":"members"}`)
	in()
	s.ask(http.StatusNoContent, http.MethodDelete, path, "")
	s.ask(http.StatusNotFound, http.MethodGet, path, "")
	audited := s.audited()[3:]
	renamed := "1879db59-3bdf-4490-ad68-ab880a269474updatedDisplayName"
	for i, want := range []string{
		"add_group displayName", "change_group displayName → " + renamed, "change_group " + renamed + ": +", "change_group " + renamed + ": +park",
		"change_group " + renamed + ": -kim", "change_group " + renamed + ": -lee", "change_group " + renamed + ": -park", "remove_group " + renamed,
	} {
		if i >= len(audited) || !strings.HasPrefix(audited[i], want) {
			t.Fatalf("audit log %q, want %q as entry %d", audited, want, i)
		}
	}
}
