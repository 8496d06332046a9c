package storetest

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// tellsSpan moves the first and the last contact about: later versions of a contact may begin at another time.
func tellsSpan(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(9, 1))}
	s := opened(t, open)
	day := func(n int) time.Time { return epoch.AddDate(0, 0, n) }
	want := func(what string, oldest, newest time.Time) {
		t.Helper()
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !status.OldestInitiation.Equal(oldest) || !status.NewestInitiation.Equal(newest) {
			t.Errorf("%s: contacts from %s to %s, want %s to %s", what, status.OldestInitiation, status.NewestInitiation, oldest, newest)
		}
	}
	want("nothing", time.Time{}, time.Time{})
	deliver(t, s, w.contact(t, 1, 0, day(5), day(5)))
	want("one", day(5), day(5))
	deliver(t, s, w.contact(t, 2, 0, day(3), day(3)), w.contact(t, 3, 0, day(8), day(8)), w.contact(t, 4, 0, day(4), day(4)))
	want("four", day(3), day(8))
	deliver(t, s, w.contact(t, 2, 1, day(6), day(9)), w.contact(t, 3, 1, day(6), day(9)))
	want("the first and the last moved inwards", day(4), day(6))
	deliver(t, s, w.contact(t, 4, 1, day(1), day(10)))
	want("one moved outwards", day(1), day(6))
}

// tellsInstances delivers records of two instances in any order, and again after a restart.
func tellsInstances(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(9, 2))}
	dir := t.TempDir()
	facts := w.agentEvents(t, 60)
	for i := range 20 {
		facts = append(facts, w.contactVersions(t, i)...)
	}
	w.r.Shuffle(len(facts), func(i, k int) { facts[i], facts[k] = facts[k], facts[i] })
	newest := map[string]map[connect.Kind]connect.Millis{instanceARN(0): {}, instanceARN(1): {}}
	for n := range 3 {
		s := open(t, dir)
		part := facts[n*len(facts)/3 : (n+1)*len(facts)/3]
		deliver(t, s, part...)
		for _, f := range part {
			arn, at := "", connect.Millis(0)
			switch f.Kind {
			case connect.KindContact:
				arn, at = f.Contact.InstanceARN, f.Contact.LastUpdate
			default:
				arn, at = f.AgentEvent.InstanceARN, activity.Moment(f.AgentEvent)
			}
			newest[arn][f.Kind] = max(newest[arn][f.Kind], at)
		}
		var want []store.InstanceStatus
		for i := range 2 {
			for _, kind := range []connect.Kind{connect.KindContact, connect.KindAgentEvent} {
				if at := newest[instanceARN(i)][kind]; at != 0 {
					want = append(want, store.InstanceStatus{ARN: instanceARN(i), Kind: kind, LastEvent: at})
				}
			}
		}
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, status.Instances); diff != "" {
			t.Errorf("after part %d (-want +got):\n%s", n, diff)
		}
		closed(t, s)
		s = open(t, dir)
		if again, err := s.Status(t.Context()); err != nil || !cmp.Equal(status.Instances, again.Instances) {
			t.Errorf("after a restart %+v, %v; before it %+v", again.Instances, err, status.Instances)
		}
		closed(t, s)
	}
}

// tellsFirst delivers an older record after a newer one, over restarts.
func tellsFirst(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(9, 3))}
	dir := t.TempDir()
	day := func(n int) time.Time { return epoch.AddDate(0, 0, n) }
	for n, of := range []struct{ received, updated, first, last int }{{5, 4, 4, 4}, {6, 2, 2, 4}, {7, 6, 2, 6}} {
		s := open(t, dir)
		batch := store.Batch{Source: "test", Received: day(of.received), Facts: []connect.Fact{w.contact(t, n, 0, day(of.updated), day(of.updated))}}
		receipt, err := s.Append(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := receipt.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := []store.SourceStatus{{
			Source: "test", Kind: connect.KindContact, Outcome: store.Outcome{Read: int64(n) + 1, Stored: int64(n) + 1},
			LastReceived: day(of.received), LastEvent: connect.MillisOf(day(of.last)), FirstReceived: day(5), FirstEvent: connect.MillisOf(day(of.first)),
		}}
		if diff := cmp.Diff(want, status.Sources); diff != "" {
			t.Errorf("after %d (-want +got):\n%s", n+1, diff)
		}
		closed(t, s)
	}
}
