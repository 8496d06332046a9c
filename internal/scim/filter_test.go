package scim

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// babs is the user of RFC 7644, section 3.4.2.2, as far as we keep one.
func babs() object {
	return object{
		"id": "2819c223", "externalId": "bjensen", "userName": "bJensen@example.com", "active": true, "displayName": "김 O\"Hara",
		"name": object{"familyName": "O'Malley", "givenName": "Babs"},
		"emails": []any{
			object{"type": "work", "value": "bjensen@Example.com", "primary": true}, object{"type": "home", "value": "babs@jensen.org"},
		},
		"meta": object{"resourceType": "User", "lastModified": "2011-05-13T04:42:34.000Z"},
	}
}

func TestFiltersPick(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`userName eq "bjensen@EXAMPLE.com"`: true, `USERNAME EQ "bjensen@example.com"`: true, `userName eq "bjensen"`: false, `userName ne "x"`: true,
		`name.familyName co "O'Malley"`: true, `userName sw "BJ"`: true, `userName ew ".com"`: true, `userName co "jensen" and active eq false`: false,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"`: true, `displayName pr`: true, `name.middleName pr`: false, `title pr`: false,
		`meta.lastModified gt "2011-05-13T04:42:34Z"`: false, `meta.lastModified ge "2011-05-13T04:42:33.000Z"`: true, `meta.lastModified lt "2012"`: true,
		`meta.lastModified le "2010"`: false, `externalId eq "BJENSEN"`: false, `externalId eq "bjensen"`: true, `id eq "2819c223"`: true,
		`active eq true`: true, `active eq "True"`: true, `active eq True`: true, `active ne true`: false, `active eq 1`: false, `active gt true`: false,
		`displayName eq "김 O\"Hara"`: true, `name.middleName eq null`: true, `displayName eq null`: false, `emails.type eq "home"`: true, `emails eq "babs@jensen.org"`: true,
		`emails[type eq "work" and value co "@example.com"]`: true, `emails[type eq "home" and primary eq true]`: false, `emails[type eq "fax"]`: false,
		`emails[type eq "work"].value eq "bjensen@example.com"`: true, `emails[type eq "home"].value eq "bjensen@example.com"`: false,
		`not (userName eq "x")`: true, `not(active eq true)`: false, `userName eq "x" or active eq true and displayName pr`: true,
		`(userName eq "x" or active eq true) and title pr`: false, `not (title pr)`: true, `addresses[country eq "KR"]`: false,
		`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "x"`: false, `userName eq "a" OR userName eq "b" Or active eq TRUE`: true,
	} {
		f, err := users.parseFilter(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := f.match(babs()); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{
		``, `userName`, `userName eq`, `eq "x"`, `userName eq "x`, `userName eq "x" and`, `userName eq "x" "y"`, `(userName pr`, `userName pr)`, `not userName pr`,
		`emails[type eq "x"`, `emails[]`, `emails[size pr]`, `userName[type pr]`, `userName eq 'x'`, `name.size pr and x pr`, `emails.size pr`, `userName eq "\x"`,
		`emails[type eq "x"].size eq "y"`, `a.b.c pr`, `"userName" eq "x"`, `[ pr`,
	} {
		if f, err := users.parseFilter(text); err == nil || err.kind != "invalidFilter" || err.status != 400 {
			t.Errorf("%s: %v, %v", text, f, err)
		}
	}
}

func TestPatchesChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		operations string
		want       func(object)
	}{
		"add merges":        {`{"op":"add","path":"name","value":{"middleName":"J"}}`, func(o object) { o["name"].(object)["middleName"] = "J" }},
		"replace merges":    {`{"op":"replace","path":"NAME","value":{"GivenName":"B"}}`, func(o object) { o["name"].(object)["givenName"] = "B" }},
		"null takes away":   {`{"op":"replace","path":"name","value":{"givenName":null}}`, func(o object) { delete(o["name"].(object), "givenName") }},
		"a whole name":      {`{"op":"remove","path":"name"}`, func(o object) { delete(o, "name") }},
		"a part of it":      {`{"op":"remove","path":"name.givenName"}`, func(o object) { delete(o["name"].(object), "givenName") }},
		"the last part":     {`{"op":"remove","path":"name.givenName"},{"op":"remove","path":"name.familyName"}`, func(o object) { delete(o, "name") }},
		"formatted":         {`{"op":"replace","path":"name.formatted","value":"x"}`, func(object) {}},
		"another schema":    {`{"op":"add","path":"urn:x:y:z","value":"x"}`, func(object) {}},
		"with its schema":   {`{"op":"add","path":"` + userSchema + `:displayName","value":"x"}`, func(o object) { o["displayName"] = "x" }},
		"one that is there": {`{"op":"add","path":"emails","value":{"type":"home","value":"babs@jensen.org"}}`, func(object) {}},
		"a new primary": {`{"op":"add","path":"emails","value":[{"value":"n@x","primary":"True"}]}`, func(o object) {
			o["emails"].([]any)[0].(object)["primary"] = false
			o["emails"] = append(o["emails"].([]any), object{"value": "n@x", "primary": true})
		}},
		"another primary": {`{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}`, func(o object) {
			o["emails"].([]any)[0].(object)["primary"], o["emails"].([]any)[1].(object)["primary"] = false, true
		}},
		"all values": {`{"op":"replace","path":"emails.type","value":"other"}`, func(o object) {
			o["emails"].([]any)[0].(object)["type"], o["emails"].([]any)[1].(object)["type"] = "other", "other"
		}},
		"an element made":   {`{"op":"add","path":"emails[type eq \"other\"].value","value":"n@x"}`, func(o object) { o["emails"] = append(o["emails"].([]any), object{"type": "other", "value": "n@x"}) }},
		"an element goes":   {`{"op":"remove","path":"emails[type eq \"home\"]"}`, func(o object) { o["emails"] = o["emails"].([]any)[:1] }},
		"its value goes":    {`{"op":"replace","path":"emails[type eq \"home\"].value","value":""}`, func(o object) { o["emails"] = o["emails"].([]any)[:1] }},
		"its type goes":     {`{"op":"remove","path":"emails[type eq \"home\"].type"}`, func(o object) { delete(o["emails"].([]any)[1].(object), "type") }},
		"all go":            {`{"op":"remove","path":"emails"}`, func(o object) { delete(o, "emails") }},
		"all go by nothing": {`{"op":"replace","path":"emails","value":[]}`, func(o object) { delete(o, "emails") }},
		"none goes":         {`{"op":"remove","path":"emails[type eq \"fax\"]"}`, func(object) {}},
		"what may not, within": {
			`{"op":"replace","value":{"id":"x","groups":[{"value":"x"}],"meta":{"created":"x"},"schemas":[],"displayName":"x","unknown":1}}`,
			func(o object) { o["displayName"] = "x" },
		},
	} {
		var operations []operation
		if err := json.Unmarshal([]byte(`[`+c.operations+`]`), &operations); err != nil {
			t.Fatal(err)
		}
		got, want := babs(), babs()
		c.want(want)
		if err := users.apply(got, patch{Operations: operations}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (- want, + got)\n%s", name, diff)
		}
	}
}

// FuzzFilter: whatever is sent is read or refused as a filter, and picks or does not.
func FuzzFilter(f *testing.F) {
	for _, text := range []string{`userName eq "x"`, `emails[type eq "work"].value co "x"`, `not (a pr) or (id eq "\u0000" and active eq true)`, `((`, `"`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := users.parseFilter(text)
		if err != nil {
			if err.kind != "invalidFilter" || err.status != 400 {
				t.Errorf("%q: %+v", text, err)
			}
			return
		}
		read.match(babs())
		wants(read, "userName")
		asks(read, "emails")
	})
}

// FuzzPatch: whatever is sent, what can only be read stays, and a user stays one that can be kept.
func FuzzPatch(f *testing.F) {
	f.Add(`[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"x"}]`)
	f.Add(`[{"op":"add","value":{"name.givenName":"a","active":"False","emails":[{"value":"x"}]}}]`)
	f.Add(`[{"op":"remove","path":"emails","value":[{"value":"x"}]}]`)
	f.Fuzz(func(t *testing.T, text string) {
		var operations []operation
		if json.Unmarshal([]byte(text), &operations) != nil {
			return
		}
		o := babs()
		if users.apply(o, patch{Operations: operations}) != nil {
			return
		}
		if !cmp.Equal(o["id"], babs()["id"]) || !cmp.Equal(o["meta"], babs()["meta"]) || o["groups"] != nil || o["roles"] != nil {
			t.Errorf("%s: %v", text, o)
		}
		for name := range o {
			if find(users.Attributes, name) == nil && find(common, name) == nil {
				t.Errorf("%s: there is %q now", text, name)
			}
		}
		again, err := users.read(clone(o).(object))
		if err != nil {
			t.Fatalf("%s: what came of it is refused: %v", text, err)
		}
		left := clone(o).(object)
		delete(left, "id")
		delete(left, "meta")
		if diff := cmp.Diff(left, again); diff != "" && !strings.Contains(text, `\u`) {
			t.Errorf("%s: it is read as something else (- was, + is)\n%s", text, diff)
		}
	})
}
