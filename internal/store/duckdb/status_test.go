package duckdb

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Whoever looks because something is wrong must not read that nothing was ever received.
func TestStatusOfAProjectionThatStandsStillTellsWhatIsKnown(t *testing.T) {
	s := openTest(t, Options{})
	appendContact(t, s, 1)
	s.gate.Lock()
	err := s.db.close()
	s.gate.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	s.trouble(errors.New("out of order"))
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []store.SourceStatus{{
		Source: "test", Kind: connect.KindContact, Outcome: store.Outcome{Read: 1, Stored: 1},
		LastReceived: time.Unix(1, 0).UTC(), LastEvent: connect.MillisOf(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)),
		FirstReceived: time.Unix(1, 0).UTC(), FirstEvent: connect.MillisOf(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)),
	}}
	if diff := cmp.Diff(want, status.Sources); diff != "" {
		t.Errorf("sources (- want, + got):\n%s", diff)
	}
	if status.QuarantineOpen != store.Unknown || status.Problem != "out of order" {
		t.Errorf("%d in quarantine, problem %q; want an unknown number, and the problem", status.QuarantineOpen, status.Problem)
	}
	s.suspect(errors.New("closed")) // so that it is opened again
}

// What came first is not guessed from what came after an older version was replaced.
func TestTheFirstOfAnOlderVersionIsNotKnown(t *testing.T) {
	dir := t.TempDir()
	for n, made := range []string{`
		alter table outcomes drop column first_received_ms;
		alter table outcomes drop column first_event_ms;
		delete from migrations where name = '0010_first_of_source.sql'`, "", ""} {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		appendContact(t, s, n)
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if of := status.Sources[0]; of.FirstReceived.IsZero() != (n > 0) || (of.FirstEvent == 0) != (n > 0) {
			t.Errorf("%d: %+v", n, of)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if made != "" {
			inDatabase(t, s.file, func(db *sql.DB) {
				if _, err := db.ExecContext(t.Context(), made); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}
