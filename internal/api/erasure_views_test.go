package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

func TestViewsThatNameWhomOneForgetsAreFoundAndDeleted(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	for i, v := range []state.SavedView{
		{Kind: "contacts", Name: "of one caller", Query: "where=attribute%3Aphone%3D%2B821012345678&zone=UTC"},
		{Kind: "report", Name: "010-1234-5678 called again", Query: "range=7d", Owner: "kim"},
		{Kind: "contacts", Name: "by id", Query: "q=C-7%20open"},
		{Kind: "contacts", Name: "by mail", Query: "where=attribute:mail=Kim@Example.org"},
		{Kind: "contacts", Name: "another caller", Query: "where=attribute%3Aphone%3D%2B821012345679"},
		{Kind: "report", Name: "everybody", Query: "range=7d&by=queue"},
	} {
		if _, err := db.SaveView(t.Context(), v); err != nil {
			t.Fatal(i, err)
		}
	}
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Views, o.Audit = db, db })
	found := func(body string) string {
		t.Helper()
		w := ask(h, "POST", Prefix+"/erasure/views", body)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		var said []string
		for _, v := range decode[ErasureViews](t, w).Views {
			said = append(said, fmt.Sprintf("%s %t", v.Name, v.Owned))
		}
		return strings.Join(said, ", ")
	}
	for body, want := range map[string]string{
		`{"customers":["+82 10 1234 5678"]}`: "of one caller false, 010-1234-5678 called again true",
		`{"customers":["kim@example.org"]}`:  "by mail false",
		`{"contacts":["c-7"]}`:               "by id false",
		`{"customers":["+821099998888"]}`:    "",
	} {
		if diff := cmp.Diff(want, found(body)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
	if w := ask(h, "POST", Prefix+"/erasure/views", `{}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("of nobody: %d", w.Code)
	}
	found(`{"customers":["+821012345678"],"contacts":["c-7"],"remove":true}`)
	left, err := db.EveryView(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range left {
		names = append(names, v.Name)
	}
	if diff := cmp.Diff([]string{"another caller", "by mail", "everybody"}, names); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	list := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", ""))
	if e := list.Entries[0]; e.Action != "erase_views" || e.Subject != "views=3 remove=true" {
		t.Errorf("%+v", e)
	}
}
