package api

import (
	"fmt"
	"testing"
	"time"
)

func TestRangeBeforeTheFirstContactIsNoted(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 10, 3, 0, 0, 0, time.UTC)
	h := site(t, s)
	for from, want := range map[string]int{"2026-11-01": 1, "2026-11-11": 0, "2026-11-10": 1} {
		body := fmt.Sprintf(`{"metrics":["contacts_handled"],"from":%q,"to":"2026-11-20"}`, from)
		got := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", body))
		if len(got.Notes) != want {
			t.Errorf("from %s: notes %+v, want %d", from, got.Notes, want)
		}
		for _, note := range got.Notes {
			if note.Kind != "before_data" || note.DataFrom != "2026-11-10T12:00:00+09:00" {
				t.Errorf("from %s: %+v", from, note)
			}
		}
	}
}

func TestFutureCanBeAskedWhereThereAreContactsInIt(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	const body = `{"metrics":["contacts_handled"],"from":"2030-11-01","to":"2030-11-20"}`
	if code := ask(h, "POST", Prefix+"/query", body).Code; code != 422 {
		t.Errorf("a range in the future: %d", code)
	}
	s.status.NewestInitiation = time.Date(2030, 11, 10, 3, 0, 0, 0, time.UTC) // of a clock that is ahead
	if code := ask(h, "POST", Prefix+"/query", body).Code; code != 200 {
		t.Errorf("a range in the future, with contacts: %d", code)
	}
}
