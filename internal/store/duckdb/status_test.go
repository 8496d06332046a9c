package duckdb

import (
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
	}}
	if diff := cmp.Diff(want, status.Sources); diff != "" {
		t.Errorf("sources (- want, + got):\n%s", diff)
	}
	if status.QuarantineOpen != store.Unknown || status.Problem != "out of order" {
		t.Errorf("%d in quarantine, problem %q; want an unknown number, and the problem", status.QuarantineOpen, status.Problem)
	}
	s.suspect(errors.New("closed")) // so that it is opened again
}
