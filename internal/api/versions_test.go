package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// madeUpVersions are four versions of one contact, of which the second is damaged and the third came late.
func madeUpVersions() []store.ContactVersion {
	all := make([]store.ContactVersion, 4)
	for i := range all {
		at := now.Add(time.Duration(i) * time.Minute)
		all[i] = store.ContactVersion{
			Key: fmt.Sprintf("%d.0", i+1), LastUpdate: connect.MillisOf(at), Received: at.Add(time.Second), Source: "firehose",
			Raw: fmt.Appendf(nil, `{"ContactId":"c","Agent":null,"Attributes":{"step":"%d"}}`, i+1), Late: i == 2,
		}
	}
	all[1] = store.ContactVersion{Key: "2.0", LastUpdate: all[1].LastUpdate}
	return all
}

func TestVersionsAreComparedWithTheNearestReadableOne(t *testing.T) {
	s := madeUpStore()
	s.versions = map[connect.ContactID][]store.ContactVersion{"c": madeUpVersions()}
	h := site(t, s)
	type version struct {
		Number, ComparedWith int64
		Damaged, Late        bool
		Changes              []RecordChange
	}
	list := func(query string) ([]version, string) {
		w := ask(h, "GET", Prefix+"/contacts/c/versions"+query, "")
		var got VersionList
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
			t.Fatalf("versions: %d %s", w.Code, w.Body)
		}
		var all []version
		for _, v := range got.Versions {
			all = append(all, version{v.Number, v.ComparedWith, v.Damage != "", v.Late, v.Changes})
		}
		return all, got.Earlier
	}
	step := func(before, after string) []RecordChange {
		return []RecordChange{{Path: "/Attributes/step", Kind: "changed", Before: before, After: after}}
	}
	want := []version{
		{1, 0, false, false, []RecordChange{}},
		{2, 0, true, false, []RecordChange{}},
		{3, 1, false, true, step("1", "3")},
		{4, 3, false, false, step("3", "4")},
	}
	got, earlier := list("")
	if diff := cmp.Diff(want, got); diff != "" || earlier != "" {
		t.Errorf("all versions, earlier %q (-want +got):\n%s", earlier, diff)
	}
	got, earlier = list("?limit=1")
	if diff := cmp.Diff(want[3:], got); diff != "" || earlier != "4.0" {
		t.Errorf("newest version, earlier %q (-want +got):\n%s", earlier, diff)
	}
	got, earlier = list("?limit=2&before=4.0")
	if diff := cmp.Diff(want[1:3], got); diff != "" || earlier != "2.0" {
		t.Errorf("versions before, earlier %q (-want +got):\n%s", earlier, diff)
	}
	if w := ask(h, "GET", Prefix+"/contacts/nobody/versions", ""); w.Code != http.StatusNotFound {
		t.Errorf("versions of nobody: %d %s", w.Code, w.Body)
	}
}
