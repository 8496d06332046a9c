package api

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/state"
)

// emptyViews is real application state in which nothing is saved, with a clock that shows now.
func emptyViews(t *testing.T) *state.DB {
	t.Helper()
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestViewIsSavedRenamedAndDeleted(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Views = emptyViews(t) })
	made := decode[View](t, ask(h, "POST", Prefix+"/views", `{"kind":"report","name":"주간","query":"range=7d&by=queue"}`))
	want := View{ID: made.ID, Kind: "report", Name: "월간", Query: "range=30d", Pinned: true, Created: now.UTC(), Updated: now.UTC()}
	renamed := decode[View](t, ask(h, "PUT", Prefix+"/views/"+made.ID, `{"name":"월간","query":"range=30d","pinned":true}`))
	if diff := cmp.Diff(want, renamed); diff != "" {
		t.Errorf("renamed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ViewList{Views: []View{want}}, decode[ViewList](t, ask(h, "GET", Prefix+"/views", ""))); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, decode[View](t, ask(h, "DELETE", Prefix+"/views/"+made.ID, ""))); diff != "" {
		t.Errorf("deleted (-want +got):\n%s", diff)
	}
	if left := decode[ViewList](t, ask(h, "GET", Prefix+"/views?kind=report", "")); len(left.Views) != 0 {
		t.Errorf("left: %+v", left.Views)
	}
}

func TestViewsThatCannotBeKeptAreToldWhy(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Views = emptyViews(t) })
	decode[View](t, ask(h, "POST", Prefix+"/views", `{"kind":"report","name":"Weekly","query":""}`))
	for _, tt := range []struct {
		method, target, body string
		status               int
		hint                 string
	}{
		{"POST", "/views", `{"kind":"report","name":"weekly","query":""}`, 409, "Choose another name"},
		{"POST", "/views", `{"kind":"Report!","name":"a","query":""}`, 422, "kind must be"},
		{"POST", "/views", `{"kind":"report","name":" ","query":""}`, 422, "give it a name"},
		{"POST", "/views", `{"kind":"report","name":"a","query":"` + strings.Repeat("q", 8001) + `"}`, 422, "8000 bytes"},
		{"PUT", "/views/none", `{"name":"a","query":""}`, 404, "no such saved view"},
		{"DELETE", "/views/none", "", 404, "no such saved view"},
	} {
		if got := problemOf(t, h, tt.method, Prefix+tt.target, tt.body); got.Status != tt.status || !strings.Contains(got.Detail, tt.hint) {
			t.Errorf("%s %s %.60s: %d %q, want %d with %q", tt.method, tt.target, tt.body, got.Status, got.Detail, tt.status, tt.hint)
		}
	}
}
