package storetest

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", what, got, want)
	}
}

func listsPages(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(10, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	for i := range 6 { // of one moment, so that pages end among equals
		facts = append(facts, w.contact(t, 1000+i, 0, epoch.Add(time.Hour), epoch.Add(2*time.Hour)))
	}
	w.deliverInParts(t, s, facts)
	names := namesIn(facts)
	var want []store.ContactRow
	for _, c := range count(facts).newestFirst() {
		want = append(want, wantRow(c, names))
	}
	for _, contact := range want[:20] {
		asked := metric.Filter{Dimension: metric.Queue, Values: []string{contact.QueueName, contact.QueueARN, "nobody"}}
		if diff := cmp.Diff(names.Resolve(asked), s.Resolve(asked)); diff != "" {
			t.Errorf("queues meant by %q (- reference, + store):\n%s", asked.Values, diff)
		}
	}
	for _, outcomes := range [][]string{nil, {"handled"}, {"abandoned"}, {"other"}, {"abandoned", "handled"}} {
		wanted := slices.DeleteFunc(slices.Clone(want), func(r store.ContactRow) bool {
			return len(outcomes) > 0 && !slices.ContainsFunc(outcomes, func(outcome string) bool { return has(r, outcome) })
		})
		got := allPages(t, s, store.ContactQuery{
			Scope: metric.Everything(), TimeField: metric.ByInitiation, From: epoch, To: epoch.AddDate(0, 0, days),
			Outcomes: outcomes, Limit: 3,
		}, int64(len(wanted)))
		if !slices.IsSortedFunc(got, func(a, b store.ContactRow) int { return int(b.Initiation - a.Initiation) }) {
			t.Errorf("outcomes %q: contacts are not newest first", outcomes)
		}
		if diff := cmp.Diff(byIdentity(wanted), byIdentity(got)); diff != "" {
			t.Errorf("outcomes %q (- recount, + store):\n%s", outcomes, diff)
		}
	}
	// Ids are pasted in upper case too; those of Amazon are in lower case.
	for _, text := range []string{string(want[0].ContactID), "ABCDEF", "CALL", "nobody"} {
		wanted := slices.DeleteFunc(slices.Clone(want), func(r store.ContactRow) bool {
			id := string(r.ContactID)
			return !strings.HasPrefix(id, text) && !strings.HasPrefix(id, strings.ToLower(text))
		})
		got := allPages(t, s, store.ContactQuery{
			Scope: metric.Everything(), TimeField: metric.ByInitiation, From: epoch, To: epoch.AddDate(0, 0, days),
			Text: text, Limit: 500,
		}, int64(len(wanted)))
		if diff := cmp.Diff(byIdentity(wanted), byIdentity(got)); diff != "" {
			t.Errorf("search for %q (- recount, + store):\n%s", text, diff)
		}
	}
}

// allPages reads page by page to the end.
func allPages(t *testing.T, s store.Store, q store.ContactQuery, total int64) []store.ContactRow {
	t.Helper()
	var all []store.ContactRow
	for {
		page, err := s.Contacts(t.Context(), q)
		if err != nil {
			t.Fatalf("contacts: %v", err)
		}
		if len(page.Rows) > q.Limit || page.Total != total {
			t.Fatalf("page of %d rows of %d, want at most %d of %d", len(page.Rows), page.Total, q.Limit, total)
		}
		all = append(all, page.Rows...)
		if page.Next == "" {
			return all
		}
		q.After = page.Next
	}
}

func byIdentity(rows []store.ContactRow) map[identity]store.ContactRow {
	all := map[identity]store.ContactRow{}
	for _, r := range rows {
		all[identity{r.InstanceARN, r.ContactID}] = r
	}
	return all
}

func has(r store.ContactRow, outcome string) bool {
	switch outcome {
	case "handled":
		return r.Handled
	case "abandoned":
		return r.Abandoned
	case "other":
		return !r.Handled && !r.Abandoned
	default:
		return true
	}
}

func wantRow(c connect.Contact, names *metric.Names) store.ContactRow {
	row := metric.Derive(&c)
	return store.ContactRow{
		InstanceARN: c.InstanceARN, ContactID: c.ContactID, Initiation: c.Initiation, Disconnect: c.Disconnect,
		Channel: c.Channel, InitiationMethod: c.InitiationMethod, DisconnectReason: c.DisconnectReason,
		QueueARN: c.Queue.ARN, QueueName: names.Newest(metric.Queue, c.Queue.ARN), AgentARN: c.Agent.ARN,
		AgentName: names.Newest(metric.Agent, c.Agent.ARN), CustomerAddress: c.CustomerAddress,
		QueueSeconds: row.Int(metric.ColQueueS), TalkSeconds: row.Int(metric.ColInteractionS),
		HoldSeconds: row.Int(metric.ColHoldS), ACWSeconds: row.Int(metric.ColACWS),
		Handled: row.Int(metric.ColConnected).Value == 1, Abandoned: row.Int(metric.ColAbandoned).Value == 1,
	}
}

func showsContact(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(11, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	for key, truth := range count(facts).contacts {
		wrong := truth.newest.Contact.Initiation + 1
		for _, hint := range []connect.Millis{0, truth.newest.Contact.Initiation, wrong} {
			got, err := s.Contact(t.Context(), store.ContactRef{
				Scope: metric.Everything(), InstanceARN: key.instance, ContactID: key.id, Initiation: hint,
			})
			if err != nil {
				t.Fatalf("contact %v: %v", key, err)
			}
			if diff := cmp.Diff(string(truth.newest.Raw), string(got.Raw)); diff != "" {
				t.Errorf("raw record of %v (- newest, + store):\n%s", key, diff)
			}
			if diff := cmp.Diff(*truth.newest.Contact, got.Contact); diff != "" {
				t.Errorf("contact %v (- newest, + store):\n%s", key, diff)
			}
			if got.Versions != int64(len(truth.versions)) {
				t.Errorf("contact %v has %d versions, want %d", key, got.Versions, len(truth.versions))
			}
			if got.Source != "test" || !got.ReceivedAt.Equal(epoch) {
				t.Errorf("contact %v came from %q at %v, want test at %v", key, got.Source, got.ReceivedAt, epoch)
			}
			if !slices.ContainsFunc(got.Chain, func(r store.ContactRow) bool { return r.ContactID == key.id }) {
				t.Errorf("contact %v is not in its own chain %v", key, got.Chain)
			}
		}
	}
	_, err := s.Contact(t.Context(), store.ContactRef{Scope: metric.Everything(), ContactID: "nobody"})
	wantError(t, "contact that is not there", err, store.ErrNotFound)
}
