package state

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func save(t *testing.T, db *DB, view SavedView) SavedView {
	t.Helper()
	kept, err := db.SaveView(t.Context(), view)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestViewsAreKeptByKindAndName(t *testing.T) {
	folder, clock := t.TempDir(), newClock()
	db := open(t, folder, clock)
	made := clock.Now()
	queues := save(t, db, SavedView{Kind: "report", Name: " 대기열별  주간 ", Query: "range=7d&by=queue", Pinned: true})
	save(t, db, SavedView{Kind: "contacts", Name: "Abandoned", Query: "outcome=abandoned"})
	save(t, db, SavedView{Kind: "report", Name: "agents", Query: ""})

	got, err := open(t, folder, clock).SavedViews(t.Context(), "", "report")
	if err != nil {
		t.Fatal(err)
	}
	want := []SavedView{
		{ID: got[0].ID, Kind: "report", Name: "agents", Created: made, Updated: made},
		{ID: queues.ID, Kind: "report", Name: "대기열별 주간", Query: "range=7d&by=queue", Pinned: true, Created: made, Updated: made},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("views (-want +got):\n%s", diff)
	}
	if all, err := db.SavedViews(t.Context(), "", ""); err != nil || len(all) != 3 {
		t.Errorf("%d views of all kinds, %v; want 3", len(all), err)
	}
}

func TestReplacedViewKeepsKindAndCreation(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	first := save(t, db, SavedView{Kind: "report", Name: "a", Query: "range=7d"})
	clock.advance(time.Hour)
	got := save(t, db, SavedView{ID: first.ID, Kind: "contacts", Name: "A", Query: "range=30d", Pinned: true})
	want := SavedView{
		ID: first.ID, Kind: "report", Name: "A", Query: "range=30d", Pinned: true, Created: first.Created, Updated: clock.Now(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("view (-want +got):\n%s", diff)
	}
}

func TestDeletedViewIsGoneAndCanBeSavedAgain(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	view := save(t, db, SavedView{Kind: "report", Name: "a", Query: "range=7d"})
	deleted, err := db.DeleteView(t.Context(), "", view.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(view, deleted); diff != "" {
		t.Errorf("deleted (-want +got):\n%s", diff)
	}
	if _, err := db.DeleteView(t.Context(), "", view.ID); !errors.Is(err, ErrNoView) {
		t.Errorf("deleting it again: %v, want %v", err, ErrNoView)
	}
	if _, err := db.SaveView(t.Context(), view); !errors.Is(err, ErrNoView) {
		t.Errorf("replacing it: %v, want %v", err, ErrNoView)
	}
	deleted.ID = ""
	save(t, db, deleted)
}

func TestPinsOfADeletedViewGoWithIt(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	report := save(t, db, SavedView{Kind: "report", Name: "a"})
	other := save(t, db, SavedView{Kind: "report", Name: "b"})
	for _, kind := range []string{"on_overview", "on_month"} {
		save(t, db, SavedView{Kind: kind, Name: report.ID, Query: "view=" + report.ID})
	}
	pin := save(t, db, SavedView{Kind: "on_overview", Name: other.ID, Query: "view=" + other.ID})
	named := save(t, db, SavedView{Kind: "onward", Name: report.ID})
	if _, err := db.DeleteView(t.Context(), "", report.ID); err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, kind := range []string{"report", "on_overview", "on_month", "onward"} {
		views, err := db.SavedViews(t.Context(), "", kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, view := range views {
			left = append(left, view.ID)
		}
	}
	if diff := cmp.Diff([]string{other.ID, pin.ID, named.ID}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

func TestNamesOfAKindAreToldApart(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	save(t, db, SavedView{Kind: "report", Name: "Sales"})
	other := save(t, db, SavedView{Kind: "report", Name: "Other"})
	save(t, db, SavedView{Kind: "contacts", Name: "Sales"})
	for _, view := range []SavedView{
		{Kind: "report", Name: "Sales"}, {Kind: "report", Name: " sALES "}, {ID: other.ID, Name: "sales"},
	} {
		if _, err := db.SaveView(t.Context(), view); !errors.Is(err, ErrViewName) {
			t.Errorf("%+v: %v, want %v", view, err, ErrViewName)
		}
	}
}

func TestNameIsGivenOnceWhenManyWantItAtOnce(t *testing.T) {
	folder, clock := t.TempDir(), newClock()
	outcomes := make(chan error, 4) // sent to by each saver once; never closed
	var wg sync.WaitGroup
	for range 4 {
		db := open(t, folder, clock)
		wg.Go(func() {
			_, err := db.SaveView(t.Context(), SavedView{Kind: "report", Name: "a"})
			outcomes <- err
		})
	}
	wg.Wait()
	kept := 0
	for range 4 {
		if err := <-outcomes; err == nil {
			kept++
		} else if !errors.Is(err, ErrViewName) {
			t.Error(err)
		}
	}
	if kept != 1 {
		t.Errorf("%d views of one name, want 1", kept)
	}
}

func TestViewsThatCannotBeKeptAreRefused(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	for _, view := range []SavedView{
		{Kind: "", Name: "a"},
		{Kind: "Report", Name: "a"},
		{Kind: strings.Repeat("a", 33), Name: "a"},
		{Kind: "report", Name: ""},
		{Kind: "report", Name: " \t\n"},
		{Kind: "report", Name: strings.Repeat("가", 101)},
		{Kind: "report", Name: "a\x00b"},
		{Kind: "report", Name: "right\u202eleft"},
		{Kind: "report", Name: "\xff"},
		{Kind: "report", Name: "a", Query: strings.Repeat("q", 8001)},
		{Kind: "report", Name: "a", Query: "range=%zz"},
	} {
		if _, err := db.SaveView(t.Context(), view); !errors.Is(err, ErrView) {
			t.Errorf("%+q, %+q: %v, want %v", view.Kind, view.Name, err, ErrView)
		}
	}
	save(t, db, SavedView{Kind: "report", Name: strings.Repeat("가", 100), Query: strings.Repeat("q", 8000)})
	save(t, db, SavedView{Kind: "report", Name: "👩‍💻"})
}

func TestThereAreNotTooManyViews(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	tx, err := db.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range MaxViews {
		if _, err := tx.ExecContext(t.Context(), savedViewSave, fmt.Sprint(i), "", "report", fmt.Sprint(i), fmt.Sprint(i), "", 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveView(t.Context(), SavedView{Kind: "report", Name: "one more"}); !errors.Is(err, ErrView) {
		t.Errorf("error %v, want %v", err, ErrView)
	}
	save(t, db, SavedView{ID: "7", Name: "seven"})
}

func TestAViewIsSeenByItsOwnerAlone(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	save := func(owner, name string) SavedView {
		t.Helper()
		kept, err := db.SaveView(t.Context(), SavedView{Owner: owner, Kind: "report", Name: name})
		if err != nil || kept.Owner != owner {
			t.Fatalf("%+v, %v", kept, err)
		}
		return kept
	}
	kims, everybodys := save("kim", "a"), save("", "a") // of the same name
	for owner, want := range map[string]string{"kim": kims.ID, "": everybodys.ID} {
		if all, err := db.SavedViews(t.Context(), owner, ""); err != nil || len(all) != 1 || all[0].ID != want {
			t.Errorf("%q sees %+v, %v", owner, all, err)
		}
	}
	stolen := kims
	stolen.Owner = "lee"
	if _, err := db.SaveView(t.Context(), stolen); !errors.Is(err, ErrNoView) {
		t.Errorf("another one's view was replaced: %v", err)
	}
	if _, err := db.DeleteView(t.Context(), "", kims.ID); !errors.Is(err, ErrNoView) {
		t.Errorf("another one's view was deleted: %v", err)
	}
	if _, err := db.DeleteView(t.Context(), "kim", kims.ID); err != nil {
		t.Error(err)
	}
}

func TestEveryViewIsOfEveryOwner(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	for _, owner := range []string{"", "kim", "lee"} {
		if _, err := db.SaveView(t.Context(), SavedView{Owner: owner, Kind: "report", Name: "of " + owner, Query: "a=b"}); err != nil {
			t.Fatal(err)
		}
	}
	if views, err := db.EveryView(t.Context()); err != nil || len(views) != 3 {
		t.Errorf("%+v, %v", views, err)
	}
	if views, err := db.SavedViews(t.Context(), "", ""); err != nil || len(views) != 1 {
		t.Errorf("everybody's: %+v, %v", views, err)
	}
}
